"""What goes wrong in a call, and the keys that work at any question."""

import asyncio
import re

import pytest

from bot.channels.phone import line, rendering
from bot.channels.wording import words
from bot.core import clock
from bot.core.cases import Cases
from bot.engine.turns import take_turn
from tests.dialogue.conversation import Conversation
from tests.phone.caller import CONFIRMS, code_heard
from tests.phone.conftest import Exchange

OPENED = "Je suis référencé sans mon accord"
CONTRACT = "Avez-vous signé un contrat avec ce site"
SENT = "À quelle date avez-vous envoyé votre demande"
GOODBYE = "Au revoir."
HOLD = "Un instant, je prépare la suite."
COUNCIL = "contactez"


async def at_contract(caller):
    await caller.dials()
    await caller.chooses(OPENED)
    await caller.chooses("Doctolib")
    return caller


async def at_date(caller):
    await at_contract(caller)
    await caller.chooses("Non, jamais")
    await caller.chooses("Oui")
    assert SENT in caller.heard.text
    return caller


# The first words


async def test_the_first_words_say_who_speaks_and_what_is_kept(caller):
    first = await caller.dials()
    assert "assistant automatisé" in first.prompts[0]
    assert "un programme, pas une personne" in first.text
    assert "effacée après trente jours" in first.text
    assert "Je ne garde ni votre voix, ni votre numéro" in first.text
    assert "zéro pour un conseiller" in first.text
    assert caller.key(OPENED) == "1"


async def test_a_withheld_number_is_a_caller_like_another(exchange):
    caller = await at_contract(exchange.caller(number=None))
    assert CONTRACT in caller.heard.text


# An answer that takes its time


@pytest.fixture
async def go_on(exchange, caller, monkeypatch):
    """After the greeting, nothing is answered before this is called; the line has no patience."""
    await caller.dials()
    patience = line.WAIT
    monkeypatch.setattr(line, "WAIT", 0.05)
    ready, hear = asyncio.Event(), exchange.line._dialogue.hear

    async def hear_later(*told):
        await ready.wait()
        return await hear(*told)

    def go_on():
        monkeypatch.setattr(line, "WAIT", patience)
        ready.set()

    monkeypatch.setattr(exchange.line._dialogue, "hear", hear_later)
    return go_on


async def test_one_is_asked_to_hold_until_the_answer_is_there(caller, exchange, go_on):
    assert (await caller.types("1")).text == HOLD
    assert (await caller.stays_silent()).text == HOLD
    go_on()
    assert "Quel site" in (await caller.stays_silent()).text
    assert (await exchange.stands(caller)).asked == "platform"


async def test_who_presses_keys_while_holding_answers_nothing(caller, exchange, go_on):
    await caller.types("1")
    go_on()
    assert "Quel site" in (await caller.types("2")).text
    assert (await exchange.stands(caller)).facts == {}


async def test_who_hangs_up_while_holding_finds_the_answer_taken(caller, exchange, go_on):
    await caller.types("1")
    await caller.hangs_up()
    go_on()
    await exchange.line._coming[exchange.sender(caller)]
    assert (await exchange.stands(caller)).asked == "platform"


# Silence and mumbling


@pytest.mark.parametrize("told", [True, False])
async def test_silence_is_helped_in_three_ways_then_ends_with_the_council(caller, told):
    asked = (await at_contract(caller)).heard.text
    first = await caller.stays_silent(told)
    assert first.text.startswith("Je n'ai rien entendu.")
    assert CONTRACT in first.text
    second = await caller.stays_silent(told)
    assert "une case cochée comptent" in second.text
    third = await caller.stays_silent(told)
    assert "clavier" in third.text
    assert not third.speech
    assert len({asked, first.text, second.text, third.text}) == 4
    last = await caller.stays_silent(told)
    assert last.over
    assert COUNCIL in last.text
    assert last.prompts[-1] == GOODBYE


