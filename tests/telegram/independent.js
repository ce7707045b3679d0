// telegram-test-api on a free port of the loopback interface; it ends with whoever started it.
"use strict";
const TelegramServer = require("telegram-test-api");

const DAY = 86_400; // seconds
const server = new TelegramServer({ host: "127.0.0.1", port: "0", storeTimeout: DAY });
server.start().then(() => console.log(server.server.address().port));
process.stdin.on("end", () => process.exit()).resume();
