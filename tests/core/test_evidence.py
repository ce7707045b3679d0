"""What a text gives, once the pending question is taken into account."""

import datetime as dt

import pytest

from bot.core.reading.clauses import Clause, clauses, undated
from bot.core.reading.evidence import best, families, outcome, outcomes_of_clause, outcomes_of_whole
from bot.core.reading.spelling import plain_words

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("intent", "asked", "asking", "given"),
    [
        ("reply=none", "reply", False, "reply=none"),
        ("reply=none", None, False, "reply=none"),
        ("affirm", "contract_signed", False, "contract_signed=yes"),
        ("deny", "has_written", False, "has_written=no"),
        ("deny", "reply", False, "deny"),
        ("affirm", "reply", False, "affirm"),
        ("dont_know", "contract_sent", False, "contract_sent=unknown"),
        ("dont_know", "received_on", False, "received_on=unknown"),
        ("dont_know", "written_on", False, "dont_know"),
        ("deny", "email", False, "email=declined"),
        ("ask_public_data", "reply_ground", False, "reply_ground=public_data"),
        ("ask_public_data", "reply", False, "reply_ground=public_data"),
        ("ask_public_data", "reply_ground", True, "ask_public_data"),
        ("ask_public_data", "sent_by", False, "ask_public_data"),
    ],
)
def test_intent_gives_what_the_question_makes_of_it(intent, asked, asking, given):
    assert outcome(intent, asked, asking) == given


def test_pending_question_makes_its_answers_likelier():
    scores = {"reply=none": 0.1, "control_stop": 0.9}
    assert best(outcomes_of_whole(scores, "reply", False))[0] == "reply=none"
    assert best(outcomes_of_whole(scores, "sent_by", False))[0] == "control_stop"


def test_question_is_hardly_an_answer():
    scores = {"reply=refused": 0.2, "ask_is_it_legal": 0.8}
    assert best(outcomes_of_whole(scores, "reply", True))[0] == "ask_is_it_legal"


def test_whole_message_says_something_while_a_clause_may_not():
    scores = {"nothing": 0.9, "thanks": 0.1}
    assert best(outcomes_of_whole(scores, None, False))[0] == "thanks"
    assert best(outcomes_of_clause(scores, None, False))[0] == "nothing"


def test_outcomes_of_a_text_without_scores_are_none():
    assert outcomes_of_whole({}, "reply", False) == {}
    assert best({}) == ("", 0.0)


def test_kinds_add_up_their_members():
    kinds = families({"ask_fee": 0.2, "ask_rpps": 0.3, "insult": 0.1, "reply=none": 0.4})
    assert kinds == pytest.approx({"topic": 0.5, "elsewhere": 0.1, "answer": 0.4})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("jamais signé, et rien écrit", [("jamais signe", False), ("rien ecrit", False)]),
        ("Rien signé. C'est légal ?", [("rien signe", False), ("c est legal", True)]),
        ("est-ce que c'est légal", [("est ce que c est legal", True)]),
        ("!!!", []),
    ],
)
def test_message_is_cut_where_its_sense_changes(text, parts):
    assert clauses(text) == [Clause(*part) for part in parts]


def test_dates_are_left_out_of_what_is_classified():
    assert plain_words(undated("refus le 22 octobre par mail", TODAY)) == "refus par mail"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("G rien signé avc eux", "j ai rien signe avec eux"),
        ("chui pa sur", "je suis pas sur"),
        ("Courriel", "mail"),
        ("ouais mdr", "oui"),
    ],
)
def test_short_spellings_are_written_out(typed, meant):
    assert plain_words(typed) == meant
