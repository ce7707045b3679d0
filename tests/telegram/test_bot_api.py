"""The double of Telegram's Bot API does what it says, seen with a client that is not a bot's."""

import contextlib
import http.server
import json
import threading
import time

import pytest
import requests

from tests.telegram import bot_api
from tests.telegram.bot_api import BotApi, Missing
from tests.telegram.people import wait
from tests.telegram.rules import Document

SECRET = "A_secret-1"
DATA = "x=yes"
CONTENT = bytes(range(256)) * 4
LETTER = "Lettre à l’hôtel d’été.docx"


@pytest.fixture(scope="module")
def opened():
    with BotApi() as api:
        yield api


@pytest.fixture
def api(opened):
    yield opened
    opened.mend()
    ask(opened, "deleteWebhook", drop_pending_updates=True)


@pytest.fixture
def person(api):
    """Somebody who has written, so that the bot may answer."""
    somebody = api.person()
    somebody.says("/start")
    ask(api, "getUpdates", offset=api.updates.pending[-1]["update_id"] + 1)
    return somebody


class Hook:
    """A webhook: what it was told, and what it answers next, then 200; None hangs up."""

    def __init__(self):
        told, self.answers = [], []
        self.told, answers = told, self.answers

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                told.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
                if status := answers.pop(0) if answers else 200:
                    self.send_response(status)
                    self.end_headers()

            def log_message(self, *parts):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()

    @property
    def numbers(self):
        return [update["update_id"] for _, update in self.told]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hook():
    with contextlib.closing(Hook()) as opened:
        yield opened


def ask(api, method, token=None, files=None, **fields):
    """What the API answers: its result, or the code and the description of a refusal."""
    told = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in fields.items()
    }
    url = f"{api.address}/bot{token or api.token}/{method}"
    answer = requests.post(url, data=told, files=files, timeout=10)
    content = answer.json()
    if content["ok"]:
        return content["result"]
    assert content["error_code"] == answer.status_code
    return content["error_code"], content["description"]


def keyboard(*buttons):
    return {"inline_keyboard": [[button] for button in buttons]}


def button(**action):
    return {"text": "Oui", **action}


def numbers(updates):
    return [update["update_id"] for update in updates]


def test_the_bot_is_a_bot(api):
    assert ask(api, "getMe")["is_bot"] is True


@pytest.mark.parametrize(("token", "code"), [("666:another", 401), ("no token", 404)])
def test_another_token_is_refused(api, token, code):
    assert ask(api, "getMe", token=token)[0] == code


def test_an_unknown_method_or_field_is_refused(api, person):
    assert ask(api, "sendFlowers")[0] == 404
    code, description = ask(api, "sendMessage", chat_id=person.id, text="a", reply_markups="{}")
    assert code == 400
    assert "reply_markups" in description


def test_a_message_arrives_as_telegram_tells_it(api, person):
    told = ask(api, "sendMessage", chat_id=person.id, text="é🙂", disable_notification=True)
    assert (told["text"], told["chat"]) == ("é🙂", person.chat)
    assert told["from"]["is_bot"] is True
    assert abs(told["date"] - time.time()) < 5
    assert person.texts == ["é🙂"]


