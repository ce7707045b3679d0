"""The frozen set: large, varied, well formed, and unknown to the training text."""

import datetime as dt
from functools import cache

import numpy as np
import pytest
import yaml
from rapidfuzz import fuzz, process

from bot.core import case, texts
from bot.core.normalise import normalise
from bot.core.paths import ROOT
from bot.core.reading.controls import CONTROLS
from tools.bench import frozen
from tools.bench.processes import TODAY

FEWEST_ITEMS = 600
FEWEST_SOURCES = 10
LONG_ENOUGH = 20  # characters from which two texts can be nearly equal
TOO_CLOSE = 90  # rapidfuzz ratio
BATCH = 100  # items compared at a time, for the memory it takes
SCOPES = {
    "other_matter",
    "out_of_scope",
    "chitchat",
    "insult",
    "foreign_language",
    "prompt_injection",
    "nonsense",
}


@cache
def items():
    return frozen.load()


@cache
def examples():
    """The training examples, normalised."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((ROOT / "data" / "nlu").glob("*.yml"))
    groups = [g for file in files for g in yaml.load(file.read_bytes(), Loader=loader)["nlu"]]
    lines = [line for group in groups for line in group["examples"].splitlines()]
    return sorted({normalise(line.removeprefix("- ")) for line in lines} - {""})


def wrong(is_right):
    return [item for item in items() if not is_right(item)]


def test_it_is_large_and_of_many_kinds_of_speakers():
    assert len(items()) >= FEWEST_ITEMS
    assert len({item.source for item in items()}) >= FEWEST_SOURCES


def test_no_message_is_there_twice_after_the_same_question():
    asked = [(item.text, item.asked) for item in items()]
    assert len(set(asked)) == len(asked)


def test_every_item_expects_something_and_says_who_speaks():
    expectations = ("facts", "doubts", "control", "topic", "scope")
    assert wrong(lambda item: any(getattr(item, name) for name in expectations)) == []
    assert wrong(lambda item: item.text.strip() and item.source) == []


def test_every_question_and_every_doubted_slot_is_a_fact_of_the_case():
    assert wrong(lambda item: {item.asked} <= {None, *case.FACTS}) == []
    assert wrong(lambda item: item.doubts.keys() <= set(case.FACTS)) == []


@pytest.mark.parametrize("field", ["known", "facts", "may"])
def test_every_value_is_possible_for_its_slot(field):
    today = dt.date.fromisoformat(TODAY)
    given = [
        (item, fact, value) for item in items() for fact, value in getattr(item, field).items()
    ]
    refused = [(i.text, f, v) for i, f, v in given if case.refusal(f, v, {}, today) is not None]
    assert refused == []


def test_every_topic_has_its_text_and_every_command_exists():
    known = {name.removeprefix("utter_topic_") for name in texts.responses()}
    assert wrong(lambda item: set(item.topic) <= known) == []
    assert wrong(lambda item: item.control in (None, *CONTROLS)) == []


def test_every_doubt_has_its_sentence_and_every_scope_is_known():
    said = {f"utter_doubt_{reason}" for item in items() for reason in item.doubts.values()}
    assert said <= texts.responses().keys()
    assert wrong(lambda item: {item.scope} <= {None, *SCOPES}) == []


def test_no_message_is_equal_to_a_training_example():
    assert {normalise(item.text) for item in items()} & set(examples()) == set()


def test_no_message_is_nearly_equal_to_a_training_example():
    messages = [plain for item in items() if len(plain := normalise(item.text)) >= LONG_ENOUGH]
    close = [
        (message, examples()[column])
        for start in range(0, len(messages), BATCH)
        for message, column in _close(messages[start : start + BATCH])
    ]
    assert close == []


def _close(messages):
    """Each message that is too close to an example, with the place of the example."""
    ratios = process.cdist(
        messages, examples(), scorer=fuzz.ratio, score_cutoff=TOO_CLOSE, dtype=np.uint8, workers=-1
    )
    rows, columns = np.nonzero(ratios)
    return [(messages[row], column) for row, column in zip(rows, columns, strict=True)]
