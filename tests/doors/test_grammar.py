"""The words that work at every question, in the terminal and by SMS alike.

Judged by what is read there: the answer to the word, then the question again with its numbered
choices, and no answer lost.
"""

import asyncio
import re

import pytest

from bot.channels import listing
from bot.core import case, labels, texts
from bot.core.case import DECLINED, UNKNOWN
from bot.core.cases import Cases
from tests.dialogue.conversation import Conversation
from tests.dialogue.standing import BESIDE, NOTHING, QUESTIONS, RECAP, Standing
from tests.doors.talking import TalkConversation
from tests.sms.conftest import exchange_of
from tests.sms.conversation import SmsConversation

ASKING = (*QUESTIONS, *(place for place in BESIDE if place != NOTHING))
SKIPPED = {
    **dict.fromkeys(("contract_signed", "contract_sent", "received_on", "reply_ground"), UNKNOWN),
    **dict.fromkeys(case.OPTIONAL, DECLINED),
    "document": "none",
}
CODE = re.compile(r"\d\d(?:\s\d\d){5}")
EVERY_QUESTION = pytest.mark.parametrize("asked", ASKING)


@pytest.fixture(scope="module")
def lasting(assistant):
    exchange = exchange_of(assistant)
    asyncio.run(exchange.restart())
    return exchange


@pytest.fixture(scope="module", params=["talk", "sms"])
def begin(request, assistant, senders, lasting):
    if request.param == "talk":
        return lambda: TalkConversation(assistant, next(senders))
    return lambda: SmsConversation(lasting, lasting.person())


@pytest.fixture(scope="module")
def standing(begin):
    return Standing(begin)


@pytest.fixture(scope="module")
def elsewhere(assistant, senders):
    """The code of a case that was begun by another door."""
    other = Conversation(assistant, next(senders), "web")
    asyncio.run(other.say("intent=listed_without_consent", "platform=Maiia"))
    return Cases().code_for(other.sender)


def question(conversation):
    """The question as it is read, with its choices."""
    said = conversation.reply.messages[-1]
    return "\n".join([said.text, *listing.choices(said)])


def assert_asks_again(conversation, model, *said):
    """The words `said`, then the question: what is asked and known is what it was."""
    assert (conversation.asked, conversation.facts) == (model.asked, model.facts)
    values = [choice["value"] for choice in conversation.reply.messages[-1].choices]
    assert values == [f"{model.asked}={value}" for value in model.offered]
    assert all(words in conversation.text for words in said), conversation.text
    assert conversation.text.count(question(conversation)) == 1


@EVERY_QUESTION
async def test_repeat_asks_the_same_and_says_nothing_else(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("répéter")
    assert_asks_again(conversation, model)
    assert len(conversation.reply.messages) == 1


@EVERY_QUESTION
async def test_help_helps_with_the_question(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("aide")
    assert_asks_again(conversation, model, texts.say(f"utter_help_{asked}"))


@EVERY_QUESTION
async def test_why_says_the_reason_of_the_question(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("pourquoi")
    assert_asks_again(conversation, model, texts.say(f"utter_why_{asked}"))


@EVERY_QUESTION
async def test_skip_goes_on_or_says_why_it_cannot(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("passer")
    if asked not in SKIPPED:
        refusal = texts.say("utter_doubt_needed", why=texts.say(f"utter_why_{asked}"))
        assert_asks_again(conversation, model, refusal)
        return
    model.answer(asked, SKIPPED[asked])
    assert (conversation.asked, conversation.facts) == (model.asked, model.facts)
    assert conversation.asked != asked
    assert question(conversation) in conversation.text


@EVERY_QUESTION
async def test_back_asks_the_question_before(standing, asked):
    conversation, model = await standing.at(asked)
    previous = model.back()
    await conversation.say("retour")
    said = texts.say("utter_back", fact=labels.fact(previous)) if previous else "au début"
    assert_asks_again(conversation, model, said)


@EVERY_QUESTION
async def test_where_says_what_is_known_and_the_step(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("où en suis-je")
    step = model.step
    said = labels.step(step.name) if step else f"{len(case.missing(model.facts))} au moins"
    pairs = [labels.pair(fact, value) for fact, value in model.facts.items()]
    assert_asks_again(conversation, model, *([*pairs, said] if pairs else ["pas encore commencé"]))


@EVERY_QUESTION
async def test_stop_pauses_and_resume_goes_on(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("stop")
    assert "Je m’arrête là" in conversation.text
    assert (conversation.asked, conversation.facts) == (None, model.facts)
    await conversation.say("reprendre")
    assert conversation.facts == model.facts
    beside = asked in (RECAP, *case.IDENTITY, *BESIDE)  # the document is chosen again
    assert conversation.asked == ("document" if beside else asked)
    assert question(conversation) in conversation.text


@EVERY_QUESTION
async def test_a_counsellor_is_named_and_the_question_stays(standing, asked):
    conversation, model = await standing.at(asked)
    await conversation.say("conseiller")
    assert_asks_again(conversation, model, "Les conseillers de l’Ordre peuvent vous répondre")


@EVERY_QUESTION
async def test_my_code_opens_this_case_from_another_door(standing, asked, senders):
    conversation, model = await standing.at(asked)
    await conversation.say("mon code")
    assert_asks_again(conversation, model, "Votre code de dossier")
    (code,) = CODE.findall(str(conversation.text))
    other = Cases().open(re.sub(r"\D", "", code), f"web-{next(senders)}")
    assert other == Cases().case_of(conversation.sender)


@EVERY_QUESTION
async def test_a_code_opens_another_case_at_every_question(standing, asked, elsewhere):
    conversation, _ = await standing.at(asked)
    await conversation.say(f"reprendre {elsewhere}")
    assert (conversation.asked, conversation.facts) == ("contract_signed", {"platform": "Maiia"})
    assert question(conversation) in conversation.text


@EVERY_QUESTION
async def test_start_over_forgets_the_answers(standing, asked):
    conversation, _ = await standing.at(asked)
    await conversation.say("recommencer")
    assert "Tout est remis à zéro" in conversation.text
    assert (conversation.asked, conversation.facts) == ("platform", {})


@EVERY_QUESTION
async def test_erase_leaves_nothing(standing, asked):
    conversation, _ = await standing.at(asked)
    await conversation.say("effacer")
    assert "vos documents sont effacés de cet assistant" in conversation.text
    assert await conversation.assistant.tracker_store.retrieve(conversation.sender) is None
