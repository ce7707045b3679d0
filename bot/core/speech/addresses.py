"""Sites, e-mail addresses, phone numbers and postcodes in words."""

import re

from bot.core.platforms import ENDINGS
from bot.core.speech.figures import Rule, cardinal, pairs
from bot.core.speech.tables import LETTER, any_of, form, table

VOWEL = re.compile(r"[aeiouyà-öø-ÿœ]", re.I)
COMPANY = r"\d{3} \d{3} \d{3}(?: \d{5})?"  # SIREN, SIRET
HOST = rf"[{LETTER}\d-]+(?:\.[{LETTER}\d-]+)*"


def _letters(word: str) -> str:
    """A part of an address: spelled when nobody can say it otherwise ("rdv")."""
    return word if VOWEL.search(word) or not word.isalpha() else " ".join(word.upper())


def spell_host(host: str) -> str:
    """A domain name: "allodocteur point fr"; its ending is said as it is written."""
    name, _, ending = host.rpartition(".")
    return f"{_parts(name)} {table('address')['.']} {ending}" if name else _parts(ending)


def _parts(text: str) -> str:
    signs = table("address")
    parts = re.split(f"({any_of(signs)})", text)
    return " ".join(signs.get(part) or _letters(part) for part in parts if part)


def _page(match: re.Match[str]) -> str:
    address = re.sub(r"[.,;:!?)\]»]+$", "", match[0])
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.I)
    page = re.split(r"[?#]", bare)[0].rstrip("/")
    host = re.split(r"[/:]", page)[0]
    said = table("pages").get(page) or table("pages").get(host) or spell_host(host)
    return f" {said}{match[0][len(address) :]}"


def _mail(match: re.Match[str]) -> str:
    name, host = match[0].split("@")
    return f" {_parts(name)} {table('address')['@']} {spell_host(host)} "


def _phone(match: re.Match[str]) -> str:
    figures = re.sub(r"\D", "", match[0])
    if match[0].startswith("0"):
        return pairs(figures)
    return f"{form('abroad')}, {pairs(figures[2:3])}, {pairs(figures[3:])}"


def _company(match: re.Match[str]) -> str:
    return ", ".join(_three(part) for part in match[0].split(" "))


def _three(figures: str) -> str:
    return f"{form('none')} {pairs(figures[1:])}" if figures[0] == "0" else cardinal(int(figures))


def _postcode(match: re.Match[str]) -> str:
    department, rest = int(match[0][:2]), int(match[0][2:])
    thousands = f"{form('none')} {cardinal(department)} {cardinal(1000)}"
    return f"{thousands} {cardinal(rest)}" if rest else thousands


def _case_code(match: re.Match[str]) -> str:
    return pairs(match[0].replace(" ", ""))


def rules() -> list[Rule]:
    """How addresses of all kinds are said, in order."""
    return [
        (re.compile(rf"[\w.+-]+@{HOST}\.[A-Za-z]{{2,}}"), _mail),
        (re.compile(r"(?:https?://|\bwww\.)[^\s»]+", re.I), _page),
        (re.compile(rf"(?<![\w.@-]){HOST}\.(?:{ENDINGS})\b(?:/[^\s»]*)?", re.I), _page),
        (re.compile(r"(?<!\d)(?<!\d )[1-9]\d(?: \d\d){5}(?! ?\d)"), _case_code),
        (re.compile(r"(?<!\d)0\d(?:[ .-]?\d{2}){4}(?!\d)"), _phone),
        (re.compile(r"\+33[ .]?(?:\(0\) ?)?\d(?:[ .-]?\d{2}){4}(?!\d)"), _phone),
        (
            re.compile(r"(?<!\d)(?<!\d )\d{3} \d{3} \d{3}(?: \d{5})?(?! ?[\d€%])(?! euros)"),
            _company,
        ),
        (re.compile(rf"(?<![\d-])0[1-9]\d{{3}}(?= [{LETTER}])"), _postcode),
    ]
