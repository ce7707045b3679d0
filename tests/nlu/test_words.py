"""The reader with what it has learnt: the words of people, in the trained model."""

import datetime as dt

import pytest

from bot.core.questions import offered
from bot.core.reading import Context, read

TODAY = dt.date(2026, 11, 24)
KNOWN_SENDING = {"has_written": "yes", "written_on": "2026-09-03"}


@pytest.fixture(scope="session")
def heard(classify):
    def hear(text, asked=None, facts=None):
        known = facts or {}
        context = Context(TODAY, asked, known, None, offered(asked, known, TODAY))
        return read(text, classify, context)

    return hear


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("contract_signed", "bah non jamais rien signé", "no"),
        ("contract_signed", "Non, jamais", "no"),
        ("contract_signed", "nan", "no"),
        ("contract_signed", "oui", "yes"),
        ("contract_signed", "je ne sais pas", "unknown"),
        ("contract_signed", "aucune idée", "unknown"),
        ("contract_signed", "mon cabinet a signé", "third_party"),
        (
            "contract_signed",
            "c'est mon ancien titulaire qui avait pris un abonnement",
            "third_party",
        ),
        ("contract_signed", "3", "third_party"),
        ("contract_signed", "le quatre", "unknown"),
        ("contract_sent", "pas encore", "no"),
        ("contract_sent", "je l'ai pas transmis", "no"),
        ("wants_removal", "je veux partir", "yes"),
        ("wants_removal", "rester", "no"),
        ("has_written", "la deuxième", "yes"),
        ("has_written", "👍", "yes"),
        ("has_written", "pas encore", "no"),
        ("sent_by", "recommandé", "registered_letter"),
        ("sent_by", "LRAR", "registered_letter"),
        ("sent_by", "un simple mail", "email"),
        ("sent_by", "par leur formulaire en ligne", "web_form"),
        ("sent_by", "par la poste", "letter"),
        ("reply", "je n'ai eu aucun retour", "none"),
        ("reply", "rien du tout", "none"),
        ("reply", "non", "none"),
        ("reply", "silence radio", "none"),
        ("reply", "ils veulent ma carte d'identité", "identity_requested"),
        ("reply", "le courrier m'est revenu npai", "undelivered"),
        ("reply", "ils n'ont supprimé que la photo", "partial"),
        ("reply", "ils ont tout supprimé", "deleted"),
        ("reply", "ils refusent", "refused"),
        ("reply", "ils demandent un délai supplémentaire", "extended"),
        ("reply_ground", "c'est public", "public_data"),
        ("reply_ground", "il faut créer un compte", "account_required"),
        ("reply_ground", "ils disent n'être qu'hébergeur", "host_only"),
        ("reply_ground", "il faut payer", "fee"),
        ("reply_ground", "leur intérêt légitime", "legitimate_interest"),
        ("reply_ground", "je ne sais pas", "unknown"),
        ("received_on", "pas encore", "unknown"),
        ("received_on", "je sais pas", "unknown"),
        ("email", "non", "declined"),
        ("rpps", "je préfère pas", "declined"),
        ("listing_url", "passer", "declined"),
        ("confirmed", "ok", "yes"),
        ("confirmed", "non", "change"),
        ("confirmed", "modifier", "change"),
    ],
)
def test_closed_answer_is_read_in_the_words_of_people(heard, asked, text, value):
    facts = {"reply": "refused"} if asked == "reply_ground" else {}
    assert heard(text, asked, facts).facts[asked] == value


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "j'ai écrit à Doctolib le 3 mars par mail, pas de réponse",
            {
                "platform": "Doctolib (France)",
                "has_written": "yes",
                "written_on": "2026-03-03",
                "sent_by": "email",
                "reply": "none",
            },
        ),
        (
            "écrit le 3 septembre par recommandé, reçu le 5, pas de réponse",
            {
                "has_written": "yes",
                "written_on": "2026-09-03",
                "sent_by": "registered_letter",
                "received_on": "2026-09-05",
                "reply": "none",
            },
        ),
        (
            "je n'ai pas de contrat et je n'ai jamais écrit",
            {"contract_signed": "no", "has_written": "no"},
        ),
        (
            "j'ai signé un contrat mais je veux partir",
            {"contract_signed": "yes", "wants_removal": "yes"},
        ),
        (
            "www.kinebook.fr/martin",
            {"platform": "kinebook.fr", "listing_url": "www.kinebook.fr/martin"},
        ),
    ],
)
def test_all_the_facts_of_a_message_are_taken(heard, text, facts):
    assert heard(text).facts == facts