async def test_silence_at_the_first_question_ends_too(caller):
    await caller.dials()
    for _ in range(4):
        await caller.stays_silent()
    assert caller.heard.over


async def test_mumbling_is_helped_and_ends_like_silence(exchange, caller):
    await at_contract(caller)
    for said in ("mmh zgrf", "grmbl", "brzt"):
        await (caller.says(said, 0.2) if caller.heard.speech else caller.types("8"))
        assert not caller.heard.over
    await caller.types("8")
    assert caller.heard.over
    assert COUNCIL in caller.heard.text
    assert set((await exchange.stands(caller)).facts) == {"platform"}


async def test_an_answer_forgives_the_silences_before(caller):
    await at_contract(caller)
    for _ in range(3):
        await caller.stays_silent()
    await caller.chooses("Non, jamais")
    first = await caller.stays_silent()
    assert first.text.startswith("Je n'ai rien entendu.")


# Keys of any question


async def test_star_says_the_same_again(caller):
    before = (await at_contract(caller)).heard.prompts
    assert (await caller.types("*")).prompts == before
    assert (await caller.types("*")).prompts == before


@pytest.mark.parametrize("how", ["0", "je veux parler à un conseiller"])
async def test_zero_or_the_words_give_the_council_then_the_question_again(caller, how):
    await at_contract(caller)
    heard = await (caller.types(how) if how == "0" else caller.says(how))
    assert COUNCIL in heard.text
    assert heard.text.index(COUNCIL) < heard.text.index(CONTRACT)


async def test_zero_works_before_anything_is_asked(caller):
    await caller.dials()
    heard = await caller.types("0")
    assert COUNCIL in heard.text
    assert caller.key(OPENED) == "1"


async def test_hash_right_after_a_choice_ends_no_call(caller):
    before = (await at_contract(caller)).heard.prompts
    assert (await caller.types("#")).prompts == before[-2:]
    assert (await caller.types("#")).over


async def test_hash_alone_ends_the_call(caller, monkeypatch):
    await at_contract(caller)
    monkeypatch.setattr(line, "STRAY", 0)
    heard = await caller.types("#")
    assert heard.over
    assert heard.text.startswith("Au revoir.")


async def test_nine_goes_back_where_it_is_no_choice(exchange, caller):
    await at_date(caller)
    await caller.types("9")
    assert "Avez-vous déjà écrit à ce site" in caller.heard.text
    assert set((await exchange.stands(caller)).facts) == {"platform", "contract_signed"}


async def test_a_number_beyond_the_choices_is_not_taken(exchange, caller):
    await at_contract(caller)
    heard = await caller.types("7")
    assert heard.text.startswith("Je n'ai pas compris.")
    assert set((await exchange.stands(caller)).facts) == {"platform"}


# Dates


async def test_a_date_is_said_back_in_words_before_it_is_taken(exchange, caller):
    await at_date(caller)
    heard = await caller.types("02102026#")
    assert "vendredi deux octobre deux mille vingt-six" in heard.text
    assert CONFIRMS in heard.text
    assert "written_on" not in (await exchange.stands(caller)).facts
    await caller.types("1")
    assert (await exchange.stands(caller)).facts["written_on"] == "2026-10-02"


async def test_a_date_ends_with_a_pause_as_well_as_with_hash(caller):
    await at_date(caller)
    assert CONFIRMS in (await caller.types("02102026")).text


async def test_a_date_that_was_refused_is_asked_again(exchange, caller):
    await at_date(caller)
    await caller.says("le deux octobre")
    heard = await caller.says("non")
    assert SENT in heard.text
    await caller.says("le trois octobre")
    heard = await caller.types("2")
    assert SENT in heard.text
    assert "written_on" not in (await exchange.stands(caller)).facts


async def test_another_date_instead_of_yes_or_no_is_said_back_in_its_turn(exchange, caller):
    await at_date(caller)
    await caller.says("le deux octobre")
    heard = await caller.says("non le trois octobre")
    assert "trois octobre" in heard.text
    assert CONFIRMS in heard.text
    await caller.says("oui c'est ça")
    assert (await exchange.stands(caller)).facts["written_on"] == "2026-10-03"


