"""What an SMS carries, and long texts cut into messages: signs, counts, places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import gsm, texts
from bot.core.cutting import cut

SIGNS = {
    "« J’ai reçu »": '"J\'ai recu"',
    "«\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}»": '"oui"',
    "Pourquoi\N{NO-BREAK SPACE}?": "Pourquoi ?",
    "1\N{NARROW NO-BREAK SPACE}000 €": "1 000 €",
    "attendez…": "attendez...",
    "vous êtes là, Noël, où ça": "vous etes là, Noel, où ca",
    "œuvre, Œuvre": "oeuvre, OEuvre",
    "À bientôt, Été, Ça": "A bientot, Été, Ça",
    "oui – non — peut-être": "oui - non - peut-etre",
    "12\N{SUPERSCRIPT TWO}": "122",
    "https://www.cnil.fr/fr/plaintes?x=1&y=[2]~": "https://www.cnil.fr/fr/plaintes?x=1&y=[2]~",
    "日本 👍": "日本 👍",
}


@pytest.mark.parametrize(("text", "sent"), SIGNS.items())
def test_signs_become_those_of_an_sms_where_they_can(text, sent):
    assert gsm.plain(text) == sent


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("’" * 70, 1),
        ("’" * 71, 2),
        ("ê" * 134, 2),
        ("ê" * 135, 3),
        ("👍" * 35, 1),
        ("👍" * 36, 2),
    ],
)
def test_sms_are_counted_in_the_alphabet_that_is_needed(text, messages):
    assert gsm.count(text) == messages


def test_the_alphabet_is_that_of_the_standard():
    assert len(gsm.ALPHABET) == 127  # with the escape to the extended table, 128
    assert gsm.foreign("éàùèìòñçê’ç") == "çê’"


@pytest.mark.parametrize("name", texts.responses())
def test_every_text_of_the_assistant_fits_the_alphabet(name):
    for variant in texts.responses()[name]:
        said = [variant["text"], *(button["title"] for button in variant.get("buttons", ()))]
        assert gsm.foreign(gsm.plain("\n".join(said))) == ""


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_plain_text_stays_so_and_is_never_longer_to_send(text):
    sent = gsm.plain(text)
    assert gsm.plain(sent) == sent
    if gsm.foreign(text) and not gsm.foreign(sent):
        assert gsm.count(sent) <= gsm.count(text)


# --- cutting

PLACES = ((r"(?<=\.) ", " "), (" ", " "), ("", ""))


def at_most(length):
    return lambda text: len(text) <= length


@pytest.mark.parametrize(
    ("text", "length", "pieces"),
    [
        ("", 5, [""]),
        ("Un. Deux. Trois.", 16, ["Un. Deux. Trois."]),
        ("Un. Deux. Trois.", 10, ["Un. Deux.", "Trois."]),
        ("Un deux trois. Quatre.", 8, ["Un deux", "trois.", "Quatre."]),
        ("abcdef", 4, ["abcd", "ef"]),
    ],
)
def test_a_text_is_cut_at_the_best_place_there_is(text, length, pieces):
    assert cut(text, at_most(length), PLACES) == pieces


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab. ", max_size=60), st.integers(1, 20))
def test_pieces_fit_and_lose_no_letter(text, length):
    pieces = cut(text, at_most(length), PLACES)
    assert all(len(piece) <= length for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
