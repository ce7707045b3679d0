"""Codes that resume a case: how they are read, and whom they open to."""

import itertools
import random

import pytest

from bot.core import case_codes, cases
from bot.core.cases import Cases, TooManyTries

CODE = "482107359614"
SPACED = "48 21 07 35 96 14"


@pytest.fixture
def register(tmp_path, monkeypatch):
    monkeypatch.setattr(cases, "_tries", _fresh_tries())
    return Cases(f"sqlite:///{tmp_path / 'cases.db'}")


def _fresh_tries():
    tries = cases._Tries()
    return lambda: tries


# Reading


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        SPACED,
        "4821-0735-9614",
        f"reprendre {SPACED}",
        f"Reprendre mon dossier {CODE}",
        f"mon code est {SPACED}",
        f"code : {CODE}",
        f"bonjour, je voudrais reprendre le dossier avec le code {SPACED} svp",
        f"reprise {case_codes.written(CODE)}",
    ],
)
def test_a_code_is_read_alone_or_with_its_words(text):
    assert case_codes.read(text) == CODE


@pytest.mark.parametrize(
    "text",
    [
        "mon code",
        "reprendre",
        "10001234567",
        "06 12 34 56 78",
        "123 456 789 00012",
        "0123 4567 8901",
        f"{CODE}5",
        f"ma facture {CODE} date de mars",
        f"https://www.exemple.fr/{CODE}",
        "3 septembre 2026",
    ],
)
def test_other_numbers_are_no_code(text):
    assert case_codes.read(text) is None


def test_a_new_code_is_read_as_it_is_written():
    codes = {case_codes.new() for _ in range(200)}
    assert len(codes) == 200
    assert all(case_codes.read(case_codes.written(code)) == code for code in codes)


# Opening


def test_a_code_opens_its_case_to_whoever_has_it(register):
    code = register.code_of("web-a")
    assert register.open(code, "telegram-b") == "web-a"
    assert register.case_of("telegram-b") == "web-a"
    assert register.case_of("web-a") == "web-a"
    assert register.doors_of(["web-a"]) == {"telegram-b"}


def test_a_new_code_replaces_the_last(register):
    first, second = register.code_of("web-a"), register.code_of("web-a")
    assert register.open(first, "x") is None
    assert register.open(second, "x") == "web-a"


def test_a_code_works_more_than_once(register):
    code = register.code_of("web-a")
    assert register.open(code, "x") == register.open(code, "y") == "web-a"


def test_another_code_leads_to_another_case(register):
    register.open(register.code_of("web-a"), "x")
    register.open(register.code_of("web-b"), "x")
    assert register.case_of("x") == "web-b"
    register.open(register.code_of("x"), "x")
    assert register.case_of("x") == "x"


def test_a_code_past_its_time_opens_nothing(register, monkeypatch):
    monkeypatch.setattr(case_codes, "DAYS", 0)
    assert register.open(register.code_of("web-a"), "x") is None


def test_erasing_a_case_leaves_no_way_to_it(register):
    code = register.code_of("web-a")
    register.open(code, "x")
    assert register.erase("web-a") == 2
    assert register.open(code, "y") is None
    assert register.case_of("x") == "x"


def test_purging_forgets_what_is_past_or_gone(register):
    living, gone = register.code_of("web-a"), register.code_of("web-b")
    register.open(gone, "x")
    assert register.purge(["web-a"]) == 2
    assert register.open(living, "y") == "web-a"
    assert register.open(gone, "z") is None


def test_the_code_itself_is_kept_nowhere(register, tmp_path):
    code = register.code_of("web-a")
    assert not any(code.encode() in path.read_bytes() for path in tmp_path.iterdir())


# Guessing


def test_a_visitor_has_a_few_tries_an_hour(register):
    code = register.code_of("web-a")
    for _ in range(5):
        assert register.open("999999999999", "x") is None
    with pytest.raises(TooManyTries):
        register.open(code, "x")
    assert register.open(code, "another") == "web-a"


def test_a_hundred_thousand_guesses_find_nothing_and_are_throttled(register):
    for number in range(50):
        register.code_of(f"web-{number}")
    guesses, doors = random.Random(0), itertools.count()
    looked_at = found = 0
    for _ in range(100_000):
        try:
            guess = str(guesses.randrange(10**11, 10**12))
            found += register.open(guess, f"door-{next(doors)}") is not None
            looked_at += 1
        except TooManyTries:
            continue
    assert (looked_at, found) == (300, 0)
