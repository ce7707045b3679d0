"""Every sentence of `domain.yml`: its typography, its law, its choices."""

import re
import string
from functools import cache

import pytest
import yaml

from bot.core import case, sources, texts
from bot.core.paths import DOMAIN
from tests import typography

COURTESY = "no courtesy title"
TITLE = re.compile(r"\b(?:M\.|Mme|Mlle|Madame|Monsieur)(?!\w)")
UNMARKED = ("é", "è", "à", "ê", "ç", "ô", "î", "û", "ù", "É", "À")


@cache
def _sentences():
    """Every text that a user may read, by where it stands."""
    said = {}
    for name, variants in texts.responses().items():
        for number, variant in enumerate(variants):
            said[f"{name}[{number}]"] = variant["text"]
            for button in variant.get("buttons", []):
                said[f"{name}[{number}] → {button['payload']}"] = button["title"]
    return said


def faults(text):
    """The typographic rules that `text` breaks; a response, unlike a letter, says no title."""
    return [*typography.faults(text), *([COURTESY] if TITLE.search(text) else [])]


@pytest.mark.parametrize("text", _sentences().values(), ids=_sentences())
def test_french_typography(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Pourquoi ?", "a no-break space before ; : ! ?"),
        ("Oui; non", "a no-break space before ; : ! ?"),
        ("« oui »", "a no-break space after «"),
        ("«\N{NO-BREAK SPACE}oui »", "a no-break space before »"),
        ("un délai de 12 mois", "a no-break space between a number and its unit"),
        ("pendant {days} jours", "a no-break space between a number and its unit"),
        ("l'Ordre", "a typographic apostrophe"),
        ('dites "oui"', "French quotes"),
        ("un  mot", "one space at a time"),
        ("un mot ", "no space at the end of a line"),
        ("un mot , un autre", "no space before , and ."),
        ("attendez...", "an ellipsis is one sign"),
        ("référencé(e)", "neutral without brackets or dots"),
        ("inscrit·e", "neutral without brackets or dots"),
        ("Bonjour Madame", COURTESY),
    ],
)
def test_the_linter_sees_each_fault(text, fault):
    assert fault in faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Voir\N{NO-BREAK SPACE}: https://www.cnil.fr/fr/plaintes?x=1",
        "«\N{NO-BREAK SPACE}pourquoi\N{NO-BREAK SPACE}?\N{NO-BREAK SPACE}», dites-le",
        "12\N{NO-BREAK SPACE}mois, soit l’année",
        "par exemple camille@exemple.fr",
        "Quoi\N{NO-BREAK SPACE}?!",
    ],
)
def test_the_linter_lets_good_typography_pass(text):
    assert faults(text) == []


def test_the_linter_reads_hundreds_of_sentences_in_french():
    accented = [text for text in _sentences().values() if set(UNMARKED) & set(text)]
    assert len(accented) > 150


@pytest.mark.parametrize("name", texts.responses())
def test_a_response_has_words_and_readable_fields(name):
    for variant in texts.responses()[name]:
        fields = [field for _, field, _, _ in string.Formatter().parse(variant["text"])]
        assert variant["text"].strip()
        assert all(field is None or field.isidentifier() for field in fields)


def cited():
    return [
        (f"{name}[{number}]", fact)
        for name, variants in texts.responses().items()
        for number, variant in enumerate(variants)
        for fact in texts.law(variant)
    ]


@pytest.mark.parametrize(("name", "fact"), cited())
def test_what_a_sentence_cites_is_in_the_legal_register(name, fact):
    assert fact in sources.register()


@pytest.mark.parametrize("name", sorted({name for name, _ in cited()}))
def test_a_sentence_cites_no_fact_twice(name):
    facts = [fact for cited_by, fact in cited() if cited_by == name]
    assert len(set(facts)) == len(facts)


@pytest.mark.parametrize("name", texts.responses())
def test_a_variant_names_the_same_facts_fields_and_values_as_the_first(name):
    first, *others = texts.responses()[name]
    for variant in others:
        assert variant["channel"]
        assert texts.law(variant) == texts.law(first)
        assert _fields(variant) <= _fields(first)
        assert _payloads(variant) == _payloads(first)


def _fields(variant):
    return {field for _, field, _, _ in string.Formatter().parse(variant["text"]) if field}


def _payloads(variant):
    return [button["payload"] for button in variant.get("buttons", [])]


def test_a_channel_has_its_own_variant_and_any_other_the_first():
    first, phone = texts.responses()["utter_doubt_empty"]
    assert texts.variant("utter_doubt_empty", "phone") == phone
    assert texts.variant("utter_doubt_empty", "web") == first


@pytest.mark.parametrize("fact", case.FACTS)
def test_every_fact_has_its_question_its_reason_and_its_help(fact):
    wanted = {f"utter_{kind}_{fact}" for kind in ("ask", "why", "help")}
    assert wanted <= texts.responses().keys()


@pytest.mark.parametrize("fact", case.CHOICES)
def test_a_question_offers_exactly_the_values_of_its_fact(fact):
    assert sorted(texts.choices(fact)) == sorted(case.CHOICES[fact])


@pytest.mark.parametrize("fact", sorted({*case.CHOICES, *case.OPTIONAL, "received_on"}))
def test_a_button_answers_its_own_question(fact):
    buttons = texts.responses()[f"utter_ask_{fact}"][0]["buttons"]
    assert all(button["payload"].startswith(f"{fact}=") for button in buttons)


@pytest.mark.parametrize("slot", [*case.CHOICES, "document", "confirmed", "fact_to_change", "step"])
def test_two_choices_never_have_the_same_title(slot):
    titles = texts.choices(slot).values()
    assert len(set(titles)) == len(titles) > 1


def test_a_response_that_is_said_has_its_fields_filled():
    assert texts.say("utter_change", fact="Site").endswith("Site.")


@pytest.mark.parametrize(("name", "fields"), [("utter_change", {}), ("utter_unheard_of", {})])
def test_nothing_is_said_without_its_fields_or_its_name(name, fields):
    with pytest.raises(KeyError):
        texts.say(name, **fields)


@pytest.mark.parametrize("slot", ["platform", "nothing_of_the_kind"])
def test_an_open_question_has_no_choices(slot):
    assert texts.choices(slot) == {}


def test_a_sentence_edited_while_running_is_read_again(monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "DOMAIN", tmp_path / "domain.yml")
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    said = []
    for title in ("Vrai", "Faux"):
        domain["responses"]["utter_ask_has_written"][0]["buttons"][0]["title"] = title
        texts.DOMAIN.write_text(yaml.safe_dump(domain, allow_unicode=True), encoding="utf-8")
        said.append(texts.choices("has_written")["no"])
    assert said == ["Vrai", "Faux"]
