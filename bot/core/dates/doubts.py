"""The rules for what is only a doubt, and for what is no date."""

import datetime as dt
import re

from bot.core.dates import days
from bot.core.dates.days import Limits, Said, exactly, vaguely
from bot.core.dates.grammar import Grammar
from bot.core.dates.patterns import (
    ANY_DATE,
    END,
    FEAST,
    LAST,
    LEFT,
    MONTH,
    MONTH_LINK,
    MONTH_WORD,
    NEXT,
    NUMBER,
    NUMERIC,
    OTHER,
    PERIOD,
    SEASON,
    UNIT,
    YEAR,
)
from bot.core.dates.rules import month_of
from bot.core.dates.words import (
    CHOSEN,
    MONTHS,
    NUMBERED,
    SEASONS,
    STREETS,
    WEEKDAYS,
    any_of,
)

RULES = Grammar()

ROUGHLY = (
    r"(?:plus d[e']|moins d[e']|environ|a peu pres|presque|pres d[e']|bien|au moins|a peine|pile"
    r"|exactement|tout juste)"
)
LONG_AGO = (
    r"(?:(?:1 |pres d')?(?:dizaine|quinzaine|huitaine|vingtaine|trentaine)|peu(?! d)|longtemps"
    r"|1 (?:bon |petit )?(?:moment|bout de temps)|(?:quelques?|plusieurs) (?:temps|jours|\w+aines?"
    r"|mois|ans|annees)|belle lurette|1 bail)"
)
SPAN = r"\d+ (?:jours?|semaines?|mois|ans?)"
LANDMARK = rf"(?:aujourd'hui|hier|avant.hier|demain|{any_of(WEEKDAYS)})"
VAGUE = [
    rf"(?:la |cette |le |ce |cet |l'|du |au |l'autre )(?:week.?end|trimestre|vacances) {LAST}",
    rf"(?:la |cette |le |ce |cet |l'|du |au |l'autre ){PERIOD} (?:{OTHER}|d'apres)",
    r"(?:ce|cette|cet|l'autre) (?:week.?end|trimestre|vacances)(?:.ci)?",
    rf"l'autre {any_of([*WEEKDAYS, *SEASONS])}|l'autre (?:semaine|mois)",
    rf"(?:debut|fin|mi|milieu|courant)(?:\W(?:de la|de l|du|de|d|l))?\W{PERIOD}(?: {LAST})?",
    rf"(?:semaine|quinzaine|debut|fin) d[e'] ?{MONTH_WORD}",
    r"l'autre jour|la nuit derniere|cette nuit|ces derniers jours|a la rentree|la rentree",
    rf"(?<!n')(?:il )?y.?a (?:{ROUGHLY} ?\d+ (?:jours?|semaines?|mois|ans?)|{LONG_AGO})",
    r"(?<!n')(?:il )?y.?a \d+ ?(?:ou|a|-|/) ?\d+ (?:jours|semaines|mois|ans)",
    r"\d+,? ?(?:ou|a|-|/|voire) ?\d+ (?:jours|semaines|mois|ans) (?:apres|plus tard|avant)",
    r"(?:quelques|plusieurs|1 (?:dizaine|quinzaine|huitaine) de) (?:jours|semaines) (?:apres"
    r"|plus tard|avant)|1 (?:huitaine|quinzaine) (?:apres|plus tard)|\d+ mois (?:apres|plus tard)",
    rf"(?:{LANDMARK},? )?(?:ca|cela|il y)(?: va| a| y a)?(?: bien| deja)?"
    rf" (?:fait|faire|faisait|fera|eu|aura|avait) (?:{ROUGHLY} ?)?(?:{SPAN}|{LONG_AGO})"
    rf"(?: {LANDMARK})?",
    rf"{SPAN} {LANDMARK}",
    rf"(?:il )?y.?a \d+ {any_of(WEEKDAYS)}s",
    rf"(?:premiers|derniers) jours d[e'] ?{MONTH_WORD}",
    r"(?:voila|voici) \d+ (?:jours?|semaines?|mois|ans?)",
    rf"(?:avant|apres|vers|autour|entre|pendant|pont|vacances|fetes)(?:\W(?:de la|de l|du|de|d|la|l"
    rf"|a))?\W{FEAST}",
    r"le \d{1,2}-[01]\d(?!-?\w)|le \d{1,2}[.][01]\d(?![.]?\w)|(?<!.)\d{1,2}[.-][01]?\d(?=\W*$)",
]
TOGETHER = (
    r"(?: ?(?:et/ou|et|ou bien|ou alors|ou|au|a|-|/|voire|soit) ?|, ?(?:ou|soit|voire) )(?:le )?"
)
RANGES = [
    rf"(?:entre le |du |le |soit le )?{NUMBER}{TOGETHER}{NUMBER}{MONTH_LINK}{MONTH}{YEAR}",
    rf"(?:entre le |du |le |soit le ){NUMBER},? (?:et|ou bien|ou alors|ou|au|a|voire|soit) (?:le )?"
    rf"{NUMBER}{END}",
]
TO_COME = [
    rf"(?:dans|d'ici) (?:\d+|quelques) {UNIT}(?! de\b)",
    rf"(?:la |le |l'|au |du )?{PERIOD} {NEXT}",
]
NO_DATE = [
    r"(?:https?://|www\.)\S+|(?<![.+-])[\w.+-]{1,64}@\S+",
    rf"{any_of(STREETS)}\b(?: (?:du|de la|des|de)| de l'| d')? ?(?:{ANY_DATE}|{FEAST}\b)",
    rf"{any_of(NUMBERED)}(?![^\W\d])\.?(?: ?(?:n°|postal))?[ :]*[a-z]?\d[\w/.-]{{0,40}}"
    r"(?: \d[\w/.-]{0,20}){0,9}",
    rf"(?:loi|decret|arrete|ordonnance|directive)(?: n° ?[\d-]+)? du {ANY_DATE}",
    rf"(?:nee?s? le|date de naissance ?:?|naissance le) ?(?:{ANY_DATE}|{NUMERIC})",
    rf"(?:les|chaque|mes|leurs) {any_of(WEEKDAYS)}s?\b",
    rf"(?:du )?{any_of(WEEKDAYS)} ?(?:au|a|-|/) ?{any_of(WEEKDAYS)}\b",
    rf"{any_of(CHOSEN)} (?:le|au) \d{{1,2}}\b(?!{MONTH_LINK}{MONTH_WORD}|/| du \d)",
    r"(?:\+|\d\d(?=[ .-]\d\d[ .-]))\d*(?:[ .-]\d\d){4,}(?!\d)",
    r"\d[\d ]{0,8}(?:[.,]\d{1,3})? ?(?:€|euros?\b|eur\b)",
]


