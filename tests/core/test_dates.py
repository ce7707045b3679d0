"""Dates as people write, dictate and misspell them: what is read, and what never is.

Each row is a text and the ISO date or the doubt expected of `read_date`. Unless a row says
otherwise, today is Tuesday 24 November 2026.
"""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import DateReading, FoundDate, find_dates, read_date, say_date

TODAY = dt.date(2026, 11, 24)
LEAP_DAY = dt.date(2028, 2, 29)
NEW_YEAR = dt.date(2027, 1, 1)

AMBIGUOUS, FUTURE, IMPOSSIBLE, NONE = "ambiguous", "future", "impossible", "none"


def said(text, today=TODAY):
    reading = read_date(text, today)
    return reading.date.isoformat() if reading.date else reading.doubt


def table(*rows):
    return pytest.mark.parametrize(("text", "expected"), rows)


@table(
    ("3 mars 2026", "2026-03-03"),
    ("le 3 mars 2026", "2026-03-03"),
    ("Le 3 Mars 2026.", "2026-03-03"),
    ("LE 3 MARS 2026", "2026-03-03"),
    ("le 3\N{NO-BREAK SPACE}mars\N{NO-BREAK SPACE}2026", "2026-03-03"),
    ("c'était le 3 mars 2026 je crois", "2026-03-03"),
    ("J’ai écrit à Doctolib le 3 mars par mail, pas de réponse", "2026-03-03"),
    ("3 mars, 2026", "2026-03-03"),
    ("le 03 mars 26", "2026-03-03"),
    ("03mars2026", "2026-03-03"),
    ("3-mars-2026", "2026-03-03"),
    ("3 mars de l'année 2026", "2026-03-03"),
    ("1er mars 2026", "2026-03-01"),
    ("1 er mars", "2026-03-01"),
    ("premier mars", "2026-03-01"),
    ("le 15 août 2025 à 14h30", "2025-08-15"),
    ("depuis le 3 mars", "2026-03-03"),
    ("à partir du 3 mars", "2026-03-03"),
    ("en date du 3 mars", "2026-03-03"),
    ("29 février 2024", "2024-02-29"),
    ("le 3 mars 14 heures", "2026-03-03"),
    ("le 3 mars 2 mails", "2026-03-03"),
    ("le 3 mars 2000€", "2026-03-03"),
)
def test_a_day_and_a_month_in_words_are_a_date(text, expected):
    assert said(text) == expected


@table(
    ("03/04/26", "2026-04-03"),
    ("03/04/2026", "2026-04-03"),
    ("3/4/2026", "2026-04-03"),
    ("3.4.2026", "2026-04-03"),
    ("3-4-2026", "2026-04-03"),
    ("03 / 04 / 2026", "2026-04-03"),
    ("2026-04-03", "2026-04-03"),
    ("2026/04/03", "2026-04-03"),
    ("2026-04-03T10:30:00", "2026-04-03"),
    ("03 04 2026", "2026-04-03"),
    ("03 04 26", "2026-04-03"),
    ("3/4", "2026-04-03"),
    ("le 3/4", "2026-04-03"),
    ("03/04", "2026-04-03"),
    ("le 24/7", "2026-07-24"),
    ("le 24/11", "2026-11-24"),
    ("envoyé le 03/04 par mail", "2026-04-03"),
    ("mardi 03/03/2026", "2026-03-03"),
    ("le 25/12", "2025-12-25"),
)
def test_digits_are_day_then_month_then_year_unless_iso(text, expected):
    assert said(text) == expected


@table(
    ("le quinze janvier deux mille vingt-six", "2026-01-15"),
    ("trois mars", "2026-03-03"),
    ("vingt et un juin", "2026-06-21"),
    ("vingt-et-un juin", "2026-06-21"),
    ("vingt-deux juillet", "2026-07-22"),
    ("vingt deux juillet deux mille vingt cinq", "2025-07-22"),
    ("le premier avril deux mille vingt-six", "2026-04-01"),
    ("le trente et un août", "2026-08-31"),
    ("le dix sept mars", "2026-03-17"),
    ("le trois mars vingt-six", "2026-03-03"),
    ("zéro trois zéro quatre deux mille vingt-six", "2026-04-03"),
    ("trois quatre deux mille vingt-six", "2026-04-03"),
    ("le neuf septembre", "2026-09-09"),
    ("le sept octobre", "2026-10-07"),
    ("le trois mars deux mille vingt-six à quatorze heures trente", "2026-03-03"),
)
def test_dictated_numbers_are_read(text, expected):
    assert said(text) == expected


