"""Facts given in free words, whatever the question: contract, means, reply, platform."""

from bot.core import platforms
from bot.core.case import CHOICES, REQUIRES
from bot.core.normalise import normalise
from bot.core.reading import lexicon
from bot.core.reading.message import Context, Findings


def read_cues(text: str, context: Context) -> Findings:
    """The closed facts that `text` gives in its own words."""
    plain = normalise(text)
    facts = {fact: _cue(fact, plain) for fact in CHOICES}
    found = {fact: value for fact, value in facts.items() if value}
    return Findings(facts=_coherent(found, context))


def _cue(fact: str, plain: str) -> str | None:
    if fact == "sent_by":
        theirs = lexicon.table("facts", "theirs")["theirs"]
        plain = theirs.sub(" ", plain)
    return lexicon.first(lexicon.table("facts", fact), plain)


def _coherent(found: dict[str, str], context: Context) -> dict[str, str]:
    """Drops what one cue says by accident: a contract sent, a reason nobody gave."""
    reply = found.get("reply", context.facts.get("reply"))
    dropped = set()
    if "contract_sent" in found:
        dropped.add("has_written")
    if reply not in REQUIRES["reply_ground"][1]:
        dropped.add("reply_ground")
    return {fact: value for fact, value in found.items() if fact not in dropped}


def read_platform(text: str, context: Context) -> Findings:
    """The platform of the directory that `text` mentions, or the site it gives when asked."""
    known = platforms.mentioned(text)
    if known:
        return Findings(facts={"platform": known.name})
    wanted = context.asked == "platform" or not (context.asked or "platform" in context.facts)
    site = platforms.site_mentioned(text) if wanted else None
    return Findings(facts={"platform": site}) if site else Findings()
