"""The one reader: tables of messages, with the question being asked, and what they give."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import case
from bot.core.questions import offered
from bot.core.reading import Context, read

TODAY = dt.date(2026, 11, 24)
KNOWN_SENDING = {"has_written": "yes", "written_on": "2026-09-03"}


def nothing_known(texts):
    """A classifier that has learnt nothing: what is read without it has a form of its own."""
    return [{} for _ in texts]


def heard(text, asked=None, facts=None, draft=None, classify=nothing_known):
    known = facts or {}
    context = Context(TODAY, asked, known, draft, offered(asked, known, TODAY))
    return read(text, classify, context)


@pytest.mark.parametrize("slot", sorted(case.CHOICES))
def test_every_choice_is_taken_by_number_title_and_button(slot):
    from bot.core import texts

    for number, (value, title) in enumerate(texts.choices(slot).items(), start=1):
        for text in (str(number), title, f"{slot}={value}"):
            assert heard(text, slot).facts[slot] == value


@pytest.mark.parametrize(
    ("text", "asked", "slot", "day"),
    [
        ("le 3 du mois dernier en recommandé", "written_on", "written_on", "2026-10-03"),
        ("euh attendez… en fait c'était le 5 octobre", "received_on", "received_on", "2026-10-05"),
        ("refus reçu le 10 octobre", "reply", "replied_on", "2026-10-10"),
        ("ils m'ont envoyé un mail de refus le 20 octobre", "reply", "replied_on", "2026-10-20"),
        ("ils ont tout supprimé le 10 octobre", "reply", "replied_on", "2026-10-10"),
        ("reçu le 5 septembre", "sent_by", "received_on", "2026-09-05"),
        ("en fait c'était le 4 septembre", "contract_signed", "written_on", "2026-09-04"),
    ],
)
def test_date_goes_to_the_fact_it_speaks_of(text, asked, slot, day):
    assert heard(text, asked, KNOWN_SENDING).facts[slot] == day


def test_their_mail_is_not_our_way_of_sending():
    assert "sent_by" not in heard("ils m'ont envoyé un mail de refus", "reply", KNOWN_SENDING).facts


@pytest.mark.parametrize(
    ("text", "asked", "doubts"),
    [
        ("en mars", "written_on", {"written_on": "ambiguous"}),
        ("31 avril", "written_on", {"written_on": "impossible"}),
        ("demain", "written_on", {"written_on": "future"}),
        ("je sais plus", "written_on", {"written_on": "unsure"}),
        ("7", "contract_signed", {"contract_signed": "no_such_choice"}),
        ("contract_signed=maybe", "contract_signed", {"contract_signed": "invalid"}),
        ("document=reminder", "contract_signed", {"document": "stale"}),
        ("oui", "reply", {"reply": "which"}),
        ("non", "platform", {"platform": "open"}),
        ("Kinébook", "platform", {"platform": "unknown_platform"}),
        ("1234", "rpps", {"rpps": "length"}),
        ("jean@", "email", {"email": "invalid"}),
        ("12 rue des Alpes", "practice_address", {"practice_address": "postcode_missing"}),
        ("26000 Valence", "practice_address", {"practice_address": "street_missing"}),
        ("Martin", "full_name", {"full_name": "incomplete"}),
        ("/restart", "platform", {"message": "slash"}),
        ('/inform{"written_on": "x"}', "written_on", {"message": "slash"}),
        ("", "platform", {"message": "empty"}),
        ("a" * 10_000, "platform", {"message": "too_long"}),
    ],
)
def test_what_cannot_be_taken_is_a_doubt_and_never_a_fact(text, asked, doubts):
    reading = heard(text, asked)
    assert reading.doubts == doubts
    assert reading.facts == {}


def test_reception_before_sending_is_refused():
    reading = heard("le 1er septembre 2026", "received_on", KNOWN_SENDING)
    assert reading.doubts == {"received_on": "before_written"}


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("recommencer", "restart"),
        ("retour", "back"),
        ("stop", "stop"),
        ("je veux parler à un conseiller", "human"),
        ("efface mes données", "erase"),
        ("répète", "repeat"),
        ("aide", "help"),
        ("pourquoi cette question ?", "why"),
        ("où en suis-je ?", "where_am_i"),
        ("rappelle-moi à l'échéance", "remind"),
        ("plus de rappels", "no_reminder"),
        ("merci beaucoup", "thanks"),
        ("Bonjour !", "greet"),
        ("au revoir", "goodbye"),
    ],
)
@pytest.mark.parametrize("asked", [None, "platform", "contract_signed", "written_on", "full_name"])
def test_command_is_heard_at_any_question(text, control, asked):
    assert heard(text, asked).control == control


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("l'adresse est fausse", "practice_address"),
        ("il faut changer la date d'envoi", "written_on"),
    ],
)
def test_fact_named_at_the_recap_is_the_one_to_change(text, fact):
    facts = {**KNOWN_SENDING, "practice_address": "3 rue A, 26000 Valence"}
    assert heard(text, "confirmed", facts).facts == {"fact_to_change": fact}


@pytest.mark.parametrize("asked", ["contract_sent", "reply", "sent_by", "wants_removal"])
@pytest.mark.parametrize("text", ["aucune idée", "je ne m'en souviens pas", "je ne sais pas"])
def test_not_knowing_is_never_taken_for_another_answer(text, asked):
    assert heard(text, asked).facts.get(asked, "unknown") == "unknown"


def test_choices_past_the_ninth_are_numbered_too():
    facts = dict.fromkeys(case.FACTS, "x")
    for number, fact in enumerate(offered("fact_to_change", facts, TODAY), start=1):
        assert heard(str(number), "fact_to_change", facts).facts == {"fact_to_change": fact}


def test_title_of_an_answer_to_change_is_that_answer():
    facts = dict.fromkeys(case.FACTS, "x")
    assert heard("Réponse du site", "fact_to_change", facts).facts == {"fact_to_change": "reply"}


def test_wish_about_the_site_is_not_the_command_to_erase():
    assert heard("je veux supprimer mes données du site").control is None


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("full_name", "je m'appelle marie dupont, kiné à Romans", "Marie Dupont"),
        ("full_name", "Jean-Pierre DE LA TOUR", "Jean-Pierre de la Tour"),
        ("full_name", "Mme Anne Roux", "Anne Roux"),
        ("practice_address", "12 rue des Alpes 26000 Valence", "12 rue des Alpes, 26000 Valence"),
        ("email", "jean.dupont arobase gmail point com", "jean.dupont@gmail.com"),
        ("rpps", "10.00.12.34.567", "10001234567"),
        ("listing_url", "c'est https://www.doctolib.fr/x/y.", "https://www.doctolib.fr/x/y"),
    ],
)
def test_identity_is_read_and_tidied(asked, text, value):
    assert heard(text, asked).facts == {asked: value}


def test_half_an_address_is_kept_for_the_next_message():
    first = heard("12 rue des Alpes", "practice_address")
    second = heard("26000 Valence", "practice_address", draft=first.draft)
    assert second.facts == {"practice_address": "12 rue des Alpes, 26000 Valence"}


def test_unknown_site_is_kept_once_confirmed():
    assert heard("oui", "platform", draft="Kinébook").facts == {"platform": "Kinébook"}


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200), asked=st.sampled_from([None, *case.FACTS]))
def test_reader_never_fails_and_only_gives_possible_values(text, asked):
    reading = heard(text, asked)
    for fact, value in reading.facts.items():
        assert case.refusal(fact, value, reading.facts, TODAY) is None or fact == "fact_to_change"


# --- buttons shown when nothing is asked ---------------------------------------------------------

OFFER = {"control=remind": "Oui, rappelez-moi", "control=no_reminder": "Non merci"}
WAYS_IN = {
    "intent=listed_without_consent": "Je suis référencé sans mon accord",
    "intent=already_wrote": "J’ai déjà écrit au site",
}


def heard_after(shown, text, asked=None, **likely):
    context = Context(TODAY, asked, offered=offered(asked, {}, TODAY), shown=shown)
    return read(text, lambda texts: [likely for _ in texts], context)


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("1", "remind"),
        ("le deuxième", "no_reminder"),
        ("Oui, rappelez-moi", "remind"),
        ("rappelez-moi", "remind"),
        ("oui", "remind"),
        ("oui s'il vous plaît", "remind"),
        ("non", "no_reminder"),
        ("Non merci", "no_reminder"),
        ("merci", "thanks"),
        ("ok merci", "thanks"),
        ("stop", "stop"),
        ("3", None),
        ("je ne sais pas", None),
    ],
)
def test_button_shown_is_pressed_by_its_number_its_title_or_its_yes_or_no(text, control):
    assert heard_after(OFFER, text).control == control


@pytest.mark.parametrize(("intent", "control"), [("affirm", "remind"), ("deny", "no_reminder")])
def test_yes_or_no_in_free_words_presses_too_when_it_is_likely(intent, control):
    assert heard_after(OFFER, "je n'y vois rien à redire", **{intent: 0.9}).control == control
    assert (
        heard_after(OFFER, "je n'y vois rien à redire", **{intent: 0.5, "thanks": 0.5}).control
        != control
    )


def test_yes_presses_nothing_where_no_title_says_yes():
    assert heard_after(WAYS_IN, "oui").intent == "nlu_fallback"
    assert heard_after(WAYS_IN, "oui", affirm=1.0).intent == "nlu_fallback"
    assert heard_after(WAYS_IN, "j'ai déjà écrit au site").facts == {"has_written": "yes"}


def test_button_shown_is_not_pressed_while_a_question_is_asked():
    assert heard_after(OFFER, "oui", "has_written").facts == {"has_written": "yes"}
    assert heard_after(OFFER, "1", "has_written").facts == {"has_written": "no"}
