"""What is said of each step, and how facts are named."""

import string

import pytest

from bot.core import advice, case, labels, profile, texts
from bot.core.letters import DOCUMENTS
from bot.core.steps import STEPS, next_step
from tests.core.builders import PERSON, TODAY, case_of, day, signed, unwritten, written

BEFORE_DUE, AFTER_EXTENSION = "2026-11-02", "2027-02-01"
RULE, LINK = "utter_contract_rule", "utter_cnil_link"
COUNTED, FIRST_MONTH = "utter_deadline", "utter_deadline_request_deletion"
NO_BREAK = "\N{NO-BREAK SPACE}"
EMAILED = {"sent_by": "email", "received_on": ""}


def replied(reply, on="2026-10-20", **facts):
    return written(reply=reply, replied_on=on, reply_ground="other", **facts)


TODAY_ISO = TODAY.isoformat()


def lines(facts, today=TODAY_ISO):
    known = case.settle(facts, day(today))
    return advice.advice(next_step(known, day(today)), known, day(today))


def names(facts, today=TODAY_ISO):
    return [name for name, _ in lines(facts, today)]


CASES = {
    "nothing sent": (unwritten(), TODAY.isoformat()),
    "nothing sent, contract unknown": (unwritten(contract_signed="unknown"), TODAY.isoformat()),
    "nothing sent, third party": (unwritten(contract_signed="third_party"), TODAY.isoformat()),
    "undelivered": (written(reply="undelivered"), TODAY.isoformat()),
    "leaving": (signed(has_written="no"), TODAY.isoformat()),
    "leaving, undelivered": ({**written(reply="undelivered"), **signed()}, TODAY.isoformat()),
    "staying": (signed(wants_removal="no"), TODAY.isoformat()),
    "waiting": (written(), BEFORE_DUE),
    "waiting since sending": (written(**EMAILED), BEFORE_DUE),
    "waiting longer": (replied("extended"), TODAY.isoformat()),
    "waiting longer since sending": (replied("extended", **EMAILED), TODAY.isoformat()),
    "identity": (replied("identity_requested"), TODAY.isoformat()),
    "silence": (written(), TODAY.isoformat()),
    "refused": (replied("refused"), TODAY.isoformat()),
    "partial": (replied("partial"), TODAY.isoformat()),
    "extended late": (replied("extended", on="2026-11-20"), TODAY.isoformat()),
    "extension over": (replied("extended"), AFTER_EXTENSION),
    "identity late": (replied("identity_requested", on="2026-11-20"), TODAY.isoformat()),
    "deleted": (replied("deleted"), TODAY.isoformat()),
}
SAID = {
    "nothing sent": ["utter_step_request_deletion", FIRST_MONTH, RULE],
    "nothing sent, contract unknown": [
        *("utter_step_request_deletion", "utter_note_contract_unknown", FIRST_MONTH, RULE),
    ],
    "nothing sent, third party": [
        *("utter_step_request_deletion", "utter_note_third_party", FIRST_MONTH, RULE),
    ],
    "undelivered": [
        *("utter_step_request_deletion", "utter_note_undelivered", FIRST_MONTH, RULE),
    ],
    "leaving": ["utter_step_terminate_and_delete", FIRST_MONTH, RULE],
    "leaving, undelivered": [
        *("utter_step_terminate_and_delete", "utter_note_undelivered", FIRST_MONTH, RULE),
    ],
    "staying": ["utter_step_declare_contract", RULE],
    "waiting": ["utter_step_wait", COUNTED, RULE],
    "waiting since sending": ["utter_step_wait", "utter_deadline_provisional", RULE],
    "waiting longer": ["utter_step_wait_extended", "utter_deadline_extended", RULE],
    "waiting longer since sending": [
        *("utter_step_wait_extended", "utter_deadline_extended_provisional", RULE),
    ],
    "silence": ["utter_why_complain_none", "utter_step_complain", COUNTED, RULE, LINK],
    "refused": ["utter_why_complain_refused", "utter_step_complain", COUNTED, RULE, LINK],
    "partial": ["utter_why_complain_partial", "utter_step_complain", COUNTED, RULE, LINK],
    "extended late": ["utter_why_complain_extended", "utter_step_complain", COUNTED, RULE, LINK],
    "extension over": [
        *("utter_why_complain_extended", "utter_step_complain", "utter_deadline_extended"),
        *(RULE, LINK),
    ],
    "identity late": [
        *("utter_why_complain_identity_requested", "utter_step_complain", COUNTED, RULE, LINK),
    ],
    "deleted": ["utter_step_close", RULE],
}


@pytest.mark.parametrize(("situation", "expected"), SAID.items())
def test_each_step_says_its_responses_in_order(situation, expected):
    assert names(*CASES[situation]) == expected


def test_a_request_for_identity_is_explained():
    said = names(*CASES["identity"])
    assert said[0] == "utter_step_answer_identity"
    assert said[-1] == RULE


def test_every_step_of_the_contract_is_told():
    told = {f"utter_step_{name}" for name in STEPS}
    assert told <= {name for facts, today in CASES.values() for name in names(facts, today)}


@pytest.mark.parametrize(("facts", "today"), CASES.values(), ids=CASES)
def test_every_response_exists_and_its_fields_are_all_filled(facts, today):
    for name, fields in lines(facts, today):
        text = texts.say(name, **{**profile.fields(), **fields})
        wanted = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert wanted == set()


