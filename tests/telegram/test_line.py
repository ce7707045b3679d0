"""What goes wrong between the assistant and Telegram: nothing is lost, nothing is said twice."""

import asyncio

import pytest

from bot.channels.telegram import desk, dialogue, line, post
from bot.channels.telegram.line import API, Busy, Line
from tests.telegram.people import wait
from tests.telegram.running import Running

QUESTION = "Avez-vous signé un contrat"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(line, "AGAIN", 0.1)
    monkeypatch.setattr(line, "WHILE_CALLED", 0.1)
    monkeypatch.setattr(post, "LONGEST_WAIT", 0.1)


def times(person, words):
    """How many messages of the bot's hold `words`."""
    return sum(words in text for text in person.texts)


# Sending


@pytest.mark.parametrize("fault", [{"retry_after": 1}, {"code": 500}, {"cut": "before"}])
@pytest.mark.parametrize("method", ["sendMessage", "sendDocument"])
def test_what_could_not_be_sent_is_sent_once_it_can(own, person, say, press, method, fault):
    say("/start", "doctolib", "non", "oui", "3 novembre 2026", "courriel")
    own.api.plant(method, times=2, **fault)
    say("rien")
    assert [call.outcome == 200 for call in own.api.calls(method)].count(False) == 2
    assert times(person, "le délai légal court encore") == 1
    assert [document.name for document in person.documents] == [
        "echeances.ics",
        "dossier-doctolib.zip",
    ]


def test_a_wait_that_telegram_asks_for_is_kept(own, person, say):
    say("/start")
    own.api.plant("sendMessage", retry_after=1)
    say("doctolib")
    refused, sent = own.api.calls("sendMessage")[-2:]
    assert (refused.outcome, sent.outcome) == (429, 200)
    assert sent.at - refused.at >= 1


def test_an_answer_that_is_slow_is_waited_for(own, person, say):
    say("/start")
    own.api.plant("sendMessage", seconds=6)
    say("doctolib")
    assert times(person, QUESTION) == 1


@pytest.mark.parametrize("asking", [{}, {"cut": "before"}, {"code": 500}, {"retry_after": 1}])
@pytest.mark.parametrize("method", ["sendMessage", "sendDocument"])
def test_what_arrived_though_the_line_was_cut_is_not_sent_again(own, person, say, method, asking):
    say("/start", "doctolib", "non", "oui", "3 novembre 2026", "courriel")
    own.api.plant(method, cut="after")
    if asking:
        own.api.plant("editMessageReplyMarkup", **asking)
    say("rien")
    assert times(person, "le délai légal court encore") == 1
    assert [document.name for document in person.documents] == [
        "echeances.ics",
        "dossier-doctolib.zip",
    ]


def test_what_arrived_is_found_among_the_messages_of_others(own, person, say):
    other = own.api.person("Claude")
    other.says("/start")
    say("/start")
    own.api.plant("sendMessage", cut="after")
    own.api.plant("editMessageReplyMarkup", retry_after=1)
    person.says("doctolib")
    wait(lambda: own.api.calls("editMessageReplyMarkup"))
    for text in ("doctolib", "non", "oui"):
        other.says(text)
    own.settle()
    assert times(person, QUESTION) == 1
    assert times(other, "À quelle date") == 1


def test_the_buttons_of_what_arrived_though_the_line_was_cut_are_known(own, person, say):
    say("/start")
    own.api.plant("sendMessage", cut="after")
    say("doctolib")
    (question,) = (sent for sent in person.news if QUESTION in sent.text)
    say("non")
    assert question.buttons == []
    assert question.keyboards[0] != []


def test_what_was_sent_when_it_was_closed_is_not_sent_again(own, person, say):
    say("/start")
    own.api.plant("sendMessage", seconds=60)
    person.says("doctolib")
    wait(lambda: times(person, QUESTION))
    own.close()
    own.open()
    own.settle()
    assert times(person, QUESTION) == 1


def test_what_surely_did_not_leave_is_not_looked_for(own, person, say):
    say("/start")
    own.api.plant("sendMessage", retry_after=1)
    say("doctolib")
    assert times(person, QUESTION) == 1
    assert {call.outcome for call in own.api.calls("editMessageReplyMarkup")} == {200}


def test_one_chat_that_waits_holds_up_no_other(own, person, say):
    say("/start")
    own.api.plant("sendMessage", retry_after=2)
    person.says("doctolib")
    wait(lambda: own.api.calls("sendMessage")[-1].outcome == 429)
    other = own.api.person("Claude")
    other.says("/start")
    other.wait_for("assistant automatisé", seconds=1.5)
    own.settle()
    assert times(person, QUESTION) == 1


@pytest.mark.parametrize("method", ["sendChatAction", "answerCallbackQuery", "setMyCommands"])
def test_what_is_only_polite_may_fail(own, say, press, facts, method):
    own.api.plant(method, times=3, code=500)
    say("/start", "doctolib")
    press("Non, jamais")
    assert facts()["contract_signed"] == "no"


def test_what_telegram_will_never_take_is_left_out(own, person, say):
    say("/start")
    own.api.plant("sendMessage", code=400)
    say("doctolib")
    assert own.mailbox.waiting() == []
    assert QUESTION in say("répète")


