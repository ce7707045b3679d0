"""The French typography of every letter and of every response, and that each fault is seen."""

import pytest
from docx import Document

from bot.core import letters, platforms, texts
from bot.core.paths import TEMPLATES
from tests.letters import golden
from tests.letters.letter_samples import CASES, COUNCIL, TODAY, case_of, followed_up, written
from tests.letters.reader import lines
from tests.typography import RULES, faults

NB = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
SEEDED = (
    ("Pourquoi ?", "a no-break space before ; : ! ?"),
    ("Objet: votre refus", "a no-break space before ; : ! ?"),
    ("un refus ; un silence", "a no-break space before ; : ! ?"),
    ("Attention !", "a no-break space before ; : ! ?"),
    (f"« oui{NB}»", "a no-break space after «"),
    (f"«oui{NB}»", "a no-break space after «"),
    (f"«{NB}oui »", "a no-break space before »"),
    (f"«{NB}oui»", "a no-break space before »"),
    ("l'Ordre", "a typographic apostrophe"),
    ("l‘Ordre", "a typographic apostrophe"),
    ('dites "oui"', "French quotes"),
    ("dites “oui”", "French quotes"),
    ("la pièce n° 4", "a no-break space after n°"),
    ("la pièce n°4", "a no-break space after n°"),
    ("l’article 12", "a no-break space after article"),
    (f"les articles L.{NB}4113-9", "a no-break space after article"),
    ("Art. 12", "a no-break space after article"),
    ("le L. 4113-9", "a no-break space inside the number of an article"),
    ("le R.4321-67-1", "a no-break space inside the number of an article"),
    (f"l’article{NB}17-1 c", "a no-break space inside the number of an article"),
    ("un délai de 3 mois", "a no-break space between a number and its unit"),
    ("10 000 €", "a no-break space between a number and its unit"),
    ("pendant {days} jours", "a no-break space between a number and its unit"),
    ("le 25 mai", "a no-break space between a day and its month"),
    ("le 1er mars", "a no-break space between a day and its month"),
    ("un mot , un autre", "no space before , and ."),
    (f"un mot{NB}.", "no space before , and ."),
    ("attendez...", "an ellipsis is one sign"),
    ("la 1ère demande", "ordinals are 1er, 1re, 2e"),
    ("la 2ème demande", "ordinals are 1er, 1re, 2e"),
    (f"le 1{NB}mars", "ordinals are 1er, 1re, 2e"),
    (f"le 2er{NB}mars", "ordinals are 1er, 1re, 2e"),
    ("A ce jour", "capitals keep their accents"),
    ("Merci. A bientôt", "capitals keep their accents"),
    ("le Conseil d’Etat", "capitals keep their accents"),
    ("Elisabeth Martin", "capitals keep their accents"),
    ("Ca dépend", "capitals keep their accents"),
    ("un  mot", "one space at a time"),
    (f"un {NB}mot", "one space at a time"),
    ("un mot ", "no space at the end of a line"),
    ("un mot \nun autre", "no space at the end of a line"),
    ("un mot - un autre", "a dash is not a hyphen"),
    ("référencé(e)", "neutral without brackets or dots"),
    ("inscrit·e", "neutral without brackets or dots"),
    ("( un mot)", "no space inside brackets"),
)
GOOD = (
    f"Voir{NB}: https://www.cnil.fr/fr/plaintes?x=1'a, puis la suite.",
    f"«{NARROW}pourquoi{NARROW}?{NARROW}», dites-le{NARROW}; à 14{NB}heures{NB}!",
    f"l’article{NB}L.{NB}4113-9, les articles{NB}17-1{NB}c et{NB}d, n°{NB}22/01814",
    f"le 1er{NB}mars{NB}2026, la 1re fois, la 2e, le XXIe siècle, 12{NB}mois",
    f"À ce jour, l’État et Élisabeth… A-t-elle écrit{NB}? Eux, Ensuite, Effacement, En tout cas",
    "par exemple camille.o'brien@exemple.fr",
    f"Par exemple «{NB}le 3 septembre{NB}», comme on le tape.",
    f"Adresse{NB}: …………………………………",
    f"Quoi{NB}?!",
    "Masso-kinésithérapie – rendez-vous",
)


