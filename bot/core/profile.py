"""The fields that every response may use: who the council is, how to reach it, what is kept."""

from functools import cache

from bot.core import council, texts
from bot.core.council import Council


@cache
def fields() -> dict[str, str]:
    """`council_name`, `council_contact` and `retention`, as they are said."""
    profile = council.load()
    return {
        "council_name": profile.name,
        "council_contact": texts.say("utter_council_contact", contact=contact(profile)),
        "retention": texts.say(
            "utter_retention", days=profile.conversation_days, hours=profile.document_hours
        ),
    }


def contact(profile: Council) -> str:
    """The ways to reach the council that are filled in, or where to look (PRAT-05)."""
    ways = (profile.phone, profile.email, profile.website)
    return ", ".join(way for way in ways if way) or texts.say("utter_council_unknown")
