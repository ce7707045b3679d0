"""The command line: fixed names and keys, and one sentence when something is wrong."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys

import docx
import pytest

from bot import commands
from bot import preview as previews
from bot.__main__ import main
from bot.core import pdf
from bot.core.paths import ROOT, TEMPLATES
from bot.core.store import DocumentStore

CASE = {
    "platform": "allodocteur.fr",
    "contract_signed": "no",
    "has_written": "no",
    "full_name": "Camille Martin",
    "practice_address": "12 rue des Alpes, 26000 Valence",
}
TEMPLATE_FILES = sorted(TEMPLATES.glob("*.docx"))
REPLY_KEYS = {"messages", "asked", "facts", "step"}
MESSAGE_KEYS = {"text", "choices", "document", "link"}


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-24")
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path / "state"))


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs a command, given text or what standard input already is; what it says of it.

    Returns its exit code, its JSON lines or text, and its errors.
    """

    def command(*arguments, given=""):
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = main(list(arguments))
        out, errors = capsys.readouterr()
        return code, out, errors

    return command


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("le 3 mars", {"date": "2026-03-03"}),
        ("hier", {"date": "2026-11-23"}),
        ("en mars", {"doubt": "ambiguous"}),
        ("demain", {"doubt": "future"}),
        ("31 avril", {"doubt": "impossible"}),
        ("bonjour", {"doubt": "none"}),
    ],
)
def test_date_is_read_or_doubted(run, text, answer):
    code, out, _ = run("date", text)
    assert (code, json.loads(out)) == (0, answer)


def test_dates_are_read_line_by_line(run):
    lines = (
        '{"text": "le 3 mars", "today": "2026-02-01"}\n{"text": "hier", "today": "2024-03-01"}\n'
    )
    _, out, _ = run("date", "--jsonl", given=lines)
    assert [json.loads(line) for line in out.splitlines()] == [
        {"date": "2025-03-03"},
        {"date": "2024-02-29"},
    ]


def test_deadline_has_the_fixed_keys(run):
    _, out, _ = run("deadline", "--received", "2026-11-25")
    answer = json.loads(out)
    explanation = answer.pop("explanation").replace("\u00a0", " ")
    assert answer == {
        "due": "2026-12-28",
        "complaint_from": "2026-12-29",
        "notice_two_months": "2027-01-25",
        "provisional": False,
        "rule": [
            "RGPD-12-3",
            "DELAI-01",
            "DELAI-02",
            "DELAI-04",
            "DELAI-05",
            "DELAI-06",
            "DELAI-10",
        ],
    }
    assert "lundi 28 décembre 2026" in explanation


def test_deadline_from_sending_is_provisional(run):
    _, out, _ = run("deadline", "--written", "2026-10-01", "--extended")
    answer = json.loads(out)
    assert answer["provisional"] is True
    assert answer["due"] == "2027-01-04"


def test_wrong_date_is_one_sentence(run):
    code, out, errors = run("deadline", "--written", "2026-13-01")
    assert (code, out) == (1, "")
    assert errors.count("\n") == 1


