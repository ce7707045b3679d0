"""Telegram for a test: the double of its Bot API, with an independent one behind it."""

import asyncio
import itertools
import subprocess
import sys
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final, TypeVar

from tests.telegram.front import Call, Fault, Front
from tests.telegram.methods import TOKEN
from tests.telegram.people import PATIENCE, Person
from tests.telegram.refusals import Json

HERE: Final = Path(__file__).parent
NODE: Final = Path(sys.executable).with_name("node")  # of the development packages
Result = TypeVar("Result")


class Missing(RuntimeError):
    """What the double needs is not installed."""


class BotApi:
    """The Bot API of one bot, while it is open; it runs beside the test, which reads its memory.

    Attributes:
        token: of the bot.
        address: where the bot finds it; the client's `base_url` is this and `/bot`.
        updates: what happened, what of it is pending, and the webhook.
        sent: what the bot sent, to whomever, in order.
        methods: what it told beside that.

    Raises:
        Missing: `telegram-test-api` is not installed.
    """

    token = TOKEN

    def __enter__(self) -> "BotApi":
        self._people = itertools.count(7_000_000_001)  # more than 32 bits, as Telegram's are
        self._node, independent = _independent()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._front = Front(independent)
        self.run(self._front.start())
        self.address, self.updates = self._front.address, self._front.updates
        self.methods, self.sent = self._front.methods, self._front.methods.sent
        return self

    def __exit__(self, *problem: object) -> None:
        self.run(self._front.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        self._node.kill()
        self._node.communicate()

    def calls(self, method: str = "") -> list[Call]:
        """What the bot called, in order; with a `method`, only that."""
        return [call for call in self._front.calls if method in ("", call.method)]

    def plant(self, method: str, times: int = 1, **fault: Any) -> None:
        """Has the next calls of `method` go wrong; the other arguments are those of `Fault`."""
        self._front.faults += [(method, Fault(**fault))] * times

    def mend(self) -> None:
        """Takes away the faults that did not happen yet."""
        self._front.faults.clear()

    def person(self, first_name: str = "Camille", language_code: str = "fr") -> Person:
        """Somebody new."""
        return Person(self, next(self._people), first_name, language_code)

    def happens(self, kind: str, content: Json) -> Json:
        """Makes an update of any kind; returns it."""
        return self.run(self.updates.add(kind, content))

    def repeat(self, update: Json) -> None:
        """Has the bot told `update` once more, after what is pending."""
        self.run(self.updates.repeat(update))

    def post(self, update: Json, secret: str | None = None) -> int:
        """Posts `update` to the webhook now; returns the status answered, 0 if there was none."""
        return self.run(self.updates.post(self._front.client, update, secret))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Does `work` in the thread of the server; returns its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


def _independent() -> tuple["subprocess.Popen[bytes]", str]:
    """The server that others wrote, in a process of its own, and its address."""
    if not (HERE / "node_modules" / "telegram-test-api").is_dir():
        raise Missing("run: make test")
    command = [str(NODE), str(HERE / "independent.js")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    port = process.stdout.readline().decode().strip()
    if not port:
        raise Missing("telegram-test-api did not start; Node.js says why above")
    return process, f"http://127.0.0.1:{port}"
