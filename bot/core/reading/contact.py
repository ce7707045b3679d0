"""How the person is reached and known: e-mail, RPPS number, address of the page."""

import re
from functools import cache

from email_validator import EmailNotValidError, validate_email
from text_to_num import alpha2digit

from bot.core import platforms
from bot.core.case import IDENTITY
from bot.core.normalise import normalise, strip_accents
from bot.core.reading import lexicon
from bot.core.reading.message import Context, Findings
from bot.core.reading.vocabulary import pattern, read_words, words

SENTENCE = ("grammar", "ordinary", "titles", "particles_low")
INVALID, LENGTH = "invalid", "length"
RPPS_LENGTH = 11  # RPPS-02
SHORTEST_RPPS = 6  # digits in a sentence below which nobody meant an RPPS number
EMAIL = re.compile(r"(?<![\w.@+-])[\w.+-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@]*@)")
DICTATED = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w.@-]*@)")
URL = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"'{}|\\^`]+|(?<![\w@.-])[a-z0-9][a-z0-9.-]*\.[a-z]{2,6}/[^\s<>«»\"'{}|\\^`]*",
    re.I,
)
NUMBER = re.compile(r"(?<![\d+])\d(?:[ .,\u00a0\u202f_-]{0,3}\d)*")
PHONE = re.compile(r"(?<!\d)(?<!\d[ .-])(?:0[1-9]|\+ ?33|0033)(?:[ .-]?\d{1,2}){4,5}(?!\d)")
DAY = re.compile(r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})(?![\d./-]|\s\d)")
PROVIDER_ALONE = r"[\w.-]+\.(?:{})\.(?:fr|com|net|me)"


def read_email(text: str, context: Context) -> Findings:
    """The person's e-mail, written or dictated, in lower case; the last one when corrected.

    At another question it is only believed when it is said to be the person's own.
    """
    asked = context.asked == "email"
    dictated = _dictated(text) if asked or "arobase" in normalise(text) else None
    written = [match for match in EMAIL.finditer(text) if _is_personal(text, match, context)]
    if written and not _is_longer(dictated, written[-1]):
        return _checked(_meant(text, written).group().replace(" ", ""))
    if dictated and (asked or pattern("contact", "own").search(normalise(text))):
        return _checked(dictated)
    return Findings(doubts={"email": INVALID}) if asked and _is_attempt(text) else Findings()


def _is_longer(dictated: str | None, written: re.Match[str]) -> bool:
    """Whether dictated words begin an address whose end is written: "tiret brunel @free.fr"."""
    end = written.group().replace(" ", "").lower()
    return dictated is not None and dictated != end and dictated.endswith(end)


def _is_personal(text: str, match: re.Match[str], context: Context) -> bool:
    name, _, domain = match.group().lower().partition("@")
    if pattern("contact", "hollow").search(name) or platforms.find(domain.strip()):
        return False
    before = normalise(text[: match.start()])
    if re.search(rf"{pattern('corrections', 'negated').pattern}$", before) and _others(text, match):
        return False
    if context.asked in IDENTITY or context.asked in ("document", "confirmed", "fact_to_change"):
        return True
    theirs = pattern("contact", "theirs").search(before)
    return not theirs and pattern("contact", "own").search(before) is not None


def _others(text: str, match: re.Match[str]) -> bool:
    return any(other.start() != match.start() for other in EMAIL.finditer(text))


def _meant(text: str, found: list[re.Match[str]]) -> re.Match[str]:
    between = normalise(text[found[0].end() : found[-1].start()])
    return found[0] if pattern("corrections", "or").fullmatch(between) else found[-1]


def _checked(address: str) -> Findings:
    try:
        checked = validate_email(address.rstrip(".-"), check_deliverability=False)
    except EmailNotValidError:
        return Findings(doubts={"email": INVALID})
    return Findings(facts={"email": checked.normalized.lower()})


def _is_attempt(text: str) -> bool:
    """Whether `text` tries to be an e-mail, and fails."""
    providers = pattern("contact", "providers").pattern
    lonely = re.fullmatch(PROVIDER_ALONE.format(providers), text.strip().lower())
    spoken = pattern("contact", "@").search(normalise(text).replace("chez", " "))
    return "@" in text or lonely is not None or spoken is not None


def _dictated(text: str) -> str | None:
    """The e-mail dictated in `text`, or None: "julie point brunel arobase free point fr"."""
    signs = _with_signs(text)
    match = DICTATED.search(signs)
    if match is None:
        return None
    left = signs[: match.start()].split()
    if left and not _is_boundary(left[-1]):
        return None
    return match.group()


