"""The calendar file of a case (iCalendar, RFC 5545): what is due, and what to check.

An event keeps its id whatever its date: a calendar that has it already moves it, since each file
says that it is newer than the one before (RFC 5546, 2.1.5).
"""

import datetime as dt
import uuid
from typing import Final

from icalendar import Alarm, Calendar, Event

from bot.core import labels, texts
from bot.core.case import Facts
from bot.core.checks import check_days
from bot.core.steps import Step

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:assistant-cdomk26:calendar")
TIME_ZONE: Final = "Europe/Paris"
WAITING: Final = ("wait", "wait_extended")
REMINDER: Final = dt.timedelta(hours=-15)  # nine in the morning, the day before


def planned(step: Step, facts: Facts, today: dt.date) -> dict[str, dt.date]:
    """The days to note at `step`, by the response that names each; empty when there are none.

    While waiting, the reply is due, then a complaint is open (DELAI-06); once a deletion was
    announced, the listing is to be checked. No other step has a day that is still to come.
    """
    if step.name == "close":
        days = check_days(facts, today)
        return {f"utter_event_{name}": day for name, day in days.items()}
    if step.name in WAITING and step.deadline:
        limit = step.deadline
        return {"utter_event_due": limit.due, "utter_event_complaint": limit.complaint_from}
    return {}


def calendar_file(
    step: Step, facts: Facts, today: dt.date, case_id: str, now: dt.datetime | None = None
) -> bytes | None:
    """The whole-day events of `step`, or None when it has none.

    Args:
        case_id: what makes the events' ids stable, with the platform: the same case gives the same
            ids again.
        now: when the file is made, in UTC; by default this moment.
    """
    days = planned(step, facts, today)
    if not days:
        return None
    calendar = _calendar()
    case_name = f"{case_id}/{labels.platform(facts)}"
    provisional = step.name in WAITING and step.deadline is not None and step.deadline.provisional
    for name, day in days.items():
        event = _event(name, day, facts, provisional)
        event.add("uid", str(uuid.uuid5(NAMESPACE, f"{case_name}/{name}")))
        _date(event, now or dt.datetime.now(dt.timezone.utc))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//assistant-cdomk26//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-timezone", TIME_ZONE)
    return calendar


def _event(name: str, day: dt.date, facts: Facts, provisional: bool) -> Event:
    event, platform = Event(), labels.platform(facts)
    title = texts.say(name, platform=platform)
    following = texts.say(f"{name}_next", platform=platform)
    reserve = texts.say("utter_event_provisional") if provisional else ""
    event.add("summary", title)
    event.add("description", f"{following}{reserve}")
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(title))
    return event


def _date(event: Event, now: dt.datetime) -> None:
    """Nothing is kept of the files made before: the minute they are made numbers them."""
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", int(now.timestamp()) // 60)


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", REMINDER)
    return alarm
