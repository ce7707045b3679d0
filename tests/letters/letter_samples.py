"""Cases to write letters from, and readers of what was written."""

import datetime as dt
import functools
import io

from docx import Document
from docx.document import Document as Letter
from docx.oxml.ns import qn

from bot.core import letters
from bot.core.council import Council

TODAY = dt.date(2026, 11, 24)
COUNCIL = Council(
    name="Conseil départemental de l’Ordre des masseurs-kinésithérapeutes de la Drôme",
    short_name="CDOMK26",
    department="Drôme",
    address="",
    postcode_town="",
    email="",
    phone="",
    website="",
    find_your_council="https://ordremk.fr/accueil/trouver-mon-cdo-cro",
    dpo="",
    colour="#1d5c8f",
    logo="",
    conversation_days=30,
    document_hours=48,
)

PERSON = {"full_name": "Camille Martin", "practice_address": "12 rue des Alpes, 26000 Valence"}
TOLD = {
    "email": "camille@exemple.fr",
    "rpps": "10003456789",
    "listing_url": "https://www.doctolib.fr/kine/camille-martin",
}
DECLINED = dict.fromkeys(TOLD, "declined")
WRITTEN = {
    "has_written": "yes",
    "written_on": "2026-10-05",
    "sent_by": "registered_letter",
    "received_on": "2026-10-07",
}
CONTRACTS = ("yes", "no", "unknown", "third_party")
GROUNDS = (
    "legitimate_interest",
    "public_data",
    "account_required",
    "host_only",
    "fee",
    "other",
    "unknown",
)
IN_TIME, LATE = "2026-10-20", "2026-11-20"


def case_of(**facts):
    """A case whose person and platform are known, completed by `facts`."""
    return {"platform": "Doctolib (France)", "contract_signed": "no", **PERSON, **TOLD, **facts}


def followed_up(reply, **facts):
    """A case where the platform was written to, and its `reply`."""
    return case_of(reply=reply, **{**WRITTEN, **facts})


def _first_requests():
    for contract in CONTRACTS:
        for optional in (TOLD, DECLINED):
            for platform in ("Doctolib (France)", "allodocteur.fr", "Kiné & Vous"):
                yield case_of(platform=platform, contract_signed=contract, **optional)
        yield followed_up("undelivered", contract_signed=contract)


def _replies():
    yield {"reply": "none"}
    yield {"reply": "none", "written_on": "2026-11-20", "received_on": "unknown"}
    for replied_on in (IN_TIME, LATE):
        yield {"reply": "extended", "replied_on": replied_on}
        yield {"reply": "identity_requested", "replied_on": replied_on}
        for reply in ("refused", "partial"):
            for ground in GROUNDS:
                yield {"reply": reply, "replied_on": replied_on, "reply_ground": ground}


def _follow_ups():
    replies = tuple(_replies())
    for reply in replies:
        yield followed_up(**reply)
    for contract in ("yes", "unknown", "third_party"):
        for reply in replies[::5]:
            yield followed_up(**{**reply, "contract_signed": contract})
    for sent_by in ("letter", "email", "web_form"):
        yield followed_up("none", sent_by=sent_by, **DECLINED)
    run_out = {"written_on": "2026-07-01", "received_on": "unknown", "replied_on": "2026-07-10"}
    yield followed_up("extended", **run_out)


def _transmittals():
    for sent in ("yes", "no", "unknown"):
        for removal in ("yes", "no"):
            yield case_of(contract_signed="yes", contract_sent=sent, wants_removal=removal)
    yield case_of(contract_signed="third_party", **DECLINED)


CASES = {
    "deletion_request": tuple(_first_requests()),
    "termination_request": tuple(_first_requests()),
    "reminder": tuple(_follow_ups()),
    "cnil_complaint": tuple(_follow_ups()),
    "contract_transmittal": tuple(_transmittals()),
}


@functools.cache
def _rendered(name, facts, today, council) -> bytes:
    return letters.render(name, dict(facts), today, council)


def written(name, facts, today=TODAY, council=COUNCIL) -> Letter:
    """The rendered document, opened again as Word would."""
    return Document(io.BytesIO(_rendered(name, frozenset(facts.items()), today, council)))


def paragraphs(letter) -> list[str]:
    """The text of every paragraph, tables included."""
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in letter.element.iter(qn("w:p"))
    ]


def text_of(name, facts, today=TODAY, council=COUNCIL) -> str:
    """Everything the document says, with plain spaces."""
    return "\n".join(paragraphs(written(name, facts, today, council))).replace("\u00a0", " ")
