"""Finds what is wrong in what the council can edit, and says it in French."""

import re
import string
from collections import Counter
from collections.abc import Iterator

import yaml
from jinja2 import TemplateError

from bot.core import case, clock, council, letters, platforms, sources, texts
from bot.core.paths import DOMAIN, READING, ROOT, TEMPLATES
from bot.core.reading import lexicon
from bot.core.steps import STEPS

MINUTES_A_DAY = 24 * 60
ASKED = (*case.FACTS, "document", "confirmed", "fact_to_change")
LEGAL = ("utter_step_", "utter_deadline", "utter_note_", "utter_why_complain_", "utter_contract_")
FULL_CASE = {
    "platform": "allodocteur.fr",
    "contract_signed": "no",
    "has_written": "yes",
    "written_on": "2026-01-05",
    "sent_by": "registered_letter",
    "received_on": "2026-01-07",
    "reply": "none",
    "full_name": "Camille Martin",
    "practice_address": "12 rue des Alpes, 26000 Valence",
}


def problems() -> Iterator[str]:
    """Every problem found, one French sentence each."""
    sentences = yaml.safe_load((ROOT / "bot" / "check.yml").read_text(encoding="utf-8"))
    for finder in (_council, _responses, _choices, _law, _templates, _platforms, _lexicon):
        for kind, fields in finder():
            yield sentences[kind].format(**fields)


Problem = tuple[str, dict[str, object]]


def _council() -> Iterator[Problem]:
    try:
        profile = council.load()
    except (ValueError, TypeError, yaml.YAMLError) as error:
        yield "council", {"detail": error}
        return
    session = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["session_config"]
    expected, found = profile.conversation_days * MINUTES_A_DAY, session["session_expiration_time"]
    if expected != found:
        yield "retention", {"expected": expected, "found": found}


def _needed_responses() -> Iterator[str]:
    for slot in ASKED:
        yield from (f"utter_{kind}_{slot}" for kind in ("ask", "why", "help"))
    yield from (f"utter_step_{step}" for step in STEPS)
    yield from (f"utter_send_{document}" for document in letters.DOCUMENTS)


def _responses() -> Iterator[Problem]:
    responses = texts.responses()
    for name in _needed_responses():
        if name not in responses:
            yield "response_missing", {"name": name}
    for name, variants in responses.items():
        if not all(_is_readable(str(variant.get("text", ""))) for variant in variants):
            yield "response_broken", {"name": name}


def _is_readable(text: str) -> bool:
    try:
        return all(field is None or field for _, field, _, _ in string.Formatter().parse(text))
    except ValueError:
        return False


def _choices() -> Iterator[Problem]:
    for slot, values in case.CHOICES.items():
        if set(texts.choices(slot)) != set(values):
            found = ", ".join(texts.choices(slot))
            yield "choices", {"name": slot, "expected": ", ".join(values), "found": found}


def _law() -> Iterator[Problem]:
    try:
        known = sources.register()
    except (TypeError, KeyError, yaml.YAMLError) as error:
        yield "register", {"detail": error}
        return
    for name, variants in texts.responses().items():
        cited = [
            fact for variant in variants for fact in variant.get("metadata", {}).get("law", [])
        ]
        if name.startswith(LEGAL) and not cited:
            yield "law_missing", {"name": name}
        for fact in cited:
            if fact not in known:
                yield "law_unknown", {"name": name, "detail": fact}


def _templates() -> Iterator[Problem]:
    for name in letters.DOCUMENTS:
        if not (TEMPLATES / f"{name}.docx").exists():
            yield "template_missing", {"name": name}
            continue
        try:
            yield from _fields(name)
        except TemplateError as error:
            yield "template_broken", {"name": name, "detail": error}


def _fields(name: str) -> Iterator[Problem]:
    known = letters.context(name, FULL_CASE, clock.today(), council.load())
    for field in sorted(letters.fields_used(name) - known.keys()):
        yield "template_field", {"name": name, "detail": field}
    letters.render(name, FULL_CASE, clock.today(), council.load())


def _platforms() -> Iterator[Problem]:
    rows = platforms.directory()
    for name, count in Counter(platform.name for platform in rows).items():
        if count > 1 or not name:
            yield "platforms", {"name": name, "detail": count}


def _lexicon() -> Iterator[Problem]:
    for path in sorted(READING.glob("*.yml")):
        try:
            for section in lexicon.sections(path.stem):
                lexicon.table(path.stem, section)
        except (re.error, yaml.YAMLError, TypeError) as error:
            yield "lexicon", {"name": path.stem, "detail": error}
