"""The window's interface over HTTP: whose conversation it is, and what is refused."""

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bot.channels.sessions import Sessions
from bot.core.paths import ROOT
from bot.core.store import DocumentStore
from tests.served import SECRET, Server, Visitor

pytestmark = pytest.mark.slow

PERSON = ("Camille Martin", "12 rue des Alpes, 26000 Valence", "non", "non", "non")
ALLOWED = "https://www.conseil.example"
TYPED = (
    "/restart",
    '/inform{"reply": "none"}',
    "contract_signed=no",
    " contract_signed=no\n",
    "contract_signed=no\x00",
    "\u200bcontract_signed=no",
    "contract_signed＝no",
    "confirmed=yes",
    "fact_to_change=platform",
    "control=erase",
    "control=restart",
    "intent=already_wrote",
)
GUARDS = ("x-content-type-options", "referrer-policy", "x-frame-options", "content-security-policy")


@pytest.fixture(scope="module")
def server(model, tmp_path_factory):
    started = Server(tmp_path_factory.mktemp("interface"), origins=[ALLOWED])
    yield started
    started.stop()


@pytest.fixture
def visitor(server):
    someone = Visitor(server)
    someone.send(start=True)
    return someone


def facts(visitor):
    return {fact["fact"]: fact["value"] for fact in visitor.end["facts"]}


def standing(server, token):
    return server.get("/widget/standing", headers={"Authorization": f"Bearer {token}"})


def sentence(answer):
    """What a refusal says, in JSON or in plain text."""
    plain = not answer.headers["content-type"].startswith("application/json")
    return answer.text if plain else answer.json()["error"]


def choice_of(visitor):
    return next(m["choices"][0]["id"] for m in visitor.messages if "choices" in m)


# Whose conversation it is


def test_a_story_leads_to_documents_of_one_s_own(visitor, server):
    visitor.press("Je suis référencé")
    visitor.say("allodocteur.fr", "non", "pas encore", "1", *PERSON)
    visitor.press("Oui, préparez")
    document = next(m["document"] for m in visitor.messages if "document" in m)
    answer = server.get(f"/{document['address']}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert document["address"] not in standing(server, Visitor(server).token).text
    for wrong in (document["address"][:-1], document["address"][:-1] + "/", "documents/"):
        assert server.get(f"/{wrong}").status_code == 404
    visitor.send(command="erase")
    assert server.get(f"/{document['address']}").status_code == 404
    assert standing(server, visitor.token).json()["messages"] == []


def tokens(visitor):
    name, date, signature = visitor.token.split(".")
    return {
        "none": "",
        "cut": visitor.token[:-5],
        "swapped": f"{Sessions(SECRET, 30).create().token.split('.')[0]}.{date}.{signature}",
        "of another secret": Sessions("x" * 40, 30).create().token,
        "unsigned": name,
    }


@pytest.mark.parametrize("kind", ["none", "cut", "swapped", "of another secret", "unsigned"])
def test_a_token_the_server_did_not_give_opens_nothing(visitor, server, kind):
    forged = {"Authorization": f"Bearer {tokens(visitor)[kind]}"}
    told = {"id": "12345678", "text": "non"}
    for answer in (
        server.get("/widget/standing", headers=forged),
        server.post("/widget/messages", json=told, headers=forged),
    ):
        assert answer.status_code == 401
        assert answer.json()["code"] == "refused"
        assert "nouvelle conversation" in answer.json()["error"]


@pytest.mark.parametrize("header", [b"Bearer \xff\xfe", b"Basic Og==", b"Bearer", b"null", b"\x00"])
def test_what_is_no_token_at_all_opens_nothing(server, header):
    answer = server.get("/widget/standing", headers={"Authorization": header})
    assert answer.status_code in (400, 401)
    assert sentence(answer)


def test_an_old_token_is_said_to_have_expired(server, monkeypatch):
    import itsdangerous

    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda self: 1_600_000_000)
    old = Sessions(SECRET, 30).create().token
    monkeypatch.undo()
    assert standing(server, old).json()["code"] == "expired"


def test_two_visitors_never_mix(server):
    one, other = Visitor(server), Visitor(server)
    one.say("doctolib")
    other.say("maiia")
    assert facts(one) == {"platform": "Doctolib"}
    assert facts(other) == {"platform": "Maiia"}
    one.say("non")
    assert "contract_signed" not in {
        f["fact"] for f in standing(server, other.token).json()["facts"]
    }


