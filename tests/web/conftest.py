"""One server, one browser and one host site for the tests of the window."""

import pytest
from playwright.sync_api import sync_playwright

from tests.served import Server, Visitor
from tests.web.browser import CHROMIUM, FIRST_LETTER, OPTIONS, PERSON, SILENCE, HostSite, Window


@pytest.fixture(scope="session")
def site():
    host = HostSite()
    yield host
    host.close()


@pytest.fixture(scope="session")
def served(site, model, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("web"), origins=[site.address])
    site.show(server.address)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def letter(served):
    """The token of a conversation that has come to its letter: nobody talks there any more."""
    visitor = Visitor(served)
    visitor.say(*FIRST_LETTER)
    visitor.press("Oui, préparez")
    return visitor.token


@pytest.fixture(scope="session")
def complaint(served):
    """The token of a conversation that has come to its complaint."""
    visitor = Visitor(served)
    visitor.say(*SILENCE)
    visitor.press("L’exposé")
    visitor.say(*PERSON)
    visitor.press("Oui, préparez")
    return visitor.token


@pytest.fixture(scope="package")
def chromium():
    """The browser; closed before the tests of another folder, which may need an event loop."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def browsing(chromium):
    """Makes contexts, each a visitor of its own, that end with the test."""
    made = []

    def browse(**options):
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR", **options}
        )
        made.append(context)
        return context

    yield browse
    for context in made:
        context.close()


@pytest.fixture
def visiting(served, site, browsing):
    """Makes windows, each of a new visitor whose browser has the given options."""

    def visit(**options):
        return Window(browsing(**options).new_page(), site.address)

    return visit


@pytest.fixture
def window(visiting):
    return visiting()
