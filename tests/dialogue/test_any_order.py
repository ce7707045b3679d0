"""No order of answers, corrections and interruptions loses or changes another fact.

Hypothesis plays messages to the real assistant and, beside it, to a model that knows only the
core (model.py). After each message both must hold the same facts and ask the same question.
"""

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.core import case
from tests.dialogue.standing import BESIDE, CASE, FACTS, QUESTIONS, Standing, where

VALUES = {
    "platform": ("allodocteur.fr", "Maiia"),
    **case.CHOICES,
    "written_on": ("2026-09-03", "2026-09-06", "2026-11-02"),
    "received_on": ("2026-09-05", "2026-09-08", case.UNKNOWN),
    "replied_on": ("2026-09-07", "2026-09-20", "2026-11-10"),
    "full_name": ("Camille Martin", "Claude Durand"),
    "practice_address": (
        "12 rue des Alpes, 26000 Valence",
        "3 place de la Gare, 26100 Romans-sur-Isère",
    ),
    "email": ("camille.martin@exemple.fr", case.DECLINED),
    "rpps": ("10001234567", case.DECLINED),
    "listing_url": ("https://www.allodocteur.fr/camille-martin", case.DECLINED),
}
INTERRUPTIONS = (
    "le site a-t-il deux mois pour répondre ?",
    "pourquoi ?",
    "répète",
    "où en suis-je ?",
    "aide",
    "bonjour",
    "xqzvw kjhg",
)
PLACES = (*QUESTIONS, *BESIDE)
# Some thirty conversations of some twenty messages, a thirtieth of a second each. Always the same
# ones (derandomize), so that what fails in continuous integration fails here; raise max_examples
# to search further. A message may take any time (deadline), starting a conversation is slow.
# Making a failure shorter (Phase.shrink) would take minutes: it is told message by message.
SEARCH = settings(
    max_examples=35,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


# --- moves: each is a message, and what the model makes of it


@dataclass(frozen=True)
class Interrupt:
    """Says what answers nothing."""

    text: str

    def play(self, model):
        return self.text


@dataclass(frozen=True)
class Press:
    """Presses a button of any question: asked now, answered already, or not asked yet."""

    slot: str
    value: str

    def play(self, model):
        model.answer(self.slot, self.value)
        return f"{self.slot}={self.value}"


@dataclass(frozen=True)
class Answer:
    """Presses one of the values of the question asked; comes back when nothing is asked."""

    number: int

    def play(self, model):
        if model.asked is None:
            return Resume().play(model)
        values = VALUES.get(model.asked, model.offered)
        return Press(model.asked, values[self.number % len(values)]).play(model)


@dataclass(frozen=True)
class Correct:
    """Corrects in words one of the answers given earlier."""

    number: int

    def play(self, model):
        facts = [fact for fact in FACTS if _can_correct(fact, model)]
        if not facts:
            return "répète"
        fact = facts[self.number % len(facts)]
        model.answer(fact, FACTS[fact]["corrected"])
        return FACTS[fact]["correction"]


def _can_correct(fact, model):
    """Whether the correction of `fact` changes an answer to a question before this one."""
    if model.facts.get(fact) in (None, FACTS[fact]["corrected"]):
        return False
    if fact == "listing_url" and model.facts.get("platform") != CASE["platform"]:
        return False  # the page of another site names that site too
    asked = model.asked
    return asked not in QUESTIONS or QUESTIONS.index(fact) < QUESTIONS.index(asked)


@dataclass(frozen=True)
class NotKnow:
    """Does not know."""

    def play(self, model):
        if "unsure" in FACTS.get(model.asked, ()):
            model.answer(model.asked, FACTS[model.asked]["unsure"])
        return "je ne sais pas"


@dataclass(frozen=True)
class Back:
    """Goes back."""

    def play(self, model):
        model.back()
        return "retour"


@dataclass(frozen=True)
class Stop:
    """Leaves the questions."""

    def play(self, model):
        model.stop()
        return "stop"


@dataclass(frozen=True)
class Resume:
    """Comes back to the questions."""

    def play(self, model):
        model.resume()
        return "reprendre"


MOVES = st.one_of(
    st.integers(0, 6).map(Answer),
    st.integers(0, 15).map(Correct),
    st.sampled_from([Press(fact, value) for fact in VALUES for value in VALUES[fact]]),
    st.sampled_from([Interrupt(text) for text in INTERRUPTIONS]),
    st.sampled_from([NotKnow(), Back(), Stop(), Resume()]),
)


@pytest.fixture(scope="module")
def standing(begin):
    return Standing(begin)


async def play(standing, start, moves):
    """Plays `moves` from the question `start`, and compares after each; returns the end."""
    conversation, model = await standing.at(start)
    said = []
    for move in moves:
        said.append(move.play(model))
        await conversation.say(said[-1])
        assert where(conversation) == model.where(), f"from {start}: {said}"
    return conversation


ORDERS = given(start=st.sampled_from(PLACES), moves=st.lists(MOVES, min_size=15, max_size=25))
TOLD = given(order=st.permutations(case.FACTS))


@SEARCH
@ORDERS
def test_no_order_of_messages_loses_or_changes_another_fact(standing, start, moves):
    asyncio.run(play(standing, start, moves))


@settings(SEARCH, max_examples=8)
@TOLD
def test_facts_told_in_any_order_make_the_same_case(standing, order):
    tell_all(standing, order)


def tell_all(standing, order):
    """Tells every fact by its button, in `order`: the case is whole at the end."""
    told = [Press(fact, CASE[fact]) for fact in order]
    conversation = asyncio.run(play(standing, QUESTIONS[0], told))
    assert conversation.facts == {fact: CASE[fact] for fact in case.FACTS}
    assert conversation.asked == "document"
