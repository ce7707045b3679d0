"""Today's date comes from one place, which the environment may freeze."""

import datetime as dt

import pytest

from bot.core import clock


def test_today_is_the_day_of_the_machine(monkeypatch):
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    before = dt.date.today()  # noqa: DTZ011
    assert before <= clock.today() <= before + dt.timedelta(days=1)


def test_the_environment_freezes_today(monkeypatch):
    monkeypatch.setenv("ASSISTANT_TODAY", "2028-02-29")
    assert clock.today() == dt.date(2028, 2, 29)


def test_an_empty_variable_freezes_nothing(monkeypatch):
    monkeypatch.setenv("ASSISTANT_TODAY", "2000-01-01")
    frozen = clock.today()
    monkeypatch.setenv("ASSISTANT_TODAY", "")
    assert clock.today() > frozen


def test_a_clock_moved_while_running_is_read_again(monkeypatch):
    days = []
    for day in ("2026-11-24", "2026-12-24"):
        monkeypatch.setenv("ASSISTANT_TODAY", day)
        days.append(clock.today().isoformat())
    assert days == ["2026-11-24", "2026-12-24"]


@pytest.mark.parametrize("value", ["tomorrow", "24/11/2026", "2027-02-29"])
def test_what_is_not_an_iso_date_is_refused(monkeypatch, value):
    monkeypatch.setenv("ASSISTANT_TODAY", value)
    with pytest.raises(ValueError, match=r"isoformat|day is out of range"):
        clock.today()
