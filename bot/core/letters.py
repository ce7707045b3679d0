"""The letters: the Word templates of `templates/`, filled with the facts of a case.

The templates hold every sentence and choose between their variants. This module only gives them
short fields: texts already in words, and yes-or-no conditions.
"""

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.core import case, chronology, platforms, steps
from bot.core.case import DECLINED, OPTIONAL, UNKNOWN, Facts
from bot.core.checks import CHECKS, check_days
from bot.core.council import Council
from bot.core.dates import say_date
from bot.core.deadlines import Deadline, deadline, roll_forward
from bot.core.normalise import strip_accents
from bot.core.paths import TEMPLATES

LETTER_NAMES: Final[dict[str, str]] = {
    "deletion_request": "demande-de-suppression",
    "termination_request": "resiliation-et-suppression",
    "reminder": "relance",
    "cnil_complaint": "plainte-cnil",
    "contract_transmittal": "envoi-du-contrat",
}
CASE_FILE_NAMES: Final[dict[str, str]] = {  # what goes with the letters, of no addressee
    "chronology": "chronologie",
    "exhibits": "bordereau-des-pieces",
    "capture_guide": "guide-des-copies-d-ecran",
}
FILE_NAMES: Final[dict[str, str]] = {**LETTER_NAMES, **CASE_FILE_NAMES}
DOCUMENTS: Final[tuple[str, ...]] = tuple(LETTER_NAMES)
CASE_FILE: Final[tuple[str, ...]] = tuple(CASE_FILE_NAMES)

NOT_TOLD: Final = (DECLINED, UNKNOWN)
SENDER: Final = ("platform", "full_name", "practice_address")
FIRST_REQUEST: Final = (*SENDER, "contract_signed")
FOLLOW_UP: Final = (*FIRST_REQUEST, "written_on", "sent_by", "reply")
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "deletion_request": FIRST_REQUEST,
    "termination_request": FIRST_REQUEST,
    "reminder": FOLLOW_UP,
    "cnil_complaint": FOLLOW_UP,
    "contract_transmittal": SENDER,
    **dict.fromkeys(CASE_FILE, ("platform",)),
}
FOLLOWED_REPLIES: Final = ("none", "refused", "partial", "extended", "identity_requested")
COURTESY_DAYS: Final = 15  # of the reminder: a courtesy, not a rule of law (A.2, case 2e)
LONGEST_FILE_NAME: Final = 60  # characters taken from the platform's name

ADDRESS = re.compile(r"(?P<street>.+)[\s,]+(?P<town>\d{5}\s+(?P<place>[^\d,]+).*)")
CEDEX = re.compile(r"\s+cedex\b.*", re.IGNORECASE)

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


class MissingFacts(ValueError):
    """A document was asked without the facts it cannot do without.

    Attributes:
        slots: the facts that are missing, or that this document cannot be written from.
    """

    def __init__(self, slots: tuple[str, ...]) -> None:
        super().__init__(", ".join(slots))
        self.slots = slots


def required_facts(name: str, facts: Facts) -> tuple[str, ...]:
    """The facts that the document `name` cannot do without in the situation of `facts`.

    Raises:
        KeyError: no document is called `name`.
    """
    required, reply = set(REQUIRED[name]), facts.get("reply")
    if required >= set(FOLLOW_UP) and reply in case.ANSWERED:
        required.add("replied_on")
    if required >= set(FIRST_REQUEST) and reply == "undelivered":
        required.add("written_on")
    return tuple(fact for fact in case.FACTS if fact in required)


def context(
    name: str, facts: Mapping[str, str], today: dt.date, council: Council
) -> dict[str, Any]:
    """Every field and condition that the template of `name` may use.

    A text that is not known is empty; dates are in words; `templates/README.md` lists them all.
    `events` is a list.

    Raises:
        KeyError: no document is called `name`.
        MissingFacts: a required fact is absent, contradictory or out of this document's scope.
    """
    settled = case.settle(facts, today)
    required = required_facts(name, settled)
    if unusable := tuple(fact for fact in required if not _is_usable(fact, settled)):
        raise MissingFacts(unusable)
    return {
        **_sender(settled),
        **_platform(settled["platform"], settled.get("platform_address", "")),
        **_council(council),
        **_conditions(settled),
        **_days(settled, today),
        "events": chronology.events(settled, today),
    }


def render(
    name: str,
    facts: Mapping[str, str],
    today: dt.date,
    council: Council,
    templates: Path = TEMPLATES,
) -> bytes:
    """The document `name` as a Word file.

    Raises:
        KeyError: no document is called `name`.
        MissingFacts: a required fact is absent, contradictory or out of this document's scope.
        jinja2.TemplateError: the template uses a field that does not exist, or a broken condition.
    """
    fields = context(name, facts, today, council)
    document = DocxTemplate(templates / f"{name}.docx")
    document.render(fields, _ENVIRONMENT, autoescape=True)
    _sign(document, str(fields["full_name"]), today)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def fields_used(name: str, templates: Path = TEMPLATES) -> set[str]:
    """The fields and conditions written in the template of `name`.

    Raises:
        jinja2.TemplateError: a condition of the template is broken.
    """
    document = DocxTemplate(templates / f"{name}.docx")
    used: set[str] = document.get_undeclared_template_variables(_ENVIRONMENT)
    return used


