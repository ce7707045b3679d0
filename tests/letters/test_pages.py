"""How many pages each letter takes, once LibreOffice has laid it out."""

import io
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.core import pdf
from tests.letters import golden

SOFFICE = shutil.which(pdf.PROGRAM)
LONGEST = 300.0  # seconds to convert them all; some thirty are enough
COMPLAINT = "cnil_complaint"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def pages():
    """The number of pages of every golden case, converted in one run."""
    files = {f"{case}.docx": _file(case) for case in golden.GOLDEN}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "TIME_LIMIT", LONGEST)
        made = pdf.beside(files)
    return {Path(name).stem: len(PdfReader(io.BytesIO(laid)).pages) for name, laid in made.items()}


def _file(case):
    file = io.BytesIO()
    golden.letter(case).save(file)
    return file.getvalue()


def test_every_letter_is_laid_out(pages):
    assert pages.keys() == golden.GOLDEN.keys()


@pytest.mark.parametrize("case", golden.GOLDEN)
def test_a_letter_takes_one_page_and_a_complaint_two(case, pages):
    assert pages[case] == (2 if case.startswith(COMPLAINT) else 1)
