"""The words that dates are made of, in plain letters: no accent, no capital, numbers in digits."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml
from babel.dates import get_day_names, get_month_names

from bot.core.normalise import strip_accents
from bot.core.paths import READING

MONTH_NAMES = {number: str(name) for number, name in get_month_names(locale="fr").items()}
DAY_NAMES = {number: str(name) for number, name in get_day_names(locale="fr").items()}
MONTHS = {strip_accents(name): number for number, name in MONTH_NAMES.items()}
WEEKDAYS = {strip_accents(name): number for number, name in DAY_NAMES.items()}
SHORT_WEEKDAYS = {name[:3]: number for name, number in WEEKDAYS.items()}
SHORT_MONTHS = {
    **{"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "aou": 8, "jul": 7, "juil": 7},
    **{"juill": 7, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
}
SEASONS = {
    **{"printemps": range(3, 7), "ete": range(6, 10), "automne": range(9, 13)},
    "hiver": (12, 1, 2, 3),
}
RANKS = {
    **{"premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "2nd": 2},
    **{"troisieme": 3, "3e": 3, "3eme": 3, "quatrieme": 4, "4e": 4, "4eme": 4, "dernier": -1},
}
DAY_OFFSETS = {
    **dict.fromkeys(["aujourd'hui", "aujourd hui", "ce matin", "ce midi", "ce soir"], 0),
    **dict.fromkeys(["cet apres midi", "a l'instant", "ce matin meme"], 0),
    **dict.fromkeys(["aujourd'hui meme", "ce soir meme", "ce midi meme"], 0),
    **{"hier": -1, "avant hier": -2, "avant avant hier": -3, "demain": 1, "apres demain": 2},
}
SHIFTS = {
    **{"lendemain": 1, "surlendemain": 2, "veille": -1, "avant veille": -2},
    **dict.fromkeys(["meme jour", "jour meme", "soir meme", "meme soir", "matin meme"], 0),
}

TELLING = [  # besides the names of days, months, seasons and feasts, and figures
    *("hier", "demain", "aujourd", "matin", "soir", "midi", "instant", "jours?", "nuit", "veille"),
    *("lendemain", "surlendemain", "semaines?", "mois", "annees?", "ans?", "rentree", "week.?end"),
    *("trimestre", "vacances", "lurette", "moment", "temps", "bail", "longtemps", "peu"),
    *(r"\w+aines?", "courant", "premier"),
]

ABOUT = ["vers", "environ", "alentours", "environs", "autour", "a peu pres", "plus ou moins"]
BOUNDS = [
    r"(?:(?:un )?peu |bien |juste |depuis )?(?:avant|apres)(?!.(?:hier|avant|demain|midi|veille))",
    *(
        "jusqu'(?:au|a|en)",
        "entre",
        "courant",
        "debut",
        "fin",
        "mi",
        "au plus (?:tard|tot)",
        "d'ici",
    ),
    r"(?:semaine|week.?end|vacances|pont|fetes|nuit)(?= d[eu']| de la| d)",
]
HESITATIONS = [
    *("peut.etre(?: bien)?", "je dirais", "approximativement", "probablement", "sans doute"),
    *("surement", "possiblement", "normalement"),
]
AFTERTHOUGHTS = [
    *("environ", "a peu pres", "ou par la", "ou dans ces eaux.la", "peut.etre", "plus ou moins"),
    *("ou (?:un peu )?(?:plus tard|plus tot|avant|apres)", "ou quelque chose comme ca"),
    *("a (?:1|2|3|quelques|plusieurs) jours? pres", "a la louche", "grosso modo"),
    *("sans certitude", "sans garantie", "approximativement", "probablement", "sous reserve"),
    r"(?:ou )?je ne sais (?:plus|pas)",
    r"(?:mais )?(?:je )?(?:ne )?(?:suis )?pas sure?(?=\W*$)",
]
DENIALS = ["pas", "et non", "plutot que", "ni", "au lieu"]
CONTINUATIONS = [
    *("et", "ou", "mais", "par", "en", "au", "a", "avec", "sans", "car", "donc", "puis"),
    *("alors", "enfin", "non", "plutot", "pardon", "via", "il", "elle", "ils", "elles", "on"),
    *("j", "je", "nous", "vous", "depuis", "vers", "matin", "midi", "soir", "apres", "pas"),
    *("que", "qu", "c", "m", "oui", "dans", "chez", "pour", "selon", "quand", "lors", "dixit"),
    *("ca", "dernier", "jmen", "jme", "jm", "leur", "reponse", "refus", "exactement", "pile"),
    *("precisement", "lorsque", "comme", "mon", "ma", "mes", "notre", "si", "bien", "tout"),
    *("aussi", "deja", "normalement", "merci", "svp", "recu", "recue", "envoye", "envoyee"),
    *("poste", "postee", "signe", "parti", "partie", "arrive", "arrivee", "ici", "voila", "sauf"),
    *("juste", "plus", "apparemment", "justement", "entre", "y", "silence"),
]
COUNTED = ["€", "euros?", "h", "heures?", "fois", "patients?", "personnes?", "jours?", "mois"]
SHARED = ["d", "de", "des", "du", "temps", "h", "heures?", "etoiles?", "patients?", "journees?"]
STREETS = [
    *("rue", "avenue", "av", "boulevard", "bd", "place", "square", "impasse", "allee", "quai"),
    *("route", "chemin", "esplanade", "passage", "lycee", "hopital", "clinique", "residence"),
]
NUMBERED = [
    *("articles?", "art", "alinea", "pages?", "n°", "no", "numero", "dossier", "ref", "reference"),
    *("facture", "rpps", "adeli", "siret", "siren", "finess", "tel", "telephone", "code", "suivi"),
    *("fax", "portable", "cp", "bp", "cedex", "prix", "id"),
]
CHOSEN = ["dans", "sur", "option", "choix", "numero", "habite", "choisis", "prends"]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def hyphenable(words: Iterable[str]) -> str:
    """A pattern for any of `words`, their spaces written as hyphens or not."""
    return any_of(word.replace(" ", "[ -]") for word in words)


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    content: Any = yaml.safe_load((READING / "dates.yml").read_text(encoding="utf-8"))
    return dict(content)


@cache
def listed(section: str) -> dict[str, str]:
    """The words of a section of `data/reading/dates.yml`, each with what it stands for.

    Raises:
        KeyError: no such section.
    """
    return {word: value for value, words in _lists()[section].items() for word in words}
