"""A French postal address: "street, 26000 Town", whatever is said around it."""

import re
import unicodedata
from dataclasses import dataclass

from text_to_num import alpha2digit

from bot.core.normalise import normalise
from bot.core.reading.message import Context, Findings
from bot.core.reading.streets import TRAILING, has_street, is_place_name, street_before, street_in
from bot.core.reading.vocabulary import is_common, pattern, read_words, words

FACT = "practice_address"
STREET_MISSING, POSTCODE_MISSING, UNSURE = "street_missing", "postcode_missing", "unsure"
CUT = " ; "  # stands for what is not part of an address: a picture, an e-mail
LONGEST_TOWN = 7  # words
OWN_QUESTIONS = frozenset(
    (FACT, "full_name", "email", "rpps", "listing_url", "document", "confirmed", "fact_to_change")
)

POSTCODE = re.compile(
    r"(?<![\d.,+/-])(?:F-|FR-)?"
    r"(?:(\d{5})|(?<!\d )(?<!\d\.)(\d{2})[ .\u00a0\u202f](\d{3}))(?!\d|[ .]\d{2,3}\b)"
)
SPOKEN_POSTCODE = re.compile(r"\b(?:\w+[- ]){1,4}mille(?:[- ](?!et\b)\w+){0,4}\b", re.I)
LABEL = re.compile(
    r",?(?:\s+et)?(?:\s+le)?\s*\b(?:code\s+postale?s?|code|c\.?p\.?)"
    r"\s*(?:(?:c['’ ]?)?est\s*|:\s*)*(?=\d{2}[ .]?\d{3}\b)",
    re.I,
)
TOWN_LABEL = re.compile(
    r"\A[\s,:(-]*(?:et\s+)?(?:(?:(?:la|le)\s+)?(?:ville|commune)\b\s*(?:c['’ ]?est\b)?"
    r"\s*(?:de\b|:|est\b)?|[aà]\b)?[\s,:-]*",
    re.I,
)
TOWN_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*[\w.])?")
TOWN_SPAN = re.compile(r"[^,;:!?()\n\d…/\"»•→]+(?:cedex\s*\d{0,2})?", re.I)
CEDEX = re.compile(r"\bcedex(?:\s+\d{1,2})?\b", re.I)


