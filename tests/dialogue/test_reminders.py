"""Reminders: offered and promised where one can write first, taken back, and truthfully said."""

import datetime as dt

import pytest

from bot.core import clock, reminders
from tests.dialogue.conversation import Conversation

OPENING = "je suis référencé sans mon accord"
WAITING = {
    "platform": "Doctolib",
    "contract_signed": "non, jamais",
    "has_written": "oui",
    "written_on": "le 3 novembre 2026",
    "sent_by": "courriel",
    "reply": "rien",
}
SOON, EXPIRED = "jeudi 26 novembre 2026", "vendredi 4 décembre 2026"
OFFERED = ["control=remind", "control=no_reminder"]
UNSENT = {
    "contract_signed": "oui",
    "contract_sent": "non",
    "wants_removal": "le quitter",
}


@pytest.fixture
def telegram(assistant, senders):
    return Conversation(assistant, next(senders), "telegram")


async def wait(conversation, **changes):
    """Tells a case whose answer is still awaited."""
    await conversation.say("bonjour", OPENING)
    await conversation.answer({**WAITING, **changes})


async def is_wanted(conversation):
    tracker = await conversation.assistant.tracker_store.retrieve(conversation.sender)
    return tracker is not None and tracker.get_slot("reminders") == "yes"


def plain(conversation):
    return conversation.text.replace("\N{NO-BREAK SPACE}", " ")


def due(conversation, today, told=""):
    return reminders.due(conversation.facts, dt.date.fromisoformat(today), told)


# the offer


async def test_waiting_ends_with_an_offer_and_its_days(telegram):
    await wait(telegram)
    assert telegram.step == "wait"
    assert telegram.names[-1] == "utter_reminder_offer"
    assert telegram.choices == OFFERED
    assert telegram.asked is None
    assert f"{SOON}, sept jours avant l’échéance, et le {EXPIRED}" in plain(telegram)
    assert "je garde avec cette conversation Telegram votre accord" in plain(telegram)
    assert not await is_wanted(telegram)


async def test_waiting_for_an_extension_offers_too(telegram):
    await wait(
        telegram,
        written_on="1er octobre 2026",
        reply="ils demandent un délai supplémentaire",
        replied_on="20 octobre",
    )
    assert telegram.step == "wait_extended"
    assert telegram.names[-1] == "utter_reminder_offer"


async def test_elsewhere_nothing_is_offered(conversation):
    await wait(conversation)
    assert conversation.names[-1] == "utter_no_more_documents"
    assert not [name for name in conversation.names if "reminder" in name]


async def test_no_other_step_offers_anything(telegram):
    await wait(telegram, written_on="3 septembre 2026")
    assert telegram.step == "complain"
    assert not [name for name in telegram.names if "reminder" in name]


# consent


@pytest.mark.parametrize(
    "words",
    [
        "1",
        "oui",
        "Oui, rappelez-moi",
        "rappelez-moi",
        "oui merci",
        "oui je veux bien",
        "avec plaisir",
        "préviens-moi avant la fin du délai",
        "oui envoyez-moi un petit message avant la date",
        "control=remind",
    ],
)
async def test_consent_is_taken_and_the_days_are_said(telegram, words):
    await wait(telegram)
    await telegram.say(words)
    assert telegram.names == ["utter_reminder_set", "utter_reminder_kept"]
    assert await is_wanted(telegram)
    assert SOON in plain(telegram)
    assert EXPIRED in plain(telegram)
    assert "« stop »" in plain(telegram)
    assert telegram.step == "wait"


@pytest.mark.parametrize("words", ["merci", "ok merci", "bonjour", "j'ai deux mois ?", "3"])
async def test_what_is_no_consent_is_not_taken_for_one(telegram, words):
    await wait(telegram)
    await telegram.say(words)
    assert not await is_wanted(telegram)


@pytest.mark.parametrize(
    "words",
    [
        "2",
        "non",
        "Non merci",
        "non merci",
        "je ne veux pas de rappel",
        "pas besoin de me prévenir, c'est noté",
        "control=no_reminder",
    ],
)
async def test_refusal_is_taken(telegram, words):
    await wait(telegram)
    await telegram.say(words)
    assert telegram.names == ["utter_reminder_none"]
    assert not await is_wanted(telegram)


@pytest.mark.parametrize(
    ("said", "response"),
    [("non", "utter_reminder_none"), ("bonjour", "utter_ways_in")],
)
async def test_consent_can_be_given_later_by_itself(telegram, said, response):
    await wait(telegram)
    await telegram.say(said)
    assert telegram.names == [response]
    await telegram.say("rappelle-moi à l'échéance")
    assert await is_wanted(telegram)


async def test_yes_after_another_exchange_consents_to_nothing(telegram):
    await wait(telegram)
    await telegram.say("j'ai deux mois ?", "oui")
    assert not await is_wanted(telegram)


async def test_where_a_document_is_asked_reminders_are_only_mentioned(telegram):
    await wait(telegram, **UNSENT)
    assert telegram.step == "wait"
    assert telegram.names[-1] == "utter_ask_document"
    assert "utter_reminder_possible" in telegram.names
    assert not set(OFFERED) & set(telegram.choices)
    await telegram.say("rappelez-moi l'échéance")
    assert telegram.names[0] == "utter_reminder_set"
    assert telegram.names[-1] == "utter_ask_document"
    assert await is_wanted(telegram)


