"""The words of the window and of the page without script, from `bot/channels/widget.yml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("widget.yml")


@cache
def words() -> dict[str, Any]:
    """Every word, by section: `window`, `kinds`, `stages`, `errors`."""
    return dict(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


def error(code: str) -> str:
    """What the visitor is told of the error `code`."""
    return str(words()["errors"][code])