@dataclass(frozen=True)
class Address:
    """What a text gives of an address; `rest` is the text without it."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    rest: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.street and self.postcode and self.town)

    def __str__(self) -> str:
        place = f"{self.postcode} {self.town}".strip()
        return ", ".join(part for part in (self.street, place) if part)


def read_address(text: str, context: Context) -> tuple[Findings, str]:
    """The practice address that `text` gives, and the text without it.

    At its own question an unfinished address is a doubt, kept as a draft to complete. At another
    question only a whole address is believed, and only the person's own.
    """
    said = prepare(text)
    found = _find(said, loose=context.asked == FACT)
    if context.asked == FACT:
        return _answered(said, found, context), found.rest if found.is_whole else said
    if found.is_whole and _is_own(said, found, context):
        return Findings(facts={FACT: str(found)}), found.rest
    corrected = _relocated(text, found, context) or _renumbered(said, context)
    return corrected, said


def own_address(text: str) -> tuple[Findings, str]:
    """The whole address that a person gives right after their name, and the text without it."""
    said = prepare(text)
    found = _find(said, loose=False)
    if not found.is_whole or pattern("addresses", "foreign").search(normalise(found.rest)):
        return Findings(), said
    return Findings(facts={FACT: str(found)}), found.rest


def platform_address(text: str) -> Findings:
    """The whole address that `text` gives as that of the site or of its company."""
    if not pattern("addresses", "of_the_platform").search(normalise(text)):
        return Findings()
    found = _find(prepare(text), loose=True)
    return Findings(facts={"platform_address": str(found)}) if found.is_whole else Findings()


def prepare(text: str) -> str:
    """`text` on one line, without pictures, with a spoken postcode in digits."""
    plain = "".join(
        CUT if unicodedata.category(char) in ("So", "Sk", "Cn") else char for char in text
    )
    plain = re.sub(r"[\ufe0f\u200d]", "", plain)
    plain = re.sub(r"\s*[\r\n]+\s*", ", ", plain.strip())
    plain = re.sub(r"[ \t\u00a0\u202f]+", " ", plain)
    return LABEL.sub(", ", SPOKEN_POSTCODE.sub(_digits, plain))


def _digits(match: re.Match[str]) -> str:
    written = str(alpha2digit(match.group(), "fr"))
    found = re.search(r"\b\d{2}\s?\d{3}\b", written)
    return written if found else match.group()


def _answered(said: str, found: Address, context: Context) -> Findings:
    if not found.is_whole and context.draft and _is_piece(said, found):
        found = _joined(context.draft, said)
    if found.is_whole:
        return Findings(facts={FACT: str(found)})
    if pattern("addresses", "refused").search(normalise(said)):
        return Findings(doubts={FACT: UNSURE})
    if found.street:
        return Findings(doubts={FACT: POSTCODE_MISSING}, draft=str(found))
    if found.postcode:
        return Findings(doubts={FACT: STREET_MISSING}, draft=str(found))
    return Findings()


def _is_piece(said: str, found: Address) -> bool:
    """Whether `said` may complete an address: a street, a postcode or a town alone."""
    return bool(found.street or found.postcode) or is_place_name(said.strip(" .,;"))


def _joined(draft: str, said: str) -> Address:
    said = said.strip(" .,;")
    both = [_find(f"{draft}, {said}", loose=True), _find(f"{said}, {draft}", loose=True)]
    best = max(both, key=lambda found: sum(map(bool, (found.street, found.postcode, found.town))))
    if best.is_whole or best.postcode:
        return best
    return Address(street=f"{draft}, {said}")


def _is_own(said: str, found: Address, context: Context) -> bool:
    around = normalise(found.rest)
    if pattern("addresses", "foreign").search(around):
        return False
    owned = pattern("addresses", "owned").search(normalise(said)) is not None
    return owned or context.asked in OWN_QUESTIONS


def _find(said: str, loose: bool) -> Address:
    """The address in `said`; a street without its kind ("Les Blaches") only if `loose`."""
    candidates = [_around(said, match, loose) for match in POSTCODE.finditer(said)]
    whole = [found for found in candidates if found.is_whole]
    if whole:
        return _meant(said, whole)
    if candidates:
        return candidates[-1]
    street, start, end = street_in(said)
    return Address(street, rest=said[:start] + CUT + said[end:]) if street else Address(rest=said)


def _meant(said: str, whole: list[Address]) -> Address:
    """The one address meant among several: the first, unless a later one corrects it."""
    first, last = whole[0], whole[-1]
    between = said.partition(first.town)[2].partition(last.street)[0]
    corrected = pattern("corrections", "marker").search(normalise(between))
    return last if corrected else first


def _around(said: str, match: re.Match[str], loose: bool) -> Address:
    postcode = match.group(1) or match.group(2) + match.group(3)
    if postcode < "01000" or postcode > "98999":
        return Address(rest=said)
    earlier = [other.end() for other in POSTCODE.finditer(said[: match.start()])]
    floor = earlier[-1] if earlier else 0
    before, after = said[floor : match.start()], said[match.end() :]
    town, length = _town_after(after)
    if not town:
        before, town = _town_before(before)
    street, start = street_before(before, loose)
    street = _without_town(street, town)
    cut_from, cut_to = floor + (start if street else len(before)), match.end() + length
    if not street and town:
        street, _, taken = street_in(after[length:])
        cut_to += taken
    return Address(street, postcode, town, said[:cut_from] + CUT + said[cut_to:])


def _without_town(street: str, town: str) -> str:
    """ "12 rue des Alpes à Valence" then "26000 Valence": the town is not said twice."""
    if not town or not street.lower().endswith(town.lower()):
        return street
    kept = TRAILING.sub("", street[: -len(town)])
    return kept if re.search(r"(?:,|\b[aà])\s*\Z", street[: -len(town)], re.I) else street


def _town_after(after: str) -> tuple[str, int]:
    label = TOWN_LABEL.match(after)
    start = label.end() if label else 0
    span = TOWN_SPAN.match(after[start:])
    kept = _town_words(span.group()) if span else ""
    if cedex := CEDEX.match(after, start + kept.lower().rfind("cedex")) if kept else None:
        kept = after[start : cedex.end()]
    return kept.rstrip(" .'’-"), start + len(kept)


def _town_words(span: str) -> str:
    """The town at the start of `span`, up to the first word that cannot be of its name."""
    end, count = 0, 0
    for match in TOWN_WORD.finditer(span):
        plain = normalise(match.group()).split()
        if not plain or count == LONGEST_TOWN or span[end : match.start()].strip(" '’"):
            break
        if _ends_town(plain[0], count) or (plain == ["en"] and "face" in span[match.end() :]):
            break
        end, count = match.end(), count + 1
    town = re.sub(r"(?:\s+(?:de|du|des|le|la|les|en|sur|sous|l['’]?|d['’]?))+\Z", "", span[:end])
    return "" if _is_hollow(town) else town.rstrip()


def _ends_town(plain: str, count: int) -> bool:
    if plain in words("place_particles"):
        return False
    if plain in words("grammar") or pattern("addresses", "after_town").fullmatch(plain):
        return True
    return count > 0 and plain in words("streets")


def _is_hollow(town: str) -> bool:
    parts = read_words(town)
    return (
        not parts
        or parts[0].plain in words("regions")
        or (not town[0].isupper() and is_common(parts[0]))
    )


def _town_before(before: str) -> tuple[str, str]:
    """Splits "6 rue des Déportés, Nyons" or "... à Nyons" into what precedes and the town."""
    text = TRAILING.sub("", before)
    separated = re.search(r"(?:,|;|\(|\s-|\bà|\ba)\s*([^,;()\d-][^,;()\d]*)\Z", text)
    if separated and is_place_name(separated.group(1)) and not has_street(separated.group(1)):
        return text[: separated.start()], separated.group(1).strip()
    known = [part for part in _endings(text) if normalise(part).replace(" ", "-") in words("towns")]
    if known:
        return text[: len(text) - len(known[0])], known[0]
    return before, ""


def _endings(text: str) -> list[str]:
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", text)][-6:]
    return [text[start:] for start in starts]


def _relocated(text: str, found: Address, context: Context) -> Findings | None:
    """ "le code postal c’est 26100": the known address with its place corrected."""
    known = _find(context.facts.get(FACT, ""), loose=True)
    about = pattern("addresses", "about_place").search(normalise(text))
    if not known.is_whole or not about or not found.postcode or found.street:
        return None
    town = found.town or known.town
    return Findings(facts={FACT: f"{known.street}, {found.postcode} {town}"})


def _renumbered(said: str, context: Context) -> Findings:
    """ "au 17 pas au 7 rue Gambetta": the known address with its number corrected."""
    known, plain = context.facts.get(FACT), normalise(said)
    old = re.match(r"\d{1,4}\b", known or "")
    if not known or not old or not pattern("addresses", "about_address").search(plain):
        return Findings()
    negated = rf"\b{pattern('corrections', 'negated').pattern} (?:numero )?\d{{1,4}}\b"
    numbers = set(re.findall(r"\b\d{1,4}\b", re.sub(negated, " ", plain))) - {old.group()}
    if len(numbers) != 1 or old.group() not in plain.split():
        return Findings()
    return Findings(facts={FACT: known.replace(old.group(), numbers.pop(), 1)})
