"""What a letter needs to know of its author: name, address, e-mail, RPPS number, page."""

import re

from stdnum import luhn

from bot.core.case import DECLINED, IDENTITY, OPTIONAL
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.addresses import own_address, platform_address, read_address
from bot.core.reading.contact import read_email, read_rpps, read_url
from bot.core.reading.message import Context, Findings
from bot.core.reading.names import read_name
from bot.core.reading.vocabulary import pattern

TAKEN = re.compile(r"\S+ ?@ ?\S+|(?:https?://|www\.)\S+|\b[\w.-]+\.[a-z]{2,6}/\S*", re.I)


def read_identity(text: str, context: Context) -> Findings:
    """The identity facts given by `text`, volunteered or in answer to the question asked.

    The address of the platform is none of the author's: nothing else is read beside it.
    What one fact takes of the text is not read again for another: the digits of a postcode are
    no RPPS number, an e-mail is no name.
    """
    findings = Findings()
    for reader in (read_email, read_url):
        findings.take(reader(text, context))
    bare = TAKEN.sub(" ; ", text)
    theirs = platform_address(bare)
    if theirs.facts:
        return theirs
    address, rest = read_address(bare, context)
    name = read_name(rest, context)
    if name.facts and not address.facts and not address.doubts:
        address, rest = own_address(bare)
    for found in (address, read_rpps(rest, context), name):
        findings.take(found)
    findings.take(_declined(text, context))
    return findings


def _declined(text: str, context: Context) -> Findings:
    """The optional facts refused: the one asked and those named with it ("ni mail ni RPPS")."""
    plain, declines = normalise(text), lexicon.table("answers", "decline")
    if context.asked in OPTIONAL and lexicon.whole(declines, plain):
        named = [fact for fact in OPTIONAL if pattern("optional", fact).search(plain)]
        return Findings(facts=dict.fromkeys([context.asked, *named], DECLINED))
    if context.asked not in IDENTITY:
        return Findings()
    refusals = lexicon.table("identity", "optional_refused")
    refused = [fact for fact, words in refusals.items() if words.search(plain)]
    return Findings(facts=dict.fromkeys(refused, DECLINED))


def has_valid_check_digit(rpps: str) -> bool:
    """Whether the last digit is the Luhn key of the number (RPPS-03, unverified rule)."""
    return luhn.is_valid(rpps)
