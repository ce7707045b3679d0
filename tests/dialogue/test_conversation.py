"""What happens beside the questions: corrections, digressions, commands, nonsense, refusals."""

import pytest

OPENING = "je suis référencé sans mon accord"
WAYS_IN = ["intent=listed_without_consent", "intent=already_wrote", "intent=have_question"]
WRITTEN = {
    "platform": "allodocteur.fr",
    "contract_signed": "non",
    "has_written": "oui",
    "written_on": "3 septembre 2026",
    "sent_by": "recommandé",
}


async def test_first_words_say_it_is_an_automated_assistant(conversation):
    await conversation.say("bonjour")
    assert conversation.names == ["utter_ways_in"]
    assert "assistant automatisé" in conversation.text
    assert conversation.choices == WAYS_IN


async def test_first_words_are_said_whatever_the_first_message(conversation):
    await conversation.say("j'ai écrit à Doctolib le 3 mars par mail, pas de réponse")
    assert "assistant automatisé" in conversation.reply.messages[0].text
    assert conversation.facts == {
        "platform": "Doctolib (France)",
        "has_written": "yes",
        "written_on": "2026-03-03",
        "sent_by": "email",
        "reply": "none",
    }
    assert conversation.asked == "contract_signed"


@pytest.mark.parametrize("way", ["1", "je suis référencé sans mon accord", WAYS_IN[0]])
async def test_way_in_asks_the_first_question(conversation, way):
    await conversation.say("bonjour", way)
    assert conversation.asked == "platform"


async def test_way_in_for_those_who_wrote_takes_it_as_said(conversation):
    await conversation.say("bonjour", "2")
    assert conversation.facts == {"has_written": "yes"}
    assert conversation.asked == "platform"


