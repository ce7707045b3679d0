"""The rules for what is a date, or a day counted from another one."""

import datetime as dt
import re
from dataclasses import replace

from dateutil.relativedelta import relativedelta

from bot.core.dates import days
from bot.core.dates.days import Limits, Said, exactly, settled, vaguely
from bot.core.dates.grammar import APPROXIMATE, Grammar
from bot.core.dates.patterns import (
    DAY,
    END,
    FEAST,
    IN_YEAR,
    INTRODUCTION,
    LAST,
    LEFT,
    MONTH,
    MONTH_LINK,
    ON_WEEKDAY,
    PART_OF_DAY,
    UNIT,
    WEEKDAY,
    WHICH,
    WHICH_YEAR,
    YEAR,
)
from bot.core.dates.words import (
    COUNTED,
    DAY_OFFSETS,
    MONTHS,
    RANKS,
    SHARED,
    SHIFTS,
    SHORT_MONTHS,
    WEEKDAYS,
    any_of,
    hyphenable,
    listed,
)

RULES = Grammar()
DAYS = {"jour": 1, "semaine": 7}
IN_THE_MONTH = rf"{LEFT}(?:(?:en|debut|fin|mi|courant|milieu|au mois d[e'] ?)\W?)?"


# --- what is a date -----------------------------------------------------------------------------


def _day_of(match: re.Match[str]) -> int:
    return 1 if match["day"] == "premier" else int(match["day"])


def month_of(match: re.Match[str]) -> int:
    """The month that the groups of MONTH give."""
    return MONTHS[match["month"]] if match["month"] else SHORT_MONTHS[match["short"]]


def _yearly(day: int, month: int, today: dt.date) -> Said:
    """A day of a month, the most recent one."""
    outcome = days.latest(lambda year: days.date(year, month, day), today)
    return Said(outcome, Limits(months=frozenset([month]), day=day))


def _dated_in(year: int, month: int, day: int, today: dt.date) -> Said:
    return exactly(settled(days.date(year, month, day), today))


def _digits(match: re.Match[str], today: dt.date) -> Said:
    return _dated_in(days.full_year(match["year"]), int(match["month"]), int(match["day"]), today)


def _year_of(match: re.Match[str], today: dt.date) -> int | None:
    """The year that the words give, if any."""
    written = match["year"] or match["odd_year"] or match["split_year"]
    if written:
        return days.full_year(written.replace(" ", ""))
    if match["this_year"] or match["year_before"]:
        return today.year - bool(match["year_before"])
    return None


@RULES.dated(INTRODUCTION + ON_WEEKDAY + DAY + MONTH_LINK + MONTH + YEAR + WHICH_YEAR)
@RULES.dated(rf"{MONTH},? le {ON_WEEKDAY}{DAY}{YEAR}{WHICH_YEAR}{END}", prefix=IN_THE_MONTH)
@RULES.dated(rf"(?<!.){MONTH} {DAY}{YEAR}{WHICH_YEAR}(?=\W*$)")
def _in_words(match: re.Match[str], today: dt.date) -> Said:
    """Reads "3 mars 2026", "lundi 3 mars", "le 3 mars dernier", "mars, le 3"."""
    day, month, year = _day_of(match), month_of(match), _year_of(match, today)
    if match["other"] or match["other_year"]:
        return vaguely(Limits(months=frozenset([month]), day=day))
    if match["next"]:
        return exactly("future")
    return _yearly(day, month, today) if year is None else _dated_in(year, month, day, today)


@RULES.dated(
    INTRODUCTION + ON_WEEKDAY + r"(?P<day>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<month>\d{1,2})"
    r" ?(?P=sep) ?(?P<year>\d{4}|\d\d|(?<=/)\d+)(?!\w)(?!(?P=sep)\d)"
)
def _in_digits(match: re.Match[str], today: dt.date) -> Said:
    """Reads "03/04/26": the day, the month, the year, in that order, always."""
    return _digits(match, today)


@RULES.dated(
    INTRODUCTION + r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?=t\d|\W|$)(?!(?P=sep)\d)"
)
def _iso(match: re.Match[str], today: dt.date) -> Said:
    return _digits(match, today)


