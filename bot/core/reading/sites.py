"""The site that lists the person: one of the directory, a domain name, or a name to confirm."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.core import platforms
from bot.core.normalise import normalise, strip_accents
from bot.core.platforms import ENDINGS, Mention
from bot.core.reading.message import Context, Findings
from bot.core.reading.vocabulary import Word, is_common, pattern, read_words, words

FACT = "platform"
MOST_NAME_WORDS = 4
SPOKEN_DOT = re.compile(rf"\s+(?:point|dot)\s+({ENDINGS})\b")
DICTATED_SITE = re.compile(rf"(?<![\w.-])([a-z0-9-]+)\s+(?:point|dot)\s+({ENDINGS})\b")
DASH = re.compile(r"\s+tiret\s+")
SPELLED_ENDING = re.compile(r"\b(point|dot)((?:\s[a-z]\b){2,3})")
SPELLED = re.compile(r"(?<![\w.])[a-z0-9](?:\s[a-z0-9]\b){2,}(?!\.)")
EMAIL = re.compile(r"\S+@\S+")
PATH = re.compile(
    r"((?:https?://|www\.)[\w.-]+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6})/\S*", re.I
)
WHOLE_CLAUSE = re.compile(r"[,;:!?()\n…]|\.(?=\s|$)")


def read_platform(text: str, context: Context) -> Findings:
    """The platform of the directory that `text` is about, or the site it gives when asked.

    One that is denied ("pas Doctolib") is left aside; of two that are asserted the first is
    taken. Once the platform is known, only words that correct it change it.
    """
    known = mentioned(text, asked=context.asked == FACT)
    if known and not _may_change(known, text, context):
        return Findings()
    if known:
        return Findings(facts={FACT: known.name})
    wanted = context.asked == FACT or not (context.asked or FACT in context.facts)
    site = _site(text) if wanted else None
    return Findings(facts={FACT: site}) if site else Findings()


def mentioned(text: str, asked: bool = False) -> platforms.Platform | None:
    """The platform that `text` asserts, or None.

    Args:
        text: the message.
        asked: whether the question was which site it is, so that a first name may be one.
    """
    said = _said(text)
    found = [
        mention
        for mention in platforms.mentions(said, words("grammar", "particles_low", "ordinary"))
        if not mention.ordinary or _is_meant(said, mention, text, asked)
    ]
    asserted = [mention for mention in found if not _is_denied(said, mention, found)]
    if not asserted:
        return None
    return _meant(said, asserted).platform


def _meant(said: Sequence[str], asserted: Sequence[Mention]) -> Mention:
    """The platform meant among those asserted: the person’s own, or the one that corrects."""
    first, last = asserted[0], asserted[-1]
    own = [mention for mention in asserted if _is_own(said, mention)]
    if own and len(asserted) > 1:
        return own[0]
    between = " ".join(said[first.end : last.start])
    corrected = any(
        pattern(section, name).search(between)
        for section, name in (("corrections", "marker"), ("sites", "contrast"))
    )
    return last if corrected else first


def _is_own(said: Sequence[str], mention: Mention) -> bool:
    before = " ".join(said[max(0, mention.start - 4) : mention.start])
    return re.search(rf"{pattern('sites', 'mine').pattern}$", before) is not None


def _said(text: str) -> list[str]:
    """The words of `text`, with the names spelled or dictated in it as they are written."""
    plain = normalise(PATH.sub(r"\1 ", EMAIL.sub(" ", text)))
    plain = SPELLED_ENDING.sub(lambda dot: f"{dot.group(1)} {dot.group(2).replace(' ', '')}", plain)
    plain = SPOKEN_DOT.sub(r".\1", DASH.sub("-", plain))
    return SPELLED.sub(lambda letters: letters.group().replace(" ", ""), plain).split()


def _is_denied(said: Sequence[str], mention: Mention, found: Sequence[Mention]) -> bool:
    before = " ".join(said[max(0, mention.start - 6) : mention.start])
    if re.search(rf"{pattern('sites', 'denied').pattern}$", before):
        return True
    after = said[mention.end : mention.end + 1]
    return after == ["non"] and found[-1] is not mention


def _is_meant(said: Sequence[str], mention: Mention, text: str, asked: bool) -> bool:
    """Whether a word such as "rosa" is the site here, and not a person or a thing."""
    before = " ".join(said[max(0, mention.start - 4) : mention.start])
    if mention.end - mention.start == len(said):
        return True
    if re.search(rf"{pattern('sites', 'before').pattern}$", before):
        return not _is_person(before) and not _is_followed_by_name(text, mention, said)
    if _is_person(before) or _is_followed_by_name(text, mention, said):
        return False
    about = pattern("sites", "about").search(" ".join(said)) is not None
    name = " ".join(said[mention.start : mention.end])
    return about or (asked and name in map(normalise, WHOLE_CLAUSE.split(text)))


def _is_person(before: str) -> bool:
    return re.search(rf"{pattern('sites', 'person').pattern}$", before) is not None


def _is_followed_by_name(text: str, mention: Mention, said: Sequence[str]) -> bool:
    """ "Rosa Martin": a first name and a surname."""
    name = said[mention.end - 1]
    spoken = read_words(text)
    return any(
        one.plain == name and two.capital and not two.opens and not is_common(two)
        for one, two in pairwise(spoken)
    )


def _may_change(known: platforms.Platform, text: str, context: Context) -> bool:
    before = context.facts.get(FACT)
    if context.asked == FACT or before is None or before == known.name:
        return True
    return pattern("sites", "changed").search(normalise(text)) is not None


def _site(text: str) -> str | None:
    """The domain name given in `text`, written or dictated in one word."""
    written = platforms.site_mentioned(text)
    if written:
        return written
    plain = DASH.sub("-", strip_accents(text).lower())
    plain = SPELLED_ENDING.sub(lambda dot: f"{dot.group(1)} {dot.group(2).replace(' ', '')}", plain)
    found = DICTATED_SITE.search(plain)
    if found is None or not _stands_alone(plain[: found.start()]):
        return None
    return f"{found.group(1)}.{found.group(2)}"


def _stands_alone(before: str) -> bool:
    """Whether the words before a dictated site are of the sentence, not of its name."""
    parts = read_words(before)
    return not parts or parts[-1].plain in words("grammar") or _is_frame(parts[-1].plain)


def read_unknown_platform(text: str, context: Context) -> Findings:
    """A site that the directory does not know is confirmed before it is believed."""
    if context.asked != FACT or "?" in text:
        return Findings()
    typed = _named(text) or _bare(text)
    if not typed:
        return Findings()
    if context.draft and normalise(context.draft) == normalise(typed):
        return Findings(facts={FACT: context.draft})
    return Findings(doubts={FACT: "unknown_platform"}, draft=typed)


def _named(text: str) -> str:
    """The name that follows "ça s’appelle", up to the next punctuation mark."""
    for clause in WHOLE_CLAUSE.split(text):
        parts = read_words(clause)
        for index in range(len(parts), 0, -1):
            before = " ".join(word.plain for word in parts[:index])
            name = parts[index:]
            if name and re.search(rf"{pattern('sites', 'named').pattern}$", before):
                return _typed(clause[name[0].start :]) if _is_name(name, named=True) else ""
    return ""


def _bare(text: str) -> str:
    """The name that is all the first clause says: "Kinoclick 26", "c’est Kinébook"."""
    clause = next(filter(None, map(str.strip, WHOLE_CLAUSE.split(text))), "")
    parts = read_words(clause)
    while parts and _is_frame(parts[0].plain) and len(parts) > 1:
        parts = parts[1:]
    return _typed(clause[parts[0].start :]) if parts and _is_name(parts, named=False) else ""


def _is_frame(plain: str) -> bool:
    return pattern("sites", "frame").fullmatch(plain) is not None


def _is_name(parts: Sequence[Word], named: bool) -> bool:
    if len(parts) > MOST_NAME_WORDS:
        return False
    common = [word for word in parts if is_common(word) or word.plain in words("particles_low")]
    if named:
        return len(common) < len(parts) or any(word.capital for word in parts)
    return not common


def _typed(text: str) -> str:
    return " ".join(re.findall(r"[\w.'’-]+", text))
