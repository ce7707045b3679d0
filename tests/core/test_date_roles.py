"""Which fact each date of a message is: the question asked, the words around, the facts known.

Unless a row says otherwise, today is Tuesday 24 November 2026.
"""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.case import DATES, FACTS
from bot.core.reading import lexicon
from bot.core.reading.date_cues import MEANINGS, OTHER, SAID, SECTIONS
from bot.core.reading.message import Context
from bot.core.reading.roles import read_dates

TODAY = dt.date(2026, 11, 24)
W, R, A = "written_on", "received_on", "replied_on"
AMBIGUOUS, FUTURE, IMPOSSIBLE, WHICH = "ambiguous", "future", "impossible", "which_date"


def heard(text, asked=None, known=None):
    findings = read_dates(text, Context(TODAY, asked, known or {}))
    return {**findings.facts, **findings.doubts}


def table(*rows):
    return pytest.mark.parametrize(("asked", "text", "expected"), rows)


def known_table(*rows):
    return pytest.mark.parametrize(("asked", "known", "text", "expected"), rows)


@table(
    (W, "le 5 octobre", {W: "2026-10-05"}),
    (W, "c'était un jeudi, le 8 octobre", {W: "2026-10-08"}),
    (R, "hier à 10h14 d'après le suivi", {R: "2026-11-23"}),
    (A, "aujourd'hui, ça vient de tomber", {A: "2026-11-24"}),
    (W, "vous notez : 26 octobre", {W: "2026-10-26"}),
    (A, "le 3 nov, torchon d'une page", {A: "2026-11-03"}),
    (W, "courant octobre", {W: AMBIGUOUS}),
    (R, "le 31 juin c'est bizarre", {R: IMPOSSIBLE}),
    (A, "12/12/2026", {A: FUTURE}),
    (W, "oui elle est bien partie", {}),
)
def test_date_alone_answers_the_question_asked(asked, text, expected):
    assert heard(text, asked) == expected


@table(
    (
        W,
        "Je l'ai rédigée le 2 octobre mais elle n'a été postée que le 6 octobre.",
        {W: "2026-10-06"},
    ),
    (W, "rédigée le 12 septembre, expédiée le 14", {W: "2026-09-14"}),
    (W, "lettre datée du 1er octobre et partie le 3", {W: "2026-10-03"}),
    (
        A,
        "réponse datée du 26 octobre mais je l'ai eue dans la boîte le 29 octobre",
        {A: "2026-10-29"},
    ),
    (A, "leur courrier porte la date du 2 novembre, je l'ai reçu le 5", {A: "2026-11-05"}),
    (A, "Leur réponse est datée du 26 octobre", {A: "2026-10-26"}),
    (W, "Ma demande porte la date du 21 septembre 2026", {W: "2026-09-21"}),
)
def test_day_of_sending_or_receipt_wins_over_the_day_on_the_paper(asked, text, expected):
    assert heard(text, asked) == expected


@table(
    (R, "Lettre du 14, AR du 17 septembre.", {R: "2026-09-17"}),
    (R, "recommandé du 2 novembre, accusé du 4", {R: "2026-11-04"}),
    (R, "parti le 5 octobre et arrivé le 8", {W: "2026-10-05", R: "2026-10-08"}),
    (R, "posté le 28 octobre, distribué le 2", {W: "2026-10-28", R: "2026-11-02"}),
    (
        R,
        "le papier rose dit distribué le 21 octobre mais moi je l'avais postée le 19",
        {R: "2026-10-21", W: "2026-10-19"},
    ),
    (
        A,
        "À ma demande du 1er septembre ils n'ont répondu que le 28 septembre",
        {W: "2026-09-01", A: "2026-09-28"},
    ),
    (A, "suite à mon recommandé du 3 octobre, refus le 20", {W: "2026-10-03", A: "2026-10-20"}),
    (
        W,
        "Le 3 septembre, sous pli recommandé dont l'accusé est daté du 7 du même mois",
        {W: "2026-09-03", R: "2026-09-07"},
    ),
    (W, "envoyé le 3 octobre, ils m'ont répondu le 15", {W: "2026-10-03", A: "2026-10-15"}),
    (
        "sent_by",
        "recommandé posté le 2 novembre, signé par eux le 5",
        {W: "2026-11-02", R: "2026-11-05"},
    ),
    (
        "sent_by",
        "en recommandé, déposé à la poste le 2 octobre, remis le 6 octobre",
        {W: "2026-10-02", R: "2026-10-06"},
    ),
    (None, "mail le 8/09, refus le 22/09", {W: "2026-09-08", A: "2026-09-22"}),
    (None, "le 3 mars j'ai écrit et le 20 mars ils ont refusé", {W: "2026-03-03", A: "2026-03-20"}),
    (None, "j'ai écrit hier", {W: "2026-11-23"}),
    (
        "has_written",
        "lettre recommandée du 6 octobre, distribuée le 7, prorogation reçue le 5 novembre",
        {W: "2026-10-06", R: "2026-10-07", A: "2026-11-05"},
    ),
    (
        "has_written",
        "Oui, par lettre recommandée avec avis de réception du 28 septembre 2026.",
        {W: "2026-09-28"},
    ),
    ("has_written", "oui en LRAR le 12 octobre", {W: "2026-10-12"}),
    ("reply", "refus net par retour de mail le 4 novembre", {A: "2026-11-04"}),
    ("reply", "Ils ont exigé ma carte d'identité, message reçu le 18 novembre.", {A: "2026-11-18"}),
    (
        "reply_ground",
        "intérêt légitime qu'ils disent, dans leur mail du 11 septembre",
        {A: "2026-09-11"},
    ),
    ("reply", "doctolib m'a répondu jeudi dernier", {A: "2026-11-19"}),
    ("reply", "j'ai eu leur refus le 12", {A: "2026-11-12"}),
    ("reply", "le 12 novembre ils m'ont dit non", {A: "2026-11-12"}),
    ("reply", "ils ont enfin retiré ma fiche le 12 novembre", {A: "2026-11-12"}),
    (None, "j'y ai mis une lettre avec accusé le 9 novembre", {W: "2026-11-09"}),
)
def test_each_date_goes_to_the_fact_its_words_tell(asked, text, expected):
    assert heard(text, asked) == expected


