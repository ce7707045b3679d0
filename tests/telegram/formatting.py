"""Texts with marks in them, read as strictly as Telegram does and less finely."""

import html
import html.parser
import re
from collections.abc import Callable
from typing import Final

from tests.telegram.refusals import Refused

TAGS: Final = {
    *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre"),
    *("span", "tg-spoiler", "tg-emoji", "blockquote"),
}
PAIRS: Final = ("```", "`", "||", "__", "_", "*", "~")
ESCAPED: Final = 0xE000  # where a character that MarkdownV2 escapes is put while marks are read


class _Html(html.parser.HTMLParser):
    """Reads Telegram's tags: each one known, closed, and in the order they were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.opened: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise _wrong(f'Unsupported start tag "{tag}"')
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            raise _wrong(f'Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise _wrong("Unsupported start tag")
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
        raise _wrong(f'Can\'t find end tag corresponding to "{parser.opened[-1]}"')
    return parser.text


def _markdown(text: str) -> str:
    """Marks come in pairs, links are whole, what is reserved is escaped; nesting is not read."""
    rest = re.sub(r"\\([!-~])", lambda found: chr(ESCAPED + ord(found[1])), text)
    rest = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", rest)
    for mark in PAIRS:
        if rest.count(mark) % 2:
            raise _wrong(f"Can't find end of the entity {mark}")
        rest = rest.replace(mark, "")
    if reserved := re.search(r"[][()>#+=|{}.!-]", rest):
        raise _wrong(f"Character '{reserved[0]}' is reserved and must be escaped")
    return re.sub("[\ue021-\ue07e]", lambda found: chr(ord(found[0]) - ESCAPED), rest)


def _wrong(detail: str) -> Refused:
    return Refused(f"can't parse entities: {detail}")


PARSERS: Final[dict[str, Callable[[str], str]]] = {"HTML": _html, "MarkdownV2": _markdown}
