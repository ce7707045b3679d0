"""What the keys mean, and the XML that waits for them."""

import pytest

from bot.channels.phone import keypad, twiml
from bot.channels.phone.call import Collect, Turn
from bot.channels.phone.rendering import said
from bot.channels.wording import words
from bot.core import platforms, profile
from bot.core.speech import LONGEST, seconds, unspoken
from tests.phone.twiml_rules import read

CHOICES = ("a=1", "b=2", "c=3")
NINE = tuple("abcdefghi")
ACTION = "https://assistant.exemple.fr/phone/1/2"


@pytest.mark.parametrize(
    ("digits", "choices", "entry", "heard"),
    [
        ("1", CHOICES, 0, "a=1"),
        ("3", CHOICES, 0, "c=3"),
        ("3#", CHOICES, 0, "c=3"),
        ("4", CHOICES, 0, None),
        ("9", CHOICES, 0, keypad.BACK),
        ("9", NINE, 0, "i"),
        ("11", tuple("abcdefghijk"), 0, "k"),
        ("*", CHOICES, 0, keypad.REPEAT),
        ("0", CHOICES, 0, keypad.HUMAN),
        ("#", CHOICES, 0, keypad.END),
        ("##", CHOICES, 0, keypad.END),
        ("1*", CHOICES, 0, None),
        ("²", CHOICES, 0, None),
        ("A", CHOICES, 0, None),
        ("03112026", (), keypad.DAY, "03/11/2026"),
        ("03112026#", ("x=unknown",), keypad.DAY, "03/11/2026"),
        ("1#", ("x=unknown",), keypad.DAY, "x=unknown"),
        ("30022026", (), keypad.DAY, "30/02/2026"),
        ("0311", (), keypad.DAY, None),
        ("482107359614#", (), keypad.CODE, "482107359614"),
        ("482107359614", (), keypad.DAY, None),
        ("00000001", CHOICES, 0, None),
    ],
)
def test_each_key_means_one_thing(digits, choices, entry, heard):
    assert keypad.read(digits, choices, entry) == heard


@pytest.mark.parametrize(
    ("choices", "entry", "keys"), [(0, 0, 1), (9, 0, 1), (11, 0, 3), (1, 8, 9), (0, 12, 13)]
)
def test_as_many_keys_are_waited_for_as_an_answer_may_have(choices, entry, keys):
    assert keypad.longest(choices, entry) == keys


def test_a_turn_is_heard_as_it_was_meant():
    heard = read(twiml.render(Turn(("Au revoir.",)), ACTION))
    assert heard.over
    heard = read(twiml.render(Turn(("Bonjour.",), Collect(9)), ACTION))
    assert (heard.action, heard.keys, heard.speech) == (ACTION, 9, True)
    assert not read(twiml.render(Turn(("Bonjour.",), Collect(speech=False)), ACTION)).speech


def every_word(held):
    if isinstance(held, str):
        yield held
    for part in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from every_word(part)


@pytest.mark.parametrize("text", sorted(every_word(words("phone"))))
def test_every_word_of_the_phone_is_sayable(text):
    fields = {**profile.fields(), "what": "3 mars 2026", "code": "48, 21, 07, 35, 96, 14"}
    for prompt in said(text.format(**fields)):
        assert unspoken(prompt) == []
        assert seconds(prompt) < LONGEST


def test_the_platforms_of_the_keypad_are_in_the_directory():
    named = words("phone")["platforms"]
    assert all(platforms.find(name) for name in named)
    assert len(named) < keypad.MOST_CHOICES  # nine goes back
