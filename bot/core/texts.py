"""Every French sentence and label, from the responses of `domain.yml`."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.core.paths import DOMAIN

Response = dict[str, Any]


@cache
def _responses(_changed: int) -> dict[str, list[Response]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    domain = yaml.load(DOMAIN.read_text(encoding="utf-8"), Loader=loader)
    return dict(domain["responses"])


def responses() -> dict[str, list[Response]]:
    """The responses of the domain by name, read again when the file changed."""
    return _responses(os.stat(DOMAIN).st_mtime_ns)


def say(name: str, **values: object) -> str:
    """The text of the response `name`, its fields filled in.

    Raises:
        KeyError: no such response, or a field without a value.
    """
    return str(responses()[name][0]["text"]).format(**values)


def variant(name: str, channel: str) -> Response:
    """The variant of the response `name` that is meant for `channel`, else the first.

    Raises:
        KeyError: no such response.
    """
    variants = responses()[name]
    return next((found for found in variants if found.get("channel") == channel), variants[0])


def law(response: Response) -> tuple[str, ...]:
    """The ids of the legal facts that one variant of a response names."""
    return tuple(response.get("metadata", {}).get("law", ()))


@cache
def _sentences(path: Path) -> dict[str, str]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def sentence(path: Path, kind: str, **values: object) -> str:
    """The sentence called `kind` in the file `path`, its fields filled in.

    Raises:
        KeyError: no such sentence, or a field without a value.
    """
    return _sentences(path)[kind].format(**values)


def choices(slot: str) -> dict[str, str]:
    """The choices of the question that asks `slot`, value → title, in order; empty when open."""
    for name in (f"utter_ask_{slot}", f"utter_choices_{slot}"):
        for response in responses().get(name, []):
            if "buttons" in response:
                return dict(_choice(button) for button in response["buttons"])
    return {}


def _choice(button: dict[str, str]) -> tuple[str, str]:
    return button["payload"].partition("=")[2], button["title"]
