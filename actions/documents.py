"""Writes the document that was asked for, or says why not."""

import asyncio
import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, can_write, facts, hand_over, reset, say
from actions.handing import give_blocks, give_case_file, give_pdf, keep
from bot.core import clock, council, form_blocks, labels, letters
from bot.core.advice import addressee
from bot.core.case import NO, YES
from bot.core.questions import NONE
from bot.core.steps import next_step

logger = logging.getLogger(__name__)


class ActionFinishLetter(Action):
    """Ends the letter form: writes, gives up, or advises again when the situation changed."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_finish_letter"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Does what the answers of the form ask for; making a PDF keeps nobody else waiting."""
        return await asyncio.to_thread(_finish, dispatcher, tracker)


def _finish(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    document, confirmed = (tracker.slots.get(slot) for slot in ("document", "confirmed"))
    if document == NONE or confirmed == NO:
        say(dispatcher, "utter_document_later")
        return reset(["document", "confirmed"])
    if confirmed != YES or not _is_offered(document, tracker):
        return [*reset(["document", "confirmed"]), FollowupAction("action_advise")]
    return _write(dispatcher, tracker, str(document))


def _is_offered(document: str | None, tracker: Tracker) -> bool:
    step = next_step(facts(tracker), clock.today())
    return step is not None and document in step.documents


def _write(dispatcher: CollectingDispatcher, tracker: Tracker, document: str) -> list[Event]:
    profile = council.load()
    try:
        content = letters.render(document, facts(tracker), clock.today(), profile)
        name = letters.filename(document, facts(tracker))
        token = keep(tracker, content, name)
    except (letters.MissingFacts, OSError) as error:
        logger.error("document %s not written: %s", document, type(error).__name__)
        say(dispatcher, "utter_document_failed")
        return [*reset(["confirmed"]), FollowupAction("letter_form")]
    title, hours = labels.document(document), profile.document_hours
    say(dispatcher, "utter_document_ready", document=title, hours=hours)
    hand_over(dispatcher, token, name)
    give_pdf(dispatcher, tracker, content, name)
    say(dispatcher, f"utter_send_{document}")
    _say_addressee(dispatcher, tracker, document)
    if document == form_blocks.COMPLAINT:
        give_blocks(dispatcher, content)
        say(dispatcher, "utter_cnil_link")
    return _what_next(dispatcher, tracker, document)


def _say_addressee(dispatcher: CollectingDispatcher, tracker: Tracker, document: str) -> None:
    line = addressee(facts(tracker)) if document != "contract_transmittal" else None
    if line:
        say(dispatcher, line[0], **line[1])


def _what_next(dispatcher: CollectingDispatcher, tracker: Tracker, document: str) -> list[Event]:
    written = [*(tracker.slots.get("written_documents") or []), document]
    events = [SlotSet("written_documents", written), *reset(["document", "confirmed"])]
    if can_write(tracker, written):
        return [*events, FollowupAction("letter_form")]
    give_case_file(dispatcher, tracker)
    say(dispatcher, "utter_no_more_documents")
    return events
