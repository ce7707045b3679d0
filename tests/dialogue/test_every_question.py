"""At the question of each of the sixteen facts: answered, corrected, interrupted, left, undone.

The case and the sentences are those of questions.yml; what must be held and asked after each
message is told by the core (model.py).
"""

import datetime as dt

import pytest

from bot.core import case, questions, texts
from tests.conftest import TODAY
from tests.dialogue.standing import BESIDE, CASE, FACTS, NOTHING, QUESTIONS, Standing, where

UNSURE = "je ne sais pas"
NONSENSE = "xqzvw kjhg"
DIGRESSIONS = {
    "le site a-t-il deux mois pour répondre ?": "utter_topic_two_months",
    "pourquoi ?": "utter_why_{asked}",
    "répète": "utter_ask_{asked}",
    "où en suis-je ?": "utter_where",
    "bonjour": "utter_hello_again",
    "merci": "utter_thanks",
    "parler à un conseiller": "utter_human",
    "quelle est la recette de la tarte aux pommes ?": "utter_out_of_scope",
}
ASKING = (*QUESTIONS, *(place for place in BESIDE if place != NOTHING))


def choices_of(fact):
    return questions.offered(fact, {}, dt.date.fromisoformat(TODAY))


def later_than(fact):
    """Where `fact` is an earlier answer."""
    later = QUESTIONS[QUESTIONS.index(fact) + 1 :]
    return (*later, *(place for place, (question, _) in BESIDE.items() if question in later))


CHOICES = [
    (fact, number, value)
    for fact in FACTS
    for number, value in enumerate(choices_of(fact), start=1)
]
CORRECTIONS = [(fact, place) for fact in FACTS for place in later_than(fact)]
EVERY_FACT = pytest.mark.parametrize("fact", FACTS)
EVERY_QUESTION = pytest.mark.parametrize("asked", ASKING)


@pytest.fixture(scope="module")
def standing(begin):
    return Standing(begin)


def test_the_table_has_every_fact_of_the_contract():
    assert tuple(FACTS) == case.FACTS


@pytest.mark.parametrize("place", [*QUESTIONS, *BESIDE])
async def test_the_case_reaches_every_question(standing, place):
    conversation, model = await standing.at(place)
    await conversation.say("répète")
    assert where(conversation) == model.where()
    assert model.asked == (None if place == NOTHING else place)


# --- answers


@EVERY_FACT
async def test_answer_in_words_gives_its_value(standing, fact):
    conversation, model = await standing.at(fact)
    await conversation.say(FACTS[fact]["words"])
    model.answer(fact, FACTS[fact]["value"])
    assert model.facts[fact] == FACTS[fact]["value"]
    assert where(conversation) == model.where()


@pytest.mark.parametrize("said", ["number", "title", "button"])
@pytest.mark.parametrize(("fact", "number", "value"), CHOICES)
async def test_choice_gives_its_value(standing, fact, number, value, said):
    conversation, model = await standing.at(fact)
    ways = {
        "number": str(number),
        "title": texts.choices(fact)[value],
        "button": f"{fact}={value}",
    }
    await conversation.say(ways[said])
    model.answer(fact, value)
    assert model.facts[fact] == value
    assert where(conversation) == model.where()


@EVERY_FACT
async def test_not_knowing_is_an_answer_where_one_may_not_know(standing, fact):
    conversation, model = await standing.at(fact)
    await conversation.say(UNSURE)
    if "unsure" in FACTS[fact]:
        model.answer(fact, FACTS[fact]["unsure"])
    else:
        assert "utter_doubt_unsure" in conversation.names
    assert where(conversation) == model.where()


# --- corrections


@pytest.mark.parametrize(("fact", "place"), CORRECTIONS)
async def test_correction_said_later_changes_that_fact_and_what_depends_on_it(
    standing, fact, place
):
    conversation, model = await standing.at(place)
    await conversation.say(FACTS[fact]["correction"])
    model.answer(fact, FACTS[fact]["corrected"])
    assert model.facts[fact] == FACTS[fact]["corrected"] != CASE[fact]
    assert "utter_corrected" in conversation.names
    assert where(conversation) == model.where()


@pytest.mark.parametrize("said", ["contract_sent=yes", FACTS["contract_sent"]["correction"]])
async def test_answer_to_what_no_longer_applies_is_said_and_the_question_asked_again(
    standing, said
):
    conversation, model = await standing.at("contract_sent")
    await conversation.say("contract_signed=no")
    model.answer("contract_signed", "no")
    await conversation.say(said)
    assert len(conversation.names) > 1
    assert where(conversation) == model.where()


# --- interruptions


@pytest.mark.parametrize("digression", DIGRESSIONS)
@EVERY_QUESTION
async def test_digression_is_answered_and_the_question_asked_again(standing, asked, digression):
    conversation, model = await standing.at(asked)
    await conversation.say(digression)
    expected = DIGRESSIONS[digression].format(asked=asked)
    if expected == "utter_where" and not model.facts:
        expected = "utter_where_start"
    assert conversation.names[0] == expected
    assert where(conversation) == model.where()


@EVERY_QUESTION
async def test_help_is_that_of_the_question(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("aide")
    assert texts.say(f"utter_help_{asked}") in conversation.text
    assert where(conversation) == model.where()


@EVERY_QUESTION
async def test_nonsense_is_said_not_to_be_understood_twice_differently(standing, asked):
    conversation, model = await standing.at(asked)
    said = []
    for _ in range(2):
        await conversation.say(NONSENSE)
        said.append(conversation.names)
        assert len(conversation.names) > 1
        assert where(conversation) == model.where()
    assert said[0] != said[1]


# --- back, stop


@EVERY_QUESTION
async def test_back_asks_the_previous_question_and_keeps_the_rest(standing, asked):
    conversation, model = await standing.at(asked)
    previous = model.back()
    await conversation.say("retour")
    assert ("utter_back_impossible" in conversation.names) == (previous is None)
    assert conversation.asked == (previous or asked)
    assert where(conversation) == model.where()


@EVERY_FACT
async def test_answering_again_after_back_comes_back_to_the_question(standing, fact):
    conversation, model = await standing.at(fact)
    before, previous = dict(model.facts), model.back()
    if previous:
        await conversation.say("retour", f"{previous}={CASE[previous]}")
        assert (conversation.asked, conversation.facts) == (fact, before)


@EVERY_FACT
async def test_stop_then_resume_comes_back_to_the_question(standing, fact):
    conversation, model = await standing.at(fact)
    before = dict(model.facts)
    await conversation.say("stop")
    assert (conversation.asked, conversation.facts) == (None, before)
    await conversation.say("reprendre")
    if fact in case.IDENTITY:  # the step is told again, and its document chosen again
        assert (conversation.asked, conversation.facts) == ("document", before)
        await conversation.say(f"document={CASE['document']}")
    assert (conversation.asked, conversation.facts) == (fact, before)
