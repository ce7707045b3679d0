"""Everything about a case in one archive: letters, chronology, exhibits, guide and calendar."""

import datetime as dt
import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Final

from bot.core import form_blocks, letters, pdf, texts
from bot.core.calendar_file import calendar_file
from bot.core.case import Facts
from bot.core.council import Council
from bot.core.steps import Step

logger = logging.getLogger(__name__)
NAME: Final = "dossier"
Files = dict[str, bytes]


def bundle(step: Step, facts: Facts, today: dt.date, council: Council, case_id: str) -> bytes:
    """The archive of the case: always the same files in the same order, under ASCII names.

    Each document is there as a Word file, and as a PDF where LibreOffice is installed and works; a
    letter that a fact is missing for is left out, and so is the calendar when nothing is due.

    Args:
        case_id: what makes the ids of the calendar's events stable.

    Raises:
        jinja2.TemplateError: a template uses a field that does not exist, or a broken condition.
    """
    documents = dict(_rendered(step, facts, today, council))
    written = {
        f"{number}-{letters.filename(name, facts)}": content
        for number, (name, content) in enumerate(documents.items(), start=1)
    }
    files = {**written, **_as_pdf(written), **_to_paste(documents)}
    return _zipped({**files, **_calendar(step, facts, today, case_id)}, today)


def filename(facts: Facts) -> str:
    """An ASCII file name for the archive.

    >>> filename({"platform": "Doctolib (France)"})
    'dossier-doctolib.zip'
    """
    return f"{letters.slug(NAME, facts)}.zip"


def parts(step: Step) -> tuple[str, ...]:
    """The templates of the case at `step`; who stays on the platform has no listing to prove."""
    stays = step.name == "declare_contract"
    beside = (name for name in letters.CASE_FILE if not (stays and name == "capture_guide"))
    return (*step.documents, *beside)


def _rendered(
    step: Step, facts: Facts, today: dt.date, council: Council
) -> Iterator[tuple[str, bytes]]:
    for name in parts(step):
        try:
            yield name, letters.render(name, facts, today, council)
        except letters.MissingFacts:
            continue


def _as_pdf(written: Files) -> Files:
    try:
        return pdf.beside(written) or {}
    except pdf.ConversionFailed as error:
        logger.error("archive without PDF: %s", error)
        return {}


def _to_paste(documents: Files) -> Files:
    complaint = documents.get(form_blocks.COMPLAINT)
    if complaint is None:
        return {}
    text = form_blocks.as_text(form_blocks.blocks(complaint))
    return {texts.say("utter_blocks_name"): text.encode("utf-8-sig")}


def _calendar(step: Step, facts: Facts, today: dt.date, case_id: str) -> Files:
    events = calendar_file(step, facts, today, case_id)
    return {texts.say("utter_calendar_name"): events} if events else {}


def _zipped(files: Files, today: dt.date) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (today.year, today.month, today.day, 0, 0, 0))
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()
