"""Keyboard, names and roles, and what axe-core finds, in every state of the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SCHEMES = ("light", "dark")
PHONE = {"viewport": {"width": 390, "height": 844}}
ZOOMED = {"viewport": {"width": 320, "height": 256}}  # 1280 by 1024 at 400 %
DEVICES = {"phone": PHONE, "desktop": {}}
WIDTHS = {"phone": (320, 390), "desktop": (1280,)}
TOUCH = 44  # CSS pixels, as designed; 24 is the least that WCAG 2.2 allows


def closed(window):
    window.visit().launcher.wait_for()


def choices(window):
    window.visit().open().say("doctolib")


def day(window):
    window.visit().open().say("doctolib", "non", "oui")


def menu(window):
    choices(window)
    window.open_menu()


def recap(window):
    day(window)
    window.menu("Mes réponses")


def sure(window):
    choices(window)
    window.menu("Effacer mes données")


def offline(window):
    choices(window)
    window.page.context.set_offline(True)
    window.write("non")
    window.button("Réessayer").wait_for()


def too_long(window):
    choices(window)
    window.write("a" * 2001)
    window.inside.get_by_role("alert").wait_for()


STATES = (closed, choices, day, menu, recap, sure, offline, too_long)


def faults(page):
    """What axe-core finds on the page, shadow roots included."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found
        for node in fault["nodes"]
    ]


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def small_targets(page):
    controls = page.locator(
        "assistant-window :is(button, summary, input, textarea, a.card):visible"
    )
    boxes = [(control.inner_text(), control.bounding_box()) for control in controls.all()]
    assert boxes
    return [(words, box) for words, box in boxes if min(box["width"], box["height"]) < TOUCH]


@pytest.fixture(params=WIDTHS)
def device(request):
    return request.param


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_without_fault(visiting, state, device):
    window = visiting(**DEVICES[device])
    state(window)
    assert_without_fault(window, WIDTHS[device])


@pytest.mark.parametrize("documents", ["letter", "complaint"])
def test_documents_are_without_fault(visiting, device, documents, request):
    window = visiting(**DEVICES[device]).come_back(request.getfixturevalue(documents))
    assert window.log.locator("a.card").count() > 1
    assert_without_fault(window, WIDTHS[device])


def assert_without_fault(window, widths):
    for width in widths:
        window.page.set_viewport_size({"width": width, "height": 844})
        assert not overflows(window.page)
        assert small_targets(window.page) == []
        for scheme in SCHEMES:
            window.page.emulate_media(color_scheme=scheme)
            assert faults(window.page) == []


def test_axe_sees_a_fault_inside_the_window(window):
    choices(window)
    window.inside.locator(".close").evaluate("e => { e.textContent = ''; e.ariaLabel = null; }")
    window.inside.locator(".me").evaluate(
        "e => { e.style.color = '#999'; e.style.background = '#777'; }"
    )
    assert {fault for fault, *_ in faults(window.page)} >= {"button-name", "color-contrast"}


@pytest.mark.parametrize("path", ["/", "/assistant", "/confidentialite", "/accessibilite"])
def test_the_pages_are_without_fault(served, browsing, path):
    page = browsing().new_page()
    page.goto(served.address + path)
    assert_page_without_fault(page)


@pytest.mark.parametrize("said", ["doctolib", ""])
def test_the_page_without_script_is_without_fault_as_one_talks(served, browsing, said):
    page = browsing().new_page()
    page.goto(served.address + "/assistant")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Votre message").fill(said)
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".me" if said else "[role=alert]").wait_for()
    assert page.locator(".choices button").count() > 1
    assert_page_without_fault(page)


