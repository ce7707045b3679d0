"""What goes wrong on the way: the conversation is where it was, and no message counts twice."""

import json

import pytest
import requests

from tests.web.browser import Window

pytestmark = pytest.mark.slow

MESSAGES = "**/widget/messages"
STANDING = "**/widget/standing"
FAST = "() => { const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms / 100); }"
NO_STORAGE = """
    const refuse = { get() { throw new DOMException("forbidden", "SecurityError"); } };
    Object.defineProperty(window, "localStorage", refuse);
    Object.defineProperty(window, "sessionStorage", refuse);"""
NO_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined });"
OLD_TOKEN = "Ilp3.awab-g.5uDwgKQ2caX6cA5lTxMskWU9aM4"


def kept(window):
    """What the browser keeps of the conversation."""
    return json.loads(window.page.evaluate("Object.values(localStorage)[0]"))


def keep(window, **changes):
    told = json.dumps({**kept(window), **changes})
    window.page.evaluate("told => localStorage.setItem(Object.keys(localStorage)[0], told)", told)


def standing(served, token):
    """What the server has of the conversation of `token`."""
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{served.address}/widget/standing", headers=headers, timeout=30).json()


def facts(served, window):
    return [fact["fact"] for fact in standing(served, kept(window)["token"])["facts"]]


def assert_yes_was_taken_once(served, window):
    """After « oui », the next question: a second « oui » would not be understood there."""
    assert window.mine == ["doctolib", "non", "oui"]
    assert sum("À quelle date" in answer for answer in window.answers) == 1
    (question,) = standing(served, kept(window)["token"])["messages"]
    assert question["text"].startswith("À quelle date")
    assert facts(served, window) == ["platform", "contract_signed", "has_written"]


@pytest.fixture
def window(window):
    return window.visit().open().say("doctolib", "non")


# Leaving, and coming back


def test_a_reload_finds_the_conversation_where_it_was(window, served):
    before = window.mine, window.answers
    window.reload()
    assert (window.mine, window.answers) == before
    window.say("oui")
    assert_yes_was_taken_once(served, window)


def test_another_page_goes_on_with_it(window, served):
    window.page.get_by_role("link", name="Autre page").click()
    window.page.wait_for_url("**/second.html")
    window.wait()
    window.say("oui")
    assert_yes_was_taken_once(served, window)


def test_the_next_page_keeps_the_focus(window):
    window.page.get_by_role("link", name="Autre page").click()
    window.page.wait_for_url("**/second.html")
    window.wait()
    assert window.inside.is_visible()
    assert window.page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_closed_window_stays_closed_on_the_next_page(window):
    window.button("Fermer").click()
    window.page.reload()
    window.launcher.wait_for()
    assert not window.inside.is_visible()
    assert window.open().mine == ["doctolib", "non"]


def test_a_session_that_is_no_more_offers_a_new_conversation(window):
    for token in ("forged", OLD_TOKEN):
        keep(window, token=token)
        window.page.reload()
        window.wait_for_status("Commencez une nouvelle conversation")
        assert window.page.evaluate("localStorage.length") == 0
        window.button("Commencer une nouvelle conversation").click()
        window.wait()
        assert "Que voulez-vous faire" in window.last
        assert window.say("allodocteur.fr").mine == ["allodocteur.fr"]


@pytest.mark.parametrize("changes", [{"saved": 0}, {"turns": None}])
def test_what_is_kept_too_long_or_damaged_is_forgotten(window, changes):
    keep(window, **changes)
    window.reload()
    assert "Que voulez-vous faire" in window.last
    assert window.mine == []


def test_erasing_asks_first_then_leaves_nothing(window, served):
    token = kept(window)["token"]
    window.menu("Effacer mes données")
    window.sure.get_by_role("button", name="Non").click()
    assert window.mine == ["doctolib", "non"]
    window.menu("Effacer mes données")
    window.sure.get_by_role("button", name="Oui").click()
    window.page.wait_for_function("() => localStorage.length === 0")
    assert "effacés" in window.last
    assert standing(served, token)["messages"] == []
    window.write("bonjour")
    window.log.get_by_text("bonjour", exact=True).wait_for()
    window.wait()
    assert "Que voulez-vous faire" in "\n".join(window.answers)
    assert kept(window)["token"] != token


