// The window: what is seen and touched. Words come from the server; what a person or the assistant
// says only ever becomes text.
import { Talk } from "./widget-talk.js";

const SLOW = 8000; // milliseconds before an answer is said to be slow
const MARGIN = 8; // pixels above what is scrolled to
const PHONE = "(max-width: 30rem), (max-height: 26rem)";

export class Window {
  constructor(host) {
    this.host = host;
    this.settings = host.settings;
    this.words = host.settings.words;
    this.root = host.shadowRoot;
    this.talk = new Talk(host.settings);
    this.build();
    this.listen();
  }

  // --- its parts

  build() {
    const { words } = this;
    this.dialog = make("dialog", this.root, { className: `window ${this.settings.position}` }, { "aria-labelledby": "title" });
    const bar = make("header", this.dialog);
    this.title = make("h2", bar, { id: "title", textContent: words.title, tabIndex: -1 });
    this.buildMenu(bar);
    this.closer = button(bar, "✕", () => this.close(), { className: "close" });
    this.closer.setAttribute("aria-label", words.close);
    this.progress = make("p", this.dialog, { className: "progress", hidden: true });
    make("p", this.dialog, { className: "robot", textContent: words.robot });
    this.log = make("div", this.dialog, { className: "log", tabIndex: 0 }, { role: "log", "aria-label": words.log, "aria-live": "polite" });
    this.status = make("div", this.dialog, { className: "status" }, { role: "status" });
    this.buildForm();
    this.sure = make("dialog", this.root, { className: "sure" }, { "aria-labelledby": "sure-words" });
    this.recap = make("dialog", this.root, { className: "recap" }, { "aria-labelledby": "recap-title" });
  }

  buildMenu(bar) {
    const { words } = this;
    this.menu = make("details", bar, { className: "menu" });
    make("summary", this.menu, { textContent: words.menu });
    const list = make("ul", this.menu);
    const item = (title, act) => button(make("li", list), title, () => { this.closeMenu(); act(); });
    item(words.my_case, () => this.showCase());
    item(words.human, () => this.command("human", words.human));
    item(words.help, () => this.command("help", words.help));
    item(words.restart, () => this.confirm(words.restart_sure, () => this.restart()));
    item(words.erase, () => this.confirm(words.erase_sure, () => this.erase()));
    item(words.save, () => this.save());
    item(words.print, () => this.print());
    for (const [title, path] of [[words.privacy, "confidentialite"], [words.page, "assistant"]]) outside(make("li", list), new URL(path, this.settings.base), title);
  }