@table(
    ("le 3 janv. 2026", "2026-01-03"),
    ("3 févr. 2026", "2026-02-03"),
    ("3 fev", "2026-02-03"),
    ("3 avr.", "2026-04-03"),
    ("3 juil. 2026", "2026-07-03"),
    ("3 sept", "2026-09-03"),
    ("20 sept. 2026", "2026-09-20"),
    ("3 déc.", "2025-12-03"),
    ("3 setpembre", "2026-09-03"),
    ("3 fevirer", "2026-02-03"),
    ("3 aout", "2026-08-03"),
    ("3 août", "2026-08-03"),
    ("3 aou\N{COMBINING CIRCUMFLEX ACCENT}t", "2026-08-03"),
    ("3 decmbre", "2025-12-03"),
    ("12 novenbre 2026", "2026-11-12"),
    ("12 jenvier", "2026-01-12"),
    ("12 juilet", "2026-07-12"),
    ("12 octombre", "2026-10-12"),
    ("mecredi 4 mars 2026", "2026-03-04"),
    ("3 deptembre", NONE),
    ("3 secembre", NONE),
    ("3 levriers", NONE),
    ("3 fermiers", NONE),
    ("aujourdhui", "2026-11-24"),
)
def test_short_and_misspelt_months_are_mended_when_only_one_is_near(text, expected):
    assert said(text) == expected


@table(
    ("le 3 mars", "2026-03-03"),
    ("le 24 novembre", "2026-11-24"),
    ("le 25 novembre", "2025-11-25"),
    ("le 31 décembre", "2025-12-31"),
    ("29 février", "2024-02-29"),
    ("le 3 mars dernier", "2026-03-03"),
    ("le 3 mars de l'année dernière", "2025-03-03"),
    ("le 3 mars de l'an passé", "2025-03-03"),
    ("le 3 mars de cette année", "2026-03-03"),
    ("le 3 décembre de cette année", FUTURE),
    ("le 3", "2026-11-03"),
    ("le 24", "2026-11-24"),
    ("le 28", "2026-10-28"),
    ("le 31", "2026-10-31"),
    ("le 3 par mail", "2026-11-03"),
    ("mardi 3", "2026-11-03"),
    ("le 3 de ce mois", "2026-11-03"),
    ("le 3 courant", "2026-11-03"),
    ("le 3 du mois dernier", "2026-10-03"),
    ("le premier du mois", "2026-11-01"),
    ("le 3 du mois de mars", "2026-03-03"),
    ("le 28 de ce mois", FUTURE),
)
def test_what_is_left_unsaid_is_the_most_recent_past(text, expected):
    assert said(text) == expected


@table(
    ("hier", "2026-11-23"),
    ("Hier soir", "2026-11-23"),
    ("hier à 18h", "2026-11-23"),
    ("avant-hier", "2026-11-22"),
    ("avant hier", "2026-11-22"),
    ("avant avant-hier", "2026-11-21"),
    ("aujourd'hui", "2026-11-24"),
    ("aujourd’hui", "2026-11-24"),
    ("ce matin", "2026-11-24"),
    ("cet après-midi", "2026-11-24"),
    ("ce jour", "2026-11-24"),
    ("il y a 10 jours", "2026-11-14"),
    ("y a 3 jours", "2026-11-21"),
    ("il y a une semaine", "2026-11-17"),
    ("il y a 3 semaines", "2026-11-03"),
    ("il y a deux jours que j'ai écrit", "2026-11-22"),
)
def test_days_are_counted_back_from_today(text, expected):
    assert said(text) == expected


@table(
    ("il y a quinze jours", "2026-11-09"),
    ("il y a 15 jours", "2026-11-09"),
    ("il y a huit jours", "2026-11-16"),
)
def test_fifteen_days_are_fifteen_and_eight_are_eight_as_said(text, expected):
    assert said(text) == expected


@table(
    ("lundi", "2026-11-23"),
    ("lundi dernier", "2026-11-23"),
    ("vendredi", "2026-11-20"),
    ("vendredi matin", "2026-11-20"),
    ("mercredi", "2026-11-18"),
    ("mardi dernier", "2026-11-17"),
    ("depuis jeudi", "2026-11-19"),
    ("lundi de la semaine dernière", "2026-11-16"),
    ("lundi de cette semaine", "2026-11-23"),
    ("vendredi de cette semaine", FUTURE),
    ("mardi", AMBIGUOUS),
    ("le lundi", AMBIGUOUS),
    ("un lundi", AMBIGUOUS),
    ("lundi d'il y a deux semaines", AMBIGUOUS),
    ("l'autre dimanche", AMBIGUOUS),
    ("le premier lundi de mars", "2026-03-02"),
    ("lundi et mercredi", AMBIGUOUS),
    ("la semaine dernière, jeudi", "2026-11-19"),
)
def test_a_weekday_is_the_last_one_before_today(text, expected):
    assert said(text) == expected


