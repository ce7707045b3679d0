"""What waits: taken once, answered once, and forgotten."""

import sqlite3

import pytest

from bot.channels.telegram import mailbox as mailboxes
from bot.channels.telegram.mailbox import Chat, Mailbox
from bot.channels.telegram.parcels import Parcel

CHAT, OTHER = 7, 8
CANARY = "zygomatique"


def update(number, text=CANARY):
    return {"update_id": number, "message": {"text": text}}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "telegram.db"


@pytest.fixture
def mailbox(path):
    opened = Mailbox(path)
    yield opened
    opened.close()


def test_an_update_is_taken_once_even_after_it_was_answered(mailbox):
    assert mailbox.take(update(1), CHAT)
    assert not mailbox.take(update(1), CHAT)
    mailbox.answer(1, Chat(CHAT, "a"))
    assert not mailbox.take(update(1), CHAT)
    assert mailbox.next_update(CHAT) is None


def test_updates_that_wait_are_answered_in_order(mailbox):
    for number in (3, 1, 2):
        mailbox.take(update(number), CHAT)
    seen = []
    while waiting := mailbox.next_update(CHAT):
        seen.append(waiting["update_id"])
        mailbox.answer(waiting["update_id"], Chat(CHAT, "a"))
    assert seen == [1, 2, 3]


def test_the_answer_leaves_in_order_and_once(mailbox):
    mailbox.take(update(1), CHAT)
    mailbox.answer(1, Chat(CHAT, "a"), [Parcel("un"), Parcel("deux")])
    first, parcel = mailbox.next_parcel(CHAT)
    assert parcel == Parcel("un")
    mailbox.sent(first, CHAT, 12, buttons=True)
    assert mailbox.next_parcel(CHAT)[1] == Parcel("deux")
    assert mailbox.chat(CHAT).buttons == 12


def test_a_parcel_that_left_before_tells_after_which_message(mailbox, path):
    mailbox.take(update(1), CHAT, 40)
    mailbox.answer(1, Chat(CHAT, "a"), [Parcel("un"), Parcel("deux")])
    first, _ = mailbox.next_parcel(CHAT)
    assert mailbox.leaves(first) is None
    mailbox.take(update(2), OTHER, 43)
    mailbox.close()
    again = Mailbox(path)
    assert (again.leaves(first), again.last_seen()) == (40, 43)
    again.sent(first, CHAT, 44)
    second, _ = again.next_parcel(CHAT)
    assert again.leaves(second) is None
    assert again.leaves(second) == 44
    again.stayed(second)
    assert again.leaves(second) is None
    again.close()


def test_what_waits_is_found_when_it_is_opened_again(mailbox, path):
    mailbox.take(update(1), CHAT)
    mailbox.take(update(2), OTHER)
    mailbox.answer(2, Chat(OTHER, "b"), [Parcel("un")])
    mailbox.close()
    again = Mailbox(path)
    assert sorted(again.waiting()) == [CHAT, OTHER]
    assert again.next_update(CHAT) == update(1)
    again.close()


def test_an_answer_that_cannot_be_kept_whole_is_not_kept_at_all(mailbox):
    mailbox.take(update(1), CHAT)
    with pytest.raises(sqlite3.Error):
        mailbox.answer(1, Chat(CHAT, "a"), [Parcel("un")], (object(), "reply"))
    assert mailbox.next_update(CHAT) == update(1)
    assert mailbox.next_parcel(CHAT) is None


def test_a_conversation_erased_leaves_its_last_words_only(mailbox):
    mailbox.take(update(1), CHAT)
    mailbox.answer(1, Chat(CHAT, "a", reminders=True), [], (5, "reply"))
    mailbox.take(update(2), CHAT)
    mailbox.answer(2, None, [Parcel("effacés")])
    assert mailbox.chat(CHAT) is None
    assert mailbox.fact_of(CHAT, 5) is None
    assert mailbox.reminding() == []
    assert mailbox.next_parcel(CHAT)[1] == Parcel("effacés")


def test_erasing_a_person_leaves_no_word_in_the_file(mailbox, path):
    mailbox.take(update(1), CHAT)
    mailbox.answer(1, Chat(CHAT, "a"), [Parcel(CANARY)], (5, "reply"))
    mailbox.take(update(2), CHAT)
    assert mailbox.erase("a") == 1
    assert mailbox.waiting() == []
    mailbox.close()
    assert CANARY.encode() not in path.read_bytes()


def test_chats_go_with_their_conversations(mailbox):
    for number, chat in enumerate((CHAT, OTHER)):
        mailbox.take(update(number), chat)
        mailbox.answer(number, Chat(chat, f"sender {chat}"))
    assert mailbox.purge(living=[f"sender {OTHER}"]) == 1
    assert mailbox.chat(CHAT) is None
    assert mailbox.chat(OTHER)


def test_nothing_waits_for_ever(mailbox, monkeypatch):
    mailbox.take(update(1), CHAT)
    monkeypatch.setattr(mailboxes, "KEPT", -1)
    mailbox.purge(living=[])
    assert mailbox.waiting() == []
    assert mailbox.last_taken() is None
