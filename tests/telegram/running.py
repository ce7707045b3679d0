"""The line to Telegram in the test's own process, in a thread of its own."""

import asyncio
import dataclasses
import threading

from bot.channels import settings
from bot.channels.door import Door
from bot.channels.telegram import keys
from bot.channels.telegram.line import API, TOKEN, Line
from tests.served import GENEROUS, SECRET

PATIENCE = 60  # seconds
TICK = 0.003  # seconds


class Running:
    """A line that fetches updates from the Bot API `api`, while it is open."""

    def __init__(self, assistant, api, secret=SECRET, **changes):
        generous = dict.fromkeys(("messages_of_a_session", "messages_of_an_address"), GENEROUS)
        self.assistant, self.api = assistant, api
        chosen = {**generous, **changes}
        self.door = Door(dataclasses.replace(settings.load(), **chosen), secret)

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.open()
        return self

    def __exit__(self, *problem):
        self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def open(self):
        self.line = self.run(self._open())

    def close(self):
        self.run(self.line.close())

    def run(self, work):
        """Does `work` in the thread of the line."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    @property
    def mailbox(self):
        return self.line._mailbox

    def sender(self, person):
        """How the conversation of `person` is named."""
        return keys.conversation(self.door.secret, person.id)

    def remind(self):
        """What happens from time to time."""
        self.run(self.line.desk.remind())

    def settle(self):
        """Waits until every update was answered, and every answer has left."""
        self.run(self._settled())

    async def _open(self):
        opened = Line(self.assistant, self.door)
        await opened.open()
        return opened

    async def _settled(self):
        made = self.api.updates.made
        mailbox, busy = self.mailbox, self.line.desk._busy
        while (mailbox.last_taken() or 0) < made[-1]["update_id"] or mailbox.waiting() or busy:
            await asyncio.sleep(TICK)


def point_to(api, patch):
    """Has lines that are opened from now on lead to the Bot API `api`."""
    patch.setenv(API, api.address)
    patch.setenv(TOKEN, api.token)
