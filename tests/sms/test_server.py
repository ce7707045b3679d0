"""SMS on a real server: answered over HTTP, and what is left on its disk."""

import pytest

from bot.channels.sms.line import ADDRESS as ADDRESS_VARIABLE
from bot.channels.sms.line import TOKEN as TOKEN_VARIABLE
from tests.phone.test_server import posting
from tests.served import Server
from tests.sms.sender import ADDRESS, TOKEN, Sender

pytestmark = pytest.mark.slow
SECRET_WORD = "zygomatique"


@pytest.fixture(scope="module")
def server(model, tmp_path_factory):
    variables = [(TOKEN_VARIABLE, TOKEN), (ADDRESS_VARIABLE, ADDRESS)]
    server = Server(tmp_path_factory.mktemp("sms"), variables)
    yield server
    server.stop()


async def test_a_message_outlives_the_server_and_counts_once(server):
    person = Sender(posting(server))
    await person.writes("bonjour")
    await person.writes("je suis référencé sans mon accord")
    first = await person.sends({"Body": "doctolib"})
    server.kill()
    server.start()
    assert await person.resends() == first
    assert "Avez-vous déjà écrit" in await person.writes("non")


async def test_no_number_nor_word_is_left_behind(server):
    person = Sender(posting(server))
    await person.writes("bonjour", MessageSid="SM" + "e" * 32)
    await person.writes(f"mon secret est {SECRET_WORD}")
    log = server.log.read_bytes()
    kept = b"".join(path.read_bytes() for path in server.state.rglob("*") if path.is_file())
    assert b"sms-" in kept
    for canary in (person.number.encode(), person.number[1:].encode(), b"e" * 32):
        assert canary not in log
        assert canary not in kept
    assert SECRET_WORD.encode() not in log


async def test_what_is_not_signed_is_refused_and_privacy_is_told(server):
    assert server.post("/sms", data="MessageSid=SM1&From=1&Body=bonjour").status_code == 403
    assert "Si vous nous écrivez par SMS" in server.get("/confidentialite").text