@table(
    ("jeudi 3 septembre 2026", "2026-09-03"),
    ("jeudi, le 3 septembre", "2026-09-03"),
    ("lundi 3 septembre 2026", AMBIGUOUS),
    ("lundi 3 mars", AMBIGUOUS),
    ("lundi 03/03/2026", AMBIGUOUS),
    ("lun. 3 mars 2026", AMBIGUOUS),
    ("mar. 3 mars 2026", "2026-03-03"),
    ("lundi 3", AMBIGUOUS),
    ("hier, lundi", "2026-11-23"),
    ("hier, jeudi", AMBIGUOUS),
)
def test_a_weekday_that_contradicts_its_date_is_a_doubt(text, expected):
    assert said(text) == expected


@table(
    ("le jour de Noël", "2025-12-25"),
    ("Noël", "2025-12-25"),
    ("noël 2024", "2024-12-25"),
    ("à la Toussaint", "2026-11-01"),
    ("la toussaint", "2026-11-01"),
    ("le 14 juillet", "2026-07-14"),
    ("le 11 novembre", "2026-11-11"),
    ("à l'armistice du 11 novembre", "2026-11-11"),
    ("le jour de l'an", "2026-01-01"),
    ("lundi de Pâques", "2026-04-06"),
    ("lundi pâques", "2026-04-06"),
    ("à Pâques", "2026-04-05"),
    ("l'Ascension", "2026-05-14"),
    ("le jeudi de l'Ascension", "2026-05-14"),
    ("à la Pentecôte", "2026-05-24"),
    ("le lundi de Pentecôte 2025", "2025-06-09"),
    ("la Saint-Valentin", "2026-02-14"),
    ("à la St Valentin", "2026-02-14"),
    ("la fête du travail", "2026-05-01"),
    ("avant Noël", AMBIGUOUS),
    ("pendant les vacances de la Toussaint", AMBIGUOUS),
    ("Noël prochain", FUTURE),
)
def test_feast_days_are_the_most_recent_ones(text, expected):
    assert said(text) == expected


@table(
    ("en mars", AMBIGUOUS),
    ("en mars 2026", AMBIGUOUS),
    ("au mois de mars", AMBIGUOUS),
    ("mars 2026", AMBIGUOUS),
    ("mars", AMBIGUOUS),
    ("cet été", AMBIGUOUS),
    ("l'été dernier", AMBIGUOUS),
    ("début juin", AMBIGUOUS),
    ("fin août", AMBIGUOUS),
    ("fin du mois d'août", AMBIGUOUS),
    ("mi-mars", AMBIGUOUS),
    ("courant avril", AMBIGUOUS),
    ("en 2025", AMBIGUOUS),
    ("fin de semaine dernière", AMBIGUOUS),
    ("la semaine dernière", AMBIGUOUS),
    ("le mois dernier", AMBIGUOUS),
    ("l'année dernière", AMBIGUOUS),
    ("ce mois-ci", AMBIGUOUS),
    ("il y a un mois", AMBIGUOUS),
    ("il y a deux mois", AMBIGUOUS),
    ("il y a un mois et demi", AMBIGUOUS),
    ("il y a un an", AMBIGUOUS),
    ("il y a 48 heures", AMBIGUOUS),
    ("il y a 10 jours ouvrés", AMBIGUOUS),
    ("il y a environ 10 jours", AMBIGUOUS),
    ("il y a 3 semaines environ", AMBIGUOUS),
    ("il y a plus de 2 semaines", AMBIGUOUS),
    ("il y a deux ou trois semaines", AMBIGUOUS),
    ("il y a une quinzaine de jours", AMBIGUOUS),
    ("il y a quelques jours", AMBIGUOUS),
    ("il y a longtemps", AMBIGUOUS),
    ("ça fait 10 jours", AMBIGUOUS),
    ("l'autre jour", AMBIGUOUS),
    ("la veille", AMBIGUOUS),
    ("cette nuit", AMBIGUOUS),
)
def test_what_is_vague_is_a_doubt(text, expected):
    assert said(text) == expected


