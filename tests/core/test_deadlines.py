"""Time limits against the worked examples of the legal facts, part D."""

import datetime as dt

import pytest

from bot.core.deadlines import add_months, deadline, is_working_day, roll_forward
from tests.core.builders import day

ALWAYS = {"RGPD-12-3", "DELAI-01", "DELAI-02", "DELAI-06", "DELAI-10"}
MOVED = {"DELAI-04", "DELAI-05"}

EXAMPLES = (
    ("2026-11-24", "2026-12-24", "2026-12-24", "2026-12-25", "2027-02-24"),
    ("2026-11-25", "2026-12-25", "2026-12-28", "2026-12-29", "2027-02-25"),
    ("2026-12-01", "2027-01-01", "2027-01-04", "2027-01-05", "2027-03-01"),
    ("2026-10-11", "2026-11-11", "2026-11-12", "2026-11-13", "2027-01-11"),
    ("2026-10-01", "2026-11-01", "2026-11-02", "2026-11-03", "2027-01-04"),
    ("2027-01-31", "2027-02-28", "2027-03-01", "2027-03-02", "2027-04-30"),
    ("2028-01-31", "2028-02-29", "2028-02-29", "2028-03-01", "2028-05-02"),
    ("2027-03-31", "2027-04-30", "2027-04-30", "2027-05-01", "2027-06-30"),
    ("2027-04-01", "2027-05-01", "2027-05-03", "2027-05-04", "2027-07-01"),
    ("2027-04-06", "2027-05-06", "2027-05-07", "2027-05-08", "2027-07-06"),
    ("2027-04-17", "2027-05-17", "2027-05-18", "2027-05-19", "2027-07-19"),
    ("2027-06-14", "2027-07-14", "2027-07-15", "2027-07-16", "2027-09-14"),
    ("2027-02-27", "2027-03-27", "2027-03-30", "2027-03-31", "2027-05-27"),
    ("2027-08-31", "2027-09-30", "2027-09-30", "2027-10-01", "2027-11-30"),
)
HOLIDAYS_2026 = (
    *("2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"),
    *("2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"),
)
MOVING_FEASTS = (
    *("2027-03-29", "2027-05-06", "2027-05-17"),
    *("2028-04-17", "2028-05-25", "2028-06-05"),
)


@pytest.mark.parametrize(("received", "nominal", "due", "complaint_from", "extended"), EXAMPLES)
def test_the_worked_examples_of_the_legal_facts(received, nominal, due, complaint_from, extended):
    limit = deadline(day(received), None)
    assert (limit.nominal, limit.due, limit.complaint_from) == (
        day(nominal),
        day(due),
        day(complaint_from),
    )
    assert deadline(day(received), None, extended=True).due == day(extended)


@pytest.mark.parametrize(("received", "nominal", "due", "_complaint", "_extended"), EXAMPLES)
def test_a_moved_limit_says_so_and_names_the_rule(received, nominal, due, _complaint, _extended):
    limit = deadline(day(received), None)
    assert limit.moved is (nominal != due)
    assert MOVED.issubset(limit.rules) is (nominal != due)


def test_an_extension_counts_from_receipt_not_from_the_first_limit():
    assert deadline(day("2026-11-25"), None, extended=True).due == day("2027-02-25")


@pytest.mark.parametrize("received", [row[0] for row in EXAMPLES])
@pytest.mark.parametrize("extended", [False, True])
def test_a_limit_ends_on_a_working_day_and_a_complaint_opens_the_day_after(received, extended):
    limit = deadline(day(received), None, extended)
    assert is_working_day(limit.due)
    assert limit.complaint_from - limit.due == dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("received", "written", "extended", "expected"),
    [
        ("2026-11-24", None, False, ALWAYS),
        ("2026-11-25", None, False, ALWAYS | MOVED),
        ("2027-03-31", None, False, ALWAYS | {"DELAI-03"}),
        ("2027-01-31", None, False, ALWAYS | MOVED | {"DELAI-03"}),
        (None, "2026-11-24", False, ALWAYS | {"DELAI-08"}),
        ("2026-11-24", None, True, ALWAYS | {"DELAI-07"}),
        (None, "2027-01-31", True, ALWAYS | {"DELAI-03", "DELAI-07", "DELAI-08"}),
    ],
)
def test_a_limit_names_the_rules_it_applies(received, written, extended, expected):
    dates = [day(date) if date else None for date in (received, written)]
    limit = deadline(*dates, extended)
    assert set(limit.rules) == expected
    assert len(limit.rules) == len(expected)


@pytest.mark.parametrize(
    ("received", "written", "due", "provisional"),
    [
        ("2026-11-25", "2026-11-20", "2026-12-28", False),
        (None, "2026-11-20", "2026-12-21", True),
        ("2026-11-25", None, "2026-12-28", False),
    ],
)
def test_a_limit_counted_from_sending_is_provisional(received, written, due, provisional):
    dates = [day(date) if date else None for date in (received, written)]
    limit = deadline(*dates)
    assert (limit.due, limit.provisional) == (day(due), provisional)


@pytest.mark.parametrize("extended", [False, True])
def test_no_limit_is_made_from_no_date(extended):
    with pytest.raises(ValueError, match="date"):
        deadline(None, None, extended)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-24", "2027-01-24"),
        ("2026-12-31", "2027-02-28"),
        ("2027-12-31", "2028-02-29"),
        ("2026-11-01", "2027-01-01"),
    ],
)
def test_the_two_months_of_the_notice_are_the_plain_calendar_ones(received, expected):
    assert deadline(day(received), None).notice_two_months == day(expected)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2028-01-29", 1, "2028-02-29"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-29", 1, "2027-02-28"),
        ("2028-02-29", 1, "2028-03-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-02-28", 1, "2027-03-28"),
        ("2026-12-31", 1, "2027-01-31"),
    ],
)
def test_a_month_keeps_its_day_or_ends_with_the_month(start, months, expected):
    assert add_months(day(start), months) == day(expected)


def test_the_eleven_public_holidays_of_france_are_not_working_days():
    assert len(HOLIDAYS_2026) == 11
    assert not any(is_working_day(day(date)) for date in (*HOLIDAYS_2026, *MOVING_FEASTS))


def test_nothing_else_of_the_week_is_a_holiday():
    start = day("2026-01-01")
    year = [start + dt.timedelta(days=number) for number in range(365)]
    off = {date.isoformat() for date in year if date.weekday() < 5 and not is_working_day(date)}
    assert off == {date for date in HOLIDAYS_2026 if day(date).weekday() < 5}


@pytest.mark.parametrize("date", ["2027-03-26", "2028-12-26"])
def test_the_holidays_of_alsace_and_moselle_are_left_aside(date):
    assert is_working_day(day(date))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2027-03-27", "2027-03-30"),
        ("2027-12-31", "2027-12-31"),
        ("2028-01-01", "2028-01-03"),
    ],
)
def test_a_limit_moves_to_the_first_working_day(date, expected):
    assert roll_forward(day(date)) == day(expected)


def test_the_holidays_of_another_state_can_be_counted():
    unity_day = day("2028-10-03")
    assert roll_forward(unity_day) == unity_day
    assert roll_forward(unity_day, country="DE") == day("2028-10-04")


def test_a_day_of_receipt_that_is_not_worked_still_starts_the_month():
    assert deadline(day("2026-10-11"), None).nominal == day("2026-11-11")