def test_fields_are_read_from_json_and_from_the_address_too(api, person):
    url = f"{api.address}/bot{api.token}/sendMessage"
    fields = {
        "chat_id": person.id,
        "text": "a",
        "reply_markup": keyboard(button(url="http://a.fr")),
    }
    assert requests.post(url, json=fields, timeout=10).json()["ok"]
    assert requests.get(url, params={"chat_id": person.id, "text": "b"}, timeout=10).json()["ok"]
    assert person.texts == ["a", "b"]
    assert requests.post(url, json=[1], timeout=10).status_code == 400


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "🙂" * 2049}, "message is too long"),
        ({"text": "a", "chat_id": 5}, "chat not found"),
        ({"text": "a", "chat_id": "@someone"}, "can't parse field"),
        ({"text": "a", "entities": [{"type": "pre", "offset": 0, "length": 2}]}, "entities"),
        ({"text": "a", "entities": [{"type": "odd", "offset": 0, "length": 1}]}, "entities"),
        ({"text": "a", "entities": [{"type": "pre"}]}, "can't parse field"),
        ({"text": "a", "parse_mode": "Word"}, "unsupported parse_mode"),
        ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<b>a</i>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<p>a</p>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "*a", "parse_mode": "MarkdownV2"}, "can't parse entities"),
        ({"text": "a.", "parse_mode": "MarkdownV2"}, "can't parse entities"),
        ({"text": "a", "reply_markup": "Oui"}, "can't parse field"),
        ({"text": "a", "reply_markup": ["Oui"]}, "object expected as reply markup"),
        ({"text": "a", "reply_markup": {"keyboards": []}}, "object expected as reply markup"),
        ({"text": "a", "reply_markup": keyboard({"text": "Oui"})}, "Text buttons are unallowed"),
        ({"text": "a", "reply_markup": keyboard({"callback_data": "a"})}, 'find field "text"'),
        ({"text": "a", "reply_markup": keyboard(button(callback_data=""))}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a", "reply_markup": keyboard(button(callback_data="é" * 33))},
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "a", "reply_markup": keyboard(button(url="mailto:a@b.fr"))}, "URL"),
        ({"text": "a", "reply_markup": keyboard(*[button(url="http://a.fr")] * 101)}, "too long"),
    ],
)
def test_a_message_out_of_bounds_is_refused(api, person, fields, description):
    code, told = ask(api, "sendMessage", **{"chat_id": person.id, **fields})
    assert code == 400
    assert told.startswith("Bad Request: ")
    assert description in told
    assert person.texts == []


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"text": "🙂" * 2048}, "🙂" * 2048),
        ({"text": "<b>a &lt; &#38; b</b>", "parse_mode": "HTML"}, "a < & b"),
        ({"text": r"*a\.* [b](http://c.fr)", "parse_mode": "MarkdownV2"}, "a. b"),
        ({"text": "é🙂", "entities": [{"type": "pre", "offset": 0, "length": 3}]}, "é🙂"),
        ({"text": "a", "reply_markup": keyboard(button(callback_data="é" * 32))}, "a"),
        ({"text": "a", "reply_markup": {"remove_keyboard": True}}, "a"),
        ({"text": "a", "link_preview_options": {"is_disabled": True}}, "a"),
    ],
)
def test_a_message_just_within_bounds_is_taken(api, person, fields, seen):
    assert ask(api, "sendMessage", chat_id=person.id, **fields)["text"] == seen
    assert person.texts == [seen]


def test_a_document_arrives_whole_under_its_name(api, person):
    files = {"document": (LETTER, CONTENT, "application/msword")}
    told = ask(api, "sendDocument", files=files, chat_id=person.id, caption="Légende")
    assert told["document"]["file_name"] == LETTER
    assert told["document"]["file_size"] == len(CONTENT)
    assert person.documents == [Document(LETTER, CONTENT, "application/msword")]
    assert person.texts == ["Légende"]


def test_a_document_may_be_attached_under_another_name(api, person):
    files = {"part": (LETTER, CONTENT)}
    ask(api, "sendDocument", files=files, chat_id=person.id, document="attach://part")
    assert person.documents[0].content == CONTENT


@pytest.mark.parametrize(
    ("document", "caption", "description"),
    [
        (b"", "", "file must be non-empty"),
        (CONTENT, "a" * 1025, "message caption is too long"),
        (None, "", "wrong remote file identifier"),
    ],
)
def test_a_document_out_of_bounds_is_refused(api, person, document, caption, description):
    files = {"document": (LETTER, document)} if document is not None else None
    fields = {} if files else {"document": "https://exemple.fr/lettre.docx"}
    code, told = ask(api, "sendDocument", files=files, chat_id=person.id, caption=caption, **fields)
    assert code == 400
    assert description in told
    assert person.documents == []


