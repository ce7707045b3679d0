"""Renders every template on sample cases, to look at what a correction in Word gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import yaml
from docx.opc.exceptions import PackageNotFoundError
from jinja2 import TemplateError

from bot.core import council, letters, pdf, texts
from bot.core.paths import ROOT, TEMPLATES

SAMPLES = ROOT / "bot" / "samples.yml"
SENTENCES = ROOT / "bot" / "preview.yml"
FOLDER = ROOT / "preview"
Cases = Mapping[str, Mapping[str, str]]
BROKEN = (TemplateError, BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError)


@dataclass
class Preview:
    """What a run wrote and said.

    Attributes:
        docx: the Word files, by name.
        pdfs: the PDF files, by name.
        problems: what went wrong, one French sentence each.
        notes: what else there is to know, one French sentence each.
    """

    docx: dict[str, bytes] = field(default_factory=dict)
    pdfs: dict[str, bytes] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def preview(folder: Path, templates: Path = TEMPLATES) -> Preview:
    """Writes every template, filled with the cases of `bot/samples.yml`, into `folder`.

    A broken template is said, and the others are still written; PDF is made where LibreOffice is.

    Raises:
        OSError: the folder cannot be written.
    """
    made = Preview()
    _render_all(made, templates)
    _make_pdfs(made)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**made.docx, **made.pdfs}.items():
        (folder / name).write_bytes(content)
    counts = {"docx": len(made.docx), "pdf": len(made.pdfs)}
    made.notes.append(_say("written", folder=folder, count=sum(counts.values()), **counts))
    return made


def _render_all(made: Preview, templates: Path) -> None:
    samples, profile = yaml.safe_load(SAMPLES.read_text(encoding="utf-8")), council.load()
    for name, sample, facts in _cases(samples["templates"]):
        try:
            content = letters.render(name, facts, samples["today"], profile, templates)
        except (*BROKEN, OSError) as error:
            made.problems.append(_problem(name, sample, error, templates))
        else:
            made.docx[f"{name}-{sample}.docx"] = content
    made.problems = list(dict.fromkeys(made.problems))


def _cases(samples: Mapping[str, Cases]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for name, cases in samples.items():
        for sample, facts in cases.items():
            yield name, sample, facts


def _problem(name: str, sample: str, error: Exception, templates: Path) -> str:
    if isinstance(error, letters.MissingFacts):
        return _say("sample", name=name, sample=sample, detail=error)
    missing = not (templates / f"{name}.docx").exists()
    return _say("template_missing" if missing else "template_broken", name=name, detail=error)


def _make_pdfs(made: Preview) -> None:
    try:
        pdfs = pdf.beside(made.docx)
    except pdf.ConversionFailed as error:
        made.problems.append(_say("pdf_failed", detail=error))
        return
    if pdfs is None:
        made.notes.append(_say("without_pdf"))
    made.pdfs = pdfs or {}


def _say(kind: str, **fields: object) -> str:
    return texts.sentence(SENTENCES, kind, **fields)
