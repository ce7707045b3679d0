"""The text of a rendered document, all of it: paragraphs, tables, headers, footers, notes."""

import re
from functools import cache
from typing import NamedTuple

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from bot.core.paths import TEMPLATES

BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n"}
NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


class Line(NamedTuple):
    """A paragraph: the name of its style, and its text."""

    style: str
    text: str


def plain(text):
    """`text` with plain spaces."""
    return re.sub(f"[{NO_BREAK}]", " ", text)


def lines(letter, name):
    """Every paragraph of the opened document `name`: the body first, then all other parts."""
    others = [
        part
        for part in letter.part.package.iter_parts()
        if str(part.partname).endswith(".xml") and part is not letter.part
    ]
    found = _paragraphs(letter.element, name)
    for part in others:
        found += _paragraphs(etree.fromstring(part.blob), name)
    return found


def rows(element):
    """The tables below `element`, row by row, each a list of the texts of its cells."""
    return [
        ["\n".join(_text(paragraph) for paragraph in cell.iter(qn("w:p"))) for cell in cells]
        for cells in (row.findall(qn("w:tc")) for row in element.iter(qn("w:tr")))
    ]


def quick(name, fields):
    """The body of the document `name` as XML, a hundred times faster than the Word file of it."""
    return etree.fromstring(_compiled(name).render(fields))


def quick_lines(name, element):
    """The paragraphs of a body written by `quick`."""
    return _paragraphs(element, name)


@cache
def _compiled(name):
    document = DocxTemplate(TEMPLATES / f"{name}.docx")
    document.init_docx()
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    return environment.from_string(document.patch_xml(document.get_xml()))


@cache
def _styles(name):
    return {style.style_id: style.name for style in Document(TEMPLATES / f"{name}.docx").styles}


def _paragraphs(element, name):
    return [
        Line(_style(paragraph, _styles(name)), _text(paragraph))
        for paragraph in element.iter(qn("w:p"))
    ]


def _style(paragraph, styles):
    given = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "Normal" if given is None else styles[given.get(qn("w:val"))]


def _text(paragraph):
    pieces = (piece for run in paragraph.iter(qn("w:r")) for piece in run)
    return "".join(
        piece.text or "" if piece.tag == qn("w:t") else BREAKS.get(piece.tag, "")
        for piece in pieces
    )
