"""French as it is said by phone: what becomes what, what is never lost, how long it lasts."""

import io
import re
import shutil
import statistics
import wave

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import advice, case, case_codes, labels, profile, questions, sources, texts
from bot.core.dates import say_date
from bot.core.speech import LONGEST, choices, prompts, seconds, speak, unspoken
from bot.core.steps import next_step
from tests.core.builders import PERSON, TODAY, day, signed, unwritten, written
from tools.line.voice import COMMAND, synthesised

PHONE, ASKING = "phone", "utter_ask_"
MOST_WORDS = 20  # of a question asked by phone
RATE = 22050 * 2  # bytes a second of that voice
HEADER = 44  # bytes of a wav
CLOSE, FAR = 0.06, 0.20  # of the measured length: the error on average, and of any one text
LASTING = 5.0  # seconds, from which on one error counts: a lone word is mostly silence

# --- what becomes what --------------------------------------------------------------------------

DATES = {
    "3 novembre 2026": "trois novembre deux mille vingt-six",
    "le 1er mars 2026": "le premier mars deux mille vingt-six",
    "le 1 mars": "le premier mars",
    "25 mai 2018": "vingt-cinq mai deux mille dix-huit",
    "03/09/2026": "trois septembre deux mille vingt-six",
    "03.09.2026": "trois septembre deux mille vingt-six",
    "03/09/26": "trois septembre deux mille vingt-six",
    "2026-11-03": "trois novembre deux mille vingt-six",
    "le 3/9": "le trois septembre",
    "31/02/2026": "trente et un, zéro deux, deux mille vingt-six",
    "en 1998": "en mille neuf cent quatre-vingt-dix-huit",
    "14h30": "quatorze heures trente",
    "14 h 05": "quatorze heures cinq",
    "à 21:00": "à vingt et une heures",
    "1 h": "une heure",
}
FIGURES = {
    "48 21 07 35 96 14": "quarante-huit, vingt et un, zéro sept, trente-cinq, "
    "quatre-vingt-seize, quatorze",
    "66 02 43 56 56 83": "soixante-six, zéro deux, quarante-trois, cinquante-six, "
    "cinquante-six, quatre-vingt-trois",
    "04 75 00 00 12": "zéro quatre, soixante-quinze, zéro zéro, zéro zéro, douze",
    "11 chiffres": "onze chiffres",
    "48 heures": "quarante-huit heures",
    "21 pages": "vingt et une pages",
    "21 jours": "vingt et un jours",
    "1 page": "une page",
    "10 000 €": "dix mille euros",
    "1 €": "un euro",
    "12,50 €": "douze euros cinquante",
    "1 000 000 €": "un million d'euros",
    "20 %": "vingt pour cent",
    "2,5 %": "deux virgule cinq pour cent",
    "2,05": "deux virgule zéro cinq",
    "-5": "moins cinq",
    "007": "zéro zéro sept",
    "24/24": "vingt-quatre sur vingt-quatre",
    "le 3, puis le 4": "le trois, puis le quatre",
    "1re, 2e, 3ème, 21e, 80e": "première, deuxième, troisième, vingt et unième, quatre-vingtième",
    "12B": "douze B",
    "10012345678": "dix, zéro un, vingt-trois, quarante-cinq, soixante-sept, huit",
    "01 53 73 22 22": "zéro un, cinquante-trois, soixante-treize, vingt-deux, vingt-deux",
    "0153732222": "zéro un, cinquante-trois, soixante-treize, vingt-deux, vingt-deux",
    "+33 1 53 73 22 22": (
        "plus trente-trois, un, cinquante-trois, soixante-treize, vingt-deux, vingt-deux"
    ),
    "26000 Valence": "vingt-six mille Valence",
    "75001 Paris": "soixante-quinze mille un Paris",
    "01100 Oyonnax": "zéro un mille cent Oyonnax",
    "794 598 013": "sept cent quatre-vingt-quatorze, cinq cent quatre-vingt-dix-huit, zéro treize",
}
ARTICLES = {
    "article 17": "article dix-sept",
    "art. 17": "article dix-sept",
    "articles 12, 17 et 21": "articles douze, dix-sept et vingt et un",
    "R. 4321-127": "R quatre mille trois cent vingt et un tiret cent vingt-sept",
    "R.4321-67-1": "R quatre mille trois cent vingt et un tiret soixante-sept tiret un",
    "L. 4113-9": "L quatre mille cent treize tiret neuf",
    "226-16-1": "deux cent vingt-six tiret seize tiret un",
    "article 12-3 du RGPD": "article douze paragraphe trois du R G P D",
    "RGPD, articles 5-1 d et 16": "R G P D, articles cinq paragraphe un, D, et seize",
    "n° 2020-1663": "numéro deux mille vingt tiret mille six cent soixante-trois",
    "règlement 2016/679": "règlement deux mille seize, six cent soixante-dix-neuf",
}
SITES = {
    "https://www.cnil.fr/fr/plaintes": "le site de la Cnil, rubrique plaintes",
    "Voir https://www.cnil.fr/fr/plaintes.": "Voir le site de la Cnil, rubrique plaintes.",
    "https://ordremk.fr/accueil/trouver-mon-cdo-cro": (
        "le site de l'Ordre, rubrique trouver mon conseil"
    ),
    "https://www.doctolib.fr/kine/valence/camille-martin?pid=12": "doctolib point fr",
    "allodocteur.fr": "allodocteur point fr",
    "« www.exemple.fr »": "exemple point fr",
    "kine-rdv.fr": "kine tiret R D V point fr",
    "docteur2.fr": "docteur deux point fr",
    "prenom.nom@exemple.fr": "prenom point nom arobase exemple point fr",
    "camille_martin-2@exemple.fr": "camille tiret bas martin tiret deux arobase exemple point fr",
}
ACRONYMS = {
    "le RGPD": "le R G P D",
    "la CNIL": "la Cnil",
    "un RPPS": "un R P P S",
    "en PDF": "en P D F",
    "le DPO": "le D P O",
    "DOCTOLIB SAS": "Doctolib S A S",
    "BCRF": "B C R F",
    "un rdv": "un rendez-vous",
    "MonRdvKiné": "Mon rendez-vous kiné",
}
SIGNS = {
    "« oui »": "oui",
    "Dites « parler à un conseiller » ici": "Dites, parler à un conseiller, ici",
    "le site (cabinet, employeur)": "le site, cabinet, employeur",
    "attendez…": "attendez",
    "« en fait j’ai écrit le… »": "en fait j'ai écrit le",
    "Pourquoi\N{NO-BREAK SPACE}?": "Pourquoi ?",
    "« retour », « pourquoi ? », « aide »": "retour, pourquoi ? aide",
    "oui – ou non": "oui, ou non",
    "et/ou": "et, ou",
    "par « / »": "par barre oblique",
    "- Site : Doctolib\n- Contrat : non\nEst-ce exact ?": (
        "Site : Doctolib. Contrat : non. Est-ce exact ?"
    ),
    "quelqu’un d’autre": "quelqu'un d'autre",
    "👍 d’accord": "d'accord",
    "là-bas": "là-bas",
    "": "",
}