def filename(name: str, facts: Mapping[str, str]) -> str:
    """An ASCII file name for the document `name`.

    >>> filename("deletion_request", {"platform": "Doctolib (France)"})
    'demande-de-suppression-doctolib.docx'
    """
    return f"{slug(FILE_NAMES[name], facts)}.docx"


def slug(title: str, facts: Mapping[str, str]) -> str:
    """`title` and the platform, in ASCII, as the beginning of a file name."""
    platform = strip_accents(_title(facts.get("platform", ""))).lower()
    named = re.sub(r"[^a-z0-9]+", "-", platform)[:LONGEST_FILE_NAME].strip("-")
    return "-".join(filter(None, (title, named)))


def _is_usable(fact: str, facts: Facts) -> bool:
    text = _tidy(facts.get(fact, ""))
    if fact == "practice_address":
        return ADDRESS.fullmatch(text) is not None
    if fact == "reply":
        return text in FOLLOWED_REPLIES
    return bool(text) and not (fact in SENDER and text in NOT_TOLD)


def _tidy(text: str) -> str:
    """`text` on one line, without the control characters that a Word file cannot hold."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))


def _sender(facts: Facts) -> dict[str, str]:
    street, town, place = _address(_told(facts, "practice_address"))
    return {
        "full_name": _told(facts, "full_name"),
        "practice_street": street,
        "practice_town": town,
        "place": place,
        **{fact: _told(facts, fact) for fact in OPTIONAL},
    }


def _told(facts: Facts, fact: str) -> str:
    text = _tidy(facts.get(fact, ""))
    return "" if text in NOT_TOLD else text


def _address(text: str) -> tuple[str, str, str]:
    """Street, "postcode town" and town alone; what has no postcode is all street."""
    tidy = _tidy(text)
    match = ADDRESS.fullmatch(tidy)
    if not match:
        return tidy, "", ""
    return match["street"].rstrip(" ,"), match["town"], CEDEX.sub("", match["place"]).strip()


def _title(platform: str) -> str:
    known = platforms.find(platform)
    return known.title if known else _tidy(platform)


def _platform(name: str, told: str) -> dict[str, str]:
    """Who the letter is sent to; the address that the author told comes before the directory's."""
    known = platforms.find(name)
    entity, _, registration = (known.legal_entity if known else "").partition(" (")
    street, town, _ = _address(told or (known.postal_address if known else ""))
    return {
        "platform": _title(name),
        "platform_entity": entity,
        "platform_registration": registration.removesuffix(")"),
        "platform_street": street,
        "platform_town": town,
        "platform_website": known.website if known else "",
        "platform_email": known.privacy_email if known else "",
    }


def _council(council: Council) -> dict[str, str]:
    return {
        "council": council.name,
        "council_street": council.address,
        "council_town": council.postcode_town,
    }


def _conditions(facts: Facts) -> dict[str, bool]:
    """One condition for each value of each choice: `contract_signed_no`, `reply_refused`…"""
    return {
        f"{fact}_{value}": facts.get(fact) == value
        for fact, values in case.CHOICES.items()
        for value in values
    }


def _days(facts: Facts, today: dt.date) -> dict[str, str | bool]:
    limit = steps.limit_of(facts)
    checks = check_days(facts, today) if facts.get("reply") == "deleted" else {}
    return {
        "today": say_date(today),
        **{fact: _say(case.day(facts, fact)) for fact in case.DATES},
        "due_on": _say(limit.due if limit else None),
        "complaint_from": _say(limit.complaint_from if limit else None),
        "reply_due_on": say_date(deadline(today, None).due),
        **{name: _say(checks.get(name)) for name in CHECKS},
        "final_on": say_date(roll_forward(today + dt.timedelta(days=COURTESY_DAYS))),
        "deadline_provisional": limit is not None and limit.provisional,
        "deadline_extended": limit is not None and limit.extended,
        "reply_late": _is_late(facts, limit),
        "complaint_open": _is_complaint_open(facts, limit, today),
    }


def _say(day: dt.date | None) -> str:
    return say_date(day) if day else ""


def _is_late(facts: Facts, limit: Deadline | None) -> bool:
    return limit is not None and steps.is_late(facts, limit)


def _is_complaint_open(facts: Facts, limit: Deadline | None, today: dt.date) -> bool:
    """A refusal opens it at once, silence when the time has run out (CNIL-02, DELAI-06)."""
    if limit is None:
        return False
    if facts.get("reply") in ("refused", "partial") or _is_late(facts, limit):
        return True
    return facts.get("reply") in ("none", "extended") and today >= limit.complaint_from


def _sign(document: DocxTemplate, author: str, today: dt.date) -> None:
    """Puts the sender and the day, instead of the template's, in the file's properties."""
    properties = document.docx.core_properties
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = dt.datetime.combine(today, dt.time())
    properties.revision = 1