def _with_signs(text: str) -> str:
    """`text` with the signs that are dictated in it, and what they join joined."""
    said = strip_accents(text.replace("’", "'")).lower()
    for provider, spoken in lexicon.table("identity", "spaced_providers").items():
        said = spoken.sub(provider, said)
    said = re.sub(r"[,;:!?…]+(?=\s|$)", " | ", said)
    said = re.sub(r"\.(?=\s|$)", " | ", said)
    joined = pattern("contact", "joined")
    compact = joined.search(said) is not None
    said = str(alpha2digit(joined.sub(" ", said), "fr"))
    for sign in ("@", "_", "-", "."):
        said = re.sub(rf"\s*{_spoken(sign).pattern}\s*", sign, said)
    said = re.sub(r"\s*([@_])\s*", r"\1", said)
    said = re.sub(r"\b(\w)((?: \w\b)+)", lambda run: run.group().replace(" ", ""), said)
    said = re.sub(r"([a-z]) (\d+)(?=[ @._-])", r"\1\2", said)
    return _compacted(said) if compact else said


@cache
def _spoken(sign: str) -> re.Pattern[str]:
    return pattern("contact", sign)


def _compacted(said: str) -> str:
    """ "kine crest@..." said in one word: the words just before the sign are joined."""
    before, at, after = said.partition("@")
    left = before.split()
    kept: list[str] = []
    while left and not _is_boundary(left[-1]):
        kept.insert(0, left.pop())
    return " ".join([*left, "".join(kept)]) + at + after


def _is_boundary(word: str) -> bool:
    """Whether `word` is of the sentence around an e-mail, not of the e-mail."""
    parts = read_words(word)
    return all(any(part.plain in words(name) for name in SENTENCE) for part in parts)


def read_rpps(text: str, context: Context) -> Findings:
    """The RPPS number: eleven digits (RPPS-02), written or dictated; the last when corrected.

    The check digit (RPPS-03) is only warned about, by the caller. A telephone number is none.
    """
    asked = context.asked == "rpps"
    if not asked and not pattern("optional", "rpps").search(normalise(text)):
        return Findings()
    said = PHONE.sub(" ; ", DAY.sub(" ; ", text))
    numbers = _numbers(said)
    spoken = numbers if _whole(numbers) else _numbers(_in_digits(said))
    if whole := _whole(spoken):
        return Findings(facts={"rpps": whole[-1]})
    least = 1 if re.fullmatch(r"[\W\d]*", said) else SHORTEST_RPPS
    attempted = asked and any(len(number) >= least for number in (*numbers, *spoken))
    phone = asked and PHONE.search(text) is not None
    return Findings(doubts={"rpps": LENGTH}) if attempted or phone else Findings()


def _whole(numbers: list[str]) -> list[str]:
    return [number for number in numbers if len(number) == RPPS_LENGTH]


def _numbers(text: str) -> list[str]:
    """The numbers of `text`, whose digits may be grouped: "10 005-678.432"."""
    found = []
    for match in NUMBER.finditer(text):
        groups = re.findall(r"\d+", match.group())
        alone = [group for group in groups if len(group) == RPPS_LENGTH]
        found += alone or ["".join(groups)]
    return [number for number in found if not number.startswith("0")]


def _in_digits(text: str) -> str:
    """`text` with its numbers in digits, those dictated one after the other side by side."""
    plain = re.sub(r"[,;.]\s*", " ", text)
    return str(alpha2digit(plain, "fr"))


def read_url(text: str, context: Context) -> Findings:
    """The address of the page, as typed, without the punctuation that follows it."""
    found = [_stripped(match.group()) for match in URL.finditer(re.sub(r"\S+@\S+", " ", text))]
    official = pattern("contact", "official")
    pages = [url for url in found if not official.search(normalise(url.split("/x", 1)[0]))]
    if context.asked != "listing_url":
        pages = [url for url in pages if _is_page(url, text, context)]
    if not pages:
        return Findings()
    corrected = pattern("corrections", "marker").search(
        normalise(text.partition(pages[0])[2].partition(pages[-1])[0])
    )
    return Findings(facts={"listing_url": pages[-1] if corrected else pages[0]})


def _is_page(url: str, text: str, context: Context) -> bool:
    """Whether an address given at another question is that of the page."""
    if not re.search(r"[^/:]/[^/]", url):
        return False
    known = platforms.find(url) is not None or context.asked in (None, "platform")
    return known or pattern("contact", "page").search(normalise(text)) is not None


def _stripped(url: str) -> str:
    url = url.rstrip(".,;:!?…'’*_")
    return url.rstrip(").,;") if "(" not in url else url
