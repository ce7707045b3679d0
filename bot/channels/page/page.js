"use strict";

// The page talks to the standard REST channel; the conversation's name lives in memory only.
const sender = crypto.randomUUID ? crypto.randomUUID()
  : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const [closed, start, dialogue, log, form, text, status] =
  ["closed", "start", "dialogue", "log", "form", "text", "status"].map((id) => document.getElementById(id));
const WAITING = "L’assistant écrit…";
const FAILED = "Le message n’est pas parti. Vérifiez votre connexion et renvoyez-le.";

function add(tag, parent, properties) {
  const element = Object.assign(document.createElement(tag), properties);
  parent.append(element);
  return element;
}

function fillWithLinks(paragraph, words) {
  for (const part of words.split(/(https:\/\/[^\s»]+)/)) {
    if (part.startsWith("https://")) add("a", paragraph, { href: part, textContent: part, rel: "noopener noreferrer", target: "_blank" });
    else paragraph.append(part);
  }
}

function showDocument({ id, name }) {
  const paragraph = add("p", log, { className: "bot" });
  add("a", paragraph, { href: `/documents/${id}`, textContent: `Télécharger ${name}`, download: name });
}

function showChoices(buttons) {
  const list = add("ul", log, { className: "choices" });
  buttons.forEach(({ title, payload }, index) => {
    const button = add("button", add("li", list, {}), { type: "button", textContent: `${index + 1}. ${title}` });
    button.addEventListener("click", () => send(payload, title));
  });
}

function show(message) {
  if (message.text) fillWithLinks(add("p", log, { className: "bot" }), message.text);
  if (message.custom && message.custom.document) showDocument(message.custom.document);
  if (message.buttons) showChoices(message.buttons);
}

async function send(value, shown) {
  if (status.textContent === WAITING) return;
  log.querySelectorAll(".choices").forEach((list) => list.remove());
  const mine = shown ? add("p", log, { className: "me", textContent: shown }) : null;
  status.textContent = WAITING;
  try {
    const answer = await fetch("/webhooks/rest/webhook", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sender, message: value }),
    });
    if (!answer.ok) throw new Error(answer.status);
    (await answer.json()).forEach(show);
    status.textContent = "";
  } catch {
    if (mine) mine.remove();
    text.value = shown || "";
    status.textContent = FAILED;
  }
  (mine && mine.isConnected ? mine : log).scrollIntoView({ block: "start" });
  text.focus({ preventScroll: true });
}

start.addEventListener("click", () => {
  closed.hidden = true;
  dialogue.hidden = false;
  send("bonjour", "");
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  send(words, words);
});
