"""What one does in a chat, and what comes of it."""

import re

import pytest

from bot.channels.telegram.hearing import COMMANDS
from bot.channels.telegram.parcels import USED
from bot.channels.wording import error, words
from bot.core.cases import Cases
from bot.core.store import DocumentStore
from bot.engine.turns import take_turn
from tests.telegram.people import wait
from tests.telegram.running import Running

SECRET = "a secret that opens no conversation of the others"
CASE = ("/start", "doctolib", "non", "oui", "3 septembre 2026", "courriel", "rien")
KNOWN = {
    "platform": "Doctolib (France)",
    "contract_signed": "no",
    "has_written": "yes",
    "written_on": "2026-09-03",
    "sent_by": "email",
    "reply": "none",
}


def titles(sent):
    return [button.title for button in sent.buttons]


# First contact


def test_the_first_contact_says_who_reads_along_and_offers_the_site(say):
    said = say("/start")
    assert "assistant automatisé" in said
    assert "Telegram est un service tiers" in said
    assert "https://ordremk.fr" in said
    assert "service tiers" not in say("doctolib")


def test_erasing_by_another_door_forgets_the_chat_at_once(own, person, say, press):
    say("/start", "doctolib", "non", "oui", "3 novembre 2026", "courriel", "rien")
    press("Oui, rappelez-moi")
    (code,) = re.findall(r"\d\d(?:\W\d\d){5}", say("mon code"))
    assert own.mailbox.reminding() != []
    for text in (f"reprendre {code}", "efface mes données"):
        own.run(take_turn(own.assistant, text, "another door", "web"))
    assert own.mailbox.reminding() == []
    assert own.mailbox.chat(person.id) is None
    assert "assistant automatisé" in say("bonjour")


def test_who_erased_everything_is_told_again(say, facts):
    say("/start", "doctolib")
    assert "effacés" in say("/effacer")
    assert facts() is None
    assert "Telegram est un service tiers" in say("/start")


# Commands, numbers, words


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_menu_is_understood(say, command):
    say("/start", "doctolib", "non")
    assert "Je ne lis pas les commandes" not in say(f"/{command}")


def test_the_menu_lists_every_command(own):
    (told,) = wait(lambda: own.api.calls("setMyCommands"))
    assert {command["command"] for command in told.fields["commands"]} == set(COMMANDS)


def test_commands_do_what_they_say(say, facts):
    say(*CASE)
    assert facts() == KNOWN
    assert "Courriel" in say("/ou")
    say("/retour")
    assert "reply" not in facts()
    assert "Quel site" in say("/recommencer")
    assert facts() == {}


def test_a_command_nobody_knows_is_said_to_be_none(say):
    say("/start", "doctolib")
    assert "commandes qui commencent par" in say("/restart")


@pytest.mark.parametrize("opening", ["/start {}", "reprendre {}", "{}"])
def test_a_case_begun_elsewhere_is_resumed_with_its_code(own, say, facts, opening):
    own.run(take_turn(own.assistant, "doctolib", f"web-{opening}", "web"))
    code = Cases().code_of(f"web-{opening}")
    assert "Avez-vous signé un contrat" in say(opening.format(code))
    say("non")
    assert facts() == {"platform": "Doctolib (France)", "contract_signed": "no"}


def test_a_number_chooses(say, facts):
    say("/start", "doctolib", "1")
    assert facts()["contract_signed"] == "no"


@pytest.mark.parametrize("typed", ["control=erase", "contract_signed=no"])
def test_what_is_typed_is_never_a_button(say, facts, typed):
    say("/start", "doctolib", typed)
    assert facts() == {"platform": "Doctolib (France)"}


# Buttons


def test_a_press_is_acknowledged_and_marked(own, person, say, press, facts):
    say("/start", "doctolib")
    question = person.received[-1]
    press("Non, jamais")
    assert facts()["contract_signed"] == "no"
    assert own.api.calls("answerCallbackQuery")[-1].outcome == 200
    assert titles(question) == ["✓ 1. Non, jamais"]
    assert question.buttons[0].data == USED


def test_a_marked_button_does_nothing_more(own, person, say, press, facts):
    say("/start", "doctolib")
    press("Non, jamais")
    before = len(person.received)
    press("✓")
    assert len(person.received) == before
    assert facts() == {"platform": "Doctolib (France)", "contract_signed": "no"}
    assert own.api.calls("answerCallbackQuery")[-1].outcome == 200


def test_words_take_the_buttons_of_the_question_away(person, say):
    say("/start", "doctolib")
    question = person.received[-1]
    assert titles(question)
    say("non")
    assert titles(question) == []


