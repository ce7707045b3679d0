"""How facts, documents and steps are named to the user."""

import datetime as dt

from bot.core import platforms, texts
from bot.core.case import DATES, DECLINED, OPTIONAL, Facts, situation
from bot.core.dates import say_date
from bot.core.questions import identity_needed
from bot.core.sources import Source


def fact(name: str) -> str:
    """The label of a fact: "Date d’envoi"."""
    return {**texts.choices("fact_to_change"), **texts.choices("unasked")}[name]


def value(name: str, held: str) -> str:
    """The value of a fact as it is said: a date in words, the title of a choice."""
    if name in OPTIONAL and held == DECLINED:
        return texts.say("utter_declined")
    titles = texts.choices(name)
    if held in titles:
        return titles[held]
    if name == "platform":
        return platform({name: held})
    if name in DATES:
        return say_date(dt.date.fromisoformat(held), weekday=True)
    return held


def pair(name: str, held: str) -> str:
    """A fact and its value: "date d’envoi : jeudi 3 septembre 2026"."""
    label = fact(name)
    return f"{label[0].lower()}{label[1:]}\u00a0: {value(name, held)}"


def document(name: str) -> str:
    """The title of a document: "la lettre de relance"."""
    title = texts.choices("document")[name]
    return f"{title[0].lower()}{title[1:]}"


def step(name: str) -> str:
    """The name of a step: "saisir la CNIL"."""
    return texts.choices("step")[name]


def platform(facts: Facts) -> str:
    """The platform as it is said."""
    known = platforms.find(facts["platform"])
    return known.title if known else facts["platform"]


def recap(facts: Facts, document_name: str | None = None) -> str:
    """The facts of the case, one a line, with those of the author that a document needs."""
    shown = situation(facts) + (identity_needed(document_name) if document_name else ())
    return "\n".join(f"- {pair(name, facts[name])}" for name in shown if name in facts)


def source(known: Source) -> str:
    """A legal fact as it is shown: what it says, where it is written, when it was read."""
    places = (known.reference, *known.sources[:1])
    detail = ", ".join(filter(None, places))
    name = "utter_source_unverified" if known.is_unverified_rule() else "utter_source"
    shown = f" ({detail})" if detail else ""
    day = say_date(dt.date.fromisoformat(known.checked_on))
    return texts.say(name, statement=known.statement, detail=shown, day=day)
