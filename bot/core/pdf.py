"""Word files turned into PDF by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

PROGRAM: Final = "soffice"
TIME_LIMIT: Final = 60.0  # seconds, for all the files of one call

_one_at_a_time = threading.Lock()  # each takes hundreds of megabytes


class ConversionFailed(RuntimeError):
    """LibreOffice is installed, and gave no PDF: the message says what happened."""


def to_pdf(docx: bytes) -> bytes | None:
    """The Word file `docx` as a PDF, or None when LibreOffice is not installed.

    Raises:
        ConversionFailed: LibreOffice failed, or took longer than `TIME_LIMIT` seconds.
    """
    made = to_pdfs([docx])
    return made[0] if made else None


def to_pdfs(documents: Sequence[bytes]) -> list[bytes] | None:
    """Several Word files as PDF, in the same order, for the price of one start of LibreOffice.

    Returns:
        None when LibreOffice is not installed.

    Raises:
        ConversionFailed: LibreOffice failed, or took longer than `TIME_LIMIT` seconds.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    try:
        with _one_at_a_time, tempfile.TemporaryDirectory(prefix="pdf-") as folder:
            return _convert(program, documents, Path(folder)) if documents else []
    except OSError as error:
        raise ConversionFailed(f"{PROGRAM} could not be run: {error}") from error


def beside(files: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The PDF of each Word file of `files`, by its name; None when LibreOffice is not installed.

    Raises:
        ConversionFailed: LibreOffice failed, or took longer than `TIME_LIMIT` seconds.
    """
    made = to_pdfs(list(files.values()))
    return None if made is None else dict(zip(map(name_of, files), made, strict=True))


def name_of(docx: str) -> str:
    """The name of the PDF of the file `docx`.

    >>> name_of("relance-maiia.docx")
    'relance-maiia.pdf'
    """
    return f"{docx.removesuffix('.docx')}.pdf"


def _convert(program: str, documents: Sequence[bytes], folder: Path) -> list[bytes]:
    sources = [folder / f"{number}.docx" for number in range(len(documents))]
    for source, content in zip(sources, documents, strict=True):
        source.write_bytes(content)
    said = _run([program, *_options(folder), *map(str, sources)])
    made = [source.with_suffix(".pdf") for source in sources]
    if not all(path.is_file() for path in made):
        raise ConversionFailed(f"{PROGRAM} wrote no PDF: {_last_line(said)}")
    return [path.read_bytes() for path in made]


def _options(folder: Path) -> list[str]:
    """Its own profile lets it run beside another LibreOffice of the same user."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    into_pdf = ("--convert-to", "pdf", "--outdir", str(folder))
    return [profile, "--headless", "--norestore", "--nolockcheck", *into_pdf]


def _run(command: Sequence[str]) -> str:
    """What the command said; it and what it started are gone when this returns."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    with process:
        try:
            said, _ = process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired as error:
            raise ConversionFailed(f"{PROGRAM} took more than {TIME_LIMIT:.0f} s") from error
        finally:
            _end(process)
    if process.returncode:
        raise ConversionFailed(f"{PROGRAM} ended with {process.returncode}: {_last_line(said)}")
    return said


def _last_line(said: str) -> str:
    return said.strip().rpartition("\n")[2]


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
