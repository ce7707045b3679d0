"""The whole case in one archive, and the three documents that go with the letters."""

import functools
import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar

from bot.core import bundle, case, chronology, citations, clock, letters, pdf, sources
from bot.core.paths import TEMPLATES
from bot.core.steps import next_step
from tests.core.builders import PERSON, TODAY, day, signed, unwritten, written
from tests.letters.letter_samples import COUNCIL
from tests.typography import faults

EARLY = day("2026-11-02")  # the reply to `written()` is due on the 9th


@pytest.fixture(autouse=True)
def _without_libreoffice(monkeypatch):
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: None)


def replied(reply, on="2026-10-20", **facts):
    return written(reply=reply, replied_on=on, **facts)


CASES = {
    "nothing sent": (unwritten(**PERSON), TODAY),
    "nobody named": (unwritten(), TODAY),
    "waiting": (written(), EARLY),
    "waiting, contract unsent": (written(**signed(contract_sent="no"), **PERSON), EARLY),
    "silence": (written(**PERSON), TODAY),
    "silence since sending": (written(sent_by="email", received_on="", **PERSON), TODAY),
    "refused": (replied("refused", reply_ground="fee", **PERSON), TODAY),
    "refused late": (replied("partial", "2026-11-20", reply_ground="other", **PERSON), TODAY),
    "extended": (replied("extended"), TODAY),
    "identity": (replied("identity_requested", **PERSON), TODAY),
    "undelivered": (written(reply="undelivered", **PERSON), TODAY),
    "leaving": (signed(has_written="no", **PERSON), TODAY),
    "staying": (signed(wants_removal="no", contract_sent="no", **PERSON), TODAY),
    "deleted": (replied("deleted"), TODAY),
}


def archive(facts, today=TODAY):
    step = next_step(case.settle(facts, today), today)
    content = bundle.bundle(step, facts, today, COUNCIL, "case-1")
    return zipfile.ZipFile(io.BytesIO(content))


def names(facts, today=TODAY):
    return archive(facts, today).namelist()


@functools.cache
def _rendered(name, facts, today):
    return letters.render(name, dict(facts), today, COUNCIL)


def rendered(name, facts, today=TODAY):
    return Document(io.BytesIO(_rendered(name, frozenset(facts.items()), today)))


def text_of(name, facts, today=TODAY):
    paragraphs = rendered(name, facts, today).element.body.iter(qn("w:p"))
    said = ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in paragraphs]
    return "\n".join(said).replace("\u00a0", " ")


def rows(facts, today=TODAY):
    (table,) = rendered("chronology", facts, today).tables
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows[1:]]


# The archive


def test_everything_is_there_in_a_fixed_order():
    assert names(written(**PERSON)) == [
        "1-plainte-cnil-doctolib.docx",
        "2-relance-doctolib.docx",
        "3-chronologie-doctolib.docx",
        "4-bordereau-des-pieces-doctolib.docx",
        "5-guide-des-copies-d-ecran-doctolib.docx",
        "textes-a-coller.txt",
    ]


def test_a_letter_whose_author_is_not_known_is_left_out():
    assert names(unwritten()) == [
        "1-chronologie-doctolib.docx",
        "2-bordereau-des-pieces-doctolib.docx",
        "3-guide-des-copies-d-ecran-doctolib.docx",
    ]


def test_the_texts_to_paste_go_with_a_complaint_only():
    text = archive(written(**PERSON)).read("textes-a-coller.txt").decode("utf-8-sig")
    assert "Ce que je demande à la CNIL (" in text
    assert "textes-a-coller.txt" not in names(unwritten(**PERSON))


def test_the_calendar_is_there_while_something_is_due():
    with_calendar = {kind for kind, given in CASES.items() if "echeances.ics" in names(*given)}
    assert with_calendar == {"waiting", "waiting, contract unsent", "extended", "deleted"}
    calendar = Calendar.from_ical(archive(written(), EARLY).read("echeances.ics"))
    assert len(calendar.walk("VEVENT")) == 2


def test_who_stays_on_the_platform_gets_no_guide_to_prove_the_listing():
    assert not any("guide" in name for name in names(*CASES["staying"]))


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_every_file_opens_under_a_safe_name(given):
    opened = archive(*given)
    assert opened.testzip() is None
    for name in opened.namelist():
        assert name.isascii()
        assert not set(name) & set('/\\:*?"<>| ')
        if name.endswith(".docx"):
            assert Document(io.BytesIO(opened.read(name))).paragraphs


def test_a_platform_written_as_a_path_stays_a_name():
    facts = {**unwritten(**PERSON), "platform": "../../etc/passwd <x>"}
    assert all("/" not in name and ".." not in name for name in names(facts))
    assert bundle.filename(facts) == "dossier-etc-passwd-x.zip"


def test_each_document_is_also_a_pdf_with_libreoffice(monkeypatch):
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: [b"%PDF" for _ in documents])
    found = names(written(**PERSON))
    assert found == sorted(found)
    assert [name for name in found if name.endswith(".pdf")] == [
        name.replace(".docx", ".pdf") for name in found if name.endswith(".docx")
    ]


