"""How what is said is cut and dressed for Telegram."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.parcels import LONGEST, Parcel, packed, pieces, units
from bot.engine.turns import Said

CHOICES = [{"title": "Oui", "value": "x=yes"}, {"title": "Non", "value": "x=no"}]
ADDRESS = "https://www.cnil.fr/fr/plaintes"


def test_choices_are_numbered_buttons_under_the_text():
    (parcel,) = packed([Said("Avez-vous signé ?", CHOICES)])
    assert parcel.text == "Avez-vous signé ?"
    assert parcel.buttons == (("1. Oui", "x=yes"), ("2. Non", "x=no"))


def test_choices_too_wide_for_a_phone_are_written_out_too():
    wide = {"title": "Je ne sais pas, ou je ne m’en souviens plus", "value": "x=unknown"}
    (parcel,) = packed([Said("Alors ?", [*CHOICES, wide])])
    assert parcel.text == f"Alors ?\n\n1. Oui\n2. Non\n3. {wide['title']}"
    assert len(parcel.buttons) == 3


def test_a_text_to_copy_comes_after_its_title_on_its_own():
    title, text = packed([Said(block={"title": "Les faits", "text": "Le 3 septembre…"})])
    assert (title.text, title.code) == ("Les faits", False)
    assert (text.text, text.code) == ("Le 3 septembre…", True)


def test_a_link_is_a_button_that_opens_it():
    (parcel,) = packed([Said(link=ADDRESS)])
    assert [address for _, address in parcel.buttons] == [ADDRESS]
    assert parcel.text


def test_a_document_is_a_file_with_a_caption():
    (parcel,) = packed([Said(document={"name": "demande.docx", "path": "/x/demande.docx"})])
    assert parcel.file == "/x/demande.docx"
    assert "Word" in parcel.text


def test_a_document_that_is_no_more_is_said():
    (parcel,) = packed([Said(document={"name": "demande.docx", "path": ""})])
    assert parcel.file == ""
    assert "plus disponible" in parcel.text


@pytest.mark.parametrize("between", ["\n\n", "\n", " "])
def test_a_long_text_is_cut_where_it_may_be(between):
    part = "a" * 3000
    assert pieces(between.join([part, part, part])) == [part, part, part]


def test_paragraphs_are_kept_whole_where_they_fit():
    short, long = "b" * 1000, "a b " * 750
    first, second = pieces(f"{short}\n\n{short}\n\n{long}")
    assert first == f"{short}\n\n{short}"
    assert second == long.strip()


def test_buttons_are_under_the_last_piece():
    *before, last = packed([Said("a" * 5000, CHOICES)])
    assert [parcel.buttons for parcel in before] == [()]
    assert len(last.buttons) == 2


@given(st.text(alphabet=st.sampled_from("a é\n🙂"), min_size=1, max_size=2000), st.integers(1, 9))
def test_no_piece_is_too_long_and_nothing_is_lost(text, times):
    cut = pieces(text * times)
    assert all(units(piece) <= LONGEST for piece in cut)
    assert "".join("".join(cut).split()) == "".join((text * times).split())


def test_texts_that_follow_each_other_are_one_message():
    noted, question = Said("C’est noté."), Said("Et ensuite ?", CHOICES)
    (parcel,) = packed([noted, question])
    assert parcel.text == "C’est noté.\n\nEt ensuite ?"
    assert len(parcel.buttons) == 2
    assert len(packed([question, noted])) == 2
    assert len(packed([Said("a" * 3000), Said("b" * 3000)])) == 2


def test_a_parcel_is_kept_and_found_again():
    parcel = Parcel("é", (("1. Oui", "x=yes"),), code=True, marks=3)
    assert Parcel.load(parcel.dump()) == parcel
