"""The words of the doors, from `bot/channels/*.yml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words(door: str = "widget") -> dict[str, Any]:
    """Every word of the file named after `door`."""
    path = Path(__file__).with_name(f"{door}.yml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def error(code: str) -> str:
    """What the visitor is told of the error `code`."""
    return str(words()["errors"][code])
