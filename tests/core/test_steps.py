"""The step table of the dialogue contract, row by row.

The letter of `written` is received on 7 October 2026: its answer is due on Monday 9 November, and
on 7 January 2027 once extended. Counted from sending, it is due on 5 November.
"""

import pytest

from bot.core.steps import DOCUMENTS_OF, STEPS, limit_of, next_step
from tests.core.builders import TODAY, case_of, day, signed, unwritten, written

DUE, DAY_AFTER = "2026-11-09", "2026-11-10"
EXTENDED_DUE, AFTER_EXTENSION = "2027-01-07", "2027-01-08"
EMAILED = {"sent_by": "email", "received_on": ""}


def replied(reply, on="2026-10-20", **facts):
    ground = {"reply_ground": "unknown"} if reply in ("refused", "partial") else {}
    return written(reply=reply, replied_on=on, **ground, **facts)


def leaving(facts):
    return {**facts, **signed()}


def step_of(facts, today="2026-11-24"):
    return next_step({fact: value for fact, value in facts.items() if value}, day(today))


def steps(*rows):
    return pytest.mark.parametrize(("facts", "today", "expected"), rows)


TABLE = (
    # not written yet, or undelivered, no contract of one's own
    (unwritten(), DUE, "request_deletion"),
    (unwritten(contract_signed="unknown"), DUE, "request_deletion"),
    (unwritten(contract_signed="third_party"), DUE, "request_deletion"),
    (written(reply="undelivered"), DUE, "request_deletion"),
    (written(reply="undelivered"), "2028-01-01", "request_deletion"),
    (written(reply="undelivered", contract_signed="third_party"), DUE, "request_deletion"),
    # not written yet, one's own contract, wants to leave
    (signed(has_written="no"), DUE, "terminate_and_delete"),
    (signed(has_written="no", contract_sent="no"), DUE, "terminate_and_delete"),
    (signed(has_written="no", contract_sent="unknown"), "2028-01-01", "terminate_and_delete"),
    (leaving(written(reply="undelivered")), DUE, "terminate_and_delete"),
    # one's own contract, stays
    (signed(wants_removal="no"), DUE, "declare_contract"),
    (signed(wants_removal="no", contract_sent="no"), DUE, "declare_contract"),
    (signed(wants_removal="no", contract_sent="unknown"), "2028-01-01", "declare_contract"),
    # written, no reply, time running: the due day still is
    (written(), "2026-10-07", "wait"),
    (written(), "2026-11-08", "wait"),
    (written(), DUE, "wait"),
    (written(received_on="unknown"), "2026-11-05", "wait"),
    (written(**EMAILED), "2026-11-05", "wait"),
    (leaving(written()), DUE, "wait"),
    # an extension announced in time, still running
    (replied("extended"), "2026-10-21", "wait_extended"),
    (replied("extended"), DAY_AFTER, "wait_extended"),
    (replied("extended"), EXTENDED_DUE, "wait_extended"),
    (replied("extended", on=DUE), DAY_AFTER, "wait_extended"),
    (replied("extended", **EMAILED), "2027-01-05", "wait_extended"),
    # identity asked for before the time ran out: the clock is stopped
    (replied("identity_requested"), "2026-10-21", "answer_identity"),
    (replied("identity_requested", on=DUE), DUE, "answer_identity"),
    (replied("identity_requested"), DAY_AFTER, "answer_identity"),
    (replied("identity_requested", on="2026-11-05", **EMAILED), "2027-03-01", "answer_identity"),
    # silence once the time has run out
    (written(), DAY_AFTER, "complain"),
    (written(), "2028-01-01", "complain"),
    (written(received_on="unknown"), "2026-11-06", "complain"),
    (written(**EMAILED), "2026-11-06", "complain"),
    (written(sent_by="letter", received_on=""), "2026-11-06", "complain"),
    (written(sent_by="web_form", received_on=""), "2026-11-06", "complain"),
    (leaving(written()), DAY_AFTER, "complain"),
    # a refusal, or half a removal, at once
    (replied("refused"), "2026-10-20", "complain"),
    (replied("refused"), DUE, "complain"),
    (replied("refused", on="2026-11-20"), TODAY.isoformat(), "complain"),
    (replied("partial"), "2026-10-20", "complain"),
    (replied("partial"), DUE, "complain"),
    (replied("partial", contract_signed="unknown"), DAY_AFTER, "complain"),
    # an extension announced too late, or run out
    (replied("extended", on=DAY_AFTER), DAY_AFTER, "complain"),
    (replied("extended", on="2026-11-20"), TODAY.isoformat(), "complain"),
    (replied("extended", on="2026-11-06", **EMAILED), "2026-11-06", "complain"),
    (replied("extended"), AFTER_EXTENSION, "complain"),
    (replied("extended", **EMAILED), "2027-01-06", "complain"),
    # identity asked for when the time had run out already
    (replied("identity_requested", on=DAY_AFTER), DAY_AFTER, "complain"),
    (replied("identity_requested", on="2026-11-20"), TODAY.isoformat(), "complain"),
    (replied("identity_requested", on="2026-11-06", **EMAILED), "2026-11-06", "complain"),
    # deleted
    (replied("deleted"), "2026-10-20", "close"),
    (replied("deleted", on="2026-11-20"), TODAY.isoformat(), "close"),
    (leaving(replied("deleted")), "2028-01-01", "close"),
)