@pytest.mark.parametrize(
    ("text", "said"),
    [*{**DATES, **FIGURES, **ARTICLES, **SITES, **ACRONYMS, **SIGNS}.items()],
)
def test_what_is_written_is_said_in_words(text, said):
    assert speak(text) == said
    assert unspoken(said) == []


# --- what is never lost -------------------------------------------------------------------------

KEPT = "le site vous a répondu avant la date œuvre été là-bas aujourd'hui l'Ordre Noël"
WORDS = st.sampled_from(KEPT.split())
WRITTEN = st.one_of(
    st.sampled_from([*DATES, *FIGURES, *ARTICLES, *SITES, *ACRONYMS, *SIGNS, "…", "»", "/", "€"]),
    st.integers(0, 10**13).map(str),
    st.dates().map(lambda date: date.isoformat()),
    st.text(max_size=12),
)
MARKS = st.sampled_from([" ", ", ", ". ", "\N{NO-BREAK SPACE}: ", " (", ") ", "\n- ", " « ", " » "])


def joined(pieces):
    return "".join(piece for pair in pieces for piece in pair)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.one_of(WORDS, WRITTEN), MARKS), max_size=8).map(joined))
def test_nothing_is_left_that_a_voice_stumbles_on(text):
    assert unspoken(speak(text)) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.one_of(WORDS, WRITTEN), MARKS), max_size=8).map(joined))