def assert_page_without_fault(page):
    for width in (*WIDTHS["phone"], *WIDTHS["desktop"]):
        page.set_viewport_size({"width": width, "height": 844})
        assert not overflows(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == []


# Sizes and colours of the visitor's


def test_at_400_percent_the_question_and_the_field_can_be_reached(visiting):
    window = visiting(**ZOOMED)
    choices(window)
    assert window.log.locator(".me").is_visible()
    window.log.get_by_role("button", name="Non, jamais").scroll_into_view_if_needed()
    window.field.scroll_into_view_if_needed()
    window.say("non")
    assert "déjà écrit" in window.last
    box = window.log.locator(".me").last.bounding_box()
    assert 0 <= box["y"] < ZOOMED["viewport"]["height"]
    assert not overflows(window.page)


def test_targets_stay_large_on_a_site_with_small_letters(window):
    menu(window)
    window.page.evaluate("document.documentElement.style.fontSize = '62.5%'")
    assert small_targets(window.page) == []
    size = window.field.evaluate("e => getComputedStyle(e).fontSize")
    assert size == "16px"


def test_nothing_moves(visiting):
    window = visiting(reduced_motion="reduce")
    choices(window)
    window.page.route("**/widget/messages", lambda route: None)
    window.write("non")
    window.wait_for_status("L’assistant écrit")
    assert window.page.evaluate("document.getAnimations({subtree: true}).length") == 0


def test_forced_colours_keep_the_launcher_and_its_border(visiting):
    window = visiting(forced_colors="active")
    closed(window)
    assert window.launcher.is_visible()
    assert window.launcher.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
    choices(window)
    mine = window.log.locator(".me")
    assert mine.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"


# Keyboard


def tab_to(window, name, key="Tab"):
    for _ in range(20):
        window.page.keyboard.press(key)
        if name in window.focused:
            return
    raise AssertionError(f"{name} is not reached with {key}")


def test_the_whole_story_by_keyboard(window):
    keyboard = window.page.keyboard
    closed(window)
    tab_to(window, "Ouvrir l’assistant")
    keyboard.press("Enter")
    window.wait()
    keyboard.type("doctolib")
    keyboard.press("Enter")
    window.wait(turns=1)
    tab_to(window, "Je ne sais pas", key="Shift+Tab")
    keyboard.press("Enter")
    window.wait(turns=2)
    assert window.mine == ["doctolib", "Je ne sais pas"]
    assert window.focused == "Votre message"
    keyboard.type("non")
    keyboard.press("Enter")
    window.wait(turns=3)
    tab_to(window, "Menu", key="Shift+Tab")
    keyboard.press("Enter")
    tab_to(window, "Aide")
    keyboard.press("Enter")
    window.wait(turns=4)
    keyboard.press("Escape")
    assert not window.inside.is_visible()
    assert "Ouvrir l’assistant" in window.focused


def test_escape_closes_the_menu_first_then_the_window(window):
    menu(window)
    window.page.keyboard.press("Escape")
    assert not window.button("Recommencer").is_visible()
    assert window.focused == "Menu"
    window.page.keyboard.press("Escape")
    assert not window.inside.is_visible()
    assert "Ouvrir l’assistant" in window.focused


def test_the_menu_closes_when_one_goes_elsewhere(window):
    menu(window)
    window.field.focus()
    assert not window.button("Recommencer").is_visible()


def test_what_was_asked_before_acting_gives_the_focus_back(visiting, device):
    window = visiting(**DEVICES[device])
    day(window)
    window.menu("Effacer mes données")
    assert window.focused == "Non"
    window.page.keyboard.press("Escape")
    assert window.focused == "Menu"
    window.menu("Mes réponses")
    assert window.focused == "Modifier : Site"
    window.page.keyboard.press("Escape")
    assert window.focused == "Menu"
    assert window.inside.is_visible()


def test_on_a_phone_the_page_behind_cannot_be_reached(visiting):
    window = visiting(**PHONE)
    choices(window)
    window.page.reload()
    window.wait()
    for _ in range(15):
        window.page.keyboard.press("Tab")
        assert window.page.evaluate("document.activeElement.tagName") != "A"


def test_the_focus_is_seen_wherever_it_is(window):
    menu(window)
    for name in ("Mes réponses", "Confidentialité", "Fermer", "Conversation", "Non, jamais"):
        tab_to(window, name)
        assert contrast_of_focus(window) >= 3


def test_the_focus_is_not_taken_from_the_page(window):
    choices(window)
    held = []
    window.page.route("**/widget/messages", lambda route: held.append(route))
    with window.page.expect_request("**/widget/messages"):
        window.button("Non, jamais").click()
    window.wait_for_status("L’assistant écrit")
    window.page.get_by_role("link", name="Autre page").focus()
    held[0].continue_()
    window.wait(turns=2)
    assert window.page.evaluate("document.activeElement.textContent") == "Autre page"


# Screen readers


def test_a_screen_reader_is_told_what_it_needs(window):
    choices(window)
    assert window.page.get_by_role("dialog", name="Assistant du conseil").count() == 1
    assert window.page.get_by_role("log", name="Conversation").count() == 1
    assert window.page.locator("assistant-window").get_attribute("lang") == "fr"
    assert window.log.get_attribute("aria-live") == "polite"
    assert window.answers[-1].startswith("L’assistant :")


def test_an_error_is_tied_to_the_field(window):
    too_long(window)
    problem = window.inside.get_by_role("alert")
    assert "2000 caractères" in problem.inner_text()
    assert window.field.get_attribute("aria-invalid") == "true"
    assert window.field.get_attribute("aria-describedby") == problem.get_attribute("id")
    window.say("non")
    assert window.field.get_attribute("aria-invalid") is None


def test_what_was_already_heard_is_not_announced_again(window):
    choices(window)
    window.page.add_init_script(LIVE_REGION_STAYS_AS_IT_IS)
    window.page.reload()
    window.wait()
    assert window.log.get_attribute("aria-live") == "off"


LIVE_REGION_STAYS_AS_IT_IS = """
    const later = window.setTimeout;
    window.setTimeout = (act, delay) => delay === 500 ? 0 : later(act, delay);"""
CONTRAST = """() => {
    let on = document.querySelector("assistant-window").shadowRoot.activeElement;
    const seen = getComputedStyle(on);
    const inside = parseFloat(seen.outlineOffset) < 0;
    const clear = ({ backgroundColor }) => backgroundColor === "rgba(0, 0, 0, 0)";
    let behind = inside ? on : on.parentElement;
    while (clear(getComputedStyle(behind))) behind = behind.parentElement;
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const pair = [light(seen.outlineColor), light(getComputedStyle(behind).backgroundColor)];
    return parseFloat(seen.outlineWidth) >= 2 ? Math.max(...pair) / Math.min(...pair) : 0;
}"""


def contrast_of_focus(window):
    """Of the outline of what has the focus, with what is around it."""
    return window.page.evaluate(CONTRAST)
