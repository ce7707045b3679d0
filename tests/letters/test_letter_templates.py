"""What a council member may break in a template, caught before anyone receives a letter."""

import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from jinja2 import UndefinedError

from bot.core import letters
from bot.core.paths import TEMPLATES
from tests.letters.letter_samples import CASES, COUNCIL, TODAY, case_of, written

PARTS = (
    "Lieu et date",
    "Mode d’envoi",
    "Objet",
    "Appel",
    "Formule de politesse",
    "Signataire",
    "Pièces jointes",
)
LETTERS = tuple(name for name in letters.DOCUMENTS if name != "cnil_complaint")
TOLERANCE = Cm(0.02)


def template(name):
    return Document(TEMPLATES / f"{name}.docx")


def fields(name):
    return letters.context(name, CASES[name][0], TODAY, COUNCIL)


def test_there_is_one_template_for_each_document():
    named = {*letters.DOCUMENTS, *letters.CASE_FILE}
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == named


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_a_template_only_uses_fields_that_exist(name):
    assert letters.fields_used(name) <= fields(name).keys()


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_fields_are_texts_or_conditions(name):
    kinds = {type(value) for field, value in fields(name).items() if field != "events"}
    assert kinds == {str, bool}


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_the_guide_lists_every_field_and_no_other(name):
    guide = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert listed == fields(name).keys()


def test_a_misspelt_field_is_an_error_and_not_a_hole(tmp_path):
    broken = template("reminder")
    broken.add_paragraph("{{ ful_name }}")
    broken.save(tmp_path / "reminder.docx")
    assert "ful_name" in letters.fields_used("reminder", tmp_path)
    with pytest.raises(UndefinedError):
        letters.render("reminder", CASES["reminder"][0], TODAY, COUNCIL, tmp_path)


def test_a_corrected_template_is_what_gets_rendered(tmp_path):
    corrected = template("deletion_request")
    corrected.add_paragraph("Texte du conseil, pour {{ full_name }}")
    corrected.save(tmp_path / "deletion_request.docx")
    rendered = letters.render("deletion_request", case_of(), TODAY, COUNCIL, tmp_path)
    (tmp_path / "letter.docx").write_bytes(rendered)
    last = Document(tmp_path / "letter.docx").paragraphs[-1]
    assert last.text == "Texte du conseil, pour Camille Martin"


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_a_page_is_a4_with_the_margins_of_a_french_letter(name):
    section = template(name).sections[0]
    assert abs(section.page_width - Cm(21)) < TOLERANCE
    assert abs(section.page_height - Cm(29.7)) < TOLERANCE
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert all(Cm(2) - TOLERANCE <= margin <= Cm(2.5) + TOLERANCE for margin in margins)


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_the_text_is_eleven_points_and_spell_checked_in_french(name):
    styles = template(name).styles
    assert styles["Normal"].font.size == Pt(11)
    languages = {lang.get(qn("w:val")) for lang in styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_titles_and_subjects_are_set(name):
    properties = template(name).core_properties
    assert properties.title
    assert properties.subject
    assert properties.language == "fr-FR"


def test_titles_tell_the_documents_apart():
    titles = {template(name).core_properties.title for name in letters.DOCUMENTS}
    assert len(titles) == len(letters.DOCUMENTS)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_the_parts_of_a_french_letter_in_order(name):
    styles = [p.style.name for p in written(name, CASES[name][0]).paragraphs]
    positions = [styles.index(part) for part in PARTS]
    assert positions == sorted(positions)


@pytest.mark.parametrize("name", LETTERS)
def test_the_addressee_shows_through_a_window_envelope(name):
    letter = template(name)
    section, sender = letter.sections[0], letter.tables[0].rows[0]
    from_left = section.left_margin + letter.styles["Destinataire"].paragraph_format.left_indent
    assert Cm(4.5) <= section.top_margin + sender.height <= Cm(5.5)
    assert Cm(10) <= from_left <= Cm(11)


@pytest.mark.parametrize("name", LETTERS)
def test_the_closing_stays_with_the_signature(name):
    styles = template(name).styles
    assert styles["Formule de politesse"].paragraph_format.keep_with_next
    assert styles["Signataire"].paragraph_format.keep_with_next


def test_the_complaint_has_headings_and_a_repeated_table_header():
    complaint = written("cnil_complaint", CASES["cnil_complaint"][0])
    styles = [p.style.name for p in complaint.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") >= 6
    assert complaint.tables[0].rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
