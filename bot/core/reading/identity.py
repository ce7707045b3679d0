"""What a letter needs to know of its author: name, address, e-mail, RPPS number, page."""

import re

from email_validator import EmailNotValidError, validate_email
from stdnum import luhn

from bot.core.normalise import normalise
from bot.core.reading.message import Context, Findings

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DICTATED = ((r"\s*\b(?:arobase|arrobase|at)\b\s*", "@"), (r"\s+point\s+", "."))
DIGITS = re.compile(r"(?<!\d)(?:\d[ .\u00a0\u202f-]?){10,13}\d?(?!\d)|\d+")
RPPS_LENGTH = 11
URL = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:fr|com|net|org|io|eu|be|de)/\S*", re.I)
POSTCODE = re.compile(r"\b(\d{2})\s?(\d{3})\b\s*[,-]?\s*([^\d,;]*[^\W\d_][^\d,;]*)")
NAME_INTRODUCED = re.compile(
    r"(?:je m['’ ]?appell?e|mon nom (?:est|c['’]est)|(?:moi )?c['’]est|je suis|nom\s*:|pour)\s+",
    re.I,
)
TITLES = re.compile(r"\b(?:mme|mr|m\.|monsieur|madame|mlle|docteur|dr)\s+", re.I)
AFTER_NAME = re.compile(
    r"\s*[,;(].*$|\s+(?:kin[ée]\w*|masseu\w+|mk|mkde|à|a|au|de l['’]|du cabinet)\b.*$", re.I
)
NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:\s+[^\W\d_]+(?:[-'’][^\W\d_]+)*){1,4}")
PARTICLES = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "d",
    "von",
    "van",
    "der",
    "den",
    "el",
    "ben",
    "da",
    "di",
}
COMMON = {
    "je",
    "tu",
    "il",
    "on",
    "ne",
    "pas",
    "non",
    "oui",
    "quoi",
    "est",
    "ce",
    "que",
    "qui",
    "et",
    "mon",
    "votre",
    "vous",
    "pourquoi",
    "comment",
    "sais",
    "veux",
    "une",
    "un",
    "les",
    "bonjour",
    "merci",
    "ca",
    "nom",
    "donner",
    "donne",
    "c",
    "j",
    "n",
    "y",
    "en",
    "faire",
    "rien",
    "prefere",
}


def read_identity(text: str, context: Context) -> Findings:
    """The identity facts given by `text`, volunteered or in answer to the question asked."""
    findings = Findings()
    for reader in (_email, _url, _rpps):
        findings.take(reader(text, context))
    answers = {"full_name": _name, "practice_address": _address}
    if context.asked in answers and not findings.facts:
        findings.take(answers[context.asked](text, context))
    return findings


def _email(text: str, context: Context) -> Findings:
    spoken = text
    for words, sign in DICTATED if context.asked == "email" else ():
        spoken = re.sub(words, sign, spoken, flags=re.I)
    candidate = EMAIL.search(spoken)
    if candidate is None:
        wrong = context.asked == "email" and "@" in spoken
        return Findings(doubts={"email": "invalid"}) if wrong else Findings()
    try:
        checked = validate_email(candidate.group().rstrip("."), check_deliverability=False)
    except EmailNotValidError:
        return Findings(doubts={"email": "invalid"})
    return Findings(facts={"email": checked.normalized})


def _rpps(text: str, context: Context) -> Findings:
    """RPPS-02: eleven digits; RPPS-03: the check digit is only warned about, by the caller."""
    if context.asked != "rpps" and "rpps" not in normalise(text):
        return Findings()
    numbers = [re.sub(r"\D", "", number) for number in DIGITS.findall(text)]
    whole = next((number for number in numbers if len(number) == RPPS_LENGTH), None)
    if whole:
        return Findings(facts={"rpps": whole})
    return Findings(doubts={"rpps": "length"}) if any(numbers) else Findings()


def has_valid_check_digit(rpps: str) -> bool:
    """Whether the last digit is the Luhn key of the number (RPPS-03, unverified rule)."""
    return luhn.is_valid(rpps)


def _url(text: str, context: Context) -> Findings:
    match = URL.search(re.sub(r"\S+@\S+", " ", text))
    if match is None:
        return Findings()
    url = match.group().rstrip(".,;)»")
    is_page = re.search(r"[^/:]/[^/]", url) is not None
    return (
        Findings(facts={"listing_url": url})
        if is_page or context.asked == "listing_url"
        else Findings()
    )


def _name(text: str, context: Context) -> Findings:
    bare = NAME_INTRODUCED.sub("", text, count=1) if NAME_INTRODUCED.match(text.strip()) else text
    bare = AFTER_NAME.sub("", TITLES.sub("", bare.strip())).strip(" .!")
    if NAME.fullmatch(bare) and not COMMON & set(normalise(bare).split()):
        return Findings(facts={"full_name": tidy_name(bare)})
    lonely = re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", bare)
    known = lonely is None or normalise(bare) in COMMON
    return Findings() if known else _joined_name(bare, context.draft)


def _joined_name(word: str, draft: str | None) -> Findings:
    if draft:
        return Findings(facts={"full_name": tidy_name(f"{draft} {word}")})
    return Findings(doubts={"full_name": "incomplete"}, draft=word)


def tidy_name(name: str) -> str:
    """Capitals as they are written: "DE LA TOUR marie-claire" gives "de la Tour Marie-Claire"."""
    return " ".join(_tidy_word(word) for word in name.split())


def _tidy_word(word: str) -> str:
    if word.lower() in PARTICLES:
        return word.lower()
    mixed = word != word.lower() and word != word.upper()
    return word if mixed else re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def _address(text: str, context: Context) -> Findings:
    said = re.sub(r"\s+", " ", text.replace("\n", ", ")).strip(" .,;")
    whole = f"{context.draft}, {said}" if context.draft else said
    town = POSTCODE.search(whole)
    street = whole[: town.start()].strip(" ,;-") if town else ""
    if town and street:
        place = town.group(3).strip(" .,;-")
        return Findings(
            facts={"practice_address": f"{street}, {town.group(1)}{town.group(2)} {place}"}
        )
    if not re.search(r"\d", said) and not context.draft:
        return Findings()
    reason = "street_missing" if town else "postcode_missing"
    return Findings(doubts={"practice_address": reason}, draft=whole)
