"""What the Bot API takes and refuses, in words that are mostly Telegram's own."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from tests.telegram.formatting import PARSERS
from tests.telegram.refusals import Json, Refused

Check = Callable[[Any], Any]

API: Final = yaml.safe_load(Path(__file__).with_name("api.yml").read_text(encoding="utf-8"))
USUAL: Final[list[str]] = API["kinds"]  # of updates
LONGEST_TEXT: Final = 4096  # UTF-16 units
LONGEST_CAPTION: Final = 1024  # UTF-16 units
LARGEST_FILE: Final = 50 * 1024**2  # bytes
LARGEST_DATA: Final = 64  # bytes, of a button
LOOPBACK: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Document:
    """A file that was uploaded.

    Attributes:
        name: of the file, as it was told.
        content: its bytes.
        kind: its MIME type, as it was told.
    """

    name: str
    content: bytes
    kind: str


def read(method: str, told: Json) -> Json:
    """The fields of a call, as the types the API gives them.

    Raises:
        Refused: the method or a field is unknown here, missing or wrong.
    """
    if method not in API["methods"]:
        raise Refused("method not found", 404)
    checks = API["methods"][method]
    for name in told:
        if name not in checks:
            raise Refused(f'{method} has no field "{name}", or this double does not know it')
    for name in checks:
        if name in API["mandatory"] and name not in told:
            raise Refused(f'field "{name}" is missing')
    return {name: _checked(name, CHECKS[checks[name]], value) for name, value in told.items()}


def visible(fields: Json, name: str, longest: int) -> str:
    """What is seen of the text or caption called `name`, at most `longest` UTF-16 units.

    Raises:
        Refused: it is too long, or its entities are wrong; a text also when it is empty.
    """
    plain, mode = fields.get(name, ""), fields.get("parse_mode")
    entities = fields.get("entities" if name == "text" else "caption_entities", [])
    if mode and entities:
        raise Refused("parse_mode and entities exclude each other")
    if mode:
        plain = PARSERS[mode](plain)
    if units(plain) > longest:
        raise Refused("message is too long" if name == "text" else "message caption is too long")
    if name == "text" and not plain.strip():
        raise Refused("message text is empty")
    if any(entity["offset"] + entity["length"] > units(plain) for entity in entities):
        raise Refused("can't parse entities: one ends after the text")
    return plain


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _checked(name: str, check: Check, value: Any) -> Any:
    try:
        return check(value)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise Refused(f'can\'t parse field "{name}"') from problem


def _between(least: int, most: int) -> Check:
    def check(value: Any) -> int:
        if least <= int(value) <= most:
            return int(value)
        raise ValueError(value)

    return check


def _text(longest: int) -> Check:
    return _one(lambda value: isinstance(value, str) and units(value) <= longest)


def _one(right: Callable[[Any], bool], detail: str = "") -> Check:
    """Takes a value that is `right`, else refuses with `detail`."""

    def check(value: Any) -> Any:
        if right(value):
            return value
        raise Refused(detail) if detail else ValueError(value)

    return check


def _truth(value: Any) -> bool:
    return {"true": True, "false": False}[str(value).lower()]


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _list(value: Any) -> list[Any]:
    told = _json(value)
    if isinstance(told, list):
        return told
    raise TypeError(value)


def _object(*keys: str) -> Check:
    """Takes an object with no other keys than these."""

    def check(value: Any) -> Json:
        told: Json = _json(value)
        if set(told.keys()) <= set(keys):
            return told
        raise KeyError(value)

    return check


def _entities(value: Any) -> list[Json]:
    told = _list(value)
    for entity in told:
        if entity["type"] not in API["entities"] or entity["offset"] < 0 or entity["length"] < 1:
            raise Refused(f"can't parse entities: {json.dumps(entity)}")
    return told


def _kinds(value: Any) -> list[str]:
    told = _list(value)
    if set(told) <= {*USUAL, *API["kinds_on_request"]}:
        return told
    raise ValueError(value)


def _commands(value: Any) -> list[Json]:
    told = _list(value)
    if len(told) > 100:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    for command in told:
        if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]):
            raise Refused("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
    return told


def _webhook(url: str) -> str:
    """An https address on a port that Telegram calls, or one of this machine."""
    parts = urlsplit(url)
    if url and parts.hostname not in LOOPBACK:
        if parts.scheme != "https":
            raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
        if parts.port not in (None, 443, 80, 88, 8443):
            raise Refused("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return url


def _document(value: Any) -> Document:
    if not isinstance(value, Document):
        raise Refused("wrong remote file identifier specified: only uploads are covered here")
    if not value.content:
        raise Refused("file must be non-empty")
    if len(value.content) > LARGEST_FILE:
        raise Refused(code=413)
    return value


def _inline(value: Any) -> Json:
    told = _json(value)
    if not isinstance(told, dict) or set(told) != {"inline_keyboard"}:
        raise Refused("object expected as reply markup")
    rows = told["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100:
        raise Refused("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return told if buttons else {}


def _markup(value: Any) -> Json:
    told = _json(value)
    if isinstance(told, dict) and {"keyboard", "remove_keyboard", "force_reply"} & set(told):
        return told
    return _inline(told)


def _check_button(button: Json) -> None:
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise Refused("can't parse inline keyboard button: Can't find field \"text\"")
    if set(button) == {"text", "callback_data"}:
        if not 1 <= len(button["callback_data"].encode()) <= LARGEST_DATA:
            raise Refused("BUTTON_DATA_INVALID")
    elif set(button) == {"text", "url"}:
        parts = urlsplit(button["url"])
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused(f"inline keyboard button URL '{button['url']}' is invalid")
    else:
        raise Refused(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )


CHECKS: Final[dict[str, Check]] = {
    "number": _between(-(2**52), 2**52),
    "up_to_50": _between(0, 50),
    "up_to_100": _between(1, 100),
    "text": _one(lambda value: isinstance(value, str)),
    "notice": _text(200),
    "short_description": _text(120),
    "description": _text(512),
    "truth": _truth,
    "entities": _entities,
    "kinds": _kinds,
    "commands": _commands,
    "webhook": _webhook,
    "document": _document,
    "inline": _inline,
    "markup": _markup,
    "scope": _object("type", "chat_id", "user_id"),
    "preview": _object(
        *("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
    ),
    "action": _one(API["actions"].__contains__, "wrong parameter action in request"),
    "mode": _one(PARSERS.__contains__, "unsupported parse_mode"),
    "language": _one(lambda code: bool(re.fullmatch("([a-z]{2})?", code))),
    "secret": _one(
        lambda secret: bool(re.fullmatch("[A-Za-z0-9_-]{1,256}", secret)),
        "secret token contains unallowed characters",
    ),
}