@table(
    ("vers le 3 mars", AMBIGUOUS),
    ("autour du 3 mars", AMBIGUOUS),
    ("aux alentours du 3 mars", AMBIGUOUS),
    ("le 3 mars environ", AMBIGUOUS),
    ("le 3 mars ou par là", AMBIGUOUS),
    ("peut-être le 3 mars", AMBIGUOUS),
    ("je dirais le 3 mars 2026", AMBIGUOUS),
    ("sans doute le 03/03/2026", AMBIGUOUS),
    ("dans la nuit du 13 au 14 octobre", AMBIGUOUS),
    ("avant le 3 mars", AMBIGUOUS),
    ("jusqu'au 3 mars", AMBIGUOUS),
    ("la semaine du 3 mars", AMBIGUOUS),
    ("le 3 ou le 4 mars", AMBIGUOUS),
    ("le 3 ou 4 mars", AMBIGUOUS),
    ("le 3 mars ou le 4 mars", AMBIGUOUS),
    ("lundi 2 ou mardi 3 mars", AMBIGUOUS),
    ("hier ou avant-hier", AMBIGUOUS),
    ("entre le 3 et le 5", AMBIGUOUS),
    ("entre le 3 mars et le 5 avril", AMBIGUOUS),
    ("du 3 au 5 mars", AMBIGUOUS),
    ("du 3 mars au 5", AMBIGUOUS),
    ("du 3 mars au 5 mars", AMBIGUOUS),
    ("le 3-4 mars", AMBIGUOUS),
    ("le 3 mars il y a deux ans", AMBIGUOUS),
    ("le 3 du mois d'avant", AMBIGUOUS),
    ("le 3 mars et le 5 avril", AMBIGUOUS),
    ("10/10 au premier envoi", AMBIGUOUS),
    ("le 03-04", AMBIGUOUS),
    ("le 3 mars ou avril", AMBIGUOUS),
    ("le 3 mars 2026 ou 2025", AMBIGUOUS),
    ("le 3 mars, je ne sais plus", AMBIGUOUS),
    ("le 3 mars mais pas sûr", AMBIGUOUS),
)
def test_an_approximate_or_double_date_is_a_doubt(text, expected):
    assert said(text) == expected


@table(
    ("31 avril", IMPOSSIBLE),
    ("32 mars", IMPOSSIBLE),
    ("0 mars", IMPOSSIBLE),
    ("30 février", IMPOSSIBLE),
    ("29 février 2025", IMPOSSIBLE),
    ("45/13/2026", IMPOSSIBLE),
    ("45 13 2026", IMPOSSIBLE),
    ("04/25/2026", IMPOSSIBLE),
    ("04/25", IMPOSSIBLE),
    ("2026-13-01", IMPOSSIBLE),
    ("03/04/0026", IMPOSSIBLE),
    ("03/04/202", IMPOSSIBLE),
    ("3 mars 202", IMPOSSIBLE),
    ("3 mars 20266", IMPOSSIBLE),
    ("3 mars 1999", IMPOSSIBLE),
    ("8 mai 1945", IMPOSSIBLE),
    ("le 31 du mois de juin", IMPOSSIBLE),
    ("le 42", IMPOSSIBLE),
    ("il y a 20000 jours", IMPOSSIBLE),
    ("il y a 999999 semaines", IMPOSSIBLE),
)
def test_a_day_that_cannot_be_is_impossible_never_swapped_nor_clamped(text, expected):
    assert said(text) == expected


@table(
    ("demain", FUTURE),
    ("après-demain", FUTURE),
    ("dans trois jours", FUTURE),
    ("dans un mois", FUTURE),
    ("3 mars 2030", FUTURE),
    ("25/11/2026", FUTURE),
    ("lundi prochain", FUTURE),
    ("lundi en huit", FUTURE),
    ("la semaine prochaine", FUTURE),
    ("le 3 mars prochain", FUTURE),
    ("le 3 du mois prochain", FUTURE),
)
def test_what_is_after_today_is_future(text, expected):
    assert said(text) == expected