@table(
    (A, "mail reçu le 17/11/2026 à 9h02", {A: "2026-11-17"}),
    (A, "leur baratin est arrivé le 12 novembre", {A: "2026-11-12"}),
    (A, "reçue le 10 novembre", {A: "2026-11-10"}),
    (A, "Leur réponse m'est parvenue le 16 octobre 2026", {A: "2026-10-16"}),
    (A, "j'ai reçu ça le 4 novembre", {A: "2026-11-04"}),
    (A, "c'est arrivé dans ma boîte le 9 octobre", {A: "2026-10-09"}),
    (R, "reçu le 5 novembre", {R: "2026-11-05"}),
    (R, "ils l'ont eu le 5 novembre", {R: "2026-11-05"}),
    (R, "ils ont mis une semaine à ouvrir, bref tampon du 21 octobre", {R: "2026-10-21"}),
    (R, "l'accusé de réception est tamponné du 8 octobre 2026", {R: "2026-10-08"}),
    (R, "signé par la secrétaire du siège le 3 novembre", {R: "2026-11-03"}),
    (R, "je crois qu'ils l'ont retiré le 13 octobre", {R: "2026-10-13"}),
    ("sent_by", "reçu le 5 septembre", {R: "2026-09-05"}),
    ("reply", "reçu le 5 novembre, c'est non", {A: "2026-11-05"}),
    (R, "j'ai reçu l'accusé le 12 octobre", {R: AMBIGUOUS}),
    (R, "l'avis m'est revenu le 12 octobre", {R: AMBIGUOUS}),
)
def test_receiving_is_theirs_or_ours_as_the_question_and_the_noun_tell(asked, text, expected):
    assert heard(text, asked) == expected


@table(
    (
        R,
        "le facteur s'est présenté le 7 octobre pour rien et ils l'ont retiré le 13 octobre",
        {R: "2026-10-13"},
    ),
    (W, "j'ai découvert la fiche le 12 septembre et j'ai écrit le 14 octobre", {W: "2026-10-14"}),
    (W, "je l'ai vu chez une patiente le 1er octobre, envoyé le 3", {W: "2026-10-03"}),
    (
        A,
        "2 octobre 2026, veille de mon stage à Lyon ; je suis rentré le 9 et je l'ai relu",
        {A: "2026-10-02"},
    ),
    (
        A,
        "euh le 6... ah non ça c'est la date de ma relance. Leur réponse c'est le 10 novembre",
        {A: "2026-11-10"},
    ),
    (W, "écrit le 3 mars et relancé le 5 avril", {W: "2026-03-03"}),
    (W, "je suis chez eux depuis 2019, j'ai écrit le 16 octobre", {W: "2026-10-16"}),
    (W, "j'étais en congés jusqu'au 4, je l'ai postée le 6 octobre", {W: "2026-10-06"}),
    ("contract_signed", "on a signé le contrat le 3 mars 2024", {}),
    ("contract_signed", "j'ai signé avec eux le 12 janvier 2025", {}),
    ("contract_sent", "j'ai envoyé le contrat au conseil le 3 mars", {}),
    ("platform", "installée à Crest depuis le 1er mars, je suis sur maiia", {}),
    ("platform", "je l'ai découvert le 12 septembre", {}),
    ("full_name", "née le 3 mars 1980", {}),
    ("reply", "j'ai un patient le 3 décembre", {}),
    ("contract_signed", "le 5 octobre", {}),
    ("practice_address", "place du 8 mai 1945, 26000 Valence", {}),
    ("reply", "j'ai saisi la CNIL le 5 octobre", {}),
    ("has_written", "j'ai appelé le 5 octobre", {}),
    ("contract_signed", "non, rien depuis le 5 octobre", {}),
)
def test_date_of_no_fact_is_never_taken(asked, text, expected):
    assert heard(text, asked) == expected


@known_table(
    (R, {W: "2026-10-20"}, "reçu le lendemain", {R: "2026-10-21"}),
    (R, {W: "2026-11-03"}, "ils l'ont eu le surlendemain", {R: "2026-11-05"}),
    (R, {W: "2026-11-03"}, "trois jours après", {R: "2026-11-06"}),
    (R, {W: "2026-11-03"}, "deux jours plus tard je crois", {R: "2026-11-05"}),
    (R, {W: "2026-11-03"}, "une semaine après mon envoi", {R: "2026-11-10"}),
    (R, {W: "2026-10-20"}, "le lendemain, le 21", {R: "2026-10-21"}),
    (R, {W: "2026-10-20"}, "le lendemain, le 22", {R: AMBIGUOUS}),
    (R, {}, "le lendemain", {R: AMBIGUOUS}),
    (R, {W: "2026-10-05"}, "deux ou trois jours après", {R: AMBIGUOUS}),
    (R, {W: "2026-09-21"}, "ben la semaine d'après quoi", {R: AMBIGUOUS}),
    (R, {W: "2026-11-03"}, "le lendemain de mon anniversaire", {R: AMBIGUOUS}),
    (A, {W: "2026-11-13"}, "cinq minutes après mon mail, donc le même jour", {A: "2026-11-13"}),
    (A, {W: "2026-11-13"}, "le jour même", {A: "2026-11-13"}),
    (A, {W: "2026-10-01"}, "quinze jours plus tard", {A: "2026-10-16"}),
    (A, {W: "2026-10-01", R: "2026-10-04"}, "le lendemain", {A: AMBIGUOUS}),
    (A, {W: "2026-10-01", R: "2026-10-04"}, "le lendemain de la réception", {A: "2026-10-05"}),
    (A, {W: "2026-10-01", R: "2026-10-04"}, "dix jours après mon envoi", {A: "2026-10-11"}),
    (A, {W: "2026-10-01", R: "unknown"}, "le surlendemain", {A: "2026-10-03"}),
    (A, {W: "2026-10-01"}, "une huitaine après mon envoi", {A: AMBIGUOUS}),
    (
        "sent_by",
        {W: "2026-10-20"},
        "un mail et ils m'ont répondu dès le lendemain",
        {A: "2026-10-21"},
    ),
    (
        W,
        {},
        "j'ai découvert la fiche le 12 septembre et j'ai écrit le surlendemain, le 14",
        {W: "2026-09-14"},
    ),
    (
        W,
        {},
        "j'ai découvert la fiche le 12 septembre et j'ai écrit le surlendemain",
        {W: "2026-09-14"},
    ),
    (W, {}, "posté le 5 octobre, reçu le surlendemain", {W: "2026-10-05", R: "2026-10-07"}),
    (W, {}, "le lendemain", {W: AMBIGUOUS}),
    (W, {}, "j'ai pris mon clavier le soir même et c'était le 29 septembre", {W: "2026-09-29"}),
    (A, {W: "2026-11-20"}, "une semaine après", {A: FUTURE}),
)
def test_day_is_counted_from_the_fact_it_follows(asked, known, text, expected):
    assert heard(text, asked, known) == expected


