"""Commands, doubts and failures, one action at a time."""

import pytest

from actions import navigation
from actions.doubts import ActionLost, ActionNotUnderstood
from actions.session import ActionSessionStart
from actions.topics import ActionAnswerTopic
from bot.core.store import DocumentStore
from bot.engine.actions import InProcessActions
from tests.actions.trackers import names, reading, run, tracker

HALF = {"platform": "Maiia", "contract_signed": "no"}


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-24")
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))


def test_session_starts_by_saying_what_the_assistant_is():
    _, messages, events = run(ActionSessionStart(), tracker())
    assert names(messages) == ["utter_welcome"]
    assert [event["event"] for event in events] == ["session_started", "action"]


def test_greeting_offers_the_ways_in_only_when_nothing_is_asked():
    assert names(run(navigation.ActionGreet(), tracker())[1]) == ["utter_ways_in"]
    asked = tracker(HALF, form="situation_form", asked="has_written")
    assert names(run(navigation.ActionGreet(), asked)[1]) == ["utter_hello_again"]


def test_back_empties_the_previous_answer_only():
    slots, _, _ = run(
        navigation.ActionGoBack(), tracker(HALF, form="situation_form", asked="has_written")
    )
    assert slots["contract_signed"] is None
    assert "platform" not in slots


def test_back_at_the_first_question_changes_nothing():
    slots, messages, _ = run(
        navigation.ActionGoBack(), tracker({}, form="situation_form", asked="platform")
    )
    assert slots == {}
    assert names(messages) == ["utter_back_impossible"]


@pytest.mark.parametrize("slot", ["platform", "reply", "document", "confirmed", "rpps"])
def test_why_and_help_are_those_of_the_question(slot):
    built = tracker(HALF, form="situation_form", asked=slot)
    assert names(run(navigation.ActionWhy(), built)[1]) == [f"utter_why_{slot}"]
    (message,) = run(navigation.ActionHelp(), built)[1]
    assert message["text"]


def test_where_am_i_counts_what_remains_or_names_the_step():
    (half,) = run(navigation.ActionWhereAmI(), tracker(HALF))[1]
    assert "Maiia" in half["recap"]
    (known,) = run(navigation.ActionWhereAmI(), tracker({**HALF, "has_written": "no"}))[1]
    assert "demander la suppression" in known["remaining"]
    assert names(run(navigation.ActionWhereAmI(), tracker())[1]) == ["utter_where_start"]


def test_erasing_deletes_the_documents_and_asks_the_store_to_forget():
    DocumentStore().put(b"x", "lettre.docx", "sender", 1)
    slots, _, events = run(navigation.ActionErase(), tracker(HALF))
    assert list(DocumentStore().folder.iterdir()) == []
    assert slots == {"erase_requested": "yes"}
    assert {"event": "reset_slots"} in events


def test_starting_over_empties_everything_and_asks_the_first_question():
    _, _, events = run(navigation.ActionStartOver(), tracker(HALF))
    assert [event["event"] for event in events] == ["active_loop", "reset_slots", "followup"]


@pytest.mark.parametrize("action", [navigation.ActionStop(), navigation.ActionGoodbye()])
def test_leaving_keeps_the_answers(action):
    slots, _, events = run(action, tracker(HALF, form="situation_form", asked="has_written"))
    assert slots == {"requested_slot": None}
    assert [event["event"] for event in events] == ["active_loop"]


def test_misunderstandings_are_answered_differently_each_time():
    spoken = []
    for count in range(3):
        built = tracker({"misunderstandings": count}, form="situation_form", asked="reply")
        spoken.append(names(run(ActionNotUnderstood(), built)[1])[0])
    assert len(set(spoken)) == 3


def test_doubt_is_explained_and_the_half_answer_kept():
    read = reading(doubts={"practice_address": "postcode_missing"}, draft="12 rue A")
    slots, messages, _ = run(
        ActionNotUnderstood(), tracker({}, read, "letter_form", "practice_address")
    )
    assert names(messages) == ["utter_doubt_postcode_missing"]
    assert messages[0]["draft"] == "12 rue A"
    assert slots["draft"] == "12 rue A"


def test_lost_dialogue_says_so_once_and_listens():
    _, messages, events = run(ActionLost(), tracker())
    assert names(messages) == ["utter_default"]
    assert events == [{"event": "followup", "name": "action_listen"}]


def _said(*responses):
    return [{"event": "bot", "metadata": {"utter_action": name}} for name in responses]


def test_asked_what_it_rests_on_it_shows_the_sources_of_its_last_answer():
    past = [{"event": "user"}, *_said("utter_topic_fee"), {"event": "user"}]
    past += [*_said("utter_topic_extension", "utter_ask_reply"), {"event": "user"}]
    _, messages, _ = run(
        ActionAnswerTopic(), tracker(read=reading(topic="sources"), events=past[:-1])
    )
    assert names(messages) == ["utter_sources", "utter_topic_sources"]
    shown = messages[0]["sources"]
    assert "12-3" in shown
    assert "trois mois" in shown
    assert "12-5" not in shown  # the answer before


def test_asked_what_it_rests_on_before_any_answer_it_says_so_in_general():
    _, messages, _ = run(ActionAnswerTopic(), tracker(read=reading(topic="sources")))
    assert names(messages) == ["utter_topic_sources"]


def test_topic_without_an_answer_sends_to_the_council():
    _, messages, _ = run(ActionAnswerTopic(), tracker(read=reading(topic="nothing_known")))
    assert names(messages) == ["utter_topic_unknown"]


def _call(action, asked=None, form=None):
    state = {
        "slots": {"requested_slot": asked},
        "active_loop": {"name": form} if form else {},
        "latest_message": {"text": "mon secret"},
        "events": None,
    }
    return {"next_action": action, "tracker": state}


@pytest.mark.parametrize(
    ("call", "events"),
    [
        (
            _call("validate_situation_form", "reply", "situation_form"),
            [{"event": "slot", "name": "requested_slot", "value": "reply"}],
        ),
        (_call("action_advise"), [{"event": "followup", "name": "action_listen"}]),
        (_call("action_why", "reply", "situation_form"), []),
        (
            _call("action_session_start"),
            [{"event": "session_started"}, {"event": "action", "name": "action_listen"}],
        ),
    ],
)
async def test_action_that_fails_apologises_and_keeps_the_question(call, events, caplog):
    answer = await InProcessActions().request(json=call)
    assert answer["responses"] == [{"response": "utter_technical_error"}]
    assert answer["events"] == events
    assert "mon secret" not in caplog.text
