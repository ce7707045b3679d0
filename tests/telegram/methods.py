"""The methods of the Bot API, and the chats they act on."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from tests.telegram import rules
from tests.telegram.refusals import Json, Refused
from tests.telegram.rules import Document
from tests.telegram.updates import Updates, Webhook

TOKEN: Final = "666:a-token-that-only-these-tests-know"
BOT: Final = {"id": 666, "is_bot": True, "first_name": "Bot"}  # as telegram-test-api has it
SAME: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@dataclass(frozen=True)
class Button:
    """A button under a message: what it sends back, or the address it opens."""

    title: str
    data: str = ""
    url: str = ""


class Sent:
    """A message of the bot's.

    Attributes:
        message: as Telegram tells it; it changes when the bot edits it.
        document: the file that came with it.
        keyboards: those it had, the present one last; an empty one when it was taken away.
    """

    def __init__(self, message: Json, document: Document | None = None) -> None:
        self.message, self.document = message, document
        self.keyboards: list[list[Button]] = []
        self.edited({})

    def edited(self, changes: Json) -> None:
        """Makes the message what an edit wants; what is empty is left out."""
        kept = {name: value for name, value in (self.message | changes).items() if value != {}}
        self.message.clear()
        self.message.update(kept)
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        self.keyboards.append([_button(told) for row in rows for told in row])

    @property
    def text(self) -> str:
        """The text, or the caption."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def buttons(self) -> list[Button]:
        """The buttons it has now."""
        return self.keyboards[-1]


