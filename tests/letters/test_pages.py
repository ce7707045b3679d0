"""How many pages each letter takes, once LibreOffice has laid it out."""

import shutil
import subprocess

import pytest
from pypdf import PdfReader

from tests.letters import golden

SOFFICE = shutil.which("soffice")
LONGEST = 300  # seconds to convert them all; some thirty are enough
COMPLAINT = "cnil_complaint"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The number of pages of every golden case, converted in one run."""
    folder = tmp_path_factory.mktemp("pages")
    for case in golden.GOLDEN:
        golden.letter(case).save(folder / f"{case}.docx")
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile}",
            "--headless",
            *("--convert-to", "pdf", "--outdir", folder),
            *sorted(folder.glob("*.docx")),
        ],
        check=True,
        timeout=LONGEST,
        capture_output=True,
    )
    return {pdf.stem: len(PdfReader(pdf).pages) for pdf in folder.glob("*.pdf")}


def test_every_letter_is_laid_out(pages):
    assert pages.keys() == golden.GOLDEN.keys()


@pytest.mark.parametrize("case", golden.GOLDEN)
def test_a_letter_takes_one_page_and_a_complaint_two(case, pages):
    assert pages[case] == (2 if case.startswith(COMPLAINT) else 1)
