"""Thousands of requests that nobody would send: never a stack trace, never silence.

`ASSISTANT_FUZZ=10000` sends that many.
"""

import io
import json
import os
import random
import re
import unicodedata
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import docx
import pytest
import requests

from bot.channels.wording import words
from bot.core import texts
from tests.served import Server, Visitor

pytestmark = pytest.mark.slow

MESSAGES = int(os.environ.get("ASSISTANT_FUZZ", "1500"))
VISITORS = 8
PATIENCE = 50  # requests, after which a visitor begins another conversation
STORY = (
    *("bonjour", "1", "allodocteur.fr", "non", "oui", "3 septembre 2026", "1", "5 septembre 2026"),
    *("il refuse", "20 septembre 2026", "ce sont des données publiques", "1", "Camille Martin"),
    *("12 rue des Alpes, 26000 Valence", "non", "non", "non"),
)
ODD = (
    "<script>alert(1)</script>",
    "<w:p/>&amp;&#0;]]>",
    "{{ full_name }}",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{full_name}",
    "{0}",
    "${7*7}",
    "%s%n%(x)s",
    "'; DROP TABLE events; --",
    '" OR 1=1',
    "../../etc/passwd",
    "\x00",
    "\ufeff",
    "\u202ereversed\u202c",
    "\u2066שלום العربية\u2069",
    "👩🏽‍⚕️" * 20,
    "e\u0301" * 50,
    "\ud800",
    "non\udcff",
    "9" * 400,
    "٣١/٠٢/٢٠٢٦",
    "31/02/2026",
    "00/00/0000",
    "99999999999999999999/1/1",
    "le 29 février 2025",
    "il y a 999999999999 jours",
    "control=erase",
    "contract_signed=no",
    "intent=have_question",
    "confirmed=yes",
    "/restart",
    '/inform{"platform": "x"}',
    "EXTERNAL: {}",
    "@" * 300,
    "a@b@c",
    "\n\n\n",
    "« »",
    "1" * 11,
    "-1",
    "1e9",
    "NaN",
    "null",
    "a " * 990,
    "x" * 2000,
    "x" * 2001,
)
WORDS = (
    *("non", "oui", "doctolib", "maiia", "hier", "recommandé", "rien", "refus", "identité", "je"),
    *("sais", "pas", "2", "mars", "2026", "Camille", "Martin", "rue", "26000", "Valence"),
    *("retour", "aide", "pourquoi", "recommencer", "allodocteur.fr"),
)
SCALARS = (None, True, False, 0, -1, 1.5, 10**400, float("nan"), "", "\x00", "x" * 3000, "platform")
FIELDS = ("id", "text", "choice", "command", "change", "start", "sender", "payload", "token", "day")
COMMANDS = ("restart", "erase", "human", "where_am_i", "help", "repeat", "back", "stop", "train")
PATHS = ("/widget/messages", "/widget/session", "/widget/standing", "/widget/window", "/assistant")
CONTENT_TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain; charset=utf-16",
    "application/xml",
    "",
)
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n--x--'


@cache
def alphabets():
    """The characters of each Unicode category; halves and what is not assigned included."""
    found = defaultdict(list)
    for code in range(0x30000):
        found[unicodedata.category(chr(code))].append(chr(code))
    return list(found.values())


def characters(chance):
    return "".join(chance.choices(chance.choice(alphabets()), k=chance.randint(1, 60)))


def text(chance):
    """Something to type: oddities, words in any order, or characters of any kind."""
    make = chance.choice(
        (
            lambda: chance.choice(ODD),
            lambda: " ".join(chance.choices((*WORDS, *ODD), k=chance.randint(1, 6))),
            lambda: " ".join(chance.choices(WORDS, k=chance.randint(1, 8))),
            lambda: characters(chance),
            lambda: chance.choice(WORDS) + characters(chance) + chance.choice(WORDS),
        )
    )
    return make()


