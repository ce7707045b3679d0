"""Aligned text of any number of columns."""

from collections.abc import Sequence
from typing import Final

GAP: Final = "  "


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """`rows` of as many cells, the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    label, *cells = row
    wide = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
    return GAP.join([label.ljust(widths[0]), *wide])
