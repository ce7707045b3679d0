"""One case, every door: begun by one, gone on with by another."""

import re

import pytest

from bot import retention
from bot.core.cases import Cases
from tests.dialogue.test_documents import AUTHOR, FIRST, reach_recap

OPENING = "je suis référencé sans mon accord"
DOCTOLIB = {"platform": "Doctolib (France)"}


@pytest.fixture
def other(begin):
    return begin()


async def code_of(conversation):
    await conversation.say("mon code")
    (code,) = re.findall(r"\d\d(?:\W\d\d){5}", conversation.text)
    return code


async def test_a_case_goes_on_by_another_door(conversation, other):
    await conversation.say("bonjour", OPENING, "doctolib")
    code = await code_of(conversation)
    assert conversation.names[-1] == "utter_ask_contract_signed"
    await other.say(f"reprendre {code}")
    assert other.names == ["utter_resume", "utter_ask_contract_signed"]
    assert other.facts == DOCTOLIB
    await other.say("non")
    await conversation.say("répète")
    assert conversation.asked == "has_written"
    assert conversation.facts == {**DOCTOLIB, "contract_signed": "no"}


@pytest.mark.parametrize(
    "words",
    [
        "mon code",
        "quel est mon code ?",
        "je voudrais continuer sur un autre ordinateur, il me faut un code",
        "donnez-moi le code de mon dossier",
    ],
)
async def test_a_code_is_asked_for_in_words(conversation, words):
    await conversation.say("bonjour", OPENING, words)
    assert "utter_my_code" in conversation.names


async def test_a_code_nobody_has_is_said_and_the_question_stays(conversation):
    await conversation.say("bonjour", OPENING, "doctolib", "reprendre 482107359614")
    assert "Je ne connais pas ce code" in conversation.text
    assert conversation.asked == "contract_signed"
    assert conversation.facts == DOCTOLIB


async def test_too_many_codes_are_not_looked_at(conversation):
    await conversation.say("bonjour", OPENING)
    for _ in range(6):
        await conversation.say("reprendre 482107359614")
    assert "Trop de codes" in conversation.text
    assert conversation.asked == "platform"


async def test_who_follows_another_case_leaves_nothing_of_the_first(conversation, other):
    await conversation.say("bonjour", OPENING, "doctolib")
    await other.say("bonjour", OPENING, "maiia")
    await other.say(await code_of(conversation))
    assert other.facts == DOCTOLIB
    assert await other.assistant.tracker_store.retrieve(other.sender) is None


async def test_a_first_case_with_a_code_of_its_own_is_kept(conversation, other):
    await conversation.say("bonjour", OPENING, "doctolib")
    await other.say("bonjour", OPENING, "maiia")
    back = await code_of(other)
    await other.say(await code_of(conversation))
    assert other.facts == DOCTOLIB
    await other.say(back)
    assert other.facts == {"platform": "Maiia"}


async def test_a_letter_begun_by_one_door_is_fetched_by_another(conversation, other):
    await reach_recap(conversation, FIRST, "1", AUTHOR)
    await other.say(await code_of(conversation))
    assert other.asked == "confirmed"
    await other.say("oui")
    assert other.documents[0]["name"].endswith(".docx")


async def test_nothing_that_was_said_is_found_anywhere_after_erasing(conversation, other, state):
    author = {**AUTHOR, "full_name": "Zoé Zygomatique"}
    await reach_recap(conversation, FIRST, "1", author)
    await conversation.say("oui")
    await other.say(await code_of(conversation))
    await other.say("mon numéro RPPS est 10009876543", "c'est la zygomatique")
    assert any(b"ygomatique" in path.read_bytes() for path in files(state))
    await other.say("efface mes données")
    assert [path.name for path in files(state) if b"ygomatique" in path.read_bytes()] == []
    assert [path.name for path in files(state) if b"10009876543" in path.read_bytes()] == []


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("by", ["the other door", "the first door", "the operator"])
async def test_erasing_erases_by_every_door(conversation, other, by):
    await conversation.say("bonjour", OPENING, "doctolib")
    code = await code_of(conversation)
    await other.say(code)
    if by == "the operator":
        assert retention.erase(other.sender)["events"] > 0
    else:
        await (other if by == "the other door" else conversation).say("efface mes données")
    for door in (conversation, other):
        await door.say("où en suis-je ?")
        assert door.facts == {}
    assert Cases().doors_of([conversation.sender]) == set()
    await other.say(code)
    assert "Je ne connais pas ce code" in other.text
