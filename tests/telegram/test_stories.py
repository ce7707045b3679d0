"""Whole stories to the Word file received, with a real process that fetches or is called."""

import io
import subprocess
import sys
import zipfile

import docx
import pytest

from bot.channels.telegram.line import API, TOKEN
from bot.core.paths import ROOT
from tests.served import Process, Server
from tests.telegram.bot_api import BotApi
from tests.telegram.people import wait

pytestmark = pytest.mark.slow

SITE = "https://assistant.exemple.fr"
AUTHOR = ("Camille Martin", "12 rue des Alpes, 26000 Valence", "non", "non", "non")
HEADER = "X-Telegram-Bot-Api-Secret-Token"
SLOW = 60  # seconds, with LibreOffice
FORGED = {"update_id": 5, "message": {"message_id": 1, "date": 1, "text": "/start"}}


def operator(server, *options):
    command = [sys.executable, "-m", "bot", "telegram", *options]
    return subprocess.run(command, cwd=ROOT, env=server.environment, timeout=120, check=True)


@pytest.fixture(scope="module")
def called(model, tmp_path_factory):
    """A web server that Telegram calls, and Telegram."""
    with BotApi() as api:
        environment = [(API, api.address), (TOKEN, api.token)]
        server = Server(tmp_path_factory.mktemp("called"), environment)
        api.updates.sites[SITE] = server.address
        operator(server, "--register", SITE)
        yield server, api
        server.stop()


@pytest.fixture(scope="module")
def fetching(called, tmp_path_factory):
    """« python -m bot telegram », without web server, and another Telegram."""
    with BotApi() as api:
        folder = tmp_path_factory.mktemp("fetching")
        changed = {API: api.address, TOKEN: api.token, "ASSISTANT_STATE": str(folder / "state")}
        environment = {**called[0].environment, **changed}
        polling = Process(folder / "telegram.log", environment, "telegram")
        yield polling, api
        polling.stop()


@pytest.fixture(params=["called", "fetching"])
def way(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def person(way):
    return way[1].person()


def say(person, text, until, seconds=SLOW):
    person.says(text)
    return person.wait_for(until, seconds)


def to_the_letter(person):
    say(person, "/start", "Que voulez-vous faire")
    person.presses("Je suis référencé")
    person.wait_for("Quel site")
    say(person, "allodocteur.fr", "Avez-vous signé un contrat")
    person.presses("Non, jamais")
    person.wait_for("Avez-vous déjà écrit")
    person.presses("Non")
    person.wait_for("Quel document")
    person.presses("La demande de suppression")
    for text, until in zip(
        AUTHOR, ("adresse", "électronique", "RPPS", "page", "Camille"), strict=True
    ):
        say(person, text, until)
    person.presses("Oui, préparez")
    person.wait_for("C’est tout pour cette étape", SLOW)


def read(document):
    word = docx.Document(io.BytesIO(document.content))
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join(part.text for part in (*word.paragraphs, *cells))


def test_a_story_ends_with_the_word_file_received(person):
    to_the_letter(person)
    word = next(document for document in person.documents if document.name.endswith(".docx"))
    assert "Camille Martin" in read(word)
    archive = next(document for document in person.documents if document.name.endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert opened.read(
            next(name for name in opened.namelist() if name.startswith("1-"))
        ).startswith(b"PK")


def test_a_complaint_ends_with_the_button_to_the_cnil(person):
    say(person, "doctolib, jamais signé", "Avez-vous déjà écrit")
    told = "oui le 3 septembre 2026 par recommandé, reçu le 5 septembre, pas de réponse"
    say(person, told, "Quel document", SLOW)
    person.presses("L’exposé")
    for text, until in zip(
        AUTHOR, ("adresse", "électronique", "RPPS", "page", "Camille"), strict=True
    ):
        say(person, text, until)
    person.presses("Oui, préparez")
    person.wait_for(lambda sent: [button.url for button in sent.buttons if button.url], SLOW)
    word = next(document for document in person.documents if document.name.endswith(".docx"))
    assert "Camille Martin" in read(word)


def test_killed_before_it_could_answer_it_answers_once_when_it_is_back(way, person):
    process, api = way
    say(person, "/start", "Que voulez-vous faire")
    api.plant("sendMessage", times=1000, code=500)
    person.says("doctolib")
    wait(lambda: api.calls("sendMessage")[-1].outcome == 500, SLOW)
    process.kill()
    api.mend()
    process.start()
    person.wait_for("Avez-vous signé un contrat", SLOW)
    person.says("non")
    person.wait_for("Avez-vous déjà écrit", SLOW)
    assert sum("Avez-vous signé un contrat" in text for text in person.texts) == 1


# The address that Telegram calls


def test_only_telegram_is_heard_at_the_address_it_calls(called):
    server, api = called
    path, _ = told(api)
    taken = len(api.calls("sendMessage"))
    assert server.post(path, json=FORGED).status_code == 403
    assert server.post(path, json=FORGED, headers={HEADER: "guessed"}).status_code == 403
    assert server.post("/telegram/guessed", json=FORGED, headers={HEADER: "x"}).status_code == 404
    assert server.get(path).status_code == 405
    assert len(api.calls("sendMessage")) == taken


def test_what_is_no_update_is_refused(called):
    server, api = called
    path, headers = told(api)
    for body in (b"", b"not json", b"[]", b"{}", b'{"update_id": "x"}', b"null"):
        assert server.post(path, data=body, headers=headers).status_code == 400
    assert server.get("/health").status_code == 200


def test_an_update_called_twice_and_late_is_answered_once(called):
    server, api = called
    person = api.person()
    first = say(person, "/start", "Que voulez-vous faire").message
    update = person.says("doctolib")
    person.wait_for("Avez-vous signé un contrat", SLOW)
    path, headers = told(api)
    for _ in range(3):
        assert server.post(path, json=update, headers=headers).status_code == 200
    late = {**update, "update_id": update["update_id"] + 1000}
    late["message"] = {**update["message"], "message_id": first["message_id"] + 500, "text": "non"}
    assert server.post(path, json=late, headers=headers).status_code == 200
    person.wait_for("Avez-vous déjà écrit", SLOW)
    earlier = {**late, "update_id": update["update_id"] + 999}
    earlier["message"] = {**late["message"], "text": "oui"}
    assert server.post(path, json=earlier, headers=headers).status_code == 200
    person.wait_for("À quelle date", SLOW)
    assert sum("Avez-vous signé un contrat" in text for text in person.texts) == 1


def test_no_word_reaches_the_log(called):
    server, api = called
    say(api.person(), "mon secret est zygomatique", "assistant automatisé")
    log = server.log.read_text()
    assert "zygomatique" not in log
    assert api.token not in log


def test_without_a_token_nothing_of_telegram_is_there(called, tmp_path):
    server, api = called
    path, headers = told(api)
    plain = Server(tmp_path, [(TOKEN, "")])
    try:
        assert plain.post(path, json=FORGED, headers=headers).status_code == 404
        assert not (plain.state / "telegram.lock").exists()
        assert "Telegram" not in plain.get("/confidentialite").text
        assert "Telegram" in server.get("/confidentialite").text
    finally:
        plain.stop()


def told(api):
    """What only Telegram was told: the path, and the header that proves who calls."""
    webhook = api.updates.webhook
    return webhook.url.removeprefix(SITE), {HEADER: webhook.secret}
