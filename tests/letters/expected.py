"""What each letter must say of a case: the words, the dates, the parties.

Written from the dialogue contract and the legal facts, not from the templates.
"""

import datetime as dt
import re
from functools import lru_cache

from bot.core import case, platforms
from bot.core.dates import say_date
from bot.core.deadlines import deadline, roll_forward
from bot.core.steps import limit_of
from tests.letters.reader import plain

FIRST_REQUESTS = ("deletion_request", "termination_request")
FOLLOW_UPS = ("reminder", "cnil_complaint")
TO_THE_PLATFORM = (*FIRST_REQUESTS, "reminder")

CHAMBERY = dt.date(2025, 5, 22)
COURTESY = dt.timedelta(days=15)
ANSWERED = ("refused", "partial", "extended", "identity_requested")

MEANS = {
    "registered_letter": "lettre recommandée avec avis de réception",
    "letter": "lettre",
    "email": "courriel",
    "web_form": "formulaire en ligne",
}
PROOFS = {
    "registered_letter": "(preuve de dépôt",
    "letter": "(tout justificatif disponible",
    "email": "(courriel montrant sa date",
    "web_form": "(accusé électronique ou copie du formulaire",
}

# Each table: the value of a fact → words that the letter says for that value, and for no other.
CONTRACTS = {
    "deletion_request": {
        "no": "Je n’ai signé aucun contrat avec vous.",
        "third_party": "Je n’ai moi-même signé aucun contrat avec vous ;",
        "unknown": "Je n’ai pas connaissance d’un contrat qui nous lierait",
    },
    "termination_request": {"yes": "J’ai signé un contrat pour figurer sur votre site"},
    "reminder": {
        "no": "Je n’ai signé aucun contrat avec vous.",
        "third_party": "Je n’ai moi-même signé aucun contrat avec vous ;",
        "unknown": "Je n’ai pas connaissance d’un contrat qui nous lierait",
        "yes": "malgré le contrat qui a été signé",
    },
    "cnil_complaint": {
        "no": "Je n’ai signé aucun contrat avec l’organisme.",
        "third_party": "Je n’ai moi-même signé aucun contrat avec l’organisme ;",
        "unknown": "Je n’ai pas connaissance d’un contrat qui me lierait à l’organisme",
        "yes": "J’ai signé un contrat avec l’organisme",
    },
}
GROUNDS = {
    "reminder": {
        "legitimate_interest": "Vous invoquez un intérêt légitime.",
        "public_data": "Vous répondez que ces données sont publiques.",
        "account_required": "Vous me demandez d’ouvrir un compte.",
        "host_only": "Vous indiquez n’être qu’hébergeur.",
        "fee": "Vous subordonnez cette suppression à un paiement.",
        "other": "Le motif que vous avancez ne me paraît pas établir",
        "unknown": "Je vous demande de préciser les motifs de votre position",
    },
    "cnil_complaint": {
        "legitimate_interest": "L’organisme invoque un intérêt légitime.",
        "public_data": "L’organisme répond que les données sont publiques.",
        "account_required": "L’organisme me demande d’ouvrir un compte.",
        "host_only": "L’organisme dit n’être qu’hébergeur.",
        "fee": "L’organisme subordonne la suppression à un paiement.",
        "other": "Le motif avancé par l’organisme (pièce n° 4) ne me paraît pas établir",
        "unknown": "Je soumets sa réponse (pièce n° 4) à votre appréciation.",
    },
}
REPLIES = {
    "reminder": {
        "none": "je n’ai pas reçu de réponse",
        "refused": "vous avez refusé de donner suite à cette demande",
        "partial": "n’a conduit qu’à une suppression partielle",
        "extended": "vous avez annoncé une prolongation du délai de réponse",
        "identity_requested": "vous m’avez demandé de justifier de mon identité",
    },
    "cnil_complaint": {
        "none": "Absence de réponse (",
        "refused": "Réponse de l’organisme : refus",
        "partial": "Réponse de l’organisme : suppression partielle",
        "extended": "Réponse de l’organisme : annonce d’une prolongation du délai",
        "identity_requested": "Réponse de l’organisme : demande de justifier de mon identité",
    },
}
# What the letter asks, and the articles it rests on (A.3 of the legal facts).
REQUESTS = {
    "deletion_request": "d’effacer toutes les données qui me concernent",
    "termination_request": "d’effacer la fiche et toutes les données qui me concernent",
    "reminder": "de supprimer la fiche et d’effacer toutes les données qui me concernent",
    "cnil_complaint": "d’obtenir de l’organisme l’effacement de la fiche",
    "contract_transmittal": "Vous trouverez ci-joint la copie du contrat",
}
GROUNDED = {
    "deletion_request": ("article 21-1", "articles 17-1 c et 21-1", "article 12-3", "article 77"),
    "termination_request": ("article 17-1 a", "article 17-1 b", "article 12-3", "article 77"),
    "reminder": ("article 21-1", "article 12-4", "article 77"),
    "cnil_complaint": ("article 21-1", "article 17 du règlement", "articles 17 et 19"),
    "contract_transmittal": ("article L. 4113-9", "article L. 4321-19"),
}
SUBJECTS = {
    "deletion_request": r"Objet : opposition et demande d’effacement \(.*\)",
    "termination_request": r"Objet : fin de contrat et demande d’effacement \(.*\)",
    "reminder": r"Objet : .*(?:refus|suppression|prolongation|identité).*",
    "contract_transmittal": r"Objet : communication d’un contrat avec la plateforme .*",
}


