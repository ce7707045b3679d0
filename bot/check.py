"""Finds what is wrong in what the council can edit, and says it in French."""

import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from jinja2 import TemplateError

from bot.core import case, citations, clock, council, letters, platforms, sources, speech, texts
from bot.core.citations import Citation
from bot.core.paths import READING, ROOT, TEMPLATES
from bot.core.reading import lexicon
from bot.core.sources import Source
from bot.core.steps import STEPS

DOORS = ROOT / "bot" / "channels"
SENTENCES = ROOT / "bot" / "check.yml"
Problem = tuple[str, dict[str, object]]
ASKED = (*case.FACTS, "document", "confirmed", "fact_to_change")
TEMPLATED = (*letters.DOCUMENTS, *letters.CASE_FILE)
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
    broken = list(_council())
    for kind, fields in broken or _all_but_the_council():
        yield texts.sentence(SENTENCES, kind, **fields)


def _all_but_the_council() -> Iterator[Problem]:
    for finder in (_responses, _choices, _law, _templates, _platforms, _lexicon, _doors, _voice):
        yield from finder()


def warnings() -> Iterator[str]:
    """What is not wrong yet, one French sentence each."""
    for name, source in sources.register().items():
        if source.is_stale(clock.today()):
            yield texts.sentence(SENTENCES, "law_stale", name=name, detail=source.checked_on)


def nothing_wrong() -> str:
    """What is said when there is no problem."""
    return texts.sentence(SENTENCES, "nothing")


def _council() -> Iterator[Problem]:
    try:
        council.load()
    except OSError:
        yield "council_missing", {"name": council.profile_path()}
    except (ValueError, TypeError, yaml.YAMLError) as error:
        yield "council", {"detail": error}


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
        register, words = sources.register(), citations.load_words()
    except (TypeError, ValueError, KeyError, re.error, yaml.YAMLError) as error:
        yield "register", {"detail": error}
        return
    yield from _too_old(register)
    for citation in _citations():
        for kind, fact in citations.faults(citation, words, register, clock.today()):
            yield kind, {"name": citation.place, "detail": fact}


def _too_old(register: Mapping[str, Source]) -> Iterator[Problem]:
    for name, source in register.items():
        if source.is_stale(clock.today(), sources.USABLE_MONTHS):
            yield "law_too_old", {"name": name, "detail": source.checked_on}


def _citations() -> Iterator[Citation]:
    yield from citations.of_responses(LEGAL)
    for name in TEMPLATED:
        if (TEMPLATES / f"{name}.docx").exists():
            yield from citations.of_template(name, TEMPLATES)


def _templates() -> Iterator[Problem]:
    for name in TEMPLATED:
        if not (TEMPLATES / f"{name}.docx").exists():
            yield "template_missing", {"name": name}
            continue
        try:
            used = letters.fields_used(name, TEMPLATES)
            yield from _fields(name, used)
            yield from _elements(name, used)
        except TemplateError:
            yield from _broken(name)


def _broken(name: str) -> Iterator[Problem]:
    found = citations.broken_tags(name, TEMPLATES)
    for text in found:
        yield "template_broken", {"name": name, "detail": text}
    if not found:
        yield "template_unclosed", {"name": name}


def _fields(name: str, used: set[str]) -> Iterator[Problem]:
    profile = council.load()
    known = letters.context(name, FULL_CASE, clock.today(), profile)
    unknown = sorted(used - known.keys())
    for field in unknown:
        yield "template_field", {"name": name, "detail": field}
    if not unknown:
        letters.render(name, FULL_CASE, clock.today(), profile, TEMPLATES)


def _elements(name: str, used: set[str]) -> Iterator[Problem]:
    wanted = citations.elements(TEMPLATES)[name]
    for field in wanted.fields:
        if field not in used:
            yield "template_lacks_field", {"name": name, "detail": field}
    for style in sorted({*wanted.styles} - citations.styles(name, TEMPLATES)):
        yield "template_lacks_part", {"name": name, "detail": style}
    for text in citations.small_print(name, TEMPLATES):
        yield "template_small_print", {"name": name, "detail": text}


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


def _doors() -> Iterator[Problem]:
    for path in sorted(DOORS.glob("*.yml")):
        try:
            told = list(_texts(yaml.safe_load(path.read_text(encoding="utf-8"))))
        except yaml.YAMLError as error:
            yield "door", {"name": path.stem, "detail": error}
            continue
        for text in told:
            if not _is_readable(text):
                yield "door", {"name": path.stem, "detail": text}


def _texts(told: object) -> Iterator[str]:
    """Every text of a file, however deep."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            yield from _texts(part)


def _voice() -> Iterator[Problem]:
    """Whether the telephone can say each question with its choices."""
    try:
        for slot in ASKED:
            question = speech.speak(texts.variant(f"utter_ask_{slot}", "phone")["text"])
            speech.choices(list(texts.choices(slot).values()), question)
    except (yaml.YAMLError, re.error, LookupError, TypeError, AttributeError, ValueError) as error:
        yield "voice", {"detail": f"{type(error).__name__} {error}"}
