"""The window as a visitor uses it, in a real browser."""

import functools
import http.server
import shutil
import threading

CHROMIUM = shutil.which("chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 15_000  # ms
PERSON = ("Camille Martin", "12 rue des Alpes, 26000 Valence", "non", "non", "non")
FIRST_LETTER = ("allodocteur.fr", "non", "pas encore", "1", *PERSON)
SILENCE = ("doctolib", "non", "oui", "3 septembre 2026", "recommandé", "5 septembre", "rien")
HOST_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un conseil</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="{assistant}/icon.svg"></head><body><main><h1>Un conseil</h1>
<p><a href="#assistant">Ouvrir</a> <a href="/second.html">Autre page</a></p></main>
<script src="{assistant}/widget.js" defer></script></body></html>"""
POLICY = (
    "default-src 'none'; script-src {assistant}; style-src {assistant}; "
    "connect-src {assistant}; img-src {assistant}"
)
ANSWERED = ("/widget/messages", "/documents/")  # Chromium calls these aborted once they are read


class HostSite:
    """Somebody else's site, with a strict content security policy, that shows the window."""

    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def show(self, assistant):
        """Embeds the window of the server at `assistant`."""
        self.server.assistant = assistant

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        policy = POLICY.format(assistant=self.server.assistant)
        self.send_header("content-security-policy", policy)
        self.end_headers()
        self.wfile.write(HOST_PAGE.format(assistant=self.server.assistant).encode())

    def log_message(self, *parts):
        pass


class Window:
    """One page that shows the window, and what the browser complains of."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.complaints, self.asked = [], []
        page.set_default_timeout(PATIENCE)
        context = page.context
        context.on("console", lambda said: self.complaints.append(f"{said.type}: {said.text}"))
        context.on("weberror", lambda problem: self.complaints.append(str(problem.error)))
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("requestfailed", self._failed)

    def _failed(self, request):
        read = request.failure == "net::ERR_ABORTED" and any(
            map(request.url.__contains__, ANSWERED)
        )
        if not read:
            self.complaints.append(f"{request.url}: {request.failure}")

    # What a visitor does

    def visit(self, path="/"):
        self.page.goto(self.address + path)
        return self

    def open(self):
        self.launcher.click()
        self.wait()
        return self

    def come_back(self, token):
        """Opens the window as who already has the conversation of `token`."""
        self.visit().launcher.wait_for()
        self.page.evaluate(KEEP, token)
        self.page.reload()
        return self.open()

    def write(self, text):
        """Types `text` and sends it, without waiting for an answer."""
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, *texts):
        for text in texts:
            self._then(functools.partial(self.write, text))
        return self

    def press(self, title):
        self._then(self.button(title).click)
        return self

    def menu(self, title):
        self.open_menu()
        self.inside.locator(".menu").get_by_text(title, exact=True).click()
        return self

    def open_menu(self):
        self.inside.get_by_text("Menu", exact=True).click()

    def reload(self):
        self.page.reload()
        self.wait()

    def _then(self, act):
        before = len(self.mine)
        act()
        self.wait(turns=before + 1)

    # What a visitor waits for

    def wait(self, turns=None):
        """Waits until the assistant has answered, and `turns` messages of ours are shown."""
        if turns is not None:
            self.page.wait_for_function(COUNT, arg=turns)
        self.page.wait_for_function(QUIET)

    def wait_for_status(self, words):
        self.page.wait_for_function(SAYS, arg=words)

    # What a visitor sees

    @property
    def launcher(self):
        return self.page.locator("assistant-window .launcher")

    @property
    def inside(self):
        """What is in the window, through its shadow root."""
        return self.page.locator("assistant-window dialog.window")

    @property
    def log(self):
        return self.inside.get_by_role("log")

    @property
    def field(self):
        return self.inside.get_by_label("Votre message")

    @property
    def day(self):
        return self.inside.get_by_label("Ou choisissez une date")

    def button(self, name):
        return self.inside.get_by_role("button", name=name)

    @property
    def recap(self):
        return self.page.locator("assistant-window dialog.recap")

    @property
    def sure(self):
        return self.page.locator("assistant-window dialog.sure")

    @property
    def mine(self):
        return self.log.locator(".me > span:not(.hidden)").all_inner_texts()

    @property
    def answers(self):
        return [plain(words) for words in self.log.locator(".bot").all_inner_texts()]

    @property
    def last(self):
        """The assistant's last words."""
        return plain(self.log.locator(".bot p").last.inner_text())

    @property
    def focused(self):
        """The name, or the words, of what has the focus in the window; empty when it is outside."""
        return plain(self.page.evaluate(FOCUSED))

    def stored(self):
        """How many things the browser keeps for the page."""
        kept = self.page.evaluate("localStorage.length + sessionStorage.length")
        return kept + len(self.page.context.cookies())


def plain(words):
    """`words` with plain spaces."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


ROOT = "document.querySelector('assistant-window')?.shadowRoot"
COUNT = f"(turns) => {ROOT}?.querySelectorAll('.me').length >= turns"
QUIET = f"() => {ROOT}?.querySelector('.bot') && !{ROOT}.querySelector('.status').textContent"
SAYS = f"(words) => {ROOT}?.querySelector('.status')?.textContent.includes(words)"
KEEP = """(token) => {
    const key = `assistant:${new URL(".", document.querySelector("script").src)}`;
    localStorage.setItem(key, JSON.stringify({ token, turns: [], where: {}, saved: Date.now() }));
}"""
FOCUSED = f"""() => {{
    const on = {ROOT}.activeElement;
    return on ? on.ariaLabel || on.labels?.[0]?.textContent || on.textContent : "";
}}"""
