"""Everything about a case in one archive: letters, chronology, exhibits, guide and calendar."""

import datetime as dt
import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Final

from bot.core import letters, pdf, texts
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
    written = dict(_written(step, facts, today, council))
    files = {**written, **_as_pdf(written), **_calendar(step, facts, today, case_id)}
    return _zipped(files, today)


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


def _written(
    step: Step, facts: Facts, today: dt.date, council: Council
) -> Iterator[tuple[str, bytes]]:
    for number, name in enumerate(parts(step), start=1):
        try:
            content = letters.render(name, facts, today, council)
        except letters.MissingFacts:
            continue
        yield f"{number}-{letters.filename(name, facts)}", content


def _as_pdf(written: Files) -> Files:
    try:
        return pdf.beside(written) or {}
    except pdf.ConversionFailed as error:
        logger.error("archive without PDF: %s", error)
        return {}


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