@pytest.mark.parametrize(
    ("keys", "why"),
    [("30022026#", "n'existe pas"), ("25122026#", "pas encore arrivée")],
)
async def test_an_impossible_day_is_said_to_be_one(exchange, caller, keys, why):
    await at_date(caller)
    heard = await caller.types(keys)
    assert why in heard.text
    assert SENT in heard.text
    assert "written_on" not in (await exchange.stands(caller)).facts


@pytest.mark.parametrize("keys", ["0210#", "021020261", "12*", "00000000"])
async def test_keys_that_are_no_date_are_not_taken(exchange, caller, keys):
    await at_date(caller)
    await caller.types(keys)
    assert SENT in caller.heard.text
    assert "written_on" not in (await exchange.stands(caller)).facts


async def test_a_date_among_other_facts_is_said_back_with_them(exchange, caller):
    await at_contract(caller)
    heard = await caller.says("jamais, et j'ai écrit le 2 octobre par mail")
    assert CONFIRMS in heard.text
    assert "deux octobre" in heard.text
    assert "courriel" in heard.text.lower()
    await caller.says("oui")
    facts = (await exchange.stands(caller)).facts
    assert (facts["written_on"], facts["sent_by"]) == ("2026-10-02", "email")


# What the recogniser was not sure of


@pytest.mark.parametrize("confidence", [0.3, None, "nan", "2"])
async def test_words_hardly_heard_are_said_back_first(exchange, caller, confidence):
    await at_contract(caller)
    heard = await caller.says("non, jamais", confidence)
    assert CONFIRMS in heard.text
    assert "contract_signed" not in (await exchange.stands(caller)).facts
    await caller.says("oui", confidence)
    assert (await exchange.stands(caller)).facts["contract_signed"] == "no"


async def test_words_hardly_heard_and_refused_change_nothing(exchange, caller):
    await at_contract(caller)
    await caller.says("oui", 0.3)
    heard = await caller.types("2")
    assert CONTRACT in heard.text
    assert "contract_signed" not in (await exchange.stands(caller)).facts


async def test_who_refuses_for_ever_is_given_the_council(caller):
    await at_contract(caller)
    for _ in range(4):
        await caller.says("oui", 0.3)
        await caller.types("2")
    assert caller.heard.over
    assert COUNCIL in caller.heard.text


async def test_nothing_is_erased_on_words_hardly_heard(exchange, caller):
    await at_contract(caller)
    heard = await caller.says("efface mes données", 0.3)
    assert CONFIRMS in heard.text
    assert (await exchange.stands(caller)).facts
    await caller.types("1")
    assert await exchange.stands(caller) is None or not (await exchange.stands(caller)).facts


async def test_silence_at_a_confirmation_is_helped_there(exchange, caller):
    await at_date(caller)
    await caller.types("02102026")
    for _ in range(3):
        await caller.stays_silent()
        assert CONFIRMS in caller.heard.text
    await caller.types("1")
    assert (await exchange.stands(caller)).facts["written_on"] == "2026-10-02"


@pytest.mark.parametrize("said", ["contract_signed=no", "control=erase", "/restart"])
async def test_spoken_words_are_never_a_button_nor_a_command_of_rasa(exchange, caller, said):
    await at_contract(caller)
    await caller.says(said)
    assert CONTRACT in caller.heard.text
    assert set((await exchange.stands(caller)).facts) == {"platform"}


# What is not done by phone


async def test_names_are_left_to_the_site_with_the_code(assistant):
    exchange = Exchange(assistant, case_code=lambda sender: "482107359614")
    await exchange.restart()
    caller = await at_contract(exchange.caller())
    await caller.chooses("Non, jamais")
    await caller.chooses("Non")
    heard = await caller.chooses("La demande de suppression")
    assert heard.over
    assert "site du conseil" in heard.text
    assert heard.text.count("quarante-huit, vingt et un, zéro sept") == 2
    assert heard.prompts[-1] == GOODBYE