def test_what_is_spoken_stays_so(text):
    assert speak(speak(text)) == speak(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=20))
def test_no_word_is_lost(pieces):
    assert re.findall(r"[\w'-]+", speak(joined(pieces))) == [word for word, _ in pieces]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12 - 1))
def test_every_number_is_said(number):
    assert unspoken(speak(f"il y en a {number:,}".replace(",", " "))) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("le 3 mars", ["3"]),
        ("voir https://cnil.fr", ["https://cnil.fr"]),
        ("www.cnil.fr", ["www.cnil.fr"]),
        ("nom@exemple", ["@"]),
        ("et/ou", ["/"]),
        ("« oui", ["«"]),
        ("attendez…", ["…"]),
        ("la CNIL", ["CNIL"]),
        ("{due}", ["{", "}"]),
        ("oui - non", ["-"]),
        ("dix €", ["€"]),
        ("l’Ordre", ["’"]),
    ],
)
def test_the_linter_sees_what_a_voice_stumbles_on(said, found):
    assert set(found) <= set(unspoken(said))


# --- prompts ------------------------------------------------------------------------------------

SENTENCE = "Vous vous opposez à l'utilisation de vos données et demandez leur effacement"


def test_a_short_text_is_one_prompt():
    assert prompts("Bonjour. Au revoir.") == ["Bonjour. Au revoir."]
    assert prompts("") == []


@pytest.mark.parametrize(
    ("sign", "ends"),
    [(". ", ".?!"), (", ", ","), (" ; ", ";"), (" ", "abcdefghijklmnopqrstuvwxyzàé")],
)
def test_a_long_text_is_cut_where_it_pauses(sign, ends):
    cut = prompts(sign.join([SENTENCE] * 12))
    assert len(cut) > 1
    assert all(prompt[-1] in ends for prompt in cut[:-1])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(WORDS, MARKS), max_size=120).map(joined))
def test_prompts_are_short_and_lose_nothing(text):
    said = speak(text)
    assert " ".join(prompts(said)) == said
    assert all(seconds(prompt) < LONGEST for prompt in prompts(said))


# --- choices ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        ([], ""),
        (["Je ne sais pas"], "Sinon, dites je ne sais pas, ou tapez un."),
        (
            ["Oui", "Non"],
            "Pour oui, dites oui ou tapez un. Pour non, dites non ou tapez deux.",
        ),
        (
            ["Rien", "Il refuse de le faire"],
            "Dites votre choix, ou tapez son numéro. "
            "Rien : tapez un. Il refuse de le faire : tapez deux.",
        ),
    ],
)
def test_choices_are_said_or_typed(titles, said):
    assert choices(titles) == said


@pytest.mark.parametrize("count", range(2, 40))
def test_many_choices_stay_short(count):
    question = speak(SENTENCE)
    said = choices(["Il demande une pièce d’identité"] * count, question)
    assert seconds(f"{question} {said}") < LONGEST


def test_a_long_question_leaves_less_room_for_its_choices():
    titles = ["Il demande plus de temps"] * 6
    assert seconds(choices(titles, speak(SENTENCE * 2))) < seconds(choices(titles))


