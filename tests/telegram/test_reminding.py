"""Writing first: when it was asked for, on its day, once, and no longer than said."""

import pytest

from bot import retention
from bot.core import clock

WAITING = ("/start", "doctolib", "non", "oui", "3 novembre 2026", "courriel", "rien")
DUE = "jeudi 3\N{NO-BREAK SPACE}décembre\N{NO-BREAK SPACE}2026"
SOON, EXPIRED = "doit répondre", "Avez-vous reçu une réponse"
DAYS = {"before": "2026-11-25", "soon": "2026-11-26", "last": "2026-12-03", "after": "2026-12-04"}


@pytest.fixture
def on(own, person, monkeypatch):
    """What is written first on a day; what is told is read from then on."""

    def on(day):
        monkeypatch.setenv(clock.VARIABLE, DAYS.get(day, day))
        before = len(person.texts)
        own.remind()
        own.settle()
        return "\n".join(person.texts[before:])

    return on


@pytest.fixture
def asked(say, press):
    """A case whose answer is awaited, and a wish to be reminded."""
    assert "Voulez-vous que je vous rappelle l’échéance" in say(*WAITING)
    assert "Je vous écrirai ici" in press("Oui, rappelez-moi")


def told(own, person):
    chat = own.mailbox.chat(person.id)
    return chat.reminders if chat else None


def test_nobody_is_written_to_who_did_not_ask(say, press, on):
    say(*WAITING)
    assert on("soon") == on("after") == ""
    press("Non merci", stale=True)
    assert on("after") == ""


@pytest.mark.usefixtures("asked")
def test_one_is_written_to_seven_days_before_and_the_day_after(on):
    assert on("before") == ""
    assert DUE in on("soon")
    assert on("soon") == on("last") == ""
    assert EXPIRED in on("after")
    assert on("after") == on("2026-12-05") == ""


@pytest.mark.usefixtures("asked")
def test_a_day_on_which_nothing_ran_is_made_up_for(on):
    assert EXPIRED in on("2026-12-10")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("answer", ["non rien du tout", "1", "rien"])
def test_an_answer_in_words_resumes_the_case(on, say, facts, answer):
    on("after")
    said = say(answer)
    assert facts()["reply"] == "none"
    assert "Vous pouvez saisir la CNIL" in said


@pytest.mark.usefixtures("asked")
def test_a_button_resumes_the_case(on, press, facts):
    on("after")
    assert "À quelle date" in press("Il refuse", stale=False)
    assert facts()["reply"] == "refused"


@pytest.mark.usefixtures("asked")
def test_a_question_after_a_reminder_loses_no_answer(on, say, facts):
    on("after")
    for words in ("merci", "où en suis-je ?", "stop"):
        say(words)
        assert facts()["reply"] == "none"


@pytest.mark.usefixtures("asked")
def test_stop_ends_them(own, person, on, say):
    assert "aucun rappel" in say("stop")
    assert told(own, person) is False
    assert on("soon") == on("after") == ""


@pytest.mark.usefixtures("asked")
def test_an_answer_from_the_platform_ends_them(on, say):
    say("ils ont tout supprimé hier")
    assert on("soon") == on("after") == ""


@pytest.mark.usefixtures("asked")
def test_a_corrected_date_moves_them(on, say):
    say("en fait j'ai écrit le 10 novembre 2026")
    assert on("soon") == ""
    assert on("2026-12-03")
    assert EXPIRED in on("2026-12-11")


@pytest.mark.usefixtures("asked")
def test_they_outlive_a_restart_and_are_not_told_again(own, on):
    own.close()
    own.open()
    assert DUE in on("soon")
    own.close()
    own.open()
    assert on("soon") == ""


@pytest.mark.usefixtures("asked")
def test_a_reminder_that_could_not_leave_leaves_later(own, person, on):
    own.api.plant("sendMessage", retry_after=1)
    assert DUE in on("soon")
    assert (
        sum(
            DUE in text and "rappel :" in text.replace("\N{NO-BREAK SPACE}", " ")
            for text in person.texts
        )
        == 1
    )


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("how", ["words", "command"])
def test_erasing_ends_them_and_leaves_nothing_of_the_chat(own, person, on, say, how):
    if how == "words":
        say("efface mes données")
    else:
        assert retention.erase(own.sender(person))["chats"] == 1
    assert told(own, person) is None
    assert on("soon") == on("after") == ""


@pytest.mark.usefixtures("asked")
def test_they_keep_nothing_longer(own, person, on):
    """A conversation past its time goes, the wish with it."""
    on("soon")
    own.assistant.tracker_store.erase(own.sender(person))  # as purging does after its days
    retention.purge()
    assert told(own, person) is None
    assert on("after") == ""


@pytest.mark.usefixtures("asked")
def test_a_reminder_is_no_word_of_the_person_s(own, person, on):
    """Being reminded does not begin anew the days a conversation is kept."""
    before = last_word(own, person)
    on("soon")
    on("after")
    assert last_word(own, person) == before


def last_word(own, person):
    store, sender = own.assistant.tracker_store, own.sender(person)
    with store.session_scope() as session:
        latest = session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == sender)
        return max(event.timestamp for event in latest)
