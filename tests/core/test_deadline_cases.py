"""Time limits against the table of `deadlines.yml`, and the steps on the days they turn."""

from pathlib import Path

import pytest
import yaml

from bot.core import texts
from bot.core.advice import deadline_line
from bot.core.deadlines import deadline
from bot.core.steps import limit_of, next_step
from tests.core.builders import day, written

CASES = yaml.safe_load(Path(__file__).with_name("deadlines.yml").read_text(encoding="utf-8"))
COMPUTED = ("due", "complaint_from", "notice_two_months", "provisional")
RULES = {rule for row in CASES for rule in row["rules"]}
FEWEST_CASES, FEWEST_OF_A_RULE = 90, 10
LONGEST_EXPLANATION = 520  # characters: an extension moved off a feast says the most, in 502
NO_BREAK = "\N{NO-BREAK SPACE}"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def start_of(row):
    return row.get("received") or row["written"]


def limit(row):
    return deadline(row.get("received"), row.get("written"), row["extended"])


def explanation(row):
    name, fields = deadline_line(limit(row), start_of(row))
    return texts.say(name, **fields).replace(NO_BREAK, " ")


def in_words(date):
    number = "1er" if date.day == 1 else date.day
    return f"{WEEKDAYS[date.weekday()]} {number} {MONTHS[date.month - 1]} {date.year}"


def cases(wanted=lambda row: True):
    rows = [row for row in CASES if wanted(row)]
    return pytest.mark.parametrize("row", rows, ids=[f"{start_of(r)} {r['why']}" for r in rows])


def is_former(row):
    return "DEC-94" in row["rules"]


def test_the_table_is_long_and_holds_no_case_twice():
    keys = {(row.get("received"), row.get("written"), row["extended"]) for row in CASES}
    assert len(keys) == len(CASES) >= FEWEST_CASES


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_of_the_table_has_its_cases(rule):
    assert sum(rule in row["rules"] for row in CASES) >= FEWEST_OF_A_RULE


@cases()
def test_a_limit_falls_on_the_days_worked_out(row):
    found = {name: getattr(limit(row), name) for name in COMPUTED}
    assert found == {name: row[name] for name in COMPUTED}


@cases()
def test_a_limit_names_every_rule_that_applies_and_no_other(row):
    assert sorted(limit(row).rules) == sorted(row["rules"])


@cases()
def test_a_limit_is_explained_by_its_days_in_words(row):
    said = explanation(row)
    assert in_words(row["due"]) in said
    assert in_words(row["complaint_from"]) in said
    assert in_words(start_of(row)) in said


@cases()
def test_an_explanation_is_one_short_paragraph(row):
    said = explanation(row)
    assert "\n" not in said
    assert "  " not in said
    assert not set("{}") & set(said)
    assert len(said) <= LONGEST_EXPLANATION


@cases()
def test_an_explanation_says_provisional_extended_and_moved_when_it_is(row):
    said, rules = explanation(row), set(row["rules"])
    heading = said.partition(":")[0]
    assert ("provisoire" in heading) is ("DELAI-08" in rules)
    assert ("prolongée" in heading) is ("DELAI-07" in rules)
    assert ("jour férié" in said) is ("DELAI-04" in rules)


# --- before 25 May 2018 -------------------------------------------------------------------------


@cases(is_former)
def test_the_former_rule_of_two_months_is_neither_extended_nor_moved(row):
    found = limit(row)
    assert found.due == found.nominal == found.notice_two_months
    assert not found.extended
    assert not found.moved


@cases(is_former)
def test_the_former_rule_has_an_explanation_of_its_own(row):
    name, _ = deadline_line(limit(row), start_of(row))
    law = texts.responses()[name][0]["metadata"]["law"]
    assert name.startswith("utter_deadline_former")
    assert "RGPD-12-3" not in law
    assert {"DEC-94", "DELAI-10"} <= set(law)


@cases(lambda row: not is_former(row))
def test_the_former_rule_is_not_told_as_that_of_a_later_request(row):
    assert not limit(row).former


# --- the steps, on the days they turn -----------------------------------------------------------


def silent(received, **facts):
    return written(written_on="2026-09-01", received_on=received, **facts)


def extended(received, on):
    return silent(received, reply="extended", replied_on=on)


def unreceived(sent, **facts):
    return written(written_on=sent, received_on="unknown", **facts)


def former(**facts):
    return written(written_on="2018-05-22", received_on="2018-05-24", **facts)


def steps_on(*rows):
    return pytest.mark.parametrize(("facts", "today", "expected"), rows)


