"""Thousands of messages that nobody would write: never a stack trace, never silence.

`ASSISTANT_FUZZ=10000` sends that many.
"""

import io
import json
import os
import random
import string
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import docx
import pytest

from tests.served import Server, Visitor

pytestmark = pytest.mark.slow

MESSAGES = int(os.environ.get("ASSISTANT_FUZZ", "1500"))
VISITORS = 8
MARKUP = (
    "<script>alert(1)</script>",
    "{{ full_name }}",
    "{% for x in y %}",
    "{council_contact}",
    "{0}",
    "%s%n",
    "'; DROP TABLE events; --",
    "../../etc/passwd",
    "\x00",
    "\ufeff",
    "\u202ereversed",
    "👩🏽‍⚕️" * 20,
    "e\u0301" * 50,
    "9" * 400,
    "31/02/2026",
    "00/00/0000",
    "99999999999999999999/1/1",
    "le 29 février 2025",
    "control=erase",
    "/restart",
    "@" * 300,
    "a@b@c",
    "\n\n\n",
    "\ud800",
    "« »",
    "1" * 11,
    "-1",
    "1e9",
    "NaN",
    "null",
)
WORDS = (
    *("non", "oui", "doctolib", "hier", "recommandé", "rien", "refus", "26000", "Valence"),
    *("rue", "mars", "2026", "2", "je", "sais", "pas"),
)
KINDS = ("Lu", "Ll", "Lo", "Mn", "Nd", "No", "Pc", "Sm", "Sc", "So", "Zs", "Cc", "Cf", "Co")
VALUES = (None, True, 0, 1.5, [], {}, [["a"]], {"a": {"b": []}}, "x" * 3000, "", "\x00")
FIELDS = ("id", "text", "choice", "command", "change", "start", "sender", "payload")


def letters(chance):
    kind = chance.choice(
        ["Lu", "Ll", "Lo", "Mn", "Nd", "No", "Pc", "Sm", "Sc", "So", "Zs", "Cc", "Cf", "Co"]
    )
    found = []
    while len(found) < chance.randint(1, 60):
        char = chr(chance.randrange(0x20000))
        if unicodedata.category(char) == kind or chance.random() < 0.05:
            found.append(char)
    return "".join(found)


def text(chance):
    """Something to type: markup, words in any order, or characters of any kind."""
    draw = chance.random()
    if draw < 0.4:
        return chance.choice(MARKUP)
    if draw < 0.8:
        return " ".join(chance.choices((*WORDS, *MARKUP), k=chance.randint(1, 8)))
    if draw < 0.9:
        return "".join(chance.choices(string.printable, k=chance.randint(1, 200)))
    return letters(chance)


def body(chance):
    """A request body: most are messages, some are anything."""
    draw = chance.random()
    if draw < 0.7:
        return json.dumps({"id": f"{chance.getrandbits(64):016x}", "text": text(chance)}).encode()
    if draw < 0.85:
        told = {field: chance.choice(VALUES) for field in chance.sample(FIELDS, 3)}
        return json.dumps({"id": f"{chance.getrandbits(64):016x}", **told}).encode()
    if draw < 0.9:
        return json.dumps(chance.choice(VALUES)).encode()
    if draw < 0.95:
        return b"[" * chance.randint(1, 50_000)
    return chance.randbytes(chance.randint(0, 300))


def post_json(server, visitor, chance):
    headers = {**visitor.headers, "Content-Type": chance.choice(("application/json", "text/xml"))}
    answer = server.post("/widget/messages", data=body(chance), headers=headers)
    if answer.status_code != 200:
        return answer, bool(answer.json().get("error"))
    lines = [json.loads(line) for line in answer.text.splitlines()]
    if "error" in lines[-1]:
        return answer, bool(lines[-1]["error"])
    spoken = [line["message"] for line in lines if "message" in line]
    return answer, bool(spoken) and "end" in lines[-1]


def post_form(server, visitor, chance):
    told = {"id": f"{chance.getrandbits(64):016x}", "token": visitor.token}
    typed = text(chance).encode("utf-8", "surrogatepass")
    answer = server.post("/assistant", data={**told, chance.choice(FIELDS[1:6]): typed})
    return answer, 'class="bot' in answer.text or 'role="alert"' in answer.text


def bother(server, visitor, seed):
    """One message of `visitor`; returns what is wrong with the answer, if anything is."""
    chance = random.Random(seed)
    post = post_form if chance.random() < 0.15 else post_json
    answer, spoken = post(server, visitor, chance)
    if answer.status_code >= 500 or "Traceback" in answer.text:
        return f"{seed}: {answer.status_code}"
    return "" if spoken else f"{seed}: silence"


def test_nothing_breaks_it_and_nothing_leaves_it_silent(model, tmp_path):
    server = Server(tmp_path)
    visitors = [Visitor(server) for _ in range(VISITORS)]
    try:
        with ThreadPoolExecutor(VISITORS) as pool:
            wrong = pool.map(
                lambda seed: bother(server, visitors[seed % VISITORS], seed), range(MESSAGES)
            )
            assert Counter(filter(None, wrong)) == Counter()
        assert server.get("/health").status_code == 200
        assert "ERROR" not in server.log.read_text()
    finally:
        server.stop()


def test_a_template_typed_as_a_name_is_written_as_it_is(model, tmp_path):
    server = Server(tmp_path)
    try:
        visitor = Visitor(server)
        visitor.say("allodocteur.fr", "non", "pas encore", "1", "Camille Martin")
        visitor.say("12 rue {{ today }}, 26000 Valence", "non", "non", "non")
        visitor.press("Oui, préparez")
        address = next(m["document"]["address"] for m in visitor.messages if "document" in m)
        letter = docx.Document(io.BytesIO(server.get(f"/{address}").content))
        said = "".join(letter.element.itertext())
        assert "12 rue {{ today }}" in said
    finally:
        server.stop()