# --- every response of the domain ---------------------------------------------------------------

REFUSED = written(
    **signed(contract_sent="no"),
    **PERSON,
    reply="refused",
    replied_on="2026-10-20",
    reply_ground="legitimate_interest",
)
SUNDAY = say_date(day("2026-11-08"), weekday=True)
ADDRESS = "12 rue des Alpes, 26000 Valence"
SAMPLES = {
    **profile.fields(),
    **dict.fromkeys(("due", "start", "complaint_from", "soon", "expired"), SUNDAY),
    **dict.fromkeys(("day", "two_months", "check_30", "check_90"), say_date(TODAY)),
    "moved": texts.say("utter_deadline_moved", nominal=SUNDAY),
    "nominal": SUNDAY,
    "code": case_codes.written("482107359614"),
    "lifetime": case_codes.DAYS,
    "days": texts.say("utter_reminder_days_soon_expired", soon=SUNDAY, expired=SUNDAY),
    **{"coming": SUNDAY, "lost": SUNDAY, "unless": "", "kept": 30, "hours": 48, "count": 3},
    **{"platform": "lib-rdv.fr", "entity": "DOCTOLIB SAS (SIREN 794 598 813)"},
    **{"source": "https://www.doctolib.fr/terms", "contact": "04 75 00 00 00, cdo26@exemple.fr"},
    **{"document": "l’exposé de la plainte à la CNIL", "step": labels.step("complain")},
    **{"fact": "Numéro RPPS", "value": ADDRESS, "draft": ADDRESS, "old": ADDRESS, "new": ADDRESS},
    "facts": f"date d’envoi\N{NO-BREAK SPACE}: {SUNDAY}",
    "help": texts.say("utter_help_reply"),
    "why": texts.say("utter_why_reply"),
    "recap": labels.recap(REFUSED, "cnil_complaint"),
    "remaining": texts.say("utter_where_remaining", count=3),
    **{
        "title": "Exposé",
        "length": 1200,
        "statement": "Un mois",
        "detail": " (RGPD, article 12-3)",
    },
    "sources": "- RGPD, article 17-1 c",
}


def spoken(name):
    """The response `name` as it is said by phone, its fields filled in."""
    return speak(texts.variant(name, PHONE)["text"].format(**SAMPLES))


def every_text():
    for name, variants in texts.responses().items():
        for number, variant in enumerate(variants):
            yield f"{name}[{number}]", variant["text"].format(**SAMPLES)
            for button in variant.get("buttons", []):
                yield f"{name}[{number}] {button['payload']}", button["title"]
    for name, source in sources.register().items():
        yield name, f"{source.statement} ; {source.reference} ; {' '.join(source.sources)}"


TEXTS = dict(every_text())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_is_said_in_words(text):
    assert unspoken(speak(text)) == []
    assert all(seconds(prompt) < LONGEST for prompt in prompts(speak(text)))


@pytest.mark.parametrize(("facts", "today"), [(REFUSED, TODAY), (written(), day("2026-11-02"))])
def test_advice_is_said_in_prompts(facts, today):
    known = case.settle(facts, today)
    for name, fields in advice.advice(next_step(known, today), known, today):
        said = speak(texts.variant(name, PHONE)["text"].format(**{**SAMPLES, **fields}))
        assert unspoken(said) == []
        assert all(seconds(prompt) < LONGEST for prompt in prompts(said))


