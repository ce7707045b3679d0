"""Every step of the contract, reached by phone: with keys alone, by voice alone, and mixed."""

import datetime as dt

import pytest

from bot.core import case, texts
from tests.dialogue.conversation import LIMIT, Conversation
from tests.dialogue.test_steps import OPENING, STORIES
from tests.phone.caller import CONFIRMS

KEYPAD = {"Doctolib (France)": "Doctolib", "Maiia": "Maiia", "allodocteur.fr": "allodocteur.fr"}
OPENED = "Je suis référencé sans mon accord"


async def by_keypad(caller, asked, held, said):
    if asked == "platform":
        return await caller.chooses(KEYPAD[held])
    if asked in case.DATES and held != case.UNKNOWN:
        await caller.types(dt.date.fromisoformat(held).strftime("%d%m%Y#"))
        assert CONFIRMS in caller.heard.text
        return await caller.types("1")
    variants = texts.variant(f"utter_ask_{asked}", "phone")
    titles = {b["payload"].partition("=")[2]: b["title"] for b in variants["buttons"]}
    return await caller.chooses(titles[held])


async def by_voice(caller, asked, held, said):
    await caller.says(said)
    if asked in case.DATES and held != case.UNKNOWN:
        assert CONFIRMS in caller.heard.text
    return await caller.says("oui") if CONFIRMS in caller.heard.text else caller.heard


async def mixed(caller, asked, held, said):
    way = by_voice if len(asked) % 2 else by_keypad
    return await way(caller, asked, held, said)


async def tell(exchange, caller, answer, expected, answers):
    """Answers each question by phone, as `expected`; returns where that led."""
    for _ in range(LIMIT):
        stands = await exchange.stands(caller)
        if stands.asked not in answers:
            return stands
        await answer(caller, stands.asked, expected[stands.asked], answers[stands.asked])
    raise AssertionError("it turns in circles")


@pytest.mark.parametrize(("step", "answers"), STORIES)
@pytest.mark.parametrize("way", [by_keypad, by_voice, mixed])
async def test_a_call_reaches_the_step_of_its_story(exchange, senders, way, step, answers):
    typed = Conversation(exchange.assistant, next(senders))
    await typed.say("bonjour", OPENING)
    await typed.answer(answers)

    caller = exchange.caller()
    await caller.dials()
    if way is by_voice:
        await caller.says(OPENING)
    else:
        await caller.chooses(OPENED)
    stands = await tell(exchange, caller, way, typed.facts, answers)

    assert stands.step == step
    assert stands.facts == typed.facts
    assert not caller.heard.over