@table(
    ("", NONE),
    ("ma collègue", NONE),
    ("mais je ne sais plus", NONE),
    ("le 2ème cabinet", NONE),
    ("le 3e courrier", NONE),
    ("article 17", NONE),
    ("l'article 12.3.4", NONE),
    ("2 mois", NONE),
    ("3 fois", NONE),
    ("trois mails", NONE),
    ("5 marques", NONE),
    ("26000 Valence", NONE),
    ("06 12 34 56 78", NONE),
    ("04.75.01.02.03", NONE),
    ("au 01 02 03 04 05", NONE),
    ("+33 6 12 34 56 78", NONE),
    ("10 rue du 8 mai 1945", NONE),
    ("3, avenue du onze novembre", NONE),
    ("place du 14 juillet", NONE),
    ("rue de l'Ascension", NONE),
    ("le 3 rue Victor Hugo", NONE),
    ("RPPS 10001234567", NONE),
    ("SIRET 794 598 813 00012", NONE),
    ("à 14h30", NONE),
    ("tous les lundis", NONE),
    ("du lundi au vendredi", NONE),
    ("ouvert le lundi-vendredi", AMBIGUOUS),
    ("pendant 2 mois", NONE),
    ("délai d'un mois", NONE),
    ("dans un délai d'un mois", NONE),
    ("depuis trois semaines", NONE),
    ("il y a un mois de délai", NONE),
    ("il n'y a que 3 patients", NONE),
    ("les 3/4 de mes patients", NONE),
    ("1/2 journée", NONE),
    ("joignable 24/7", NONE),
    ("noté 15/20", NONE),
    ("Noël Dupont", NONE),
    ("Madame Avril", NONE),
    ("la loi du 6 janvier 1978", NONE),
    ("née le 3 mars 1980", NONE),
    ("dossier n° 12-03-2026", NONE),
    ("https://exemple.fr/2026/04/03/fiche", NONE),
    ("kine.3.4.2026@exemple.fr", NONE),
    ("adresse 192.168.1.12", NONE),
    ("pas de réponse à ce jour", NONE),
    ("je suis dans le 26", NONE),
    ("ce n'est pas le 3 mars", NONE),
    ("j'ai été inscrit", NONE),
    ("version 1.2.3", NONE),
    ("50 euros", NONE),
    ("le 3 %", NONE),
    ("le 3, mars", NONE),
)
def test_what_is_no_date_is_never_read_as_one(text, expected):
    assert said(text) == expected


@table(
    ("05102026", "2026-10-05"),
    ("20261005", "2026-10-05"),
    ("051026", "2026-10-05"),
    ("31022026", NONE),
    ("le 22 du 9", "2026-09-22"),
    ("le vingt-deux du neuf", "2026-09-22"),
    ("le quatre du onze", "2026-11-04"),
    ("22 du 09 2025", "2025-09-22"),
    ("le 2 du 26", NONE),
    ("le cinq dix", "2026-10-05"),
    ("le quinze onze vingt-six", "2026-11-15"),
    ("quinze barre dix barre vingt-six", "2026-10-15"),
    ("le 05.10", "2026-10-05"),
    ("refus 28/10", "2026-10-28"),
    ("05OCT26", "2026-10-05"),
    ("5oct2026", "2026-10-05"),
    ("le 5 octobre vingt vingt-six", "2026-10-05"),
    ("Août le 18", "2026-08-18"),
    ("octobre, le 8", "2026-10-08"),
    ("mars 3 2026", "2026-03-03"),
    ("octobre 2026 le 5", "2026-10-05"),
    ("le 1ier octobre", "2026-10-01"),
    ("le 21è octobre", "2026-10-21"),
)
def test_compact_spoken_and_reversed_dates_are_read(text, expected):
    assert said(text) == expected


@table(
    ("le 3 je crois bien, oui le 3", "2026-11-03"),
    ("le 3 du mois dernier, oui c'est ça, le 3", "2026-10-03"),
    ("je dirais le 3 du mois dernier, oui c'est ça, le 3", "2026-10-03"),
    ("lundi dernier, le 16", "2026-11-16"),
    ("lundi dernier, le 17", AMBIGUOUS),
    ("un mardi, le 10 novembre", "2026-11-10"),
    ("c'était un jeudi, le 8 septembre", AMBIGUOUS),
    ("un lundi, le 8 septembre", AMBIGUOUS),
    ("il y a dix jours, un samedi d'ailleurs", "2026-11-14"),
    ("il y a dix jours, un vendredi je crois", AMBIGUOUS),
    ("début mars, le 5", "2026-03-05"),
    ("courant octobre, le 8 exactement", "2026-10-08"),
    ("l'année dernière, le 5 mars", "2025-03-05"),
    ("il y a un mois, le 24", "2026-10-24"),
    ("le 11 novembre, l'armistice", "2026-11-11"),
    ("2 octobre 2026, la veille de mon stage", "2026-10-02"),
    ("l'autre jour, le 14", "2026-11-14"),
    ("l'été dernier, le 3 octobre", AMBIGUOUS),
)
def test_what_is_said_twice_is_one_date_when_it_agrees(text, expected):
    assert said(text) == expected


