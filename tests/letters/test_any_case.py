"""Whatever the case, a letter that is offered is whole, true to it, and says nothing else.

Two searches: every combination of the choices, and cases that hypothesis makes up, with awkward
names, addresses and sites. Most letters are rendered without their Word file (`reader.quick`);
`test_the_quick_reading_is_what_the_word_file_says` holds the two together.
"""

import datetime as dt
import io
import itertools
import re
from dataclasses import dataclass
from functools import cached_property

import pytest
from docx import Document
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core import case, letters, platforms
from bot.core.steps import next_step
from tests.letters import expected
from tests.letters.letter_samples import COUNCIL, PERSON, TODAY, TOLD
from tests.letters.reader import lines, plain, quick, quick_lines, rows

# Always the same cases, so that what fails in continuous integration fails here.
SEARCH = {"deadline": None, "derandomize": True, "database": None}

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DATE = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)}) \d{{4}}\b")
LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}"  # of the template
    r"|\b(?:None|True|False|declined|unknown)\b"  # of the program
    r"|\((?:s|e|es|ne|trice)\)|M\./Mme|·e\b"  # of a form
    r"|\b\d{4}-\d{2}-\d{2}\b"  # of the store
)
LOOSE = re.compile(r"[ \u00a0\u202f]{2}|^\s|\s$|[ \u00a0]\n|\n[ \u00a0]")
CLOSING = "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées."
PROVISIONAL = "en comptant du jour de l’envoi"
LISTED = ("List Number", "Grief", "Pièce", "Case à cocher", "Cellule")


@dataclass
class Written:
    """A document and the case it was written from."""

    name: str
    facts: dict
    today: dt.date
    lines: list
    rows: list

    @cached_property
    def text(self):
        return plain("\n".join(line.text for line in self.lines))

    def styled(self, style):
        return [plain(line.text) for line in self.lines if line.style == style]


def write(name, facts, today):
    """The document `name` as it is rendered for `facts`."""
    body = quick(name, letters.context(name, facts, today, COUNCIL))
    return Written(name, facts, today, quick_lines(name, body), rows(body))


# --- what is checked


def check(name, facts, today):
    """Writes the document `name` and checks everything that can be told of any letter."""
    letter = write(name, facts, today)
    check_that_nothing_is_left_over(letter)
    check_the_sender_and_the_signature(letter)
    check_the_dates(letter)
    check_the_words_of_each_choice(letter)
    if name == "cnil_complaint":
        check_the_complaint(letter)
    else:
        check_the_letter(letter)


def check_that_nothing_is_left_over(letter):
    for style, text in letter.lines:
        assert not LEFT_OVER.search(text), text
        assert not LOOSE.search(text.strip("\t")), text
        assert text or style not in LISTED
    assert all(line.text for line in letter.lines)


def check_the_sender_and_the_signature(letter):
    name = expected.tidy(letter.facts["full_name"])
    assert letter.styled("Signataire") == [name]
    assert name in letter.lines[0].text or letter.name == "cnil_complaint"
    for fact in case.OPTIONAL:
        told = letter.facts.get(fact, "declined")
        if told != "declined" and not (
            fact == "listing_url" and letter.name == "contract_transmittal"
        ):
            assert told in letter.text, fact
    assert ("RPPS" in letter.text) == (letter.facts.get("rpps", "declined") != "declined")


def check_the_dates(letter):
    said = set(DATE.findall(letter.text))
    assert said == expected.dates(letter.name, letter.facts, letter.today)
    limit = expected.limit(letter.facts)
    if limit and letter.name in expected.FOLLOW_UPS:
        provisional = limit.provisional and expected.in_words(limit.due) in said
        assert (PROVISIONAL in letter.text) == provisional or not expected.says_due(letter.facts)


def check_the_words_of_each_choice(letter):
    for fact, tables in (
        ("contract_signed", expected.CONTRACTS),
        ("reply", expected.REPLIES),
        ("reply_ground", expected.GROUNDS),
    ):
        for value, words in tables.get(letter.name, {}).items():
            assert (words in letter.text) == (letter.facts.get(fact) == value), (fact, value)
    for words, said in expected.phrases(letter.name, letter.facts, letter.today).items():
        assert (words in letter.text) == said, words
    for words in (expected.REQUESTS[letter.name], *expected.GROUNDED[letter.name]):
        assert words in letter.text