@RULES.dated(
    INTRODUCTION + ON_WEEKDAY + r"(?<!\d )(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d{4})"
    rf"(?!\w)(?! ?\d)(?! ?{any_of(COUNTED)}(?!\w))"
)
def _in_spaced_digits(match: re.Match[str], today: dt.date) -> Said:
    """Reads "03 04 2026", also what dictating the digits gives."""
    return _digits(match, today)


@RULES.dated(r"(?:le |du )?(?<!\d )(?P<day>[0-3]\d) (?P<month>[01]\d) (?P<year>\d\d)(?!\w)(?! ?\d)")
@RULES.dated(r"(?:le |du )(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>2\d)(?!\w)(?! ?\d)" + END)
@RULES.dated(r"(?:le |du )?(?<!\d )(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>20\d\d)(?!\w)(?! ?\d)")
@RULES.dated(r"(?<!.)(?:le )?(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>2\d)(?=\W*$)")
@RULES.dated(r"(?:le |du )?(?<!\d )(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\w)(?! ?\d)")
def _in_joined_digits(match: re.Match[str], today: dt.date) -> Said | None:
    """Reads "03 04 26" and "03042026", when it cannot be anything else."""
    said = _digits(match, today)
    return None if said.outcome == "impossible" else said


@RULES.dated(
    r"(?P<intro>le |du |au |depuis le )?" + ON_WEEKDAY + r"(?P<day>\d{1,2}) ?/ ?(?P<month>\d{1,2})"
    rf"(?: (?P<year>\d{{4}}))?(?!\w)(?! ?[/.-]\d)(?!\W{any_of(SHARED)}\b)(?:(?=\W*$)(?P<alone>))?"
)
def _day_and_month(match: re.Match[str], today: dt.date) -> Said | None:
    """Reads "3/4": a date when introduced, alone or padded; "3/4 des patients", "10/10" not."""
    day, month = int(match["day"]), int(match["month"])
    alone = match["alone"] is not None and not re.search(r"\w", match.string[: match.start()])
    if match["year"]:
        return _dated_in(int(match["year"]), month, day, today)
    if match["intro"] or match["weekday"] or alone or "0" in match["day"][0] + match["month"][0]:
        return _yearly(day, month, today)
    four_digits = len(match["day"] + match["month"]) == 4 and 0 < month <= 12
    if four_digits and day > month:  # no mark and no fraction, then
        return _yearly(day, month, today)
    return vaguely(Limits(months=frozenset([month]), day=day)) if four_digits else None


@RULES.dated(
    rf"(?:(?:le |du |au )|(?<!.)|(?={any_of(WEEKDAYS)})){ON_WEEKDAY}(?P<day>\d{{1,2}}) "
    r"(?:du |de )(?P<month>\d{1,2})(?:(?: | de )(?P<year>\d{4}|\d\d))?(?!\w)" + END
)
@RULES.dated(r"(?:le |du )(?P<day>\d{1,2})\.(?P<month>[01]\d)(?P<year>)(?!\w)(?!\.\d)" + END)
@RULES.dated(
    rf"(?:le |du ){ON_WEEKDAY}(?P<day>\d{{1,2}}) (?P<month>0[1-9]|1[0-2])(?P<year>)(?!\w)" + END
)
def _day_of_month_number(match: re.Match[str], today: dt.date) -> Said | None:
    """Reads "le 22 du 9", "le 3 du 10 2026", "le 5 10", "le 05.10"."""
    day, month = int(match["day"]), int(match["month"])
    if not 0 < month <= 12:
        return None
    if match["year"]:
        return _dated_in(days.full_year(match["year"]), month, day, today)
    return _yearly(day, month, today)


@RULES.dated(
    INTRODUCTION + ON_WEEKDAY + DAY + r"(?: (?:du|de ce|dans le) mois"
    rf"(?: {WHICH}|[- ]ci\b| courant| en cours)?| (?:du )?courant\b)"
)
def _in_month(match: re.Match[str], today: dt.date) -> Said:
    """Reads "le 3 du mois dernier", "le 3 de ce mois"."""
    if match["other"]:
        return vaguely()
    if match["next"]:
        return exactly("future")
    month = days.month_before(today, 1 if match["last"] else 0)
    if month.year is None:
        return vaguely()
    return _dated_in(month.year, min(month.months or [0]), _day_of(match), today)


