"""Answers what the last message gave: says it back, and applies what it changes."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event, facts, heard, is_first_hearing, reset, say
from actions.doubts import explain_doubts
from actions.topics import answer_topic
from bot.core import case, labels
from bot.core.reading.identity import has_valid_check_digit


def take_reading(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Says back the facts just read, once a turn, and returns the slots they change."""
    reading = heard(tracker)
    if not reading.get("facts") or not is_first_hearing(tracker):
        return []
    _say_back(dispatcher, reading, str(tracker.slots.get("requested_slot")))
    explain_doubts(dispatcher, tracker, reading["doubts"])
    if reading["topic"]:
        answer_topic(dispatcher, tracker, reading["topic"])
    return _changes(dispatcher, tracker, reading)


def _say_back(dispatcher: CollectingDispatcher, reading: dict[str, Any], asked: str) -> None:
    read, corrected = reading["facts"], reading["corrected"]
    for fact, old in corrected.items():
        say(dispatcher, "utter_corrected", **_correction(fact, read[fact], old))
    silent = {*corrected, *(["has_written"] if case.WRITING & read.keys() else [])}
    noted = [labels.pair(f, v) for f, v in read.items() if _is_worth_saying(f, asked, silent)]
    if noted:
        say(dispatcher, "utter_noted", facts="\u00a0; ".join(noted))
    if "rpps" in read and read["rpps"] != case.DECLINED and not has_valid_check_digit(read["rpps"]):
        say(dispatcher, "utter_rpps_check")


def _correction(fact: str, new: str, old: str) -> dict[str, str]:
    return {
        "fact": labels.fact(fact),
        "new": labels.value(fact, new),
        "old": labels.value(fact, old),
    }


def _is_worth_saying(fact: str, asked: str, silent: set[str]) -> bool:
    """A choice just pressed needs no echo; what was read from words does."""
    if fact not in case.HELD or fact in silent:
        return False
    return fact != asked or fact in case.DATES or fact == "platform"


def _changes(
    dispatcher: CollectingDispatcher, tracker: Tracker, reading: dict[str, Any]
) -> list[Event]:
    added = reading["facts"].keys() & case.UNASKED
    changed = bool(reading["corrected"] or reading["cleared"] or added)
    now = {**facts(tracker), **reading["facts"]}
    asked_again = [labels.fact(f) for f in reading["cleared"] if case.is_relevant(f, now)]
    if asked_again:
        say(dispatcher, "utter_cleared", facts=", ".join(asked_again))
    events = [SlotSet(f, v) for f, v in reading["facts"].items()]
    events += reset(reading["cleared"])
    events += [SlotSet("draft", reading["draft"]), SlotSet("misunderstandings", 0)]
    return [*events, *(reset(["confirmed", "written_documents"]) if changed else [])]