def test_a_libreoffice_that_fails_costs_the_pdfs_only(monkeypatch):
    def fail(documents):
        raise pdf.ConversionFailed("no display")

    monkeypatch.setattr(pdf, "to_pdfs", fail)
    assert len(names(written(**PERSON))) == 6


# The chronology


def test_silence_is_told_until_the_day_the_complaint_is_open():
    assert [row[0] for row in rows(written())] == [
        *("5 octobre 2026", "7 octobre 2026", "9 novembre 2026", "10 novembre 2026"),
    ]
    assert "est ouverte" in rows(written())[-1][1]
    assert "serait ouverte" in rows(written(), EARLY)[-1][1]


def test_a_refusal_in_time_ends_the_time_limit():
    told = rows(replied("refused", reply_ground="fee"))
    assert [row[0] for row in told] == ["5 octobre 2026", "7 octobre 2026", "20 octobre 2026"]
    assert "refus, motif : paiement demandé" in told[-1][1]


def test_a_late_answer_comes_after_the_end_of_the_time_limit():
    told = [row[1] for row in rows(replied("partial", "2026-11-20", reply_ground="other"))]
    assert "Fin du délai" in told[2]
    assert "suppression partielle" in told[-1]
    assert "postérieure" in told[-1]


def test_an_answer_before_the_acknowledgement_is_told_first():
    told = [row[1] for row in rows(replied("refused", "2026-10-06", reply_ground="other"))]
    assert "refus" in told[1]
    assert "Réception" in told[2]


def test_a_deletion_is_followed_by_its_two_checks():
    told = rows(replied("deleted", "2026-11-10"))
    assert [row[0] for row in told[-2:]] == ["10 décembre 2026", "8 février 2027"]
    assert all("Contrôle" in row[1] for row in told[-2:])


def test_a_check_whose_day_has_passed_is_for_today():
    told = rows(replied("deleted", "2026-10-20"))
    assert [row[0] for row in told[-2:]] == ["24 novembre 2026", "18 janvier 2027"]


def test_what_did_not_arrive_was_not_received():
    assert len(rows(written(reply="undelivered"))) == 1


def test_a_case_without_dates_says_so():
    assert not rendered("chronology", unwritten()).tables
    assert "Aucune démarche datée" in text_of("chronology", unwritten())


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_each_event_is_of_one_kind(given):
    for event in chronology.events(case.settle(*given), given[1]):
        assert sum(event[kind] is True for kind in chronology.KINDS) == 1


# The exhibits


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_exhibits_are_numbered_without_a_hole(given):
    numbers = [
        int(line.removeprefix("Pièce n° ")[0])
        for line in text_of("exhibits", *given).splitlines()
        if line.startswith("Pièce n° ")
    ]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("kind", ["silence", "refused", "refused late", "identity"])
def test_the_numbers_are_those_of_the_complaint(kind):
    def numbered(name):
        lines = text_of(name, *CASES[kind]).splitlines()
        exhibits = [line for line in lines if line.startswith("Pièce n° ")]
        return [words for line in exhibits for words in [line[:9], *line.split()[-1:]]]

    assert numbered("exhibits") == numbered("cnil_complaint")


# The three templates


@pytest.mark.parametrize("name", letters.CASE_FILE)
def test_a_template_has_what_it_cannot_lose(name):
    wanted = citations.elements()[name]
    assert set(wanted.fields) <= letters.fields_used(name)
    assert set(wanted.styles) <= citations.styles(name)


@pytest.mark.parametrize("name", letters.CASE_FILE)
def test_a_template_only_uses_fields_that_exist(name):
    assert letters.fields_used(name) <= letters.context(name, unwritten(), TODAY, COUNCIL).keys()


@pytest.mark.parametrize("name", letters.CASE_FILE)
def test_every_source_named_is_rightly_used(name):
    words, register = citations.load_words(), sources.register()
    found = [
        (citation.text, *fault)
        for citation in citations.of_template(name)
        for fault in citations.faults(citation, words, register, clock.today())
    ]
    assert found == []


@pytest.mark.parametrize("name", letters.CASE_FILE)
@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_typography_is_french_and_nothing_is_left_over(name, given):
    for paragraph in rendered(name, *given).element.body.iter(qn("w:p")):
        said = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
        assert not any(sign in said for sign in ("{", "}", "None", "[", "]"))
        assert faults(said) == []


@pytest.mark.parametrize("name", letters.CASE_FILE)
def test_a_template_looks_like_the_others(name):
    ours, theirs = (Document(TEMPLATES / f"{n}.docx") for n in (name, "cnil_complaint"))
    assert ours.sections[0].page_width == theirs.sections[0].page_width
    assert ours.styles["Normal"].font.size == theirs.styles["Normal"].font.size
    assert ours.core_properties.language == "fr-FR"
    assert ours.core_properties.title != theirs.core_properties.title
