"""Every step of the contract, reached by stories told as tables: slot → answer."""

import pytest

CNIL = "https://www.cnil.fr/fr/plaintes"
OPENING = "je suis référencé sans mon accord"
NO_CONTRACT = {"platform": "allodocteur.fr", "contract_signed": "non, jamais"}
WRITTEN = {**NO_CONTRACT, "has_written": "oui"}
SIGNED = {"platform": "Doctolib", "contract_signed": "oui", "contract_sent": "oui"}

STORIES = [
    # nothing sent yet
    ("request_deletion", {**NO_CONTRACT, "has_written": "pas encore"}),
    (
        "request_deletion",
        {"platform": "maiia", "contract_signed": "je ne sais pas", "has_written": "non"},
    ),
    ("request_deletion", {"platform": "doctolib", "contract_signed": "3", "has_written": "1"}),
    (
        "request_deletion",
        {
            **WRITTEN,
            "written_on": "le 2 octobre 2026",
            "sent_by": "recommandé",
            "received_on": "je ne sais pas",
            "reply": "mon courrier m'est revenu",
        },
    ),
    # a contract of one's own
    ("terminate_and_delete", {**SIGNED, "wants_removal": "je veux partir", "has_written": "non"}),
    (
        "terminate_and_delete",
        {**SIGNED, "contract_sent": "non", "wants_removal": "1", "has_written": "pas encore"},
    ),
    (
        "terminate_and_delete",
        {
            **SIGNED,
            "wants_removal": "le quitter",
            "has_written": "oui",
            "written_on": "hier",
            "sent_by": "par mail",
            "reply": "mail en erreur",
        },
    ),
    (
        "declare_contract",
        {**SIGNED, "contract_sent": "je ne sais pas", "wants_removal": "y rester"},
    ),
    ("declare_contract", {**SIGNED, "contract_sent": "non", "wants_removal": "je préfère rester"}),
    ("declare_contract", {**SIGNED, "wants_removal": "2"}),
    # the time is running
    ("wait", {**WRITTEN, "written_on": "le 3 novembre", "sent_by": "courriel", "reply": "rien"}),
    ("wait", {**WRITTEN, "written_on": "hier", "sent_by": "2", "reply": "pas de nouvelles"}),
    (
        "wait",
        {
            **WRITTEN,
            "written_on": "20 octobre 2026",
            "sent_by": "en recommandé",
            "received_on": "le 24 octobre",
            "reply": "aucune réponse",
        },
    ),
    (
        "wait_extended",
        {
            **WRITTEN,
            "written_on": "1er octobre",
            "sent_by": "formulaire",
            "reply": "ils demandent un délai supplémentaire",
            "replied_on": "20 octobre",
        },
    ),
    (
        "wait_extended",
        {
            **WRITTEN,
            "written_on": "03/09/2026",
            "sent_by": "mail",
            "reply": "4",
            "replied_on": "le 1er octobre",
        },
    ),
    (
        "wait_extended",
        {
            **WRITTEN,
            "written_on": "25/09/2026",
            "sent_by": "1",
            "received_on": "28/09/2026",
            "reply": "Il demande plus de temps",
            "replied_on": "28/10/2026",
        },
    ),
    (
        "answer_identity",
        {
            **WRITTEN,
            "written_on": "10 novembre",
            "sent_by": "mail",
            "reply": "ils veulent ma carte d'identité",
            "replied_on": "hier",
        },
    ),
    (
        "answer_identity",
        {
            **WRITTEN,
            "written_on": "12/10/2026",
            "sent_by": "4",
            "reply": "6",
            "replied_on": "13/10/2026",
        },
    ),
    (
        "answer_identity",
        {
            **WRITTEN,
            "written_on": "2 novembre",
            "sent_by": "lettre simple",
            "reply": "il demande une pièce d’identité",
            "replied_on": "le 9 novembre",
        },
    ),
    # the complaint is open
    (
        "complain",
        {
            **WRITTEN,
            "written_on": "3 septembre 2026",
            "sent_by": "recommandé",
            "received_on": "5 septembre",
            "reply": "rien du tout",
        },
    ),
    (
        "complain",
        {
            **WRITTEN,
            "written_on": "le 20 novembre",
            "sent_by": "mail",
            "reply": "ils refusent",
            "replied_on": "avant-hier",
            "reply_ground": "c'est public",
        },
    ),
    (
        "complain",
        {
            **WRITTEN,
            "written_on": "le 10 novembre",
            "sent_by": "formulaire",
            "reply": "ils n'ont supprimé que la photo",
            "replied_on": "le 15 novembre",
            "reply_ground": "aucune raison",
        },
    ),
    (
        "complain",
        {
            **WRITTEN,
            "written_on": "3 août 2026",
            "sent_by": "courriel",
            "reply": "prolongation",
            "replied_on": "20 septembre 2026",
        },
    ),
    (
        "complain",
        {
            **WRITTEN,
            "written_on": "3 août 2026",
            "sent_by": "courriel",
            "reply": "identité",
            "replied_on": "20 septembre 2026",
        },
    ),
    # done
    (
        "close",
        {
            **WRITTEN,
            "written_on": "1er octobre 2026",
            "sent_by": "mail",
            "reply": "ils ont tout supprimé",
            "replied_on": "10 octobre",
        },
    ),
    (
        "close",
        {
            **WRITTEN,
            "written_on": "1/10/2026",
            "sent_by": "3",
            "reply": "5",
            "replied_on": "12/10/2026",
        },
    ),
    (
        "close",
        {
            **WRITTEN,
            "written_on": "5 juin 2026",
            "sent_by": "recommandé",
            "received_on": "8 juin 2026",
            "reply": "ma fiche a disparu",
            "replied_on": "30 juin 2026",
        },
    ),
]
DOCUMENTS = {
    "request_deletion": {"deletion_request"},
    "terminate_and_delete": {"termination_request"},
    "declare_contract": {"contract_transmittal"},
    "wait": set(),
    "wait_extended": set(),
    "answer_identity": {"reminder"},
    "complain": {"reminder", "cnil_complaint"},
    "close": set(),
}