def shape(chance, depth=4):
    """JSON of any shape."""
    if depth == 0 or chance.random() < 0.4:
        return chance.choice(SCALARS)
    inside = [shape(chance, depth - 1) for _ in range(chance.randint(0, 3))]
    return inside if chance.random() < 0.5 else dict(zip(FIELDS, inside, strict=False))


def new_id(chance):
    return f"{chance.getrandbits(64):016x}"


def message(chance, visitor):
    """A message that can be read."""
    choices = [choice["id"] for said in visitor.messages for choice in said.get("choices", ())]
    content = chance.choices(
        (
            {"text": text(chance)},
            {"choice": chance.choice([*choices, "0" * 18])},
            {"command": chance.choice(COMMANDS)},
            {"change": chance.choice(("platform", "contract_signed", "written_on", "nothing"))},
            {"start": True},
        ),
        weights=(20, 4, 1, 1, 1),
    )
    return {"id": new_id(chance), **content[0]}


def body(chance, visitor):
    """What may be sent as a message; most can be read, some are anything."""
    told = message(chance, visitor)
    spoilt = {**told, chance.choice(FIELDS): shape(chance)}
    make = chance.choices(
        (
            lambda: json.dumps(told).encode(),
            lambda: json.dumps(spoilt).encode(),
            lambda: json.dumps(shape(chance)).encode(),
            lambda: json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"),
            lambda: json.dumps(told).encode(chance.choice(("utf-16", "utf-32", "cp500"))),
            lambda: json.dumps(told).encode()[: chance.randint(0, 80)],
            lambda: damaged(chance, json.dumps(told).encode()),
            lambda: nested(chance, told["id"]),
            lambda: chance.randbytes(chance.randint(0, 300)),
        ),
        weights=(50, 15, 5, 5, 3, 3, 5, 4, 4),
    )
    return make[0]()


def damaged(chance, content):
    place = chance.randrange(len(content))
    return content[:place] + chance.randbytes(chance.randint(1, 4)) + content[place + 1 :]


def nested(chance, told_id):
    depth = chance.choice((50, 300, 450, 600, 990, 5_000, 40_000))
    return f'{{"id": "{told_id}", "text": {"[" * depth}{"]" * depth}}}'.encode()


def post_json(server, visitor, chance):
    answer = server.post("/widget/messages", data=body(chance, visitor), headers=visitor.headers)
    if answer.status_code != 200:
        return answer, answer.json()["error"] in sentences()
    lines = [json.loads(line) for line in answer.text.splitlines()]
    if "error" in lines[-1]:
        return answer, lines[-1]["error"] in sentences()
    visitor.messages = [line["message"] for line in lines if "message" in line]
    visitor.token = lines[-1]["end"]["token"]
    told = all(any(said.values()) for said in visitor.messages)
    return answer, lines[0] == {"typing": True} and bool(visitor.messages) and told


def post_form(server, visitor, chance):
    told = {"id": new_id(chance), "token": visitor.token}
    field = chance.choice(FIELDS)
    typed = chance.choice((text(chance), "", chance.choice(COMMANDS))).encode("utf-8", "replace")
    content, kind = chance.choice(
        (
            ({**told, field: typed}, None),
            ({**told, field: [typed, typed]}, None),
            ({field: typed}, None),
            (MULTIPART % (field.encode(), typed), chance.choice(CONTENT_TYPES)),
            (chance.randbytes(chance.randint(0, 300)), chance.choice(CONTENT_TYPES)),
        )
    )
    headers = {"Content-Type": kind} if kind is not None else {}
    answer = server.post("/assistant", data=content, headers=headers)
    return answer, re.search(r'class="bot|role="alert"', answer.text) is not None