def in_words(day):
    """`day` as a letter says it, with plain spaces."""
    return plain(say_date(day))


def limit(facts):
    """The time that the platform has, or None."""
    return _limit(frozenset(facts.items()))


@lru_cache
def _limit(facts):
    return limit_of(dict(facts))


def late(facts):
    """Whether the platform answered after its time."""
    replied, time = case.day(facts, "replied_on"), limit(facts)
    return bool(time and replied and replied > time.due)


def dates(name, facts, today):
    """Every date that the document `name` must say, and no other."""
    told = {fact: case.day(facts, fact) for fact in case.DATES}
    said = {today, *_NEEDED[name](facts, today, told)}
    return {in_words(day) for day in said if day}


def says_due(facts):
    """Whether a follow-up has to say the day by which the platform had to answer."""
    return facts["reply"] in ("none", "extended") or late(facts)


def _of_first_request(facts, today, told):
    undelivered = facts.get("reply") == "undelivered"
    return {deadline(today, None).due, told["written_on"] if undelivered else None}


def _of_reminder(facts, today, told):
    # A reminder answers the ground of a late refusal; that it came late is the complaint's affair.
    due = says_due(facts) and facts["reply"] not in ("refused", "partial")
    open_to_complaint = facts["reply"] != "identity_requested" or late(facts)
    return {
        *told.values(),
        limit(facts).due if due else None,
        roll_forward(today + COURTESY) if open_to_complaint else None,
        CHAMBERY if _is_public(facts) and facts["contract_signed"] != "yes" else None,
    }


def _of_complaint(facts, today, told):
    return {
        *told.values(),
        limit(facts).due if says_due(facts) else None,
        CHAMBERY if facts["contract_signed"] != "yes" else None,
    }


def _is_public(facts):
    return facts.get("reply_ground") == "public_data"


def _of_transmittal(facts, today, told):
    leaves = facts.get("wants_removal") == "yes" and facts.get("reply") != "undelivered"
    return {told["written_on"] if leaves else None}


_NEEDED = {
    **dict.fromkeys(FIRST_REQUESTS, _of_first_request),
    "reminder": _of_reminder,
    "cnil_complaint": _of_complaint,
    "contract_transmittal": _of_transmittal,
}


def phrases(name, facts, today):
    """Phrases, with their dates, and whether the document `name` must say each of them."""
    return _PHRASES[name](facts, today)


def _told(facts):
    """Means, days of sending, receipt and answer, last day, and how that day was counted."""
    time = limit(facts)
    days = [case.day(facts, fact) for fact in case.DATES]
    sent, received, replied = (in_words(day) if day else "" for day in days)
    counted = ", en comptant du jour de l’envoi" if time and time.provisional else ""
    return sent, received, replied, in_words(time.due) if time else "", counted


def _request_phrases(facts, today):
    sent = _told(facts)[0]
    by = in_words(deadline(today, None).due)
    mail = known.privacy_email if (known := platforms.find(facts["platform"])) else ""
    return {
        f"et au plus tard un mois après réception (article 12-3), soit le {by}": True,
        f"Ma demande du {sent} n’a pas pu vous être remise": facts.get("reply") == "undelivered",
        f"doublée d’un courriel{f' à {mail}' if mail else ''}\n": True,
        "copie du contrat ou de l’accord": facts["contract_signed"] in ("unknown", "third_party"),
    }


def _reminder_phrases(facts, today):
    sent, received, replied, due, counted = _told(facts)
    reply, after, signed = facts["reply"], late(facts), facts["contract_signed"] == "yes"
    rpps, identity = facts.get("rpps", "declined"), reply == "identity_requested"
    refused, partial, extended = (reply == value for value in ("refused", "partial", "extended"))
    attached = [
        f"PJ : copie de ma demande du {sent} et preuve de son envoi"
        + (" et de sa réception" if received else ""),
        *([f"copie de votre réponse du {replied}"] if replied else []),
        "copies d’écran datées de la fiche",
        *(["attestation d’inscription au tableau de l’Ordre"] if identity else []),
    ]
    return {
        f"Objet : votre refus du {replied} –": refused,
        f"suite à votre réponse du {replied}\n": partial,
        f"Objet : prolongation annoncée le {replied} –": extended,
        f"suite à votre demande du {replied}\n": identity,
        f"Objet : relance – demande de suppression du {sent} restée": reply == "none",
        f"Le {sent}, je vous ai demandé par {MEANS[facts['sent_by']]} de supprimer": True,
        f"Vous avez reçu cette demande le {received}.": bool(received),
        f"(RGPD) a expiré le {due}{counted}.": reply == "none",
        f"Le {replied}, vous m’avez demandé": identity,
        f"par mon numéro RPPS ({rpps})": identity and rpps not in ("declined", ""),
        f"postérieure au {due}, terme du délai d’un mois pour me répondre{counted} (": (
            identity and after
        ),
        f"Le {replied}, vous avez annoncé": extended,
        f"Ce mois s’achevait le {due}{counted} :": extended and after,
        f"a lui-même expiré le {due}{counted}, sans": extended and not after,
        f"Votre réponse du {replied} n’a conduit": partial,
        f"Le {replied}, vous avez refusé": refused,
        "(article 17-1 a et b)": signed,
        "(article 17-1 c et d)": not signed,
        f"jusqu’au {in_words(roll_forward(today + COURTESY))}.": not identity or after,
        f"{' ; '.join(attached)}.": True,
    }


