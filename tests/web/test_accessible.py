"""Keyboard, names and roles, and what axe-core finds, in every state of the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.browser import Window

pytestmark = pytest.mark.slow

WIDTHS = (320, 390, 1280)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PERSON = ("Camille Martin", "12 rue des Alpes, 26000 Valence", "non", "non", "non")
FIRST_LETTER = ("allodocteur.fr", "non", "pas encore", "1", *PERSON)
SMALLEST_TARGET = 24  # CSS pixels (WCAG 2.2, 2.5.8)


def closed(window):
    window.visit().page.locator("assistant-window .launcher").wait_for()


def choices(window):
    window.visit().open().say("doctolib")


def day(window):
    window.visit().open().say("doctolib", "non", "oui")


def menu(window):
    choices(window)
    window.inside.get_by_text("Menu", exact=True).click()


def recap(window):
    day(window)
    window.menu("Mes réponses")


def sure(window):
    choices(window)
    window.menu("Effacer mes données")


def document(window):
    window.visit().open().say(*FIRST_LETTER).press("Oui, préparez")


def complaint(window):
    story = ("doctolib", "non", "oui", "3 septembre 2026", "recommandé", "5 septembre", "rien")
    window.visit().open().say(*story)
    window.press("L’exposé").say(*PERSON).press("Oui, préparez")


def offline(window):
    choices(window)
    window.page.context.set_offline(True)
    window.inside.get_by_label("Votre message").fill("non")
    window.inside.get_by_label("Votre message").press("Enter")
    window.inside.get_by_role("button", name="Réessayer").wait_for()


def too_long(window):
    choices(window)
    window.inside.get_by_label("Votre message").fill("a" * 2001)
    window.inside.get_by_label("Votre message").press("Enter")
    window.inside.get_by_role("alert").wait_for()


STATES = (closed, choices, day, menu, recap, sure, document, complaint, offline, too_long)


def faults(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found
        for node in fault["nodes"]
    ]


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(served, site, browsing, state, scheme):
    window = Window(browsing(color_scheme=scheme).new_page(), site.address)
    state(window)
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 800})
        assert faults(window.page) == []
        assert not overflows(window.page)


def test_axe_sees_a_fault_inside_the_window(window):
    choices(window)
    window.inside.locator(".close").evaluate("e => { e.textContent = ''; e.ariaLabel = null; }")
    window.inside.locator(".me").evaluate(
        "e => { e.style.color = '#999'; e.style.background = '#777'; }"
    )
    assert {fault for fault, *_ in faults(window.page)} >= {"button-name", "color-contrast"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/assistant", "/confidentialite", "/accessibilite"])
def test_axe_finds_nothing_on_the_pages(served, browsing, path, scheme):
    page = browsing(color_scheme=scheme).new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(served.address + path)
        assert faults(page) == []
        assert not overflows(page)


def test_at_400_percent_the_question_and_the_field_can_be_reached(served, site, browsing):
    window = Window(browsing(viewport={"width": 320, "height": 256}).new_page(), site.address)
    window.visit().open().say("doctolib")
    field = window.inside.get_by_label("Votre message")
    field.scroll_into_view_if_needed()
    field.fill("non")
    assert field.is_visible()
    window.log.get_by_role("button", name="Non, jamais").scroll_into_view_if_needed()
    assert not overflows(window.page)


@pytest.mark.parametrize("state", [choices, day, menu, recap, sure, document])
def test_every_target_is_large_enough(window, state):
    state(window)
    window.page.set_viewport_size({"width": 390, "height": 844})
    controls = window.page.locator(
        "assistant-window :is(button, summary, input, textarea, a.card):visible"
    )
    boxes = [control.bounding_box() for control in controls.all()]
    assert len(boxes) > 4
    assert min(min(box["width"], box["height"]) for box in boxes) >= SMALLEST_TARGET


def test_the_whole_story_by_keyboard(window):
    page = window.visit().page
    page.locator("assistant-window .launcher").wait_for()
    focused = "document.activeElement.shadowRoot?.activeElement?.textContent || ''"
    for _ in range(10):
        page.keyboard.press("Tab")
        if "assistant" in page.evaluate(focused):
            break
    page.keyboard.press("Enter")
    window.wait()
    page.keyboard.type("doctolib")
    page.keyboard.press("Enter")
    window.wait(turns=1)
    page.keyboard.press("Shift+Tab")
    assert "Je ne sais pas" in page.evaluate(focused)
    page.keyboard.press("Enter")
    window.wait(turns=2)
    assert window.mine == ["doctolib", "Je ne sais pas"]
    page.keyboard.type("non")
    page.keyboard.press("Enter")
    window.wait(turns=3)
    page.keyboard.press("Escape")
    assert not window.inside.is_visible()
    assert "Ouvrir l’assistant" in page.evaluate(focused)


def test_escape_closes_the_menu_first_then_the_window(window):
    menu(window)
    window.page.keyboard.press("Escape")
    assert not window.inside.get_by_role("button", name="Recommencer").is_visible()
    assert window.inside.is_visible()
    window.page.keyboard.press("Escape")
    assert not window.inside.is_visible()


def test_a_screen_reader_is_told_what_it_needs(window):
    choices(window)
    assert window.page.get_by_role("dialog", name="Assistant du conseil").count() == 1
    assert window.page.get_by_role("log", name="Conversation").count() == 1
    assert window.page.locator("assistant-window").get_attribute("lang") == "fr"
    assert window.log.get_attribute("aria-live") == "polite"
    assert window.answers[-1].startswith("L’assistant :")


def test_what_was_already_heard_is_not_announced_again(window):
    choices(window)
    window.page.reload()
    window.wait()
    assert window.log.get_attribute("aria-live") == "off"


def test_nothing_moves_for_who_asked_so(browsing, site, served):
    window = Window(browsing(reduced_motion="reduce").new_page(), site.address)
    choices(window)
    moving = "document.getAnimations({subtree: true}).length"
    window.page.route("**/widget/messages", lambda route: None)
    window.inside.get_by_label("Votre message").fill("non")
    window.inside.get_by_label("Votre message").press("Enter")
    window.inside.locator(".dots").wait_for()
    assert window.page.evaluate(moving) == 0


def test_forced_colours_keep_the_launcher_and_its_border(browsing, site, served):
    window = Window(browsing(forced_colors="active").new_page(), site.address)
    closed(window)
    launcher = window.page.locator("assistant-window .launcher")
    assert launcher.is_visible()
    assert launcher.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