@known_table(
    ("sent_by", {W: "2026-10-03"}, "attendez, en fait c'était le 5 octobre", {W: "2026-10-05"}),
    ("sent_by", {W: "2026-10-05"}, "c le 6 octobre pas le 5 jme sui gourée", {W: "2026-10-06"}),
    (
        "reply",
        {W: "2026-10-12"},
        "je rectifie la date que j'ai donnée pour l'envoi : 13 octobre",
        {W: "2026-10-13"},
    ),
    (
        "reply",
        {W: "2026-10-12"},
        "j'ai dit le 12 octobre tout à l'heure, c'était le 12 septembre",
        {W: "2026-09-12"},
    ),
    ("reply", {W: "2026-10-12", R: "2026-10-15"}, "reçu le 16 et pas le 15", {R: "2026-10-16"}),
    (
        "reply",
        {W: "2026-10-12", R: "2026-10-15"},
        "pardon, c'est le 17 octobre, pas le 15 octobre",
        {R: "2026-10-17"},
    ),
    ("full_name", {W: "2026-10-12", R: "2026-10-15"}, "oups c'était le 9 octobre", {WHICH: WHICH}),
    ("full_name", {W: "2026-09-03"}, "en fait c'était le 4", {W: "2026-09-04"}),
    (
        "reply_ground",
        {W: "2026-09-10", A: "2026-11-02"},
        "Il convient de substituer au 2 novembre la date du 2 octobre",
        {A: "2026-10-02"},
    ),
    ("full_name", {W: "2026-10-12"}, "le 13 octobre", {}),
    ("full_name", {W: "2026-10-12"}, "je l'ai envoyé le 13 octobre", {W: "2026-10-13"}),
)
def test_correction_changes_the_fact_it_speaks_of(asked, known, text, expected):
    assert heard(text, asked, known) == expected


@table(
    (W, "le 3 je crois bien, oui le 3", {W: "2026-11-03"}),
    (W, "je dirais le 3 du mois dernier, oui c'est ça, le 3", {W: "2026-10-03"}),
    (W, "le 5 octobre, non je vérifie sur le bordereau... 6 octobre", {W: "2026-10-06"}),
    (W, "3 avril enfin mai plutôt, le 3 mai", {W: "2026-05-03"}),
    (
        W,
        "septembre... non attendez je regarde mes mails... octobre, le 8 octobre",
        {W: "2026-10-08"},
    ),
    (W, "le 4 euh non pardon le 5 novembre", {W: "2026-11-05"}),
    (W, "je l'ai postée lundi dernier, le 16", {W: "2026-11-16"}),
    (A, "il y a dix jours, un samedi d'ailleurs", {A: "2026-11-14"}),
    (A, "il y a dix jours, un lundi d'ailleurs", {A: AMBIGUOUS}),
    (W, "le 5 octobre, enfin non", {W: AMBIGUOUS}),
    (W, "le 5 octobre 2025, pardon 2026", {W: AMBIGUOUS}),
    (W, "je dirais le 5 octobre 2026", {W: AMBIGUOUS}),
    (W, "peut-être le 3", {W: AMBIGUOUS}),
    (W, "le 5 octobre ou le 8", {W: AMBIGUOUS}),
    (W, "le 5 octobre. Le 8 octobre.", {W: AMBIGUOUS}),
    ("sent_by", "recommandé parti avant-hier… non pardon, hier", {W: "2026-11-23"}),
)
def test_date_said_again_is_one_date_and_two_dates_are_a_doubt(asked, text, expected):
    assert heard(text, asked) == expected


@table(
    (W, "je l'enverrai le 2 décembre", {W: FUTURE}),
    (W, "je vais la poster le 26", {W: FUTURE}),
    (W, "elle partira demain matin au courrier", {W: FUTURE}),
    (R, "La Poste annonce une distribution pour le 27 novembre 2026.", {R: FUTURE}),
    (R, "distribution prévue le 26", {R: FUTURE}),
    (W, "je compte leur écrire lundi", {W: FUTURE}),
)
def test_what_is_still_to_be_done_is_no_fact(asked, text, expected):
    assert heard(text, asked) == expected


@known_table(
    (R, {W: "2026-11-02"}, "le 5", {R: "2026-11-05"}),
    (R, {W: "2026-10-05"}, "le 8", {R: AMBIGUOUS}),
    (R, {W: "2026-10-28"}, "le 2", {R: "2026-11-02"}),
    (A, {W: "2026-10-05"}, "le 20", {A: "2026-11-20"}),
    (R, {}, "reçu le 5 octobre, posté le 3", {R: "2026-10-05", W: "2026-10-03"}),
    (R, {}, "posté le 2, reçu le 5", {W: "2026-11-02", R: "2026-11-05"}),
    (R, {}, "posté le 20, reçu le 26", {W: "2026-10-20", R: "2026-10-26"}),
)
def test_day_without_month_is_on_the_right_side_of_the_other_facts(asked, known, text, expected):
    assert heard(text, asked, known) == expected


SENT = {W: "2026-10-05"}
RECEIVED = {W: "2026-10-05", R: "2026-10-08"}


