"""The case: which facts matter, what is missing, what a correction undoes, what is refused."""

import pytest

from bot.core import case
from tests.core.builders import TODAY, case_of, signed, unwritten, written

YES, NO, UNKNOWN = "yes", "no", "unknown"
ABOUT_WRITING = ("written_on", "sent_by", "reply")
REPLIES = case.CHOICES["reply"]


def without(facts, *names):
    return {fact: value for fact, value in facts.items() if fact not in names}


# --- relevance: the "asked when" column of the contract ----------------------------------------


@pytest.mark.parametrize("fact", ["platform", "contract_signed"])
@pytest.mark.parametrize("facts", [{}, signed(wants_removal=NO), written()])
def test_the_site_and_the_contract_always_matter(fact, facts):
    assert case.is_relevant(fact, facts)


@pytest.mark.parametrize("fact", ["contract_sent", "wants_removal"])
@pytest.mark.parametrize(
    ("contract", "expected"), [(YES, True), (NO, False), (UNKNOWN, False), ("third_party", False)]
)
def test_only_a_contract_of_ones_own_raises_what_to_do_with_it(fact, contract, expected):
    assert case.is_relevant(fact, {"contract_signed": contract}) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        ({"contract_signed": NO}, True),
        ({"contract_signed": YES, "wants_removal": YES}, True),
        ({"contract_signed": YES, "wants_removal": NO}, False),
        ({"contract_signed": NO, "wants_removal": NO}, True),
    ],
)
def test_whether_one_wrote_matters_unless_one_stays(facts, expected):
    assert case.is_relevant("has_written", facts) is expected


@pytest.mark.parametrize("fact", ABOUT_WRITING)
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, False),
        ({"has_written": NO}, False),
        ({"has_written": YES}, True),
        ({"has_written": YES, "contract_signed": YES, "wants_removal": NO}, False),
    ],
)
def test_the_letter_matters_once_one_wrote(fact, facts, expected):
    assert case.is_relevant(fact, facts) is expected


@pytest.mark.parametrize("means", case.CHOICES["sent_by"])
def test_the_day_of_receipt_matters_for_a_registered_letter_only(means):
    facts = {"has_written": YES, "sent_by": means}
    assert case.is_relevant("received_on", facts) is (means == "registered_letter")


@pytest.mark.parametrize("reply", REPLIES)
def test_the_day_of_the_answer_matters_when_there_is_an_answer(reply):
    facts = {"has_written": YES, "reply": reply}
    assert case.is_relevant("replied_on", facts) is (reply not in ("none", "undelivered"))


@pytest.mark.parametrize("reply", REPLIES)
def test_the_ground_matters_for_a_refusal_or_half_a_removal(reply):
    facts = {"has_written": YES, "reply": reply}
    assert case.is_relevant("reply_ground", facts) is (reply in ("refused", "partial"))


# --- what is missing, in the order of the contract ---------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("platform", "contract_signed", "has_written")),
        ({"contract_signed": NO}, ("platform", "has_written")),
        (
            {"contract_signed": YES},
            ("platform", "contract_sent", "wants_removal", "has_written"),
        ),
        ({"platform": "x", "contract_signed": YES, "wants_removal": NO}, ("contract_sent",)),
        (case_of(has_written=YES), ("written_on", "sent_by", "reply")),
        (
            case_of(has_written=YES, sent_by="registered_letter"),
            ("written_on", "received_on", "reply"),
        ),
        (without(written(reply="refused"), "sent_by"), ("sent_by", "replied_on", "reply_ground")),
        (written(reply="deleted"), ("replied_on",)),
        (written(reply="undelivered"), ()),
        (written(), ()),
        (unwritten(), ()),
        (signed(wants_removal=NO), ()),
        (written(replied_on="2026-10-20"), ()),
    ],
)
def test_what_is_missing_comes_in_the_order_of_the_contract(facts, expected):
    assert case.missing(facts) == expected


def test_the_situation_keeps_the_facts_already_known_in_their_place():
    assert case.situation(written(reply="refused")) == (
        *("platform", "contract_signed", "has_written", "written_on", "sent_by", "received_on"),
        *("reply", "replied_on", "reply_ground"),
    )


def test_the_facts_of_a_letter_are_never_missing_from_a_situation():
    assert set(case.IDENTITY).isdisjoint(case.missing({}))


# --- what is ruled out, and what is only early -------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "facts", "expected"),
    [
        ("contract_sent", {}, False),
        ("contract_sent", {"contract_signed": YES}, False),
        ("contract_sent", {"contract_signed": UNKNOWN}, True),
        ("written_on", {}, False),
        ("written_on", {"has_written": NO}, True),
        ("received_on", {"sent_by": "registered_letter"}, False),
        ("received_on", {"sent_by": "email"}, True),
        ("received_on", {"has_written": NO, "sent_by": "registered_letter"}, True),
        ("replied_on", {"reply": "none"}, True),
        ("replied_on", {"reply": "deleted"}, False),
        ("reply_ground", {"reply": "extended"}, True),
        ("has_written", {"contract_signed": YES, "wants_removal": NO}, True),
        ("has_written", {"wants_removal": NO}, False),
        ("reply", {"contract_signed": YES, "wants_removal": NO}, True),
        ("platform", written(), False),
    ],
)
def test_a_fact_is_ruled_out_by_what_contradicts_it_not_by_what_is_unknown(fact, facts, expected):
    assert case.is_excluded(fact, facts) is expected


# --- settling: a correction voids what depends on it, and nothing else --------------------------


