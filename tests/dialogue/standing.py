"""Conversations that stand at any question of one case (questions.yml), each with its model."""

import datetime as dt
from copy import deepcopy
from pathlib import Path

import yaml
from rasa.shared.core.trackers import DialogueStateTracker

from tests.conftest import TODAY
from tests.dialogue.model import Model

OPENING = "intent=listed_without_consent"
TABLE = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text(encoding="utf-8"))
CASE, FACTS = TABLE["case"], TABLE["facts"]
RECAP, NOTHING = "confirmed", "nothing"
QUESTIONS = (*CASE, RECAP)
BESIDE = {  # place → the question it is reached from, and by which button
    "fact_to_change": (RECAP, "change"),
    NOTHING: ("document", "none"),  # no document for now: nothing is asked
}


class Standing:
    """Gives conversations that stand at a question, each with the model of what it holds."""

    def __init__(self, begin):
        self._begin, self._reached = begin, {}

    async def at(self, place):
        """A conversation of its own, all answers before `place` given by their buttons."""
        if place not in self._reached:
            self._reached[place] = await self._reach(place)
        reached, model = self._reached[place]
        return await self._copy(reached), deepcopy(model)

    async def _reach(self, place):
        if place == QUESTIONS[0]:
            conversation = self._begin()
            await conversation.say(OPENING)
            return conversation, Model(dt.date.fromisoformat(TODAY))
        question, value = BESIDE.get(place) or _before(place)
        conversation, model = await self.at(question)
        await conversation.say(f"{question}={value}")
        model.answer(question, value)
        return conversation, model

    async def _copy(self, reached):
        copied = self._begin()
        store, slots = copied.assistant.tracker_store, copied.assistant.domain.slots
        tracker = await store.retrieve(reached.sender)
        await store.save(DialogueStateTracker.from_events(copied.sender, tracker.events, slots))
        return copied


def _before(place):
    question = QUESTIONS[QUESTIONS.index(place) - 1]
    return question, CASE[question]


def where(conversation):
    """Where a conversation stands; to compare with `Model.where`."""
    return {
        "spoke": bool(conversation.text),
        "step": conversation.step,
        "asked": conversation.asked,
        "last said": conversation.names[-1] if conversation.asked else None,
        **{f"fact {fact}": value for fact, value in conversation.facts.items()},
    }