@known_table(
    (W, {}, "ben c'était le 17 octobre au matin, je revenais du marché", {W: "2026-10-17"}),
    (W, {}, "début octobre, le 2 je crois", {W: "2026-10-02"}),
    (W, {}, "Le 12/10/2026 (cachet de la poste faisant foi)", {W: "2026-10-12"}),
    (
        W,
        {},
        "date d'envoi : 12 octobre 2026, n° de recommandé 1A 203 456 7891 2",
        {W: "2026-10-12"},
    ),
    (W, {}, "ma secrétaire l'a postée le 9 octobre", {W: "2026-10-09"}),
    (W, {}, "c'est mon mari qui l'a mise à la poste le 9 octobre", {W: "2026-10-09"}),
    (W, {}, "le 5/10 si j'en crois mon agenda", {W: "2026-10-05"}),
    (W, {}, "le lundi 5 octobre 2026 à 18h45", {W: "2026-10-05"}),
    (
        W,
        {},
        "j'ai vu le site le 3 septembre, j'ai réfléchi et j'ai envoyé mon mail le 10 septembre",
        {W: "2026-09-10"},
    ),
    (W, {}, "depuis que j'ai écrit le 3 octobre, rien", {W: "2026-10-03"}),
    (W, {}, "le 3 octobre et toujours pas de réponse", {W: "2026-10-03"}),
    (W, {}, "le 3 octobre, ils ne m'ont jamais répondu", {W: "2026-10-03"}),
    (W, {}, "le 3 octobre, reçu le 6", {W: "2026-10-03", R: "2026-10-06"}),
    (W, {}, "ils ont reçu mon recommandé le 6 octobre", {R: "2026-10-06"}),
    (W, {}, "ils m'ont répondu le 20 octobre", {A: "2026-10-20"}),
    (W, {}, "le jour de mes 50 ans, le 14 septembre", {W: "2026-09-14"}),
    (W, {}, "juste avant les vacances de la Toussaint, le 16 octobre", {W: "2026-10-16"}),
    (W, {}, "pendant mes vacances, le 12 août", {W: "2026-08-12"}),
    (W, {}, "à mon retour de congés, le 24 août", {W: "2026-08-24"}),
    (W, {}, "je suis rentrée de vacances le 23 août et je l'ai envoyée le 25", {W: "2026-08-25"}),
    (W, {}, "le 14 juillet dernier", {W: "2026-07-14"}),
    (W, {}, "le soir du 31 décembre, triste réveillon", {W: "2025-12-31"}),
    (W, {}, "le 29 février", {W: "2024-02-29"}),
    (W, {}, "six octobre", {W: "2026-10-06"}),
    (W, {}, "le six dix", {W: "2026-10-06"}),
    (W, {}, "06/10", {W: "2026-10-06"}),
    (W, {}, "le 06 10 2026", {W: "2026-10-06"}),
    (W, {}, "6/10/26 par la poste de Die", {W: "2026-10-06"}),
    (W, {}, "6.10.26", {W: "2026-10-06"}),
    (W, {}, "mardi dernier", {W: "2026-11-17"}),
    (W, {}, "mardi de la semaine dernière", {W: "2026-11-17"}),
    (W, {}, "y a une semaine pile", {W: "2026-11-17"}),
    (W, {}, "il y a trois semaines, le mardi", {W: "2026-11-03"}),
    (W, {}, "en septembre, le 21 plus exactement", {W: "2026-09-21"}),
    (W, {}, "octobre le 21", {W: "2026-10-21"}),
    (W, {}, "le 21/09 non le 22/09", {W: "2026-09-22"}),
    (W, {}, "22 septembre et pas 21 comme j'ai cru", {W: "2026-09-22"}),
    (W, {}, "j'aurais dit le 21 mais c'est le 22 septembre", {W: "2026-09-22"}),
    (W, {}, "le 21 ? non le 22 septembre", {W: "2026-09-22"}),
    (
        W,
        {},
        "le 21 septembre je crois. Non ! le 22, j'ai le récépissé sous les yeux",
        {W: "2026-09-22"},
    ),
    (W, {}, "attendez je cherche... voilà, 22 septembre", {W: "2026-09-22"}),
    (R, {}, "le 12, un jeudi", {R: "2026-11-12"}),
    (R, {}, "le jeudi 12", {R: "2026-11-12"}),
    (R, {}, "signé le 5/11 par M. Dupont", {R: "2026-11-05"}),
    (R, {}, "le suivi indique distribué le jeudi 5 novembre à 11h", {R: "2026-11-05"}),
    (R, {}, "avisé le 4 novembre, retiré au bureau le 9 novembre", {R: "2026-11-09"}),
    (R, {}, "première présentation le 4 novembre, remis le 5 novembre", {R: "2026-11-05"}),
    (R, {}, "pli avisé le 2, distribué le 10 novembre", {R: "2026-11-10"}),
    (R, {}, "j'ai posté le 2 et ils ont signé le 4 novembre", {W: "2026-11-02", R: "2026-11-04"}),
    (R, {}, "ils ont accusé réception par mail le 6 octobre", {R: "2026-10-06"}),
    (R, {}, "AR signé du 6 octobre", {R: "2026-10-06"}),
    (R, {}, "AR: 06/10/2026", {R: "2026-10-06"}),
    (R, {}, "d'après la poste c'est arrivé le 6 octobre", {R: "2026-10-06"}),
    (R, {}, "ils disent l'avoir reçu le 7 octobre", {R: "2026-10-07"}),
    (
        R,
        {},
        "dans leur réponse du 20 octobre ils disent l'avoir reçu le 7 octobre",
        {A: "2026-10-20", R: "2026-10-07"},
    ),
    (R, {}, "leur réponse est arrivée le 20 octobre mais la lettre je sais pas", {A: "2026-10-20"}),
    (A, {}, "le lendemain de la Toussaint", {A: "2026-11-02"}),
    (A, {}, "j'ai ouvert leur mail le 12 novembre", {A: "2026-11-12"}),
    (A, {}, "ils ont mis trois semaines, ils ont répondu le 26 octobre", {A: "2026-10-26"}),
    (A, {}, "mail du 26 octobre", {A: "2026-10-26"}),
    (A, {}, "par courrier daté du 26 octobre, arrivé le 30", {A: "2026-10-30"}),
    (A, {}, "le mail de refus date du 3 novembre 2026", {A: "2026-11-03"}),
    (A, {}, "ça date du 3 novembre", {A: "2026-11-03"}),
    (
        A,
        {},
        "mon mail du 20 octobre, leur réponse du 3 novembre",
        {W: "2026-10-20", A: "2026-11-03"},
    ),
    (
        A,
        {},
        "j'avais écrit le 20 octobre, ils ont répondu 2 semaines après",
        {W: "2026-10-20", A: "2026-11-03"},
    ),
    (A, {}, "lundi matin, j'étais en consultation", {A: "2026-11-23"}),
    (A, {}, "hier, en pleine séance avec une patiente", {A: "2026-11-23"}),
    (A, {}, "le 10 novembre, le jour où ma fille s'est mariée", {A: "2026-11-10"}),
    (A, {}, "le 10 novembre, un courriel laconique", {A: "2026-11-10"}),
    (A, {}, "le 10 novembre ils m'ont envoyé un mail", {A: "2026-11-10"}),
    (A, {}, "Le 10 novembre, après ma relance du 2", {A: "2026-11-10"}),
    (A, {}, "après deux relances, le 10 novembre", {A: "2026-11-10"}),
    ("reply", {}, "ils ont refusé le 5 novembre", {A: "2026-11-05"}),
    ("reply", {}, "Par mail du 5 novembre ils refusent", {A: "2026-11-05"}),
    ("reply", {}, "ils disent avoir tout supprimé, c'était le 5 novembre", {A: "2026-11-05"}),
    ("reply", {}, "aucune réponse à ma lettre du 5 octobre", {W: "2026-10-05"}),
    ("reply", {}, "ils ont demandé deux mois de plus le 5 novembre", {A: "2026-11-05"}),
    ("sent_by", {}, "par mail le 5 octobre", {W: "2026-10-05"}),
    ("sent_by", {}, "recommandé, parti le 5 octobre de la poste de Nyons", {W: "2026-10-05"}),
    ("platform", {}, "doctolib, je leur ai écrit hier", {W: "2026-11-23"}),
    (
        "reply_ground",
        {},
        "dans leur courrier du 4 novembre ils parlent d'intérêt légitime",
        {A: "2026-11-04"},
    ),
    (
        None,
        {},
        "j'ai envoyé un recommandé à Doctolib le 5 octobre, reçu le 7, et refus le 2 novembre",
        {W: "2026-10-05", R: "2026-10-07", A: "2026-11-02"},
    ),
    (None, {}, "j'ai reçu une lettre de maiia le 3 novembre", {A: "2026-11-03"}),
    (
        None,
        {},
        "inscrit à l'ordre depuis le 3 mars 2010, j'ai écrit à keldoc le 2 octobre",
        {W: "2026-10-02"},
    ),
    (
        None,
        {},
        "recommandé envoyé 02/10, AR 05/10, refus 28/10",
        {W: "2026-10-02", R: "2026-10-05", A: "2026-10-28"},
    ),
    (
        None,
        {},
        "envoi: 2 octobre; réception: 5 octobre; réponse: 28 octobre",
        {W: "2026-10-02", R: "2026-10-05", A: "2026-10-28"},
    ),
    (
        None,
        {},
        "j'ai écrit le 2 octobre ils ont reçu le 5 ils ont répondu le 28",
        {W: "2026-10-02", R: "2026-10-05", A: "2026-10-28"},
    ),
    (
        None,
        {},
        "le 2 octobre j'ai écrit, le 5 ils ont reçu, le 28 ils ont refusé",
        {W: "2026-10-02", R: "2026-10-05", A: "2026-10-28"},
    ),
    (W, {}, "bah la lettre est partie un lundi, attendez, le 12 octobre", {W: "2026-10-12"}),
    (W, {}, "alors euh la date exacte... 12/10, voilà", {W: "2026-10-12"}),
    (W, {}, "jai envoyer ma letre le 12 octobre en recomander", {W: "2026-10-12"}),
    (W, {}, "g posté lundi 12 oct", {W: "2026-10-12"}),
    (W, {}, "ct le 12 10", {W: "2026-10-12"}),
    (W, {}, "envoyé hier par mail, ils ont répondu ce matin", {W: "2026-11-23", A: "2026-11-24"}),
    (W, {}, "mon avocat leur a écrit le 12 octobre", {W: "2026-10-12"}),
    (W, {}, "demande effectuée en ligne le 12 octobre, n° de dossier 20261012", {W: "2026-10-12"}),
    (W, {}, "j'ai rempli leur formulaire le 12 octobre", {W: "2026-10-12"}),
    (
        W,
        {},
        "après avoir vu la fiche le 10 octobre j'ai rempli leur formulaire le 12",
        {W: "2026-10-12"},
    ),
    (W, {}, "le 12 octobre exactement, un lundi", {W: "2026-10-12"}),
    (W, {}, "vous me demandez la date ? le 12 octobre !", {W: "2026-10-12"}),
    (W, {}, "12 octobre. Pourquoi vous voulez savoir ça ?", {W: "2026-10-12"}),
    (W, {}, "est-ce que ça compte si je l'ai posté le samedi 10 octobre ?", {W: "2026-10-10"}),
    (W, {}, "signé et daté du 12 octobre", {W: "2026-10-12"}),
    (W, {}, "la lettre est signée du 12 octobre mais je l'ai envoyée le 15", {W: "2026-10-15"}),
    (W, {}, "rédigé vendredi, posté samedi", {W: "2026-11-21"}),
    (
        W,
        {},
        "je devais l'envoyer le 10, finalement elle est partie le 12 octobre",
        {W: "2026-10-12"},
    ),
    (W, {}, "pas le 10, le 12 octobre", {W: "2026-10-12"}),
    (W, {}, "c'était le lendemain de la Toussaint, donc le 2", {W: "2026-11-02"}),
    (W, {}, "deux jours avant Halloween", {W: "2026-10-29"}),
    (W, {}, "quinze jours avant Noël dernier", {W: "2025-12-10"}),
    (R, SENT, "ils l'ont reçue deux jours après", {R: "2026-10-07"}),
    (R, SENT, "le jour d'après", {R: "2026-10-06"}),
    (R, SENT, "dès le lendemain matin à l'accueil", {R: "2026-10-06"}),
    (R, SENT, "trois jours après l'envoi", {R: "2026-10-08"}),
    (R, SENT, "4 jours après l'avoir postée", {R: "2026-10-09"}),
    (R, SENT, "2 jours après, donc le 7", {R: "2026-10-07"}),
    (R, SENT, "la veille de la Toussaint", {R: "2026-10-31"}),
    (R, SENT, "j'ai envoyé le 5, eux l'ont eu le 7 octobre", {W: "2026-10-05", R: "2026-10-07"}),
    (R, SENT, "AR revenu signé, daté du 7 octobre", {R: "2026-10-07"}),
    (R, SENT, "le cachet indique 07-10-2026", {R: "2026-10-07"}),
    (R, SENT, "présenté le 7 octobre et remis le jour même", {R: "2026-10-07"}),
    (R, SENT, "mis en instance le 7 octobre, retiré le 15 octobre", {R: "2026-10-15"}),
    (R, SENT, "je l'ai su le 9 octobre en voyant le suivi : livré le 8", {R: "2026-10-08"}),
    (
        R,
        SENT,
        "d'après l'accusé que j'ai reçu le 12 octobre, ils ont signé le 8",
        {R: "2026-10-08"},
    ),
    (A, SENT, "j'ai eu leur réponse le 3 novembre au courrier", {A: "2026-11-03"}),
    (A, SENT, "reçu leur lettre datée du 28 octobre le 3 novembre", {A: "2026-11-03"}),
    (A, SENT, "lettre du 28 octobre reçue le 3 novembre", {A: "2026-11-03"}),
    (A, SENT, "la semaine dernière, mercredi je crois", {A: "2026-11-18"}),
    (A, SENT, "mercredi", {A: "2026-11-18"}),
    (A, SENT, "le 18, mercredi", {A: "2026-11-18"}),
    (A, SENT, "ils ont répondu le 3 novembre, j'ai saisi la CNIL le 10", {A: "2026-11-03"}),
    (A, SENT, "leur réponse ? le 3 novembre", {A: "2026-11-03"}),
    (A, SENT, "le jour de l'Armistice, ces malotrus", {A: "2026-11-11"}),
    (
        "reply",
        SENT,
        "ils m'ont écrit le 3 novembre pour demander ma carte d'identité",
        {A: "2026-11-03"},
    ),
    ("reply", SENT, "supprimée le 3 novembre d'après eux", {A: "2026-11-03"}),
    ("reply_ground", SENT, "ils m'ont dit le 3 novembre que c'était public", {A: "2026-11-03"}),
    ("sent_by", SENT, "par lettre simple, le 6 en fait, pas le 5", {W: "2026-10-06"}),
    ("has_written", {}, "oui, le 12 octobre", {W: "2026-10-12"}),
    ("has_written", {}, "je l'ai fait le 12 octobre", {W: "2026-10-12"}),
    ("confirmed", RECEIVED, "la date d'envoi c'est le 6 octobre", {W: "2026-10-06"}),
    ("confirmed", RECEIVED, "non, reçu le 9", {R: "2026-10-09"}),
    (W, {}, "sept octobre", {W: "2026-10-07"}),
    (W, {}, "le sept onze", {W: "2026-11-07"}),
    (W, {}, "douze douze vingt-cinq", {W: "2025-12-12"}),
    (W, {}, "onze novembre", {W: "2026-11-11"}),
    (W, {}, "le dix neuf octobre", {W: "2026-10-19"}),
    (W, {}, "le vingt quatre dix", {W: "2026-10-24"}),
    (W, {}, "c'était le premier", {W: "2026-11-01"}),
    (W, {}, "le premier novembre à la première heure", {W: "2026-11-01"}),
    (W, {}, "le samedi 7", {W: "2026-11-07"}),
    (W, {}, "samedi 7", {W: "2026-11-07"}),
    (W, {}, "je l'ai envoyé jeudi", {W: "2026-11-19"}),
    (W, {}, "jeudi, enfin vendredi", {W: "2026-11-20"}),
    (W, {}, "jeudi non vendredi 20", {W: "2026-11-20"}),
    (W, {}, "ah non c'est pas le 5, c'est le 15 octobre", {W: "2026-10-15"}),
    (W, {}, "le 15 octobre de l'année 2025", {W: "2025-10-15"}),
    (W, {}, "15/10/25 et pas 15/10/26", {W: "2025-10-15"}),
    (W, {}, "aujourd'hui même", {W: "2026-11-24"}),
    (W, {}, "à l'instant", {W: "2026-11-24"}),
    (W, {}, "dimanche soir sur leur formulaire", {W: "2026-11-22"}),
    (W, {}, "page 12, le 10 octobre", {W: "2026-10-10"}),
    (R, SENT, "le facteur l'a remis le 8 octobre à la gardienne", {R: "2026-10-08"}),
    (R, SENT, "la poste a flashé le 8 octobre", {R: "2026-10-08"}),
    (
        R,
        SENT,
        "d'après le suivi : pris en charge le 5 octobre, distribué le 8 octobre",
        {R: "2026-10-08"},
    ),
    (
        R,
        SENT,
        "en cours d'acheminement le 6, distribué à son destinataire le 8 octobre",
        {R: "2026-10-08"},
    ),
    (R, SENT, "ils ont signé le 8 et non le 9 octobre", {R: "2026-10-08"}),
    (R, SENT, "le 8 octobre je crois, le tampon est flou", {R: "2026-10-08"}),
    (R, SENT, "je n'ai que la date d'envoi, le 5 octobre", {W: "2026-10-05"}),
    (A, RECEIVED, "le lendemain de leur réception", {A: "2026-10-09"}),
    (A, RECEIVED, "une semaine après avoir reçu ma lettre", {A: "2026-10-15"}),
    (A, RECEIVED, "le 3 novembre (j'avais écrit le 5 octobre)", {A: "2026-11-03", W: "2026-10-05"}),
    (A, RECEIVED, "29 jours après mon envoi donc le 3 novembre", {A: "2026-11-03"}),
    (A, RECEIVED, "je l'ai lu que le 5 mais il est arrivé le 3 novembre", {A: "2026-11-03"}),
    (A, RECEIVED, "Courrier reçu le 3 novembre 2026, daté du 30 octobre 2026", {A: "2026-11-03"}),
    (
        "reply",
        RECEIVED,
        "ils ont répondu par un refus, lettre datée du 30 octobre",
        {A: "2026-10-30"},
    ),
    (W, {}, "Envoi effectué ce jour, mardi 24 novembre 2026", {W: "2026-11-24"}),
    (W, {}, "elle est partie avec la levée de 15h30 le mercredi 14 octobre", {W: "2026-10-14"}),
    (W, {}, "je retrouve dans mes mails envoyés : dim. 4 oct. 2026, 21:07", {W: "2026-10-04"}),
    (W, {}, "objet : suppression de mes données - 4 octobre 2026 à 21:07", {W: "2026-10-04"}),
    (W, {}, "c ma fille ki la envoyé le 4 oct", {W: "2026-10-04"}),
    (W, {}, "la semaine où y a eu la neige, le 20 novembre quoi", {W: "2026-11-20"}),
    (W, {}, "y'a 2 semaines le mardi 10", {W: "2026-11-10"}),
    (W, {}, "mi-septembre, le 15", {W: "2026-09-15"}),
    (W, {}, "pas en septembre, en octobre, le 2", {W: "2026-10-02"}),
    (W, {}, "le 2. Enfin je crois. Le 2 octobre oui.", {W: "2026-10-02"}),
    (W, {}, "2 oct non 3 oct non attends 4 oct", {W: "2026-10-04"}),
    (W, {}, "le 2, ah mince non, le 3 octobre", {W: "2026-10-03"}),
    (W, {}, "le 2 octobre désolée je me suis trompée c'est le 3 octobre", {W: "2026-10-03"}),
    (W, {}, "je m'en rappelle c'était l'anniversaire de mon fils, le 8 octobre", {W: "2026-10-08"}),
    (W, {}, "le 8 octobre, à 3 jours de mes 40 ans", {W: "2026-10-08"}),
    (W, {}, "le 8 octobre vers 17 h, recommandé n° 1A 198 765 4321 0, 5,99 €", {W: "2026-10-08"}),
    (W, {}, "Valence, le 8 octobre 2026", {W: "2026-10-08"}),
    (W, {}, "Fait à Crest le 8 octobre 2026, posté le lendemain", {W: "2026-10-09"}),
    (W, {}, "le mail est parti à 0h12 le 9 octobre", {W: "2026-10-09"}),
    (R, SENT, "mercredi 7 octobre", {R: "2026-10-07"}),
    (R, SENT, "le facteur est passé le 7 octobre, c'est signé", {R: "2026-10-07"}),
    (R, SENT, "signature du gardien en date du 7 octobre", {R: "2026-10-07"}),
    (R, SENT, "l'AR porte le 7/10", {R: "2026-10-07"}),
    (R, SENT, "ils ont dû le recevoir le 7 octobre", {R: "2026-10-07"}),
    (R, SENT, "le 7 octobre selon laposte.fr", {R: "2026-10-07"}),
    (R, SENT, "distribué contre signature le mercredi 07 octobre à 10:22", {R: "2026-10-07"}),
    (R, SENT, "envoyé le 5, présenté le 7, remis le 9 octobre", {W: "2026-10-05", R: "2026-10-09"}),
    (R, SENT, "aucune idée, mais ils m'ont répondu le 20 octobre donc avant", {A: "2026-10-20"}),
    (R, SENT, "48h après soit le 7 octobre", {R: "2026-10-07"}),
    (R, SENT, "deux jours après, le mercredi 7 octobre", {R: "2026-10-07"}),
    (A, RECEIVED, "j'ai trouvé leur lettre dans la boîte le samedi 7 novembre", {A: "2026-11-07"}),
    (A, RECEIVED, "leur avocat m'a écrit le 7 novembre", {A: "2026-11-07"}),
    (A, RECEIVED, "le service RGPD a répondu le 7 novembre", {A: "2026-11-07"}),
    (A, RECEIVED, "une certaine Julie du support, le 7 novembre", {A: "2026-11-07"}),
    (
        A,
        RECEIVED,
        "ils ont fini par répondre le 7 novembre, après ma relance du 2",
        {A: "2026-11-07"},
    ),
    (A, RECEIVED, "ma relance date du 2 novembre, leur réponse du 7", {A: "2026-11-07"}),
    (
        A,
        RECEIVED,
        "après avoir reçu ma lettre le 8 octobre ils ont répondu le 7 novembre",
        {R: "2026-10-08", A: "2026-11-07"},
    ),
    (A, RECEIVED, "le courrier date du 2 novembre mais je l'ai eu le 7", {A: "2026-11-07"}),
    (A, RECEIVED, "daté du 2 mais reçu le 7 novembre", {A: "2026-11-07"}),
    (A, RECEIVED, "hier, ils me demandent un délai jusqu'au 5 janvier", {A: "2026-11-23"}),
    (A, RECEIVED, "hier. Ils ont jusqu'à quand ?", {A: "2026-11-23"}),
    (
        A,
        RECEIVED,
        "le 7 novembre, ils disent que la loi du 6 janvier 1978 les autorise",
        {A: "2026-11-07"},
    ),
    ("reply", RECEIVED, "Refus motivé du 7 novembre 2026", {A: "2026-11-07"}),
    ("reply", RECEIVED, "on m'a répondu vendredi que non", {A: "2026-11-20"}),
    (
        "platform",
        {},
        "Doctolib. Fiche vue le 3 octobre, demande de suppression envoyée le 5, aucune réponse",
        {W: "2026-10-05"},
    ),
    (
        None,
        {},
        "on est le 24 novembre, j'ai écrit il y a deux mois jour pour jour",
        {W: "2026-09-24"},
    ),
    ("confirmed", RECEIVED, "la réception c'est le 9 pas le 8", {R: "2026-10-09"}),
    ("confirmed", RECEIVED, "l'envoi c'était le 4", {W: "2026-10-04"}),
    ("fact_to_change", RECEIVED, "la date d'envoi, c'était le 6 octobre", {W: "2026-10-06"}),
)
def test_what_people_say_around_a_date_is_heard(asked, known, text, expected):
    assert heard(text, asked, known) == expected


