"""What is sent: the neutral messages of a turn, cut and dressed as Telegram shows them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from telegram.constants import MessageLimit

from bot.channels.wording import words
from bot.engine.turns import Said

LONGEST: Final = int(MessageLimit.MAX_TEXT_LENGTH)  # UTF-16 units
WIDEST: Final = 32  # characters of a button that a phone shows whole
USED: Final = "-"  # the data of a button that only shows what was pressed
CUTS: Final = ("\n\n", "\n", " ", "")


@dataclass(frozen=True)
class Parcel:
    """One call of Telegram's.

    Attributes:
        text: what is said, or the caption of the file.
        buttons: titles, each with what it sends back or with the address it opens.
        code: whether the text is to be copied; a touch then copies it.
        file: where the document is, under its own name.
        marks: the message whose buttons are replaced, when nothing is said.
        leaves: whether the chat is left afterwards.
    """

    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    code: bool = False
    file: str = ""
    marks: int | None = None
    leaves: bool = False

    @property
    def speaks(self) -> bool:
        """Whether it is a message, which would be there twice if it were sent twice."""
        return self.marks is None and not self.leaves

    def dump(self) -> str:
        """The parcel as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, kept: str) -> "Parcel":
        """The parcel that `dump` wrote."""
        told = json.loads(kept)
        return cls(**{**told, "buttons": tuple(map(tuple, told["buttons"]))})


def packed(messages: Iterable[Said]) -> list[Parcel]:
    """The messages of a turn, in order, texts that follow each other in one."""
    parcels: list[Parcel] = []
    for parcel in (parcel for said in messages for parcel in _pack(said)):
        if parcels and (both := _together(parcels[-1], parcel)):
            parcels[-1] = both
        else:
            parcels.append(parcel)
    return parcels


def _together(first: Parcel, second: Parcel) -> Parcel | None:
    """Both in one, when the first is but a text and they are short enough."""
    text = f"{first.text}\n\n{second.text}"
    joins = first == Parcel(first.text) and second == Parcel(second.text, second.buttons)
    return Parcel(text, second.buttons) if joins and units(text) <= LONGEST else None


def spoken(text: str, buttons: Iterable[tuple[str, str]] = (), code: bool = False) -> list[Parcel]:
    """`text`, in as many messages as it takes, the buttons under the last."""
    *first, last = pieces(text)
    return [
        *(Parcel(piece, code=code) for piece in first),
        Parcel(last, tuple(buttons), code),
    ]


def pieces(text: str) -> list[str]:
    """`text` cut between paragraphs, else lines, else words, where it is longer than `LONGEST`."""
    rest, cut = text.strip(), []
    while units(rest) > LONGEST:
        end = _end_of_first(rest)
        cut.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*cut, rest]


def _pack(said: Said) -> Iterator[Parcel]:
    if said.text:
        choices = [(choice["title"], choice["value"]) for choice in said.choices]
        yield from spoken(*_numbered(said.text, choices))
    if said.block:
        yield from spoken(said.block["title"])
        yield from spoken(said.block["text"], code=True)
    if said.link:
        yield from spoken(words("telegram")["link"], [(words("telegram")["open"], said.link)])
    if said.document:
        yield _document(said.document["path"])


def _numbered(text: str, choices: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """The choices with their numbers; those too wide for a button are also written out."""
    buttons = [(f"{rank}. {title}", data) for rank, (title, data) in enumerate(choices, start=1)]
    if all(len(title) <= WIDEST for title, _ in buttons):
        return text, buttons
    return "\n".join([text, "", *(title for title, _ in buttons)]), buttons


def _document(path: str) -> Parcel:
    kind = Path(path).suffix[1:]
    if not path:
        return Parcel(words("telegram")["gone"])
    return Parcel(words("telegram")["captions"].get(kind, ""), file=path)


def _end_of_first(text: str) -> int:
    longest = _fitting(text)
    ends = (text.rfind(cut, 1, longest) for cut in CUTS[:-1])
    return next((end for end in ends if end > 0), longest)


def _fitting(text: str) -> int:
    """How many characters of `text` make at most `LONGEST` UTF-16 units."""
    length = 0
    for index, character in enumerate(text):
        length += units(character)
        if length > LONGEST:
            return index
    return len(text)


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