def check_the_letter(letter):
    assert letter.styled("Appel") == ["Madame, Monsieur,"]
    assert letter.styled("Formule de politesse") == [CLOSING]
    assert len(letter.styled("Pièces jointes")) == 1
    (subject,) = letter.styled("Objet")
    assert re.fullmatch(expected.SUBJECTS[letter.name], subject)
    assert letter.styled("Lieu et date") == [place_and_day(letter)]
    sender = letter.styled("Expéditeur")
    assert sender[2:4] == address_of(letter.facts)
    if letter.name in expected.TO_THE_PLATFORM:
        check_the_addressee(letter)
    if letter.name == "reminder":
        check_the_reminder(letter)


def check_the_addressee(letter):
    written_to = "\n".join(letter.styled("Destinataire"))
    assert all(line in written_to for line in expected.addressee(letter.facts))
    assert expected.site(letter.facts) in letter.text


def check_the_reminder(letter):
    facts, text = letter.facts, letter.text
    in_time = facts["reply"] == "identity_requested" and not expected.late(facts)
    assert ("que votre demande a pu suspendre" in text) == in_time
    assert ("Par courtoisie" in text) == (not in_time)


def check_the_complaint(letter):
    check_the_parties(letter)
    check_the_chronology(letter)
    check_the_exhibits(letter)
    assert "à partir du" not in letter.text, "offered, it is open"
    assert len(letter.styled("Heading 1")) == 7
    assert len(letter.styled("Grief")) >= 2
    assert len(letter.styled("List Number")) == 4
    assert letter.styled("Lieu et date") == [place_and_day(letter)]


def check_the_parties(letter):
    parties = "\n".join(letter.styled("Partie"))
    assert f"Plainte de :\t{expected.tidy(letter.facts['full_name'])}" in parties
    assert ", ".join(address_of(letter.facts)) in parties
    assert all(line in parties for line in expected.addressee(letter.facts))
    known = platforms.find(letter.facts["platform"])
    registered = known and "(" in known.legal_entity
    assert ("N° SIREN : …" in parties) == (not registered)


def check_the_chronology(letter):
    header, *events = ([plain(cell) for cell in row] for row in letter.rows)
    assert header == ["Date", "Fait", "Preuve"]
    told = sorted(expected.chronology(letter.facts))
    for event, (day, words, exhibit) in zip(sorted(events), told, strict=True):
        assert (event[0], event[2]) == (day, exhibit)
        assert event[1].startswith(words)
    days = [as_day(day) for day, *_ in events]
    assert days == sorted(days)


def check_the_exhibits(letter):
    exhibits = letter.styled("Pièce")
    numbers = [int(re.match(r"Pièce n° (\d) :\t\w", exhibit)[1]) for exhibit in exhibits]
    answered = letter.facts["reply"] != "none"
    assert numbers == list(range(1, 6 if answered else 5))
    cited = {int(number) for number in re.findall(r"(?:n°|et) (\d)\b(?! :)", letter.text)}
    assert cited <= set(numbers)


def address_of(facts):
    """Street, postcode and town of a practice address."""
    return list(
        re.fullmatch(r"(.+?)[\s,]+(\d{5} \D.*)", expected.tidy(facts["practice_address"])).groups()
    )


def place_and_day(letter):
    town = address_of(letter.facts)[1].removesuffix(" Cedex 9")
    return f"{town[6:]}, le {expected.in_words(letter.today)}"


def as_day(words):
    number, month, year = words.split(" ")
    return dt.date(int(year), MONTHS.index(month) + 1, int(number.removesuffix("er")))


# --- every combination of the choices


OTHERS_CONTRACT = ("no", "unknown", "third_party")
ANSWERED_ON = "2026-11-21"  # late for what was written in July, in time for November
SENT_AND_LEAVING = {"contract_signed": "yes", "contract_sent": "yes", "wants_removal": "yes"}


