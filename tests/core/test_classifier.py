"""The classifier: learns, keeps what it learnt, and knows what it has never seen."""

import pytest

from bot.core.reading.classifier import TextClassifier

EXAMPLES = {
    "reply=none": ["aucune réponse de leur part", "toujours rien reçu", "silence depuis un mois"],
    "reply=refused": ["ils refusent de supprimer", "c'est un refus net", "refus par courriel"],
    "thanks": ["merci beaucoup", "grand merci à vous", "je vous remercie"],
}


@pytest.fixture(scope="module")
def classifier():
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts * 2]
    return TextClassifier.train([text for text, _ in pairs], [intent for _, intent in pairs])


def likeliest(scores):
    return max(scores, key=scores.get)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("toujours rien de leur part", "reply=none"),
        ("ils refusent, c'est net", "reply=refused"),
        ("merci, je vous remercie", "thanks"),
        ("REFUS !", "reply=refused"),
        ("aucune reponse recu", "reply=none"),
    ],
)
def test_close_wording_has_the_intent_of_its_neighbours(classifier, text, intent):
    assert likeliest(classifier.score([text])[0]) == intent


def test_probabilities_add_up_to_one(classifier):
    for scores in classifier.score(["aucune réponse", "merci"]):
        assert sum(scores.values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["xqzwk", "", "??", "wxk qqz"])
def test_letters_never_seen_together_have_no_intent(classifier, text):
    assert classifier.score([text]) == [{}]


def test_no_text_has_no_score(classifier):
    assert classifier.score([]) == []


def test_what_is_kept_scores_the_same(classifier, tmp_path):
    texts = ["toujours aucune réponse", "un refus", "mille mercis", "xqzwk"]
    classifier.save(tmp_path / "classifier.npz")
    kept = TextClassifier.load(tmp_path / "classifier.npz")
    for before, after in zip(classifier.score(texts), kept.score(texts), strict=True):
        assert after == pytest.approx(before, abs=1e-6)


def test_one_intent_alone_cannot_be_learnt():
    with pytest.raises(ValueError, match="class"):
        TextClassifier.train(["merci", "merci bien"], ["thanks", "thanks"])