def test_updates_wait_until_they_are_acknowledged(api, person):
    said = [person.says(text)["update_id"] for text in "abc"]
    assert numbers(ask(api, "getUpdates")) == said
    assert numbers(ask(api, "getUpdates", limit=2)) == said[:2]
    assert numbers(ask(api, "getUpdates", offset=said[1])) == said[1:]
    assert numbers(ask(api, "getUpdates", offset=-1)) == said[2:]
    assert numbers(ask(api, "getUpdates")) == said[2:]
    assert ask(api, "getUpdates", offset=said[2] + 1) == []
    assert ask(api, "getUpdates", limit=101)[0] == 400


def test_the_line_is_held_until_something_happens(api, person):
    threading.Timer(0.1, person.says, ["a"]).start()
    started = time.monotonic()
    (update,) = ask(api, "getUpdates", timeout=5)
    assert update["message"]["text"] == "a"
    assert 0.05 < time.monotonic() - started < 2


def test_who_fetches_beside_another_ends_the_other(api, person):
    answers = []
    first = threading.Thread(target=lambda: answers.append(ask(api, "getUpdates", timeout=5)))
    first.start()
    wait(lambda: ask(api, "getUpdates") == [] and answers)
    first.join()
    assert answers[0][0] == 409
    assert "terminated by other getUpdates" in answers[0][1]


def test_only_the_kinds_that_are_wanted_arrive(api, person):
    ask(api, "getUpdates", allowed_updates=["edited_message"])
    person.edits(person.says("a"), "b")
    (update,) = ask(api, "getUpdates", allowed_updates=[])
    assert update["edited_message"]["text"] == "b"
    assert ask(api, "getUpdates", allowed_updates=["edited"])[0] == 400


def test_people_send_what_people_send(api, person):
    kinds = ["photo", "voice", "sticker", "document", "contact", "location"]
    for kind in kinds:
        person.sends(kind)
    person.in_group("a")
    api.happens("channel_post", {"message_id": 1, "date": 1, "chat": {"id": -5}, "text": "a"})
    *sent, group, channel = ask(api, "getUpdates")
    assert all(kind in told["message"] for kind, told in zip(kinds, sent, strict=True))
    assert group["message"]["chat"]["type"] == "group"
    assert channel["channel_post"]["text"] == "a"