def combinations():
    """Complete cases: every contract, every means, every reply, in time and late."""
    person = {"platform": "Doctolib (France)", **PERSON, **TOLD}
    theirs = [{"contract_signed": value} for value in OTHERS_CONTRACT]
    for contract, sending, reply in itertools.product(
        (*theirs, SENT_AND_LEAVING), _sendings(), _replies()
    ):
        yield {**person, **contract, **sending, **reply}
    for contract, reply in itertools.product(_contracts(), _replies()):
        yield {**person, **contract, "has_written": "no"}
        yield {**person, **contract, **next(_sendings()), **reply}
    yield from ({**person, **contract, "has_written": "no"} for contract in theirs)


def _contracts():
    for sent, removal in itertools.product(("no", "unknown"), ("yes", "no")):
        yield {"contract_signed": "yes", "contract_sent": sent, "wants_removal": removal}


def _sendings():
    for written_on in ("2026-07-01", "2026-11-20"):
        day = {"has_written": "yes", "written_on": written_on}
        yield from ({**day, "sent_by": means} for means in ("letter", "email", "web_form"))
        for received in ("unknown", ANSWERED_ON, written_on):
            yield {**day, "sent_by": "registered_letter", "received_on": received}


def _replies():
    yield from ({"reply": value} for value in ("none", "undelivered"))
    for value, on in itertools.product(
        ("extended", "deleted", "identity_requested"), ("2026-07-20", ANSWERED_ON)
    ):
        yield {"reply": value, "replied_on": on}
    for value, ground in itertools.product(("refused", "partial"), case.CHOICES["reply_ground"]):
        yield {"reply": value, "replied_on": ANSWERED_ON, "reply_ground": ground}


def offered(facts, today):
    step = next_step(facts, today)
    return step.documents if step else ()


def test_every_combination_of_the_choices_writes_what_it_should():
    seen = {name: {} for name in letters.DOCUMENTS}
    for facts in combinations():
        settled = case.settle(facts, TODAY)
        for name in offered(settled, TODAY):
            seen[name].setdefault(tuple(sorted(settled.items())), settled)
    for name, cases in seen.items():
        for facts in cases.values():
            check(name, facts, TODAY)
    counted = {name: len(cases) for name, cases in seen.items()}
    assert sum(counted.values()) > 1000, counted
    assert all(counted.values()), counted


# --- any case

LAST_NAMES = (
    "Martin",
    "d’Été",
    "O'Connor",
    "de La Fontaine-Œuvrard",
    "Müller & Fils",
    "<Łukasz> Nguyễn",
    'dit "Kiné"',
    "L’Hospitalier de Montesquiou-Fezensac de la Rochefoucauld-Doudeauville",
)
FIRST_NAMES = ("Camille", "Élisabeth", "Anne-Lise", "Zoé  Maëlys", "J.-N.", "Ève", "Ÿann")
STREETS = (
    "12 rue des Alpes",
    "1 bis, place de l'Église",
    "BP 12",
    "Résidence « Les Œillets », bât. B & C, 3e étage",
    "Centre de santé <Vercors>, 145 avenue du Maréchal-de-Lattre-de-Tassigny",
)
TOWNS = (
    "26000 Valence",
    "26100 Romans-sur-Isère",
    "26190 Saint-Nazaire-en-Royans Cedex 9",
    "26400 Crest",
    "26330 Saint-Martin-d’Août",
)
SITES = (
    "allodocteur.fr",
    "Kiné & Vous",
    '<Rdv> "Santé"',
    "L’agenda d'Émile",
    "Où ça ? Ici !",
    "rdv.example/kiné?x=1&y=2",
    "日本整体",
    "Le Grand Annuaire National des Masseurs-Kinésithérapeutes et des Ostéopathes de France",
)
LETTERS = "abcdefghéèàçœïÉÀŒ &<>\"'’-.,;/"
TYPED = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: text.strip(" .,;/-'’"))


@st.composite
def names(draw):
    odd = st.one_of(st.sampled_from(LAST_NAMES), TYPED)
    return f"{draw(st.sampled_from(FIRST_NAMES))} {draw(odd)}"


