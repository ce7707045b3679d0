"""The letters say, to the letter, what was last read and approved in `golden/`."""

import pytest

from bot.core import case, letters
from tests.letters import golden


@pytest.mark.parametrize("name", golden.GOLDEN)
def test_a_letter_says_what_was_approved(name):
    approved = golden.path(name).read_bytes().decode("utf-8")
    assert golden.text(name) == approved, "on purpose? python -m tests.letters.golden"


def test_there_is_one_approved_text_for_each_case():
    assert {path.stem for path in golden.FOLDER.iterdir()} == golden.GOLDEN.keys()


def test_a_wrong_accent_or_space_would_be_seen():
    approved = golden.path("reminder_silence-email").read_text(encoding="utf-8")
    written = golden.text("reminder_silence-email")
    assert written == approved
    assert written != approved.replace("délai", "delai", 1)
    assert written != approved.replace("\N{NO-BREAK SPACE}", " ", 1)


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_every_document_has_approved_texts(name):
    assert sum(document == name for document, *_ in golden.GOLDEN.values()) >= 5


@pytest.mark.parametrize("fact", ["contract_signed", "sent_by", "reply_ground"])
@pytest.mark.parametrize("name", ["reminder", "cnil_complaint"])
def test_every_value_of_a_choice_has_an_approved_follow_up(name, fact):
    values = {facts.get(fact) for document, facts, _ in golden.GOLDEN.values() if document == name}
    assert values >= set(case.CHOICES[fact])