class Methods:
    """What a call does once its fields were read; each method has the name Telegram gives it.

    Attributes:
        sent: what the bot sent, in order.
        chats: those in which somebody spoke, by number.
        shut: why the bot may not write to a chat any more, by number.
        profile: what the bot told about itself.
    """

    def __init__(self, updates: Updates, client: aiohttp.ClientSession, independent: str) -> None:
        self.sent: list[Sent] = []
        self.chats: dict[int, Json] = {}
        self.shut: dict[int, str] = {}
        self.profile: Json = {}
        self._updates, self._client, self._independent = updates, client, independent
        self._commands: dict[str, list[Json]] = {}
        self._queries: set[str] = set()
        self._heard: set[tuple[int, int]] = set()  # the messages that are not the bot's
        self._speaking = asyncio.Lock()

    async def say(self, content: Json) -> Json:
        """Somebody sends a message; returns the update."""
        told = await self._happen("/sendMessage", content)
        self.chats[content["chat"]["id"]] = content["chat"]
        self._heard.add(_number(told["message"]))
        return await self._updates.add("message", told["message"])

    async def press(self, sender: Json, message: Json, data: str) -> Json:
        """Somebody presses a button of `message`; returns the update."""
        content = {"from": sender, "message": message, "data": data}
        query = (await self._happen("/sendCallback", content))["callback_query"]
        self._queries.add(query["id"])
        return await self._updates.add(
            "callback_query", query | {"chat_instance": str(sender["id"])}
        )

    async def getMe(self) -> Json:
        return await self._ask("getMe") | {"is_bot": True}

    async def getUpdates(
        self,
        offset: int = 0,
        limit: int = 100,
        timeout: int = 0,
        allowed_updates: list[str] | None = None,
    ) -> list[Json]:
        self._allow(allowed_updates)
        return await self._updates.fetch(offset, limit, timeout)

    async def setWebhook(
        self,
        url: str,
        secret_token: str = "",
        max_connections: int = 40,
        allowed_updates: list[str] | None = None,
        drop_pending_updates: bool = False,
    ) -> bool:
        self._allow(allowed_updates)
        if drop_pending_updates:
            self._updates.pending.clear()
        self._updates.call(Webhook(url, secret_token, max_connections))
        return True

    async def deleteWebhook(self, drop_pending_updates: bool = False) -> bool:
        return await self.setWebhook("", drop_pending_updates=drop_pending_updates)

    async def getWebhookInfo(self) -> Json:
        return self._updates.info()

    async def sendMessage(self, **fields: object) -> Json:
        text = rules.visible(fields, "text", rules.LONGEST_TEXT)
        return await self._send(fields, {"text": text})

    async def sendDocument(self, document: Document, **fields: object) -> Json:
        caption = rules.visible(fields, "caption", rules.LONGEST_CAPTION)
        number = f"document-{len(self.sent)}"
        told = {
            "file_id": number,
            "file_unique_id": number,
            "file_name": document.name,
            "mime_type": document.kind,
            "file_size": len(document.content),
        }
        return await self._send(fields, {"document": told, "caption": caption}, document)

    async def sendChatAction(self, chat_id: int, action: str) -> bool:
        self._chat(chat_id)
        return True

    async def editMessageText(self, **fields: object) -> Json:
        return self._edit(fields, text=rules.visible(fields, "text", rules.LONGEST_TEXT))

    async def editMessageReplyMarkup(self, **fields: object) -> Json:
        return self._edit(fields)

    async def answerCallbackQuery(self, callback_query_id: str, **fields: object) -> bool:
        if callback_query_id not in self._queries:
            raise Refused("query is too old and response timeout expired or query ID is invalid")
        self._queries.remove(callback_query_id)
        return True

    async def leaveChat(self, chat_id: int) -> bool:
        if self._chat(chat_id)["type"] == "private":
            raise Refused("chat member status can't be changed in private chats")
        self.shut[chat_id] = "bot is not a member of the group chat"
        return True

    async def setMyCommands(self, commands: list[Json], **menu: object) -> bool:
        self._commands[json.dumps(menu, sort_keys=True)] = commands
        return True

    async def getMyCommands(self, **menu: object) -> list[Json]:
        return self._commands.get(json.dumps(menu, sort_keys=True), [])

    async def setMyDescription(self, **fields: object) -> bool:
        self.profile.update(fields)
        return True

    async def setMyShortDescription(self, **fields: object) -> bool:
        self.profile.update(fields)
        return True

    def _allow(self, kinds: list[str] | None) -> None:
        if kinds is not None:
            self._updates.allowed = kinds or rules.USUAL

    def _chat(self, number: int) -> Json:
        """The chat of that number, in which the bot may write."""
        if number not in self.chats:
            raise Refused("chat not found")
        if number in self.shut:
            raise Refused(self.shut[number], 403)
        return self.chats[number]

    async def _send(self, fields: Json, content: Json, document: Document | None = None) -> Json:
        chat = self._chat(fields["chat_id"])
        shown = {name: fields[name] for name in ("reply_markup", "entities") if fields.get(name)}
        told = await self._ask("sendMessage", {"chat_id": chat["id"], **content, **shown})
        del told["chat_id"]
        seconds = told["date"] // 1000
        sent = Sent({**told, "date": seconds, "chat": chat, "from": await self.getMe()}, document)
        self.sent.append(sent)
        return sent.message

    def _edit(self, fields: Json, **content: object) -> Json:
        number = self._chat(fields["chat_id"])["id"], fields["message_id"]
        found = (sent for sent in self.sent if _number(sent.message) == number)
        sent = next(found, None)
        if number in self._heard:
            raise Refused("message can't be edited")
        if sent is None:
            raise Refused("message to edit not found")
        content["reply_markup"] = fields.get("reply_markup", {})
        if all(sent.message.get(name, {}) == value for name, value in content.items()):
            raise Refused(SAME)
        sent.edited({**content, "edit_date": int(time.time())})
        return sent.message

    async def _happen(self, path: str, content: Json) -> Json:
        """Has the independent server number what somebody did; returns its update."""
        told = {"botToken": TOKEN, "date": int(time.time()), **content}
        async with self._speaking:
            await self._post(path, told)
            (update,) = await self._ask("getUpdates")
        update.get("message", {}).pop("botToken", None)
        return dict(update)

    async def _ask(self, method: str, fields: Json | None = None) -> Any:
        return (await self._post(f"/bot{TOKEN}/{method}", fields or {}))["result"]

    async def _post(self, path: str, content: Json) -> Json:
        async with self._client.post(self._independent + path, json=content) as answer:
            told: Json = await answer.json()
            return told


def _number(message: Json) -> tuple[int, int]:
    return message["chat"]["id"], message["message_id"]


def _button(told: Json) -> Button:
    return Button(told["text"], told.get("callback_data", ""), told.get("url", ""))
