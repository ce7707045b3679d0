// The conversation as the browser holds it: what was said, what waits to be sent, who it is for the
// server. Each message has an id, so that sending it again never counts twice. Tabs share it, and
// take turns.
const A_DAY = 86_400_000; // milliseconds
const BEFORE_AGAIN = 2000; // milliseconds after the line broke

export class Talk extends EventTarget {
  constructor({ base, days }) {
    super();
    Object.assign(this, { base, days, key: `assistant:${base.href}`, kept: true, busy: false, sending: false, state: blank() });
    this.read();
    window.addEventListener("storage", (event) => { if (event.key === this.key) this.rereadFromOtherTab(); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.rereadFromOtherTab(); });
  }

  get begun() { return Boolean(this.state.token); }

  tell(type, detail = {}) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  // --- what is kept in the browser

  read() {
    if (!this.kept) return;
    let text = null;
    try { text = window.localStorage.getItem(this.key); } catch { this.kept = false; return; }
    this.state = sound(text, this.days) || blank();
    if (text && !this.state.saved) this.forget();
  }

  write() {
    this.state.saved = Date.now();
    try { window.localStorage.setItem(this.key, JSON.stringify(this.state)); } catch { this.kept = false; }
  }

  forget() {
    this.state = blank();
    try { window.localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  rereadFromOtherTab() {
    if (this.busy) return;
    this.read();
    this.tell("redraw");
  }

  // --- one thing at a time

  // Begins, or finds again what the server has and this browser has not.
  resume() {
    if (!this.busy) this.resumed = this.alone(async () => {
      if (!this.begun) await this.start();
      else if (this.state.pending) await this.deliver();
      else await this.compare();
    });
    return this.resumed;
  }

  // After what opening the window began, where that ends well; a second press meanwhile is none.
  async send(content, mine) {
    if (this.sending) return;
    this.sending = true;
    this.tell("typing");
    if (!this.busy || await this.resumed) await this.say(content, mine);
    this.sending = false;
  }

  say(content, mine) {
    this.tell("typing");
    return this.alone(async () => {
      if (this.state.pending) await this.deliver();
      if (!this.begun) {
        await this.start();
        if (content.command) return;
      }
      if (this.state.unsettled) await this.compare();
      await this.put(content, mine);
    });
  }

  // The server goes on; its answer is fetched before the next message.
  cancel() {
    if (this.turn) {
      this.turn.messages = [];
      Object.assign(this.state, { pending: null, unsettled: true });
      this.write();
    }
    this.stop.abort();
  }

  // While no other tab talks, on what the last one left. True when it ended well.
  async alone(act) {
    this.busy = true;
    this.stop = new AbortController();
    try {
      await this.inTurn(async () => {
        const { saved } = this.state;
        this.read();
        if (this.state.saved !== saved) this.tell("redraw");
        await act();
      });
      this.tell("ended");
      return true;
    } catch (problem) {
      this.fail(problem);
      return false;
    } finally {
      this.busy = false;
    }
  }

  // Where the browser knows how.
  inTurn(act) {
    return navigator.locks && this.kept ? navigator.locks.request(this.key, { signal: this.stop.signal }, act) : act();
  }

  // The message stays pending when the line is to blame, and is dropped when it can never be taken.
  fail({ code, sentence, name }) {
    const lost = ["expired", "refused"].includes(code);
    if (lost) this.forget();
    else if (["too_long", "unreadable", "foreign"].includes(code)) this.drop();
    this.tell(lost ? "gone" : "failed", { code, sentence, name, offline: !navigator.onLine });
  }

  drop() {
    const { pending, turns } = this.state;
    if (!pending) return;
    this.state.turns = turns.filter(({ id }) => id !== pending.id);
    this.state.pending = null;
    this.write();
  }

  // --- what is said

  async start() {
    const { token } = await this.ask("widget/session", { method: "POST" });
    this.state = { ...blank(), token };
    await this.put({ start: true }, "");
  }

  async compare() {
    const stands = await this.ask("widget/standing");
    const known = this.state.turns.at(-1);
    this.state.unsettled = false;
    if (!stands.id && known) throw Object.assign(new Error("gone"), { code: "expired" });
    const same = known && known.id === stands.id;
    if (!stands.id || (same && known.messages.length)) return;
    if (same) known.messages = stands.messages;
    else this.state.turns.push({ id: stands.id, mine: "", messages: stands.messages });
    this.settle(stands);
    this.tell("redraw");
  }

  async put(content, mine) {
    if (content.command === "restart") this.state.turns = [];
    const id = newId();
    this.state.pending = { id, ...content };
    this.state.turns.push({ id, mine, messages: [] });
    this.write();
    this.tell("sent", { mine });
    await this.deliver();
  }

  async deliver() {
    try {
      await this.attempt();
    } catch (problem) {
      if (!(problem instanceof TypeError) || !navigator.onLine) throw problem; // not the line
      this.tell("lost");
      await new Promise((resolve) => window.setTimeout(resolve, BEFORE_AGAIN));
      await this.attempt();
    }
  }

  async attempt() {
    const { pending, turns } = this.state;
    this.turn = turns.find(({ id }) => id === pending.id);
    if (this.turn.messages.length) { this.turn.messages = []; this.tell("redraw"); }
    this.tell("typing");
    try {
      const ended = await this.hear(pending);
      this.state.pending = null;
      if (pending.command === "erase") this.erased();
      else this.settle(ended);
    } finally {
      this.turn = null;
    }
  }

  async hear(message) {
    const answer = await this.fetch("widget/messages", { method: "POST", body: JSON.stringify(message), signal: this.stop.signal });
    let ended = null;
    for await (const line of lines(answer.body)) {
      if (line.message) { this.turn.messages.push(line.message); this.tell("said", line.message); }
      if (line.error) throw Object.assign(new Error(line.code), { code: line.code, sentence: line.error });
      if (line.end) ended = line.end;
    }
    if (!ended) throw new TypeError("the answer was cut");
    return ended;
  }

  settle({ token, facts, progress, day, asked }) {
    if (token) this.state.token = token;
    this.state.where = { facts, progress, day, asked };
    this.write();
  }

  // What was said to the end is still shown, and kept nowhere.
  erased() {
    const { turn } = this;
    this.forget();
    this.state.turns = [turn];
    this.tell("redraw", { aloud: true });
  }

  // --- the line

  async ask(path, options) { return (await this.fetch(path, options)).json(); }

  async fetch(path, { method = "GET", body, signal = this.stop.signal } = {}) {
    const headers = { ...(this.begun && { Authorization: `Bearer ${this.state.token}` }), ...(body && { "Content-Type": "application/json" }) };
    const answer = await fetch(new URL(path, this.base), { method, body, signal, headers, referrerPolicy: "no-referrer", credentials: "omit", cache: "no-store" });
    if (answer.ok) return answer;
    const { error, code } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(code), { code, sentence: error });
  }
}

function blank() {
  return { token: "", turns: [], pending: null, unsettled: false, where: {} };
}

// What was kept, unless it is too old or damaged.
function sound(text, days) {
  try {
    const kept = JSON.parse(text);
    return Array.isArray(kept.turns) && Date.now() - kept.saved < days * A_DAY ? kept : null;
  } catch { return null; }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function* lines(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const parts = (rest + decoder.decode(read.value, { stream: true })).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}