@steps(*TABLE)
def test_the_facts_and_the_day_name_one_step(facts, today, expected):
    assert step_of(facts, today).name == expected


@pytest.mark.parametrize("name", STEPS)
def test_every_step_of_the_contract_has_its_cases(name):
    assert sum(expected == name for _, _, expected in TABLE) >= 3


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (unwritten(), {"deletion_request"}),
        (signed(has_written="no"), {"termination_request"}),
        (signed(wants_removal="no"), {"contract_transmittal"}),
        (written(received_on="2026-11-01"), set()),
        (replied("extended"), set()),
        (replied("identity_requested"), {"reminder"}),
        (written(), {"reminder", "cnil_complaint"}),
        (replied("refused"), {"reminder", "cnil_complaint"}),
        (replied("deleted"), set()),
    ],
)
def test_each_step_offers_its_documents(facts, expected):
    assert set(step_of(facts).documents) == expected


@pytest.mark.parametrize("sent", ["no", "unknown"])
@pytest.mark.parametrize(("facts", "today", "name"), TABLE)
def test_a_contract_not_surely_sent_always_adds_its_transmittal(facts, today, name, sent):
    contract = {"contract_signed": "yes", "contract_sent": sent}
    stays = {"wants_removal": facts.get("wants_removal", "yes")}
    documents = step_of({**facts, **contract, **stays}, today).documents
    assert documents.count("contract_transmittal") == 1


@pytest.mark.parametrize("contract", ["no", "unknown", "third_party"])
def test_without_a_contract_of_ones_own_there_is_none_to_send(contract):
    assert "contract_transmittal" not in step_of(written(contract_signed=contract)).documents


@pytest.mark.parametrize("name", ["wait", "close"])
def test_a_contract_already_sent_adds_nothing(name):
    facts = {"wait": written(received_on="2026-11-01"), "close": replied("deleted")}[name]
    step = step_of(leaving(facts))
    assert (step.name, step.documents) == (name, ())


@pytest.mark.parametrize(
    "facts",
    [unwritten(), signed(has_written="no"), signed(wants_removal="no"), replied("refused")],
)
def test_no_step_is_named_while_a_fact_is_missing(facts):
    for fact in facts:
        assert step_of({**facts, fact: ""}) is None


@pytest.mark.parametrize("absent", ["contract_signed", "written_on", "sent_by", "reply"])
def test_a_written_case_without_one_of_its_facts_has_no_step(absent):
    assert step_of({**written(), absent: ""}) is None


def test_an_empty_case_has_no_step():
    assert next_step({}, TODAY) is None


@pytest.mark.parametrize(
    ("facts", "due", "extended", "provisional"),
    [
        (written(), DUE, False, False),
        (written(received_on="unknown"), "2026-11-05", False, True),
        (written(**EMAILED), "2026-11-05", False, True),
        (replied("extended"), EXTENDED_DUE, True, False),
        (replied("extended", on=DUE), EXTENDED_DUE, True, False),
        (replied("extended", on=DAY_AFTER), DUE, False, False),
        (replied("refused"), DUE, False, False),
    ],
)
def test_a_step_after_writing_carries_its_time_limit(facts, due, extended, provisional):
    limit = step_of(facts).deadline
    found = (limit.due.isoformat(), limit.extended, limit.provisional)
    assert found == (due, extended, provisional)


@pytest.mark.parametrize("facts", [unwritten(), written(reply="undelivered"), case_of()])
def test_no_time_runs_while_nothing_has_arrived(facts):
    assert limit_of(facts) is None


def test_every_step_has_its_documents_listed():
    assert set(DOCUMENTS_OF) == set(STEPS)
