"""What the letters say, case by case."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from bot.core import letters
from bot.core.letters import MissingFacts
from bot.core.steps import next_step
from tests.letters.letter_samples import (
    CASES,
    COUNCIL,
    DECLINED,
    GROUNDS,
    IN_TIME,
    LATE,
    TODAY,
    WRITTEN,
    case_of,
    followed_up,
    paragraphs,
    text_of,
    written,
)
from tests.typography import faults

UNFINISHED = re.compile(r"\{\{|\{%|%\}|\}\}|\b(?:None|True|False|declined|unknown)\b")
GENDERED = re.compile(r"\((?:e|s|es|ne|trice)\)|M\./Mme|·e\b|\b(?:certaine?|soussignée?)\b")
FOLLOW_UPS = ("reminder", "cnil_complaint")
TO_THE_PLATFORM = ("deletion_request", "termination_request", "reminder")
CHAMBERY = "cour d’appel de Chambéry"


def hole(name, facts):
    with pytest.raises(MissingFacts) as raised:
        letters.render(name, facts, TODAY, COUNCIL)
    return raised.value.slots


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_every_variant_is_finished_gender_neutral_french(name):
    for facts in CASES[name]:
        text = text_of(name, facts)
        assert not UNFINISHED.search(text), facts
        assert not GENDERED.search(text), facts


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_every_variant_keeps_french_typography(name):
    for facts in CASES[name]:
        for text in paragraphs(written(name, facts)):
            prose = re.sub(r"https?://[^\s,]+", "lien", text)
            assert faults(text) == [], text
            assert not re.search(r"['\"]|\s{2}| [,.)]|\( |^ | $|\.\.", prose), prose


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_every_variant_names_the_person_the_site_the_place_and_the_day(name):
    for facts in CASES[name]:
        text = text_of(name, facts)
        assert "Camille Martin" in text
        assert facts["platform"].removesuffix(" (France)") in text
        assert "Valence, le 24 novembre 2026" in text


@pytest.mark.parametrize("name", FOLLOW_UPS)
def test_every_follow_up_tells_when_the_request_was_sent_received_and_answered(name):
    facts = followed_up("refused", replied_on=LATE, reply_ground="fee")
    text = text_of(name, facts)
    assert all(day in text for day in ("5 octobre 2026", "7 octobre 2026", "20 novembre 2026"))


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_what_was_declined_leaves_no_trace(name):
    facts = {**CASES[name][0], **DECLINED, "reply": "none", **WRITTEN}
    text = text_of(name, facts)
    assert not re.search(r"RPPS|@|Page concernée|Page :", text)


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_what_people_type_survives_as_they_typed_it(name):
    typed = 'Zoé {{ d’Été }} <b>&amp; "Fils" {% if x %} l\'Œuvre'
    facts = {**CASES[name][0], "full_name": typed, "platform": "Kiné & <Rdv> {{ x }}"}
    text = text_of(name, facts)
    assert typed in text
    assert "Kiné & <Rdv> {{ x }}" in text


def test_a_character_that_word_cannot_hold_is_dropped():
    facts = case_of(full_name="Camille\x00\x0b\nMartin\ufffe")
    assert "Camille Martin" in text_of("deletion_request", facts)


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_the_file_is_french_titled_and_signed_by_the_sender(name):
    properties = written(name, CASES[name][0]).core_properties
    assert (properties.language, properties.author) == ("fr-FR", "Camille Martin")
    assert properties.title
    assert properties.created.date() == TODAY


# The legal grounds


@pytest.mark.parametrize(
    ("name", "facts", "articles"),
    [
        ("deletion_request", case_of(), "21-1|17-1 c|17-1 d|18-1 d|15|19|17-2|12-3|12-4|77"),
        ("termination_request", case_of(contract_signed="yes"), "17-1 a|17-1 b|21-1|19|12-3|77"),
        ("reminder", followed_up("none"), "12-3|12-4|21-1|17-1 c et d|15|19|77|226-18-1"),
        ("cnil_complaint", followed_up("none"), "12-3|12-4|21-1|17-1 c|17-1 d|15-1 g|19"),
        ("contract_transmittal", case_of(), "L. 4113-9|L. 4321-19|R. 4321-127|R. 4321-128"),
    ],
)
def test_each_document_cites_its_articles(name, facts, articles):
    text = text_of(name, facts)
    missing = [
        a for a in articles.split("|") if not re.search(rf"(?<![\d-]){re.escape(a)}\b", text)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        ("no", "Je n’ai signé aucun contrat"),
        ("unknown", "preuve de tout accord que vous invoqueriez."),
        ("third_party", "Je n’ai moi-même signé aucun contrat"),
        ("yes", "Un contrat a été conclu avec votre service"),
    ],
)
def test_the_request_says_of_the_contract_what_the_person_said(contract, words):
    assert words in text_of("deletion_request", case_of(contract_signed=contract))


@pytest.mark.parametrize("contract", ["unknown", "third_party"])
def test_a_contract_that_is_unsure_is_asked_for(contract):
    text = text_of("deletion_request", case_of(contract_signed=contract))
    assert "copie du contrat" in text
    assert "(article 15)" in text


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_nobody_with_a_contract_is_made_to_deny_it(name):
    for facts in CASES[name]:
        if facts["contract_signed"] == "yes":
            text = text_of(name, facts)
            assert "aucun contrat" not in text
            assert "17-1 d" not in text


@pytest.mark.parametrize("name", ["deletion_request", "termination_request"])
def test_a_request_that_never_arrived_is_renewed(name):
    assert "Ma demande du 5 octobre 2026" in text_of(name, followed_up("undelivered"))
    assert "5 octobre 2026" not in text_of(name, case_of())


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_case_law_is_only_an_argument_and_punishment_one_sentence(name):
    for facts in CASES[name]:
        text = text_of(name, facts)
        for line in text.splitlines():
            assert CHAMBERY not in line or "À titre d’argument, et bien que" in line
        assert text.count("code pénal") <= (name == "reminder")


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_nothing_unverified_or_out_of_date_is_cited(name):
    for facts in CASES[name]:
        text = text_of(name, facts)
        for outdated in ("deux mois", "R. 4321-67 ", "R. 4321-67-2", "circulaire", "robot"):
            assert outdated not in text


# The deadlines


def test_the_request_gives_a_real_date_to_answer_by():
    facts = case_of()
    text = "\n".join(paragraphs(written("deletion_request", facts, today=dt.date(2026, 11, 25))))
    assert "28\u00a0décembre\u00a02026 pour un courriel reçu ce jour" in text


@pytest.mark.parametrize("name", FOLLOW_UPS)
def test_silence_is_reproached_once_the_time_has_run_out(name):
    assert "9 novembre 2026" in text_of(name, followed_up("none"))


def test_a_reminder_sent_early_claims_no_delay():
    text = text_of("reminder", followed_up("none", written_on=LATE, received_on="unknown"))
    assert "expire le 21 décembre 2026, en comptant du jour de l’envoi" in text
    assert "a expiré" not in text
    assert "courtoisie" not in text


def test_the_last_delay_is_a_courtesy_that_ends_on_a_working_day():
    text = text_of("reminder", followed_up("none"), today=dt.date(2026, 11, 27))
    assert "Par courtoisie" in text
    assert "jusqu’au 14 décembre 2026" in text


@pytest.mark.parametrize("name", FOLLOW_UPS)
def test_an_extension_announced_late_is_held_without_effect(name):
    text = text_of(name, followed_up("extended", replied_on=LATE))
    assert "sans effet" in text
    assert "9 novembre 2026" in text


@pytest.mark.parametrize("name", FOLLOW_UPS)
def test_an_extension_announced_in_time_runs_three_months(name):
    text = text_of(name, followed_up("extended", replied_on=IN_TIME))
    assert "7 janvier 2027" in text
    assert "sans effet" not in text


def test_an_identity_request_is_answered_with_no_more_than_needed():
    text = text_of("reminder", followed_up("identity_requested", replied_on=IN_TIME))
    assert "10003456789" in text
    assert "attestation d’inscription au tableau de l’Ordre" in text
    assert "article 12-6" in text
    assert "que votre demande a pu suspendre" in text
    assert "carte" not in text


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        (
            followed_up("none", written_on=LATE, received_on="unknown"),
            "à partir du 22 décembre 2026",
        ),
        (followed_up("extended", replied_on=IN_TIME), "à partir du 8 janvier 2027"),
        (followed_up("identity_requested", replied_on=IN_TIME), "répondez à la demande d’identité"),
    ],
)
def test_a_complaint_too_early_says_so(facts, warning):
    assert warning in text_of("cnil_complaint", facts)


def test_a_complaint_is_open_exactly_when_it_is_the_next_step():
    for facts in CASES["cnil_complaint"]:
        complete = {"contract_sent": "yes", "wants_removal": "yes", **facts}
        step = next_step(complete, TODAY)
        opened = letters.context("cnil_complaint", complete, TODAY, COUNCIL)["complaint_open"]
        assert opened == (step is not None and step.name == "complain"), facts


def test_a_complaint_in_time_bears_no_warning():
    facts = followed_up("refused", replied_on=IN_TIME, reply_ground="other")
    assert "à partir du" not in text_of("cnil_complaint", facts)


# Replies and complaint


@pytest.mark.parametrize("name", FOLLOW_UPS)
@pytest.mark.parametrize("reply", ["refused", "partial"])
def test_each_ground_has_an_answer_of_its_own(name, reply):
    answers = {
        text_of(name, followed_up(reply, replied_on=IN_TIME, reply_ground=ground))
        for ground in GROUNDS
    }
    assert len(answers) == len(GROUNDS)


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("legitimate_interest", "article 6-1 f"),
        ("public_data", "article L. 322-2"),
        ("account_required", "article 12-2"),
        ("host_only", "règlement (UE) 2022/2065"),
        ("fee", "article 12-5"),
        ("other", "article 21-1"),
        ("unknown", "article 12-4"),
    ],
)
def test_the_reminder_answers_a_ground_with_its_article(ground, words):
    facts = followed_up("refused", replied_on=IN_TIME, reply_ground=ground)
    assert words in text_of("reminder", facts)


def chronology(facts):
    table = written("cnil_complaint", facts).tables[0]
    return [row.cells[0].text.replace("\u00a0", " ") for row in table.rows][1:]


def test_the_chronology_of_the_complaint_is_in_order():
    late = followed_up("refused", replied_on=LATE, reply_ground="fee")
    assert chronology(late) == [
        "5 octobre 2026",
        "7 octobre 2026",
        "9 novembre 2026",
        "20 novembre 2026",
    ]
    extended = followed_up("extended", replied_on=IN_TIME)
    assert chronology(extended)[2:] == ["20 octobre 2026", "7 janvier 2027"]
    assert chronology(followed_up("none"))[2:] == ["9 novembre 2026"]


@pytest.mark.parametrize(("reply", "exhibits"), [("none", 4), ("refused", 5)])
def test_the_exhibits_are_numbered_without_a_gap(reply, exhibits):
    facts = followed_up(reply, replied_on=IN_TIME, reply_ground="fee")
    texts = [t.replace("\u00a0", " ") for t in paragraphs(written("cnil_complaint", facts))]
    numbers = [t.split(" :")[0] for t in texts if t.startswith("Pièce n°")]
    assert numbers == [f"Pièce n° {number}" for number in range(1, exhibits + 1)]


def test_the_complaint_is_to_be_copied_into_the_online_service():
    assert "https://www.cnil.fr/fr/plaintes" in text_of("cnil_complaint", followed_up("none"))


# The addressees


@pytest.mark.parametrize("name", TO_THE_PLATFORM)
@pytest.mark.parametrize("platform", ["Doctolib (France)", "Doctolib", "doctolib.fr"])
def test_doctolib_is_the_french_company(name, platform):
    text = text_of(name, followed_up("none", platform=platform) | {"reply": "none"})
    assert "DOCTOLIB SAS" in text
    assert "92300 Levallois-Perret" in text
    assert not re.search("GmbH|Berlin|datenschutz", text)


@pytest.mark.parametrize("name", [*TO_THE_PLATFORM, "cnil_complaint"])
@pytest.mark.parametrize("platform", ["allodocteur.fr", "Kiné Tout-Terrain"])
def test_an_addressee_nobody_knows_is_a_line_to_fill_in(name, platform):
    text = text_of(name, followed_up("none", platform=platform))
    assert f"Société éditrice du site {platform}" in text
    assert re.search(r"Adresse : …{5,}", text)


def test_the_council_is_written_to_at_its_address_or_on_a_line_to_fill_in():
    there = replace(COUNCIL, address="1 rue du Conseil", postcode_town="26000 Valence")
    assert "Adresse : …" in text_of("contract_transmittal", case_of())
    text = text_of("contract_transmittal", case_of(), council=there)
    assert "1 rue du Conseil\n26000 Valence" in text
    assert "Adresse : …" not in text


def test_the_transmittal_leaves_the_date_of_the_contract_to_fill_in():
    text = text_of("contract_transmittal", case_of(contract_signed="yes", contract_sent="no"))
    assert re.search(r"Date de signature du contrat : …{5,}", text)
    assert "par précaution" in text
    assert "dans le mois de leur conclusion" in text


@pytest.mark.parametrize(
    ("address", "lines", "place"),
    [
        ("12 rue des Alpes, 26000 Valence", "12 rue des Alpes\n26000 Valence", "Valence"),
        ("12 rue des Alpes 26000 Valence", "12 rue des Alpes\n26000 Valence", "Valence"),
        (
            "BP 12345, 26100 Romans-sur-Isère",
            "BP 12345\n26100 Romans-sur-Isère",
            "Romans-sur-Isère",
        ),
        ("Le Bourg,\n26190 Léoncel Cedex 9", "Le Bourg\n26190 Léoncel Cedex 9", "Léoncel"),
    ],
)
def test_the_practice_address_makes_the_block_and_the_place(address, lines, place):
    text = text_of("deletion_request", case_of(practice_address=address))
    assert lines in text
    assert f"{place}, le 24 novembre 2026" in text


# Holes


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_no_document_is_written_without_a_fact_it_requires(name):
    for facts in CASES[name]:
        for fact in letters.required_facts(name, facts):
            without = {key: value for key, value in facts.items() if key != fact}
            assert fact in hole(name, without)


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_an_empty_case_names_every_hole(name):
    assert hole(name, {}) == letters.required_facts(name, {})
    assert {"platform", "full_name", "practice_address"} <= set(hole(name, {}))


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("full_name", "declined"),
        ("full_name", " \n"),
        ("practice_address", "12 rue des Alpes"),
        ("contract_signed", "perhaps"),
        ("written_on", "2027-01-01"),
        ("written_on", "hier"),
        ("reply", "undelivered"),
        ("reply", "deleted"),
    ],
)
def test_a_value_nothing_can_be_written_from_is_a_hole(fact, value):
    assert fact in hole("reminder", {**followed_up("none", replied_on=LATE), fact: value})


def test_an_answer_without_its_date_is_a_hole():
    assert hole("reminder", followed_up("refused")) == ("replied_on",)
    assert hole("cnil_complaint", followed_up("extended")) == ("replied_on",)


def test_a_name_that_is_no_document_is_an_error():
    with pytest.raises(KeyError):
        letters.render("invoice", case_of(), TODAY, COUNCIL)


# File names


@pytest.mark.parametrize(
    ("name", "platform", "expected"),
    [
        ("deletion_request", "Doctolib (France)", "demande-de-suppression-doctolib.docx"),
        ("reminder", "allodocteur.fr", "relance-allodocteur-fr.docx"),
        ("cnil_complaint", "Médoucine", "plainte-cnil-medoucine.docx"),
        ("contract_transmittal", "../Kiné & <Rdv>", "envoi-du-contrat-kine-rdv.docx"),
        ("termination_request", "日本", "resiliation-et-suppression.docx"),
    ],
)
def test_a_file_name_is_plain_ascii(name, platform, expected):
    assert letters.filename(name, {"platform": platform}) == expected


@pytest.mark.parametrize("platform", ["Doctolib (France)", "kine-rdv.fr"])
def test_the_address_that_the_author_found_is_the_one_written_to(platform):
    told = case_of(platform=platform, platform_address="14 avenue Foch, 69006 Lyon")
    text = text_of("deletion_request", told)
    assert "14 avenue Foch\n69006 Lyon" in text
    assert "mentions légales du site" not in text
