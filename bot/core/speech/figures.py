"""Figures in words: numbers, ordinals, amounts, hours, and what is read figure by figure."""

import re
from collections.abc import Callable

from num2words import num2words

from bot.core.speech.tables import LETTER, any_of, feminine, form, table

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
NUMBER = r"(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?(?!\d)"
LONG = 7  # figures: from here on a number is read two by two
LARGEST = 12  # figures of a number written in groups of three
REFERENCE = 3  # figures: from here on "2016/679" is a reference and no fraction
MILLIONS = ("million", "millions", "milliard", "milliards")


def cardinal(number: int) -> str:
    """A number in words: "vingt et un"."""
    return str(num2words(number, lang="fr"))


def ordinal(number: int) -> str:
    """A rank in words: "premier", "vingt et unième"."""
    said = str(num2words(number, lang="fr", to="ordinal"))
    return re.sub(r"(vingt|cent|million)sième$", r"\1ième", said)  # num2words keeps the plural's s


def amount(written: str) -> str:
    """A figure in words, "10 000" or "2,5"; leading noughts are said."""
    whole, _, rest = written.partition(",")
    said = _grouped(whole) if " " in whole else figures(whole)
    return form("decimal", whole=said, rest=figures(rest)) if rest else said


def _grouped(whole: str) -> str:
    joined = whole.replace(" ", "")
    return cardinal(int(joined)) if len(joined) <= LARGEST else pairs(joined)


def figures(written: str) -> str:
    """Figures in a row: a number, after its noughts; two by two when it is a long one."""
    if len(written) >= LONG:
        return pairs(written)
    significant = written.lstrip("0")
    noughts = [form("none")] * (len(written) - len(significant))
    return " ".join([*noughts, *([cardinal(int(significant))] if significant else [])])


def pairs(written: str) -> str:
    """Figures two by two, as a phone number is said; the last one alone when they are odd."""
    return ", ".join(figures(pair) for pair in re.findall(r"\d{1,2}", written))


def agree(said: str, following: str) -> str:
    """`said` as it stands before the noun `following`: "vingt et une" pages."""
    if not re.fullmatch(feminine(), following, re.I):
        return said
    one = form("one")
    return re.sub(rf"\b{one}$", form("one_feminine"), said)


def _before_noun(match: re.Match[str]) -> str:
    return f"{agree(amount(match[1]), match[2])} {match[2]}"


def _price(match: re.Match[str]) -> str:
    return form("price", euros=_with_unit(match[1]), cents=cardinal(int(match[2])))


def _euros(match: re.Match[str]) -> str:
    return _with_unit(match[1])


def _with_unit(written: str) -> str:
    said = amount(written)
    unit = form("euros" if written not in ("0", "1") else "euro")
    return form("million", number=said, unit=unit) if said.endswith(MILLIONS) else f"{said} {unit}"


def _time(match: re.Match[str]) -> str:
    hour, minutes = int(match[1]), int(match[2] or 0)
    name = form("hours" if hour > 1 else "hour")
    past = agree(cardinal(minutes), name) if minutes else ""
    return f"{agree(cardinal(hour), name)} {name} {past} "


def _first(match: re.Match[str]) -> str:
    return table("ranks")[match[0].lower()]


def _rank(match: re.Match[str]) -> str:
    return ordinal(int(match[1])) + ("s" if match[2].endswith("s") else "")


def _slash(match: re.Match[str]) -> str:
    left, right = amount(match[1]), amount(match[2])
    reference = max(map(len, match.groups())) >= REFERENCE
    return f"{left}, {right}" if reference else form("out_of", part=left, whole=right)


def _dashes(match: re.Match[str]) -> str:
    return said_with_dashes(match[0])


def said_with_dashes(written: str) -> str:
    """Numbers joined by hyphens: "226-16-1"."""
    left, _, right = written.partition("-")
    if not right:
        return amount(left)
    return form("dash", left=amount(left), right=said_with_dashes(right))


def _minus(match: re.Match[str]) -> str:
    return form("minus", number=amount(match[1]))


def _percent(match: re.Match[str]) -> str:
    return f"{amount(match[1])} {form('percent')}"


def _plain(match: re.Match[str]) -> str:
    return amount(match[0])


def rules() -> list[Rule]:
    """How every figure that is left is said, in order."""
    return [
        (re.compile(r"(?<!\d)(\d{1,2}) ?[hH](?: ?([0-5]\d)(?!\d))?(?![A-Za-zÀ-ÿ])"), _time),
        (re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])"), _time),
        (re.compile(r"(?<!\d)(\d{1,3}),(\d{2}) ?(?:€|euros?\b|EUR\b)"), _price),
        (re.compile(rf"(?<!\d)({NUMBER}) ?(?:€|euros?\b|EUR\b)"), _euros),
        (re.compile(rf"(?<!\d)({NUMBER}) ?%"), _percent),
        (re.compile(rf"(?<!\d)(?:{any_of(table('ranks'))})\b", re.I), _first),
        (re.compile(r"(?<!\d)(\d{1,4})((?:i?[eè]me|e)s?)\b"), _rank),
        (re.compile(rf"(?<=\d)(?=[{LETTER}])"), lambda _: " "),
        (re.compile(r"(?<![\d/])(\d+)/(\d+)(?![\d/])"), _slash),
        (re.compile(r"(?<![\d-])\d+(?:-\d+)+"), _dashes),
        (re.compile(rf"(?<!\S)[-−]({NUMBER})"), _minus),
        (re.compile(rf"(?<!\d)({NUMBER}) ([{LETTER}]+)"), _before_noun),
        (re.compile(rf"(?<!\d){NUMBER}|\d+"), _plain),
    ]
