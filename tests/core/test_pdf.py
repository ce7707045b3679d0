"""Word into PDF: LibreOffice when it is there, a clear word when it fails, nothing left running."""

import os
import shutil
import stat
import time

import pytest

from bot.core import letters, pdf
from tests.letters.letter_samples import COUNCIL, TODAY, case_of

FAKE = """#!/bin/sh
while [ "$1" != --outdir ]; do echo "$1" >> "{log}"; shift; done
out=$2; shift 2
for source; do (echo "%PDF from"; cat "$source") > "$out/$(basename "$source" .docx).pdf"; done
"""
REAL = shutil.which(pdf.PROGRAM)


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """Puts a program of that name, and only it, before the others on the PATH."""

    def install(script):
        program = tmp_path / "bin" / pdf.PROGRAM
        program.parent.mkdir(exist_ok=True)
        program.write_text(script.replace("{log}", str(tmp_path / "log")), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return tmp_path

    return install


def test_without_libreoffice_there_is_no_pdf_and_no_error(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.to_pdf(b"word") is None
    assert pdf.to_pdfs([b"word"]) is None


def test_each_file_gives_its_own_pdf_in_order(soffice):
    soffice(FAKE)
    assert pdf.to_pdf(b"one") == b"%PDF from\none"
    assert pdf.to_pdfs([b"one", b"two"]) == [b"%PDF from\none", b"%PDF from\ntwo"]
    assert pdf.to_pdfs([]) == []


def test_it_runs_without_a_screen_in_a_profile_of_its_own_that_is_gone_after(soffice):
    folder = soffice(FAKE)
    pdf.to_pdf(b"one")
    pdf.to_pdf(b"two")
    options = (folder / "log").read_text().split()
    profiles = [option for option in options if option.startswith("-env:UserInstallation=file://")]
    assert "--headless" in options
    assert len(set(profiles)) == 2
    assert not any(os.path.exists(profile.partition("file://")[2]) for profile in profiles)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("#!/bin/sh\necho useless\necho no display\nexit 77\n", "77: no display"),
        ("#!/bin/sh\necho source file could not be loaded\n", "could not be loaded"),
    ],
)
def test_a_failure_says_what_libreoffice_said(soffice, script, words):
    soffice(script)
    with pytest.raises(pdf.ConversionFailed, match=words):
        pdf.to_pdf(b"word")


def test_a_program_that_cannot_be_started_is_a_failure_too(soffice):
    soffice("#!/nowhere\n")
    with pytest.raises(pdf.ConversionFailed, match="could not be run"):
        pdf.to_pdf(b"word")


def test_a_conversion_that_hangs_is_ended_with_all_it_started(soffice, monkeypatch):
    folder = soffice('#!/bin/sh\nsleep 60 &\necho $! > "{log}"\nwait\n')
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.5)
    start = time.monotonic()
    with pytest.raises(pdf.ConversionFailed, match="more than"):
        pdf.to_pdf(b"word")
    assert time.monotonic() - start < 10
    assert not _is_running(int((folder / "log").read_text()))


def _is_running(number):
    for _ in range(50):
        try:
            with open(f"/proc/{number}/stat", encoding="utf-8") as file:
                if file.read().split()[2] == "Z":
                    return False
        except FileNotFoundError:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="LibreOffice (soffice) is not installed")
def test_a_letter_becomes_a_pdf():
    made = pdf.to_pdf(letters.render("deletion_request", case_of(), TODAY, COUNCIL))
    assert made is not None
    assert made.startswith(b"%PDF-")
