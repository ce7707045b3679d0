"""The calendar file, read back by a calendar library."""

import datetime as dt

import pytest
from icalendar import Calendar

from bot.core.calendar_file import calendar_file
from bot.core.deadlines import deadline
from tests.core.builders import case_of, day

LIMIT = deadline(day("2026-11-25"), None)
FACTS = case_of(platform="allodocteur.fr")


def events(limit=LIMIT, facts=FACTS, case_id="case-1"):
    calendar = Calendar.from_ical(calendar_file(limit, facts, case_id))
    return calendar.walk("VEVENT")


def uids(**changes):
    return [str(event["uid"]) for event in events(**changes)]


def test_the_file_is_a_calendar_with_its_mandatory_properties():
    calendar = Calendar.from_ical(calendar_file(LIMIT, FACTS, "case-1"))
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert all(event["dtstamp"] for event in calendar.walk("VEVENT"))


def test_two_days_are_noted_the_limit_then_the_complaint():
    assert [event.decoded("dtstart") for event in events()] == [
        day("2026-12-28"),
        day("2026-12-29"),
    ]


def test_each_event_lasts_its_whole_day_and_blocks_no_time():
    for event in events():
        assert type(event.decoded("dtstart")) is dt.date
        assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"


def test_each_event_names_the_platform_as_it_is_said():
    titles = [str(event["summary"]) for event in events(facts=case_of())]
    assert all("Doctolib" in title and "(" not in title for title in titles)


def test_a_platform_the_directory_does_not_know_is_named_as_it_was_given():
    assert "kine-rdv.fr" in str(events(facts=case_of(platform="kine-rdv.fr"))[0]["summary"])


def test_the_same_case_gives_the_same_events_again():
    assert uids() == uids()


def test_a_changed_date_moves_the_events_instead_of_adding_some():
    moved = deadline(day("2026-12-01"), None)
    assert uids(limit=moved) == uids()
    assert events(limit=moved)[0].decoded("dtstart") == day("2027-01-04")


def test_the_two_events_and_two_cases_are_told_apart():
    assert len({*uids(), *uids(case_id="case-2")}) == 4


def test_the_case_is_not_readable_in_the_file():
    assert b"camille-secret" not in calendar_file(LIMIT, FACTS, "camille-secret")


@pytest.mark.parametrize("received", ["2027-01-31", "2028-01-31", "2027-04-17"])
def test_the_days_are_those_of_the_limit(received):
    limit = deadline(day(received), None)
    days = [event.decoded("dtstart") for event in events(limit=limit)]
    assert days == [limit.due, limit.complaint_from]