def typed(facts):
    """The words of a letter that are not the template's: the person's and the directory's."""
    known = platforms.find(facts["platform"])
    directory = (known.legal_entity, known.postal_address, known.title) if known else ()
    given = [facts.get(fact, "") for fact in ("platform", "full_name", "listing_url", "email")]
    return (*given, *facts["practice_address"].split(", "), *directory)


def faults_of(name, letter, facts):
    """The faults of the opened document `name`, line by line."""
    return [
        (line.text, found)
        for line in lines(letter, name)
        if (found := faults(line.text, typed(facts)))
    ]


def faults_of_responses(responses):
    """The faults of the texts and buttons of `responses`, by name."""
    return [
        (name, text, found)
        for name, variants in responses.items()
        for variant in variants
        for text in (variant["text"], *(button["title"] for button in variant.get("buttons", ())))
        if (found := faults(text))
    ]


# The texts


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_every_letter_keeps_french_typography(name):
    found = {
        fault
        for facts in CASES[name]
        for fault in flat(faults_of(name, written(name, facts), facts))
    }
    assert found == set()


@pytest.mark.parametrize("case", golden.GOLDEN)
def test_every_variant_of_a_letter_keeps_french_typography(case):
    name, facts, _ = golden.GOLDEN[case]
    assert faults_of(name, golden.letter(case), facts) == []


def flat(found):
    return [(text, rule) for text, rules in found for rule in rules]


def test_every_response_keeps_french_typography():
    assert faults_of_responses(texts.responses()) == []


# The rules: a check that cannot fail is a defect


@pytest.mark.parametrize(("text", "rule"), SEEDED)
def test_each_fault_is_seen(text, rule):
    assert faults(text) == [rule]


def test_each_rule_is_broken_once_above():
    assert {rule for _, rule in SEEDED} == set(RULES)


@pytest.mark.parametrize("text", GOOD)
def test_good_typography_passes(text):
    assert faults(text) == []


@pytest.mark.parametrize(("text", "rule"), SEEDED)
def test_each_fault_is_seen_in_a_response_and_in_a_button(text, rule):
    in_text = {"utter_x": [{"text": f"Bien.\n{text}"}]}
    in_button = {"utter_x": [{"text": "Bien.", "buttons": [{"title": text}]}]}
    assert [found for *_, found in faults_of_responses(in_text)] == [[rule]]
    assert [found for *_, found in faults_of_responses(in_button)] == [[rule]]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("where", ["body", "table", "header"])
def test_each_fault_is_seen_anywhere_in_a_letter(where, rule, tmp_path):
    text = next(text for text, broken in SEEDED if broken == rule)
    template = Document(TEMPLATES / "reminder.docx")
    add = {
        "body": template.add_paragraph,
        "table": template.tables[0].cell(0, 0).add_paragraph,
        "header": template.sections[0].header.add_paragraph,
    }
    add[where](text.replace("{days}", "3"))
    template.save(tmp_path / "reminder.docx")
    facts = followed_up("none")
    (tmp_path / "out.docx").write_bytes(letters.render("reminder", facts, TODAY, COUNCIL, tmp_path))
    found = flat(faults_of("reminder", Document(tmp_path / "out.docx"), facts))
    assert rule in {broken for _, broken in found}


def test_what_people_type_is_not_corrected():
    facts = case_of(full_name="Camille O'Brien", platform='Kiné : "Vous"')
    letter = written("deletion_request", facts)
    assert faults_of("deletion_request", letter, facts) == []
    assert faults("Camille O'Brien") != []
