"""The web: the window, the pages, the download of documents, and Rasa's own channels at home."""

import logging
import mimetypes
from ipaddress import ip_address
from typing import Any, Final

import rasa.shared.utils.io
from rasa.core.channels.channel import InputChannel
from rasa.core.run import _create_single_channel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw
from sanic.response import json as as_json

from bot.channels import site
from bot.channels.door import Refused
from bot.channels.phone import line as phone
from bot.channels.provider import Account
from bot.channels.sms import line as sms
from bot.channels.telegram import line as telegram
from bot.channels.widget import NOT_KEPT, refusal
from bot.channels.wording import error
from bot.core import council, texts
from bot.core.paths import ROOT
from bot.core.store import DocumentStore

logger = logging.getLogger(__name__)
CHANNELS: Final = "/webhooks/"
WIDGET: Final = "/widget/"
CODES: Final = {404: "nowhere", 405: "nowhere", 413: "too_long"}  # by HTTP status
FILES: Final = (
    "site.css",
    "icon.svg",
    "widget.js",
    "widget-window.js",
    "widget-talk.js",
    "widget.css",
)
PAGES: Final = {
    "/": "index.html",
    "/confidentialite": "privacy.html",
    "/accessibilite": "accessibility.html",
}
ANYWHERE: Final = {  # the window is part of other sites
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}
FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
mimetypes.add_type(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"
)


def credentialed_channels() -> list[InputChannel]:
    """The channels of `credentials.yml`, built as `rasa run` builds them."""
    credentials = rasa.shared.utils.io.read_config_file(str(ROOT / "credentials.yml"))
    return [_create_single_channel(name, settings) for name, settings in credentials.items()]


async def sorry(request: Request, problem: Exception) -> HTTPResponse:
    """What went wrong, in a sentence of the assistant's; Sanic's own would quote the address."""
    status = getattr(problem, "status_code", 500)
    code = CODES.get(status, "unreadable" if status < 500 else "failed")
    if code == "failed":
        logger.error("request not answered: %s", type(problem).__name__)
    headers = {**NOT_KEPT, **(getattr(problem, "headers", None) or {})}
    if request.path.startswith(WIDGET):
        return as_json({"error": error(code), "code": code}, status=status, headers=headers)
    return _plain(error(code), status, headers)


async def keep_channels_home(request: Request) -> HTTPResponse | None:
    """Rasa's own channels believe what the caller says it is: they answer this machine only."""
    if not request.path.startswith(CHANNELS):
        return None
    relayed = any(name in request.headers for name in FORWARDED)
    if relayed or not ip_address(request.ip).is_loopback:
        return refusal(request, Refused("local_only"))
    return None


def blueprint() -> Blueprint:
    """What is not a conversation: the pages of `PAGES`, the files of `FILES`, the documents."""
    pages = Blueprint("pages")
    for address, name in PAGES.items():
        pages.add_route(_page_handler(name), address, name=name.replace(".", "_"))
    for name in FILES:
        pages.add_route(_file_handler(name), f"/{name}", name=name.replace(".", "_"))
    pages.add_route(colours, "/council.css")
    pages.add_route(logo, "/logo")
    pages.add_route(download, "/documents/<token>")
    return pages


def _page_handler(name: str) -> Any:
    async def handler(request: Request) -> HTTPResponse:
        return html(
            site.render(
                name,
                council=council.load(),
                telegram=bool(telegram.token()),
                phone=Account.of(phone.TOKEN, phone.ADDRESS).is_open,
                sms=Account.of(sms.TOKEN, sms.ADDRESS).is_open,
            )
        )

    return handler


def _file_handler(name: str) -> Any:
    async def handler(request: Request) -> HTTPResponse:
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        content = (site.FOLDER / name).read_bytes()
        headers = {**ANYWHERE, "cache-control": "no-cache"}
        return raw(content, content_type=f"{kind}; charset=utf-8", headers=headers)

    return handler


async def colours(request: Request) -> HTTPResponse:
    """The council's colour and logo, over those of the page."""
    profile = council.load()
    style = f"@media not (prefers-color-scheme: dark) {{ :root {{ --mine: {profile.colour}; }} }}\n"
    if profile.logo:
        style += "header::before { content: url(logo); }\n"
    return raw(style.encode(), content_type="text/css; charset=utf-8")


async def logo(request: Request) -> HTTPResponse:
    """The council's logo, or 404 when it has none."""
    name = council.load().logo
    if not name:
        return _plain("", 404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return raw((council.profile_path().parent / name).read_bytes(), content_type=kind)


async def download(request: Request, token: str) -> HTTPResponse:
    """A stored document, or 404 with a sentence when there is none, or no longer."""
    stored = DocumentStore().get(token)
    if stored is None:
        return _plain(texts.say("utter_document_gone"), 404)
    headers = {
        "content-disposition": f'attachment; filename="{stored.path.name}"',
        "cache-control": "no-store",
    }
    kind = mimetypes.guess_type(stored.path.name)[0] or "application/octet-stream"
    return raw(stored.path.read_bytes(), content_type=kind, headers=headers)


def _plain(text: str, status: int, headers: dict[str, str] | None = None) -> HTTPResponse:
    kind = "text/plain; charset=utf-8"
    return raw(text.encode(), status=status, content_type=kind, headers=headers)
