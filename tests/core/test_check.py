"""`python -m bot check`: clean on the repository, one French sentence for each seeded fault."""

import re

import pytest
import yaml

from bot import check
from bot.core import council, letters, paths, sources, texts


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


def test_template_that_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(check, "TEMPLATES", tmp_path)
    said = _said()
    assert all(any(name in sentence for sentence in said) for name in letters.DOCUMENTS)


def test_every_problem_is_a_french_sentence():
    sentences = yaml.safe_load((paths.ROOT / "bot" / "check.yml").read_text(encoding="utf-8"))
    assert all(re.search(r"\.$", sentence) for sentence in sentences.values())
    assert len(sources.register()) > 100
