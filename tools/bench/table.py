"""The one table: a measure a line, both sides, and their ratio."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.bench.columns import aligned

HEADER = ("", "shipped", "default", "ratio")
NOTHING = "-"
PRECISE_BELOW = 10  # smaller values are shown with two digits more


@dataclass(frozen=True)
class Line:
    """One measure.

    Attributes:
        label: what is measured, with its unit.
        values: its value for the assistant as shipped, then for Rasa's default set-up; None for
            what was not measured.
        compared: whether the ratio of both means something.
    """

    label: str
    values: Sequence[float | None]
    compared: bool = True


def render(lines: Iterable[Line], with_ratios: bool, header: Sequence[str] = HEADER) -> str:
    """The table as aligned text; the ratio is first / second, shown only `with_ratios`."""
    return aligned([header, *(_row(line, with_ratios) for line in lines)])


def _row(line: Line, with_ratios: bool) -> tuple[str, ...]:
    ratio = _ratio(line) if with_ratios and line.compared else None
    shown = NOTHING if ratio is None else f"{ratio:.3f}"
    return line.label, *(_value(value) for value in line.values), shown


def _value(value: float | None) -> str:
    if value is None or math.isnan(value):
        return NOTHING
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.2f}" if abs(value) < PRECISE_BELOW else f"{value:,.0f}"


def _ratio(line: Line) -> float | None:
    shipped, default = line.values
    return shipped / default if shipped is not None and default else None
