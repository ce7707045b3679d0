"""The advice, the document that is written, and every reason not to write it."""

import io
import zipfile

import pytest
from jinja2 import TemplateError

from actions.advise import ActionAdvise
from actions.documents import ActionFinishLetter
from bot.core import bundle, pdf
from bot.core.store import DocumentStore
from tests.actions.test_forms import AUTHOR, FIRST, SENT
from tests.actions.trackers import names, run, tracker

READY = {
    **FIRST,
    **AUTHOR,
    "advised_step": "request_deletion",
    "document": "deletion_request",
    "confirmed": "yes",
}
LETTER = [{"event": "followup", "name": "letter_form"}]
LISTEN = [{"event": "followup", "name": "action_listen"}]


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-24")
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: None)  # whatever this machine has


@pytest.mark.parametrize(
    ("slots", "step", "after"),
    [
        (FIRST, "request_deletion", LETTER),
        (
            {**FIRST, "contract_signed": "yes", "contract_sent": "yes", "wants_removal": "yes"},
            "terminate_and_delete",
            LETTER,
        ),
        (
            {
                "platform": "Maiia",
                "contract_signed": "yes",
                "contract_sent": "yes",
                "wants_removal": "no",
            },
            "declare_contract",
            LETTER,
        ),
        (
            {**SENT, "received_on": "2026-11-10", "written_on": "2026-11-08", "reply": "none"},
            "wait",
            LISTEN,
        ),
        ({**SENT, "reply": "extended", "replied_on": "2026-09-20"}, "wait_extended", LISTEN),
        (
            {**SENT, "reply": "identity_requested", "replied_on": "2026-09-20"},
            "answer_identity",
            LETTER,
        ),
        ({**SENT, "reply": "none"}, "complain", LETTER),
        ({**SENT, "reply": "deleted", "replied_on": "2026-09-20"}, "close", LISTEN),
    ],
)
def test_each_step_is_explained_and_followed(slots, step, after):
    set_slots, messages, events = run(ActionAdvise(), tracker(slots))
    assert f"utter_step_{step}" in names(messages)
    assert "utter_contract_rule" in names(messages)
    assert set_slots["advised_step"] == step
    assert events == after


WAITING = {**SENT, "received_on": "2026-11-10", "written_on": "2026-11-08", "reply": "none"}
UNSENT = {"contract_signed": "yes", "contract_sent": "no", "wants_removal": "yes"}


def files(messages):
    return [m["custom"]["document"]["name"] for m in messages if "document" in m.get("custom", {})]


def stored(messages, name):
    documents = (m["custom"]["document"] for m in messages if m.get("custom"))
    (token,) = [document["id"] for document in documents if document["name"] == name]
    return DocumentStore().get(token).path.read_bytes()


@pytest.mark.parametrize(
    ("slots", "said", "given"),
    [
        (WAITING, "utter_calendar_ready", ["echeances.ics", "dossier-maiia.zip"]),
        ({**WAITING, **UNSENT}, "utter_calendar_ready", ["echeances.ics"]),
        (
            {**SENT, "reply": "deleted", "replied_on": "2026-09-20"},
            "utter_calendar_checks",
            ["echeances.ics", "dossier-maiia.zip"],
        ),
        ({**SENT, "reply": "none"}, None, []),
        (FIRST, None, []),
    ],
)
def test_what_is_due_comes_as_a_calendar_file(slots, said, given):
    _, messages, _ = run(ActionAdvise(), tracker({**slots, "platform": "Maiia"}))
    assert files(messages) == given
    assert [name for name in names(messages) if "calendar" in name] == [said] * bool(said)


def test_the_case_file_comes_with_the_last_document_only():
    silent = {**SENT, **AUTHOR, "reply": "none", "advised_step": "complain", "confirmed": "yes"}
    first = {**silent, "document": "cnil_complaint"}
    last = {**silent, "document": "reminder", "written_documents": ["cnil_complaint"]}
    assert "utter_case_file_ready" not in names(run(ActionFinishLetter(), tracker(first))[1])
    _, messages, _ = run(ActionFinishLetter(), tracker(last))
    assert names(messages)[-2:] == ["utter_case_file_ready", "utter_no_more_documents"]
    archive = zipfile.ZipFile(io.BytesIO(stored(messages, files(messages)[-1])))
    assert len([name for name in archive.namelist() if name.endswith(".docx")]) == 5