# where there is nothing to remind of, or no way to write first


@pytest.mark.parametrize("channel", ["telegram", "test"])
async def test_without_a_running_limit_it_is_said_and_the_question_comes_back(
    assistant, senders, channel
):
    conversation = Conversation(assistant, next(senders), channel)
    await conversation.say("bonjour", OPENING, "doctolib", "control=remind")
    assert conversation.names == ["utter_reminder_no_deadline", "utter_ask_contract_signed"]
    assert not await is_wanted(conversation)


async def test_elsewhere_the_calendar_file_is_given_instead(conversation):
    await wait(conversation)
    await conversation.say("rappelle-moi à l'échéance")
    assert conversation.names == ["utter_reminder_elsewhere", "utter_calendar_ready"]
    assert [document["name"] for document in conversation.documents] == ["echeances.ics"]
    assert not await is_wanted(conversation)


async def test_no_reminder_is_said_where_there_was_none(conversation):
    await conversation.say("bonjour", OPENING, "doctolib", "control=no_reminder")
    assert conversation.names == ["utter_reminder_none", "utter_ask_contract_signed"]


# taken back


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("stop", ["utter_stop", "utter_reminder_cancelled"]),
        ("control=stop", ["utter_stop", "utter_reminder_cancelled"]),
        ("plus de rappels", ["utter_reminder_cancelled"]),
        ("ne m'écrivez plus", ["utter_reminder_cancelled"]),
        ("finalement je ne veux plus être prévenue", ["utter_reminder_cancelled"]),
    ],
)
async def test_consent_is_taken_back_and_the_case_kept(telegram, words, spoken):
    await wait(telegram)
    await telegram.say("oui")
    facts = telegram.facts
    await telegram.say(words)
    assert telegram.names == spoken
    assert not await is_wanted(telegram)
    assert telegram.facts == facts


async def test_stop_speaks_of_no_reminder_where_there_was_none(telegram):
    await wait(telegram)
    await telegram.say("stop")
    assert telegram.names == ["utter_stop"]


@pytest.mark.parametrize("words", ["recommencer", "efface mes données"])
async def test_forgetting_forgets_the_consent(telegram, words):
    await wait(telegram)
    await telegram.say("oui", words)
    assert telegram.facts == {}
    assert not await is_wanted(telegram)


# what follows


async def test_day_after_the_limit_the_answer_resumes_the_case(telegram, monkeypatch):
    await wait(telegram)
    await telegram.say("oui")
    assert due(telegram, "2026-12-04") == "expired 2026-12-03"
    monkeypatch.setenv(clock.VARIABLE, "2026-12-04")
    await telegram.say("reply=refused")
    assert telegram.asked == "replied_on"
    assert due(telegram, "2026-12-04") is None
    await telegram.say("hier", "aucune raison")
    assert telegram.step == "complain"
    assert due(telegram, "2026-12-20") is None


async def test_still_no_answer_leads_to_the_complaint(telegram, monkeypatch):
    await wait(telegram)
    await telegram.say("oui")
    monkeypatch.setenv(clock.VARIABLE, "2026-12-04")
    await telegram.say("fact_to_change=reply", "rien")
    assert telegram.step == "complain"
    assert "utter_step_complain" in telegram.names
    assert due(telegram, "2026-12-05", "expired 2026-12-03") is None


async def test_answer_before_the_limit_cancels_the_reminders(telegram):
    await wait(telegram)
    await telegram.say("oui", "ils ont refusé hier", "aucune raison")
    assert telegram.step == "complain"
    assert due(telegram, "2026-11-26") is None
    assert due(telegram, "2026-12-04") is None


async def test_corrected_date_moves_the_days_and_says_so(telegram):
    await wait(telegram)
    await telegram.say("oui", "en fait j'ai écrit le 10 novembre")
    assert telegram.names[-1] == "utter_reminder_set"
    assert "jeudi 3 décembre 2026" in plain(telegram)
    assert "vendredi 11 décembre 2026" in plain(telegram)
    assert telegram.choices == []
    assert await is_wanted(telegram)
    assert due(telegram, "2026-12-02", "said 2026-12-03") is None
    assert due(telegram, "2026-12-03", "said 2026-12-03") == "soon 2026-12-10"


async def test_extension_moves_the_days_too(telegram):
    await wait(telegram)
    await telegram.say("oui", "ils demandent un délai supplémentaire", "hier")
    assert telegram.step == "wait_extended"
    assert telegram.names[-1] == "utter_reminder_set_later"  # in February: after the conversation
    assert due(telegram, "2027-01-27", "soon 2026-12-03") == "soon 2027-02-03"


# how long a conversation is kept


async def test_day_after_the_conversation_is_erased_is_not_promised(telegram):
    await wait(telegram, written_on="hier")
    await telegram.say("oui")
    promised, _, warned = plain(telegram).partition("Attention")
    assert "mercredi 16 décembre 2026" in promised
    assert "jeudi 24 décembre 2026" not in promised
    assert "jeudi 24 décembre 2026" in warned
    assert "après 30 jours sans message" in warned
    assert "agenda" in warned


async def test_offer_warns_of_it_too(telegram):
    await wait(telegram, written_on="hier")
    assert "après 30 jours sans message" in plain(telegram)
