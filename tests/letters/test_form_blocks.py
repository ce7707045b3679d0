"""The texts to paste into the CNIL's form: all of the complaint, and nothing but it."""

import io

import pytest
from docx import Document

from bot.core import form_blocks
from tests.letters import golden
from tests.typography import faults

COMPLAINTS = [case for case in golden.GOLDEN if case.startswith(form_blocks.COMPLAINT)]
TITLES = [
    "Les parties",
    "Les faits",
    "La chronologie",
    "Les droits exercés",
    "Les griefs",
    "Ce que je demande à la CNIL",
    "Les pièces jointes",
]
NOT_PASTED = ("À relire et à compléter", "Communication de mon identité", "☐", "Valence, le")


def blocks_of(case):
    file = io.BytesIO()
    golden.letter(case).save(file)
    return form_blocks.blocks(file.getvalue())


@pytest.mark.parametrize("case", COMPLAINTS)
def test_every_heading_gives_a_text_with_its_length(case):
    found = blocks_of(case)
    assert [block.title for block in found] == TITLES
    for block in found:
        assert block.text
        assert block.heading == f"{block.title} ({len(block.text)} caractères)"


@pytest.mark.parametrize("case", COMPLAINTS)
def test_instructions_boxes_and_signature_are_not_pasted(case):
    text = form_blocks.as_text(blocks_of(case))
    assert not [words for words in NOT_PASTED if words in text]
    assert not [fault for block in blocks_of(case) for fault in faults(block.text)]


@pytest.mark.parametrize("case", COMPLAINTS)
def test_no_grievance_and_no_date_is_lost(case):
    letter, text = golden.letter(case), form_blocks.as_text(blocks_of(case))
    kept = ("Grief", "List Number", "Pièce", "Normal")
    said = [p.text.strip() for p in letter.paragraphs if p.style.name in kept]
    assert not [words for words in said if words.replace("\t", " ") not in text]
    (table,) = letter.tables
    assert all(row.cells[1].text in text for row in table.rows[1:])


def test_a_list_keeps_its_items_apart_and_an_event_its_exhibit():
    _, _, events, _, _, wishes, exhibits = blocks_of("cnil_complaint_refused-fee")
    assert events.text.splitlines()[0].endswith("pièces n°\u00a02 et\u00a03")
    assert all(
        line.startswith("- de") or line.startswith("- d’") for line in wishes.text.splitlines()
    )
    assert (
        exhibits.text.splitlines()[0] == "Pièce n°\u00a01\u00a0: copies d’écran datées de la fiche"
    )


def test_a_new_heading_of_the_secretary_gives_a_new_text():
    letter = golden.letter("cnil_complaint_refused-fee")
    letter.add_paragraph("Un titre", style="Heading 1")
    letter.add_paragraph("Son texte.")
    file = io.BytesIO()
    letter.save(file)
    assert form_blocks.blocks(file.getvalue())[-1] == form_blocks.Block("Un titre", "Son texte.")


def test_a_file_without_heading_gives_nothing():
    file = io.BytesIO()
    Document().save(file)
    assert form_blocks.blocks(file.getvalue()) == []
