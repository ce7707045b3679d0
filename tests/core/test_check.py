"""`python -m bot check`: clean on the repository, one French sentence for each seeded fault."""

import re
import shutil

import pytest
import yaml
from docx import Document
from docx.oxml.ns import qn

from bot import check
from bot.core import clock, council, letters, paths, sources, texts
from bot.core.speech import tables


def _with_responses(monkeypatch, change):
    responses = {name: [dict(v) for v in variants] for name, variants in texts.responses().items()}
    change(responses)
    monkeypatch.setattr(check.texts, "responses", lambda: responses)


def _said():
    return list(check.problems())


def test_repository_has_no_problem():
    assert _said() == []


def test_missing_question_is_named(monkeypatch):
    _with_responses(monkeypatch, lambda responses: responses.pop("utter_help_reply"))
    assert any("utter_help_reply" in sentence for sentence in _said())


def test_broken_brace_is_named(monkeypatch):
    def change(responses):
        responses["utter_noted"][0]["text"] = "C’est noté : {facts"

    _with_responses(monkeypatch, change)
    assert any("utter_noted" in sentence and "accolade" in sentence for sentence in _said())


def test_unknown_legal_fact_is_named(monkeypatch):
    def change(responses):
        responses["utter_step_wait"][0]["metadata"] = {"law": ["RGPD-999"]}

    _with_responses(monkeypatch, change)
    assert any("RGPD-999" in sentence for sentence in _said())


def test_legal_sentence_without_its_fact_is_named(monkeypatch):
    def change(responses):
        responses["utter_step_wait"][0].pop("metadata")

    _with_responses(monkeypatch, change)
    assert any(
        "utter_step_wait" in sentence and "fait juridique" in sentence for sentence in _said()
    )


def test_profile_without_a_field_is_named(monkeypatch, tmp_path):
    profile = yaml.safe_load(paths.COUNCIL.read_text(encoding="utf-8"))
    del profile["phone"]
    broken = tmp_path / "council.yml"
    broken.write_text(yaml.safe_dump(profile), encoding="utf-8")
    load = council.load
    monkeypatch.setattr(check.council, "load", lambda: load(broken))
    with pytest.raises(ValueError, match="phone"):
        load(broken)
    assert any(
        "phone" in sentence for kind, fields in check._council() for sentence in [str(fields)]
    )


def _cite(monkeypatch, text, law, about=("deadline", "erasure")):
    def change(responses):
        metadata = {"law": list(law), "about": list(about)}
        responses["utter_noted"] = [{"text": text, "metadata": metadata}]

    _with_responses(monkeypatch, change)
    return [sentence for sentence in _said() if "utter_noted" in sentence]


@pytest.mark.parametrize(
    ("text", "law", "words"),
    [
        ("Le site a un mois à compter de la réception.", (), "sans nommer de fait juridique"),
        ("C’est l’article 12-3 du RGPD.", (), "sans nommer de fait juridique"),
        ("Le site a un mois.", ("RGPD-999",), "absent de bot/law.yml"),
        ("Le site a deux mois.", ("DEC-94",), "pas en vigueur"),
        ("Le délai se compte ainsi.", ("DELAI-11",), "ne peut être invoqué sur ce sujet"),
        ("Les données doivent être exactes.", ("RGPD-5-1d",), "fait non vérifié"),
    ],
)
def test_a_misused_source_is_named_in_french(monkeypatch, text, law, words):
    said = _cite(monkeypatch, text, law)
    assert len([sentence for sentence in said if words in sentence]) == 1


@pytest.mark.parametrize(
    ("text", "law", "about"),
    [
        ("Le site a un mois à compter de la réception.", ("RGPD-12-3",), ("deadline",)),
        ("C’était deux mois avant 2018.", ("DEC-94",), ("former_rule",)),
        ("Les données doivent en principe être exactes.", ("RGPD-5-1d",), ("erasure",)),
    ],
)
def test_a_source_rightly_used_is_no_problem(monkeypatch, text, law, about):
    assert _cite(monkeypatch, text, law, about) == []


def test_a_source_not_read_for_a_year_is_a_warning_and_no_fault(monkeypatch):
    assert list(check.warnings()) == []
    monkeypatch.setenv(clock.VARIABLE, "2027-11-25")
    warned = list(check.warnings())
    assert len(warned) == len(sources.register())
    assert all("plus de douze mois" in sentence for sentence in warned)
    assert _said() == []


