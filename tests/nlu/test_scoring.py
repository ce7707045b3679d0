"""The scorer: each outcome, on made-up readings, is seen to count, and nothing else does."""

from dataclasses import asdict

import pytest

from bot.core.reading import Reading
from tools.bench.frozen import Item
from tools.bench.scoring import Counts, first, named, score, score_intents, total

SENT = {"written_on": "2026-09-03", "sent_by": "email"}


def item(**fields):
    return Item("text", "plain", **fields)


def heard(**fields):
    return Reading("intent", 1.0, **fields)


def seen(item, **reading):
    """The counts that are not nought, but for the message itself."""
    counts = asdict(score(item, heard(**reading)))
    assert counts.pop("messages") == 1
    return {name: int(count) for name, count in counts.items() if count}


# --- facts ---------------------------------------------------------------------------------------


def test_a_fact_that_another_rules_out_is_not_expected():
    settled = item(facts={"contract_signed": "no", "wants_removal": "yes"})
    assert seen(settled, facts={"contract_signed": "no"}) == {"expected": 1, "right": 1}


def test_facts_taken_are_right_and_those_missing_are_not():
    expected = item(facts={"reply": "none", "platform": "Maiia"})
    assert seen(expected, facts={"reply": "none"}) == {"expected": 2, "right": 1}
    assert seen(expected, facts={"reply": "none", "platform": "Maiia"}) == {
        "expected": 2,
        "right": 2,
    }


@pytest.mark.parametrize("taken", ["refused", "deleted"])
def test_fact_with_another_value_is_wrong_and_missed(taken):
    assert seen(item(facts={"reply": "none"}), facts={"reply": taken}) == {
        "expected": 1,
        "wrong": 1,
        "wrong_messages": 1,
    }


def test_two_wrong_facts_make_one_wrong_message():
    wrong = seen(item(control="help"), facts={"reply": "none", "platform": "Maiia"})
    assert (wrong["wrong"], wrong["wrong_messages"]) == (2, 1)


def test_fact_that_is_defensible_or_already_known_is_not_wrong():
    lenient = item(may={"reply": "none"}, known={"platform": "Maiia"}, facts={"email": "a@b.fr"})
    taken = {"reply": "none", "platform": "Maiia", "email": "a@b.fr"}
    assert seen(lenient, facts=taken) == {"expected": 1, "right": 1}
    assert seen(lenient, facts={**taken, "platform": "KelDoc"})["wrong"] == 1


@pytest.mark.parametrize("field", ["facts", "may"])
def test_having_written_is_not_wrong_where_it_is_implied(field):
    assert "wrong" not in seen(item(**{field: SENT}), facts={"has_written": "yes"})
    assert seen(item(**{field: SENT}), facts={"has_written": "no"})["wrong"] == 1


def test_having_written_is_right_when_what_was_taken_implies_it():
    expected = item(facts={"has_written": "yes", **SENT})
    assert seen(expected, facts=SENT)["right"] == 3


def test_what_the_question_supposes_is_known():
    asked = item(asked="reply_ground", facts={"reply_ground": "fee"})
    assert asked.case == {"has_written": "yes", "reply": "refused"}
    assert "wrong" not in seen(asked, facts={"reply": "refused", "reply_ground": "fee"})
    assert item(asked="reply_ground", known={"reply": "partial"}).case["reply"] == "partial"


def test_choice_of_the_dialogue_is_no_fact_of_the_case():
    assert seen(item(facts={"reply": "none"}), facts={"document": "none"}) == {"expected": 1}


@pytest.mark.parametrize(
    ("doubts", "draft", "is_proposed"),
    [
        ({"reply": "confirm"}, "none", True),
        ({"reply": "confirm"}, "refused", False),
        ({"reply": "unsure"}, "none", False),
        ({"platform": "confirm"}, "none", False),
    ],
)
def test_right_value_to_confirm_is_proposed(doubts, draft, is_proposed):
    counts = seen(item(facts={"reply": "none"}), doubts=doubts, draft=draft)
    assert counts == {"expected": 1} | ({"proposed": 1} if is_proposed else {})