@table(
    ("le premier lundi d'octobre", "2026-10-05"),
    ("le deuxième mardi de septembre", "2026-09-08"),
    ("le dernier vendredi d'octobre 2025", "2025-10-31"),
    ("le dernier jour d'octobre", "2026-10-31"),
    ("le dernier jour du mois dernier", "2026-10-31"),
    ("la veille de la Toussaint", "2026-10-31"),
    ("le lendemain de Noël", "2025-12-26"),
    ("deux jours avant Noël", "2025-12-23"),
    ("la veille du 3 mars", "2026-03-02"),
    ("deux jours après le 3 mars", "2026-03-05"),
    ("quelques jours avant le 5 octobre", AMBIGUOUS),
    ("le lendemain", AMBIGUOUS),
    ("deux jours après", AMBIGUOUS),
    ("il y a un mois jour pour jour", "2026-10-24"),
    ("il y a eu trois semaines hier", AMBIGUOUS),
    ("ça fait pile un mois aujourd'hui", AMBIGUOUS),
)
def test_days_are_counted_from_a_named_day(text, expected):
    assert said(text) == expected


@table(
    ("jour de la fête de la musique", "2026-06-21"),
    ("à la Saint-Jean", "2026-06-24"),
    ("à Saint-Jean-en-Royans", NONE),
    ("place Saint-Jean", NONE),
    ("la Chandeleur", "2026-02-02"),
    ("le soir d'Halloween", "2026-10-31"),
    ("au réveillon de Noël", "2025-12-24"),
    ("à la Sainte-Catherine", "2025-11-25"),
    ("Mardi gras", AMBIGUOUS),
    ("le réveillon", AMBIGUOUS),
)
def test_more_feasts_are_known_and_those_of_several_days_are_a_doubt(text, expected):
    assert said(text) == expected


@table(
    ("le 5 octobre, non je vérifie sur le bordereau... 6 octobre", "2026-10-06"),
    ("3 avril enfin mai plutôt, le 3 mai", "2026-05-03"),
    ("le 6 octobre pas le 5", "2026-10-06"),
    ("le 12 et pas le 10 octobre", "2026-10-12"),
    ("le 4 euh non pardon le 5 novembre", "2026-11-05"),
    ("le 20, non le 21", "2026-11-21"),
    ("le 31 mars, non le 2", AMBIGUOUS),
    ("le 15 octobre. 2025 hein.", AMBIGUOUS),
    ("le 15 octobre, pas 2026, 2025", AMBIGUOUS),
    ("sans doute le 5 octobre", AMBIGUOUS),
    ("le 5 octobre, sans certitude", AMBIGUOUS),
    ("soit le 9 soit le 10 octobre", AMBIGUOUS),
    ("le 9, ou le 10 octobre", AMBIGUOUS),
)
def test_second_thoughts_are_followed_when_they_are_clear(text, expected):
    assert said(text) == expected


