"""Who is heard by SMS, how often, and what becomes of what is no answer."""

import asyncio

import pytest

from bot.channels.sms import line
from bot.channels.wording import error, words
from bot.engine.turns import standing
from tests.sms.conftest import exchange_of
from tests.sms.sender import ADDRESS, PAGE

OPENING = "je suis référencé sans mon accord"
SITE, CONTRACT = "Quel site publie votre fiche", "Avez-vous signé un contrat"
FIRST_WORDS = "qui a votre téléphone les lit aussi"


@pytest.fixture
def facts(exchange):
    async def facts(person):
        return (await standing(exchange.assistant, exchange.sender(person))).reply.facts

    return facts


@pytest.fixture
async def asked(person):
    """Somebody who is asked whether they signed a contract."""
    for text in ("bonjour", OPENING, "doctolib"):
        await person.writes(text)
    assert CONTRACT in person.text
    return person


# Only the provider


async def test_what_is_not_signed_is_refused(exchange, asked):
    _, body, headers = asked.last
    for other in ({}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "x" * 28}):
        assert (await exchange.post("/sms", body, other))[0] == 403
    assert (await exchange.post("/sms", body.replace("doctolib", "maiia"), headers))[0] == 403
    assert (await exchange.post("/sms?x=1", body, headers))[0] == 403
    assert (await exchange.post("/sms", b"\xff\xfe", headers))[0] == 403


async def test_a_forger_does_not_answer_for_another(exchange, asked, facts):
    forger = exchange.person(number=asked.number, token="guessed")
    assert (await forger.sends({"Body": "non"}))[0] == 403
    assert (await forger.sends({"Body": "non"}, ADDRESS.replace("https", "http")))[0] == 403
    assert await facts(asked) == {"platform": "Doctolib (France)"}


@pytest.mark.parametrize("missing", ["MessageSid", "From"])
async def test_a_message_without_a_name_is_none(person, missing):
    assert (await person.sends({"Body": "bonjour", missing: ""}))[0] == 400


async def test_only_a_post_is_answered(exchange):
    assert (await exchange.client.get("/sms")).status_code == 405


@pytest.mark.parametrize(
    "typed", ["contract_signed=no", "control=erase", '/inform{"reply": "none"}']
)
async def test_what_is_typed_is_no_button(asked, facts, typed):
    await asked.writes(typed)
    assert CONTRACT in asked.text
    assert await facts(asked) == {"platform": "Doctolib (France)"}


# Each message once


async def test_the_same_message_again_gets_the_same_answer_and_counts_once(asked, facts):
    first = await asked.sends({"Body": "non"})
    assert await asked.resends() == first
    assert await asked.resends() == first
    assert await facts(asked) == {"platform": "Doctolib (France)", "contract_signed": "no"}


async def test_the_same_message_twice_at_once_counts_once(asked, facts):
    await asked.sends({"Body": "répète"})
    tries = [asked.sends({"Body": "non", "MessageSid": "SM" + "f" * 32}) for _ in range(3)]
    answers = await asyncio.gather(*tries)
    assert len(set(answers)) == 1
    assert await facts(asked) == {"platform": "Doctolib (France)", "contract_signed": "no"}


async def test_the_same_message_counts_once_after_a_restart_too(exchange, asked, facts):
    first = await asked.sends({"Body": "non"})
    await exchange.restart()
    assert await asked.resends() == first
    assert await facts(asked) == {"platform": "Doctolib (France)", "contract_signed": "no"}


async def test_messages_of_one_are_answered_in_order_and_of_two_never_mixed(exchange, facts):
    people = [exchange.person() for _ in range(4)]
    sites = ("doctolib", "maiia", "keldoc", "clickdoc")

    async def tell(person, site):
        await person.writes("bonjour")
        await asyncio.gather(*(person.sends({"Body": text}) for text in (OPENING, site, "non")))

    await asyncio.gather(*map(tell, people, sites))
    for person, site in zip(people, sites, strict=True):
        known = await facts(person)
        assert known["platform"].lower().startswith(site)
        assert known["contract_signed"] == "no"


async def test_an_answer_that_is_late_comes_with_the_next_message(
    exchange, asked, facts, monkeypatch
):
    ready, take = asyncio.Event(), exchange.line._take

    async def take_later(*told):
        await ready.wait()
        return await take(*told)

    patience = line.PATIENCE
    monkeypatch.setattr(exchange.line, "_take", take_later)
    monkeypatch.setattr(line, "PATIENCE", 0.05)
    assert words("sms")["later"] in await asked.writes("non")
    monkeypatch.setattr(line, "PATIENCE", patience)
    ready.set()
    await asked.writes("répète")
    assert asked.text.count("Avez-vous déjà écrit") == 2
    assert await facts(asked) == {"platform": "Doctolib (France)", "contract_signed": "no"}


# What is no answer


async def test_the_first_answer_says_who_reads_along_and_no_other_does(person):
    first = await person.writes("bonjour")
    assert FIRST_WORDS in first
    assert PAGE in first
    assert "où en suis-je" in first
    assert FIRST_WORDS not in await person.writes(OPENING)


@pytest.mark.parametrize(
    "fields", [{"Body": ""}, {"Body": "  \n"}, {"Body": "non", "NumMedia": "1"}]
)
async def test_what_is_no_text_is_said_and_the_question_stays(asked, facts, fields):
    asked.receives(*await asked.sends(fields))
    assert words("sms")["only_text"] in asked.text
    assert CONTRACT in asked.text
    assert await facts(asked) == {"platform": "Doctolib (France)"}


async def test_too_long_a_message_is_said(assistant):
    exchange = exchange_of(assistant, longest_message=20)
    await exchange.restart()
    person = exchange.person()
    await person.writes("bonjour")
    assert error("too_long") in await person.writes("x" * 21)


async def test_too_many_messages_are_said_and_none_of_them_counts(assistant):
    exchange = exchange_of(assistant, messages_of_a_session="2/hour")
    await exchange.restart()
    person = exchange.person()
    await person.writes("bonjour")
    await person.writes(OPENING)
    assert error("too_fast") in await person.writes("doctolib")
    stands = await standing(exchange.assistant, exchange.sender(person))
    assert stands.reply.facts == {}


async def test_a_word_that_the_provider_answers_pauses_without_an_answer(exchange, asked, facts):
    _, xml = await asked.sends({"Body": "STOP", "OptOutType": "STOP"})
    assert "<Message" not in xml
    stands = await standing(exchange.assistant, exchange.sender(asked))
    assert (stands.reply.asked, stands.reply.facts) == (None, {"platform": "Doctolib (France)"})


async def test_what_fails_is_said_and_loses_nothing(exchange, asked, facts, monkeypatch):
    async def fail(*_):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(exchange.line, "_take", fail)
        assert error("failed") in await asked.writes("non")
    assert await facts(asked) == {"platform": "Doctolib (France)"}
    assert "Avez-vous déjà écrit" in await asked.writes("non")


async def test_what_was_erased_is_in_no_memory(exchange, asked):
    await asked.writes("effacer")
    assert await standing(exchange.assistant, exchange.sender(asked)) is None
    sender = exchange.sender(asked)
    kept = [t for t in exchange.line._taken.values() if t.sender == sender and t.answer.done()]
    said = " ".join(message.text for taken in kept for message in taken.answer.result())
    assert "Doctolib" not in said
    assert CONTRACT not in said
