"""From the advice to the Word file: the author's facts, the recap, the document."""

import io
import zipfile

import docx
import pytest

from bot.core.store import DocumentStore

OPENING = "je suis référencé sans mon accord"
AUTHOR = {
    "full_name": "camille MARTIN",
    "practice_address": "12 rue des Alpes, 26000 Valence",
    "email": "camille.martin@exemple.fr",
    "rpps": "non",
    "listing_url": "https://www.allodocteur.fr/camille-martin",
}
FIRST = {"platform": "allodocteur.fr", "contract_signed": "non", "has_written": "non"}
SILENCE = {
    "platform": "allodocteur.fr",
    "contract_signed": "non",
    "has_written": "oui",
    "written_on": "3 septembre 2026",
    "sent_by": "recommandé",
    "received_on": "5 septembre",
    "reply": "rien",
}
SIGNED = {"platform": "Doctolib", "contract_signed": "oui", "contract_sent": "non"}
CASES = [
    ("deletion_request", FIRST, "1"),
    ("cnil_complaint", SILENCE, "l'exposé de la plainte à la CNIL"),
    ("reminder", SILENCE, "la lettre de relance"),
    ("termination_request", {**SIGNED, "wants_removal": "partir", "has_written": "non"}, "oui"),
    ("contract_transmittal", {**SIGNED, "wants_removal": "rester"}, "1"),
]


def read(document):
    with open(document["path"], "rb") as file:
        word = docx.Document(io.BytesIO(file.read()))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


async def reach_recap(conversation, answers, choice, author=AUTHOR):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(answers)
    await conversation.say(choice)
    await conversation.answer(author)


@pytest.mark.parametrize(("name", "answers", "choice"), CASES)
async def test_document_is_written_after_the_recap_is_confirmed(
    conversation, name, answers, choice
):
    await reach_recap(conversation, answers, choice)
    assert conversation.asked == "confirmed"
    assert "Camille Martin" in conversation.text

    await conversation.say("oui")

    document = conversation.documents[0]
    assert document["name"].endswith(".docx")
    assert f"utter_send_{name}" in conversation.names
    assert "Camille Martin" in read(document)
    assert ("utter_cnil_link" in conversation.names) == (name == "cnil_complaint")


async def test_a_complaint_is_also_given_as_texts_to_paste(conversation):
    await reach_recap(conversation, SILENCE, "l'exposé de la plainte à la CNIL")
    await conversation.say("oui")
    said = [message.as_dict()["text"] for message in conversation.reply.messages]
    assert "utter_blocks_intro" in conversation.names
    assert sum("caractères)\n\n" in text for text in said) == 7
    (wishes,) = (text for text in said if text.startswith("Ce que je demande à la CNIL ("))
    title, text = wishes.split("\n\n")
    assert title == f"Ce que je demande à la CNIL ({len(text)} caractères)"


