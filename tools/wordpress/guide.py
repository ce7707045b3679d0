"""What the council's guide tells to write, taken from the guide itself."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from bot.core.paths import ROOT

GUIDE: Final = ROOT / "docs" / "installer-le-widget.md"
ASSISTANT: Final = "https://assistant.exemple.fr"
SITE: Final = "https://www.votre-conseil.fr"
PLUGIN: Final = re.compile(r"`(wp-content/mu-plugins/[\w-]+\.php)`")
LINK: Final = re.compile(r"`(<a href=\"#[^`]+</a>)`")
BLOCK: Final = "^```{language}\n(.*?)^```$"


class GuideUnclear(ValueError):
    """The guide no longer tells something, or tells it twice; the message says what."""


@dataclass(frozen=True)
class Guide:
    """What to write, and where.

    Attributes:
        plugin: the must-use plugin.
        plugin_path: where it goes, from WordPress's folder.
        settings: the lines to change in the assistant's `web.yml`.
        line: the lines that show the window in an ordinary page.
        link: a link that opens the window.
    """

    plugin: str
    plugin_path: PurePosixPath
    settings: str
    line: str
    link: str


def read(assistant: str, site: str) -> Guide:
    """The guide, its two addresses replaced by these, as it asks.

    Raises:
        GuideUnclear: something of it is not there exactly once.
    """
    text = GUIDE.read_text(encoding="utf-8")
    for told, address in ((ASSISTANT, assistant), (SITE, site)):
        if told not in text:
            raise GuideUnclear(f"{GUIDE.name} does not name {told}")
        text = text.replace(told, address)
    return Guide(
        plugin=_block("php", text),
        plugin_path=PurePosixPath(_only("path of an extension", PLUGIN, text)),
        settings=_block("yaml", text),
        line=_block("html", text),
        link=_only("link that opens the window", LINK, text),
    )


def _block(language: str, text: str) -> str:
    pattern = re.compile(BLOCK.format(language=language), re.DOTALL | re.MULTILINE)
    return _only(f"block of {language}", pattern, text)


def _only(what: str, pattern: re.Pattern[str], text: str) -> str:
    found = pattern.findall(text)
    if len(found) != 1:
        raise GuideUnclear(f"{GUIDE.name} has {len(found)} times a {what}, instead of once")
    return str(found[0])
