"""Sessions, limits, settings and messages, without a server."""

import pytest
import yaml

from bot.channels import settings
from bot.channels.sessions import PREFIX, SessionExpired, SessionRefused, Sessions
from bot.channels.throttle import Throttle
from bot.channels.visitors import Message, Unreadable
from bot.core.paths import ROOT


def deep(levels):
    """A list in a list in a list..."""
    nested = []
    for _ in range(levels):
        nested = [nested]
    return nested


SECRET = "thirty-two characters, or some more"
GOOD = {"id": "12345678"}


def test_a_token_opens_the_conversation_it_was_given_for():
    sessions = Sessions(SECRET, 30)
    given = sessions.create()
    assert sessions.open(given.token).sender == given.sender
    assert given.sender.startswith(PREFIX)


def test_no_two_sessions_are_alike():
    sessions = Sessions(SECRET, 30)
    assert len({sessions.create().sender for _ in range(1000)}) == 1000


def test_a_token_cut_anywhere_opens_nothing():
    sessions = Sessions(SECRET, 30)
    token = sessions.create().token
    for length in range(len(token)):
        with pytest.raises(SessionRefused):
            sessions.open(token[:length])


def test_a_token_with_any_character_changed_opens_nothing():
    sessions = Sessions(SECRET, 30)
    token = sessions.create().token
    for index, char in enumerate(token[:-1]):  # the last one carries two unused bits
        forged = token[:index] + ("A" if char != "A" else "B") + token[index + 1 :]
        with pytest.raises(SessionRefused):
            sessions.open(forged)


def test_parts_of_two_tokens_make_none():
    sessions = Sessions(SECRET, 30)
    one, other = (sessions.create().token.split(".") for _ in range(2))
    for index in (0, 2):
        mixed = [*one]
        mixed[index] = other[index]
        with pytest.raises(SessionRefused):
            sessions.open(".".join(mixed))


def test_a_token_of_another_secret_opens_nothing():
    token = Sessions("another secret of thirty-two letters", 30).create().token
    with pytest.raises(SessionRefused):
        Sessions(SECRET, 30).open(token)


def test_an_old_token_is_told_from_a_forged_one():
    token = Sessions(SECRET, 30).create().token
    with pytest.raises(SessionExpired):
        Sessions(SECRET, -1).open(token)


@pytest.mark.parametrize("token", ["", ".", "..", "é", "\udcff", "a.b.c", "null", "\0", "Bearer"])
def test_what_is_no_token_opens_nothing(token):
    with pytest.raises(SessionRefused):
        Sessions(SECRET, 30).open(token)


@pytest.mark.parametrize(
    "told",
    [
        {"text": "bonjour"},
        {"start": True},
        {"choice": "ab"},
        {"command": "help"},
        {"change": "platform"},
    ],
)
def test_a_message_says_one_thing(told):
    assert Message.of({**GOOD, **told}).id == GOOD["id"]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "text",
        {},
        {"text": "no id"},
        {"id": 12345678, "text": "a"},
        {"id": "short", "text": "a"},
        {"id": "a" * 65, "text": "a"},
        {"id": "../../../etc", "text": "a"},
        GOOD,
        {**GOOD, "text": "  "},
        {**GOOD, "text": "a", "choice": "b"},
        {**GOOD, "text": None},
        {**GOOD, "text": ["a"]},
        {**GOOD, "text": deep(5_000)},
        {**GOOD, "start": 1},
        {**GOOD, "start": "true"},
        {**GOOD, "text": "a", "payload": "/restart"},
        {**GOOD, "text": "a", "sender": "someone else"},
    ],
)
def test_anything_else_is_unreadable(told):
    with pytest.raises(Unreadable):
        Message.of(told)


def throttle(**limits):
    told = yaml.safe_load((ROOT / "bot" / "web.yml").read_text(encoding="utf-8"))
    return Throttle(settings.WebSettings(**{**told, **limits}))


def test_a_session_is_held_back_and_the_others_are_not():
    counter = throttle(messages_of_a_session="2/minute")
    assert [counter.lets_message("1.1.1.1", "one") for _ in range(3)] == [True, True, False]
    assert counter.lets_message("1.1.1.1", "other")


def test_a_new_session_does_not_get_round_the_limit_of_an_address():
    counter = throttle(messages_of_an_address="2/minute")
    assert [counter.lets_message("1.1.1.1", f"{n}") for n in range(3)] == [True, True, False]
    assert counter.lets_message("2.2.2.2", "3")


def test_sessions_are_counted_by_address():
    counter = throttle(sessions_of_an_address="1/hour")
    assert [counter.lets_session("1.1.1.1") for _ in range(2)] == [True, False]
    assert counter.lets_session("2.2.2.2")


def test_what_was_refused_does_not_count():
    counter = throttle(messages_of_a_session="1/minute", messages_of_an_address="2/minute")
    assert [counter.lets_message("1.1.1.1", "one") for _ in range(5)] == [True, *[False] * 4]
    assert counter.lets_message("1.1.1.1", "other")


@pytest.mark.parametrize("limit", ["", "many", "0", "1/fortnight"])
def test_a_limit_that_cannot_be_read_is_said_at_once(limit):
    with pytest.raises(ValueError, match="rate limit"):
        throttle(messages_of_a_session=limit)


def test_the_project_s_settings_are_complete():
    assert settings.load().longest_message > 100


@pytest.mark.parametrize(
    ("change", "named"), [({"origins": "x"}, "origins"), ({"colour": 1}, "colour"), (None, "web")]
)
def test_a_wrong_setting_is_named(monkeypatch, tmp_path, change, named):
    told = yaml.safe_load((ROOT / "bot" / "web.yml").read_text(encoding="utf-8"))
    path = tmp_path / "web.yml"
    path.write_text(yaml.safe_dump(None if change is None else {**told, **change}))
    monkeypatch.setenv(settings.VARIABLE, str(path))
    with pytest.raises(ValueError, match=named):
        settings.load()


@pytest.mark.parametrize("told", ["", "short"])
def test_without_a_long_enough_secret_there_is_none(monkeypatch, tmp_path, told):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    monkeypatch.setenv(settings.SECRET, told)
    with pytest.raises(settings.SecretMissing):
        settings.secret()


@pytest.mark.parametrize("kept", [b"", b"short", b"\xff" * 40])
def test_a_file_that_holds_no_secret_is_none(monkeypatch, tmp_path, kept):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    monkeypatch.delenv(settings.SECRET, raising=False)
    (tmp_path / "secret").write_bytes(kept)
    with pytest.raises(settings.SecretMissing):
        settings.secret()


def test_a_secret_is_made_once_and_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path / "state"))
    monkeypatch.delenv(settings.SECRET, raising=False)
    path = settings.make_secret()
    made = settings.secret()
    assert settings.make_secret() == path
    assert settings.secret() == made
    assert path.stat().st_mode & 0o777 == 0o600