def test_a_case_is_resumed_with_its_code_and_by_nobody_without(server):
    first, second = Visitor(server), Visitor(server)
    first.say("doctolib", "mon code")
    (code,) = re.findall(r"\d\d(?:\W\d\d){5}", first.said[-2])
    second.say("bonjour", f"reprendre {code[:-1]}{(int(code[-1]) + 1) % 10}")
    assert "Je ne connais pas ce code" in second.said[0]
    assert facts(second) == {}
    second.say(f"reprendre {code}")
    assert facts(second) == facts(first) != {}
    second.send(command="erase")
    first.say("où en suis-je ?")
    assert facts(first) == {}


def test_many_at_once_see_only_what_they_said(server):
    def story(number):
        visitor, told = Visitor(server), []
        for text in (f"www.rdv-{number:02}.fr", "non", "oui", "le 3 novembre 2026", "résumé"):
            told.append(json.dumps(visitor.send(text=text)))
        stands = standing(server, visitor.token).json()
        assert stands["facts"] == visitor.end["facts"]
        return set(re.findall(r"rdv-\d\d", "".join(told) + json.dumps(stands)))

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(story, range(16)))
    assert seen == [{f"rdv-{number:02}"} for number in range(16)]


def test_a_message_id_of_another_is_only_an_id(server):
    one, other = Visitor(server), Visitor(server)
    one.send(id="an-id-of-the-first", text="doctolib")
    other.send(id="an-id-of-the-first", text="maiia")
    assert facts(one) == {"platform": "Doctolib"}
    assert facts(other) == {"platform": "Maiia"}
    assert standing(server, one.token).json()["facts"] == one.end["facts"]


def test_a_choice_of_another_conversation_is_not_offered(server):
    one, other = Visitor(server), Visitor(server)
    one.say("doctolib")
    other.say("doctolib")
    assert choice_of(one) != choice_of(other)
    one.send(choice=choice_of(other))
    assert "n’est plus proposé" in one.said[0]
    assert facts(one) == {"platform": "Doctolib"}


def test_a_choice_of_an_earlier_turn_is_gone(visitor):
    visitor.say("doctolib")
    old = choice_of(visitor)
    visitor.say("non")
    question = visitor.said[-1]
    visitor.send(choice=old)
    assert "n’est plus proposé" in visitor.said[0]
    assert visitor.said[-1] == question


@pytest.mark.parametrize("choice", ["0" * 18, "contract_signed=no", "1", "non", "é\x00"])
def test_an_invented_choice_is_not_offered(visitor, choice):
    visitor.say("doctolib")
    question = visitor.said[-1]
    visitor.send(choice=choice)
    assert "n’est plus proposé" in visitor.said[0]
    assert visitor.said[-1] == question
    assert facts(visitor) == {"platform": "Doctolib"}


def test_a_choice_of_an_erased_conversation_begins_another(visitor):
    choice = choice_of(visitor)
    visitor.send(command="erase")
    visitor.send(choice=choice)
    assert visitor.said
    assert choice_of(visitor)
    assert facts(visitor) == {}


# Once, and only what it is


def test_a_message_sent_twice_is_taken_once(visitor):
    visitor.say("doctolib", "non")
    first = visitor.send(id="the-same-id", text="oui")
    again = visitor.send(id="the-same-id", text="oui")
    assert [line for line in first if "message" in line] == [
        line for line in again if "message" in line
    ]
    assert visitor.end["asked"] == "written_on"


def test_ten_at_once_are_taken_once(visitor):
    visitor.say("doctolib", "non")
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: visitor.send(id="ten-at-once", text="oui"), range(10)))
    said = {str([line["message"] for line in lines if "message" in line]) for lines in answers}
    assert len(said) == 1
    assert visitor.end["asked"] == "written_on"


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_no_intent_no_command_and_no_choice(visitor, text):
    visitor.say("doctolib")
    visitor.say(text)
    assert facts(visitor) == {"platform": "Doctolib"}
    assert visitor.end["asked"] == "contract_signed"


@pytest.mark.parametrize(
    "told",
    [
        {"command": "train"},
        {"command": "thanks=1"},
        {"command": "/restart"},
        {"change": "requested_slot"},
        {"change": "document"},
        {"change": "platform=doctolib"},
    ],
)
def test_an_invented_command_gets_a_sentence(visitor, told):
    lines = visitor.send(**told)
    assert lines[-1]["code"] == "unreadable"
    assert "Renvoyez-le" in lines[-1]["error"]


def test_a_server_killed_after_a_turn_knows_where_it_was(model, tmp_path):
    server = Server(tmp_path)
    visitor = Visitor(server)
    visitor.say("doctolib")
    before = visitor.send(id="before-the-end", text="non")
    server.kill()
    server.start()
    try:
        again = visitor.send(id="before-the-end", text="non")
        assert [line["message"] for line in again if "message" in line] == [
            line["message"] for line in before if "message" in line
        ]
        assert visitor.say("oui")[-1].startswith("À quelle date")
    finally:
        server.stop()