def test_a_source_not_read_for_two_years_is_a_fault(monkeypatch):
    monkeypatch.setenv(clock.VARIABLE, "2028-11-25")
    said = _said()
    assert len(said) == len(sources.register())
    assert all("plus de deux ans" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("field", "value"),
    [("scope", ["erasure", "cooking"]), ("confidence", "sure"), ("since", "hier"), ("law", "x")],
)
def test_a_wrong_entry_of_the_register_is_named(monkeypatch, tmp_path, field, value):
    entries = yaml.safe_load(paths.LAW.read_text(encoding="utf-8"))
    entries["RGPD-12-3"][field] = value
    broken = tmp_path / "law.yml"
    broken.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    register = sources.register
    monkeypatch.setattr(check.sources, "register", lambda: register(broken))
    said = [sentence for kind, fields in check._law() for sentence in [f"{kind} {fields}"]]
    assert len(said) == 1
    assert "RGPD-12-3" in said[0]


def _with_template(monkeypatch, tmp_path, change):
    """What is said of the reminder once `change` was made to its Word file."""
    shutil.copytree(paths.TEMPLATES, tmp_path / "templates")
    path = tmp_path / "templates" / "reminder.docx"
    document = Document(path)
    change(document)
    document.save(path)
    monkeypatch.setattr(check, "TEMPLATES", path.parent)
    return [sentence for sentence in _said() if "reminder" in sentence]


def _replace(document, old, new):
    texts_of = [text for text in document.element.body.iter(qn("w:t")) if old in (text.text or "")]
    assert texts_of
    for text in texts_of:
        text.text = text.text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ place }}", "{{ place }", "balise n’est pas refermée"),
        ("{%p if listing_url %}", "", "condition est mal écrite"),
        ("{{ place }}", "{{ plac }}", "champ inconnu « plac »"),
        ("{{ final_on }}", "bientôt", "il manque le champ « final_on »"),
        ("{# RGPD-12-5 #}", "", "sans nommer de fait juridique"),
        ("{# RGPD-12-5 #}", "{# DELAI-12 #}", "ne peut être invoqué sur ce sujet"),
    ],
)
def test_a_broken_template_is_explained_in_french(monkeypatch, tmp_path, old, new, words):
    said = _with_template(monkeypatch, tmp_path, lambda document: _replace(document, old, new))
    assert any(words in sentence for sentence in said)


def test_a_lost_part_of_a_letter_is_named(monkeypatch, tmp_path):
    def change(document):
        (subject,) = [p for p in document.paragraphs if p.style.name == "Objet"][:1]
        subject._p.getparent().remove(subject._p)

    said = _with_template(monkeypatch, tmp_path, change)
    assert any("« Objet »" in sentence for sentence in said)


def test_words_typed_in_the_style_of_a_tag_are_named(monkeypatch, tmp_path):
    def change(document):
        (tag,) = [
            run
            for paragraph in document.paragraphs
            for run in paragraph.runs
            if run.style.name == "Condition"
        ][:1]
        tag.text += " que voici"

    said = _with_template(monkeypatch, tmp_path, change)
    assert any("« que voici » est écrit comme une condition" in sentence for sentence in said)


def test_template_that_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(check, "TEMPLATES", tmp_path)
    said = _said()
    assert all(any(name in sentence for sentence in said) for name in letters.DOCUMENTS)


def test_every_problem_is_a_french_sentence():
    sentences = yaml.safe_load((paths.ROOT / "bot" / "check.yml").read_text(encoding="utf-8"))
    assert all(re.search(r"\.$", sentence) for sentence in sentences.values())
    assert len(sources.register()) > 100


def test_a_profile_that_is_not_there_is_said_in_french(monkeypatch):
    monkeypatch.setenv(council.VARIABLE, "nowhere.yml")
    assert _said() == ["Le profil du conseil est introuvable : nowhere.yml."]


@pytest.mark.parametrize(
    ("old", "new"),
    [("{council_contact}", "{council_contact"), ('goodbye: "Au revoir."', 'goodbye: "Au revoir.')],
)
def test_words_of_a_door_that_cannot_be_read_are_named(monkeypatch, tmp_path, old, new):
    monkeypatch.setattr(check, "DOORS", tmp_path)
    written = (paths.ROOT / "bot" / "channels" / "phone.yml").read_text(encoding="utf-8")
    (tmp_path / "phone.yml").write_text(written.replace(old, new, 1), encoding="utf-8")
    (said,) = _said()
    assert said.startswith("bot/channels/phone.yml")


@pytest.mark.parametrize(
    ("old", "new"), [("{Title}", "{Titre}"), ("wordings:", "tournures:"), ("alone:", "alone: [")]
)
def test_a_voice_that_can_say_no_question_is_said(monkeypatch, tmp_path, old, new):
    shutil.copytree(tables.SPEECH, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "choices.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    monkeypatch.setattr(tables, "SPEECH", tmp_path)
    tables.read.cache_clear()
    try:
        (said,) = _said()
    finally:
        tables.read.cache_clear()
    assert "voix du téléphone" in said