  buildForm() {
    const { words } = this;
    this.form = make("form", this.dialog, { autocomplete: "off" });
    this.day = make("div", this.form, { className: "day", hidden: true });
    make("label", this.day, { htmlFor: "day", textContent: words.day });
    this.dayInput = make("input", this.day, { id: "day", type: "date" });
    button(this.day, words.send_day, () => this.sendDay());
    make("label", this.form, { htmlFor: "text", textContent: words.message });
    const line = make("div", this.form, { className: "line" });
    this.text = make("textarea", line, { id: "text", rows: 1, enterKeyHint: "send" }, { "aria-describedby": "problem" });
    make("button", line, { type: "submit", textContent: words.send });
    this.problem = make("p", this.form, { id: "problem", className: "problem" }, { role: "alert" });
    const foot = make("p", this.dialog, { className: "foot" });
    outside(foot, new URL("confidentialite", this.settings.base), words.privacy);
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.sendText(); });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.sendText(); }
    });
    this.dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); this.escape(); } });
    this.dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.escape(); });
    for (const elsewhere of ["click", "focusin"]) this.dialog.addEventListener(elsewhere, ({ target }) => { if (!this.menu.contains(target)) this.menu.open = false; });
    window.addEventListener("online", () => { if (this.dialog.open || this.talk.begun) this.talk.resume(); });
    const on = (type, act) => this.talk.addEventListener(type, ({ detail }) => act.call(this, detail));
    on("sent", this.showSent);
    on("typing", this.showTyping);
    on("lost", this.showLost);
    on("said", this.showSaid);
    on("ended", this.showEnded);
    on("failed", this.showFailed);
    on("gone", this.showGone);
    on("redraw", this.redraw);
  }

  // --- opening and closing

  open({ quietly = false } = {}) {
    const phone = window.matchMedia(PHONE).matches;
    if (!this.dialog.open) {
      if (phone) this.dialog.showModal(); // it covers the page
      else if (quietly) this.dialog.open = true; // show() would take the focus from the page
      else this.dialog.show();
      this.remember(true);
      this.redraw();
      this.talk.resume();
    }
    if (!quietly) (phone ? this.title : this.text).focus();
  }

  close() {
    this.menu.open = false;
    this.dialog.close();
    this.remember(false);
    this.host.launcher.focus();
  }

  escape() {
    if (this.menu.open) this.closeMenu();
    else this.close();
  }

  closeMenu() {
    this.menu.open = false;
    this.menu.firstChild.focus();
  }

  remember(opened) {
    this.host.launcher.hidden = opened;
    this.host.launcher.setAttribute("aria-expanded", String(opened));
    try {
      if (opened) window.sessionStorage.setItem("assistant-open", this.settings.base.href);
      else window.sessionStorage.removeItem("assistant-open");
    } catch { /* storage is forbidden: the next page begins closed */ }
  }

  // --- saying

  sendText() {
    const words = this.text.value.trim();
    if (!words) return;
    if (words.length > this.settings.longest) { this.say(this.words.too_long.replace("{longest}", this.settings.longest)); return; }
    this.send({ text: words }, words);
  }

  sendDay() {
    const [year, month, day] = this.dayInput.value.split("-");
    if (!day) { this.dayInput.focus(); return; }
    this.send({ text: `${day}/${month}/${year}` }, `${day}/${month}/${year}`);
  }

  command(name, title) { this.send({ command: name }, title); }

  restart() { this.command("restart", this.words.restart); }

  erase() { this.command("erase", this.words.erase); }

  send(content, mine) {
    if (this.talk.sending) return;
    this.say("");
    this.talk.send(content, mine);
  }

  // --- showing

  redraw({ aloud = false } = {}) {
    const { turns } = this.talk.state;
    if (turns.length && !aloud) this.hush();
    this.replace(this.log);
    turns.forEach((turn, index) => {
      if (turn.mine) this.addMine(turn.mine);
      turn.messages.forEach((message) => this.addBot(message, index === turns.length - 1));
    });
    this.showWhere();
    this.showStatus();
    this.scroll();
  }

  // What was already heard is not announced again.
  hush() {
    window.clearTimeout(this.hushed);
    this.log.setAttribute("aria-live", "off");
    this.hushed = window.setTimeout(() => this.log.setAttribute("aria-live", "polite"), 500);
  }

  // What was typed leaves its field only once it is said, and is kept.
  showSent({ mine }) {
    if (mine === this.text.value.trim()) this.text.value = "";
    this.dayInput.value = "";
    if (this.talk.state.turns.length === 1) this.replace(this.log);
    this.log.querySelectorAll(".choices").forEach((list) => this.replace(list, "remove"));
    if (mine) this.addMine(mine);
    this.scroll();
  }

  showTyping() {
    this.showStatus(this.words.typing);
    this.slow = window.setTimeout(() => this.showSlow(), SLOW);
  }

  showSlow() {
    this.showStatus(`${this.words.typing} ${this.words.slow}`);
    button(this.status, this.words.cancel, () => this.talk.cancel());
  }

  showLost() { this.showStatus(this.words.lost); }

  showSaid(message) {
    this.addBot(message, true);
    this.scroll();
  }

  showEnded() {
    this.showStatus();
    this.showWhere();
    this.scroll();
  }

  showFailed({ offline, sentence, name, code }) {
    if (code) this.redraw();
    this.showWhere();
    if (name === "AbortError") { this.showStatus(this.words.cancelled); return; }
    const held = this.talk.state.pending ? ` ${this.words.held}` : "";
    this.showStatus(sentence || (offline ? this.words.offline : this.words.failed) + held);
    button(this.status, this.words.retry, () => this.talk.resume());
    this.scroll();
  }

  showGone({ sentence }) {
    this.redraw();
    this.showStatus(sentence || this.words.ended);
    button(this.status, this.words.begin, () => this.talk.resume());
  }

  showStatus(words = "") {
    window.clearTimeout(this.slow);
    this.replace(this.status);
    if (words) make("span", this.status, { textContent: words });
  }

  showWhere() {
    const { progress, day } = this.talk.state.where;
    this.progress.hidden = !progress;
    if (progress) this.progress.textContent = fill(this.words.progress, progress);
    this.day.hidden = !day;
    if (day) this.dayInput.max = new Date().toLocaleDateString("sv-SE");
  }

  // Focus does not get lost with the button that had it, nor is it taken from the page.
  replace(part, how = "replaceChildren") {
    const had = part.contains(this.root.activeElement);
    part[how]();
    if (had) this.refocus();
  }

  refocus() {
    if (window.matchMedia(PHONE).matches) this.log.focus({ preventScroll: true });
    else this.text.focus({ preventScroll: true });
  }

  // To the last words of the visitor, so that the answer is read from its beginning.
  scroll() {
    const last = [...this.log.querySelectorAll(".me")].at(-1);
    const inLog = this.log.scrollHeight > this.log.clientHeight;
    if (inLog) this.log.scrollTop = last ? last.offsetTop - this.log.offsetTop - MARGIN : 0;
    else this.dialog.scrollTop = last ? last.offsetTop - MARGIN : 0;
  }

  say(problem) {
    this.problem.textContent = problem;
    if (problem) this.text.setAttribute("aria-invalid", "true");
    else this.text.removeAttribute("aria-invalid");
  }

  // --- messages

  addMine(words) {
    const bubble = make("div", this.log, { className: "me" });
    make("span", bubble, { className: "hidden", textContent: `${this.words.you}\u00a0: ` });
    make("span", bubble, { textContent: words });
  }

  addBot(message, isLast) {
    const before = this.log.lastElementChild;
    if (message.link && before && before.textContent.includes(message.link)) return; // it is a link there
    const bubble = make("div", this.log, { className: "bot" });
    make("span", bubble, { className: "hidden", textContent: `${this.words.bot}\u00a0: ` });
    if (message.text) fillWithLinks(make("p", bubble), message.text);
    if (message.block) this.addBlock(bubble, message.block);
    if (message.document) this.addDocument(bubble, message.document);
    if (message.link) outside(make("p", bubble), message.link, message.link);
    if (message.choices && isLast) this.addChoices(message.choices);
  }

  addBlock(bubble, { title, text }) {
    make("h3", bubble, { textContent: title });
    const words = make("p", bubble, { className: "block", textContent: text, tabIndex: 0 });
    const copier = button(bubble, this.words.copy, async () => { copier.textContent = await copy(text, words, this.root) ? this.words.copied : this.words.copy_failed; });
    copier.setAttribute("aria-label", `${this.words.copy}\u00a0: ${title}`);
  }

  addDocument(bubble, { name, address, kind, size }) {
    const card = outside(bubble, new URL(address, this.settings.base), "");
    card.className = "card";
    card.download = name;
    make("strong", card, { textContent: `${this.words.download} ${name}` });
    make("span", card, { textContent: `${kind}, ${size}, ${fill(this.words.expires, this.settings)}` });
  }

  addChoices(choices) {
    const list = make("ul", this.log, { className: "choices" });
    choices.forEach(({ id, title }, index) => button(make("li", list), `${index + 1}. ${title}`, () => this.send({ choice: id }, title)));
  }

  // --- the case, and what is asked before acting

  showCase() {
    const { facts = [] } = this.talk.state.where;
    this.recap.replaceChildren();
    make("h2", this.recap, { id: "recap-title", textContent: this.words.my_case });
    const list = facts.length ? make("dl", this.recap) : make("p", this.recap, { textContent: this.words.no_case });
    for (const { fact, label, value } of facts) {
      make("dt", list, { textContent: label });
      const line = make("dd", list, { textContent: value });
      const changer = button(line, this.words.change, () => { this.recap.close(); this.send({ change: fact }, fill(this.words.change_of, { fact: label })); });
      changer.setAttribute("aria-label", fill(this.words.change_of, { fact: label }));
    }
    button(this.recap, this.words.close, () => this.recap.close());
    this.recap.showModal();
  }

  confirm(words, act) {
    this.sure.replaceChildren();
    make("p", this.sure, { id: "sure-words", textContent: words });
    button(this.sure, this.words.yes, () => { this.sure.close(); act(); });
    button(this.sure, this.words.no, () => this.sure.close(), { autofocus: true });
    this.sure.showModal();
  }

  // --- taking it away

  transcript() {
    const told = ({ text, block, document, link }) => [text, block && `${block.title}\n${block.text}`, document && document.name, link].filter(Boolean).join("\n");
    return this.talk.state.turns.map(({ mine, messages }) => [mine && `${this.words.you}\u00a0: ${mine}`, ...messages.map((said) => `${this.words.bot}\u00a0: ${told(said)}`)].filter(Boolean).join("\n\n")).join("\n\n");
  }

  save() {
    const address = URL.createObjectURL(new Blob([`\ufeff${this.transcript()}\n`], { type: "text/plain;charset=utf-8" }));
    const link = make("a", this.root, { href: address, download: "conversation.txt", hidden: true });
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  print() {
    const alone = new CSSStyleSheet();
    alone.replaceSync("@media print { body > :not(assistant-window) { display: none !important; } }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, alone];
    window.print();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== alone);
  }
}

function make(tag, parent, properties = {}, attributes = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  parent.append(element);
  return element;
}

function button(parent, title, act, properties = {}) {
  const made = make("button", parent, { type: "button", textContent: title, ...properties });
  made.addEventListener("click", act);
  return made;
}

function outside(parent, address, title) {
  return make("a", parent, { href: String(address), textContent: title, target: "_blank", rel: "noopener noreferrer" });
}

function fill(words, fields) {
  return words.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
}

function fillWithLinks(paragraph, words) {
  for (const part of words.split(/(https:\/\/[^\s»)]+[^\s».,;)])/)) {
    if (part.startsWith("https://")) outside(paragraph, part, part);
    else paragraph.append(part);
  }
}

async function copy(text, shown, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* not allowed here: select it instead */ }
  const chosen = root.getSelection ? root.getSelection() : window.getSelection();
  chosen.selectAllChildren(shown);
  return document.execCommand("copy");
}
