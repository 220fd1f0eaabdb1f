// What there is to know of the open chat, and what a person can change there: blocking, administrators, the bot's place, faults.
import { act } from "./api.js";
import { at, avatar, clock, el, icon } from "./dom.js";
import { here, isAdmin, member, nameOf, state } from "./state.js";
import { about } from "./chats.js";

export function start() {
  at("info-open").append(icon("info"));
  at("info-open").onclick = () => toggle();
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !at("info").hidden && !event.target.closest("#composer")) toggle(false); });
}

export function toggle(open = at("info").hidden) {
  at("info").hidden = !open;
  at("info-open").setAttribute("aria-expanded", String(open));
  if (open) { draw(); at("info").querySelector("button")?.focus(); }
  else at("info-open").focus();
}

export function draw() {
  const chat = here();
  if (at("info").hidden || !chat) return;
  const id = chat.type === "private" ? state.bot.id : chat.id;
  const focused = document.activeElement?.closest?.("#info") ? document.activeElement.getAttribute("aria-label") : null;
  at("info").replaceChildren(
    el("div", { class: "bar" }, el("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => toggle(false) }, icon("close")), "About this chat"),
    el("div", { class: "card-head" }, avatar(el("span", { "aria-hidden": "true" }), id, nameOf(chat)), el("b", { dir: "auto" }, nameOf(chat)),
      el("span", {}, chat.type === "private" ? `@${state.bot.username}` : about(chat)), el("span", {}, `id ${chat.id}`)),
    el("section", {}, el("h3", {}, chat.type === "private" ? "You and the bot" : "You and the bot here"), ...controls(chat)),
    ...(chat.type === "private" ? [] : [el("section", {}, el("h3", {}, "People"), ...people(chat))]),
    el("section", {}, el("h3", {}, "What the bot called"), el("ul", { class: "log", tabIndex: 0, "aria-label": "Calls of the Bot API" }, ...log())),
  );
  if (focused) [...at("info").querySelectorAll("[aria-label]")].find((node) => node.getAttribute("aria-label") === focused)?.focus();
}

function toggleRow(words, on, change) {
  return el("label", {}, words, el("input", { type: "checkbox", class: "switch", role: "switch", "aria-label": words, checked: on, onchange: (event) => change(event.currentTarget.checked) }));
}

function controls(chat) {
  if (chat.type === "private") return [toggleRow("Block the bot", chat.blocked, (on) => act(on ? "block" : "unblock", { person: state.me }))];
  const inside = ["member", "administrator"].includes(chat.bot);
  const rows = [
    toggleRow("The bot is here", inside, (on) => act(on ? "add_bot" : "kick_bot", on ? { chat: chat.id, as_administrator: chat.type === "channel" } : { chat: chat.id })),
    inside && toggleRow("The bot is an administrator", chat.bot === "administrator", (on) => act("add_bot", { chat: chat.id, as_administrator: on })),
  ];
  const mine = member(chat, state.as);
  if (mine && mine.status !== "creator" && chat.type !== "channel") {
    rows.push(toggleRow(state.as === state.me ? "You are an administrator" : `${mine.name.split(" ")[0]} is an administrator`, isAdmin(chat, state.as), (on) => act(on ? "promote" : "demote", { chat: chat.id, person: state.as })));
  }
  if (chat.type === "group") rows.push(el("button", { type: "button", class: "wide", onclick: () => act("migrate", { chat: chat.id }) }, "Make it a supergroup"));
  return rows.filter(Boolean);
}

const PLACES = { creator: "owner", administrator: "administrator", member: "member", left: "left", kicked: "removed" };

function people(chat) {
  return chat.members.map((known) => el("div", { class: "person" }, avatar(el("span", { "aria-hidden": "true" }), known.id, known.name),
    el("span", { dir: "auto" }, known.id === state.me ? `${known.name} (you)` : known.name, el("small", {}, `${PLACES[known.status] || known.status} · id ${known.id}`))));
}

export function note(call) {
  state.calls.push(call);
  if (state.calls.length > 200) state.calls.splice(0, 100);
  if (at("info").hidden || call.method === "getUpdates") return;
  const list = at("info").querySelector(".log");
  list?.prepend(line(call));
}

function line(call) {
  return el("li", { class: call.status === 200 ? "" : "bad" }, `${clock(call.at)} ${call.method} ${call.status || "reset"}${call.description ? ` ${call.description}` : ""}`);
}

const log = () => state.calls.filter((call) => call.method !== "getUpdates").slice(-60).reverse().map(line);
