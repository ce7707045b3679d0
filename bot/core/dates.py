"""French dates as people write and dictate them, read against a given day.

The text is first rewritten in a plain copy that remembers where each character comes from: no
accent, numbers in digits, months well spelt. A handful of rules, each a pattern and its reading,
are then tried on the copy: leftmost, then longest, wins. Dates are facts that already happened:
what has no year is in the most recent past. What is vague, impossible, to come or contradictory
is a doubt, never a date.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from babel.dates import get_day_names, get_month_names
from dateutil.easter import easter
from rapidfuzz.distance import OSA
from text_to_num import find_numbers

from bot.core.normalise import APOSTROPHES, strip_accents

Doubt = Literal["ambiguous", "future", "impossible", "none"]
Outcome = dt.date | Doubt | None  # None: not a date at all
Edit = tuple[int, int, str]
Span = tuple[int, int]

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
FIRST_YEAR = 2000
LAST_EASTER = 4099  # what `easter` computes
LEAP_CYCLE = 8  # years without a 29 February, at most
LONGEST_WAIT = 63  # days until the same day of a month comes back, at most


@dataclass(frozen=True)
class FoundDate:
    """One date expression: its span in the original text, and either its date or a doubt."""

    start: int
    end: int
    date: dt.date | None
    doubt: Doubt | None


@dataclass(frozen=True)
class DateReading:
    """The answer to "what date?": one date, or why there is none."""

    date: dt.date | None
    doubt: Doubt | None


# --- vocabulary, in plain letters -------------------------------------------------------------

MONTH_NAMES = {number: str(name) for number, name in get_month_names(locale="fr").items()}
DAY_NAMES = {number: str(name) for number, name in get_day_names(locale="fr").items()}
MONTHS = {strip_accents(name): number for number, name in MONTH_NAMES.items()}
WEEKDAYS = {strip_accents(name): number for number, name in DAY_NAMES.items()}
SHORT_WEEKDAYS = {name[:3]: number for name, number in WEEKDAYS.items()}
SHORT_MONTHS = {
    **{"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "aou": 8, "juil": 7, "juill": 7},
    **{"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
}
MISSPELT = {
    **{"marss": "mars", "maars": "mars", "mrs": "mars", "juins": "juin", "jiun": "juin"},
    **{"jun": "juin", "juinn": "juin", "aoutt": "aout", "oaut": "aout", "aoute": "aout"},
    **{"auj": "aujourd'hui", "ajd": "aujourd'hui", "aujourdhui": "aujourd'hui"},
    **{"aujourdui": "aujourd'hui", "avanthier": "avant-hier"},
    **{"paque": "paques", "pentecotes": "pentecote", "toussaints": "toussaint", "st": "saint"},
}
MENDABLE = [word for word in (*MONTHS, *WEEKDAYS) if len(word) >= 7 or word == "avril"]
NOT_MISSPELT = {
    *("vendredis", "mercredis", "dimanches", "decombre", "decombres", "demembre", "decentre"),
}

DAY_OFFSETS = {
    **dict.fromkeys(["aujourd'hui", "aujourd hui", "ce matin", "ce midi", "ce soir"], 0),
    **dict.fromkeys(["cet apres midi", "tout a l'heure", "a l'instant"], 0),
    **{"hier": -1, "avant hier": -2, "avant avant hier": -3, "demain": 1, "apres demain": 2},
}
FIXED_FEASTS = {
    **{"jour de l'an": (1, 1), "nouvel an": (1, 1), "premier de l'an": (1, 1)},
    **{"saint valentin": (2, 14), "fete du travail": (5, 1), "fete nationale": (7, 14)},
    **{"assomption": (8, 15), "toussaint": (11, 1), "armistice": (11, 11), "noel": (12, 25)},
    **{"saint sylvestre": (12, 31)},
}
EASTER_FEASTS = {
    **{"vendredi saint": -2, "paques": 0, "dimanche de paques": 0, "lundi de paques": 1},
    **{"ascension": 39, "jeudi de l'ascension": 39, "pentecote": 49, "lundi de pentecote": 50},
    **{"lundi paques": 1, "lundi pentecote": 50},
}


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _hyphenable(words: Iterable[str]) -> str:
    return _any(word.replace(" ", "[ -]") for word in words)


MONTH_WORD = _any([*MONTHS, *SHORT_MONTHS]) + r"\b"
HEDGES = [
    r"(?:(?:un )?peu |bien |juste |depuis )?(?:avant|apres)(?!.(?:hier|avant|demain|midi))",
    *("vers", "environ", "alentours", "environs", "autour", "a peu pres", "plus ou moins"),
    *("jusqu'(?:au|a|en)", "entre", "semaine", "week.?end", "veille", "lendemain", "surlendemain"),
    *("courant", "debut", "fin", "mi", "au plus (?:tard|tot)", "d'ici", "peut.etre"),
    *("vacances", "pont", "fetes", "je dirais", "nuit"),
]
AFTERTHOUGHTS = [
    *("environ", "a peu pres", "ou par la", "ou dans ces eaux.la", "peut.etre", "plus ou moins"),
    *("ou (?:un peu )?(?:plus tard|plus tot|avant|apres)", "ou quelque chose comme ca"),
    *(r"(?:ou )?je ne sais (?:plus|pas)", r"(?:mais )?(?:je )?(?:ne )?(?:suis )?pas sure?(?=\W*$)"),
    r"(?:ou (?:bien )?(?:le |en )?|(?:jusqu')?au )"
    rf"(?:\d{{1,4}}(?!\w| ?/)(?!.?{MONTH_WORD})|{MONTH_WORD})",
]
DENIALS = ["pas", "et non", "plutot que", "ni"]
CONTINUATIONS = [
    *("et", "ou", "mais", "par", "en", "au", "a", "avec", "sans", "car", "donc", "puis"),
    *("alors", "enfin", "non", "plutot", "pardon", "via", "il", "elle", "ils", "elles", "on"),
    *("j", "je", "nous", "vous", "depuis", "vers", "matin", "midi", "soir", "apres"),
]
COUNTED = ["€", "euros?", "h", "heures?", "fois", "patients?", "personnes?", "jours?", "mois"]
SHARED = ["d", "de", "des", "du", "temps", "h", "heures?", "etoiles?", "patients?", "journees?"]
STREETS = [
    *("rue", "avenue", "av", "boulevard", "bd", "place", "square", "impasse", "allee", "quai"),
    *("route", "chemin", "esplanade", "passage", "lycee", "hopital", "clinique", "residence"),
]
NUMBERED = [
    *("articles?", "art", "alinea", "pages?", "n°", "no", "numero", "dossier", "ref", "reference"),
    *("facture", "rpps", "adeli", "siret", "siren", "finess", "tel", "telephone", "code"),
]
CHOSEN = ["dans", "sur", "option", "choix", "reponse", "numero", "habite", "choisis", "prends"]
CORRECTIONS = [
    *("enfin", "non", "plutot", "pardon", "je veux dire", "je voulais dire", "en fait", "oups"),
    *("je me trompe", "je me suis trompee?", "finalement", "correction", "desolee?", "excusez.moi"),
]
FILLERS = ["euh", "heu", "ah", "oh", "mais", "ou", "c'est", "c'etait", "attendez", "pas", "oui"]


# --- the plain copy -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Copy:
    """A rewriting of a text, and the span in the original of each of its characters."""

    text: str
    spans: list[Span]

    def origin(self, start: int, end: int) -> Span:
        return self.spans[start][0], self.spans[end - 1][1]

    def edited(self, edits: Iterable[Edit]) -> "_Copy":
        text, spans, at = "", [], 0
        for start, end, word in edits:
            text += self.text[at:start] + word
            spans += self.spans[at:start] + [self.origin(start, end)] * len(word)
            at = end
        return _Copy(text + self.text[at:], spans + self.spans[at:])


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return "-" if kind == "Pd" else strip_accents(character.translate(APOSTROPHES)).lower()


def _plain_copy(text: str) -> _Copy:
    """`text` without accents, capitals, doubled spaces or fancy punctuation."""
    characters: list[str] = []
    spans: list[Span] = []
    for index, character in enumerate(text):
        for plain in _plain_character(character):
            if plain != " " or characters[-1:] != [" "]:
                characters.append(plain)
                spans.append((index, index + 1))
    return _Copy("".join(characters), spans)


TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s-]")


@dataclass(frozen=True)
class _Token:
    """A word of the copy, as `find_numbers` wants it; "3 sept" is no number seven."""

    match: re.Match[str]
    after_digits: bool

    def text(self) -> str:
        return "zéro" if self.match[0] == "zero" else self.match[0]

    def nt_separated(self, previous: "_Token") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.match[0] == "sept" and self.after_digits


def _tokens(text: str) -> list[_Token]:
    matches = list(TOKEN.finditer(text))
    after_digits = [False, *(match[0].isdigit() for match in matches)]
    return [_Token(match, after) for match, after in zip(matches, after_digits, strict=False)]


def _numbers(tokens: list[_Token]) -> Iterator[Edit]:
    for number in find_numbers(tokens, "fr", 0):
        if not number.is_ordinal:
            first, last = tokens[number.start], tokens[number.end - 1]
            yield first.match.start(), last.match.end(), number.text


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """The month or weekday that `word` misspells beyond doubt, else `word` itself."""
    if word in MISSPELT:
        return MISSPELT[word]
    if len(word) < 5 or word in NOT_MISSPELT:
        return word
    distances = {name: OSA.distance(word, name) for name in MENDABLE}
    nearest, next_nearest = sorted(distances, key=distances.__getitem__)[:2]
    clear = distances[nearest] < distances[next_nearest]
    return nearest if clear and _misspells(word, nearest) else word


def _misspells(word: str, name: str) -> bool:
    allowed = 2 if name in MONTHS and min(len(word), len(name)) >= 8 else 1
    near = word[0] == name[0] and abs(len(word) - len(name)) <= 1
    return near and OSA.distance(word, name) <= allowed


def _mendings(tokens: list[_Token]) -> Iterator[Edit]:
    for token in tokens:
        word = token.match[0]
        if _mended(word) != word:
            yield token.match.start(), token.match.end(), _mended(word)


def _canonical(text: str) -> _Copy:
    copy = _plain_copy(text)
    tokens = _tokens(copy.text)
    return copy.edited(sorted([*_numbers(tokens), *_mendings(tokens)]))


# --- calendar -----------------------------------------------------------------------------------


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _settled(day: dt.date | None, today: dt.date) -> Outcome:
    """`day` if it can be a fact: it exists, is not too old, and is not to come."""
    if day is None or day.year < FIRST_YEAR:
        return "impossible"
    return day if day <= today else "future"


def _shifted(today: dt.date, days: int) -> Outcome:
    try:
        return _settled(today + dt.timedelta(days), today)
    except OverflowError:
        return "impossible"


def _latest(day_of: Callable[[int], dt.date | None], today: dt.date) -> Outcome:
    """The most recent of the days that `day_of` gives for each year."""
    days = (day_of(year) for year in range(today.year, today.year - LEAP_CYCLE - 1, -1))
    return _settled(next((day for day in days if day and day <= today), None), today)


def _latest_day(number: int, today: dt.date) -> Outcome:
    """The most recent day that has `number` in its month."""
    days = range(today.toordinal(), max(0, today.toordinal() - LONGEST_WAIT), -1)
    dates = map(dt.date.fromordinal, days)
    return _settled(next((day for day in dates if day.day == number), None), today)


def _previous_month(today: dt.date) -> dt.date:
    return today.replace(day=1) - dt.timedelta(days=1)


def _full_year(digits: str) -> int:
    """Two digits are 20xx; a year of any other length than four is no year."""
    return {2: 2000 + int(digits[-2:]), 4: int(digits[-4:])}.get(len(digits), 0)


# --- patterns -----------------------------------------------------------------------------------

LEFT = r"(?<!\w)(?<!\d[.,/:-])"
INTRODUCTION = r"(?:en date du |le |du |ce |de )?"
PREFIX = (
    rf"{LEFT}(?P<denied>{_any(DENIALS)}\W)?"
    rf"(?P<hedge>{_any(HEDGES)}(?:\W(?:de la|de l|du|des|de|d|au|a la|le|la|l))?\W)?"
)
SUFFIX = rf"(?P<afterthought>,? {_any(AFTERTHOUGHTS)}\b)?"
END = (
    rf"(?!\W+{MONTH_WORD})"
    r"(?=[^\w%€°]*$|[.,;:!?)\]»\"](?!\d)| - "
    rf"|\W+{_any(CONTINUATIONS)}\b)"
)
DAY = r"(?P<day>\d{1,2}|premier)(?: ?er\b)?"
MONTH = rf"(?:(?P<month>{_any(MONTHS)})|(?P<short>{_any(SHORT_MONTHS)})\b\.?)(?![^\W\d])"
ON_WEEKDAY = rf"(?:(?P<weekday>{_any(WEEKDAYS)}|{_any(SHORT_WEEKDAYS)}\.?),?(?: le)? )?"
YEAR = (
    r"(?:(?:,? (?:de )?(?:l'an(?:nee)? )?| ?[-/] ?|(?<=[a-z]))'?"
    rf"(?:(?P<year>\d{{4}})(?!\w)(?! ?{_any(COUNTED)}(?!\w))"
    rf"|(?P<odd_year>\d{{1,3}}|\d{{5,6}}){END}))?"
)
LAST, NEXT, OTHER = "(?:derniere?|passee?)", "prochaine?", "(?:suivante?|precedente?|d'avant)"
WHICH = rf"(?:(?P<last>{LAST})|(?P<next>{NEXT})|(?P<other>{OTHER}))"
WHICH_YEAR = (
    rf"(?: (?P<year_before>de l'an(?:nee)? {LAST})| (?P<this_year>de cette annee)| {WHICH}"
    rf"| (?P<other_year>de l'an(?:nee)? {OTHER}|de l'autre annee|(?:d')?il y a \d+ ans?))?"
)
MONTH_LINK = r"(?: du mois d[e']| d[e'])? ?[-/]? ?"
ANY_DATE = rf"(?:\d{{1,2}}|premier)(?: ?er)? {MONTH_WORD}(?: \d{{4}})?"
NUMERIC = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
UNIT = r"(?P<unit>jours?|semaines?|mois|ans?|annees?|heures?|minutes?)\b"
SEASON = r"(?:ete|hiver|automne|printemps)"
PART_OF_DAY = r"(?: (?:dans la )?(?:matin|midi|soir|apres.midi|matinee|soiree))?"
FEAST = _hyphenable([*FIXED_FEASTS, *EASTER_FEASTS, "reveillon"])
SURE_FEAST = "(?:lundi|dimanche|jeudi|vendredi|jour de l|nouvel|premier de l)"
FEAST_INTRODUCTION = (
    r"(?:(?:le )?jour de (?:la |l')?|a (?:la |l')?|du |de la |de l'|la |l'|le |au )"
)
IN_YEAR = rf"(?: (?:de )?(?P<year>\d{{4}})\b)?(?: (?:{WHICH})\b)?"

Reader = Callable[[re.Match[str], dt.date], Outcome]


@dataclass(frozen=True)
class _Rule:
    """A pattern of the copy, and how what it matches is read.

    `bare` marks a day whose month is understood; `loose` a day told otherwise than by its number.
    """

    pattern: re.Pattern[str]
    read: Reader
    bare: bool = False
    loose: bool = False


RULES: list[_Rule] = []


def _rule(pattern: str, bare: bool = False, loose: bool = False) -> Callable[[Reader], Reader]:
    """Adds the decorated reading to the grammar, for what `pattern` matches."""

    def add(read: Reader) -> Reader:
        RULES.append(_Rule(re.compile(pattern), read, bare, loose))
        return read

    return add


def _dated(pattern: str, bare: bool = False, loose: bool = False) -> Callable[[Reader], Reader]:
    """A rule whose date may be denied, hedged, or contradicted by its weekday."""

    def add(read: Reader) -> Reader:
        def careful(match: re.Match[str], today: dt.date) -> Outcome:
            return _weighed(match, read(match, today))

        return _rule(PREFIX + pattern + SUFFIX, bare, loose)(careful)

    return add


def _weighed(match: re.Match[str], outcome: Outcome) -> Outcome:
    groups = match.groupdict()
    if groups["denied"]:
        return None
    weekday = groups.get("weekday")
    hedged = groups["hedge"] or groups["afterthought"]
    if isinstance(outcome, dt.date):
        mismatch = weekday and SHORT_WEEKDAYS[weekday[:3]] != outcome.weekday()
        return "ambiguous" if hedged or mismatch else outcome
    return outcome


# --- rules: what is a date ----------------------------------------------------------------------


def _day_of(match: re.Match[str]) -> int:
    return 1 if match["day"] == "premier" else int(match["day"])


def _month_of(match: re.Match[str]) -> int:
    return MONTHS[match["month"]] if match["month"] else SHORT_MONTHS[match["short"]]


@_dated(INTRODUCTION + ON_WEEKDAY + DAY + MONTH_LINK + MONTH + YEAR + WHICH_YEAR)
def _in_words(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "3 mars 2026", "lundi 3 mars", "le 3 mars dernier"."""
    day, month = _day_of(match), _month_of(match)
    year = match["year"] or match["odd_year"]
    if match["other"] or match["other_year"]:
        return "ambiguous"
    if match["next"]:
        return "future"
    if year:
        return _settled(_date(_full_year(year), month, day), today)
    if match["this_year"] or match["year_before"]:
        return _settled(_date(today.year - bool(match["year_before"]), month, day), today)
    return _latest(lambda year: _date(year, month, day), today)