def ask_anything(server, visitor, chance):
    """Any method, anywhere, by anybody."""
    method = chance.choice(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "FLY"))
    path = chance.choice((*PATHS, "/widget/", "/documents/", "/webhooks/rest/", "/nowhere?é"))
    token = chance.choice((visitor.token, visitor.token[:-3], text(chance)))
    headers = {
        "Authorization": f"Bearer {token}".encode("utf-8", "replace").translate(None, b"\r\n\0"),
        "Content-Type": chance.choice(CONTENT_TYPES),
    }
    if chance.random() < 0.2:
        headers["Origin"] = chance.choice(("null", "http://[", "https://x.example", "é")).encode()
    answer = requests.request(
        method,
        server.address + path,
        data=body(chance, visitor),
        headers={name: value for name, value in headers.items() if value},
        timeout=30,
    )
    if answer.ok or method == "HEAD":
        return answer, True
    plain = not answer.headers["content-type"].startswith("application/json")
    told = answer.text if plain else answer.json()["error"]
    return answer, told in sentences() or 'role="alert"' in told


def sentences():
    return {*words()["errors"].values(), texts.say("utter_document_gone")}


def bother(server, visitor, seed):
    """One request of `visitor`; returns what is wrong with the answer, if anything is."""
    chance = random.Random(seed)
    (ask,) = chance.choices((post_json, post_form, ask_anything), weights=(80, 12, 8))
    answer, spoken = ask(server, visitor, chance)
    if answer.status_code >= 500 or "Traceback" in answer.text:
        return f"{seed}: {ask.__name__}: {answer.status_code}"
    return "" if spoken else f"{seed}: {ask.__name__}: silence"


def somewhere(server, seed):
    """A visitor at any point of a story."""
    visitor = Visitor(server)
    visitor.say(*STORY[: random.Random(seed).randint(0, len(STORY))])
    return visitor


def torment(server, seeds):
    """What is wrong with the answers to requests of these seeds, made one after the other."""
    for count, seed in enumerate(seeds):
        if count % PATIENCE == 0:
            visitor = somewhere(server, seed)
        yield bother(server, visitor, seed)


def test_nothing_breaks_it_and_nothing_leaves_it_silent(model, tmp_path):
    server = Server(tmp_path)
    seeds = [range(first, MESSAGES, VISITORS) for first in range(VISITORS)]
    try:
        with ThreadPoolExecutor(VISITORS) as pool:
            answers = list(pool.map(lambda mine: list(torment(server, mine)), seeds))
        assert sum(map(len, answers)) == MESSAGES
        assert Counter(wrong for mine in answers for wrong in mine if wrong) == Counter()
        assert server.get("/health").status_code == 200
        log = server.log.read_text()
        assert "not answered" not in log
        assert "Traceback" not in log
    finally:
        server.stop()


TEMPLATES = ("{{ 7*7 }}", "{% if 1 %}", "{full_name}", "${7*7} <b>&</b>")


def letter_of(server, visitor):
    """Every word of the letter that `visitor` was just given."""
    address = next(m["document"]["address"] for m in visitor.messages if "document" in m)
    letter = docx.Document(io.BytesIO(server.get(f"/{address}").content))
    cells = [cell for table in letter.tables for row in table.rows for cell in row.cells]
    return "\n".join(told.text for told in (*letter.paragraphs, *cells))


def test_a_template_that_is_typed_is_written_as_it_is(model, tmp_path):
    server = Server(tmp_path)
    try:
        for template in TEMPLATES:
            visitor = Visitor(server)
            visitor.say("allodocteur.fr", "non", "pas encore", "1")
            visitor.say(f"{template} Martin", template)
            assert "49" not in "".join(visitor.said)
            visitor.say("Camille Martin", f"12 rue {template}, 26000 Valence", "non", "non", "non")
            assert f"12 rue {template}, 26000 Valence" in "".join(visitor.said)
            visitor.press("Oui, préparez")
            assert f"12 rue {template}\n" in letter_of(server, visitor)
    finally:
        server.stop()
