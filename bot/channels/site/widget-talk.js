// The conversation as the browser holds it: what was said, what waits to be sent, who it is for the
// server. Each message has an id, so that sending it again never counts twice. Tabs share it.
const FAR = 86_400_000; // milliseconds in a day

export class Talk extends EventTarget {
  constructor({ base, days }) {
    super();
    this.base = base;
    this.days = days;
    this.key = `assistant:${base.href}`;
    this.read();
    window.addEventListener("storage", (event) => { if (event.key === this.key) this.rereadFromOtherTab(); });
    window.addEventListener("online", () => this.flush());
  }

  // --- what is kept in the browser

  read() {
    let kept = null;
    try { kept = JSON.parse(window.localStorage.getItem(this.key)); } catch { /* forbidden or damaged */ }
    const fresh = kept && Date.now() - kept.saved < this.days * FAR;
    this.state = fresh ? kept : { token: "", turns: [], pending: null, where: {} };
  }

  write() {
    this.state.saved = Date.now();
    try { window.localStorage.setItem(this.key, JSON.stringify(this.state)); } catch { /* this page only */ }
  }

  forget() {
    this.state = { token: "", turns: [], pending: null, where: {} };
    try { window.localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  rereadFromOtherTab() {
    if (this.busy) return;
    this.read();
    this.tell("redraw");
  }

  get begun() { return Boolean(this.state.token); }

  tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  // --- beginning and coming back

  async begin() {
    const { token } = await this.ask("widget/session", { method: "POST" });
    this.state.token = token;
    await this.send({ start: true }, "");
  }

  // What the server has and this browser has not: another tab's turn, or an answer that was lost.
  async catchUp() {
    if (!this.begun || this.state.pending) return this.flush();
    const stands = await this.ask("widget/standing");
    const known = this.state.turns.at(-1);
    if (!stands.id && known) throw Object.assign(new Error("gone"), { code: "expired" });
    if (stands.id && (!known || known.id !== stands.id || !known.messages.length)) {
      if (known && known.id === stands.id) this.state.turns.pop();
      this.state.turns.push({ id: stands.id, mine: known && known.id === stands.id ? known.mine : "", messages: stands.messages });
      this.settle(stands);
      this.tell("redraw");
    }
    return undefined;
  }

  // --- sending

  send(content, mine) {
    if (this.state.pending) return undefined;
    if (content.command === "restart") this.state.turns = [];
    const id = newId();
    this.state.pending = { id, ...content };
    this.state.turns.push({ id, mine, messages: [] });
    this.write();
    this.tell("sent", { mine });
    return this.flush();
  }

  async flush() {
    if (!this.state.pending || this.busy || !this.begun) return;
    this.busy = true;
    this.tell("typing");
    try {
      await inTurn(this.key, () => this.deliver());
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.busy = false;
    }
  }

  async deliver() {
    const { pending } = this.state;
    const turn = this.state.turns.find(({ id }) => id === pending.id);
    if (turn.messages.length) { turn.messages = []; this.tell("redraw"); this.tell("typing"); }
    this.stop = new AbortController();
    const answer = await this.fetch("widget/messages", { method: "POST", body: JSON.stringify(pending), signal: this.stop.signal });
    let ended = null;
    for await (const line of lines(answer.body)) {
      if (line.message) { turn.messages.push(line.message); this.tell("said", line.message); }
      if (line.error) throw Object.assign(new Error(line.code), { code: line.code, sentence: line.error });
      if (line.end) ended = line.end;
    }
    if (!ended) throw new TypeError("the answer was cut");
    this.state.pending = null;
    if (pending.command === "erase") this.erased(turn);
    else this.settle(ended);
    this.tell("ended");
  }

  settle({ token, facts, progress, day, asked }) {
    if (token) this.state.token = token;
    this.state.where = { facts, progress, day, asked };
    this.write();
  }

  erased(turn) {
    this.forget();
    this.state.turns = [turn];
    this.tell("erased");
  }

  // The message stays pending when the line is to blame, and is dropped when it can never be taken.
  fail(problem) {
    const lost = ["expired", "refused"].includes(problem.code);
    if (lost) this.forget();
    else if (["too_long", "unreadable", "foreign"].includes(problem.code)) this.drop();
    this.tell(lost ? "gone" : "failed", { ...problem, sentence: problem.sentence, offline: !navigator.onLine, code: problem.code, name: problem.name });
  }

  drop() {
    const { id } = this.state.pending;
    this.state.turns = this.state.turns.filter((turn) => turn.id !== id);
    this.state.pending = null;
    this.write();
  }

  // The server goes on; its answer is fetched before the next message.
  cancel() {
    if (!this.stop) return;
    this.state.pending = null;
    this.write();
    this.stop.abort();
  }

  // --- the line

  async ask(path, options) { return (await this.fetch(path, options)).json(); }

  async fetch(path, { method = "GET", body, signal } = {}) {
    const headers = { ...(this.begun && { Authorization: `Bearer ${this.state.token}` }), ...(body && { "Content-Type": "application/json" }) };
    const answer = await fetch(new URL(path, this.base), { method, body, signal, headers, referrerPolicy: "no-referrer", credentials: "omit", cache: "no-store" });
    if (answer.ok) return answer;
    const { error, code } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(code), { code, sentence: error });
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// One tab at a time, where the browser knows how.
function inTurn(name, act) {
  return navigator.locks ? navigator.locks.request(name, act) : act();
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
