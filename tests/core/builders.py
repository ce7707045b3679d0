"""Cases of every shape, in one line each; today is Tuesday 24 November 2026."""

import datetime as dt

TODAY = dt.date(2026, 11, 24)
PERSON = {
    "full_name": "Camille Martin",
    "practice_address": "12 rue des Alpes, 26000 Valence",
    "email": "camille@exemple.fr",
    "rpps": "declined",
    "listing_url": "declined",
}


def day(text):
    """A date from its ISO text."""
    return dt.date.fromisoformat(text)


def case_of(**facts):
    """A case against Doctolib, without contract unless `facts` say otherwise."""
    return {"platform": "Doctolib (France)", "contract_signed": "no", **facts}


def unwritten(**facts):
    """A case whose author has not written yet."""
    return case_of(has_written="no", **facts)


def written(**facts):
    """A registered letter sent on 5 October 2026, received on the 7th, unanswered.

    Its answer is due on Monday 9 November 2026: 7 November is a Saturday.
    """
    sent = {"written_on": "2026-10-05", "sent_by": "registered_letter"}
    told = {"received_on": "2026-10-07", "reply": "none"}
    return case_of(**{"has_written": "yes", **sent, **told, **facts})


def signed(**facts):
    """A case with a contract of one's own, sent to the council, whose author wants to leave."""
    return case_of(
        **{"contract_signed": "yes", "contract_sent": "yes", "wants_removal": "yes", **facts}
    )
