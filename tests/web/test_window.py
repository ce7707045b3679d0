"""Whole stories in the window, on the page of a site with a strict policy."""

import io
import zipfile
from urllib.parse import urlsplit

import docx
import pytest

from tests.web.browser import FIRST_LETTER, PERSON, plain

pytestmark = pytest.mark.slow

CNIL = "https://www.cnil.fr/fr/plaintes"


def read(page, card):
    with page.expect_download() as downloading:
        card.click()
    return downloading.value


def words(download):
    document = docx.Document(io.BytesIO(download.path().read_bytes()))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_deletion_request_is_downloaded_and_read(window, served, site):
    window.visit().launcher.wait_for()
    assert window.stored() == 0

    window.open().press("Je suis référencé").say(*FIRST_LETTER).press("Oui, préparez")

    cards = window.log.locator("a.card")
    letter = read(window.page, cards.first)
    assert letter.suggested_filename.endswith(".docx")
    assert "Camille Martin" in words(letter)
    assert "allodocteur.fr" in words(letter)
    assert "Word" in cards.first.inner_text()
    assert zipfile.ZipFile(read(window.page, cards.last).path()).testzip() is None
    assert window.complaints == []
    hosts = {urlsplit(address).netloc for address in window.asked}
    assert hosts == {urlsplit(served.address).netloc, urlsplit(site.address).netloc}


def test_silence_leads_to_the_cnil_with_texts_to_copy(window):
    window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.visit().open().press("J’ai déjà écrit").say("doctolib", "non")
    window.day.fill("2026-09-03")
    window.press("Envoyer cette date").say("recommandé", "5 septembre", "rien")
    window.press("L’exposé de la plainte").say(*PERSON).press("Oui, préparez")

    link = window.log.locator(f"a[href='{CNIL}']").last
    assert f"L’assistant :\n\n{CNIL}" not in window.answers  # once is enough
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert window.log.get_by_role("button", name="Copier").count() == 7
    wishes = window.log.get_by_role("button", name="Copier\u00a0: Ce que je demande")
    wishes.click()
    window.log.get_by_text("Copié", exact=True).wait_for()
    assert window.page.evaluate("navigator.clipboard.readText()").startswith("- de vérifier")

    window.press("La lettre de relance").press("Oui, préparez")
    archive = zipfile.ZipFile(read(window.page, window.log.locator("a.card").last).path())
    names = " ".join(archive.namelist())
    assert "plainte" in names
    assert "relance" in names
    assert window.complaints == []


def test_a_text_is_copied_where_the_clipboard_is_out_of_reach(window, complaint):
    window.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    window.come_back(complaint)
    window.log.get_by_role("button", name="Copier\u00a0: Ce que je demande").click()
    window.field.press("Control+V")
    assert window.field.input_value().startswith("- de vérifier")


def test_a_date_is_chosen_in_a_calendar(window):
    window.visit().open().say("doctolib", "non", "oui")
    assert "Étape 3 sur 6" in window.inside.locator(".progress").inner_text()
    assert window.day.get_attribute("max")
    window.day.fill("2026-09-03")
    window.press("Envoyer cette date")
    assert window.mine[-1] == "03/09/2026"
    assert "jeudi 3 septembre 2026" in "\n".join(window.answers)
    assert not window.day.is_visible()


def test_an_answer_is_changed_from_the_recap(window):
    window.visit().open().say("doctolib", "non", "oui", "3 septembre 2026")
    window.menu("Mes réponses")
    assert "jeudi 3 septembre 2026" in plain(window.recap.inner_text())
    window.recap.get_by_role("button", name="Modifier\u00a0: Date d’envoi").click()
    window.wait(turns=5)
    assert "À quelle date" in window.last
    window.say("4 septembre 2026").menu("Mes réponses")
    assert "vendredi 4 septembre 2026" in plain(window.recap.inner_text())
    assert "Doctolib" in window.recap.inner_text()


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "/restart", "control=erase"])
def test_what_is_typed_is_only_text(window, text):
    window.visit().open().say("doctolib", text)
    assert window.mine[-1] == text
    assert window.log.locator("img").count() == 0
    assert "contrat" in window.last
    assert window.complaints == []


def test_two_lines_in_a_page_make_one_window(window):
    window.visit().launcher.wait_for()
    window.page.evaluate(ONCE_MORE)
    assert window.page.locator("assistant-window").count() == 1


@pytest.mark.parametrize(
    ("wished", "worn"), [("#0b5cad", "rgb(11, 92, 173)"), ("#ffee88", None), ("red", None)]
)
def test_a_colour_is_worn_when_white_can_be_read_on_it(window, wished, worn):
    councils = window.visit().launcher.evaluate(COLOUR)
    window.page.locator("assistant-window").evaluate("old => old.remove()")
    window.page.evaluate(ONCE_MORE, wished)
    assert window.launcher.evaluate(COLOUR) == (worn or councils)


def test_a_link_of_the_page_opens_the_window(window):
    window.visit().launcher.wait_for()
    window.page.get_by_role("link", name="Ouvrir").click()
    window.wait()
    assert window.inside.is_visible()


def test_the_conversation_is_saved_as_a_text(window):
    window.visit().open().say("doctolib")
    with window.page.expect_download() as downloading:
        window.menu("Enregistrer la conversation")
    text = downloading.value.path().read_text("utf-8-sig")
    assert "Vous\u00a0: doctolib" in text
    assert "L’assistant\u00a0: C’est noté" in text


def test_only_the_conversation_is_printed_and_one_can_tell_who_speaks(window):
    window.visit().open().say("doctolib")
    window.page.evaluate(NOTE_WHAT_IS_PRINTED)
    window.page.emulate_media(media="print")
    window.inside.locator(".menu button", has_text="Imprimer").dispatch_event("click")
    assert window.page.evaluate("window.printed") == "none"
    assert window.page.locator("main").is_visible()
    assert not window.field.is_visible()
    assert window.log.locator(".me .hidden").bounding_box()["width"] > 20


ONCE_MORE = """async (colour) => {
    const line = document.createElement("script");
    Object.assign(line, { src: document.querySelector("script").src });
    if (colour) line.dataset.colour = colour;
    const loaded = new Promise((resolve) => line.addEventListener("load", resolve));
    document.body.append(line);
    await loaded;
}"""
COLOUR = "launcher => getComputedStyle(launcher).backgroundColor"
NOTE_WHAT_IS_PRINTED = """
    window.print = () => {
        window.printed = getComputedStyle(document.querySelector("main")).display;
    }"""