def _complaint_phrases(facts, today):
    sent, received, replied, due, counted = _told(facts)
    reply, after, contract = facts["reply"], late(facts), facts["contract_signed"]
    known = platforms.find(facts["platform"])
    number = plain(known.legal_entity.partition("(")[2]) if known else ""
    proof = PROOFS[facts["sent_by"]] + (f" et avis de réception du {received}" if received else "")
    return {
        f"\nRefus d’effacer ({_grounds(facts)}": reply == "refused",
        f"\nSuppression partielle ({_grounds(facts)}": reply == "partial",
        f"au plus tard le {due}{counted}, ou": reply == "none",
        f"Le {replied}, l’organisme m’a demandé": reply == "identity_requested",
        "postérieure à la fin du délai d’un mois": reply == "identity_requested" and after,
        f"annoncée le {replied}, après la fin du délai d’un mois ({due}{counted})": (
            reply == "extended" and after
        ),
        f"a lui-même expiré le {due}{counted}.": reply == "extended" and not after,
        "Maintenue, cette fiche": contract == "yes",
        "\nDonnées qui n’ont plus": contract == "yes",
        "\nOpposition (": contract != "yes",
        "\nPreuve de l’accord": contract in ("unknown", "third_party"),
        f"\nPièce n° 2 :\tcopie de ma demande du {sent}\n": True,
        f"\nPièce n° 3 :\tpreuve d’envoi de cette demande {proof}": True,
        f"\nPièce n° 4 :\tréponse de l’organisme du {replied}\n": bool(replied),
        f"({number}, pour le site": bool(number),
        f"({known.website if known else ''})": bool(known and known.website),
    }


def _grounds(facts):
    return {
        "legitimate_interest": "articles 6-1 f et 21-1",
        "public_data": "articles 6-1 et 21-1",
        "account_required": "article 12-2",
        "host_only": "articles 17 et 21",
        "fee": "article 12-5",
        "other": "article 21-1",
        "unknown": "articles 12-4 et 21-1",
    }.get(facts.get("reply_ground"), "")


def chronology(facts):
    """The rows of the complaint: the day, how the event begins, the exhibit."""
    sent, received, replied, due, counted = _told(facts)
    answer = REPLIES["cnil_complaint"][facts["reply"]]
    ended = f"Fin du délai de réponse d’un mois (article 12-3){counted}"
    prolonged = f"Fin du délai de réponse prolongé (article 12-3){counted}"
    out_of_time = facts["reply"] == "extended" and not late(facts)
    rows = (
        (
            sent,
            f"Envoi à l’organisme, par {MEANS[facts['sent_by']]}, d’une demande",
            "pièces n° 2 et 3",
        ),
        (received, "Réception de cette demande par l’organisme", "pièce n° 3"),
        (due if late(facts) or facts["reply"] == "none" else "", ended, "–"),
        (replied, answer, "pièce n° 4"),
        (due if out_of_time else "", prolonged, "–"),
    )
    return [row for row in rows if row[0]]


def _transmittal_phrases(facts, today):
    return {
        "que j’ai signé avec la plateforme de prise de rendez-vous en ligne": True,
        "Il est possible que ce contrat vous ait déjà été adressé": (
            facts["contract_sent"] == "unknown"
        ),
        "Je souhaite continuer à utiliser ce service": facts["wants_removal"] == "no",
        "Je souhaite par ailleurs ne plus figurer sur ce site": facts["wants_removal"] == "yes",
    }


_PHRASES = {
    **dict.fromkeys(FIRST_REQUESTS, _request_phrases),
    "reminder": _reminder_phrases,
    "cnil_complaint": _complaint_phrases,
    "contract_transmittal": _transmittal_phrases,
}


def addressee(facts):
    """The lines of the platform's name and address, or the lines to fill in."""
    known = platforms.find(facts["platform"])
    site = known.title if known else tidy(facts["platform"])
    entity = known.legal_entity.split(" (")[0] if known else ""
    address = known.postal_address if known else ""
    return (
        entity or f"Société éditrice du site {site}",
        *(re.split(r", (?=\d{5} )", address) if address else ("Adresse : …",)),
    )


def site(facts):
    """The usual name of the platform."""
    known = platforms.find(facts["platform"])
    return known.title if known else tidy(facts["platform"])


def tidy(text):
    """`text` as a letter writes it, on one line."""
    return " ".join(text.split())
