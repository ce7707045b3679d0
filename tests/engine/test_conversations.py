"""What is kept of a conversation: the case and the last exchange, and nothing is lost by it."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.paths import ROOT
from bot.engine.conversations import ConversationStore, checkpoint

START = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


@pytest.fixture(scope="module")
def domain():
    return Domain.from_file(str(ROOT / "domain.yml"))


@pytest.fixture
def store(domain, tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    return ConversationStore(domain)


def turn(number, *slots):
    return [
        UserUttered(f"said {number}"),
        ActionExecuted("situation_form"),
        *([ActiveLoop("situation_form")] if number == 0 else []),
        *slots,
        SlotSet("requested_slot", f"slot {number}"),
        BotUttered(f"asked {number}"),
        ActionExecuted("action_listen"),
    ]


def tracker_of(domain, turns):
    events = [*START, *(event for events in turns for event in events)]
    return DialogueStateTracker.from_events("someone", events, domain.slots)


def state(tracker):
    return (
        tracker.current_slot_values(),
        tracker.active_loop_name,
        tracker.latest_action_name,
        tracker.latest_message.text,
        tracker.latest_bot_utterance.text,
    )


@pytest.mark.parametrize("length", [1, 2, 3, 10])
def test_what_is_kept_leads_to_the_same_place(domain, length):
    first = turn(0, SlotSet("platform", "Maiia"), SlotSet("draft", "x"))
    last = turn(length, SlotSet("draft", None), SlotSet("sent_by", "email"))
    tracker = tracker_of(domain, [first, *map(turn, range(1, length)), last])
    kept = DialogueStateTracker.from_events("someone", checkpoint(tracker), domain.slots)
    assert state(kept) == state(tracker)


def test_a_form_left_is_not_entered_again(domain):
    left = [UserUttered("stop"), ActiveLoop(None), ActionExecuted("action_listen")]
    tracker = tracker_of(domain, [turn(0), left, [UserUttered("x"), BotUttered("y")]])
    kept = DialogueStateTracker.from_events("someone", checkpoint(tracker), domain.slots)
    assert kept.active_loop_name is None


def test_what_is_kept_does_not_grow(domain):
    lengths = {
        len(checkpoint(tracker_of(domain, [turn(n) for n in range(count)])))
        for count in (3, 30, 300)
    }
    assert len(lengths) == 1


async def test_the_store_keeps_no_older_text(domain, store):
    tracker = tracker_of(domain, [turn(n) for n in range(5)])
    await store.save(tracker)
    await store.save(tracker)
    kept = await store.retrieve("someone")
    assert [e.text for e in kept.events if isinstance(e, UserUttered)] == ["said 4"]
    assert state(kept) == state(tracker)


async def test_one_conversation_does_not_touch_another(domain, store):
    other = DialogueStateTracker.from_events("other", [*START, *turn(1)], domain.slots)
    await store.save(other)
    await store.save(tracker_of(domain, [turn(n) for n in range(3)]))
    assert state(await store.retrieve("other")) == state(other)