def test_letter_is_written_from_a_case(run, tmp_path):
    (tmp_path / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    out = tmp_path / "letter.docx"
    code, _, _ = run("letter", "deletion_request", str(tmp_path / "case.json"), str(out))
    assert code == 0
    assert any(
        "Camille Martin" in paragraph.text for paragraph in docx.Document(str(out)).paragraphs
    )


def test_letter_with_a_hole_names_it_and_writes_nothing(run, tmp_path):
    case = {key: value for key, value in CASE.items() if key != "full_name"}
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    out = tmp_path / "letter.docx"
    code, _, errors = run("letter", "deletion_request", str(tmp_path / "case.json"), str(out))
    assert code == 1
    assert "full_name" in errors
    assert not out.exists()


def test_unknown_letter_is_one_sentence(run, tmp_path):
    code, _, errors = run("letter", "poem", "case.json", "out.docx")
    assert code == 1
    assert "poem" in errors


def test_check_says_that_nothing_is_wrong_in_the_repository(run):
    code, out, _ = run("check")
    assert code == 0
    assert out.startswith("Rien à corriger")
    assert out.count("\n") == 1


def test_preview_writes_every_template_and_says_what_is_left_out(run, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: None)
    code, out, _ = run("preview", str(tmp_path / "seen"))
    written = [path.name for path in (tmp_path / "seen").iterdir()]
    assert code == 0
    assert all(any(name.startswith(f"{t.stem}-") for name in written) for t in TEMPLATE_FILES)
    assert all(name.endswith(".docx") for name in written)
    assert "Sans PDF" in out
    assert f"{len(written)} fichiers" in out


def test_preview_also_writes_pdf_with_libreoffice(run, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: [b"%PDF" for _ in documents])
    code, out, _ = run("preview", str(tmp_path / "seen"))
    kinds = [path.suffix for path in (tmp_path / "seen").iterdir()]
    assert code == 0
    assert kinds.count(".pdf") == kinds.count(".docx") > 0
    assert "Sans PDF" not in out


def test_preview_names_a_broken_template_and_writes_the_others(run, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "to_pdfs", lambda documents: None)
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    broken = docx.Document(str(templates / "reminder.docx"))
    broken.add_paragraph("{{ nothing_of_that_name }}")
    broken.save(str(templates / "reminder.docx"))
    (templates / "exhibits.docx").write_bytes(b"not a Word file")
    (templates / "chronology.docx").unlink()
    monkeypatch.setattr(previews.preview, "__defaults__", (templates,))
    code, out, _ = run("preview", str(tmp_path / "seen"))
    written = {path.name.partition("-")[0] for path in (tmp_path / "seen").iterdir()}
    assert code == 1
    assert written == {path.stem for path in TEMPLATE_FILES} - {
        *("reminder", "exhibits", "chronology"),
    }
    assert "templates/reminder.docx" in out
    assert "templates/exhibits.docx" in out
    assert "templates/chronology.docx : le modèle manque." in out.replace("\u00a0", " ")
    assert "Traceback" not in out


def test_preview_that_libreoffice_fails_is_said_and_keeps_the_word_files(
    run, tmp_path, monkeypatch
):
    def fail(documents):
        raise pdf.ConversionFailed("no display")

    monkeypatch.setattr(pdf, "to_pdfs", fail)
    code, out, _ = run("preview", str(tmp_path / "seen"))
    assert code == 1
    assert "no display" in out
    assert list((tmp_path / "seen").glob("*.docx"))


def test_training_twice_trains_once(run):
    code, out, _ = run("train")
    assert code == 0
    assert "up to date" in out


def test_missing_model_is_one_sentence(run, monkeypatch, tmp_path):
    from bot.engine import assistant

    monkeypatch.setattr(assistant.load, "__defaults__", (tmp_path,))
    code, _, errors = run("talk", "--jsonl")
    assert code == 1
    assert "python -m bot train" in errors


def test_erase_and_purge_say_what_they_erased(run):
    DocumentStore().put(b"x", "lettre.docx", "someone", 1)
    _, out, _ = run("erase", "someone")
    assert json.loads(out) == {"events": 0, "documents": 1, "codes": 0, "chats": 0}
    DocumentStore().put(b"x", "lettre.docx", "someone", 0)
    _, out, _ = run("purge")
    assert json.loads(out) == {"events": 0, "documents": 1, "codes": 0, "chats": 0}


def test_talk_answers_each_line_with_the_fixed_keys(run):
    lines = '{"sender": "a", "text": "bonjour"}\nnot json\n{"sender": "a", "text": "1"}\n'
    _, out, _ = run("talk", "--jsonl", given=lines)
    hello, wrong, first = (json.loads(line) for line in out.splitlines())
    assert set(hello) == set(first) == REPLY_KEYS
    assert all(set(message) == MESSAGE_KEYS for message in hello["messages"] + first["messages"])
    assert hello["asked"] is None
    assert [set(choice) for choice in hello["messages"][-1]["choices"]] == [{"title", "value"}] * 3
    assert "error" in wrong
    assert first["asked"] == "platform"


def test_read_understands_without_dialogue(run):
    second = {"text": "le 3 mars", "asked": "written_on", "today": "2026-02-01"}
    lines = f'{{"text": "j\'ai deux mois ?"}}\n{json.dumps(second)}\n'
    _, out, _ = run("read", "--jsonl", given=lines)
    topic, fact = (json.loads(line) for line in out.splitlines())
    assert set(topic) == {"intent", "confidence", "facts", "doubts", "control", "topic"}
    assert topic["topic"] == "two_months"
    assert fact["facts"]["written_on"] == "2025-03-03"


def test_terminal_numbers_the_choices(run):
    _, out, _ = run("talk", given="1\n")
    assert "  1. " in out
    assert "  3. " in out


@pytest.mark.parametrize("columns", [60, 70, 80])
def test_terminal_says_the_words_first_and_shows_whole_lines(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = run("talk", given="1\nallodocteur\npourquoi\n")
    first = out.strip().partition("\n\n")[0]
    words = ("répète", "retour", "aide", "pourquoi", "passer", "où en suis-je", "stop", "quitter")
    assert all(word in first.replace("\n", " ") for word in words)
    assert max(map(len, out.splitlines())) <= columns
    assert "\n     " in out or columns > 60  # a long choice goes on under its first word


@pytest.mark.parametrize("given", ["1\nquitter\nallodocteur\n", "1\n", "1\nau revoir !\n", ""])
def test_terminal_says_goodbye_however_one_leaves(run, given):
    code, out, errors = run("talk", given=given)
    assert (code, errors) == (0, "")
    assert "Au revoir." in out[-200:]
    assert "C’est noté" not in out


def test_terminal_comes_back_to_the_question_that_was_left(run):
    run("talk", given="1\nallodocteur\nquitter\n")
    _, out, _ = run("talk", given="quitter\n")
    assert "Avez-vous signé un contrat" in out


@pytest.mark.parametrize("line", ["\udcff\udcfe", "\x00", "é" * 5000, "/restart", "   ", "{}"])
def test_terminal_answers_anything_with_a_sentence(run, monkeypatch, line):
    given = f"1\n{line}\nquitter\n".encode("utf-8", "surrogateescape")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    code, out, errors = run("talk", given=None)
    assert (code, errors) == (0, "")
    assert out.count("Quel site publie") == 2


def test_interrupted_in_the_terminal_is_a_goodbye(run, monkeypatch):
    class Interrupted(io.TextIOWrapper):
        def readline(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted(io.BytesIO()))
    code, out, errors = run("talk", given=None)
    assert (code, errors) == (0, "")
    assert "Au revoir." in out


def test_interrupted_at_work_is_no_stack_trace(run, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "talk", interrupt)
    assert run("talk") == (130, "", "\n")


def test_killed_between_two_messages_nothing_said_is_lost(tmp_path):
    first = _talk()
    _say(first, "bonjour")
    _say(first, "1")
    answered = _say(first, "allodocteur")
    first.send_signal(signal.SIGKILL)
    first.wait()

    second = _talk()
    reply = _say(second, "non")
    second.stdin.close()
    second.wait(timeout=60)
    assert answered["facts"] == {"platform": "allodocteur.fr"}
    assert reply["facts"] == {"platform": "allodocteur.fr", "contract_signed": "no"}
    assert reply["asked"] == "has_written"


def _talk():
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "talk", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ,
        text=True,
        encoding="utf-8",
    )


def _say(process, text):
    process.stdin.write(json.dumps({"sender": "k", "text": text}) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())
