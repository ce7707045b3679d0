"""The assistant, with the settings that the guide tells to change."""

import contextlib
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import requests
import yaml

from bot.channels import settings
from bot.core.paths import ROOT
from tools.processes import Serving
from tools.wordpress.guide import Guide

ANSWER_WITHIN: Final = 10  # seconds


@contextlib.contextmanager
def assistant(folder: Path, address: str, guide: Guide) -> Iterator[None]:
    """The assistant at `address`, with a state of its own in `folder`, until the block ends."""
    environment = {
        "ASSISTANT_STATE": str(folder / "state"),
        "ASSISTANT_DATABASE": "",  # the file in that folder, never somebody's database
        settings.SECRET: secrets.token_urlsafe(settings.SHORTEST_SECRET),
        settings.VARIABLE: str(_settings(folder, guide)),
    }
    port = address.rpartition(":")[2]
    command = [sys.executable, "-m", "bot", "serve", "--port", port]
    with Serving(command, folder / "assistant.log", environment, ROOT) as server:
        server.wait(lambda: _answers(address))
        yield


def _settings(folder: Path, guide: Guide) -> Path:
    """The shipped settings, but for the guide's lines."""
    shipped = yaml.safe_load((ROOT / "bot" / "web.yml").read_text(encoding="utf-8"))
    path = folder / "web.yml"
    told = {**shipped, **yaml.safe_load(guide.settings)}
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    return path


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/health", timeout=ANSWER_WITHIN).ok
    except requests.ConnectionError:
        return False