@st.composite
def addresses(draw):
    street = draw(st.one_of(st.sampled_from(STREETS), TYPED.map(lambda text: f"3 {text}x")))
    between = draw(st.sampled_from((", ", " ", ",\n", "\n")))
    return f"{street}{between}{draw(st.sampled_from(TOWNS))}"


@st.composite
def people(draw):
    optional = {
        "email": st.sampled_from(("camille@exemple.fr", "a.o'brien+kine@bec-de-lièvre.fr")),
        "rpps": st.from_regex(r"10[0-9]{9}", fullmatch=True),
        "listing_url": st.sampled_from((TOLD["listing_url"], "https://x.fr/k?a=1&b=<é>#\"c'")),
    }
    told = {
        fact: draw(st.one_of(values, st.just("declined"), st.just("")))
        for fact, values in optional.items()
    }
    return {"full_name": draw(names()), "practice_address": draw(addresses()), **told}


@st.composite
def contracts(draw, values):
    signed = draw(st.sampled_from(values))
    if signed != "yes":
        return {"contract_signed": signed}
    more = {
        fact: draw(st.sampled_from(case.CHOICES[fact]))
        for fact in ("contract_sent", "wants_removal")
    }
    return {"contract_signed": signed, **more}


@st.composite
def exchanges(draw, today, replies):
    """What was written, received and answered; only the contract orders these dates."""
    written = today - dt.timedelta(days=draw(st.integers(0, 150)))
    after = st.dates(written, today)
    sent_by = draw(st.sampled_from(case.CHOICES["sent_by"]))
    reply = draw(st.sampled_from(replies))
    facts = {"has_written": "yes", "written_on": written, "sent_by": sent_by, "reply": reply}
    if sent_by == "registered_letter":
        facts["received_on"] = draw(st.one_of(after, st.just("unknown")))
    if reply in case.ANSWERED:
        facts["replied_on"] = draw(after)
    if reply in ("refused", "partial"):
        facts["reply_ground"] = draw(st.sampled_from(case.CHOICES["reply_ground"]))
    return {fact: str(value) for fact, value in facts.items()}


NOT_WRITTEN = st.just({"has_written": "no"})
FOLLOWED = ("none", "refused", "partial", "extended", "identity_requested")
# The contracts and the replies from which each document may be offered.
SITUATIONS = {
    "deletion_request": (OTHERS_CONTRACT, ("undelivered",)),
    "termination_request": (("yes",), ("undelivered",)),
    "reminder": (("yes", *OTHERS_CONTRACT), FOLLOWED),
    "cnil_complaint": (("yes", *OTHERS_CONTRACT), FOLLOWED),
    "contract_transmittal": (("yes",), case.CHOICES["reply"]),
}
KNOWN = [
    spelling for known in platforms.directory() for spelling in (known.name, *known.aliases[:2])
]


@st.composite
def cases(draw, name):
    """A case in which the document `name` may be offered, and the day it is."""
    signed, replies = SITUATIONS[name]
    today = draw(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)))
    unwritten = name not in expected.FOLLOW_UPS and draw(st.booleans())
    facts = {
        "platform": draw(st.one_of(st.sampled_from(KNOWN), st.sampled_from(SITES), TYPED)),
        **draw(people()),
        **draw(contracts(signed)),
        **draw(NOT_WRITTEN if unwritten else exchanges(today, replies)),
    }
    return case.settle(facts, today), today


def on_cases(name, examples, look):
    """Makes up cases in which the document `name` is offered, and has `look` at each."""

    @settings(max_examples=examples, **SEARCH)
    @given(cases(name))
    def search(drawn):
        facts, today = drawn
        assume(name in offered(facts, today))
        look(name, facts, today)

    search()


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_any_letter_that_is_offered_is_whole_and_true(name):
    on_cases(name, 500, check)


@pytest.mark.parametrize("name", letters.DOCUMENTS)
def test_the_quick_reading_is_what_the_word_file_says(name):
    on_cases(name, 15, check_the_word_file)


def check_the_word_file(name, facts, today):
    file = io.BytesIO(letters.render(name, facts, today, COUNCIL))
    everything = lines(Document(file), name)
    quickly = write(name, facts, today).lines
    assert everything[: len(quickly)] == quickly
    assert not any(LEFT_OVER.search(line.text) for line in everything)