@known_table(
    (W, {}, "lundi 6 octobre 2026", {W: AMBIGUOUS}),
    (W, {}, "le 5 ou 6 octobre", {W: AMBIGUOUS}),
    (W, {}, "aux environs du 10 octobre", {W: AMBIGUOUS}),
    (W, {}, "je leur ai écrit deux fois, le 4 septembre et le 6 octobre", {W: AMBIGUOUS}),
    (W, {}, "il y a 2 mois environ", {W: AMBIGUOUS}),
    (W, {}, "il y a 2-3 semaines", {W: AMBIGUOUS}),
    (W, {}, "la première semaine d'octobre", {W: AMBIGUOUS}),
    (W, {}, "à la mi-octobre", {W: AMBIGUOUS}),
    (A, {}, "j'ai un doute, 3 ou 4 novembre", {A: AMBIGUOUS}),
    (W, {}, "le 12 octobre, un mardi", {W: AMBIGUOUS}),
    (R, SENT, "2 jours après, donc le 8", {R: AMBIGUOUS}),
    (R, SENT, "quelques jours après", {R: AMBIGUOUS}),
    ("confirmed", RECEIVED, "il y a une erreur, c'est le 6", {WHICH: WHICH}),
    (W, {}, "vers le 10-12 octobre", {W: AMBIGUOUS}),
    (W, {}, "octobre", {W: AMBIGUOUS}),
    (W, {}, "en automne", {W: AMBIGUOUS}),
    (W, {}, "jeudi 7", {W: AMBIGUOUS}),
    (W, {}, "jeudi ou vendredi", {W: AMBIGUOUS}),
    (W, {}, "il y a une heure", {W: AMBIGUOUS}),
    (W, {}, "il y a à peine trois jours", {W: AMBIGUOUS}),
    (R, SENT, "le tampon est flou, 8 ou 9 octobre", {R: AMBIGUOUS}),
    (A, RECEIVED, "un mois après", {A: AMBIGUOUS}),
    (W, {}, "j'ai cliqué sur envoyer dans la nuit du 13 au 14 octobre", {W: AMBIGUOUS}),
    (W, {}, "il y a deux semaines et demie", {W: AMBIGUOUS}),
    (W, {}, "mi septembre, le 15 ou le 16", {W: AMBIGUOUS}),
    (W, {}, "le 2 octobre 2025, pardon 2026", {W: AMBIGUOUS}),
    (R, SENT, "le lendemain ou le surlendemain", {R: AMBIGUOUS}),
)
def test_what_people_leave_open_is_a_doubt(asked, known, text, expected):
    assert heard(text, asked, known) == expected