def test_starting_over_clears_what_was_shown(window, served):
    window.menu("Recommencer")
    window.sure.get_by_role("button", name="Oui").click()
    window.log.get_by_text("Recommencer", exact=True).wait_for()
    window.wait()
    assert window.mine == ["Recommencer"]
    assert facts(served, window) == []


@pytest.mark.parametrize("key", ["Enter", "Enter twice"])
def test_what_is_typed_before_the_window_is_ready_is_said_once(window, served, key):
    held = []
    window.page.route(STANDING, lambda route: held.append(route))
    with window.page.expect_request(STANDING):
        window.page.reload()
    window.write("oui")
    for _ in key.split()[1:]:
        window.field.press("Enter")
    window.wait_for_status("écrit…")
    held[-1].continue_()
    window.wait(turns=3)
    assert_yes_was_taken_once(served, window)


def test_what_is_typed_before_the_window_knows_the_conversation_is_over_is_not_lost(window):
    keep(window, token="forged")
    held = []
    window.page.route(STANDING, lambda route: held.append(route))
    with window.page.expect_request(STANDING):
        window.page.reload()
    window.write("oui")
    window.wait_for_status("écrit…")
    held[-1].continue_()
    window.wait_for_status("Commencez une nouvelle conversation")
    assert window.field.input_value() == "oui"


# A line that breaks


def test_a_message_written_offline_leaves_once_the_line_is_back(window, served):
    window.page.context.set_offline(True)
    window.write("oui")
    window.wait_for_status("Pas de connexion")
    assert window.mine[-1] == "oui"
    window.write("3 septembre 2026")
    window.wait_for_status("Pas de connexion")
    assert window.field.input_value() == "3 septembre 2026"  # one at a time: it is not lost
    window.page.context.set_offline(False)
    window.wait()
    assert_yes_was_taken_once(served, window)
    window.say("3 septembre 2026")
    assert facts(served, window)[-1] == "written_on"


@pytest.mark.parametrize("heard", [0, 1, 2], ids=["nothing", "the first line", "all but the end"])
def test_an_answer_lost_on_the_way_is_asked_again_and_counts_once(window, served, heard):
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        lines = lost[0].text().splitlines(keepends=True)
        body = "".join(lines[:heard])
        return route.fulfill(status=200, body=body) if heard else route.abort()

    window.page.route(MESSAGES, lose)
    window.write("oui")
    window.wait_for_status("La connexion s’est interrompue")
    window.wait()
    assert lost[0].ok
    assert_yes_was_taken_once(served, window)


def test_an_answer_lost_twice_waits_for_the_visitor(window, served):
    window.page.evaluate(FAST)
    window.page.route(MESSAGES, lambda route: (route.fetch(), route.abort()))
    window.write("oui")
    window.wait_for_status("Votre message est gardé")
    window.page.unroute(MESSAGES)
    window.button("Réessayer").click()
    window.wait()
    assert_yes_was_taken_once(served, window)


def test_a_reload_in_the_middle_of_an_answer_sends_it_again(window, served):
    window.page.route(MESSAGES, lambda route: (route.fetch(), None))
    with window.page.expect_request(MESSAGES):
        window.write("oui")
    window.page.unroute(MESSAGES)
    window.page.reload()
    window.wait(turns=3)
    assert_yes_was_taken_once(served, window)


@pytest.mark.parametrize("reached", [True, False])
def test_a_slow_answer_is_said_and_can_be_given_up(window, served, reached):
    held = []

    def hold(route):
        held.append(route)
        if reached:
            route.fetch()

    window.page.evaluate(FAST)
    window.page.route(MESSAGES, hold)
    window.write("oui")
    window.wait_for_status("C’est plus long que d’habitude")
    window.button("Ne plus attendre").click()
    window.wait_for_status("Vous n’attendez plus")
    held[0].abort()
    window.page.unroute(MESSAGES)
    window.say("3 septembre 2026" if reached else "pas encore")
    expected = "Comment l’avez-vous envoyée" if reached else "demander par écrit"
    assert expected in "\n".join(window.answers)
    assert facts(served, window)[2] == "has_written"


