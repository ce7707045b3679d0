"""The complaint cut into texts to paste into the CNIL's online form (CNIL-03, CNIL-04).

There is one text for each heading of the Word file, which stays the only place to correct them.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.core import citations, texts

COMPLAINT: Final = "cnil_complaint"
HEADING: Final = "Heading 1"
BULLETS: Final = {"List Number": "- "}  # automatic numbers are not part of a paragraph's text
NO_EXHIBIT: Final = "–"


@dataclass(frozen=True)
class Block:
    """One text to paste, and the heading it stands under."""

    title: str
    text: str

    @property
    def heading(self) -> str:
        """The title, with the length of the text in characters."""
        return texts.say("utter_block", title=self.title, length=len(self.text))


def blocks(complaint: bytes) -> list[Block]:
    """The texts of the Word file `complaint`, in order, without its instructions and signature."""
    apart = citations.elements()[COMPLAINT].apart
    sections: list[tuple[str, list[str]]] = []
    for part in Document(io.BytesIO(complaint)).iter_inner_content():
        style = part.style.name if part.style else ""
        if style == HEADING:
            sections.append((part.text, []))  # type: ignore[union-attr]
        elif sections and style not in apart:
            sections[-1][1].extend(_lines(part))
    return [Block(title, "\n".join(lines)) for title, lines in sections]


def as_text(found: Iterable[Block]) -> str:
    """All the texts as one plain text, each under its heading."""
    return "\n".join(f"{block.heading}\n\n{block.text}\n\n" for block in found)


def _lines(part: Paragraph | Table) -> Iterator[str]:
    if isinstance(part, Table):
        _, *rows = part.rows
        yield from (_row(cell.text for cell in row.cells) for row in rows)
    elif text := part.text.strip():
        bullet = BULLETS.get(part.style.name or "", "") if part.style else ""
        yield f"{bullet}{text}".replace("\t", " ")


def _row(cells: Iterable[str]) -> str:
    return " – ".join(cell for cell in cells if cell != NO_EXHIBIT)
