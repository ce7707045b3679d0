"""What Telegram's Bot API takes and refuses; the words of a refusal are mostly Telegram's own."""

import html
import html.parser
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

Json = dict[str, Any]
Check = Callable[[Any], Any]

LONGEST_TEXT: Final = 4096  # UTF-16 units
LONGEST_CAPTION: Final = 1024  # UTF-16 units
LARGEST_FILE: Final = 50 * 1024**2  # bytes
LARGEST_DATA: Final = 64  # bytes, of a button
ACTIONS: Final = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note"),
    "upload_video_note",
}
ON_REQUEST: Final = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS: Final = ON_REQUEST | {
    *("message", "edited_message", "channel_post", "edited_channel_post", "business_connection"),
    *("business_message", "edited_business_message", "deleted_business_messages"),
    *("inline_query", "chosen_inline_result", "callback_query", "shipping_query"),
    *("pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member"),
    *("chat_join_request", "chat_boost", "removed_chat_boost"),
}
ENTITIES: Final = {
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold"),
    *("italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"),
    *("code", "pre", "text_link", "text_mention", "custom_emoji"),
}
TAGS: Final = {
    *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre"),
    *("span", "tg-spoiler", "tg-emoji", "blockquote"),
}
ESCAPED: Final = 0xE000  # where a character that MarkdownV2 escapes is put while marks are read
LOOPBACK: Final = ("127.0.0.1", "localhost")


class Refused(Exception):
    """An answer that is not ok, as the API words it: its code, description and parameters."""

    def __init__(self, detail: str = "", code: int = 400, **parameters: int) -> None:
        self.code = code
        self.description = ": ".join(filter(None, (HTTPStatus(code).phrase, detail)))
        self.parameters = parameters
        super().__init__(self.description)

    @property
    def answer(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


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
    if method not in METHODS:
        raise Refused("method not found", 404)
    checks = METHODS[method]
    for name in told:
        if name not in checks:
            raise Refused(f'{method} has no field "{name}", or this double does not know it')
    for name in checks:
        if name in MANDATORY and name not in told:
            raise Refused(f'field "{name}" is missing')
    return {name: _checked(name, checks[name], value) for name, value in told.items()}


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
    for entity in entities:
        _check_entity(entity, units(plain))
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


def _kinds(value: Any) -> list[str]:
    told = _list(value)
    if set(told) <= KINDS:
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
        raise Refused('can\'t parse inline keyboard button: Can\'t find field "text"')
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


def _check_entity(entity: Json, length: int) -> None:
    offset, long = entity["offset"], entity["length"]
    if entity["type"] not in ENTITIES or offset < 0 or long < 1 or offset + long > length:
        raise Refused(f"can't parse entities: {json.dumps(entity)} is outside of the text")


class _Html(html.parser.HTMLParser):
    """Reads Telegram's tags: each one known, closed, and in the order they were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.opened: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            raise Refused(f'can\'t parse entities: Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise Refused("can't parse entities: Unsupported start tag")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += html.unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += html.unescape(f"&#{name};")


def _html(text: str) -> str:
    parser = _Html()
    parser.feed(text)
    parser.close()
    if parser.opened:
        tag = parser.opened[-1]
        raise Refused(f'can\'t parse entities: Can\'t find end tag corresponding to "{tag}"')
    return parser.text


def _markdown(text: str) -> str:
    """Marks come in pairs, links are whole, and what is reserved is escaped; nesting is not read."""
    rest = re.sub(r"\\([!-~])", lambda found: chr(ESCAPED + ord(found[1])), text)
    rest = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", rest)
    for mark in ("```", "`", "||", "__", "_", "*", "~"):
        if rest.count(mark) % 2:
            raise Refused(f"can't parse entities: Can't find end of the entity {mark}")
        rest = rest.replace(mark, "")
    if reserved := re.search(r"[][()>#+=|{}.!-]", rest):
        raise Refused(f"can't parse entities: Character '{reserved[0]}' is reserved")
    return re.sub("[\ue021-\ue07e]", lambda found: chr(ord(found[0]) - ESCAPED), rest)


PARSERS: Final[dict[str, Callable[[str], str]]] = {"HTML": _html, "MarkdownV2": _markdown}
MANDATORY: Final = {
    *("chat_id", "message_id", "document", "commands", "callback_query_id", "action", "url"),
}
_NUMBER: Final = _between(-(2**52), 2**52)
_LANGUAGE: Final = _one(lambda code: bool(re.fullmatch("([a-z]{2})?", code)))
_MODE: Final = _one(lambda mode: mode in PARSERS, "unsupported parse_mode")
_MESSAGE: Final[dict[str, Check]] = {
    "chat_id": _NUMBER,
    "parse_mode": _MODE,
    "disable_notification": _truth,
    "protect_content": _truth,
    "reply_markup": _markup,
}
_TEXT: Final[dict[str, Check]] = {
    "text": str,
    "entities": _list,
    "link_preview_options": _object(
        *("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
    ),
}
_EDITED: Final[dict[str, Check]] = {
    "chat_id": _NUMBER,
    "message_id": _NUMBER,
    "reply_markup": _inline,
}
_MENU: Final[dict[str, Check]] = {
    "scope": _object("type", "chat_id", "user_id"),
    "language_code": _LANGUAGE,
}
METHODS: Final[dict[str, dict[str, Check]]] = {
    "getMe": {},
    "getUpdates": {
        "offset": _NUMBER,
        "limit": _between(1, 100),
        "timeout": _between(0, 50),
        "allowed_updates": _kinds,
    },
    "setWebhook": {
        "url": _webhook,
        "secret_token": _one(
            lambda secret: bool(re.fullmatch("[A-Za-z0-9_-]{1,256}", secret)),
            "secret token contains unallowed characters",
        ),
        "max_connections": _between(1, 100),
        "allowed_updates": _kinds,
        "drop_pending_updates": _truth,
    },
    "deleteWebhook": {"drop_pending_updates": _truth},
    "getWebhookInfo": {},
    "sendMessage": _MESSAGE | _TEXT,
    "sendDocument": _MESSAGE
    | {
        "document": _document,
        "caption": str,
        "caption_entities": _list,
        "disable_content_type_detection": _truth,
    },
    "sendChatAction": {
        "chat_id": _NUMBER,
        "action": _one(ACTIONS.__contains__, "wrong parameter action in request"),
    },
    "editMessageText": _EDITED | _TEXT | {"parse_mode": _MODE},
    "editMessageReplyMarkup": _EDITED,
    "answerCallbackQuery": {
        "callback_query_id": str,
        "text": _text(200),
        "show_alert": _truth,
        "cache_time": _NUMBER,
    },
    "leaveChat": {"chat_id": _NUMBER},
    "setMyCommands": _MENU | {"commands": _commands},
    "getMyCommands": _MENU,
    "setMyDescription": {"description": _text(512), "language_code": _LANGUAGE},
    "setMyShortDescription": {"short_description": _text(120), "language_code": _LANGUAGE},
}
