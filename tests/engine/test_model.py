"""The model, read to answer: what only training needs is not loaded."""

import subprocess
import sys
from pathlib import Path

from bot.core.paths import ROOT

ANSWERING = """
import sys
from bot.engine import assistant
assistant.load()
print("loaded" if "tensorflow" in sys.modules else "absent")
"""
POSTPONED = """
import sys
import bot.engine
import rasa.utils.train_utils
print(type(rasa.utils.train_utils).__name__, "tensorflow" in sys.modules)
print(rasa.utils.train_utils.entity_label_to_tags.__module__)
"""


def _say(program: str) -> list[str]:
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_answering_never_loads_tensorflow(model: Path) -> None:
    assert _say(ANSWERING)[-1] == "absent"


def test_a_postponed_module_serves_whoever_uses_it() -> None:
    imported, used = _say(POSTPONED)[-2:]
    assert imported == "module False"
    assert used == "rasa.utils.train_utils"
