"""What an update of Telegram's says, whatever its kind."""

from dataclasses import dataclass
from typing import Final

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.parcels import USED
from bot.channels.visitors import typed
from bot.core import case_codes
from bot.engine.turns import GREETING

COMMANDS: Final = {
    "start": GREETING,
    "aide": "control=help",
    "ou": "control=where_am_i",
    "retour": "control=back",
    "recommencer": "control=restart",
    "effacer": "control=erase",
    "conseiller": "control=human",
}
KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True)
class Heard:
    """What somebody did.

    Attributes:
        text: what the dialogue hears; empty when nothing of it can be read.
        message: the message whose words say it.
        edited: whether it replaces what the same message said before.
        query: the press to acknowledge.
        pressed: the message whose button was pressed, and the title of that button.
        private: whether nobody else reads along.
        gone: whether the assistant was shut out.
        idle: whether there is nothing to answer.
    """

    text: str = ""
    message: int | None = None
    edited: bool = False
    query: str = ""
    pressed: tuple[int, str] | None = None
    private: bool = True
    gone: bool = False
    idle: bool = False


def hear(update: Update) -> Heard:
    """What `update` says."""
    if update.my_chat_member:
        status = update.my_chat_member.new_chat_member.status
        gone = status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
        return Heard(gone=gone, idle=True, private=_is_private(update))
    if update.callback_query:
        return _pressed(update.callback_query, _is_private(update))
    if update.message or update.edited_message:
        return _said(update)
    return Heard(idle=True)


def _said(update: Update) -> Heard:
    message = update.message or update.edited_message
    assert message is not None
    text = message.text or ""
    command = _command(text)
    return Heard(
        text=command or (typed(text) if text else ""),
        message=None if command else message.message_id,
        edited=update.edited_message is not None,
        private=_is_private(update),
        idle=_is_service(message),
    )


def _command(text: str) -> str | None:
    if not text.startswith("/"):
        return None
    name, _, rest = text[1:].partition(" ")
    command = COMMANDS.get(name.partition("@")[0].lower())
    return rest if command == GREETING and case_codes.read(rest) else command


def _is_service(message: Message) -> bool:
    """Whether it only reports what happened to the chat, such as a pinned message."""
    return bool(message.pinned_message or message.message_auto_delete_timer_changed)


def _pressed(query: CallbackQuery, private: bool) -> Heard:
    data = query.data or ""
    where = query.message.message_id if query.message else None
    pressed = (where, _title(query, data)) if where else None
    idle = data in ("", USED)
    return Heard(data, query=query.id, pressed=pressed, private=private, idle=idle)


def _title(query: CallbackQuery, data: str) -> str:
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = markup.inline_keyboard if markup else ()
    return next((key.text for row in rows for key in row if key.callback_data == data), "")


def _is_private(update: Update) -> bool:
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
