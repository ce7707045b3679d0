"""The directory of platforms under every spelling, and never under an ordinary word."""

import csv
import time

import pytest

from bot.core import platforms
from bot.core.paths import PLATFORMS
from bot.core.reading import sites

FRANCE, GERMANY = "Doctolib (France)", "Doctolib (Allemagne)"


def name_of(platform):
    return platform.name if platform else None


def found(text):
    return name_of(platforms.find(text))


def mentioned(text):
    return name_of(sites.mentioned(text))


@pytest.mark.parametrize("platform", platforms.directory(), ids=lambda platform: platform.name)
def test_every_platform_answers_to_its_name_its_site_and_its_aliases(platform):
    spellings = filter(None, (platform.name, platform.website, *platform.aliases))
    assert {found(spelling) for spelling in spellings} == {platform.name}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("allo docteur", "allodocteur.fr"),
        ("Allô Docteur", "allodocteur.fr"),
        ("allo-docteur.fr", "allodocteur.fr"),
        ("ALLODOCTEUR", "allodocteur.fr"),
        ("docto lib", FRANCE),
        ("Doctolib", FRANCE),
        ("www.doctolib.fr", FRANCE),
        ("maïa", "Maiia"),
        ("quel doc", "KelDoc"),
        ("mon rdv kiné", "MonRdvKiné"),
        ("lib rdv", "lib-rdv"),
        ("ubi clic", "Ubiclic"),
        ("medoucine", "Médoucine"),
        ("THERAPEUTES.COM", "Therapeutes.com"),
        ("Rosa", "Rosa"),
    ],
)
def test_case_accents_spaces_and_endings_do_not_matter(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doctolibe", FRANCE),
        ("doctollib", FRANCE),
        ("doctolyb", FRANCE),
        ("dotcolib", FRANCE),
        ("doktolib", FRANCE),
        ("alodocteurs", "allodocteur.fr"),
        ("allodoctuer", "allodocteur.fr"),
        ("medikalib", "Medicalib"),
        ("keldok", "KelDoc"),
        ("cliqdoc", "Clickdoc"),
        ("monrvdkine", "MonRdvKiné"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "zorglub", "dctlb", "rose", "kine-rdv.fr", "doctoranytime", "www."]
)
def test_an_unknown_site_is_not_in_the_directory(text):
    assert platforms.find(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doctolib", FRANCE),
        ("Doctolib", FRANCE),
        ("docto", FRANCE),
        ("doctolib.fr", FRANCE),
        ("doctolib.com", FRANCE),
        ("doctolibe", FRANCE),
        ("j'ai écrit à doctolib hier", FRANCE),
        ("doctolib.de", GERMANY),
        ("www.doctolib.de", GERMANY),
        ("doctolib allemagne", GERMANY),
        ("https://www.doctolib.de/x", GERMANY),
    ],
)
def test_german_doctolib_only_answers_to_a_german_name(text, expected):
    assert mentioned(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("j'ai écrit à Doctolib le 3 mars par mail", FRANCE),
        ("C'est sur allo docteur que je suis", "allodocteur.fr"),
        ("sur docto, sans mon accord", FRANCE),
        ("ma fiche est sur mon rdv kiné", "MonRdvKiné"),
        ("https://www.doctolib.fr/masseur-kinesitherapeute/valence/camille", FRANCE),
        ("sur therapeutes.com", "Therapeutes.com"),
        ("je crois que c'est maiia ou keldoc", "Maiia"),
    ],
)
def test_a_platform_is_found_in_a_sentence(text, expected):
    assert mentioned(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "je suis kinésithérapeute à Valence",
        "je suis thérapeute",
        "les thérapeutes du cabinet",
        "mes thérapeutes",
        "ma collègue Rosa a signé",
        "quel doc faut-il joindre",
        "le docteur m'a répondu",
        "mon dossier médical",
        "une aide médicale, des médicaments",
        "la préfecture, en perspective",
        "un document du doctorat",
        "la doctrine de l'Ordre",
        "j'ai cliqué sur le bouton",
        "la médecine douce",
        "mon rendez-vous, le rdv de ce matin",
        "le site, la plateforme, leur annuaire",
        "l'ordre des masseurs-kinésithérapeutes de la Drôme",
        "non, jamais",
        "par lettre recommandée avec avis de réception",
        "je ne sais pas",
    ],
)
def test_no_ordinary_word_is_a_platform(text):
    assert mentioned(text) is None


def test_a_long_message_is_searched_in_no_time():
    start = time.perf_counter()
    sites.mentioned("un deux trois quatre " * 100)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.kine-rdv.fr/x", "kine-rdv.fr"),
        ("https://Kine-RDV.fr", "kine-rdv.fr"),
        ("c'est sur kine-rdv.fr.", "kine-rdv.fr"),
        ("(kine-rdv.com)", "kine-rdv.com"),
        ("http://annuaire.kine-rdv.co.uk/page?x=1", "annuaire.kine-rdv.co.uk"),
        ("http://kine.rdv/x", "kine.rdv"),
        ("kine-rdv", None),
        ("écrivez à moi@kine-rdv.fr", None),
        ("j'ai écrit.Merci", None),
        ("M.Martin, 12 rue des Alpes.Valence", None),
        ("le 3.4.2026", None),
        ("", None),
    ],
)
def test_an_address_names_a_site_and_a_missing_space_does_not(text, expected):
    assert platforms.site_mentioned(text) == expected


def test_what_nobody_established_is_empty():
    known = platforms.find("allodocteur.fr")
    assert (known.legal_entity, known.postal_address, known.privacy_email) == ("", "", "")


@pytest.mark.parametrize("platform", platforms.directory(), ids=lambda platform: platform.name)
def test_a_platform_is_said_without_its_country(platform):
    assert platform.title
    assert "(" not in platform.title


def test_the_directory_has_one_row_a_platform():
    with PLATFORMS.open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert len(set(names)) == len(names) == len(platforms.directory())