# --- doubts --------------------------------------------------------------------------------------

VAGUE = item(asked="reply", doubts={"reply": "unsure"})


def test_doubt_is_explained_by_its_reason_and_held_whatever_its_reason():
    assert seen(VAGUE, doubts={"reply": "unsure"}) == {
        "doubts": 1,
        "doubts_held": 1,
        "doubts_explained": 1,
    }
    assert seen(VAGUE, doubts={"reply": "ambiguous"}) == {"doubts": 1, "doubts_held": 1}


def test_doubt_is_held_when_nothing_is_taken():
    assert seen(VAGUE) == {"doubts": 1, "doubts_held": 1}


def test_doubt_is_not_held_when_a_value_is_taken():
    assert seen(VAGUE, facts={"reply": "none"}) == {"doubts": 1, "wrong": 1, "wrong_messages": 1}


def test_doubt_is_not_held_when_only_something_else_is_taken():
    known = {"platform": "Maiia"}
    precise = item(doubts={"written_on": "impossible"}, known=known)
    loose = item(doubts={"written_on": "unsure"}, known=known)
    other = {"facts": known, "doubts": {"reply": "open"}}
    assert seen(precise, **other) == {"doubts": 1, "dates": 1}
    assert seen(loose, **other)["doubts_held"] == 1


# --- commands, side questions, out of scope -------------------------------------------------------


def test_command_is_heard_when_it_is_the_one_and_nothing_wrong_is_taken():
    assert seen(item(control="stop"), control="stop") == {"controls": 1, "controls_heard": 1}
    assert seen(item(control="stop"), control="back") == {"controls": 1}
    assert "controls_heard" not in seen(item(control="stop"), control="stop", facts=SENT)


def test_side_question_is_routed_to_any_accepted_answer():
    asked = item(topic=("fee", "cnil_free"))
    assert seen(asked, topic="cnil_free") == {"topics": 1, "topics_routed": 1}
    assert seen(asked, topic="rpps") == {"topics": 1}
    assert seen(asked) == {"topics": 1}


def test_message_may_both_answer_and_ask():
    both = item(facts={"reply": "none"}, topic=("fee",))
    assert seen(both, facts={"reply": "none"}, topic="fee") == {
        "expected": 1,
        "right": 1,
        "topics": 1,
        "topics_routed": 1,
    }


def test_out_of_scope_is_rejected_when_nothing_is_made_of_it():
    assert seen(item(scope="chitchat")) == {"scopes": 1, "scopes_rejected": 1}
    assert seen(item(scope="chitchat"), doubts={"message": "empty"})["scopes_rejected"] == 1


@pytest.mark.parametrize(
    "reading", [{"facts": {"document": "none"}}, {"topic": "fee"}, {"control": "help"}]
)
def test_out_of_scope_is_not_rejected_when_something_is_made_of_it(reading):
    assert seen(item(scope="nonsense"), **reading) == {"scopes": 1}


# --- dates ---------------------------------------------------------------------------------------


def test_date_is_right_with_all_the_dates_of_its_message():
    two = item(facts={"written_on": "2026-09-03", "received_on": "2026-09-05"})
    both = seen(two, facts={"written_on": "2026-09-03", "received_on": "2026-09-05"})
    assert (both["dates"], both["dates_right"]) == (1, 1)
    assert "dates_right" not in seen(two, facts={"written_on": "2026-09-03"})


def test_date_may_be_right_where_another_fact_is_wrong():
    counts = seen(item(facts=SENT), facts={**SENT, "sent_by": "letter"})
    assert (counts["dates_right"], counts["wrong"]) == (1, 1)
    assert "dates_wrong" not in counts


def test_wrong_date_is_counted_apart():
    counts = seen(item(facts=SENT), facts={**SENT, "written_on": "2026-09-04"})
    assert counts["dates_wrong"] == 1
    assert "dates_right" not in counts