async def test_everything_is_handed_over_after_the_last_document(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("oui")
    archive = conversation.documents[-1]
    assert archive["name"] == "dossier-allodocteur-fr.zip"
    assert conversation.names[-2:] == ["utter_case_file_ready", "utter_no_more_documents"]
    with zipfile.ZipFile(archive["path"]) as opened:
        assert any(name.startswith("1-demande-de-suppression") for name in opened.namelist())


async def test_nothing_is_handed_over_twice_while_a_document_is_still_offered(conversation):
    await reach_recap(conversation, SILENCE, "document=cnil_complaint")
    await conversation.say("oui")
    assert not any(document["name"].endswith(".zip") for document in conversation.documents)


async def test_dates_of_the_case_stand_in_the_complaint(conversation):
    await reach_recap(conversation, SILENCE, "document=cnil_complaint")
    await conversation.say("confirmed=yes")
    text = read(conversation.documents[0]).replace("\u00a0", " ")
    assert "3 septembre 2026" in text
    assert "5 septembre 2026" in text
    assert "5 octobre 2026" in text


async def test_stored_document_has_an_unguessable_name_and_an_expiry(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("oui")
    token = conversation.documents[0]["path"].split("/")[-2]
    stored = DocumentStore().get(token)
    assert len(token) == 43
    assert stored is not None
    assert stored.expires.tzinfo is not None


async def test_fact_changed_at_the_recap_changes_the_document(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("modifier une réponse")
    assert conversation.asked == "fact_to_change"
    await conversation.say("fact_to_change=practice_address")
    assert conversation.asked == "practice_address"
    await conversation.say("3 place de la Gare 26100 Romans-sur-Isère")
    assert conversation.asked == "confirmed"
    await conversation.say("oui")
    assert "26100 Romans-sur-Isère" in read(conversation.documents[0])


async def test_fact_said_to_be_wrong_at_the_recap_is_asked_again(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("l'adresse est fausse")
    assert conversation.asked == "practice_address"
    assert conversation.facts["full_name"] == "Camille Martin"


async def test_date_corrected_at_the_recap_is_said_and_shown_again(conversation):
    await reach_recap(conversation, SILENCE, "document=cnil_complaint")
    await conversation.say("en fait j'ai écrit le 4 septembre")
    assert "utter_corrected" in conversation.names
    assert conversation.facts["written_on"] == "2026-09-04"
    assert conversation.asked == "confirmed"


async def test_correction_that_changes_the_step_is_advised_again_before_any_letter(conversation):
    await reach_recap(conversation, SILENCE, "document=cnil_complaint")
    await conversation.say("en fait ils ont tout supprimé le 10 octobre")
    assert conversation.step == "close"
    assert "utter_step_close" in conversation.names
    names = [document["name"] for document in conversation.documents]
    assert names == ["echeances.ics", "dossier-allodocteur-fr.zip"]
    with zipfile.ZipFile(conversation.documents[-1]["path"]) as archive:
        assert not any("plainte" in name for name in archive.namelist())


async def test_no_document_when_the_recap_is_refused(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("confirmed=no")
    assert "utter_document_later" in conversation.names
    assert conversation.documents == []


async def test_second_document_of_the_step_is_offered_after_the_first(conversation):
    await reach_recap(conversation, SILENCE, "document=cnil_complaint")
    await conversation.say("oui")
    assert conversation.asked == "document"
    assert "document=reminder" in conversation.choices
    assert "document=cnil_complaint" not in conversation.choices
    await conversation.say("1")
    assert conversation.asked == "confirmed"


async def test_author_is_asked_nothing_before_a_document_is_wanted(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(FIRST)
    assert conversation.asked == "document"
    await conversation.say("aucun pour l'instant")
    assert conversation.asked is None
    assert not AUTHOR.keys() & conversation.facts.keys()


async def test_address_may_come_in_two_messages(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(FIRST)
    await conversation.say("1", "Camille Martin", "12 bis rue de l’Église")
    assert conversation.asked == "practice_address"
    await conversation.say("26100 Romans-sur-Isère")
    assert (
        conversation.facts["practice_address"] == "12 bis rue de l’Église, 26100 Romans-sur-Isère"
    )


@pytest.mark.parametrize("name", ["Anne & Paul <SARL>", 'Camille "Kiné" Martin'])
async def test_signs_of_markup_in_an_answer_survive_in_the_letter(conversation, name):
    await reach_recap(
        conversation, FIRST, "1", {**AUTHOR, "practice_address": f"2 rue {name}, 26000 Valence"}
    )
    await conversation.say("oui")
    assert name in read(conversation.documents[0])


async def test_who_comes_back_is_given_what_was_written_and_asked_nothing(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("oui")
    given = {document["name"] for document in conversation.documents}
    await conversation.say("reprendre")
    assert {document["name"] for document in conversation.documents} == given
    assert conversation.asked is None
    assert conversation.names[-1] == "utter_no_more_documents"


async def test_what_has_expired_can_be_written_again(conversation):
    await reach_recap(conversation, FIRST, "1")
    await conversation.say("oui")
    DocumentStore().erase(conversation.sender)
    await conversation.say("reprendre")
    assert conversation.documents == []
    assert "document=deletion_request" in conversation.choices
    await conversation.say("1", "oui")
    assert conversation.documents[0]["name"].endswith(".docx")
