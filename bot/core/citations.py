"""Which legal facts each sentence of the responses and of the templates names, and what is wrong.

In `domain.yml` a response names them in its metadata: `law`, the ids, and `about`, what they are
invoked for. In a template a paragraph names them in a comment that no letter shows:
{# RGPD-12-3 #}.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from bot.core import texts
from bot.core.paths import ROOT, TEMPLATES
from bot.core.sources import Source

WORDS: Final = ROOT / "bot" / "citations.yml"
ELEMENTS: Final = "elements.yml"
FORMER: Final = "former_rule"  # what a rule that is no longer in force may be cited for
COMMENT: Final = re.compile(r"\{#(.*?)#\}")
ID: Final = re.compile(r"[A-Z]{2,}[\w-]*")
TAGS: Final = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
TAG: Final = re.compile(r"\{[%#{].*?[%#}]\}")
TAG_STYLE: Final = "Condition"
SHOWN: Final = 60  # characters of a paragraph that are quoted to find it again


@dataclass(frozen=True)
class Citation:
    """Words, and the legal facts they name.

    Attributes:
        place: where they are, to find them again.
        about: the scopes that they may draw on.
        legal: whether they state a rule whatever their words are.
    """

    place: str
    text: str
    facts: tuple[str, ...]
    about: tuple[str, ...]
    legal: bool = False


@dataclass(frozen=True)
class Words:
    """The words of `bot/citations.yml`.

    Attributes:
        rule: those of a sentence that states a rule of law.
        reserve: those of a sentence that does not state it as certain.
    """

    rule: re.Pattern[str]
    reserve: re.Pattern[str]


@dataclass(frozen=True)
class Elements:
    """What a template cannot lose, from `templates/elements.yml`.

    Attributes:
        about: the scopes it may draw on.
        fields: the fields it must use.
        styles: the paragraph styles it must have.
        apart: the paragraph styles of what is not to be copied out of it.
    """

    about: tuple[str, ...]
    fields: tuple[str, ...]
    styles: tuple[str, ...]
    apart: tuple[str, ...] = ()


def load_words(path: Path = WORDS) -> Words:
    """The words of `path`.

    Raises:
        KeyError: one of the lists is absent.
        re.error: one of the words is not a regular expression.
    """
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Words(*(re.compile("|".join(lists[name]), re.I) for name in ("rule", "reserve")))


def elements(templates: Path = TEMPLATES) -> dict[str, Elements]:
    """What each template of the folder cannot lose.

    Raises:
        TypeError: a list is absent or unknown.
    """
    lists = yaml.safe_load((templates / ELEMENTS).read_text(encoding="utf-8"))
    return {
        name: Elements(**{key: tuple(values) for key, values in kept.items()})
        for name, kept in lists.items()
    }


def of_responses(legal: tuple[str, ...] = ()) -> Iterator[Citation]:
    """What each response of the domain says and names.

    Args:
        legal: how the names begin of the responses that state a rule.
    """
    for name, variants in texts.responses().items():
        for variant in variants:
            place, text = f"domain.yml : {name}", str(variant.get("text", ""))
            about = tuple(variant.get("metadata", {}).get("about", ()))
            yield Citation(place, text, texts.law(variant), about, name.startswith(legal))


def of_template(name: str, templates: Path = TEMPLATES) -> Iterator[Citation]:
    """What each paragraph of the template `name` says and names.

    Raises:
        KeyError: `templates/elements.yml` does not know it.
    """
    about = elements(templates)[name].about
    for text in paragraphs(name, templates):
        named = tuple(fact for note in COMMENT.findall(text) for fact in ID.findall(note))
        shown = COMMENT.sub("", text)
        place = f"templates/{name}.docx : {shown[:SHOWN]}"
        yield Citation(place, shown, named, about)


def paragraphs(name: str, templates: Path = TEMPLATES) -> Iterator[str]:
    """The text of each paragraph of the template `name`, tags included."""
    document = Document(str(templates / f"{name}.docx"))
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(run.text or "" for run in paragraph.iter(qn("w:t")))


def broken_tags(name: str, templates: Path = TEMPLATES) -> list[str]:
    """The beginning of each paragraph of the template `name` in which a tag is not closed."""
    return [
        text[:SHOWN]
        for text in paragraphs(name, templates)
        if any(text.count(opening) != text.count(closing) for opening, closing in TAGS)
    ]


def small_print(name: str, templates: Path = TEMPLATES) -> list[str]:
    """What the template `name` says in the style of its tags, which would be small and blue."""
    document = Document(str(templates / f"{name}.docx"))
    runs = (Run(run, document) for run in document.element.body.iter(qn("w:r")))
    written = (TAG.sub("", run.text) for run in runs if run.style.name == TAG_STYLE)
    return [text.strip()[:SHOWN] for text in written if text.strip()]


def styles(name: str, templates: Path = TEMPLATES) -> set[str]:
    """The styles of the paragraphs of the template `name`."""
    document = Document(str(templates / f"{name}.docx"))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    parts = (document, *cells)
    return {str(paragraph.style.name) for part in parts for paragraph in part.paragraphs}


def faults(
    citation: Citation, words: Words, register: Mapping[str, Source], today: dt.date
) -> Iterator[tuple[str, str]]:
    """What is wrong in `citation`: the kind of each fault and the fact at fault, if one is."""
    if not citation.facts and (citation.legal or words.rule.search(citation.text)):
        yield "law_missing", ""
    for fact in citation.facts:
        if fact not in register:
            yield "law_unknown", fact
        else:
            yield from ((kind, fact) for kind in _misuses(register[fact], citation, words, today))


def _misuses(source: Source, citation: Citation, words: Words, today: dt.date) -> Iterator[str]:
    common = {*source.scope} & {*citation.about}
    if not common:
        yield "law_out_of_scope"
    if not source.is_in_force(today) and FORMER not in common:
        yield "law_not_in_force"
    if source.is_unverified_rule() and not words.reserve.search(citation.text):
        yield "law_unverified"
