"""The house: who may import whom, how long a function may be, where French lives."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from bot.core.paths import ROOT

LONGEST_FUNCTION = 40  # lines
RASA = {"rasa", "rasa_sdk", "sanic"}
FRENCH_WORDS = re.compile(
    r"\b(?:le|la|les|un|une|des|du|vous|votre|nous|je|il|ne|pas|est|et|ou|pour|que|qui|avec|sur|dans)\b",
    re.IGNORECASE,
)
SHORTEST_SENTENCE = 5  # words
FRENCH_ENOUGH = 3  # such words, in plain text, make a French sentence


@cache
def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _sources(*folders):
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def _imports(path):
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _is_sentence(text):
    prose = len(text.split()) >= SHORTEST_SENTENCE and not re.search(r"[\\|]|\(\?", text)
    return prose and len(FRENCH_WORDS.findall(text)) >= FRENCH_ENOUGH


def _docstrings(tree):
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, holders) and ast.get_docstring(node, clean=False):
            yield node.body[0].value


@pytest.mark.parametrize("path", _sources("bot/core"), ids=str)
def test_core_knows_no_rasa(path):
    assert not RASA & set(_imports(path))


@pytest.mark.parametrize("path", _sources("bot"), ids=str)
def test_nothing_imports_the_actions(path):
    assert "actions" not in set(_imports(path))


@pytest.mark.parametrize("path", _sources("bot/core"), ids=str)
def test_core_imports_no_adapter(path):
    adapters = re.compile(
        r"from bot\.(?:engine|nlu|channels|server)|from bot import (?:engine|server)"
    )
    assert not adapters.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", _sources("bot", "actions", "tools"), ids=str)
def test_functions_are_short(path):
    functions = [
        n for n in ast.walk(_tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", _sources("bot", "actions"), ids=str)
def test_no_french_sentence_in_python(path):
    tree = _tree(path)
    docstrings = {id(node) for node in _docstrings(tree)}
    sentences = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in docstrings and _is_sentence(node.value)
    ]
    assert sentences == []


def test_the_french_detector_sees_french():
    assert _is_sentence("Avez-vous signé un contrat avec ce site ou pas ?")
    assert not _is_sentence("a deadline needs the date of receipt or of sending")


def test_telemetry_is_off_as_soon_as_the_assistant_is_imported():
    import os

    import bot

    assert bot.QUIET["RASA_TELEMETRY_ENABLED"] == "false"
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_every_room_of_the_readme_exists():
    named = re.findall(
        r"`((?:bot|data|actions|templates|docs|tests)/[\w./]*)`",
        (ROOT / "README.md").read_text(encoding="utf-8"),
    )
    missing = [name for name in named if "NAME" not in name and not Path(ROOT / name).exists()]
    assert missing == []
