"""The letters of some fifty cases, word for word, in `golden/`: one file for each variant.

When a template was changed on purpose, write them again, then read the difference in git:

    .venv/bin/python -m tests.letters.golden
"""

from dataclasses import replace
from pathlib import Path

from tests.letters.letter_samples import (
    COUNCIL,
    DECLINED,
    GROUNDS,
    IN_TIME,
    LATE,
    TOLD,
    case_of,
    followed_up,
    written,
)
from tests.letters.reader import lines, rows

FOLDER = Path(__file__).parent / "golden"
REQUESTS = ("deletion_request", "termination_request")
FOLLOW_UPS = ("reminder", "cnil_complaint")
OPENED = replace(COUNCIL, address="1 rue du Conseil", postcode_town="26000 Valence")
LEAVING = {"contract_signed": "yes", "contract_sent": "yes", "wants_removal": "yes"}
ELSEWHERE = {
    "full_name": "Anne-Lise O’Brien de La Tour",
    "practice_address": "BP 12, 3 chemin de l’Écluse, 26190 Saint-Nazaire-en-Royans Cedex 9",
    "platform": "Kiné & Vous",
}
WRITTEN_LATELY = {"written_on": "2026-11-20", "received_on": "unknown"}
RUN_OUT = {"written_on": "2026-07-01", "received_on": "unknown", "replied_on": "2026-07-10"}


def told(**only):
    """The optional facts, declined unless given."""
    return {**DECLINED, **only}


def _requests():
    yield "contract-no", case_of()
    yield "contract-unknown", case_of(contract_signed="unknown")
    yield "contract-third-party", case_of(contract_signed="third_party")
    yield "contract-yes", case_of(**LEAVING)
    yield "undelivered", followed_up("undelivered")


def _deletions():
    yield "unknown-platform", case_of(**ELSEWHERE, **DECLINED)
    yield "medicalib-email-only", case_of(platform="Medicalib", **told(email=TOLD["email"]))
    yield "rpps-only", case_of(platform="allodocteur.fr", **told(rpps=TOLD["rpps"]))
    yield "listing-only", case_of(**told(listing_url=TOLD["listing_url"]))
    yield "platform-email", case_of(platform="Doctolib (Allemagne)")


def _follow_ups():
    yield "silence-registered-letter", followed_up("none")
    yield "silence-email", followed_up("none", sent_by="email", **DECLINED)
    yield "silence-web-form-third-party", _silent(sent_by="web_form", contract_signed="third_party")
    yield "silence-letter-unknown-platform", _silent(sent_by="letter", **ELSEWHERE, **DECLINED)
    yield "silence-contract-yes", followed_up("none", **LEAVING)
    yield "silence-too-early", followed_up("none", **WRITTEN_LATELY)
    for ground in GROUNDS:
        yield (
            f"refused-{ground.replace('_', '-')}",
            followed_up("refused", replied_on=IN_TIME, reply_ground=ground),
        )
    partial = {"replied_on": LATE, "reply_ground": "public_data", "contract_signed": "unknown"}
    yield "partial-late-contract-unknown", followed_up("partial", **partial)
    yield "identity-in-time", followed_up("identity_requested", replied_on=IN_TIME)
    yield "identity-late-declined", followed_up("identity_requested", replied_on=LATE, **DECLINED)
    yield "extended-in-time", followed_up("extended", replied_on=IN_TIME)
    yield "extended-late", followed_up("extended", replied_on=LATE)
    yield "extended-run-out-provisional", followed_up("extended", **RUN_OUT)


def _silent(**facts):
    return followed_up("none", **{"received_on": "unknown", **facts})


def _transmittals():
    staying = {"contract_signed": "yes", "wants_removal": "no"}
    yield "staying", case_of(**staying, contract_sent="no"), COUNCIL
    yield "staying-declined", case_of(**staying, contract_sent="unknown", **DECLINED), OPENED
    yield "leaving", case_of(**LEAVING | {"contract_sent": "no"}), OPENED
    yield "leaving-written", followed_up("none", **LEAVING | {"contract_sent": "unknown"}), COUNCIL
    yield "third-party", case_of(**ELSEWHERE, contract_signed="third_party"), COUNCIL


def _cases():
    for name in REQUESTS:
        for variant, facts in _requests():
            yield name, variant, facts, COUNCIL
    for variant, facts in _deletions():
        yield "deletion_request", variant, facts, COUNCIL
    for name in FOLLOW_UPS:
        for variant, facts in _follow_ups():
            yield name, variant, facts, COUNCIL
    for variant, facts, council in _transmittals():
        yield "contract_transmittal", variant, facts, council


# "reminder_silence-email" → the document, the facts and the council it is written from.
GOLDEN = {f"{name}_{variant}": (name, facts, council) for name, variant, facts, council in _cases()}


def letter(case):
    """The document of the golden case `case`, opened."""
    name, facts, council = GOLDEN[case]
    return written(name, facts, council=council)


def text(case):
    """The whole text of the golden case `case`, a paragraph a line, a row of a table a line."""
    opened = letter(case)
    said = [line.text for line in lines(opened, GOLDEN[case][0])]
    if chronology := _chronology(opened):
        start = said.index(chronology[0][0])
        said[start : start + sum(map(len, chronology))] = map(" | ".join, chronology)
    return "\n".join(said) + "\n"


def _chronology(opened):
    """The rows of the one table that has three columns."""
    return [row for row in rows(opened.element) if len(row) == 3]


def path(case):
    """The file of the golden case `case`."""
    return FOLDER / f"{case}.txt"


def write():
    """Writes every golden text, and removes the files of cases that are no more."""
    FOLDER.mkdir(exist_ok=True)
    for stale in set(FOLDER.glob("*.txt")) - set(map(path, GOLDEN)):
        stale.unlink()
    for case in GOLDEN:
        path(case).write_text(text(case), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