@steps_on(
    # received on 24 November, due on Thursday 24 December
    (extended("2026-11-24", on="2026-12-23"), "2026-12-26", "2027-02-24"),
    (extended("2026-11-24", on="2026-12-24"), "2026-12-26", "2027-02-24"),
    (extended("2026-11-24", on="2026-12-25"), "2026-12-26", "2026-12-24"),
    # the 25th, Christmas, a Friday: due on Monday 28 December
    (extended("2026-11-25", on="2026-12-25"), "2026-12-30", "2027-02-25"),
    (extended("2026-11-25", on="2026-12-27"), "2026-12-30", "2027-02-25"),
    (extended("2026-11-25", on="2026-12-28"), "2026-12-30", "2027-02-25"),
    (extended("2026-11-25", on="2026-12-29"), "2026-12-30", "2026-12-28"),
    # received on 7 October: 7 November is a Saturday, due on Monday 9 November
    (extended("2026-10-07", on="2026-11-07"), "2026-11-12", "2027-01-07"),
    (extended("2026-10-07", on="2026-11-09"), "2026-11-12", "2027-01-07"),
    (extended("2026-10-07", on="2026-11-10"), "2026-11-12", "2026-11-09"),
    # received on 31 January 2027: the 28th of February is a Sunday, due on Monday 1 March
    (extended("2027-01-31", on="2027-02-28"), "2027-03-03", "2027-04-30"),
    (extended("2027-01-31", on="2027-03-01"), "2027-03-03", "2027-04-30"),
    (extended("2027-01-31", on="2027-03-02"), "2027-03-03", "2027-03-01"),
    # sent on 20 November: due, provisionally, on Monday 21 December
    (
        unreceived("2026-11-20", reply="extended", replied_on="2026-12-21"),
        *("2026-12-24", "2027-02-22"),
    ),
    (
        unreceived("2026-11-20", reply="extended", replied_on="2026-12-22"),
        *("2026-12-24", "2026-12-21"),
    ),
)
def test_an_extension_counts_when_announced_by_the_due_day(facts, today, expected):
    found = limit_of(facts)
    in_time = found.extended
    assert found.due == day(expected)
    assert next_step(facts, day(today)).name == ("wait_extended" if in_time else "complain")


@steps_on(
    # due on the day itself
    (silent("2026-11-24"), "2026-12-24", "wait"),
    (silent("2026-11-24"), "2026-12-25", "complain"),
    # moved from Friday 25 to Monday 28 December
    (silent("2026-11-25"), "2026-12-25", "wait"),
    (silent("2026-11-25"), "2026-12-26", "wait"),
    (silent("2026-11-25"), "2026-12-28", "wait"),
    (silent("2026-11-25"), "2026-12-29", "complain"),
    # moved over Easter, from Saturday 27 to Tuesday 30 March
    (silent("2027-02-27"), "2027-03-29", "wait"),
    (silent("2027-02-27"), "2027-03-30", "wait"),
    (silent("2027-02-27"), "2027-03-31", "complain"),
    # counted from sending
    (unreceived("2026-11-20"), "2026-12-21", "wait"),
    (unreceived("2026-11-20"), "2026-12-22", "complain"),
    # extended to Thursday 25 February 2027
    (extended("2026-11-25", on="2026-12-28"), "2027-02-25", "wait_extended"),
    (extended("2026-11-25", on="2026-12-28"), "2027-02-26", "complain"),
    # extended to 1 January 2027, moved to Monday the 4th
    (extended("2026-10-01", on="2026-11-02"), "2027-01-02", "wait_extended"),
    (extended("2026-10-01", on="2026-11-02"), "2027-01-04", "wait_extended"),
    (extended("2026-10-01", on="2026-11-02"), "2027-01-05", "complain"),
    # announced late: the first limit stays
    (extended("2026-11-25", on="2026-12-29"), "2026-12-29", "complain"),
    # two months before 25 May 2018, and no extension
    (former(), "2018-06-25", "wait"),
    (former(), "2018-07-24", "wait"),
    (former(), "2018-07-25", "complain"),
    (former(reply="extended", replied_on="2018-06-20"), "2018-07-24", "wait"),
    (former(reply="extended", replied_on="2018-06-20"), "2018-07-25", "complain"),
)
def test_a_complaint_opens_the_day_after_the_due_day(facts, today, expected):
    assert next_step(facts, day(today)).name == expected


@steps_on(
    (silent("2026-11-25"), "2026-12-28", "2026-12-29"),
    (extended("2026-11-25", on="2026-12-28"), "2027-02-25", "2027-02-26"),
    (former(), "2018-07-24", "2018-07-25"),
)
def test_the_step_and_the_limit_agree_on_the_day_a_complaint_opens(facts, today, expected):
    assert limit_of(facts).complaint_from == day(expected)
    assert next_step(facts, day(today)).name != "complain"
    assert next_step(facts, day(expected)).name == "complain"
