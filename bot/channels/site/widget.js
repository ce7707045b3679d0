// The assistant's window: one line in a page, <script src="…/widget.js" defer></script>.
// Attributes of that line: data-title, data-colour ("#rrggbb"), data-position ("left"), data-open
// (the address, "#assistant" by default, of the links that open it). It never opens by itself, and
// asks and stores nothing about the visitor before it is opened.
"use strict";

(() => {
  const script = document.currentScript;
  const base = new URL(".", script.src);
  const { title, colour = "", position = "right", open = "#assistant" } = script.dataset;

  class AssistantWindow extends HTMLElement {
    async connectedCallback() {
      const answer = await fetch(new URL(`widget/window?${new URLSearchParams({ colour })}`, base), { referrerPolicy: "no-referrer" }).catch(() => ({}));
      if (!answer.ok || this.shadowRoot) return; // the server is down: the page does without
      this.settings = await answer.json();
      Object.assign(this.settings, { base, position });
      if (title) this.settings.words.title = title;
      this.setAttribute("lang", "fr");
      this.style.setProperty("--mine", this.settings.colour);
      const root = this.attachShadow({ mode: "open" });
      await this.dress(root);
      this.launcher = this.makeLauncher(root);
      document.addEventListener("click", (event) => this.follow(event));
      if (window.location.hash === open) this.openWindow();
      else this.resume();
    }

    dress(root) {
      const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("widget.css", base) });
      const dressed = new Promise((resolve) => ["load", "error"].forEach((end) => style.addEventListener(end, resolve)));
      root.append(style);
      return dressed;
    }

    makeLauncher(root) {
      const launcher = document.createElement("button");
      Object.assign(launcher, { type: "button", className: `launcher ${position}`, textContent: this.settings.words.launcher });
      launcher.setAttribute("aria-haspopup", "dialog");
      launcher.setAttribute("aria-expanded", "false");
      launcher.addEventListener("click", () => this.openWindow());
      root.append(launcher);
      return launcher;
    }

    follow(event) {
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (!link || link.getAttribute("href") !== open) return;
      event.preventDefault();
      this.openWindow();
    }

    // After a page change, the window is as the visitor left it.
    resume() {
      try {
        if (window.sessionStorage.getItem("assistant-open") === base.href) this.openWindow({ quietly: true });
      } catch { /* storage is forbidden: the window waits to be opened */ }
    }

    async openWindow(how = {}) {
      this.view = this.view || import(new URL("widget-window.js", base)).then(({ Window }) => new Window(this));
      (await this.view).open(how);
    }
  }

  if (!customElements.get("assistant-window")) customElements.define("assistant-window", AssistantWindow);
  if (!document.querySelector("assistant-window")) document.body.append(document.createElement("assistant-window"));
})();
