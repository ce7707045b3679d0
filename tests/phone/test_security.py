"""Who is heard: only the provider, only now, and each call by itself."""

import asyncio

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.phone import line
from tests.phone.caller import ADDRESS, SITE
from tests.phone.test_calls import CONTRACT, OPENED, SENT, at_contract, at_date

HTTP = ADDRESS.replace("https", "http")


async def refused(caller, address, **fields):
    return (await caller.sends(address, fields))[0] == 403


# Signatures


async def test_a_forged_signature_is_refused(exchange, caller):
    await at_contract(caller)
    forger = exchange.caller(token="guessed", call=caller.call)
    assert await refused(forger, caller.heard.action, Digits="1")
    assert await refused(forger, ADDRESS)


async def test_an_unsigned_request_is_refused(exchange, caller):
    await caller.dials()
    body = caller.last[1]
    for headers in ({}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "é"}):
        headers = {name: value.encode() for name, value in headers.items()}
        assert (await exchange.post("/phone", body, headers))[0] == 403


async def test_an_altered_request_is_refused(exchange, caller):
    await at_contract(caller)
    await caller.types("1")
    address, body, headers = caller.last
    altered = body.replace("Digits=1", "Digits=2")
    assert altered != body
    path = address.removeprefix(SITE)
    assert (await exchange.post(path, altered, headers))[0] == 403
    assert (await exchange.post(f"{path}?x=1", body, headers))[0] == 403
    assert (await exchange.post(path, b"\xff\xfe", headers))[0] == 403


async def test_a_signature_on_http_is_refused(exchange, caller):
    await caller.dials()
    action = caller.heard.action
    await caller.sends(action.replace("https", "http"), {"Digits": "1"})
    _, body, headers = caller.last
    assert (await exchange.post(action.removeprefix(SITE), body, headers))[0] == 403


async def test_a_turn_of_another_number_is_refused(exchange, caller):
    await at_contract(caller)
    _, number, issued = caller.heard.action.rsplit("/", 2)
    for other in (f"{int(number) + 1}/{issued}", f"{number}/{int(issued) + 9}", f"1/{issued}"):
        assert await refused(caller, f"{ADDRESS}/{other}", Digits="1")


async def test_a_request_without_call_is_refused(caller):
    assert (await caller.sends(ADDRESS, {"CallSid": ""}))[0] == 400


# Replays and retries


async def test_the_same_request_sent_again_is_taken_once(exchange, caller):
    await at_contract(caller)
    await caller.types("1")
    answer = await caller.resends()
    assert answer == await caller.resends()
    await caller.chooses("Oui")
    assert SENT in caller.heard.text


async def test_both_tries_at_once_get_one_answer(exchange, caller):
    await at_contract(caller)
    tries = [caller.sends(caller.heard.action, {"Digits": "1"}) for _ in range(3)]
    answers = await asyncio.gather(*tries)
    assert len(set(answers)) == 1
    assert answers[0][0] == 200


async def test_a_replay_is_refused_later(exchange, caller, monkeypatch):
    await at_contract(caller)
    await caller.types("1")
    monkeypatch.setattr(line, "RETRY", 0)
    assert (await caller.resends())[0] == 403


async def test_a_replay_of_an_earlier_turn_is_refused(caller):
    await caller.dials()
    first = caller.last
    await caller.chooses(OPENED)
    second = caller.last
    await caller.chooses("Doctolib")
    for earlier in (first, second):
        caller.last = earlier
        assert (await caller.resends())[0] == 403


async def test_nothing_is_heard_of_a_call_that_is_over(exchange, caller):
    await at_contract(caller)
    action = caller.heard.action
    status, text = await caller.hangs_up()
    assert (status, "Say" in text) == (200, False)
    assert await refused(caller, action, Digits="1")
    assert await refused(caller, ADDRESS)


async def test_after_goodbye_the_call_is_over(exchange, caller):
    await at_contract(caller)
    action = caller.heard.action
    await caller.says("au revoir")
    assert caller.heard.over
    _, number, issued = action.rsplit("/", 2)
    assert await refused(caller, f"{ADDRESS}/{int(number) + 1}/{issued}", Digits="1")


# The server was started again


async def test_a_call_goes_on_when_the_server_was_started_again(exchange, caller):
    await at_date(caller)
    await exchange.restart()
    heard = await caller.types("02102026#")
    assert SENT in heard.text
    await caller.types("02102026#")
    await caller.types("1")
    assert (await exchange.stands(caller)).facts["written_on"] == "2026-10-02"


async def test_what_waited_to_be_confirmed_is_not_taken_for_a_choice(exchange, caller):
    await at_contract(caller)
    await caller.says("oui", 0.3)
    await exchange.restart()
    heard = await caller.types("1")
    assert CONTRACT in heard.text
    assert "contract_signed" not in (await exchange.stands(caller)).facts


async def test_a_store_that_is_down_is_said(exchange, caller, monkeypatch):
    await at_contract(caller)
    await exchange.restart()
    store = exchange.assistant.tracker_store

    def down(*_):
        raise SQLAlchemyError

    monkeypatch.setattr(store, "retrieve", down)
    monkeypatch.setattr(store, "ping", down)
    heard = await caller.types("1")
    assert heard.over
    assert "problème technique" in heard.text


async def test_a_replay_is_refused_after_a_restart_too(exchange, caller, monkeypatch):
    await caller.dials()
    begun = caller.last
    await caller.chooses(OPENED)
    opened = caller.last
    await caller.chooses("Doctolib")
    await caller.types("1")
    last = caller.last
    await exchange.restart()
    for earlier in (begun, opened):
        caller.last = earlier
        assert (await caller.resends())[0] == 403
    monkeypatch.setattr(line, "FRESH", -1)
    caller.last = last
    assert (await caller.resends())[0] == 403


# Several calls


async def test_two_calls_at_once_never_mix(exchange):
    calls = [exchange.caller() for _ in range(6)]
    sites = ("Doctolib", "Maiia", "KelDoc", "Clickdoc", "Medicalib", "allodocteur.fr")

    async def call(caller, site):
        await caller.dials()
        await caller.chooses(OPENED)
        await caller.chooses(site)

    await asyncio.gather(*map(call, calls, sites))
    for caller, site in zip(calls, sites, strict=True):
        assert (await exchange.stands(caller)).facts["platform"].startswith(site)


async def test_a_second_call_of_the_same_number_starts_clean(exchange):
    first = await at_contract(exchange.caller())
    await first.hangs_up()
    second = exchange.caller()
    heard = await second.dials()
    assert "assistant automatisé" in heard.prompts[0]
    assert "Doctolib" not in heard.text
    assert (await exchange.stands(second)).facts == {}


@pytest.mark.parametrize("path", ["/phone", "/phone/1/1"])
async def test_only_a_post_is_answered(exchange, path):
    assert (await exchange.client.get(path)).status_code == 405