@RULES.dated(
    r"(?:le |du |au |depuis le )" + ON_WEEKDAY + r"(?P<day>\d{1,2})(?: ?er\b)?" + END, bare=True
)
@RULES.dated(rf"{WEEKDAY}(?: le)? " + r"(?P<day>\d{1,2})(?: ?er\b)?" + END, bare=True)
@RULES.dated(r"(?:le |du )(?P<day>\d{1,2}) du (?:meme|dit) mois\b", bare=True)
@RULES.dated(r"(?:le |du )(?P<day>premier)(?=\W*$|[.,;])", bare=True)
def _bare_day(match: re.Match[str], today: dt.date) -> Said:
    """Reads "le 3": the most recent one."""
    number = _day_of(match)
    return Said(days.latest_day(number, today), Limits(day=number))


@RULES.dated(rf"(?P<word>{hyphenable(DAY_OFFSETS)})\b" + PART_OF_DAY, loose=True)
def _day_word(match: re.Match[str], today: dt.date) -> Said:
    return _days_ago(-DAY_OFFSETS[match["word"].replace("-", " ")], today)


@RULES.dated(r"(?<!\ba )(?<!\bde )(?<!puis )ce jour\b(?!.la\b)", loose=True)
def _this_day(match: re.Match[str], today: dt.date) -> Said:
    return exactly(settled(today, today))


@RULES.dated(
    rf"(?P<the>le |1 )?(?:ce |de )?(?P<named>{any_of(WEEKDAYS)})\b{PART_OF_DAY}(?: (?:"
    rf"(?P<week_before>de la semaine {LAST})|(?P<this_week>de cette semaine)|{WHICH}"
    r"|(?P<vague>il y a|du|de|d)|(?P<ahead>en (?:8|15)))\b)?",
    loose=True,
)
def _weekday(match: re.Match[str], today: dt.date) -> Said:
    """Reads "lundi": the last one before today; "le lundi" may be any."""
    if match["next"] or match["ahead"]:
        return exactly("future")
    number = WEEKDAYS[match["named"]]
    if match["week_before"] or match["this_week"]:
        weeks = 7 if match["week_before"] else 0
        return _days_ago(today.weekday() - number + weeks, today)
    recent = Limits(weekday=number, first=days.plus(today, -14), last=days.plus(today, -1))
    named_today = number == today.weekday() and not match["last"]
    if match["other"] or match["vague"] or (match["the"] and not match["last"]) or named_today:
        return vaguely(Limits(weekday=number))
    last = _days_ago((today.weekday() - number) % 7 or 7, today)
    return replace(last, limits=recent if match["last"] else Limits(weekday=number))


@RULES.dated(
    rf"(?:le |du )?(?P<rank>{any_of(RANKS)}) (?:jour|(?P<named>{any_of(WEEKDAYS)})) (?:"
    rf"(?:du mois )?(?:de |d'){MONTH}{YEAR}{WHICH_YEAR}|(?:du|de ce) mois(?P<before> {LAST})?)"
)
def _ranked(match: re.Match[str], today: dt.date) -> Said:
    """Reads "le premier lundi d'octobre", "le dernier jour du mois dernier"."""
    rank = RANKS[match["rank"]]
    weekday = WEEKDAYS[match["named"]] if match["named"] else None
    if match["other"] or match["other_year"] or match["next"]:
        return vaguely()
    if not (match["month"] or match["short"]):
        first = today - relativedelta(months=1) if match["before"] else today
        return exactly(settled(days.ranked(rank, weekday, first.year, first.month), today))
    month, year = month_of(match), _year_of(match, today)
    if year is not None:
        found = days.ranked(rank, weekday, year, month)
        return exactly(settled(found, today))
    return exactly(days.latest(lambda year: days.ranked(rank, weekday, year, month), today))


def _days_ago(count: int, today: dt.date) -> Said:
    return exactly(settled(days.plus(today, -count), today))