@pytest.mark.parametrize(("facts", "today"), CASES.values(), ids=CASES)
def test_the_rule_about_contracts_is_always_recalled(facts, today):
    assert names(facts, today).count(RULE) == 1


@pytest.mark.parametrize(("facts", "today"), CASES.values(), ids=CASES)
def test_the_link_of_the_authority_comes_with_a_complaint_only(facts, today):
    complains = next_step(case.settle(facts, day(today)), day(today)).name == "complain"
    assert (LINK in names(facts, today)) is complains


# --- the time limit -----------------------------------------------------------------------------


def limit_fields(facts, today=TODAY_ISO):
    return next(fields for name, fields in lines(facts, today) if name.startswith(COUNTED))


def test_a_limit_is_said_with_its_start_its_end_and_the_two_months_of_the_notice():
    fields = limit_fields(written(received_on="2026-10-08"))
    said = {name: text.replace(NO_BREAK, " ") for name, text in fields.items()}
    moved = texts.say("utter_deadline_moved", nominal="dimanche 8 novembre 2026")
    assert said == {
        "start": "jeudi 8 octobre 2026",
        "due": "lundi 9 novembre 2026",
        "complaint_from": "mardi 10 novembre 2026",
        "two_months": "8 décembre 2026",
        "moved": moved.replace(NO_BREAK, " "),
    }


def test_a_limit_that_did_not_move_says_nothing_of_weekends():
    assert limit_fields(written(received_on="2026-10-09"))["moved"] == ""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (written(), "2026-10-07"),
        (written(received_on="unknown"), "2026-10-05"),
        (case_of(written_on="2026-10-05"), "2026-10-05"),
    ],
)
def test_the_time_runs_from_receipt_else_from_sending(facts, expected):
    assert advice.start(facts) == day(expected)


def test_no_start_is_made_up():
    with pytest.raises(ValueError, match="date"):
        advice.start(unwritten())


def test_a_deletion_is_checked_thirty_and_ninety_days_after_it_was_announced():
    text = texts.say("utter_step_close", **dict(lines(*CASES["deleted"]))["utter_step_close"])
    said = text.replace(NO_BREAK, " ")
    assert "le 24 novembre 2026, puis le 18 janvier 2027 (30 et 90 jours après" in said
    assert "ou dès aujourd’hui si ce jour est passé" in said


# --- labels -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", case.FACTS)
def test_every_fact_has_a_label(fact):
    assert labels.fact(fact)[0].isupper()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_has_a_title_to_put_in_a_sentence(document):
    assert labels.document(document)[0].islower()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_name(step):
    assert labels.step(step)


@pytest.mark.parametrize(
    ("fact", "value"), [(fact, value) for fact in case.CHOICES for value in case.CHOICES[fact]]
)
def test_a_choice_is_said_by_its_title_never_by_its_code(fact, value):
    assert labels.value(fact, value) == texts.choices(fact)[value]


@pytest.mark.parametrize(
    ("fact", "held", "expected"),
    [
        ("written_on", "2026-09-03", "date d’envoi : jeudi 3 septembre 2026"),
        ("replied_on", "2026-10-01", "date de la réponse : jeudi 1er octobre 2026"),
        ("platform", "Doctolib (France)", "site : Doctolib"),
        ("platform", "kine-rdv.fr", "site : kine-rdv.fr"),
        ("rpps", "declined", "numéro RPPS : non communiqué"),
        ("email", "camille@exemple.fr", "adresse électronique : camille@exemple.fr"),
        ("received_on", "unknown", "date de réception : Pas encore, ou je ne sais pas"),
    ],
)
def test_a_fact_is_said_with_its_value(fact, held, expected):
    assert labels.pair(fact, held).replace(NO_BREAK, " ") == expected


def test_a_recap_tells_what_is_known_one_fact_a_line_in_order():
    recap = labels.recap({**written(), **PERSON}).splitlines()
    known = [fact for fact in case.situation(written()) if fact in written()]
    assert recap == [f"- {labels.pair(fact, written()[fact])}" for fact in known]


def test_a_recap_leaves_out_what_does_not_matter():
    assert labels.recap(unwritten(written_on="2026-10-05")).count("\n") == 2


@pytest.mark.parametrize(
    ("document", "listed"), [("reminder", True), ("contract_transmittal", False)]
)
def test_the_recap_of_a_document_adds_what_it_says_of_its_author(document, listed):
    recap = labels.recap({**written(), **PERSON}, document)
    assert "Camille Martin" in recap
    assert (labels.fact("listing_url").lower() in recap) is listed


def test_the_address_of_the_directory_is_given_with_its_source_and_date():
    name, fields = advice.addressee({"platform": "Doctolib (France)"})
    assert name == "utter_addressee_found"
    assert "DOCTOLIB" in fields["entity"]
    assert fields["source"].startswith("https://")
    assert fields["day"].replace(NO_BREAK, " ") == "24 novembre 2026"


@pytest.mark.parametrize("platform", ["allodocteur.fr", "kine-rdv.fr"])
def test_an_address_nobody_knows_is_not_invented(platform):
    assert advice.addressee({"platform": platform})[0] == "utter_addressee_missing"


def test_the_address_that_the_author_gave_needs_no_word():
    facts = {"platform": "allodocteur.fr", "platform_address": "1 rue X, 75001 Paris"}
    assert advice.addressee(facts) is None