def test_a_late_press_corrects_its_own_question(say, press, facts):
    say("/start", "doctolib", "non")
    press("Je ne sais pas", stale=True)
    assert facts() == {"platform": "Doctolib (France)", "contract_signed": "unknown"}


def test_buttons_stand_one_below_the_other(own, say):
    say("/start", "doctolib")
    (asked,) = own.api.calls("sendMessage")[-1:]
    assert [len(row) for row in asked.fields["reply_markup"]["inline_keyboard"]] == [1, 1, 1, 1]


# Editing a message


def test_an_edited_message_corrects_that_answer(own, person, say, facts):
    say("/start", "doctolib", "non", "oui")
    date = person.says("3 septembre 2026")
    own.settle()
    say("courriel", "rien")
    person.edits(date, "le 4 septembre 2026")
    own.settle()
    assert facts() == {**KNOWN, "written_on": "2026-09-04"}


def test_an_edited_message_that_was_not_understood_answers_the_question(own, person, say, facts):
    say("/start", "doctolib", "non", "oui")
    date = person.says("xqzvw")
    own.settle()
    person.edits(date, "3 septembre 2026")
    own.settle()
    assert facts()["written_on"] == "2026-09-03"


def test_an_edit_that_is_not_understood_asks_that_question_again(own, person, say, facts):
    say("/start", "doctolib", "non", "oui")
    date = person.says("3 septembre 2026")
    own.settle()
    person.edits(date, "demain")
    own.settle()
    assert "pas encore arrivée" in person.texts[-1]
    assert "À quelle date" in person.texts[-1]


def test_an_edit_of_what_was_erased_is_only_words(own, person, say, facts):
    say("/start")
    site = person.says("doctolib")
    own.settle()
    say("/effacer")
    person.edits(site, "maiia")
    own.settle()
    assert facts() == {"platform": "Maiia"}


# What cannot be read


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "contact", "document", "location"])
def test_what_is_no_text_gets_a_sentence_and_the_question_again(own, person, say, facts, kind):
    say("/start", "doctolib")
    person.sends(kind)
    own.settle()
    assert words("telegram")["only_text"] in person.texts[-1]
    assert "Avez-vous signé un contrat" in person.texts[-1]
    assert facts() == {"platform": "Doctolib (France)"}


def test_too_long_a_message_gets_a_sentence_and_the_question_again(person, say, facts):
    say("/start", "doctolib")
    said = say("non " * 600)
    assert error("too_long") in said
    assert "Avez-vous signé un contrat" in said
    assert facts() == {"platform": "Doctolib (France)"}


def test_who_writes_too_fast_is_asked_to_wait(assistant, api):
    with Running(assistant, api, secret=SECRET, messages_of_a_session="2/minute") as slow:
        person = api.person()
        for _ in range(3):
            person.says("doctolib")
            slow.settle()
        assert person.texts[-1] == error("too_fast")


def test_a_group_gets_one_sentence(own, person):
    person.adds_to_group()
    person.in_group("/start")
    person.in_group("/aide")
    own.settle()
    assert [sent.text for sent in person.read_in_group()] == [words("telegram")["group"]]
    assert own.api.calls("leaveChat")[0].outcome == 200
    assert own.mailbox.chat(person.group["id"]) is None


def test_a_kind_of_update_that_nobody_knows_is_let_go(own, say):
    own.run(_told(own, {"update_id": 1, "something_new": {}}))
    assert "assistant automatisé" in say("/start")


async def _told(own, update):
    own.line.desk.take(update)


# Long texts, documents


def test_texts_to_copy_are_copied_at_a_touch(own, person, say):
    say(*CASE, "1", "Camille Martin", "12 rue des Alpes, 26000 Valence", "non", "non", "non")
    say("oui")
    copied = [
        call.fields["text"]
        for call in own.api.calls("sendMessage")
        if [entity["type"] for entity in call.fields.get("entities", [])] == ["pre"]
    ]
    assert len(copied) == 7
    assert any(text.startswith("- de vérifier") for text in copied)


def test_a_document_erased_before_it_left_is_said_to_be_gone(own, person, say, tmp_path):
    say("/start", "doctolib", "non", "pas encore", "1", "Camille Martin")
    say("12 rue des Alpes, 26000 Valence", "non", "non", "non")
    own.api.plant("sendDocument", times=2, code=500)
    person.says("oui")
    person.wait_for("fichier Word")
    DocumentStore().erase(own.sender(person))
    own.settle()
    assert person.documents == []
    assert words("telegram")["gone"] in person.texts
