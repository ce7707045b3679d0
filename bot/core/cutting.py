"""A text cut into pieces that fit somewhere, at the best places there are."""

import re
from collections.abc import Callable, Sequence

Place = tuple[str, str]  # an expression for where to cut, and what stood there


def cut(text: str, fits: Callable[[str], bool], places: Sequence[Place]) -> list[str]:
    """`text` in as few pieces as `fits` allows, cut at the first of `places` that does.

    A piece that has no such place left in it stays whole, even when it does not fit.
    """
    if fits(text) or not places:
        return [text]
    place, between = places[0]
    pieces: list[str] = []
    for part in re.split(place, text):
        for piece in cut(part, fits, places[1:]):
            if pieces and fits(f"{pieces[-1]}{between}{piece}"):
                pieces[-1] += f"{between}{piece}"
            else:
                pieces.append(piece)
    return pieces
