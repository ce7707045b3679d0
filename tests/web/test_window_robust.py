"""What goes wrong on the way: the conversation is where it was, and no message counts twice."""

import pytest
import requests

from tests.served import Server
from tests.web.browser import HostSite, Window

pytestmark = pytest.mark.slow

FAST = "() => { const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms / 100); }"


def standing(window):
    """Where the server says that the visitor of `window` stands."""
    kept = window.page.evaluate("JSON.parse(Object.values(localStorage)[0])")
    answer = requests.get(
        window.server.address + "/widget/standing",
        headers={"Authorization": f"Bearer {kept['token']}"},
        timeout=30,
    )
    return answer.json()


@pytest.fixture
def window(window, served):
    window.server = served
    return window.visit().open().say("doctolib", "non")


def test_a_reload_finds_the_conversation_where_it_was(window):
    before = window.mine, window.answers
    window.page.reload()
    window.wait()
    assert (window.mine, window.answers) == before
    assert "déjà écrit" in window.say("oui").answers[-2] or "date" in window.last


def test_another_page_goes_on_with_it(window):
    window.page.get_by_role("link", name="Autre page").click()
    window.page.wait_for_url("**/second.html")
    window.page.locator("assistant-window .launcher").wait_for(state="attached")
    window.wait()
    window.say("oui")
    assert "date" in window.last
    assert window.mine == ["doctolib", "non", "oui"]


def test_a_closed_window_stays_closed_on_the_next_page(window):
    window.inside.get_by_role("button", name="Fermer").click()
    window.page.reload()
    window.page.locator("assistant-window .launcher").wait_for()
    assert not window.inside.is_visible()
    assert window.open().mine == ["doctolib", "non"]


def test_a_message_written_offline_leaves_once_the_line_is_back(window):
    window.page.context.set_offline(True)
    field = window.inside.get_by_label("Votre message")
    field.fill("oui")
    field.press("Enter")
    window.page.wait_for_function(SAYS, arg="Pas de connexion")
    assert window.mine[-1] == "oui"
    window.page.context.set_offline(False)
    window.wait()
    assert window.mine == ["doctolib", "non", "oui"]
    assert "date" in window.last
    assert [fact["fact"] for fact in standing(window)["facts"]][-1] == "has_written"


def test_an_answer_lost_on_the_way_is_asked_again_and_counts_once(window):
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    window.page.route("**/widget/messages", lose)
    field = window.inside.get_by_label("Votre message")
    field.fill("oui")
    field.press("Enter")
    window.inside.get_by_role("button", name="Réessayer").click()
    window.wait()
    assert lost[0].ok
    assert window.mine == ["doctolib", "non", "oui"]
    assert sum("À quelle date" in answer for answer in window.answers) == 1
    assert [fact["fact"] for fact in standing(window)["facts"]] == [
        "platform",
        "contract_signed",
        "has_written",
    ]


def test_a_reload_in_the_middle_of_an_answer_sends_it_again(window):
    window.page.route("**/widget/messages", lambda route: route.abort())
    field = window.inside.get_by_label("Votre message")
    field.fill("oui")
    field.press("Enter")
    window.inside.get_by_role("button", name="Réessayer").wait_for()
    window.page.unroute("**/widget/messages")
    window.page.reload()
    window.wait(turns=3)
    assert window.mine == ["doctolib", "non", "oui"]
    assert "date" in window.last


def test_two_tabs_share_the_conversation(window, site):
    other = Window(window.page.context.new_page(), site.address).visit().open()
    assert other.mine == ["doctolib", "non"]
    other.say("oui")
    window.wait(turns=3)
    assert window.answers == other.answers
    window.say("3 septembre 2026")
    other.wait(turns=4)
    assert other.mine == window.mine == ["doctolib", "non", "oui", "3 septembre 2026"]


def test_a_slow_answer_is_said_and_can_be_given_up(window):
    window.page.evaluate(FAST)
    held = []
    window.page.route("**/widget/messages", lambda route: held.append(route))
    field = window.inside.get_by_label("Votre message")
    field.fill("oui")
    field.press("Enter")
    window.page.wait_for_function(SAYS, arg="plus long que d’habitude")
    window.inside.get_by_role("button", name="Ne plus attendre").click()
    window.page.wait_for_function(SAYS, arg="Vous n’attendez plus")
    held[0].abort()
    window.page.unroute("**/widget/messages")
    window.say("pas encore")
    assert "demander par écrit" in "\n".join(window.answers)


@pytest.mark.parametrize("token", ["forged", "Ilp3.awab-g.5uDwgKQ2caX6cA5lTxMskWU9aM4", ""])
def test_a_session_that_is_no_more_offers_a_new_conversation(window, token):
    window.page.evaluate(
        "(token) => { const [key] = Object.keys(localStorage);"
        " const kept = JSON.parse(localStorage[key]); kept.token = token || 'x';"
        " localStorage[key] = JSON.stringify(kept); }",
        token,
    )
    window.page.reload()
    window.inside.get_by_role("button", name="Commencer une nouvelle conversation").click()
    window.wait()
    assert "Que voulez-vous faire" in window.last
    assert window.say("allodocteur.fr").mine == ["allodocteur.fr"]


def test_erasing_asks_first_then_leaves_nothing(window):
    token = window.page.evaluate("JSON.parse(Object.values(localStorage)[0]).token")
    window.menu("Effacer mes données")
    sure = window.page.locator("assistant-window dialog.sure")
    sure.get_by_role("button", name="Non").click()
    assert window.mine == ["doctolib", "non"]
    window.menu("Effacer mes données")
    sure.get_by_role("button", name="Oui").click()
    window.page.wait_for_function("() => localStorage.length === 0")
    assert "effacés" in window.last
    answer = requests.get(
        window.server.address + "/widget/standing",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert answer.json()["messages"] == []
    assert "Que voulez-vous faire" in "\n".join(window.say("bonjour").answers)


def test_starting_over_clears_what_was_shown(window):
    window.menu("Recommencer")
    window.page.locator("assistant-window dialog.sure").get_by_role("button", name="Oui").click()
    window.wait()
    window.page.wait_for_function(COUNTS, arg=1)
    assert window.mine == ["Recommencer"]
    assert standing(window)["facts"] == []


def test_a_server_killed_and_started_again_goes_on(browsing, model, tmp_path):
    site = HostSite()
    server = Server(tmp_path, origins=[site.address])
    site.show(server.address)
    window = Window(browsing().new_page(), site.address)
    window.server = server
    try:
        window.visit().open().say("doctolib", "non")
        server.kill()
        field = window.inside.get_by_label("Votre message")
        field.fill("oui")
        field.press("Enter")
        retry = window.inside.get_by_role("button", name="Réessayer")
        retry.wait_for()
        server.start()
        retry.click()
        window.wait()
        assert window.mine == ["doctolib", "non", "oui"]
        assert "date" in window.last
    finally:
        server.stop()
        site.close()


INSIDE = "document.querySelector('assistant-window').shadowRoot"
SAYS = f"(words) => {INSIDE}.querySelector('.status').textContent.includes(words)"
COUNTS = f"(turns) => {INSIDE}.querySelectorAll('.me').length === turns"