def test_date_is_rightly_doubted_or_silently_wrong():
    vague = item(doubts={"written_on": "ambiguous"})
    assert seen(vague, doubts={"written_on": "ambiguous"})["dates_right"] == 1
    taken = seen(vague, facts={"written_on": "2026-09-04"})
    assert (taken["dates_wrong"], "dates_right" in taken) == (1, False)


def test_unknown_date_is_no_date():
    unknown = item(facts={"received_on": "unknown"})
    assert seen(unknown, facts={"received_on": "unknown"}) == {"expected": 1, "right": 1}


# --- together ------------------------------------------------------------------------------------


def test_counts_add_up():
    one = score(item(scope="insult"), heard())
    other = score(item(facts={"reply": "none"}), heard(facts={"reply": "none"}))
    assert total([one, other, other]) == Counts(
        messages=3, expected=2, right=2, scopes=1, scopes_rejected=1
    )


@pytest.mark.parametrize(
    ("kind", "item", "reading"),
    [
        ("silently wrong", item(control="why"), {"control": "why", "facts": {"email": "a@b.fr"}}),
        ("missed", item(facts={"reply": "none"}), {}),
        (
            "only proposed",
            item(facts={"reply": "none"}),
            {"doubts": {"reply": "confirm"}, "draft": "none"},
        ),
        ("doubt not held", VAGUE, {"facts": {"reply": "none"}}),
        ("command not heard", item(control="why"), {}),
        ("side question not routed", item(topic=("fee",)), {}),
        ("out of scope not rejected", item(scope="insult"), {"topic": "fee"}),
    ],
)
def test_failure_is_told_by_its_kind(kind, item, reading):
    assert score(item, heard(**reading)).failures()[kind] == 1
    assert not any(Counts(messages=1).failures().values())


# --- intents -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "intents"),
    [
        ({"facts": {"sent_by": "email"}}, ("sent_by=email",)),
        ({"facts": {"reply": "none"}, "asked": "reply"}, ("reply=none", "deny")),
        ({"facts": {"reply": "none"}, "asked": "platform"}, ("reply=none",)),
        (
            {"facts": {"has_written": "yes"}, "asked": "has_written"},
            ("has_written=yes", "affirm"),
        ),
        ({"facts": {"platform": "Maiia"}}, ()),
        ({"facts": SENT}, ()),
        ({"facts": {"reply": "none"}, "topic": ("fee",)}, ()),
        ({"topic": ("fee", "rpps")}, ("ask_fee", "ask_rpps")),
        ({"control": "back"}, ("control_back",)),
        ({"control": "thanks"}, ("thanks",)),
        ({"scope": "insult"}, ("insult",)),
        ({"scope": "nonsense"}, ()),
        ({"doubts": {"reply": "unsure"}}, ()),
    ],
)
def test_item_names_its_intents(fields, intents):
    assert named(item(**fields)) == intents


def test_giving_up_is_not_an_intent():
    assert first(["nlu_fallback", "insult", "greet"]) == "insult"
    assert first([]) == ""


def test_any_accepted_intent_is_right_and_unnamed_items_are_left_out():
    items = [item(topic=("fee", "rpps")), item(control="greet"), item(scope="nonsense")]
    intents = score_intents(items, [["ask_rpps"], ["nlu_fallback", "greet"], ["insult"]])
    assert (intents.messages, intents.accuracy, intents.macro_f1) == (2, 1.0, 1.0)


def test_macro_f1_weighs_rare_intents_as_much_as_frequent_ones():
    items = [*[item(scope="insult")] * 3, item(control="greet")]
    intents = score_intents(items, [["insult"]] * 4)
    assert intents.accuracy == 0.75
    assert intents.macro_f1 == pytest.approx((6 / 7 + 0) / 2)
    assert score_intents(items, [["insult"], [], ["insult"], ["greet"]]).accuracy == 0.75


def test_nothing_to_score_is_an_error():
    with pytest.raises(ValueError, match="names an intent"):
        score_intents([item(scope="nonsense")], [[]])
