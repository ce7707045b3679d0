"""The page without script: the same story in plain forms."""

import io

import docx
import pytest

from tests.web.browser import FIRST_LETTER

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browsing, served):
    plain = browsing(java_script_enabled=False).new_page()
    plain.set_default_timeout(15_000)
    plain.goto(served.address + "/assistant")
    plain.get_by_role("button", name="Commencer").click()
    return plain


def say(page, *texts):
    for text in texts:
        page.get_by_label("Votre message").fill(text)
        page.get_by_role("button", name="Envoyer").click()


def last(page):
    return page.locator(".bot").last.inner_text()


def test_a_letter_is_written_and_read_without_script(page):
    page.get_by_role("button", name="1. Je suis référencé").click()
    say(page, *FIRST_LETTER)
    page.get_by_role("button", name="Oui, préparez").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger demande-de-suppression").first.click()
    document = docx.Document(io.BytesIO(downloading.value.path().read_bytes()))
    assert "Camille Martin" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_date_is_chosen_in_a_calendar(page):
    say(page, "doctolib", "non", "oui")
    page.get_by_label("Ou choisissez une date").fill("2026-09-03")
    page.get_by_role("button", name="Envoyer").click()
    assert "envoyée" in last(page)
    assert "Étape 3 sur 6" in page.locator("header").inner_text()


def test_an_empty_message_is_said_and_the_question_stays(page):
    say(page, "doctolib")
    question, field = last(page), page.get_by_label("Votre message")
    page.get_by_role("button", name="Envoyer").click()
    problem = page.get_by_role("alert")
    assert "Renvoyez-le" in problem.inner_text()
    assert field.get_attribute("aria-invalid") == "true"
    assert field.get_attribute("aria-describedby") == problem.get_attribute("id")
    assert last(page) == question


def test_a_page_sent_twice_counts_once(page):
    say(page, "doctolib")
    page.reload()
    assert "contrat" in last(page)
    say(page, "non")
    assert "déjà écrit" in last(page)


def test_an_answer_is_changed(page):
    say(page, "doctolib", "non")
    page.get_by_text("Mes réponses").click()
    page.get_by_role("button", name="Modifier\u00a0: Site").click()
    assert "Quel site" in last(page)


def test_one_can_start_over(page):
    say(page, "doctolib")
    page.get_by_role("button", name="Recommencer").click()
    assert "Quel site" in last(page)
    assert page.get_by_text("Mes réponses").count() == 0


def test_data_are_erased_after_a_second_look(page):
    say(page, "doctolib")
    page.get_by_text("Effacer mes données").click()
    page.get_by_role("button", name="Oui", exact=True).click()
    assert "effacés" in page.locator(".bot").first.inner_text()


def test_what_is_typed_is_only_text(page):
    say(page, "<b>doctolib</b>")
    assert page.locator("b").count() == 0
    assert "<b>doctolib</b>" in page.locator(".me").inner_text()


@pytest.mark.parametrize("problem", [False, True])
def test_reading_goes_on_at_the_answer(page, problem):
    page.set_viewport_size({"width": 320, "height": 256})
    say(page, "" if problem else "doctolib")
    said = page.get_by_role("alert") if problem else page.locator(".me")
    assert 0 <= said.bounding_box()["y"] < 100