def test_a_store_that_is_down_is_said_and_the_conversation_is_not_lost(visitor, server):
    visitor.say("doctolib")
    choice, store = choice_of(visitor), server.state / "conversations.db"
    aside = store.with_suffix(".aside")
    store.rename(aside)
    store.mkdir()
    try:
        visitor.send(choice=choice)
        assert "enregistrer" in visitor.said[0]
        answer = standing(server, visitor.token)
        assert answer.status_code == 503
        assert answer.json()["code"] == "failed"
    finally:
        store.rmdir()
        aside.rename(store)
    visitor.send(choice=choice)
    assert "contract_signed" in facts(visitor)


def test_letters_in_line_for_libreoffice_hold_up_nobody_else(model, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 1.5\nexit 1\n")
    program.chmod(0o755)
    server = Server(tmp_path, [("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")])
    try:
        waiting = [Visitor(server) for _ in range(10)]
        for visitor in waiting:
            visitor.say("doctolib", "non", "oui", "le 3 novembre 2026", "courriel")
        other = Visitor(server)
        other.say("doctolib", "non")
        with ThreadPoolExecutor(len(waiting)) as pool:
            answers = [pool.submit(visitor.say, "rien") for visitor in waiting]
            time.sleep(1)
            asked = time.monotonic()
            other.say("pas encore")
            assert other.end["asked"] == "document"
            assert time.monotonic() - asked < 3
            assert sum(answer.done() for answer in answers) < 5
        assert all(answer.result() for answer in answers)
    finally:
        server.stop()


# Who may ask


@pytest.mark.parametrize("path", ["/widget/window", "/widget/session", "/widget/standing"])
def test_a_foreign_site_gets_nothing(server, path):
    ask = server.post if path.endswith("session") else server.get
    answer = ask(path, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert "autorisé" in answer.json()["error"]


@pytest.mark.parametrize(
    "origin",
    ["null", "http://[", "https://", ALLOWED + ".evil.example", ALLOWED + "/", "x", "é://é", ""],
)
def test_an_origin_that_is_nearly_known_is_foreign(visitor, server, origin):
    headers = {**visitor.headers, "Origin": origin.encode()}
    told = {"id": "from-elsewhere", "text": "doctolib"}
    for method in ("POST", "OPTIONS"):
        answer = requests.request(
            method, server.address + "/widget/messages", json=told, headers=headers, timeout=30
        )
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["vary"] == "Origin"
    assert standing(server, visitor.token).json()["facts"] == []


def test_its_own_pages_may_ask(server):
    answer = server.get("/widget/window", headers={"Origin": server.address})
    assert answer.headers["access-control-allow-origin"] == server.address


def test_a_known_site_may_ask_and_no_cookie_is_involved(server):
    asked = requests.options(
        server.address + "/widget/messages",
        headers={"Origin": ALLOWED, "Access-Control-Request-Method": "POST"},
        timeout=30,
    )
    assert asked.headers["access-control-allow-origin"] == ALLOWED
    assert "authorization" in asked.headers["access-control-allow-headers"]
    answer = server.get("/widget/window", headers={"Origin": ALLOWED})
    assert answer.headers["access-control-allow-origin"] == ALLOWED
    assert answer.headers["vary"] == "Origin"
    for told in (asked, answer):
        assert "set-cookie" not in told.headers
        assert "access-control-allow-credentials" not in told.headers


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"]
)
def test_rasa_s_own_channel_answers_this_machine_only(server, header):
    told = {"sender": "someone", "message": "bonjour"}
    path = "/webhooks/rest/webhook"
    assert server.post(path, json=told).status_code == 200
    for shape in (
        path,
        path + "/",
        "/webhooks//rest/webhook",
        "/webhooks/rest/webhook?stream=true",
    ):
        relayed = server.post(shape, json=told, headers={header: "203.0.113.9"})
        assert relayed.status_code == 404
        assert "machine du serveur" in relayed.json()["error"]


def test_too_long_a_message_is_said(visitor, server):
    told = {"id": "12345678", "text": "a" * 2001}
    answer = server.post("/widget/messages", json=told, headers=visitor.headers)
    assert answer.status_code == 413
    assert "trop long" in answer.json()["error"]


@pytest.mark.parametrize("path", ["/widget/messages", "/widget/session", "/assistant"])
def test_too_large_a_body_is_said(visitor, server, path):
    answer = server.post(path, data=b"x" * 200_000, headers=visitor.headers)
    assert answer.status_code == 413
    assert "trop long" in sentence(answer)


@pytest.mark.parametrize("depth", [100, 300, 600, 5_000, 40_000])
def test_a_deep_body_is_unreadable(visitor, server, depth):
    told = b'{"id": "12345678", "text": ' + b"[" * depth + b"]" * depth + b"}"
    answer = server.post("/widget/messages", data=told, headers=visitor.headers)
    assert answer.status_code == 400
    assert "Renvoyez-le" in answer.json()["error"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_said_to_lead_nowhere(server, method):
    answer = requests.request(method, server.address + "/widget/messages", timeout=30)
    assert answer.status_code == 405
    assert "rien à cette adresse" in answer.json()["error"]


def test_limits_are_said_and_a_false_address_does_not_lift_them(model, tmp_path):
    server = Server(
        tmp_path,
        messages_of_a_session="3/minute",
        messages_of_an_address="4/minute",
        sessions_of_an_address="2/hour",
    )
    try:
        visitor = Visitor(server)
        visitor.say("bonjour", "doctolib", "non")
        (refused,) = visitor.send(text="oui")
        assert refused["code"] == "too_fast"
        assert "attendez" in refused["error"]
        other = Visitor(server)
        other.say("doctolib")
        (refused,) = other.send(text="non")
        assert refused["code"] == "too_fast"
        told = {"id": "12345678", "token": other.token, "text": "non"}
        assert server.post("/assistant", data=told).status_code == 429
        answer = server.post("/widget/session", headers={"X-Forwarded-For": "203.0.113.9"})
        assert answer.status_code == 429
        assert answer.json()["code"] == "too_many"
        assert "réessayez" in answer.json()["error"]
        assert server.post("/assistant").status_code == 429
    finally:
        server.stop()


def test_behind_a_proxy_the_address_is_the_visitor_s(model, tmp_path):
    server = Server(tmp_path, sessions_of_an_address="1/hour", proxies=1)
    try:
        codes = [
            server.post("/widget/session", headers={"X-Forwarded-For": address}).status_code
            for address in ("203.0.113.1", "8.8.8.8, 203.0.113.1", "203.0.113.2")
        ]
        assert codes == [200, 429, 200]
    finally:
        server.stop()


def bot(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("kept", [None, b"short"])
def test_without_a_secret_the_server_does_not_start(tmp_path, monkeypatch, kept):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    monkeypatch.delenv("ASSISTANT_SECRET", raising=False)
    if kept is not None:
        (tmp_path / "secret").write_bytes(kept)
    ended = bot("serve", "--port", "1")
    assert ended.returncode == 1
    assert "bot secret" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_secret_is_made_once_by_its_command(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path / "state"))
    assert bot("secret").returncode == 0
    path = tmp_path / "state" / "secret"
    made = path.read_text()
    assert len(made) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    told = bot("secret")
    assert path.read_text() == made
    assert made not in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", path) for path in ("/", "/assistant", "/confidentialite", "/widget.js", "/logo")),
        *(("GET", path) for path in ("/nowhere", "/documents/x", "/widget/standing", "/health")),
        *(("POST", path) for path in ("/", "/assistant", "/widget/session", "/webhooks/x")),
        ("OPTIONS", "/widget/messages"),
        ("HEAD", "/widget/messages"),
    ],
)
def test_every_answer_is_guarded(server, method, path):
    headers = requests.request(method, server.address + path, timeout=30).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "set-cookie" not in headers