def test_a_case_file_that_fails_takes_nothing_else_away(monkeypatch):
    def fail(*_):
        raise TemplateError("broken")

    monkeypatch.setattr(bundle, "bundle", fail)
    slots, messages, _ = run(ActionFinishLetter(), tracker(READY))
    assert [name.endswith(".docx") for name in files(messages)] == [True]
    assert "utter_case_file_ready" not in names(messages)
    assert slots["written_documents"] == ["deletion_request"]


def test_the_pdf_comes_beside_the_word_file(monkeypatch):
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: [b"%PDF-1.7"] * len(documents))
    _, messages, _ = run(ActionFinishLetter(), tracker(READY))
    word, beside, archive = files(messages)
    assert (word.endswith(".docx"), beside) == (True, word.replace(".docx", ".pdf"))
    assert archive.endswith(".zip")
    assert stored(messages, beside) == b"%PDF-1.7"
    assert "utter_pdf_unavailable" not in names(messages)


@pytest.mark.parametrize("fails", [True, False])
def test_a_pdf_that_cannot_be_made_is_said_once(monkeypatch, fails):
    def none(documents):
        if fails:
            raise pdf.ConversionFailed("no display")

    monkeypatch.setattr(pdf, "to_pdfs", none)
    again = {**READY, "written_documents": ["contract_transmittal"]}
    said = [names(run(ActionFinishLetter(), tracker(slots))[1]) for slots in (READY, again)]
    assert [names.count("utter_pdf_unavailable") for names in said] == [1, 0]


def test_advice_with_a_missing_fact_asks_it_instead():
    _, messages, events = run(ActionAdvise(), tracker({"platform": "Maiia"}))
    assert messages == []
    assert events == [{"event": "followup", "name": "situation_form"}]


def test_confirmed_document_is_written_and_handed_over():
    slots, messages, _ = run(ActionFinishLetter(), tracker(READY))
    token = next(m["custom"]["document"]["id"] for m in messages if m.get("custom"))
    stored = DocumentStore().get(token)
    assert stored is not None
    assert stored.path.read_bytes().startswith(b"PK")
    assert slots["written_documents"] == ["deletion_request"]
    assert slots["confirmed"] is None


@pytest.mark.parametrize("hole", ["full_name", "practice_address"])
def test_no_document_is_ever_made_with_a_missing_fact(hole):
    slots, messages, events = run(ActionFinishLetter(), tracker({**READY, hole: None}))
    assert "utter_document_failed" in names(messages)
    assert not list(DocumentStore().folder.glob("*/*.docx"))
    assert slots == {"confirmed": None}
    assert events == LETTER


def test_missing_situation_means_no_document():
    _, messages, events = run(ActionFinishLetter(), tracker({**READY, "contract_signed": None}))
    assert not any(message.get("custom") for message in messages)
    assert events == [{"event": "followup", "name": "action_advise"}]


def test_store_that_cannot_be_written_is_said_and_the_case_is_kept(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("ASSISTANT_STATE", str(blocked))
    slots, messages, _ = run(ActionFinishLetter(), tracker(READY))
    assert names(messages) == ["utter_document_failed"]
    assert slots == {"confirmed": None}


def test_document_of_another_step_is_not_written():
    _, messages, events = run(
        ActionFinishLetter(), tracker({**READY, "document": "cnil_complaint"})
    )
    assert messages == []
    assert events == [{"event": "followup", "name": "action_advise"}]


@pytest.mark.parametrize("slots", [{"document": "none", "confirmed": None}, {"confirmed": "no"}])
def test_refused_document_is_left_for_later(slots):
    _, messages, events = run(ActionFinishLetter(), tracker({**READY, **slots}))
    assert names(messages) == ["utter_document_later"]
    assert events == []
