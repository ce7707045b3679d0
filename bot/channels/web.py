"""The web: a plain page to talk with the assistant, and the download of documents."""

import mimetypes
from typing import Any

import rasa.shared.utils.io
from rasa.core.channels.channel import InputChannel
from rasa.core.run import _create_single_channel
from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from bot.core import council, texts
from bot.core.paths import ROOT
from bot.core.store import DocumentStore

PAGE = ROOT / "bot" / "channels" / "page"
FILES = ("index.html", "page.css", "page.js", "icon.svg")
mimetypes.add_type(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"
)


def credentialed_channels() -> list[InputChannel]:
    """The channels of `credentials.yml`, built as `rasa run` builds them."""
    credentials = rasa.shared.utils.io.read_config_file(str(ROOT / "credentials.yml"))
    return [_create_single_channel(name, settings) for name, settings in credentials.items()]


class WebPages:
    """The routes that are not channels."""

    def blueprint(self) -> Blueprint:
        """The page at `/` and the documents at `/documents/<token>`."""
        pages = Blueprint("pages")
        for name in FILES:
            address = "/" if name == "index.html" else f"/{name}"
            pages.add_route(_file_handler(name), address, name=name.replace(".", "_"))
        pages.add_route(colours, "/council.css")
        pages.add_route(logo, "/logo")
        pages.add_route(download, "/documents/<token>")
        return pages


def _file_handler(name: str) -> Any:
    async def handler(request: object) -> HTTPResponse:
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        return raw((PAGE / name).read_bytes(), content_type=f"{kind}; charset=utf-8")

    return handler


async def colours(request: object) -> HTTPResponse:
    """The council's colour and logo, over those of the page."""
    profile = council.load()
    style = f"@media not (prefers-color-scheme: dark) {{ :root {{ --mine: {profile.colour}; }} }}\n"
    if profile.logo:
        style += "header::before { content: url(logo); }\n"
    return raw(style.encode(), content_type="text/css; charset=utf-8")


async def logo(request: object) -> HTTPResponse:
    """The council's logo, or 404 when it has none."""
    name = council.load().logo
    if not name:
        return _plain("", 404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return raw((council.profile_path().parent / name).read_bytes(), content_type=kind)


async def download(request: object, token: str) -> HTTPResponse:
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


def _plain(text: str, status: int) -> HTTPResponse:
    return raw(text.encode(), status=status, content_type="text/plain; charset=utf-8")