@table(
    ("le 3 mars, enfin non le 5 mars", "2026-03-05"),
    ("le 3 mars non pardon le 5 mars", "2026-03-05"),
    ("le 3 mars... euh non, plutôt le 5 mars", "2026-03-05"),
    ("le 3 mars, je veux dire le 5 mars 2026", "2026-03-05"),
    ("lundi, enfin mercredi", "2026-11-18"),
    ("le 3 mars, non, le 5 mars, enfin le 6 mars", "2026-03-06"),
    ("pas le 3 mars mais le 5 mars", "2026-03-05"),
    ("le 5 mars et non le 3 mars", "2026-03-05"),
    ("le 3 mars, enfin vers le 5 mars", AMBIGUOUS),
    ("le 3 mars, non le 5", "2026-03-05"),
    ("le 3 mars. Enfin, le 5 mars ils ont répondu", AMBIGUOUS),
    ("le 3 mars ils ont dit non le 5 mars", AMBIGUOUS),
    ("le 3 mars, le 3 mars 2026", "2026-03-03"),
    ("le 3 mars, enfin avril", AMBIGUOUS),
    ("le 3 mars, plutôt 4", AMBIGUOUS),
    ("le 3 mars 2025, non 2026", AMBIGUOUS),
    ("le 3 mars, enfin non", AMBIGUOUS),
    ("le 3 mars plutôt que le 4", "2026-03-03"),
)
def test_only_a_plain_correction_replaces_the_date_before_it(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("29 février", LEAP_DAY, "2028-02-29"),
        ("hier", LEAP_DAY, "2028-02-28"),
        ("le 29/02", LEAP_DAY, "2028-02-29"),
        ("le 29", LEAP_DAY, "2028-02-29"),
        ("le 30", LEAP_DAY, "2028-01-30"),
        ("le 1er mars", LEAP_DAY, "2027-03-01"),
        ("1er mars 2028", LEAP_DAY, FUTURE),
        ("le 30 du mois dernier", LEAP_DAY, "2028-01-30"),
        ("le 29 février de l'année dernière", LEAP_DAY, IMPOSSIBLE),
        ("hier", NEW_YEAR, "2026-12-31"),
        ("aujourd'hui", NEW_YEAR, "2027-01-01"),
        ("le 1er janvier", NEW_YEAR, "2027-01-01"),
        ("le 2 janvier", NEW_YEAR, "2026-01-02"),
        ("le 31", NEW_YEAR, "2026-12-31"),
        ("le 15", NEW_YEAR, "2026-12-15"),
        ("le 31 du mois dernier", NEW_YEAR, "2026-12-31"),
        ("à Noël", NEW_YEAR, "2026-12-25"),
        ("le jour de l'an", NEW_YEAR, "2027-01-01"),
        ("lundi", NEW_YEAR, "2026-12-28"),
        ("vendredi", NEW_YEAR, AMBIGUOUS),
        ("il y a 2 semaines", NEW_YEAR, "2026-12-18"),
        ("à Pâques", dt.date(2026, 4, 4), "2025-04-20"),
        ("à Pâques", dt.date(2026, 4, 5), "2026-04-05"),
        ("29 février", dt.date(2100, 3, 1), "2096-02-29"),
        ("29 février", dt.date(2103, 3, 1), "2096-02-29"),
    ],
)
def test_the_same_words_follow_the_day_they_are_said(text, today, expected):
    assert said(text, today) == expected


def spans(text):
    return [(text[found.start : found.end], found) for found in find_dates(text, TODAY)]


def test_each_date_is_found_at_its_place_in_the_original_text():
    text = "Écrit  le quinze\N{NO-BREAK SPACE}janvier deux mille vingt-six, lu le 3 fevirer 2026 !"
    (written, first), (received, second) = spans(text)
    assert written == "le quinze\N{NO-BREAK SPACE}janvier deux mille vingt-six"
    assert received == "le 3 fevirer 2026"
    assert (first.date, second.date) == (dt.date(2026, 1, 15), dt.date(2026, 2, 3))


def test_a_date_beside_a_doubt_keeps_its_own_reading():
    found = find_dates("écrit le 3 mars 2026, réponse reçue en avril", TODAY)
    assert [(date.date, date.doubt) for date in found] == [
        (dt.date(2026, 3, 3), None),
        (None, AMBIGUOUS),
    ]


def test_a_day_without_month_is_a_doubt_beside_another_date():
    first, second = find_dates("écrit le 3 mars 2026, répondu le 5", TODAY)
    assert first.date == dt.date(2026, 3, 3)
    assert second.doubt == AMBIGUOUS


def test_a_day_without_year_is_a_doubt_beside_another_year():
    _, second = find_dates("écrit le 3 mars 2025 et répondu le 5 avril", TODAY)
    assert second.doubt == AMBIGUOUS


def test_a_year_change_between_two_dates_is_followed():
    first, second = find_dates("écrit le 28 décembre, reçu le 3 janvier 2026", TODAY)
    assert (first.date, second.date) == (dt.date(2025, 12, 28), dt.date(2026, 1, 3))


def test_alternatives_are_one_expression():
    assert [text for text, _ in spans("reçu le 3 mars ou le 4 mars")] == ["le 3 mars ou le 4 mars"]


def test_an_address_does_not_hide_the_date_that_follows():
    text = "10 rue du 8 mai 1945, écrit le 3 mars"
    assert [date for date, _ in spans(text)] == ["le 3 mars"]


WORDS = (
    "le du 3 31 0 1er premier vingt et un mars fevirer sept. lundi dernier hier avant - / . , "
    "2026 26 deux mille il y a jours mois en ou entre pas vers noël à la non 14h30 rue"
)
DATE_LIKE = st.lists(st.sampled_from(WORDS.split())).map(" ".join)