def test_a_command_is_marked_as_one(api, person):
    message = person.says("/aide moi")["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]


def test_a_press_is_answered_once(api, person):
    ask(
        api,
        "sendMessage",
        chat_id=person.id,
        text="a",
        reply_markup=keyboard(button(callback_data=DATA), button(url="https://a.fr")),
    )
    query = person.presses("Oui")["callback_query"]
    assert query["data"] == DATA
    assert query["message"]["message_id"] == person.received[-1].message["message_id"]
    assert ask(api, "answerCallbackQuery", callback_query_id=query["id"], text="a" * 201)[0] == 400
    assert ask(api, "answerCallbackQuery", callback_query_id=query["id"], text="a" * 200) is True
    assert ask(api, "answerCallbackQuery", callback_query_id=query["id"])[0] == 400


def test_a_button_that_is_gone_cannot_be_pressed(api, person):
    markup = keyboard(button(callback_data=DATA))
    sent = ask(api, "sendMessage", chat_id=person.id, text="a", reply_markup=markup)
    where = {"chat_id": person.id, "message_id": sent["message_id"]}
    assert "not modified" in ask(api, "editMessageReplyMarkup", **where, reply_markup=markup)[1]
    assert "reply_markup" not in ask(api, "editMessageReplyMarkup", **where)
    with pytest.raises(LookupError):
        person.presses("Oui")
    assert person.presses("Oui", stale=True)["callback_query"]["data"] == DATA
    assert ask(api, "editMessageReplyMarkup", chat_id=person.id, message_id=0)[0] == 400


def test_a_text_is_replaced(api, person):
    sent = ask(api, "sendMessage", chat_id=person.id, text="a")
    where = {"chat_id": person.id, "message_id": sent["message_id"]}
    assert ask(api, "editMessageText", **where, text="b")["text"] == "b"
    assert ask(api, "editMessageText", **where, text="b")[0] == 400
    assert ask(api, "editMessageText", **where, text="a" * 4097)[0] == 400
    assert person.texts == ["b"]


@pytest.mark.parametrize(
    "commands",
    [
        [{"command": "Aide", "description": "a"}],
        [{"command": "a" * 33, "description": "a"}],
        [{"command": "aide", "description": ""}],
        [{"command": "aide", "description": "a" * 257}],
        [{"command": "aide", "description": "a"}] * 101,
        [{"command": "aide"}],
    ],
)
def test_commands_out_of_bounds_are_refused(api, commands):
    assert ask(api, "setMyCommands", commands=commands)[0] == 400


def test_what_the_bot_tells_about_itself_is_kept(api):
    commands = [{"command": "aide", "description": "a" * 256}]
    assert ask(api, "setMyCommands", commands=commands) is True
    assert ask(api, "getMyCommands") == commands
    assert ask(api, "getMyCommands", language_code="fr") == []
    assert ask(api, "setMyDescription", description="a") is True
    assert ask(api, "setMyShortDescription", short_description="a" * 121)[0] == 400
    assert api.methods.profile == {"description": "a"}


def test_only_known_actions_are_shown(api, person):
    assert ask(api, "sendChatAction", chat_id=person.id, action="typing") is True
    assert ask(api, "sendChatAction", chat_id=person.id, action="dancing")[0] == 400


def test_nobody_is_written_to_who_blocked_the_bot(api, person):
    person.blocks()
    refused = 403, "Forbidden: bot was blocked by the user"
    assert ask(api, "sendMessage", chat_id=person.id, text="a") == refused
    person.unblocks()
    assert ask(api, "sendMessage", chat_id=person.id, text="a")["text"] == "a"
    blocked, unblocked = ask(api, "getUpdates")
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"


def test_a_group_is_left(api, person):
    group = person.group["id"]
    person.adds_to_group()
    person.in_group("a")
    ask(api, "sendMessage", chat_id=group, text="b")
    assert [sent.text for sent in person.read_in_group()] == ["b"]
    assert ask(api, "leaveChat", chat_id=group) is True
    assert ask(api, "sendMessage", chat_id=group, text="c")[0] == 403
    assert ask(api, "leaveChat", chat_id=person.id)[0] == 400


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"url": "http://exemple.fr/a"}, "HTTPS"),
        ({"url": "https://exemple.fr:8080/a"}, "ports"),
        ({"url": "https://exemple.fr/a", "secret_token": "a b"}, "unallowed characters"),
        ({"url": "https://exemple.fr/a", "secret_token": "a" * 257}, "unallowed characters"),
        ({"url": "https://exemple.fr/a", "max_connections": 101}, "max_connections"),
        ({"url": "https://exemple.fr/a", "allowed_updates": ["a"]}, "allowed_updates"),
        ({}, "url"),
    ],
)
def test_a_webhook_out_of_bounds_is_refused(api, fields, description):
    code, told = ask(api, "setWebhook", **fields)
    assert code == 400
    assert description in told
    assert ask(api, "getWebhookInfo")["url"] == ""


def test_the_webhook_is_called_in_order_until_it_answers_well(api, person, hook):
    hook.answers += [500, None, 302]
    api.updates.sites["https://exemple.fr"] = hook.address
    ask(api, "setWebhook", url="https://exemple.fr/a", secret_token=SECRET, max_connections=1)
    first, second = person.says("a")["update_id"], person.says("b")["update_id"]
    wait(lambda: second in hook.numbers)
    assert hook.numbers == [first, first, first, first, second]
    assert {secret for secret, _ in hook.told} == {SECRET}
    wait(lambda: not api.updates.pending)
    assert [told.status for told in api.updates.deliveries[-5:]] == [500, 0, 302, 200, 200]
    assert "302" in ask(api, "getWebhookInfo")["last_error_message"]