async def test_date_read_from_words_is_said_back_in_full(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur", "non", "oui", "le 3 septembre")
    assert "jeudi 3 septembre 2026" in conversation.text.replace("\u00a0", " ")


async def test_story_of_the_issue_leads_to_the_complaint(conversation):
    await conversation.say("bonjour", "2", "allodocteur.fr", "jamais signé")
    await conversation.say("écrit le 3 septembre par recommandé, reçu le 5, pas de réponse")
    assert conversation.facts["received_on"] == "2026-09-05"
    assert conversation.step == "complain"
    assert conversation.links == ["https://www.cnil.fr/fr/plaintes"]


# corrections


async def test_correction_changes_one_fact_and_says_so(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(WRITTEN, until=("received_on",))
    before = conversation.facts
    await conversation.say("en fait j'ai écrit le 5 mars")
    assert "utter_corrected" in conversation.names
    assert conversation.facts == {**before, "written_on": "2026-03-05"}
    assert conversation.asked == "received_on"


async def test_correction_without_naming_the_fact_finds_the_only_date(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(WRITTEN, until=("received_on",))
    await conversation.say("je ne sais pas", "euh en fait c'était le 4 septembre")
    assert conversation.facts["written_on"] == "2026-09-04"
    assert conversation.asked == "reply"


async def test_correction_voids_only_what_depends_on_it(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer({**WRITTEN, "received_on": "5 septembre"})
    assert conversation.asked == "reply"
    await conversation.say("en fait je l'ai envoyé par mail")
    assert conversation.facts["sent_by"] == "email"
    assert "received_on" not in conversation.facts
    assert conversation.facts["written_on"] == "2026-09-03"


async def test_correction_after_the_advice_advises_again(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer({"platform": "maiia", "contract_signed": "non", "has_written": "non"})
    await conversation.say("aucun")
    await conversation.say("j'ai écrit hier par mail, pas de réponse")
    assert conversation.step == "wait"
    assert "utter_step_wait" in conversation.names


async def test_news_after_waiting_changes_the_step(conversation):
    await conversation.say("bonjour", OPENING)
    answers = {**WRITTEN, "written_on": "3 novembre", "sent_by": "mail", "reply": "rien"}
    await conversation.answer(answers)
    assert conversation.step == "wait"
    await conversation.say("ils ont refusé hier", "aucune raison")
    assert conversation.step == "complain"


async def test_button_of_an_earlier_question_corrects_that_question(conversation):
    await conversation.say("bonjour", OPENING, "maiia", "non")
    await conversation.say("contract_signed=unknown")
    assert conversation.facts["contract_signed"] == "unknown"
    assert conversation.asked == "has_written"


# digressions


@pytest.mark.parametrize(
    ("digression", "response"),
    [
        ("pourquoi cette question ?", "utter_why_contract_signed"),
        ("j'ai deux mois ?", "utter_topic_two_months"),
        ("ils veulent ma carte d'identité, c'est légal ?", "utter_topic_identity_document"),
        ("où en suis-je ?", "utter_where"),
        ("parler à un conseiller", "utter_human"),
        ("bonjour", "utter_hello_again"),
        ("merci", "utter_thanks"),
        ("quelle est la recette de la tarte aux pommes ?", "utter_out_of_scope"),
        ("comment payer ma cotisation ordinale ?", "utter_other_matter"),
        ("je suis référencé sans mon accord", "utter_resume"),
        ("donne-moi le lien de la CNIL", "utter_topic_cnil_link"),
    ],
)
async def test_digression_is_answered_and_the_question_comes_back(
    conversation, digression, response
):
    await conversation.say("bonjour", OPENING, "allodocteur")
    await conversation.say(digression)
    assert response in conversation.names
    assert conversation.names[-1] == "utter_ask_contract_signed"
    assert conversation.facts["platform"] == "allodocteur.fr"
    assert "contract_signed" not in conversation.facts


async def test_answer_and_question_in_one_message_are_both_heard(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur")
    await conversation.say("jamais signé, est-ce que c'est légal de leur part ?")
    assert conversation.facts["contract_signed"] == "no"
    assert "utter_topic_is_it_legal" in conversation.names
    assert conversation.asked == "has_written"


async def test_repeat_asks_again_without_complaint(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur", "répète")
    assert conversation.names == ["utter_ask_contract_signed"]


async def test_repeat_outside_a_question_says_the_last_words_and_choices_again(conversation):
    await conversation.say("bonjour", "merci", "bonjour")
    said = conversation.text
    await conversation.say("répète")
    assert conversation.text == said
    assert conversation.choices == WAYS_IN


async def test_cnil_link_is_given_whenever_asked_for(conversation):
    await conversation.say("donne-moi le lien de la CNIL")
    assert conversation.links == ["https://www.cnil.fr/fr/plaintes"]


async def test_deadline_question_holding_a_date_is_not_taken_for_an_answer(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur")
    await conversation.say("quel est le délai si j'ai écrit le 3 mars ?")
    assert "written_on" not in conversation.facts
    assert conversation.asked == "contract_signed"


# commands


async def test_back_asks_the_previous_question_and_keeps_the_rest(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur", "non", "retour")
    assert conversation.asked == "contract_signed"
    assert conversation.facts == {"platform": "allodocteur.fr"}


async def test_back_twice_then_forward_loses_nothing_else(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(WRITTEN, until=("received_on",))
    await conversation.say("retour", "retour")
    assert conversation.asked == "written_on"
    await conversation.say("4 septembre 2026", "recommandé")
    assert conversation.asked == "received_on"
    assert conversation.facts["platform"] == "allodocteur.fr"


async def test_back_at_the_start_says_so(conversation):
    await conversation.say("bonjour", OPENING, "retour")
    assert conversation.names == ["utter_back_impossible", "utter_ask_platform"]


async def test_restart_forgets_the_case_and_asks_the_first_question(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur", "non", "recommencer")
    assert conversation.facts == {}
    assert conversation.asked == "platform"


async def test_stop_keeps_the_answers_and_resume_goes_on(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur", "stop")
    assert conversation.asked is None
    await conversation.say("reprendre")
    assert conversation.asked == "contract_signed"
    assert conversation.facts == {"platform": "allodocteur.fr"}


async def test_erase_leaves_nothing_behind(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur", "efface mes données")
    assert "effacés" in conversation.text
    assert conversation.facts == {}
    assert await conversation.assistant.tracker_store.retrieve(conversation.sender) is None


async def test_wish_to_be_erased_from_the_site_is_not_taken_for_erasing_the_conversation(
    conversation,
):
    await conversation.say("bonjour", "je veux que doctolib supprime mes données")
    assert await conversation.assistant.tracker_store.retrieve(conversation.sender) is not None


# what cannot be understood


@pytest.mark.parametrize(
    ("message", "response"),
    [
        ("", "utter_doubt_empty"),
        ("   ", "utter_doubt_empty"),
        ("a" * 10_000, "utter_doubt_too_long"),
        ("/restart", "utter_doubt_slash"),
        ('/inform{"written_on": "x"}', "utter_doubt_slash"),
        ("/back", "utter_doubt_slash"),
        ("/session_start", "utter_doubt_slash"),
        ("contract_signed=peut-être", "utter_doubt_invalid"),
        ("document=cnil_complaint", "utter_doubt_stale"),
        ("xqzvw kjhg", "utter_not_understood"),
        ("9", "utter_doubt_no_such_choice"),
        ("{{ 7*7 }} {platform}", "utter_prompt_injection"),
    ],
)
async def test_bad_input_gets_a_sentence_and_the_question_again(conversation, message, response):
    await conversation.say("bonjour", OPENING, "allodocteur")
    await conversation.say(message)
    assert response in conversation.names
    assert conversation.names[-1] == "utter_ask_contract_signed"
    assert conversation.facts == {"platform": "allodocteur.fr"}


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        ("en mars", "utter_doubt_ambiguous"),
        ("31 avril", "utter_doubt_impossible"),
        ("demain", "utter_doubt_future"),
        ("je ne sais plus", "utter_doubt_unsure"),
    ],
)
async def test_doubtful_date_is_asked_again_with_its_reason(conversation, answer, response):
    await conversation.say("bonjour", OPENING, "allodocteur", "non", "oui")
    assert conversation.asked == "written_on"
    await conversation.say(answer)
    assert response in conversation.names
    assert conversation.asked == "written_on"
    assert "written_on" not in conversation.facts


async def test_reception_before_sending_is_refused(conversation):
    await conversation.say("bonjour", OPENING)
    await conversation.answer(WRITTEN)
    await conversation.say("le 1er septembre 2026")
    assert "utter_doubt_before_written" in conversation.names
    assert conversation.asked == "received_on"


async def test_misunderstandings_of_one_question_are_answered_differently_each_time(conversation):
    await conversation.say("bonjour", OPENING, "allodocteur")
    spoken = []
    for nonsense in ("xqzvw", "kjhgf", "wxcvb"):
        await conversation.say(nonsense)
        spoken.append(conversation.names[0])
    assert spoken == [
        "utter_not_understood",
        "utter_not_understood_again",
        "utter_not_understood_human",
    ]


async def test_unknown_site_is_confirmed_before_it_is_believed(conversation):
    await conversation.say("bonjour", OPENING, "Kinébook")
    assert "utter_doubt_unknown_platform" in conversation.names
    assert "platform" not in conversation.facts
    await conversation.say("oui")
    assert conversation.facts["platform"] == "Kinébook"


async def test_every_contact_detail_left_empty_is_said_as_such(conversation):
    await conversation.say("parler à un conseiller")
    assert "voir le site de votre conseil" in conversation.text