# What a phone cannot do. « Écrivez » stays where a letter is to be written.
WRITTEN_ONLY = re.compile(
    r"https?:|www\.|\b(?:cliquez|collez|ci-dessous|bouton|dans la liste|ici, dans)\b"
    r"|[Éé]cri(?:vez|vant) «",
    re.I,
)
HEARD = ("ask", "why", "help", "doubt", "not_understood", "step", "deadline", "note", "document")
NAVIGATION = (
    "welcome",
    "ways_in",
    "start",
    "stop",
    "help",
    "default",
    "goodbye",
    "erased",
    "insult",
)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in texts.responses()
        if name.removeprefix("utter_").startswith((*HEARD, *NAVIGATION, "topic", "cnil_link"))
    ],
)
def test_nothing_that_is_heard_needs_a_screen(name):
    assert not WRITTEN_ONLY.search(texts.variant(name, PHONE)["text"])


# --- every question -----------------------------------------------------------------------------


def offered(slot):
    """The titles that the question of `slot` may offer by phone, the longest list there is."""
    shown = texts.variant(f"{ASKING}{slot}", PHONE).get("buttons")
    if shown:
        return [button["title"] for button in shown]
    titles = texts.choices(slot)
    if slot == "document":
        lists = [questions.offered(slot, facts, TODAY) for facts in (REFUSED, unwritten())]
        return [titles[value] for value in max(lists, key=len)]
    return [titles[value] for value in questions.offered(slot, REFUSED, TODAY)]


QUESTIONS = [name.removeprefix(ASKING) for name in texts.responses() if name.startswith(ASKING)]


def question(slot):
    """The last prompt of the question of `slot`: after what has to be read again, if anything."""
    return prompts(spoken(f"{ASKING}{slot}"))[-1]


def asked(slot):
    """A question with its choices, as one prompt."""
    said = question(slot)
    return f"{said} {choices(offered(slot), said)}".strip()


@pytest.mark.parametrize("slot", QUESTIONS)
def test_every_question_with_its_choices_lasts_less_than_twenty_five_seconds(slot):
    assert unspoken(asked(slot)) == []
    assert seconds(asked(slot)) < LONGEST


@pytest.mark.parametrize("slot", [slot for slot in QUESTIONS if slot != "confirmed"])
def test_a_question_is_one_prompt_of_about_twenty_words(slot):
    text = texts.variant(f"{ASKING}{slot}", PHONE)["text"]
    assert len(prompts(speak(text))) == 1
    assert len(re.findall(r"[\w’-]+", text)) <= MOST_WORDS


@pytest.mark.parametrize("slot", ["full_name", "practice_address", "email", "listing_url"])
def test_what_is_hard_to_dictate_is_completed_on_the_site_with_the_code(slot):
    assert "le site du conseil, avec le code de votre dossier" in spoken(f"{ASKING}{slot}")


# --- the estimate against a real voice ----------------------------------------------------------

needs_voice = pytest.mark.skipif(
    shutil.which(COMMAND[0]) is None, reason="espeak-ng is not installed: nothing is synthesised"
)


def measured(said):
    """Seconds; espeak-ng writes to a pipe before it knows the length, so the bytes are counted."""
    return (len(synthesised(said)) - HEADER) / RATE


@needs_voice
@pytest.mark.parametrize("slot", QUESTIONS)
def test_every_question_can_be_synthesised(slot):
    with wave.open(io.BytesIO(synthesised(asked(slot)))) as heard:
        assert heard.getframerate() * heard.getsampwidth() == RATE
        assert heard.getnchannels() == 1
    assert 1 < measured(asked(slot)) < LONGEST


@needs_voice
def test_the_estimated_length_is_close_to_the_measured_one():
    said = {prompt for name in texts.responses() for prompt in prompts(spoken(name))}
    said |= {asked(slot) for slot in QUESTIONS}
    lengths = {prompt: measured(prompt) for prompt in said if prompt}
    lasting = {prompt: length for prompt, length in lengths.items() if length >= LASTING}
    errors = [seconds(prompt) / length - 1 for prompt, length in lasting.items()]
    assert len(errors) > 100
    assert statistics.mean(map(abs, errors)) < CLOSE
    assert max(map(abs, errors)) < FAR
    assert max(lengths.values()) < LONGEST