def test_one_chat_does_not_wait_for_another(api, person, hook):
    hook.answers += [500]
    other = api.person()
    ask(api, "setWebhook", url=hook.address)
    mine, other = person.says("a")["update_id"], other.says("b")["update_id"]
    wait(lambda: hook.numbers.count(mine) == 2)
    assert hook.numbers == [mine, other, mine]


def test_updates_come_one_way_only(api, person, hook):
    person.says("a")
    ask(api, "setWebhook", url=hook.address, drop_pending_updates=True)
    assert ask(api, "getUpdates")[0] == 409
    said = person.says("b")["update_id"]
    wait(lambda: hook.told)
    assert hook.told[0][0] is None
    assert ask(api, "deleteWebhook") is True
    later = person.says("c")["update_id"]
    assert numbers(ask(api, "getUpdates")) == [later]
    assert hook.numbers == [said]


def test_an_update_is_posted_by_hand(api, person, hook):
    ask(api, "setWebhook", url=hook.address, secret_token=SECRET)
    update = person.says("a")
    wait(lambda: hook.told)
    hook.answers += [403]
    assert api.post(update, "another") == 403
    assert api.post(update, api.updates.webhook.secret) == 200
    assert [secret for secret, _ in hook.told] == [SECRET, "another", SECRET]


def test_an_update_is_told_again(api, person):
    update = person.says("a")
    api.repeat(update)
    assert ask(api, "getUpdates") == [update, update]


def test_calls_go_wrong_as_planted(api, person):
    api.plant("sendMessage", retry_after=3, times=2)
    api.plant("sendMessage", code=500)
    codes = [ask(api, "sendMessage", chat_id=person.id, text="a")[0] for _ in range(3)]
    assert codes == [429, 429, 500]
    assert person.texts == []
    assert ask(api, "sendMessage", chat_id=person.id, text="a")["text"] == "a"


def test_a_refusal_for_too_many_calls_says_how_long_to_wait(api):
    api.plant("*", retry_after=3)
    answer = requests.get(f"{api.address}/bot{api.token}/getMe", timeout=10).json()
    assert answer["description"] == "Too Many Requests: retry after 3"
    assert answer["parameters"] == {"retry_after": 3}


@pytest.mark.parametrize(("cut", "texts"), [("before", []), ("after", ["a"])])
def test_the_connection_drops(api, person, cut, texts):
    api.plant("sendMessage", cut=cut)
    with pytest.raises(requests.ConnectionError):
        ask(api, "sendMessage", chat_id=person.id, text="a")
    assert person.texts == texts
    assert api.calls("sendMessage")[-1].outcome == 0


def test_an_answer_comes_late(api, person):
    api.plant("sendMessage", seconds=0.2)
    started = time.monotonic()
    ask(api, "sendMessage", chat_id=person.id, text="a")
    assert time.monotonic() - started >= 0.2


def test_every_call_is_on_record(api, person):
    before = len(api.calls())
    ask(api, "sendMessage", chat_id=person.id, text="a")
    ask(api, "sendMessage", chat_id=person.id, text="")
    first, second = api.calls()[before:]
    assert (first.method, first.fields, first.outcome) == (
        "sendMessage",
        {"chat_id": person.id, "text": "a"},
        200,
    )
    assert (second.outcome, second.description) == (400, "Bad Request: message text is empty")
    assert first.at <= second.at


def test_a_person_waits_for_an_answer(api, person):
    ask(api, "sendMessage", chat_id=person.id, text="before")
    person.says("a")
    with pytest.raises(AssertionError, match="before"):
        person.wait_for("before", seconds=0)
    fields = {"chat_id": person.id, "text": "after"}
    threading.Timer(0.05, ask, (api, "sendMessage"), fields).start()
    assert person.wait_for("aft").text == "after"
    assert person.wait_for(lambda sent: not sent.buttons).text == "after"


def test_what_is_not_installed_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(bot_api, "HERE", tmp_path)
    with pytest.raises(Missing, match="make test"), BotApi():
        pass