@pytest.mark.parametrize(
    ("asked", "text", "value", "topics"),
    [
        ("wants_removal", "oui je pars, c'est gratuit la CNIL ?", "yes", ("cnil_free",)),
        (
            "reply",
            "ils demandent deux mois de plus, c'est autorisé ça ?",
            "extended",
            ("extension",),
        ),
        ("reply", "effacée oui mais si elle revient je fais quoi ?", "deleted", ("recreated",)),
        (
            "reply_ground",
            "ils disent de créer un compte pour supprimer, je suis obligé ?",
            "account_required",
            ("account_required",),
        ),
    ],
)
def test_an_answer_is_taken_and_the_question_beside_it_is_heard(heard, asked, text, value, topics):
    reading = heard(text, asked, {"has_written": "yes"} if "reply" in asked else {})
    assert reading.facts.get(asked) == value
    assert reading.topic in topics


@pytest.mark.parametrize(
    ("asked", "text", "facts"),
    [
        (
            "reply",
            "ils veulent que je paye un abonnement",
            {"reply": "refused", "reply_ground": "fee"},
        ),
        (
            "contract_signed",
            "pas moi, c'est mon employeur qui a signé",
            {"contract_signed": "third_party"},
        ),
        (
            "received_on",
            "l'accusé n'est jamais revenu, je peux pas savoir",
            {"received_on": "unknown"},
        ),
    ],
)
def test_what_one_statement_tells_of_another_is_taken(heard, asked, text, facts):
    assert heard(text, asked, {"has_written": "yes"} if "re" in asked[:2] else {}).facts == facts


def test_correction_says_what_changes_and_what_it_voids(heard):
    facts = {**KNOWN_SENDING, "sent_by": "registered_letter", "received_on": "2026-09-05"}
    reading = heard("en fait je l'ai envoyé par mail", "reply", facts)
    assert reading.corrected == {"sent_by": "registered_letter"}
    assert reading.cleared == ("received_on",)


def test_deadline_question_holding_a_date_is_answered_and_not_taken_for_a_fact(heard):
    reading = heard("quel est le délai si j'ai écrit le 3 mars ?", "platform")
    assert reading.topic in ("deadline", "two_months")
    assert reading.facts == {}


@pytest.mark.parametrize("text", ["xqzvw", "wxcvb kjhgf", "???", "zzz zz z"])
@pytest.mark.parametrize("asked", [None, "platform", "contract_signed", "reply", "written_on"])
def test_nonsense_is_neither_a_fact_nor_a_command_nor_a_question(heard, text, asked):
    reading = heard(text, asked)
    assert (reading.facts, reading.control, reading.topic) == ({}, None, None)


def test_what_is_probably_meant_is_proposed_and_taken_once_confirmed(heard):
    reading = heard("ils gardent ma fiche en fin de compte", "reply", KNOWN_SENDING)
    assert reading.facts.get("reply") == "refused" or reading.doubts == {"reply": "confirm"}


@pytest.mark.parametrize("asked", [None, "document", "practice_address"])
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("leur adresse : 12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris"),
        ("le siège est au 3 bis bd Voltaire 75011 Paris", "3 bis bd Voltaire, 75011 Paris"),
        ("mentions légales : Doctinet, 14 avenue Foch 69006 Lyon", "14 avenue Foch, 69006 Lyon"),
    ],
)
def test_the_address_of_the_platform_is_not_the_practice(heard, asked, text, address):
    assert heard(text, asked, {"platform": "Doctinet"}).facts == {"platform_address": address}


def test_another_platform_has_another_address(heard):
    facts = {"platform": "Doctinet", "platform_address": "14 avenue Foch, 69006 Lyon"}
    assert heard("en fait c'est Maiia", "contract_signed", facts).cleared == ("platform_address",)