REFUSED = written(reply="refused", replied_on="2026-10-20", reply_ground="fee")
LEAVING = {**signed(), **without(REFUSED, "contract_signed")}


@pytest.mark.parametrize(
    ("facts", "correction", "voided"),
    [
        (REFUSED, {}, ()),
        (REFUSED, {"platform": "Maiia"}, ()),
        (REFUSED, {"contract_signed": "third_party"}, ()),
        (REFUSED, {"has_written": NO}, tuple(sorted(case.WRITING))),
        (REFUSED, {"sent_by": "email"}, ("received_on",)),
        (REFUSED, {"reply": "none"}, ("replied_on", "reply_ground")),
        (REFUSED, {"reply": "undelivered"}, ("replied_on", "reply_ground")),
        (REFUSED, {"reply": "extended"}, ("reply_ground",)),
        (REFUSED, {"reply": "partial"}, ()),
        (REFUSED, {"written_on": "2026-10-07"}, ()),
        (REFUSED, {"written_on": "2026-10-08"}, ("received_on",)),
        (REFUSED, {"written_on": "2026-10-21"}, ("received_on", "replied_on")),
        (REFUSED, {"received_on": UNKNOWN}, ()),
        (LEAVING, {"contract_signed": NO}, ("contract_sent", "wants_removal")),
        (LEAVING, {"contract_sent": UNKNOWN}, ()),
        (LEAVING, {"wants_removal": NO}, ("has_written", *sorted(case.WRITING))),
    ],
)
def test_a_correction_voids_only_what_depends_on_it(facts, correction, voided):
    corrected = {**facts, **correction}
    assert case.settle(corrected, TODAY) == without(corrected, *voided)


def test_facts_given_before_their_question_are_kept():
    early = {"contract_sent": YES, "received_on": "2026-10-07", "reply_ground": "fee"}
    assert case.settle(early, TODAY) == early


def test_the_author_of_the_letter_survives_every_correction():
    author = {"full_name": "Camille Martin", "rpps": "declined"}
    settled = case.settle({**REFUSED, **author, "has_written": NO}, TODAY)
    assert author.items() <= settled.items()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reply": "perhaps"},
        {"written_on": "2026-11-25"},
        {"received_on": "2026-10-04"},
        {"written_on": "the fifth"},
        {"platform": ""},
    ],
)
def test_an_impossible_value_is_not_kept(wrong):
    assert set(case.settle({**written(), **wrong}, TODAY)) == set(written()) - set(wrong)


def test_settling_leaves_the_case_it_was_given_alone():
    facts = {**REFUSED, "has_written": NO}
    before = dict(facts)
    case.settle(facts, TODAY)
    assert facts == before


@pytest.mark.parametrize("facts", [REFUSED, LEAVING, {**LEAVING, "wants_removal": NO}])
def test_what_is_settled_stays_so(facts):
    once = case.settle(facts, TODAY)
    assert case.settle(once, TODAY) == once


# --- what one fact says of another --------------------------------------------------------------


@pytest.mark.parametrize("fact", sorted(case.WRITING))
def test_telling_about_the_letter_implies_that_one_wrote(fact):
    assert case.implied({fact: "anything"}) == {"has_written": YES, fact: "anything"}


@pytest.mark.parametrize("given", [{}, {"platform": "x"}, {"contract_sent": YES}, {"email": "x"}])
def test_other_facts_imply_nothing(given):
    assert case.implied(given) == given


def test_what_is_said_outright_wins_over_what_is_implied():
    assert case.implied({"has_written": NO, "reply": "none"})["has_written"] == NO


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("written_on", "2026-11-24", None),
        ("written_on", "2026-11-25", "future"),
        ("written_on", "2018-05-24", None),
        ("received_on", "2026-10-05", None),
        ("received_on", "2026-10-04", "before_written"),
        ("received_on", "2026-11-25", "future"),
        ("received_on", UNKNOWN, None),
        ("replied_on", "2026-10-05", None),
        ("replied_on", "2026-10-04", "before_written"),
        ("replied_on", "2027-01-01", "future"),
        ("replied_on", UNKNOWN, "invalid"),
        ("written_on", UNKNOWN, "invalid"),
        ("written_on", "2026-02-29", "invalid"),
        ("written_on", "5 octobre 2026", "invalid"),
        ("written_on", "", "invalid"),
    ],
)
def test_dates_are_past_and_follow_the_letter(fact, value, expected):
    assert case.refusal(fact, value, {"written_on": "2026-10-05"}, TODAY) == expected


def test_a_date_is_compared_with_nothing_while_the_letter_has_none():
    assert case.refusal("received_on", "2020-01-01", {}, TODAY) is None


@pytest.mark.parametrize("fact", case.CHOICES)
def test_a_closed_fact_takes_its_values_and_no_other(fact):
    refusals = {case.refusal(fact, value, {}, TODAY) for value in case.CHOICES[fact]}
    assert refusals == {None}
    assert case.refusal(fact, "something_else", {}, TODAY) == "invalid"


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("platform", "Doctolib (France)", None),
        ("platform", "  ", "invalid"),
        ("full_name", "Camille Martin", None),
        ("shoe_size", "42", "invalid"),
    ],
)
def test_an_open_fact_takes_any_words(fact, value, expected):
    assert case.refusal(fact, value, {}, TODAY) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("2026-10-07", True), (UNKNOWN, False), (None, False)]
)
def test_the_day_of_a_fact_is_a_date_or_nothing(value, expected):
    facts = {"received_on": value} if value else {}
    found = case.day(facts, "received_on")
    assert (found is not None and found.isoformat() == value) is expected