@given(st.text() | DATE_LIKE, st.dates())
def test_any_text_is_read_without_error_in_order_and_never_after_today(text, today):
    found = find_dates(text, today)
    edges = [edge for date in found for edge in (date.start, date.end)]
    assert edges == sorted(edges)
    assert all(date.start < date.end <= len(text) for date in found)
    assert all((date.date is None) != (date.doubt is None) for date in found)
    assert all(date.date <= today for date in found if date.date)
    assert isinstance(read_date(text, today), DateReading)


@given(st.dates(dt.date(2000, 1, 1), TODAY), st.booleans())
def test_a_date_said_is_read_back_the_same(day, weekday):
    text = say_date(day, weekday)
    assert find_dates(text, TODAY) == [FoundDate(0, len(text), day, None)]


UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]


def in_words(number):
    """A number below 70, or a year from 2000 to 2069, as it is dictated."""
    if number >= 2000:
        return " ".join(["deux mille", *([in_words(number - 2000)] if number > 2000 else [])])
    if number < 20:
        return UNITS[number]
    tens = {20: "vingt", 30: "trente", 40: "quarante"}[number // 10 * 10]
    link = {0: "", 1: " et un"}.get(number % 10, f"-{UNITS[number % 10]}")
    return tens + link


def french(day, form):
    names = say_date(day).split("\N{NO-BREAK SPACE}")
    return form.replace("%B", names[1]).replace("%A", say_date(day, weekday=True).split()[0])


FORMS = [
    *("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %m %Y"),
    *("%d%m%Y", "%d %B %Y", "le %A %d %B %Y", "%A, le %d %B %Y", "%d du %m %Y", "le %d %B %y"),
    *("%d-%B-%Y", "%B le %d %Y", "du %d %B de l'année %Y"),
]


@given(st.dates(dt.date(2000, 1, 1), TODAY), st.sampled_from(FORMS))
def test_a_date_written_in_any_form_is_read_back_the_same(day, form):
    text = day.strftime(french(day, form))
    assert read_date(text, TODAY) == DateReading(day, None)


@given(st.dates(dt.date(2000, 1, 1), TODAY))
def test_a_dictated_date_is_read_back_the_same(day):
    number = "premier" if day.day == 1 else in_words(day.day)
    month = say_date(day).split("\N{NO-BREAK SPACE}")[1]
    digits = " ".join(in_words(part) for part in (day.day, day.month, day.year))
    assert read_date(f"le {number} {month} {in_words(day.year)}", TODAY) == DateReading(day, None)
    assert read_date(f"le {digits}", TODAY).date in (day, None)


@given(
    st.dates(TODAY - dt.timedelta(360), TODAY), st.sampled_from(["%d/%m", "le %d %B", "%A %d %B"])
)
def test_a_date_of_the_last_year_needs_no_year(day, form):
    assert read_date(day.strftime(french(day, form)), TODAY) == DateReading(day, None)


@pytest.mark.parametrize(
    ("day", "weekday", "expected"),
    [
        (dt.date(2026, 9, 3), False, "3 septembre 2026"),
        (dt.date(2026, 3, 1), False, "1er mars 2026"),
        (dt.date(2026, 9, 3), True, "jeudi 3 septembre 2026"),
        (dt.date(2026, 8, 1), True, "samedi 1er août 2026"),
    ],
)
def test_a_date_is_said_in_full_with_no_break_spaces(day, weekday, expected):
    words = expected.split(" ")
    number = 1 if weekday else 0
    no_break = "\N{NO-BREAK SPACE}".join(words[number:])
    assert say_date(day, weekday) == " ".join([*words[:number], no_break])


def test_a_long_text_is_read_in_linear_time():
    text = "écrit le 3 mars 2026 et le 5 avril, rue du 8 mai 1945, 14h30, 1/2 ; " * 300
    start = time.perf_counter()
    assert len(find_dates(text, TODAY)) == 600
    assert time.perf_counter() - start < 5


PIECES = (
    "1|1 |11/|12.|-|le |du |le 3 |mars |a.a.|a@|1,1 |oui c'est ça |non |enfin non |06 12 |€ 1 "
    "|le lendemain |il y a |jeudi, |ou le 3 |la veille de "
)


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_no_repeated_piece_makes_reading_slow(piece):
    text = (piece * 2000)[:2000]
    start = time.perf_counter()
    read_date(text, TODAY)
    assert time.perf_counter() - start < 0.5
