"""What each text takes by SMS: questions in two at most, the rest in messages of two at most.

The table of what questions take is printed by `pytest -s -k table`.
"""

import pytest

from bot.channels.sms import rendering
from bot.channels.sms.rendering import MOST, packed, text_of, written
from bot.channels.wording import words
from bot.core import gsm, texts
from bot.core.steps import STEPS
from bot.engine.turns import Said
from tests import typography
from tests.core.test_spoken import QUESTIONS, SAMPLES, offered
from tests.dialogue.test_steps import STORIES
from tests.sms.sender import MARK, PAGE

SMS = "sms"
LONGER = {  # question → why it takes more
    "confirmed": "all the answers are read again before a letter is written from them",
    "fact_to_change": "each answer given is a choice, sixteen at most",
}
MOST_MESSAGES, MOST_OF_A_STEP = 4, 7  # of one text, and of all that is said of a step
ON_SITE = "avec le code de votre dossier"
GIVEN = (
    "utter_document_ready",
    "utter_case_file_ready",
    "utter_calendar_ready",
    "utter_calendar_checks",
    "utter_blocks_intro",
    "utter_documents_kept",
)


def filled(name, **fields):
    return texts.variant(name, SMS)["text"].format(**{**SAMPLES, **fields})


def asked(slot):
    """The question of `slot` with the longest list of choices there is."""
    titles = [{"title": title, "value": title} for title in offered(slot)]
    return text_of(Said(filled(f"utter_ask_{slot}"), titles))


def test_the_table_of_questions(capsys):
    counts = {slot: (gsm.count(asked(slot)), len(asked(slot))) for slot in QUESTIONS}
    print(
        *(f"{slot:18} {sms} SMS {signs:4} signs" for slot, (sms, signs) in counts.items()), sep="\n"
    )
    assert len(capsys.readouterr().out.splitlines()) == len(QUESTIONS) == 19


@pytest.mark.parametrize("slot", [slot for slot in QUESTIONS if slot not in LONGER])
def test_a_question_and_its_choices_take_two_sms_at_most(slot):
    assert packed([asked(slot)]) == [asked(slot)]
    assert gsm.count(asked(slot)) <= MOST
    assert gsm.foreign(asked(slot)) == ""


@pytest.mark.parametrize("slot", LONGER)
def test_an_exception_is_one_and_is_read_in_messages_that_break_no_line(slot):
    assert gsm.count(asked(slot)) > MOST
    messages = packed([asked(slot)])
    assert "\n".join(messages) == asked(slot)
    assert all(gsm.count(message) <= MOST for message in messages)


@pytest.mark.parametrize("name", texts.responses())
def test_every_text_is_carried_in_messages_of_two_sms_cut_between_sentences(name):
    messages = written([Said(filled(name))])
    assert len(messages) <= MOST_MESSAGES
    assert all(gsm.count(message) <= MOST for message in messages)
    said = [MARK.sub("", message, count=1) for message in messages]
    assert " ".join(said).split() == gsm.plain(filled(name)).split()
    lines = gsm.plain(filled(name)).splitlines()
    assert all(m[-1] in ".?!;:" or m.endswith(tuple(lines)) for m in said[:-1])


@pytest.mark.parametrize("name", texts.responses())
def test_words_for_sms_keep_the_law_and_cite_no_other(name):
    first, own = texts.responses()[name][0], texts.variant(name, SMS)
    assert texts.law(own) == texts.law(first)


async def test_the_longest_advice_is_a_few_messages(conversation):
    """Told as it is heard: `-s` prints how many messages each step takes."""
    longest = {}
    for step, answers in STORIES:
        told = type(conversation)(conversation.exchange, conversation.exchange.person())
        await told.say("bonjour", "je suis référencé sans mon accord")
        await told.answer(answers)
        assert told.step == step
        sent = told.person.messages
        longest[step] = max(longest.get(step, (0, 0)), (len(sent), sum(map(gsm.count, sent))))
    print(longest)
    assert set(longest) == set(STEPS)
    assert max(longest.values()) <= (MOST_OF_A_STEP, MOST * MOST_OF_A_STEP)


@pytest.mark.parametrize("name", GIVEN)
def test_files_are_said_to_be_on_the_site(name):
    assert ON_SITE in filled(name)
    assert not {"lien", "Voici", "ci-dessous"} & set(filled(name).split())


@pytest.mark.parametrize("name", ["third_party", "words", "only_text", "later", "code"])
def test_words_of_sms_are_french_and_short(name):
    text = words(SMS)[name]
    assert typography.faults(text) == []
    said = rendering.told(name, **({"site": PAGE, "code": SAMPLES["code"]} if "{" in text else {}))
    assert len(written([said])) == 1


# --- packing


def test_short_messages_go_together_and_are_not_marked():
    assert written([Said("C’est noté."), Said("Et après ?")]) == ["C'est noté.\nEt après ?"]


def test_what_fits_in_a_message_is_never_cut():
    long, question = "Une phrase. " * 20, Said("Oui ?", [{"title": "Non", "value": "x=no"}] * 7)
    messages = written([Said(long.strip()), question, Said("Fin.")])
    assert any(text_of(question) in message for message in messages)


def test_a_word_without_an_end_is_cut_anyway_and_loses_nothing():
    messages = written([Said("https://exemple.fr/" + "a" * 900)])
    assert len(messages) > 2
    assert "".join(MARK.sub("", m, count=1) for m in messages).count("a") == 900


def test_one_foreign_sign_makes_messages_shorter_never_lost():
    messages = written([Said("Łukasz habite là. " * 30)])
    assert all(gsm.count(message) <= MOST for message in messages)
    assert sum(message.count("Łukasz") for message in messages) == 30


def test_nothing_said_is_nothing_written():
    assert written([Said(block={"title": "Faits", "text": "x" * 999}), Said()]) == []