@_dated(
    INTRODUCTION + ON_WEEKDAY + r"(?P<day>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<month>\d{1,2})"
    r" ?(?P=sep) ?(?P<year>\d{4}|\d\d|(?<=/)\d+)(?!\w)(?!(?P=sep)\d)"
)
def _in_digits(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "03/04/26": the day, the month, the year, in that order, always."""
    date = _date(_full_year(match["year"]), int(match["month"]), int(match["day"]))
    return _settled(date, today)


@_dated(
    INTRODUCTION + r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?=t\d|\W|$)(?!(?P=sep)\d)"
)
def _iso(match: re.Match[str], today: dt.date) -> Outcome:
    return _settled(_date(int(match["year"]), int(match["month"]), int(match["day"])), today)


@_dated(
    INTRODUCTION + ON_WEEKDAY + r"(?<!\d )(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d{4})"
    rf"(?!\w)(?! ?\d)(?! ?{_any(COUNTED)}(?!\w))"
)
def _in_spaced_digits(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "03 04 2026", also what dictating the digits gives."""
    return _in_digits(match, today)


@_dated(r"(?:le |du )?(?<!\d )(?P<day>[0-3]\d) (?P<month>[01]\d) (?P<year>\d\d)(?!\w)(?! ?\d)")
def _in_short_spaced_digits(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "03 04 26", when it cannot be anything else."""
    outcome = _in_digits(match, today)
    return None if outcome == "impossible" else outcome


@_dated(
    r"(?P<intro>le |du |depuis le )?" + ON_WEEKDAY + r"(?P<day>\d{1,2}) ?/ ?(?P<month>\d{1,2})"
    rf"(?: (?P<year>\d{{4}}))?(?!\w)(?! ?[/.-]\d)(?!\W{_any(SHARED)}\b)(?:(?=\W*$)(?P<alone>))?"
)
def _day_and_month(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "3/4": a date when introduced, alone or padded; "3/4 des patients", "10/10" not."""
    day, month = int(match["day"]), int(match["month"])
    alone = match["alone"] is not None and not match.string[: match.start()].strip()
    if match["year"]:
        return _settled(_date(int(match["year"]), month, day), today)
    if match["intro"] or match["weekday"] or alone or "0" in match["day"][0] + match["month"][0]:
        return _latest(lambda year: _date(year, month, day), today)
    return "ambiguous" if len(match["day"] + match["month"]) == 4 and 0 < month <= 12 else None


@_dated(
    INTRODUCTION + ON_WEEKDAY + DAY + r"(?: (?:du|de ce|dans le) mois"
    rf"(?: {WHICH}|[- ]ci\b| courant| en cours)?| courant\b)"
)
def _in_month(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "le 3 du mois dernier", "le 3 de ce mois"."""
    if match["other"]:
        return "ambiguous"
    if match["next"]:
        return "future"
    month = _previous_month(today) if match["last"] else today
    return _settled(_date(month.year, month.month, _day_of(match)), today)


@_dated(r"(?:le |du |depuis le )" + ON_WEEKDAY + r"(?P<day>\d{1,2})(?: ?er\b)?" + END, bare=True)
@_dated(
    rf"(?P<weekday>{_any(WEEKDAYS)})(?: le)? " + r"(?P<day>\d{1,2})(?: ?er\b)?" + END, bare=True
)
def _bare_day(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "le 3": the most recent one."""
    return _latest_day(int(match["day"]), today)


@_dated(rf"(?P<word>{_hyphenable(DAY_OFFSETS)})\b" + PART_OF_DAY, loose=True)
def _day_word(match: re.Match[str], today: dt.date) -> Outcome:
    return _shifted(today, DAY_OFFSETS[match["word"].replace("-", " ")])


@_dated(r"(?<!\ba )(?<!\bde )(?<!puis )ce jour\b(?!.la\b)", loose=True)
def _this_day(match: re.Match[str], today: dt.date) -> Outcome:
    return _settled(today, today)


@_dated(
    rf"(?P<the>le |1 )?(?:ce |de )?(?P<named>{_any(WEEKDAYS)})\b{PART_OF_DAY}(?: (?:"
    rf"(?P<week_before>de la semaine {LAST})|(?P<this_week>de cette semaine)|{WHICH}"
    r"|(?P<vague>il y a|du|de|d)|(?P<ahead>en (?:8|15)))\b)?",
    loose=True,
)
def _weekday(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "lundi": the last one before today; "le lundi" may be any."""
    if match["next"] or match["ahead"]:
        return "future"
    number = WEEKDAYS[match["named"]]
    if match["week_before"] or match["this_week"]:
        weeks = 7 if match["week_before"] else 0
        return _shifted(today, number - today.weekday() - weeks)
    named_today = number == today.weekday() and not match["last"]
    if match["other"] or match["vague"] or (match["the"] and not match["last"]) or named_today:
        return "ambiguous"
    return _shifted(today, -((today.weekday() - number) % 7 or 7))


@_rule(
    rf"{LEFT}(?:il )?y.?a (?:deja |exactement |tout juste )?(?P<count>\d{{1,6}}) {UNIT}"
    r"(?P<more> ouvr|,? (?:environ|a peu pres|peut.etre|et demie?|et \d+ jours?))?"
    r"(?! (?:de|pour|entre|par)\b| d')",
    loose=True,
)
def _ago(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "il y a 15 jours" is fifteen days, as said; months and years are vague."""
    days = {"jour": 1, "semaine": 7}.get(match["unit"].rstrip("s"))
    if days is None or match["more"]:
        return "ambiguous"
    return _shifted(today, -days * int(match["count"]))


@_dated(
    rf"(?:{FEAST_INTRODUCTION}|(?={SURE_FEAST}))(?P<feast>{FEAST})\b{IN_YEAR}",
    loose=True,
)
@_dated(rf"(?<!.)(?P<feast>{FEAST})\b{IN_YEAR}(?=\W*$)", loose=True)
def _feast(match: re.Match[str], today: dt.date) -> Outcome:
    """Reads "à la Toussaint": the most recent one; a first name is none."""
    name = match["feast"].replace("-", " ")
    if match["next"]:
        return "future"
    if match["other"] or name == "reveillon":
        return "ambiguous"
    if match["year"]:
        return _settled(_feast_day(name, int(match["year"])), today)
    return _latest(lambda year: _feast_day(name, year), today)


def _feast_day(name: str, year: int) -> dt.date | None:
    if name in FIXED_FEASTS:
        return _date(year, *FIXED_FEASTS[name])
    if not FIRST_YEAR <= year <= LAST_EASTER:
        return None
    sunday: dt.date = easter(year)
    return sunday + dt.timedelta(EASTER_FEASTS[name])


# --- rules: what is only a doubt, and what is no date -------------------------------------------

PERIOD = rf"(?:semaine|mois|an|annee|week.?end|trimestre|vacances|{SEASON})"
ROUGHLY = r"(?:plus d[e']|moins d[e']|environ|a peu pres|presque|pres d[e']|bien|au moins|a peine)"
LONG_AGO = (
    r"(?:(?:1 |pres d')?(?:dizaine|quinzaine|huitaine|vingtaine|trentaine)|peu(?! d)|longtemps"
    r"|1 (?:bon |petit )?(?:moment|bout de temps)|(?:quelques?|plusieurs) (?:temps|jours|\w+aines?"
    r"|mois|ans|annees))"
)
VAGUE = [
    r"(?:en|au|debut|fin|mi|courant|milieu|pendant|durant|tout|avant|apres|vers|depuis|des|mois)"
    rf"(?:\W(?:le|du|de|d|au))?(?:\Wmois)?(?:\W(?:de|d))?\W{MONTH_WORD}(?: {LAST}| \d{{4}})?",
    rf"{_any(MONTHS)} (?:\d{{4}}|{LAST})",
    rf"(?<!.){_any(MONTHS)}(?=\W*$)",
    rf"(?:la |cette |le |ce |cet |l'|du |au |l'autre ){PERIOD} (?:{LAST}|{OTHER})",
    rf"(?:ce|cette|cet|l'autre) {PERIOD}(?:.ci)?|l'autre {_any(WEEKDAYS)}",
    rf"(?:debut|fin|mi|milieu|courant)(?:\W(?:de la|de l|du|de|d|l))?\W{PERIOD}(?: {LAST})?",
    r"(?:en|debut|fin|mi|courant|milieu|depuis)(?: de)? 20\d\d",
    r"en (?:ete|hiver|automne)|au printemps",
    r"la veille|le (?:sur)?lendemain|l'autre jour|la nuit derniere|cette nuit|ces derniers jours",
    rf"(?<!n')(?:il )?y.?a (?:{ROUGHLY} ?\d+ {UNIT}|{LONG_AGO})",
    r"(?<!n')(?:il )?y.?a \d+ ?(?:ou|a|-) ?\d+ (?:jours|semaines|mois|ans)",
    r"(?:ca|cela) fait \d+ (?:jours?|semaines?|mois|ans?)|voila \d+ (?:jours?|semaines?|mois|ans?)",
    rf"{_any(HEDGES)}(?:\W(?:de la|de l|du|de|d|la|l|a))?\W{FEAST}",
    r"le \d{1,2}[.-][01]\d(?![.-]?\w)|(?<!.)\d{1,2}[.-][01]?\d(?=\W*$)",
]
NUMBER = r"(?:\d{1,2}|premier)(?: ?er\b)?"
TOGETHER = r" ?(?:et|ou bien|ou|au|a|-|/) ?(?:le )?"
RANGES = [
    rf"(?:entre le |du |le )?{NUMBER}{TOGETHER}{NUMBER}{MONTH_LINK}{MONTH}{YEAR}",
    rf"(?:entre le |du |le ){NUMBER} (?:et|ou bien|ou|au|a) (?:le )?{NUMBER}{END}",
]
TO_COME = [
    rf"(?:dans|d'ici) (?:\d+|quelques) {UNIT}(?! de\b)",
    rf"(?:la |le |l'|au |du )?{PERIOD} {NEXT}",
]
NO_DATE = [
    r"(?:https?://|www\.)\S+|(?<![.+-])[\w.+-]+@\S+",
    rf"{_any(STREETS)}\b(?: (?:du|de la|des|de)| de l'| d')? ?(?:{ANY_DATE}|{FEAST}\b)",
    rf"{_any(NUMBERED)}\b\.?(?: ?n°)?[ :]*[a-z]?\d[\w/.-]*",
    rf"(?:loi|decret|arrete|ordonnance|directive)(?: n° ?[\d-]+)? du {ANY_DATE}",
    rf"(?:nee?s? le|date de naissance ?:?|naissance le) ?(?:{ANY_DATE}|{NUMERIC})",
    rf"(?:les|chaque|mes|leurs) {_any(WEEKDAYS)}s?\b",
    rf"(?:du )?{_any(WEEKDAYS)} ?(?:au|a|-|/) ?{_any(WEEKDAYS)}\b",
    r"mardi gras",
    rf"{_any(CHOSEN)} (?:le|au) \d{{1,2}}\b(?!{MONTH_LINK}{MONTH_WORD}|/)",
]


@_rule(LEFT + _any(VAGUE) + r"\b", loose=True)
@_rule(LEFT + _any(RANGES))
def _vague(match: re.Match[str], today: dt.date) -> Outcome:
    return "ambiguous"


@_rule(LEFT + _any(TO_COME), loose=True)
def _to_come(match: re.Match[str], today: dt.date) -> Outcome:
    return "future"


@_rule(LEFT + _any(NO_DATE))
def _not_a_date(match: re.Match[str], today: dt.date) -> Outcome:
    """An address, a reference, a law, a habit: nothing else is read in it."""
    return None


# --- from text to dates -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Hit:
    """What one rule read, at its span in the copy."""

    start: int
    end: int
    outcome: Outcome
    rule: _Rule
    year_given: bool


def _hits(text: str, today: dt.date) -> Iterator[_Hit]:
    """The leftmost, then longest, of what the rules match, again and again."""
    upcoming = [(match, rule) for rule in RULES if (match := rule.pattern.search(text))]
    while upcoming:
        match, rule = min(upcoming, key=lambda pair: (pair[0].start(), -pair[0].end()))
        outcome = rule.read(match, today)
        if outcome is not None:
            given = bool(match.groupdict().get("year"))
            yield _Hit(match.start(), match.end(), outcome, rule, given)
        upcoming = list(_beyond(match.end(), upcoming, text))


def _beyond(
    at: int, upcoming: list[tuple[re.Match[str], _Rule]], text: str
) -> Iterator[tuple[re.Match[str], _Rule]]:
    """The matches still to come from `at` on; a rule without any is dropped."""
    for match, rule in upcoming:
        later = match if match.start() >= at else rule.pattern.search(text, at)
        if later:
            yield later, rule


ALTERNATIVE = re.compile(r" ?(?:ou|ou bien|ou peut.etre|au|jusqu'au|-|/) ?")
BESIDE = re.compile(r",? ?")


def _belong(text: str, first: _Hit, second: _Hit) -> bool:
    """Whether two expressions tell one day: "le 3 ou le 4 mars", "début mars, le 5"."""
    between = text[first.end : second.start]
    if ALTERNATIVE.fullmatch(between):
        return True
    if text.startswith("entre", first.start):
        return between.strip() == "et"
    return bool(BESIDE.fullmatch(between)) and (first.rule.loose or second.rule.loose)


def _joined(text: str, hits: Iterable[_Hit]) -> list[_Hit]:
    joined: list[_Hit] = []
    for hit in hits:
        if joined and _belong(text, joined[-1], hit):
            first = joined.pop()
            same = first.outcome == hit.outcome
            hit = replace(hit, start=first.start, outcome=hit.outcome if same else "ambiguous")
        joined.append(hit)
    return joined


def _unsettled(hit: _Hit, hits: list[_Hit], today: dt.date) -> bool:
    """Whether the other dates of the text may give `hit` another month or year."""
    if hit.rule.bare:
        return len(hits) > 1
    day = hit.outcome
    if not isinstance(day, dt.date) or hit.year_given or hit.rule.loose:
        return False
    years = {o.outcome.year for o in hits if o.year_given and isinstance(o.outcome, dt.date)}
    rivals = (_date(year, day.month, day.day) for year in years)
    return any(rival and rival != day and rival <= today for rival in rivals)


def _found(copy: _Copy, hit: _Hit) -> FoundDate:
    start, end = copy.origin(hit.start, hit.end)
    if isinstance(hit.outcome, dt.date):
        return FoundDate(start, end, hit.outcome, None)
    return FoundDate(start, end, None, hit.outcome)


def find_dates(text: str, today: dt.date) -> list[FoundDate]:
    """The date expressions of `text`, in order, without overlap; never raises.

    Args:
        text: any text.
        today: the day that "hier" or "le 3 mars" count from; nothing after it is a date.
    """
    copy = _canonical(text)
    hits = _joined(copy.text, _hits(copy.text, today))
    doubted = [_unsettled(hit, hits, today) for hit in hits]
    return [
        _found(copy, replace(hit, outcome="ambiguous") if doubtful else hit)
        for hit, doubtful in zip(hits, doubted, strict=True)
    ]


CORRECTED = (
    rf"(?!\W?[.!?] (?:enfin|finalement))(?:\W|{_any(FILLERS)}\b)*"
    rf"\b{_any(CORRECTIONS)}\b(?:\W|{_any([*CORRECTIONS, *FILLERS])}\b)*"
)
CORRECTION = re.compile(CORRECTED)
RETRACTION = re.compile(rf"{CORRECTED}(?:$|(?:le |en )?(?:\d|{_any([*MONTHS, *WEEKDAYS])}\b))")


def _last_word(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """The dates that stand once each correction has replaced the one before it."""
    standing: list[FoundDate] = []
    end = 0
    for date in found:
        if standing and CORRECTION.fullmatch(_plain_copy(text[end : date.start]).text):
            standing.pop()
        standing.append(date)
        end = date.end
    return standing


def read_date(text: str, today: dt.date) -> DateReading:
    """The one date that `text` tells, or why not; a correction ("non, le 5") has the last word.

    Args:
        text: the answer to "what date?".
        today: the day of the answer.
    """
    found = _last_word(text, find_dates(text, today))
    if found and RETRACTION.match(_canonical(text[found[-1].end :]).text):
        return DateReading(None, "ambiguous")
    readings = {DateReading(date.date, date.doubt) for date in found}
    if len(readings) > 1:
        return DateReading(None, "ambiguous")
    return readings.pop() if readings else DateReading(None, "none")


def say_date(day: dt.date, weekday: bool = False) -> str:
    """`day` in French, "1er mars 2026", its parts held together by no-break spaces.

    Args:
        day: any date.
        weekday: whether to start with the day of the week.
    """
    number = "1er" if day.day == 1 else str(day.day)
    date = NO_BREAK_SPACE.join([number, MONTH_NAMES[day.month], str(day.year)])
    return f"{DAY_NAMES[day.weekday()]} {date}" if weekday else date
