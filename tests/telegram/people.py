"""People on Telegram, who talk to the bot as one does there."""

import itertools
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tests.telegram.methods import BOT, Button, Sent
from tests.telegram.refusals import Json
from tests.telegram.rules import Document

if TYPE_CHECKING:
    from tests.telegram.bot_api import BotApi

PATIENCE: Final = 10.0  # seconds
TICK: Final = 0.01  # seconds
MEDIA: Final[dict[str, Any]] = {
    "photo": [{"width": 90, "height": 60}],
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    },
    "document": {"file_name": "courrier.pdf", "mime_type": "application/pdf"},
    "contact": {"phone_number": "+33600000000", "first_name": "Camille"},
    "location": {"latitude": 44.93, "longitude": 4.89},
}
FILES: Final = ("photo", "voice", "sticker", "document")
Result = TypeVar("Result")


class Person:
    """Somebody on Telegram, in a private chat with the bot.

    What they do returns the update it makes. They read what the bot sent in `received`.
    """

    def __init__(self, api: "BotApi", number: int, first_name: str, language_code: str) -> None:
        self._api, self.id = api, number
        self.user: Json = {
            "id": number,
            "is_bot": False,
            "first_name": first_name,
            "language_code": language_code,
        }
        self.chat: Json = {"id": number, "type": "private", "first_name": first_name}
        self.group: Json = {"id": -number, "type": "group", "title": f"{first_name} & co"}
        self._read = 0

    @property
    def received(self) -> list[Sent]:
        """What the bot sent in the chat, in order."""
        return self._in(self.chat)

    @property
    def news(self) -> list[Sent]:
        """What the bot sent since this person last did something."""
        return self.received[self._read :]

    @property
    def texts(self) -> list[str]:
        """The texts and captions received."""
        return [sent.text for sent in self.received]

    @property
    def documents(self) -> list[Document]:
        """The files received."""
        return [sent.document for sent in self.received if sent.document]

    def says(self, text: str) -> Json:
        """Types `text`, which may be a command."""
        return self._sends(self.chat, {"text": text, **_command(text)})

    def sends(self, kind: str, **content: Any) -> Json:
        """Sends something of `MEDIA`, such as a photo, a voice message or a contact."""
        return self._sends(self.chat, {kind: _identified(kind), **content})

    def edits(self, update: Json, text: str) -> Json:
        """Changes the text of the message that made `update`."""
        message = {**update["message"], "text": text, "edit_date": int(time.time())}
        self._acts()
        return self._api.happens("edited_message", message)

    def presses(self, title: str, stale: bool = False) -> Json:
        """Presses the newest button whose title contains `title`; a `stale` one may be gone.

        Raises:
            LookupError: there is no such button, or it is gone.
        """
        for sent in reversed(self.received):
            shown = itertools.chain(*sent.keyboards) if stale else sent.buttons
            if button := _named(title, shown):
                self._acts()
                press = self._api.methods.press(self.user, dict(sent.message), button.data)
                return self._api.run(press)
        seen = [button.title for sent in self.received for button in sent.buttons]
        raise LookupError(f"no button {title!r} can be pressed; there are {seen}")

    def in_group(self, text: str) -> Json:
        """Types `text` in a group where the bot is."""
        return self._sends(self.group, {"text": text, **_command(text)})

    def read_in_group(self) -> list[Sent]:
        """What the bot sent in the group, in order."""
        return self._in(self.group)

    def adds_to_group(self) -> Json:
        """Takes the bot into the group."""
        self._api.methods.shut.pop(self.group["id"], None)
        return self._membership(self.group, "left", "member")

    def blocks(self) -> Json:
        """Blocks the bot."""
        self._api.methods.shut[self.id] = "bot was blocked by the user"
        return self._membership(self.chat, "member", "kicked")

    def unblocks(self) -> Json:
        """Lets the bot write again."""
        self._api.methods.shut.pop(self.id, None)
        return self._membership(self.chat, "kicked", "member")

    def wait_for(self, what: str | Callable[[Sent], bool], seconds: float = PATIENCE) -> Sent:
        """Returns the first of the news that contains `what`, or for which `what` holds.

        Raises:
            AssertionError: there is none after `seconds`.
        """

        def found() -> Sent | None:
            right = what if callable(what) else (lambda sent: what in sent.text)
            return next(filter(right, self.news), None)

        return wait(found, seconds, lambda: f"no {what!r} in {[sent.text for sent in self.news]}")

    def _in(self, chat: Json) -> list[Sent]:
        return [sent for sent in self._api.sent if sent.message["chat"]["id"] == chat["id"]]

    def _acts(self) -> None:
        self._read = len(self.received)

    def _sends(self, chat: Json, content: Json) -> Json:
        self._acts()
        said = self._api.methods.say({"from": self.user, "chat": chat, **content})
        return self._api.run(said)

    def _membership(self, chat: Json, before: str, after: str) -> Json:
        content = {"chat": chat, "from": self.user, "date": int(time.time())}
        old, new = _member(before), _member(after)
        self._acts()
        return self._api.happens(
            "my_chat_member", {**content, "old_chat_member": old, "new_chat_member": new}
        )


def wait(
    for_what: Callable[[], Result | None],
    seconds: float = PATIENCE,
    why: Callable[[], str] = lambda: "it did not happen",
) -> Result:
    """Returns what `for_what` returns as soon as that is true.

    Raises:
        AssertionError: it is not after `seconds`.
    """
    limit = time.monotonic() + seconds
    while not (found := for_what()):
        assert time.monotonic() < limit, why()
        time.sleep(TICK)
    return found


def _member(status: str) -> Json:
    return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def _named(title: str, buttons: Iterable[Button]) -> Button | None:
    return next((button for button in buttons if title in button.title and button.data), None)


def _command(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    length = len(text.split(maxsplit=1)[0])
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def _identified(kind: str) -> Any:
    """Something of `MEDIA`, with the numbers Telegram gives to files."""
    names = {"file_id": kind, "file_unique_id": kind} if kind in FILES else {}
    media = MEDIA[kind]
    return [{**one, **names} for one in media] if isinstance(media, list) else {**media, **names}