@known_table(
    (W, {}, "6 X 2026", {}),
    ("reply", {}, "rien, et ma relance du 5 novembre non plus", {}),
    ("reply", {}, "non pas de réponse depuis le 5 novembre", {}),
    ("reply", {}, "mon recommandé est revenu le 15 octobre non réclamé", {}),
    ("has_written", {}, "non mais je compte le faire le 30 novembre", {}),
    ("has_written", {}, "pas encore, j'ai découvert ça le 20 novembre", {}),
    ("platform", {}, "maiia, fiche créée le 3 mars 2021 sans mon accord", {}),
    ("contract_signed", {}, "j'avais signé le 3 mars 2019 et résilié le 5 mai 2021", {}),
    ("contract_sent", {}, "transmis à l'ordre le 12 juin", {}),
    ("full_name", {}, "Avril Martin", {}),
    ("practice_address", {}, "12 rue du 4 septembre 26000 Valence", {}),
    ("rpps", {}, "10003456789", {}),
    ("listing_url", {}, "https://www.maiia.com/kine/26000-valence/dupont-2026", {}),
    ("reply_ground", {}, "ils disent que c'est la loi du 6 janvier 1978", {}),
    ("reply_ground", {}, "d'après le RGPD du 27 avril 2016 ils ont le droit", {}),
    (None, {}, "le 3 novembre j'ai découvert ma fiche sur doctolib", {}),
    (None, {}, "j'ouvre mon cabinet le 5 janvier", {}),
    (R, SENT, "48 heures après", {}),
    (R, SENT, "J+2", {}),
    (R, SENT, "dans la semaine", {}),
    (R, SENT, "retourné à l'expéditeur le 25 octobre", {}),
    (R, SENT, "jamais retiré, revenu le 25 octobre", {}),
    ("reply", SENT, "toujours rien au 24 novembre", {}),
    ("reply", SENT, "pas de nouvelles depuis le 5 octobre", {}),
    ("reply_ground", SENT, "je suis dans l'annuaire depuis le 3 mars 2015", {}),
    ("sent_by", SENT, "lettre recommandée n° 1A 200 310 2026 5", {}),
    ("full_name", SENT, "je m'appelle Marie Mars", {}),
    ("full_name", SENT, "Avril Dupont, née le 12 avril 1985", {}),
    ("practice_address", SENT, "5 place du 11 novembre 1918, 26100 Romans", {}),
    ("email", SENT, "marie.12.10.2026@gmail.com", {}),
    ("contract_signed", SENT, "non, je suis installée depuis le 1er octobre", {}),
    ("contract_signed", SENT, "le contrat date du 3 mars 2022", {}),
    (W, {}, "je l'ai pas noté mais j'ai découvert la fiche le 3 septembre", {}),
    (W, {}, "mon cabinet a ouvert le 3 septembre 2018", {}),
    (W, {}, "je ne sais pas, le contrat date du 3 mars 2020", {}),
    (W, {}, "le jour de la Saint Glinglin", {}),
    (W, {}, "j'en ai envoyé 3", {}),
    ("reply_ground", RECEIVED, "que j'aurais accepté les CGU le 3 mars 2020", {}),
    ("wants_removal", {}, "je veux partir au 1er janvier", {}),
    ("wants_removal", {}, "mon abonnement finit le 31 décembre", {}),
    ("contract_signed", {}, "oui, le 3 mars 2020", {}),
    ("platform", {}, "doctolib depuis le 3 mars", {}),
    (None, {}, "rdv le 3 décembre avec le conseil", {}),
    (None, {}, "les patients prennent rdv pour le 3 décembre sur cette fiche", {}),
    ("reply", RECEIVED, "le mail m'est revenu en erreur le 6 octobre", {}),
    ("reply", RECEIVED, "ils veulent ma CNI avant le 30 novembre", {}),
    ("reply", RECEIVED, "rien de rien depuis le 8 octobre", {}),
    ("sent_by", SENT, "AR", {}),
    ("platform", {}, "je suis kiné depuis le 1er septembre 1998", {}),
    ("wants_removal", {}, "je reste jusqu'au 31 décembre", {}),
)
def test_what_people_date_besides_is_left_alone(asked, known, text, expected):
    assert heard(text, asked, known) == expected


