"""The forms: what they take from a message, what they say back, what they ask next."""

import pytest

from actions.forms import ValidateLetterForm, ValidateSituationForm
from actions.navigation import ActionTakeFacts
from tests.actions.trackers import names, reading, run, tracker

SENT = {
    "platform": "maiia.com",
    "contract_signed": "no",
    "has_written": "yes",
    "written_on": "2026-09-03",
    "sent_by": "registered_letter",
    "received_on": "2026-09-05",
}
FIRST = {"platform": "Maiia", "contract_signed": "no", "has_written": "no"}


@pytest.fixture(autouse=True)
def _frozen(monkeypatch):
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-24")


def test_situation_form_takes_a_fact_and_names_the_next_question():
    read = reading(facts={"contract_signed": "no"})
    built = tracker({"platform": "Maiia"}, read, "situation_form", "contract_signed")
    slots, messages, _ = run(ValidateSituationForm(), built)
    assert slots["contract_signed"] == "no"
    assert slots["requested_slot"] == "has_written"
    assert messages == []


def test_date_is_said_back_in_full():
    read = reading(facts={"written_on": "2026-09-03"})
    built = tracker({**FIRST, "has_written": "yes"}, read, "situation_form", "written_on")
    _, (message,), _ = run(ValidateSituationForm(), built)
    assert "jeudi 3 septembre 2026" in message["facts"].replace("\u00a0", " ")


def test_correction_is_said_with_both_values_and_clears_only_dependants():
    read = reading(
        facts={"sent_by": "email"},
        corrected={"sent_by": "registered_letter"},
        cleared=("received_on",),
    )
    built = tracker(SENT, read, "situation_form", "reply")
    slots, messages, _ = run(ValidateSituationForm(), built)
    assert names(messages) == ["utter_corrected"]
    assert messages[0]["new"] == "Courriel"
    assert slots["received_on"] is None
    assert "written_on" not in slots
    assert slots["requested_slot"] == "reply"


def test_situation_form_ends_when_nothing_is_missing():
    read = reading(facts={"reply": "none"})
    slots, _, _ = run(ValidateSituationForm(), tracker(SENT, read, "situation_form", "reply"))
    assert slots["requested_slot"] is None


def test_digression_is_answered_elsewhere_and_nothing_is_said_here():
    built = tracker(
        {"platform": "Maiia"}, reading(intent="thanks"), "situation_form", "contract_signed"
    )
    slots, messages, _ = run(ValidateSituationForm(), built)
    assert messages == []
    assert slots == {"requested_slot": "contract_signed"}


def test_second_form_of_a_turn_does_not_say_the_facts_again():
    read = reading(facts={"reply": "none"})
    built = tracker(SENT | {"reply": "none"}, read, "letter_form", "reply")
    built.events.append({"event": "action", "name": "situation_form"})
    _, messages, _ = run(ValidateLetterForm(), built)
    assert messages == []


def test_answer_to_change_is_emptied_and_asked_again():
    read = reading(facts={"fact_to_change": "platform"})
    built = tracker(SENT, read, "situation_form", "reply")
    slots, messages, _ = run(ValidateSituationForm(), built)
    assert "utter_change" in names(messages)
    assert slots["platform"] is None
    assert slots["requested_slot"] == "platform"


AUTHOR = {
    "full_name": "Anne Roux",
    "practice_address": "3 rue A, 26000 Valence",
    "email": "declined",
    "rpps": "declined",
    "listing_url": "declined",
}
ADVISED = {**FIRST, "advised_step": "request_deletion"}


@pytest.mark.parametrize(
    ("slots", "asked"),
    [
        (ADVISED, "document"),
        ({**ADVISED, "document": "deletion_request"}, "full_name"),
        ({**ADVISED, "document": "deletion_request", **AUTHOR}, "confirmed"),
        ({**ADVISED, "document": "deletion_request", **AUTHOR, "confirmed": "yes"}, None),
        (
            {**ADVISED, "document": "deletion_request", **AUTHOR, "confirmed": "change"},
            "fact_to_change",
        ),
        ({**ADVISED, "document": "none"}, None),
        ({**ADVISED, "advised_step": "wait"}, None),
    ],
)
def test_letter_form_asks_the_document_then_its_author_then_the_recap(slots, asked):
    named, _, _ = run(ValidateLetterForm(), tracker(slots, None, "letter_form", "document"))
    assert named["requested_slot"] == asked


def test_facts_given_outside_any_question_lead_back_to_the_case():
    read = reading(facts={"platform": "Maiia"})
    slots, messages, events = run(ActionTakeFacts(), tracker({}, read))
    assert slots["platform"] == "Maiia"
    assert names(messages) == ["utter_noted"]
    assert events == [{"event": "followup", "name": "situation_form"}]


def test_facts_that_complete_the_case_lead_to_the_advice():
    read = reading(facts={"reply": "none"})
    _, _, events = run(ActionTakeFacts(), tracker(SENT, read))
    assert events == [{"event": "followup", "name": "action_advise"}]