@RULES.dated(
    r"(?:en|au|debut|fin|mi|courant|milieu|pendant|durant|tout|avant|apres|vers|depuis|des|mois)"
    rf"(?:\W(?:le|du|de|d|au))?(?:\Wmois)?(?:\W(?:de|d))?\W{MONTH}(?: (?P<year_before>{LAST})"
    r"| (?P<year>\d{4}))?\b",
    loose=True,
)
@RULES.dated(
    rf"(?P<month>{any_of(MONTHS)})(?P<short>) (?:(?P<year>\d{{4}})|(?P<year_before>{LAST}))\b",
    loose=True,
)
@RULES.dated(
    rf"(?<!.)(?P<month>{any_of(MONTHS)})(?P<short>)(?P<year>)(?P<year_before>)(?=\W*$)", loose=True
)
def _some_month(match: re.Match[str], today: dt.date) -> Said:
    """Reads "en mars", "courant mars 2026": some day of it."""
    year = int(match["year"]) if match["year"] else None
    return vaguely(Limits(months=frozenset([month_of(match)]), year=year))


@RULES.rule(
    rf"{LEFT}(?:(?P<last>(?:le mois|l'an(?:nee)?) {LAST})|(?P<now>ce mois(?:.ci)?|cette annee)"
    r"|(?:en|debut|fin|mi|courant|milieu|depuis)(?: de)? (?P<year>20\d\d))\b",
    loose=True,
)
def _some_period(match: re.Match[str], today: dt.date) -> Said:
    """Reads "le mois dernier", "cette année", "en 2025"."""
    if match["year"]:
        return vaguely(Limits(year=int(match["year"])))
    if "mois" in match[0]:
        return vaguely(days.month_before(today, 1 if match["last"] else 0))
    return vaguely(Limits(year=today.year - bool(match["last"])))


@RULES.rule(rf"{LEFT}(?:(?P<last>(?:de )?la semaine {LAST})|cette semaine)(?:.ci)?\b", loose=True)
def _some_week(match: re.Match[str], today: dt.date) -> Said:
    monday = days.plus(today, -today.weekday() - (7 if match["last"] else 0))
    return vaguely(Limits(first=monday, last=monday and days.plus(monday, 6)))


@RULES.rule(
    rf"{LEFT}(?:(?:cet |cette |ce |l'|le |en |au |debut |fin |debut de l'|fin de l'|debut d'|fin d'"
    rf"|dans l')(?P<season>{SEASON})\b(?: {LAST}\b)?|en (?P<winter>hiver))",
    loose=True,
)
def _some_season(match: re.Match[str], today: dt.date) -> Said:
    return vaguely(Limits(months=frozenset(SEASONS[match["season"] or match["winter"]])))


@RULES.rule(LEFT + any_of(VAGUE) + r"\b", loose=True)
def _vague(match: re.Match[str], today: dt.date) -> Said:
    return vaguely()


@RULES.rule(LEFT + any_of(RANGES))
def _range(match: re.Match[str], today: dt.date) -> Said:
    return vaguely(days.NO_DAY)


@RULES.rule(LEFT + any_of(TO_COME), loose=True)
def _to_come(match: re.Match[str], today: dt.date) -> Said:
    return exactly("future")


@RULES.rule(LEFT + any_of(NO_DATE))
def _not_a_date(match: re.Match[str], today: dt.date) -> Said | None:
    """An address, a reference, a law, a habit: nothing else is read in it."""
    return None