@pytest.mark.parametrize("asked", DATES)
@pytest.mark.parametrize(
    "text",
    [
        "26000 Valence",
        "26 200 Montélimar",
        "06 12 10 20 26",
        "04.75.10.10.26",
        "0612102026",
        "+33 6 12 10 20 26",
        "12,10 €",
        "50 euros par mois",
        "16.13€",
        "rpps 10101202611",
        "10 10 12 02 611",
        "numéro de suivi 1A 145 786 0312 4",
        "référence 12-10-2026",
        "dossier n° 05/10/2026",
        "https://www.doctolib.fr/kine/05-10-2026",
        "3 rue du 8 mai 1945",
        "jean.5.10.2026@orange.fr",
        "article 17 du RGPD",
        "la loi du 6 janvier 1978",
        "deux mois",
        "le 2 rue Émile Zola",
        "15 patients",
        "à 14h30",
        "version 3.10.2",
    ],
)
def test_number_that_is_no_date_is_never_taken(asked, text):
    assert heard(text, asked) == {}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_kind_of_word_of_the_lexicon_has_a_meaning(section):
    assert set(lexicon.table("dates", section)) <= {
        *DATES,
        OTHER,
        SAID,
        "none",
        "neutral",
        *MEANINGS,
    }


PIECES = (
    "le 3 mars|le 5|hier|lundi dernier|le lendemain|deux jours après|pas le 3|en octobre|j'ai écrit"
    "|posté|ils ont répondu|reçu|refus|accusé|mon mail|du|mais|et|,|.|non|pardon|c'est|que|enverrai"
    "|la veille de|Noël|ou|enfin|découvert|contrat|c'était|un samedi|2026|du même mois"
)
STORY = st.lists(st.sampled_from(PIECES.split("|")), max_size=14).map(" ".join)
KNOWN = st.fixed_dictionaries(
    {}, optional={fact: st.dates(dt.date(2026, 1, 1), TODAY).map(str) for fact in DATES}
)


@settings(max_examples=400, deadline=None)
@given(STORY | st.text(max_size=80), st.sampled_from([None, *FACTS]), KNOWN)
def test_any_story_gives_past_dates_and_never_fails(text, asked, known):
    findings = read_dates(text, Context(TODAY, asked, known))
    assert set(findings.facts) <= set(DATES)
    assert all(dt.date.fromisoformat(day) <= TODAY for day in findings.facts.values())
    assert not findings.facts.keys() & findings.doubts.keys()


def test_long_story_is_read_fast():
    text = ("j'ai écrit le 3 mars, reçu le 5, ils ont répondu le lendemain ; " * 40)[:2000]
    read_dates(text, Context(TODAY, W, {}))
    start = time.perf_counter()
    read_dates(text, Context(TODAY, W, {}))
    assert time.perf_counter() - start < 0.5
