"""The server over HTTP: health, page, REST, documents, and what it does when things go wrong."""

import io
import re

import docx
import pytest

from bot.core.store import DocumentStore
from tests.served import Server

ANSWERS = [
    "1",
    "allodocteur.fr",
    "non",
    "pas encore",
    "1",
    "Camille Martin",
    "12 rue des Alpes, 26000 Valence",
    "non",
    "non",
    "non",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    started = Server(tmp_path_factory.mktemp("server"))
    yield started
    started.stop()


def texts_of(messages):
    return [message["text"] for message in messages if "text" in message]


def test_health_says_what_is_ready(server):
    answer = server.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"model": True, "store": True, "texts": True}


@pytest.mark.parametrize(
    "path", ["/", "/assistant", "/site.css", "/widget.js", "/widget.css", "/icon.svg"]
)
def test_page_is_served_and_calls_no_other_host(server, path):
    answer = server.get(path)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    foreign = re.findall(r"""(?:src|link[^>]*href|url|fetch)\W+https?://[^"'\s)]+""", answer.text)
    assert foreign == []


def test_conversation_over_rest_ends_with_a_word_file(server):
    server.say("bonjour")
    for answer in ANSWERS:
        server.say(answer)
    messages = server.say("oui")
    token = next(
        m["custom"]["document"]["id"] for m in messages if "document" in m.get("custom", {})
    )
    answer = server.get(f"/documents/{token}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")
    word = docx.Document(io.BytesIO(answer.content))
    assert any("Camille Martin" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.parametrize("token", ["x", "a" * 43, "..%2f..%2fconversations.db", "é"])
def test_unknown_document_is_a_french_sentence(server, token):
    answer = server.get(f"/documents/{token}")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_expired_document_is_gone(server):
    stored = DocumentStore(server.state / "documents").put(b"x", "lettre.docx", "someone", 0)
    answer = server.get(f"/documents/{stored.token}")
    assert answer.status_code == 404
    assert "n’est plus disponible" in answer.text


@pytest.mark.parametrize(
    "path", ["/model/train", "/conversations/someone/tracker", "/domain", "/status"]
)
def test_rasa_api_is_not_there(server, path):
    assert server.get(path).status_code == 404


@pytest.mark.parametrize("text", ["/restart", '/inform{"written_on": "x"}', "", "a" * 10_000])
def test_bad_message_gets_a_sentence_and_the_question_again(server, text):
    sender = f"bad-{len(text)}"
    for word in ("bonjour", "1", "allodocteur.fr"):
        question = texts_of(server.say(word, sender))[-1]
    answer = texts_of(server.say(text, sender))
    assert len(answer) == 2
    assert answer[-1] == question


def test_store_that_is_down_is_said_and_the_case_survives(server):
    for word in ("bonjour", "1", "allodocteur.fr"):
        question = texts_of(server.say(word, "patient"))[-1]
    store = server.state / "conversations.db"
    aside = store.with_suffix(".aside")
    store.rename(aside)
    store.mkdir()
    try:
        (sorry,) = texts_of(server.say("non", "patient"))
        health = server.get("/health")
    finally:
        store.rmdir()
        aside.rename(store)
    assert "enregistrer" in sorry
    assert health.status_code == 503
    assert texts_of(server.say("répète", "patient")) == [question]


def test_no_word_of_a_user_reaches_the_log(server):
    server.say("mon secret est zygomatique", "discreet")
    unreadable = {"sender": "discreet", "message": ["zygomatique"]}
    server.post("/webhooks/rest/webhook", json=unreadable)
    log = server.log.read_text()
    assert "rest.message.received.failure" in log
    assert "zygomatique" not in log
    assert "Camille" not in log