# Being shut out


def test_who_blocks_the_assistant_is_written_to_no_more(own, person, say, facts):
    say("/start", "doctolib")
    person.says("non")
    person.blocks()
    own.settle()
    assert own.mailbox.chat(person.id) is None
    calls = len(own.api.calls())
    own.settle()
    assert len(own.api.calls("sendMessage")) <= calls
    person.unblocks()
    assert "Telegram est un service tiers" in say("/start")
    assert facts()["platform"] == "Doctolib (France)"


def test_a_refusal_while_sending_ends_the_tries(own, person, say):
    say("/start")
    own.api.plant("sendMessage", code=403)
    say("doctolib")
    assert own.mailbox.waiting() == []
    assert own.mailbox.chat(person.id) is None


# Receiving


@pytest.mark.parametrize("fault", [{"code": 500}, {"cut": "before"}, {"retry_after": 1}])
def test_fetching_that_fails_is_tried_again(own, person, say, fault):
    own.api.plant("getUpdates", times=2, **fault)
    assert "assistant automatisé" in say("/start")


def test_updates_lost_on_the_way_come_again_and_are_answered_once(own, person, say):
    own.api.plant("getUpdates", cut="after")
    person.says("/start")
    own.settle()
    assert times(person, "assistant automatisé") == 1


def test_an_update_told_twice_is_answered_once(own, person, say):
    say("/start", "doctolib")
    update = person.says("non")
    own.settle()
    own.api.repeat(update)
    own.settle()
    person.says("oui")
    own.settle()
    assert times(person, "Avez-vous déjà écrit") == 1
    assert times(person, "À quelle date") == 1


def test_an_update_that_comes_as_the_one_before_ends_is_answered(own, person, say):
    async def ended():
        task = asyncio.create_task(asyncio.sleep(0))
        await task
        return task

    say("/start")
    own.line.desk._busy[person.id] = own.run(ended())
    person.says("doctolib")
    person.wait_for(QUESTION)
    own.settle()
    assert own.line.desk._busy == {}


def test_messages_sent_at_once_are_answered_in_their_order(own, person, facts):
    for text in ("/start", "doctolib", "non", "oui", "3 septembre 2026", "courriel"):
        person.says(text)
    own.settle()
    assert facts()["sent_by"] == "email"
    asked = ("Quel site", QUESTION, "Avez-vous déjà écrit", "À quelle date", "Comment l")
    places = [
        next(i for i, text in enumerate(person.texts) if words in text) for words in asked[1:]
    ]
    assert places == sorted(places)


def test_telegram_out_of_reach_stops_nothing(assistant, api, monkeypatch):
    monkeypatch.setenv(API, "http://127.0.0.1:9")
    with Running(assistant, api) as deaf:
        assert deaf.mailbox.waiting() == []


def test_a_token_nobody_knows_stops_the_listening_only(own, caplog):
    own.api.plant("getUpdates", code=401)
    wait(lambda: "does not know the token" in caplog.text)
    listening, reminding = own.line._tasks
    assert wait(listening.done)
    assert not reminding.done()


def test_nobody_else_answers_from_the_same_folder(own, assistant):
    with pytest.raises(Busy):
        Line(assistant, own.door)


# Ending in the middle


def test_what_was_taken_and_not_answered_is_answered_when_it_opens_again(own, person, monkeypatch):
    held = asyncio.Event()

    async def never(*_):
        await held.wait()

    with monkeypatch.context() as patch:
        patch.setattr(dialogue.Dialogue, "answer", never)
        person.says("/start")
        wait(own.mailbox.waiting)
        own.close()
    own.open()
    own.settle()
    assert times(person, "assistant automatisé") == 1
    assert times(person, "Telegram est un service tiers") == 1


def test_a_turn_taken_before_the_end_is_not_taken_again(own, person, say, facts, monkeypatch):
    say("/start", "doctolib")
    kept = desk.Mailbox.answer
    lost = []

    def lose(*told):
        lost.append(told)
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(desk.Mailbox, "answer", lose)
        person.says("non")
        wait(lambda: lost)
        own.close()
    assert desk.Mailbox.answer is kept
    assert facts()["contract_signed"] == "no"
    own.open()
    own.settle()
    assert times(person, "Avez-vous déjà écrit") == 1
    assert times(person, "Je n’ai pas compris") == 0
    assert facts() == {"platform": "Doctolib (France)", "contract_signed": "no"}


def test_what_was_written_and_not_sent_is_sent_when_it_opens_again(own, person, say):
    say("/start")
    own.api.plant("sendMessage", times=100, code=500)
    person.says("doctolib")
    wait(lambda: own.api.calls("sendMessage")[-1].outcome == 500)
    own.close()
    own.api.mend()
    own.open()
    own.settle()
    assert times(person, QUESTION) == 1


def test_a_failure_of_ours_is_said_and_the_conversation_goes_on(own, person, say, monkeypatch):
    async def fail(*_):
        raise RuntimeError

    say("/start", "doctolib")
    with monkeypatch.context() as patch:
        patch.setattr(dialogue, "take_turn", fail)
        assert "incident technique" in say("non")
    assert "Avez-vous déjà écrit" in say("non")
