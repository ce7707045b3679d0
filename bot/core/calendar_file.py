"""The calendar file of a time limit (iCalendar, RFC 5545)."""

import datetime as dt
import uuid

from icalendar import Calendar, Event

from bot.core import labels, texts
from bot.core.case import Facts
from bot.core.deadlines import Deadline

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:assistant-cdomk26:calendar")


def calendar_file(limit: Deadline, facts: Facts, case_id: str) -> bytes:
    """Two whole-day events: the reply is due, then a complaint is possible.

    Args:
        case_id: what makes the events' ids stable: the same case gives the same ids again.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//assistant-cdomk26//FR")
    calendar.add("version", "2.0")
    days = {"utter_event_due": limit.due, "utter_event_complaint": limit.complaint_from}
    for name, day in days.items():
        title = texts.say(name, platform=labels.platform(facts))
        calendar.add_component(_event(title, day, uuid.uuid5(NAMESPACE, f"{case_id}/{name}")))
    return bytes(calendar.to_ical())


def _event(title: str, day: dt.date, uid: uuid.UUID) -> Event:
    event = Event()
    event.add("uid", str(uid))
    event.add("dtstamp", dt.datetime.now(dt.timezone.utc))
    event.add("summary", title)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
