"""The pieces that the patterns of the rules are made of, all on the plain copy."""

from bot.core.dates.words import (
    ABOUT,
    AFTERTHOUGHTS,
    BOUNDS,
    CONTINUATIONS,
    COUNTED,
    DENIALS,
    HESITATIONS,
    MONTHS,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    any_of,
)

FEAST = "FEAST_NAMES"  # stands for the names of the feasts, read when the rules are first used

MONTH_WORD = any_of([*MONTHS, *SHORT_MONTHS]) + r"\b"
LEFT = r"(?<!\w)(?<!\d[.,/:-])"
INTRODUCTION = r"(?:en date du |le |du |au |ce |de )?"
ARTICLE = r"(?:\W(?:de la|de l|du|des|de|d|au|a la|le|la|l))?"
PREFIX = (
    rf"{LEFT}(?P<denied>{any_of(DENIALS)}\W)?"
    rf"(?:(?:(?P<about>{any_of(ABOUT)})|(?P<bound>{any_of(BOUNDS)})|(?P<unsure>{any_of(HESITATIONS)}))"
    rf"{ARTICLE}\W)?"
)
ALTERNATIVE_TO_COME = (
    r"(?:,? ?(?:ou|voire) (?:bien |alors |peut.etre )?(?:le |en )?|(?:jusqu')?au )"
    rf"(?:\d{{1,4}}(?!\w| ?/)(?!.?{MONTH_WORD})|{MONTH_WORD})"
)
OTHER_YEAR = rf"[^\w\n]{{1,3}}(?:(?:pas|non|mais|en) )?20\d\d\b(?! ?{any_of(COUNTED)}(?!\w))"
SUFFIX = rf"(?P<afterthought>,? {any_of([*AFTERTHOUGHTS, ALTERNATIVE_TO_COME])}\b|{OTHER_YEAR})?"
END = (
    rf"(?!\W+{MONTH_WORD})"
    r"(?=[^\w%€°]*$|[.,;:!?()\]»\"](?!\d)| - | ?[\u2190-\U0001faff]"
    rf"|\W+{any_of(CONTINUATIONS)}\b)"
)
DAY = r"(?P<day>\d{1,2}|premier)(?: ?(?:er|ier|eme|e)\b)?"
MONTH = rf"(?:(?P<month>{any_of(MONTHS)})|(?P<short>{any_of(SHORT_MONTHS)})\.?)(?![^\W\d])"
WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)}|{any_of(SHORT_WEEKDAYS)}\.?)"
ON_WEEKDAY = rf"(?:{WEEKDAY},?(?: le)? )?"
YEAR = (
    r"(?:(?:,? (?:de )?(?:l'an(?:nee)? )?| ?[-/] ?|(?<=[a-z]))'?"
    rf"(?:(?P<year>\d{{4}})(?!\w)(?! ?{any_of(COUNTED)}(?!\w))|(?P<split_year>20 \d\d){END}"
    rf"|(?P<odd_year>\d{{1,3}}|\d{{5,6}}){END}))?"
)
LAST, NEXT = "(?:derniere?|passee?)", "prochaine?"
OTHER = "(?:suivante?|precedente?|d'avant)"
WHICH = rf"(?:(?P<last>{LAST})|(?P<next>{NEXT})|(?P<other>{OTHER}))"
WHICH_YEAR = (
    rf"(?: (?P<year_before>de l'an(?:nee)? {LAST})| (?P<this_year>de cette annee)| {WHICH}"
    rf"| (?P<other_year>de l'an(?:nee)? {OTHER}|de l'autre annee|(?:d')?il y a \d+ ans?))?"
)
MONTH_LINK = r"(?: du mois d[e']| d[e'])? ?[-/]? ?"
ANY_DATE = rf"(?:\d{{1,2}}|premier)(?: ?er)? {MONTH_WORD}(?: \d{{4}})?"
NUMERIC = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
NUMBER = r"(?:\d{1,2}|premier)(?: ?er\b)?"
UNIT = r"(?P<unit>jours?|semaines?|mois|ans?|annees?|heures?|minutes?)\b"
SEASON = any_of(SEASONS)
PERIOD = rf"(?:semaine|mois|an|annee|week.?end|trimestre|vacances|{SEASON})"
PART_OF_DAY = r"(?: (?:dans la )?(?:matin|midi|soir|apres.midi|matinee|soiree))?"
IN_YEAR = rf"(?: (?:de )?(?P<year>\d{{4}})\b)?(?: (?:{WHICH})\b)?"
