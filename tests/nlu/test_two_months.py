"""Whatever the words: "have they two months?" is answered one month, with the reason."""

import datetime as dt

import pytest

from bot.core.questions import offered
from bot.core.reading import Context, read
from bot.core.texts import say

TODAY = dt.date(2026, 11, 24)
ONE_MONTH = ("deadline", "two_months")
WAYS = (
    "j'ai deux mois ?",
    "ils ont deux mois pour répondre ?",
    "c'est bien deux mois le délai ?",
    "la notice dit deux mois, c'est toujours vrai ?",
    "deux mois c'est ça ?",
    "il faut attendre deux mois avant d'aller à la CNIL ?",
    "le délai légal c'est pas 2 mois ?",
    "je croyais que c'était deux mois",
    "sur votre papier c'est marqué deux mois",
    "on m'a parlé de deux mois",
    "2 mois pr répondre c'est ça ?",
    "combien de temps ils ont, deux mois ?",
    "un mois ou deux mois ?",
    "pourquoi vous dites un mois alors que la notice dit deux ?",
    "Le délai de deux mois mentionné par l'Ordre est-il encore applicable ?",
    "c'est soixante jours, leur délai ?",
    "est ce que les deux mois de la notice sont encore valables",
    "j'attends deux mois c'est bien ça",
    "ça fait pas deux mois encore, je peux me plaindre ?",
    "Dites-moi, ce délai de deux mois, il court à partir de quand ?",
)


@pytest.mark.parametrize("text", WAYS)
@pytest.mark.parametrize("asked", [None, "written_on", "reply"])
def test_two_months_are_answered_one_month(classify, text, asked):
    context = Context(TODAY, asked, {}, None, offered(asked, {}, TODAY))
    reading = read(text, classify, context)
    assert reading.topic in ONE_MONTH
    assert not reading.facts


def _said(topic):
    return say(f"utter_topic_{topic}").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("topic", ONE_MONTH)
def test_the_answer_is_one_month_from_receipt(topic):
    answer = _said(topic)
    assert "un mois" in answer
    assert "réception" in answer or "reçoit" in answer


def test_the_answer_says_what_the_two_months_were():
    answer = _said("two_months")
    assert "25 mai 2018" in answer
    assert "prolongation" in answer