@RULES.rule(
    rf"{LEFT}(?:il )?y.?a (?:deja |(?P<sharp>exactement |tout juste |pile ))?(?P<count>\d{{1,6}})"
    rf" {UNIT}(?P<more> ouvr|,? (?:environ|a peu pres|peut.etre|et demie?|et \d+ jours?))?"
    r"(?P<to_the_day>,? (?:jour pour jour|exactement|pile|tout pile|tout juste))?"
    r"(?! (?:de|pour|entre|par)\b| d')",
    loose=True,
)
def _ago(match: re.Match[str], today: dt.date) -> Said:
    """Reads "il y a 15 jours" as said; months and years are vague unless to the day."""
    unit, count = match["unit"].rstrip("s"), int(match["count"])
    if match["more"]:
        return vaguely()
    if unit in DAYS:
        return _days_ago(DAYS[unit] * count, today)
    return _months_ago(count, bool(match["sharp"] or match["to_the_day"]), unit, today)


def _months_ago(count: int, sharp: bool, unit: str, today: dt.date) -> Said:
    months = count * {"moi": 1, "an": 12, "annee": 12}.get(unit, 0)
    if not 0 < months < 12 * (today.year - days.FIRST_YEAR):
        return vaguely()
    exact = exactly(settled(today - relativedelta(months=months), today))
    return exact if sharp else days.near(exact, 2 * APPROXIMATE)


SURE_FEAST = "(?:lundi|dimanche|jeudi|vendredi|samedi|jour d|nouvel|premier de l|fete)"
FEAST_INTRODUCTION = (
    r"(?:(?:le )?jour de (?:la |l')?|a la |a l'|du |de la |de l'|la |l'|le |au |pour la |pour l'"
    r"|(?:a |pour |de )(?!sainte?\b)|(?<=avant )|(?<=apres )|d'(?=halloween))"
)


@RULES.dated(
    rf"(?:{FEAST_INTRODUCTION}|(?={SURE_FEAST}))(?P<feast>{FEAST})\b(?!-){IN_YEAR}", loose=True
)
@RULES.dated(rf"(?<!.)(?P<feast>{FEAST})\b{IN_YEAR}(?=\W*$)", loose=True)
def _feast(match: re.Match[str], today: dt.date) -> Said:
    """Reads "à la Toussaint": the most recent one; a first name is none."""
    feast = listed("feasts")[match["feast"].replace("-", " ")]
    if match["next"]:
        return exactly("future")
    if match["other"] or feast == "ambiguous":
        return vaguely()
    if match["year"]:
        return exactly(settled(days.feast_day(feast, int(match["year"])), today))
    return exactly(days.latest(lambda year: days.feast_day(feast, year), today))


# --- what counts from another date --------------------------------------------------------------

NAMED_BASE = (
    r"(?:(?= (?:du|de|d|des|ou|que|qui|qu|mon|ma|mes|notre|l|la|le|les|leur|son|sa|avoir|reception"
    r"|envoi|cette|ce|c|apres|avant)\b)(?P<anchored>))?"
)


@RULES.dated(
    rf"(?:des |du |au )?(?:le |la |l'|ce )?(?P<word>{hyphenable(SHIFTS)})\b"
    rf"{PART_OF_DAY}{NAMED_BASE}",
    loose=True,
)
def _shift(match: re.Match[str], today: dt.date) -> Said:
    """Reads "le lendemain": a day to count from another date."""
    shift = SHIFTS[match["word"].replace("-", " ")]
    return Said("ambiguous", None, shift, match["anchored"] is not None)


@RULES.dated(
    r"(?<!ou )(?<!a )(?:juste |exactement |tout juste )?(?P<count>\d{1,3})"
    r" (?P<unit>jours?|semaines?)"
    rf"(?: (?P<way>apres|plus tard|avant|plus tot|auparavant)|(?P<next> suivant| d'apres))\b"
    rf"{NAMED_BASE}",
    loose=True,
)
@RULES.dated(
    r"le (?P<count>)(?P<unit>jour) (?P<next>suivant|d'apres|(?P<way>d'avant|precedent))\b"
    rf"{NAMED_BASE}",
    loose=True,
)
def _counted_shift(match: re.Match[str], today: dt.date) -> Said:
    """Reads "deux jours après", "une semaine plus tard"."""
    count = int(match["count"] or 1) * DAYS[match["unit"].rstrip("s")]
    way = match["way"] or "apres"
    shift = count if way in ("apres", "plus tard") else -count
    return Said("ambiguous", None, shift, match["anchored"] is not None)
