"""The phone on a real server: by HTTP, killed in mid-call, and what is left on its disk."""

import pytest

from bot.channels.phone.line import ADDRESS as ADDRESS_VARIABLE
from bot.channels.phone.line import TOKEN as TOKEN_VARIABLE
from tests.phone.caller import ADDRESS, NUMBER, TOKEN, Caller
from tests.phone.test_calls import SENT, at_date
from tests.served import Server

pytestmark = pytest.mark.slow
SECRET_WORD = "zygomatique"


@pytest.fixture(scope="module")
def server(model, tmp_path_factory):
    variables = [(TOKEN_VARIABLE, TOKEN), (ADDRESS_VARIABLE, ADDRESS)]
    server = Server(tmp_path_factory.mktemp("phone"), variables)
    yield server
    server.stop()


def posting(server):
    """How a provider sends a form to `server`."""

    async def post(path, body, headers):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = server.post(path, data=body, headers={**form, **headers})
        return answer.status_code, answer.text

    return post


def caller_of(server, **who):
    return Caller(posting(server), **who)


async def test_a_call_outlives_the_server(server):
    caller = await at_date(caller_of(server))
    server.kill()
    server.start()
    assert SENT in (await caller.types("02102026#")).text
    await caller.types("02102026#")
    await caller.types("1")
    assert "Comment l'avez-vous envoyée" in caller.heard.text
    assert max(caller.spent) < 5  # seconds; a provider waits fifteen


async def test_the_privacy_page_says_what_the_provider_hears(server):
    assert "Si vous nous appelez" in server.get("/confidentialite").text


async def test_only_the_provider_is_heard(server):
    forger = caller_of(server, token="guessed")
    assert (await forger.sends(ADDRESS, {}))[0] == 403
    assert server.post("/phone", data="CallSid=CA1").status_code == 403
    assert server.get("/phone").status_code == 405


async def test_no_number_nor_word_is_left_behind(server):
    caller = await at_date(caller_of(server))
    await caller.says(f"mon secret est {SECRET_WORD}", 0.2)
    await caller.hangs_up()
    log = server.log.read_bytes()
    kept = b"".join(path.read_bytes() for path in server.state.rglob("*") if path.is_file())
    assert b"phone-" in kept
    for canary in (NUMBER.encode(), NUMBER[1:].encode(), caller.call.encode()):
        assert canary not in log
        assert canary not in kept
    assert SECRET_WORD.encode() not in log


async def test_without_a_token_nothing_of_it_is_there(model, tmp_path):
    for number, variables in enumerate(([(TOKEN_VARIABLE, "")], [(TOKEN_VARIABLE, TOKEN)])):
        folder = tmp_path / str(number)
        folder.mkdir()
        server = Server(folder, [(ADDRESS_VARIABLE, ""), *variables])
        try:
            assert (await caller_of(server).sends(ADDRESS, {}))[0] == 404
            assert "Si vous nous appelez" not in server.get("/confidentialite").text
        finally:
            server.stop()
