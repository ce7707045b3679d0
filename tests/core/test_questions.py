"""Which question comes next, which came before, and which choices each one offers."""

import pytest

from bot.core import case, questions, texts
from bot.core.letters import DOCUMENTS
from tests.core.builders import PERSON, TODAY, case_of, signed, unwritten, written

UNSENT = signed(has_written="no", contract_sent="no")
REFUSED = written(reply="refused", replied_on="2026-10-20", reply_ground="fee")
IDENTITY = case.IDENTITY


def without(facts, *names):
    return {fact: value for fact, value in facts.items() if fact not in names}


# --- the situation ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "platform"),
        ({"platform": "x"}, "contract_signed"),
        (case_of(), "has_written"),
        (case_of(contract_signed="yes"), "contract_sent"),
        (case_of(contract_signed="yes", contract_sent="yes"), "wants_removal"),
        (signed(), "has_written"),
        (signed(wants_removal="no"), None),
        (case_of(has_written="yes"), "written_on"),
        (case_of(has_written="yes", written_on="2026-10-05"), "sent_by"),
        (without(written(), "received_on", "reply"), "received_on"),
        (without(written(sent_by="email"), "received_on", "reply"), "reply"),
        (written(), None),
        (written(reply="refused"), "replied_on"),
        (written(reply="refused", replied_on="2026-10-20"), "reply_ground"),
        (REFUSED, None),
        (unwritten(), None),
    ],
)
def test_the_situation_asks_the_first_fact_that_is_missing(facts, expected):
    assert questions.next_of_situation(facts) == expected


@pytest.mark.parametrize("answers", [REFUSED, UNSENT, written(reply="undelivered")])
def test_each_question_is_asked_once_in_the_order_of_the_contract(answers):
    known, asked = {}, []
    while question := questions.next_of_situation(known):
        asked.append(question)
        known[question] = answers[question]
    assert asked == sorted(answers, key=case.SITUATION.index)


# --- the letter ---------------------------------------------------------------------------------


def next_of_letter(facts=REFUSED, document="reminder", confirmed=None, advised="complain"):
    return questions.next_of_letter(facts, document, confirmed, advised, TODAY)


def test_the_document_is_chosen_first():
    assert next_of_letter(document=None) == "document"


def test_the_author_is_asked_then_the_recap_is_confirmed():
    facts, asked = dict(REFUSED), []
    while question := next_of_letter(facts):
        asked.append(question)
        if question == "confirmed":
            break
        facts[question] = PERSON[question]
    assert asked == [*IDENTITY, "confirmed"]


def test_the_listed_page_is_not_asked_to_send_a_contract():
    facts = {**UNSENT, **without(PERSON, "listing_url")}
    known = next_of_letter(facts, "contract_transmittal", advised="terminate_and_delete")
    assert known == "confirmed"


@pytest.mark.parametrize("confirmed", ["yes", "no"])
def test_nothing_is_asked_after_the_recap_is_answered(confirmed):
    assert next_of_letter({**REFUSED, **PERSON}, confirmed=confirmed) is None


def test_an_answer_to_change_is_asked_for():
    assert next_of_letter({**REFUSED, **PERSON}, confirmed="change") == "fact_to_change"


@pytest.mark.parametrize("document", ["none", "deletion_request", "unheard_of"])
def test_a_document_that_is_not_offered_asks_nothing_more(document):
    assert next_of_letter(document=document) is None


@pytest.mark.parametrize("absent", ["reply_ground", "written_on", "platform"])
def test_a_fact_voided_on_the_way_is_asked_again_first(absent):
    assert next_of_letter({**without(REFUSED, absent), **PERSON}) == absent


def test_a_case_whose_step_changed_is_advised_again_before_any_document():
    assert next_of_letter({**written(), **PERSON}, advised="wait") is None


# --- going back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "facts", "document", "expected"),
    [
        ("platform", {}, None, None),
        ("contract_signed", {"platform": "x"}, None, "platform"),
        ("has_written", case_of(), None, "contract_signed"),
        ("has_written", signed(), None, "wants_removal"),
        ("reply", without(written(), "reply"), None, "received_on"),
        ("reply", without(written(sent_by="email"), "reply", "received_on"), None, "sent_by"),
        ("document", REFUSED, None, "reply_ground"),
        ("full_name", REFUSED, "reminder", "reply_ground"),
        ("practice_address", {**REFUSED, "full_name": "C. M."}, "reminder", "full_name"),
        ("confirmed", {**REFUSED, **PERSON}, "reminder", "listing_url"),
        ("confirmed", {**UNSENT, **PERSON}, "contract_transmittal", "rpps"),
        ("fact_to_change", {**REFUSED, **PERSON}, "reminder", "listing_url"),
        (None, {}, None, None),
        (None, REFUSED, None, "reply_ground"),
        (None, REFUSED, "none", "reply_ground"),
        ("platform", REFUSED, None, None),
    ],
)
def test_back_is_the_question_answered_just_before(asked, facts, document, expected):
    assert questions.previous(asked, facts, document) == expected


def test_going_back_again_and_again_reaches_the_start():
    facts, visited = dict(REFUSED), []
    asked = questions.next_of_situation(facts)
    while previous := questions.previous(asked, facts, None):
        visited.append(previous)
        del facts[previous]
        asked = questions.next_of_situation(facts)
    assert visited == list(reversed(case.situation(REFUSED)))


# --- the choices offered ------------------------------------------------------------------------


@pytest.mark.parametrize("fact", case.CHOICES)
def test_a_closed_question_offers_all_its_values(fact):
    assert set(questions.offered(fact, {}, TODAY)) == set(case.CHOICES[fact])


@pytest.mark.parametrize("fact", ["platform", "written_on", "replied_on", "full_name", None])
def test_an_open_question_offers_nothing(fact):
    assert questions.offered(fact, {}, TODAY) == ()


@pytest.mark.parametrize("fact", case.OPTIONAL)
def test_an_optional_fact_offers_to_be_declined(fact):
    assert questions.offered(fact, {}, TODAY) == ("declined",)


def test_the_day_of_receipt_may_be_unknown():
    assert questions.offered("received_on", {}, TODAY) == ("unknown",)


@pytest.mark.parametrize(
    ("facts", "already", "expected"),
    [
        (REFUSED, (), ("cnil_complaint", "reminder", "none")),
        (REFUSED, ("reminder",), ("cnil_complaint", "none")),
        (REFUSED, ("reminder", "cnil_complaint"), ("none",)),
        (UNSENT, (), ("termination_request", "contract_transmittal", "none")),
        (unwritten(), (), ("deletion_request", "none")),
        (written(reply="deleted", replied_on="2026-10-20"), (), ("none",)),
        ({}, (), ("none",)),
    ],
)
def test_the_documents_offered_are_those_of_the_step_still_to_write(facts, already, expected):
    assert questions.offered("document", facts, TODAY, already) == expected


def test_only_known_facts_are_offered_to_be_changed():
    known = case_of(has_written="no", full_name="Camille Martin")
    assert questions.offered("fact_to_change", known, TODAY) == tuple(known)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_choice_has_a_title(document):
    assert document in texts.choices("document")


@pytest.mark.parametrize(("facts", "expected"), [({}, ()), (unwritten(), ("deletion_request",))])
def test_the_documents_of_a_case_are_those_of_its_step(facts, expected):
    assert questions.documents(facts, TODAY) == expected