def test_what_is_said_to_a_visitor_is_guarded_and_not_kept(visitor, server):
    told = {"id": "12345678", "text": "doctolib"}
    typed = {"id": "87654321", "text": "non", "token": visitor.token}
    for answer in (
        server.post("/widget/messages", json=told, headers=visitor.headers),
        server.post("/widget/messages", data=b"x" * 200_000, headers=visitor.headers),
        server.post("/assistant", data=typed),
        standing(server, visitor.token),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert set(GUARDS) <= answer.headers.keys()


def test_a_document_that_is_past_its_time_is_gone(server):
    stored = DocumentStore(server.state / "documents").put(b"x", "lettre.docx", "someone", 0)
    assert server.get(f"/documents/{stored.token}").status_code == 404


def test_no_word_and_no_token_reaches_the_log(visitor, server):
    visitor.say("mon secret est zygomatique")
    told = {"id": "12345678", "token": visitor.token, "text": "zygomatique"}
    server.post("/assistant", data=told)
    server.post("/assistant", files={"text": ("zygomatique", b"zygomatique")})
    server.post("/widget/messages", data=b"{zygomatique", headers=visitor.headers)
    server.get("/zygomatique")
    log = server.log.read_text()
    assert "zygomatique" not in log
    assert visitor.token not in log
    assert "Traceback" not in log
