"""The page without script: the same conversation in plain forms (`/assistant`)."""

import secrets
from typing import Any, Final

from rasa.core.channels.channel import CollectingOutputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.channels.door import STATUS, Door, Refused, door_of
from bot.channels.sessions import Session
from bot.channels.site import render
from bot.channels.visitors import ChoiceGone, Unreadable, shown, visitors_of, where
from bot.channels.widget import NOT_KEPT
from bot.channels.wording import error, words
from bot.core import council
from bot.engine.turns import Reply

ADDRESS: Final = "/assistant"
ID_BYTES: Final = 12
FIELDS: Final = ("text", "choice", "command", "change")
Form = dict[str, str]


def blueprint() -> Blueprint:
    """The page, and its forms."""
    routes = Blueprint("plain")
    routes.add_route(show, ADDRESS, methods=["GET"])
    routes.add_route(answer, ADDRESS, methods=["POST"])
    return routes


async def show(request: Request) -> HTTPResponse:
    """The page before the conversation begins."""
    return _page(door_of(request))


async def answer(request: Request) -> HTTPResponse:
    """The page after one more message; what went wrong is said above the same question."""
    form = {name: str(request.form.get(name) or "") for name in ("id", "token", "day", *FIELDS)}
    door, visitors = door_of(request), visitors_of(request)
    try:
        session = door.open(form["token"]) if form["token"] else door.begin(request)
    except Refused as problem:
        return _page(door, problem=problem.code)
    try:
        message = door.message(request, session, _told(form))
        reply = await visitors.answer(session, message, CollectingOutputChannel())
    except (Refused, ChoiceGone, Unreadable) as problem:
        _, messages, reply = await visitors.again(session)
        return _page(door, session, {}, messages, reply, problem.code)
    messages = [shown(session, said, message.id) for said in reply.messages]
    return _page(door, session, form, messages, reply)


def _page(
    door: Door,
    session: Session | None = None,
    form: Form | None = None,
    messages: list[dict[str, Any]] | None = None,
    reply: Reply | None = None,
    problem: str = "",
) -> HTTPResponse:
    content = render(
        "assistant.html",
        words=words()["window"],
        council=council.load(),
        token=session.token if session else "",
        id=_new_id(),
        longest=door.settings.longest_message,
        mine=(form or {}).get("text", ""),
        messages=messages or [],
        where=where(reply) if reply else None,
        problem=error(problem) if problem else "",
    )
    return html(content, status=STATUS.get(problem, 200), headers=NOT_KEPT)


def _told(form: Form) -> dict[str, Any]:
    """What a form says; one without a token begins the conversation."""
    if not form["token"]:
        return {"id": form["id"] or _new_id(), "start": True}
    told = {name: form[name] for name in FIELDS if form[name].strip()}
    if form["day"] and not told:
        told = {"text": form["day"]}
    return {"id": form["id"], **told}


def _new_id() -> str:
    return secrets.token_urlsafe(ID_BYTES)