@pytest.mark.parametrize(("step", "answers"), STORIES)
async def test_story_reaches_its_step_and_is_told_all_of_it(conversation, step, answers):
    await conversation.say("bonjour", OPENING)
    spoken = await conversation.answer(answers)

    assert conversation.step == step
    assert set(answers) == set(conversation.facts)
    assert f"utter_step_{step}" in spoken
    assert "utter_contract_rule" in spoken
    assert ("utter_cnil_link" in spoken) == (step == "complain")


@pytest.mark.parametrize(("step", "answers"), STORIES)
async def test_story_is_offered_the_documents_of_its_step_and_no_other(conversation, step, answers):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(answers)

    expected = set(DOCUMENTS[step])
    if (
        conversation.facts["contract_signed"] == "yes"
        and conversation.facts["contract_sent"] != "yes"
    ):
        expected.add("contract_transmittal")
    offered = {value.removeprefix("document=") for value in conversation.choices}
    assert offered == (expected | {"none"} if expected else set())


@pytest.mark.parametrize(
    ("answers", "due", "complaint_from"),
    [
        (STORIES[10][1], "jeudi 3 décembre 2026", "vendredi 4 décembre 2026"),
        (STORIES[12][1], "mardi 24 novembre 2026", "mercredi 25 novembre 2026"),
        (STORIES[13][1], "lundi 4 janvier 2027", "mardi 5 janvier 2027"),
    ],
)
async def test_waiting_comes_with_the_day_and_a_calendar_file(
    conversation, answers, due, complaint_from
):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(answers)

    spoken = conversation.text.replace("\u00a0", " ")
    assert due in spoken
    assert complaint_from in spoken
    calendar = conversation.documents[0]
    with open(calendar["path"], encoding="utf-8") as file:
        assert file.read().count("BEGIN:VEVENT") == 2


async def test_deadline_counted_from_sending_is_said_to_be_provisional(conversation):
    await conversation.say("bonjour", OPENING)
    spoken = await conversation.answer(STORIES[10][1])
    assert "utter_deadline_provisional" in spoken


async def test_complaint_gives_the_link_itself(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(STORIES[19][1])
    assert conversation.links == [CNIL]
    assert CNIL in conversation.text
