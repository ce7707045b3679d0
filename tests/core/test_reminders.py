"""Reminders: on which days, which one is due, and what is said; all derived from the case."""

import string

import pytest

from bot.core import case, profile, reminders, texts
from bot.core.dates import say_date
from tests.core.builders import TODAY, case_of, day, signed, unwritten, written

NO_BREAK = "\N{NO-BREAK SPACE}"
EMAILED = {"sent_by": "email", "received_on": ""}
EXTENDED = {"reply": "extended", "replied_on": "2026-10-20"}
LATE = {"reply": "extended", "replied_on": "2026-11-20"}
KEPT = 30  # days


def settled(facts, today):
    return case.settle(facts, day(today))


def days(facts, today):
    found = reminders.days(settled(facts, today), day(today))
    return {kind: found_on.isoformat() for kind, found_on in found.items()}


def due(facts, today, told=""):
    return reminders.due(settled(facts, today), day(today), told)


def after_turn(facts, today, told=""):
    return reminders.told_after_turn(settled(facts, today), day(today), told)


# The days


@pytest.mark.parametrize(
    ("facts", "today", "soon", "expired"),
    [
        (written(), "2026-10-20", "2026-11-02", "2026-11-10"),  # due on a Monday, not a Saturday
        (
            written(written_on="2026-11-23", received_on="2026-11-25"),
            "2026-11-26",
            "2026-12-21",  # 25 December, then a weekend
            "2026-12-29",
        ),
        (
            written(written_on="2026-08-28", received_on="2026-08-31"),
            "2026-09-01",
            "2026-09-23",  # September has thirty days
            "2026-10-01",
        ),
        (
            written(written_on="2027-01-28", received_on="2027-01-31"),
            "2027-02-01",
            "2027-02-22",  # 28 February is a Sunday
            "2027-03-02",
        ),
        (written(**EMAILED), "2026-10-20", "2026-10-29", "2026-11-06"),
        (written(**EXTENDED), "2026-10-20", "2026-12-31", "2027-01-08"),
        (written(**EXTENDED, **EMAILED), "2026-10-20", "2026-12-29", "2027-01-06"),
        (
            {**written(), **signed(contract_sent="no")},
            "2026-10-20",
            "2026-11-02",
            "2026-11-10",
        ),
    ],
)
def test_one_is_written_seven_days_before_the_limit_and_the_day_after(facts, today, soon, expired):
    assert days(facts, today) == {"soon": soon, "expired": expired}


@pytest.mark.parametrize("today", ["2026-11-02", "2026-11-05", "2026-11-09"])
def test_a_day_that_has_come_is_no_longer_announced(today):
    assert days(written(), today) == {"expired": "2026-11-10"}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        case_of(),
        unwritten(),
        signed(wants_removal="no"),
        written(reply=""),
        written(),  # run out
        written(reply="undelivered"),
        written(reply="refused", replied_on="2026-10-20", reply_ground="other"),
        written(reply="deleted", replied_on="2026-10-20"),
        written(reply="identity_requested", replied_on="2026-10-20"),
        written(**LATE),
    ],
)
def test_nothing_is_announced_where_no_limit_is_running(facts):
    assert days(facts, TODAY.isoformat()) == {}


# What is due


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-07", None),
        ("2026-11-01", None),
        ("2026-11-02", "soon 2026-11-09"),
        ("2026-11-05", "soon 2026-11-09"),  # nobody could write on the day
        ("2026-11-09", "soon 2026-11-09"),
        ("2026-11-10", "expired 2026-11-09"),
        ("2026-11-24", "expired 2026-11-09"),
    ],
)
def test_what_is_due_depends_on_the_day(today, expected):
    assert due(written(), today) == expected


@pytest.mark.parametrize(
    ("today", "told", "expected"),
    [
        ("2026-11-03", "soon 2026-11-09", None),
        ("2026-11-10", "soon 2026-11-09", "expired 2026-11-09"),
        ("2026-11-10", "said 2026-11-09", "expired 2026-11-09"),
        ("2026-11-11", "expired 2026-11-09", None),
    ],
)
def test_a_reminder_is_told_once(today, told, expected):
    assert due(written(), today, told) == expected


@pytest.mark.parametrize("told", ["", "soon 2026-11-09"])
@pytest.mark.parametrize(
    "answer",
    [
        {"reply": "refused", "replied_on": "2026-11-03", "reply_ground": "other"},
        {"reply": "partial", "replied_on": "2026-11-03", "reply_ground": "other"},
        {"reply": "deleted", "replied_on": "2026-11-03"},
        {"reply": "identity_requested", "replied_on": "2026-11-03"},
        {"reply": "undelivered"},
        LATE,
        {"reply": ""},  # taken back, to be asked again
    ],
)
def test_an_answer_cancels_what_was_to_come(answer, told):
    assert due(written(), TODAY.isoformat(), told) is not None
    assert due(written(**answer), TODAY.isoformat(), told) is None


@pytest.mark.parametrize("told", ["soon 2026-11-09", "expired 2026-11-09"])
def test_an_extension_gives_reminders_again(told):
    assert due(written(**EXTENDED), "2026-12-30", told) is None
    assert due(written(**EXTENDED), "2026-12-31", told) == "soon 2027-01-07"
    assert due(written(**EXTENDED), "2027-01-08", "soon 2027-01-07") == "expired 2027-01-07"


