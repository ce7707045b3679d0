"""The calendar file, read back by a calendar library."""

import datetime as dt

import pytest
from icalendar import Calendar

from bot.core import advice, case
from bot.core.calendar_file import calendar_file
from bot.core.checks import check_days
from bot.core.dates import say_date
from bot.core.steps import next_step
from tests.core.builders import TODAY, day, signed, unwritten, written

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.timezone.utc)
WAITING = written(written_on="2026-11-20", received_on="2026-11-24")
DELETED = written(reply="deleted", replied_on="2026-11-10")


def file_of(facts=WAITING, today=TODAY, case_id="case-1", now=NOW):
    known = case.settle(facts, today)
    return calendar_file(next_step(known, today), known, today, case_id, now)


def events(*args, **changes):
    return Calendar.from_ical(file_of(*args, **changes)).walk("VEVENT")


def uids(*args, **changes):
    return [str(event["uid"]) for event in events(*args, **changes)]


def days(*args, **changes):
    return [event.decoded("dtstart") for event in events(*args, **changes)]


# The file


def test_the_file_is_a_calendar_to_be_read_in_france():
    calendar = Calendar.from_ical(file_of())
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert calendar["method"] == "PUBLISH"
    assert calendar["x-wr-timezone"] == "Europe/Paris"


def test_lines_are_ended_and_folded_as_the_standard_wants():
    lines = file_of().split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


@pytest.mark.parametrize(
    "facts",
    [
        unwritten(),
        written(),
        signed(has_written="no"),
        written(reply="identity_requested", replied_on="2026-10-20"),
        written(reply="refused", replied_on="2026-10-20", reply_ground="other"),
    ],
    ids=["nothing sent", "time run out", "leaving", "suspended", "refused"],
)
def test_a_step_with_nothing_still_to_come_has_no_file(facts):
    assert file_of(facts) is None


def test_the_case_is_not_readable_in_the_file():
    assert b"camille-secret" not in file_of(case_id="camille-secret")


# The days


def test_two_days_are_noted_the_limit_then_the_complaint():
    assert days() == [day("2026-12-24"), day("2026-12-25")]


def test_a_deletion_is_checked_thirty_and_ninety_days_after_it_was_announced():
    assert days(DELETED) == [day("2026-12-10"), day("2027-02-08")]


@pytest.mark.parametrize("today", ["2026-11-10", "2026-11-24", "2027-01-15"])
def test_the_advice_gives_the_days_of_the_calendar_whatever_today_is(today):
    known = case.settle(DELETED, day(today))
    lines = advice.advice(next_step(known, day(today)), known, day(today))
    said = dict(lines)["utter_step_close"]
    assert list(said.values()) == [say_date(noted) for noted in days(DELETED, day(today))]


def test_a_deletion_of_an_unknown_day_is_counted_from_today():
    assert check_days({}, TODAY)["check_30"] == day("2026-12-24")


@pytest.mark.parametrize("received", ["2026-10-31", "2026-11-04", "2026-11-24"])
def test_the_days_are_those_of_the_limit(received):
    facts = written(written_on="2026-10-30", received_on=received)
    limit = next_step(facts, TODAY).deadline
    assert days(facts) == [limit.due, limit.complaint_from]


@pytest.mark.parametrize("facts", [WAITING, DELETED])
def test_each_event_lasts_its_whole_day_and_blocks_no_time(facts):
    for event in events(facts):
        assert type(event.decoded("dtstart")) is dt.date
        assert event["dtstart"].params["value"] == "DATE"
        assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"


@pytest.mark.parametrize("facts", [WAITING, DELETED])
def test_each_event_is_recalled_the_day_before(facts):
    for event in events(facts):
        (alarm,) = event.walk("VALARM")
        start = dt.datetime.combine(event.decoded("dtstart"), dt.time())
        recalled = start + alarm.decoded("trigger")
        assert recalled.date() == event.decoded("dtstart") - dt.timedelta(days=1)
        assert recalled.hour == 9
        assert alarm["action"] == "DISPLAY"
        assert str(alarm["description"]) == str(event["summary"])


# The words


@pytest.mark.parametrize("facts", [WAITING, DELETED])
def test_each_event_names_the_platform_as_it_is_said_and_the_next_step(facts):
    for event in events(facts):
        assert "Doctolib" in str(event["summary"])
        assert "(" not in str(event["summary"])
        assert str(event["description"]).endswith((".", "plaintes"))
    assert len({str(event["description"]) for event in events(facts)}) == 2


def test_the_complaint_comes_with_its_address():
    assert "https://www.cnil.fr/fr/plaintes" in str(events()[1]["description"])


def test_a_platform_the_directory_does_not_know_is_named_as_it_was_given():
    facts = {**WAITING, "platform": "kine-rdv.fr"}
    assert "kine-rdv.fr" in str(events(facts)[0]["summary"])


def test_a_day_counted_from_sending_is_said_to_be_provisional():
    emailed = written(written_on="2026-11-20", sent_by="email", received_on="")
    said = {"provisoire" in str(event["description"]).lower() for event in events(emailed)}
    assert said == {True}
    assert not any("provisoire" in str(event["description"]).lower() for event in events())


# The same event again


def test_the_same_case_gives_the_same_events_again():
    assert uids() == uids(now=NOW + dt.timedelta(days=3))


def test_a_corrected_date_moves_the_events_instead_of_adding_some():
    corrected = {**WAITING, "received_on": "2026-11-23"}
    later = NOW + dt.timedelta(minutes=2)
    before, after = events(), events(corrected, now=later)
    assert [str(event["uid"]) for event in before] == [str(event["uid"]) for event in after]
    assert days(corrected) != days()
    for old, new in zip(before, after, strict=True):
        assert new["sequence"] > old["sequence"]
        assert new.decoded("dtstamp") > old.decoded("dtstamp")
        assert new.decoded("last-modified") == new.decoded("dtstamp")


def test_a_sequence_fits_a_calendar_for_a_century():
    assert events(now=NOW.replace(year=2126))[0]["sequence"] < 2**31


def test_events_and_cases_are_told_apart():
    assert len({*uids(), *uids(case_id="case-2"), *uids(DELETED)}) == 6


def test_another_platform_in_the_same_conversation_has_events_of_its_own():
    assert not {*uids()} & {*uids({**WAITING, "platform": "Maiia"})}