def test_a_refusal_is_said_and_the_message_is_not_lost(window, served):
    told = {"error": "Vous écrivez trop vite pour moi", "code": "too_fast"}
    window.page.route(MESSAGES, lambda route: route.fulfill(status=429, json=told))
    window.write("oui")
    window.wait_for_status("trop vite")
    window.page.unroute(MESSAGES)
    window.button("Réessayer").click()
    window.wait()
    assert_yes_was_taken_once(served, window)


def test_a_conversation_that_cannot_begin_says_why_and_can_be_tried_again(visiting):
    window = visiting()
    told = {"error": "Trop de conversations", "code": "too_many"}
    window.page.route("**/widget/session", lambda route: route.abort())
    window.visit().launcher.click()
    window.wait_for_status("Le serveur ne répond pas")
    assert "gardé" not in window.inside.get_by_role("status").inner_text()
    window.page.unroute("**/widget/session")
    window.page.route("**/widget/session", lambda route: route.fulfill(status=429, json=told))
    window.button("Réessayer").click()
    window.wait_for_status("Trop de conversations")
    window.page.unroute("**/widget/session")
    window.button("Réessayer").click()
    window.wait()
    assert "Que voulez-vous faire" in window.last


def test_a_server_killed_and_started_again_goes_on(window, served):
    elsewhere = Window(window.page.context.new_page(), window.address)
    window.page.evaluate(FAST)
    served.kill()
    try:
        elsewhere.visit()
        window.write("oui")
        window.wait_for_status("Votre message est gardé")
        assert elsewhere.launcher.count() == 0
        assert [words for words in elsewhere.complaints if "Error:" in words] == []
    finally:
        served.start()
    window.button("Réessayer").click()
    window.wait()
    assert_yes_was_taken_once(served, window)


# Several tabs


@pytest.fixture
def other(window):
    """A second tab of the same visitor."""
    tab = Window(window.page.context.new_page(), window.address).visit().open()
    assert tab.mine == window.mine
    return tab


def test_two_tabs_share_the_conversation(window, other):
    other.say("oui")
    window.wait(turns=3)
    assert window.answers == other.answers
    window.say("3 septembre 2026")
    other.wait(turns=4)
    assert other.mine == window.mine == ["doctolib", "non", "oui", "3 septembre 2026"]
    assert other.answers == window.answers


def test_two_tabs_that_send_at_once_take_turns(window, other, served):
    held = []
    window.page.route(MESSAGES, lambda route: held.append(route))
    with window.page.expect_request(MESSAGES):
        window.write("oui")
    other.write("3 septembre 2026")
    other.wait_for_status("écrit…")
    held[0].continue_()
    for tab in (window, other):
        tab.wait(turns=4)
        assert tab.mine == ["doctolib", "non", "oui", "3 septembre 2026"]
    assert window.answers == other.answers
    assert facts(served, window)[2:] == ["has_written", "written_on"]
    assert window.complaints == other.complaints == []


def test_what_one_tab_erases_is_gone_from_the_other(window, other):
    window.menu("Effacer mes données")
    window.sure.get_by_role("button", name="Oui").click()
    other.page.wait_for_function("() => localStorage.length === 0")
    other.log.locator(".me").first.wait_for(state="detached")
    assert "Que voulez-vous faire" in "\n".join(other.say("bonjour").answers)


# A browser that keeps or knows less


@pytest.mark.parametrize("less", [NO_STORAGE, NO_LOCKS], ids=["no storage", "no locks"])
def test_a_browser_without_it_still_talks(visiting, less):
    window = visiting()
    window.page.add_init_script(less)
    window.visit().open().say("doctolib", "non", "oui")
    assert "À quelle date" in window.last
    assert window.complaints == []
