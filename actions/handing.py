"""Hands over what was made: a document, its PDF, the calendar, the whole case file."""

import logging
from typing import Any

from jinja2 import TemplateError
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, facts, hand_over, reset, say
from bot.core import bundle, clock, council, form_blocks, pdf, texts
from bot.core.calendar_file import calendar_file
from bot.core.steps import Step, next_step
from bot.core.store import DocumentStore

logger = logging.getLogger(__name__)
CALENDAR = ".ics"


def keep(tracker: Tracker, content: bytes, name: str) -> str:
    """Keeps `content` for download as the file `name`; returns what names it.

    Raises:
        OSError: the store cannot be written.
    """
    hours = council.load().document_hours
    return DocumentStore().put(content, name, tracker.sender_id, hours).token


def give_pdf(dispatcher: CollectingDispatcher, tracker: Tracker, docx: bytes, name: str) -> None:
    """The PDF of the Word file `name`; that there is none is said with the first document only."""
    made = _pdf_of(docx)
    if made:
        _give(dispatcher, tracker, made, pdf.name_of(name))
    elif not tracker.slots.get("written_documents"):
        say(dispatcher, "utter_pdf_unavailable")


def _pdf_of(docx: bytes) -> bytes | None:
    try:
        return pdf.to_pdf(docx)
    except pdf.ConversionFailed as error:
        logger.error("document without PDF: %s", error)
        return None


def give_blocks(dispatcher: CollectingDispatcher, complaint: bytes) -> None:
    """The texts of the complaint to paste into the CNIL's form, one a message."""
    say(dispatcher, "utter_blocks_intro")
    for block in form_blocks.blocks(complaint):
        shown = {"title": block.heading, "text": block.text}
        dispatcher.utter_message(json_message={"block": shown})


def give_calendar(dispatcher: CollectingDispatcher, tracker: Tracker, step: Step) -> None:
    """The calendar file of `step`, if something is due."""
    content = calendar_file(step, facts(tracker), clock.today(), tracker.sender_id)
    said = "utter_calendar_checks" if step.name == "close" else "utter_calendar_ready"
    if content:
        _give(dispatcher, tracker, content, texts.say("utter_calendar_name"), said)


def give_case_file(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Everything in one archive, if a next step is known."""
    known, today, profile = facts(tracker), clock.today(), council.load()
    step = next_step(known, today)
    if step is None:
        return
    try:
        content = bundle.bundle(step, known, today, profile, tracker.sender_id)
    except (TemplateError, OSError) as error:
        logger.error("case file not made: %s", type(error).__name__)
        return
    said, hours = "utter_case_file_ready", profile.document_hours
    _give(dispatcher, tracker, content, bundle.filename(known), said, hours=hours)


def give_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """The documents already written, for whoever comes back, perhaps by a door that shows files.

    The calendar is left to the advice, which makes it anew. Documents whose time has passed may be
    written again.
    """
    if not tracker.slots.get("written_documents"):
        return []
    kept = {stored.path.name: stored for stored in DocumentStore().of(tracker.sender_id)}
    documents = [stored for name, stored in kept.items() if not name.endswith(CALENDAR)]
    if not documents:
        return reset(["written_documents"])
    say(dispatcher, "utter_documents_kept")
    for stored in documents:
        hand_over(dispatcher, stored.token, stored.path.name)
    return []


def _give(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    content: bytes,
    name: str,
    said: str = "",
    **fields: Any,
) -> None:
    """Hands over one more file; when it cannot be kept, what was said before stays said."""
    try:
        token = keep(tracker, content, name)
    except OSError as error:
        logger.error("%s not kept: %s", name, type(error).__name__)
        return
    if said:
        say(dispatcher, said, **fields)
    hand_over(dispatcher, token, name)