async def test_names_are_left_to_the_site_without_a_code(caller):
    await at_contract(caller)
    await caller.chooses("Non, jamais")
    await caller.chooses("Non")
    heard = await caller.chooses("La demande de suppression")
    assert heard.over
    assert "site du conseil" in heard.text
    assert "son code" not in heard.text


async def test_when_nothing_is_left_to_ask_it_listens(caller):
    await at_contract(caller)
    await caller.chooses("Non, jamais")
    await caller.chooses("Non")
    heard = await caller.chooses("Aucun pour l’instant")
    assert heard.text.endswith("Pour terminer, tapez dièse.")
    assert (await caller.says("au revoir")).over


async def test_who_is_too_fast_is_told_and_loses_nothing(assistant):
    exchange = Exchange(assistant, messages_of_a_session="1/hour")
    await exchange.restart()
    caller = exchange.caller()
    await caller.dials()
    await caller.chooses(OPENED)
    heard = await caller.types("1")
    assert heard.text.startswith("Vous allez plus vite que moi.")
    assert "Quel site publie" in heard.text


async def test_a_failure_is_said_and_hangs_up(exchange, caller, monkeypatch, caplog):
    await at_contract(caller)
    monkeypatch.setattr(clock, "today", lambda: 1 / 0)
    heard = await caller.says("secret zygomatique")
    assert heard.over
    assert "problème technique" in heard.text
    assert "zygomatique" not in caplog.text


# A case begun elsewhere


async def test_a_code_resumes_a_case_begun_elsewhere(exchange, senders):
    other = Conversation(exchange.assistant, next(senders), "web")
    await other.say("bonjour", "doctolib, jamais signé", "mon code")
    code = re.sub(r"\D", "", re.search(r"(?:\d\d\s?){6}", other.text)[0])
    caller = exchange.caller()
    await caller.dials()
    heard = await caller.chooses("J’ai un code de dossier")
    assert "douze chiffres" in heard.text
    heard = await caller.types(f"{code}#")
    assert "Avez-vous déjà écrit à ce site" in heard.text
    await caller.chooses("Non")
    facts = (await exchange.stands(caller)).facts
    assert facts["platform"] == "Doctolib (France)"
    assert facts["has_written"] == "no"


@pytest.mark.parametrize("keys", ["111111111111#", "1234#", "9"])
async def test_a_wrong_code_leads_back_to_a_question(caller, keys):
    await caller.dials()
    await caller.chooses("J’ai un code de dossier")
    heard = await caller.types(keys)
    assert not heard.over
    await caller.stays_silent()
    await caller.stays_silent()


# Names, which are not dictated, and the letter of who has no internet


async def at_name(caller):
    await at_contract(caller)
    for title in ("Non, jamais", "Non", "La demande de suppression"):
        await caller.chooses(title)
    return caller.heard


async def test_a_letter_is_left_to_the_site_or_to_the_post(exchange, assistant):
    exchange.case_code = Cases().code_for
    await exchange.restart()
    caller = exchange.caller()
    heard = await at_name(caller)
    assert heard.over
    assert "ne se dictent pas au téléphone" in heard.text
    assert "Sans internet, donnez ce code au conseil" in heard.text
    reply = await take_turn(assistant, code_heard(heard.text), "sender-secretary", "web")
    assert (reply.asked, reply.facts["platform"]) == ("full_name", "Doctolib (France)")


async def test_a_council_that_posts_nothing_says_nothing_of_it(caller, monkeypatch):
    monkeypatch.setattr(rendering, "words", lambda _: {**words("phone"), "by_post": None})
    heard = await at_name(caller)
    assert heard.prompts[-1] == GOODBYE
    assert "internet" not in heard.text
    assert "None" not in heard.text