def test_a_corrected_date_moves_what_is_due():
    assert due(written(), "2026-11-02") == "soon 2026-11-09"
    later = written(received_on="2026-10-15")
    assert due(later, "2026-11-02") is None
    assert due(later, "2026-11-09") == "soon 2026-11-16"
    assert due(later, "2026-11-17", "expired 2026-11-09") == "expired 2026-11-16"


# What a turn of the dialogue tells


@pytest.mark.parametrize(
    ("today", "told", "expected"),
    [
        ("2026-10-20", "", "said 2026-11-09"),
        ("2026-11-02", "", "soon 2026-11-09"),  # its day has come: it is not announced
        ("2026-11-09", "", "soon 2026-11-09"),
        ("2026-11-10", "", "expired 2026-11-09"),
        ("2026-11-02", "said 2026-11-09", "said 2026-11-09"),  # announced: it will come
        ("2026-11-10", "soon 2026-11-09", "soon 2026-11-09"),
        ("2026-10-20", "expired 2026-10-12", "said 2026-11-09"),
    ],
)
def test_the_turn_that_says_the_days_tells_what_they_leave_out(today, told, expected):
    assert after_turn(written(), today, told) == expected


@pytest.mark.parametrize("today", ["2026-10-20", "2026-11-02", "2026-11-06", "2026-11-09"])
def test_after_a_turn_only_the_days_it_announced_are_written(today):
    told, announced = after_turn(written(), today), days(written(), today)
    assert due(written(), today, told) is None
    assert {kind: due(written(), on, told) for kind, on in announced.items()} == {
        kind: f"{kind} 2026-11-09" for kind in announced
    }


@pytest.mark.parametrize("facts", [{}, unwritten(), written(reply="deleted")])
def test_a_turn_that_leaves_no_limit_tells_nothing(facts):
    assert after_turn(facts, "2026-10-20", "soon 2026-11-09") == "soon 2026-11-09"


# The words

ON = {"soon": "2026-11-05", "expired": "2026-11-10"}
CASES = {
    "counted from receipt": (written(), ""),
    "counted from sending": (written(**EMAILED), "_provisional"),
}


@pytest.mark.parametrize("kind", ON)
@pytest.mark.parametrize("situation", CASES)
def test_a_reminder_says_the_platform_and_the_day_with_all_its_fields(kind, situation):
    facts, suffix = CASES[situation]
    today = "2026-10-30" if suffix and kind == "soon" else ON[kind]
    ((name, fields),) = reminders.lines(kind, settled(facts, today), day(today))
    text = texts.say(name, **fields).replace(NO_BREAK, " ")
    assert name == f"utter_reminder_{kind}{suffix}"
    assert "Doctolib" in text
    assert ("jeudi 5 novembre 2026" if suffix else "lundi 9 novembre 2026") in text
    assert "assistant automatisé" in text
    assert ("provisoire" in text) is bool(suffix)
    assert ("serait ouverte" in text) is (bool(suffix) and kind == "soon")


def test_the_last_reminder_asks_whether_an_answer_came():
    ((name, fields),) = reminders.lines("expired", settled(written(), "2026-11-10"), TODAY)
    assert "Avez-vous reçu une réponse" in texts.say(name, **fields)
    assert texts.choices("reply")["none"].lower() in texts.say(name, **fields)


def test_nothing_is_made_up_to_be_told():
    with pytest.raises(ValueError, match="awaited"):
        reminders.lines("soon", unwritten(), TODAY)


def said(line):
    name, fields = line
    text = texts.say(name, **{**profile.fields(), **fields})
    assert not [field for _, field, _, _ in string.Formatter().parse(text) if field]
    return text.replace(NO_BREAK, " ")


FIRST, LAST = (
    say_date(day(on), weekday=True).replace(NO_BREAK, " ") for on in ("2026-11-02", "2026-11-10")
)


@pytest.mark.parametrize("asked", [True, False])
def test_the_offer_says_the_days(asked):
    text = said(reminders.offer(written(), day("2026-10-20"), KEPT, asked))
    assert FIRST in text
    assert LAST in text
    assert ("rappelez-moi l’échéance" in text) is not asked


@pytest.mark.parametrize(
    ("today", "kept", "promised", "unsure"),
    [
        ("2026-10-20", 30, [FIRST, LAST], []),
        ("2026-10-20", 22, [FIRST, LAST], []),
        ("2026-10-20", 21, [FIRST], [LAST]),  # erased on the very day
        ("2026-10-20", 14, [FIRST], [LAST]),
        ("2026-10-20", 13, [], [FIRST, LAST]),
        ("2026-11-05", 30, [LAST], []),
        ("2026-11-05", 3, [], [LAST]),
    ],
)
def test_what_comes_after_the_conversation_is_erased_is_not_promised(today, kept, promised, unsure):
    text = said(reminders.promise(written(), day(today), kept))
    sure, warned, rest = text.partition("Attention")
    assert [on for on in (FIRST, LAST) if on in sure] == promised
    assert [on for on in (FIRST, LAST) if on in rest] == unsure
    assert bool(warned) is bool(unsure)
    assert (f"après {kept} jours sans message" in rest) is bool(unsure)


@pytest.mark.parametrize("speak", [reminders.offer, reminders.promise])
@pytest.mark.parametrize("facts", [{}, unwritten(), written(reply="deleted")])
def test_nothing_is_offered_nor_promised_where_no_limit_is_running(speak, facts):
    assert speak(facts, TODAY, KEPT) is None
