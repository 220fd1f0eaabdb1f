// The messages of the open chat: bubbles, keyboards, files, replies, what can be done with each.
import { act } from "./api.js";
import { alertBox, at, avatar, clock, day, el, icon, toast } from "./dom.js";
import { drawText, safeUrl } from "./entities.js";
import { here, inThread, isAdmin, said, state } from "./state.js";
import { describeService } from "./service.js";

let on;
const pressed = new Map();
const done = new Set();
const risen = new Set();

export function start(actions) {
  on = actions;
  const box = at("messages");
  box.addEventListener("scroll", () => (at("down").hidden = atEnd()));
  at("down").append(icon("down"));
  at("down").onclick = () => box.scrollTo({ top: box.scrollHeight, behavior: "smooth" });
}

const atEnd = () => at("messages").scrollHeight - at("messages").scrollTop - at("messages").clientHeight < 90;

export function drawAll() {
  const box = at("messages");
  const stay = box.dataset.chat === `${state.open}/${state.thread}` && !atEnd() ? box.scrollTop : null;
  box.dataset.chat = `${state.open}/${state.thread}`;
  const shown = said(state.open).filter(inThread);
  const focus = held(box);
  box.replaceChildren(...(shown.length ? rows(shown) : [empty()]));
  focus();
  box.scrollTop = stay ?? box.scrollHeight;
}

function held(box) {
  const node = box.contains(document.activeElement) ? document.activeElement : null;
  const row = node?.closest("[data-id]");
  if (!row) return () => {};
  const place = [...row.querySelectorAll("a, button")].indexOf(node);
  return () => box.querySelector(`[data-id="${Number(row.dataset.id)}"]`)?.querySelectorAll("a, button")[place]?.focus({ preventScroll: true });
}

function empty() {
  const chat = here();
  const fresh = chat?.type === "private" && !chat.started;
  return el("div", { class: "empty" }, fresh ? "Nothing said yet. The bot may not write first." : "No messages here yet.",
    fresh && el("div", {}, el("button", { type: "button", onclick: () => on.say("/start") }, "Start")));
}

function rows(messages) {
  const drawn = [];
  let before = null;
  let index = 0;
  while (index < messages.length) {
    const message = messages[index];
    const group = [message];
    while (message.media_group && messages[index + group.length]?.media_group === message.media_group) group.push(messages[index + group.length]);
    index += group.length;
    if (!before || day(before.date) !== day(message.date)) drawn.push(el("div", { class: "day" }, day(message.date)));
    if (message.kind === "service") {
      drawn.push(safely(() => el("div", { class: "service", dir: "auto" }, describeService(message)), message));
    } else {
      const first = !before || before.sender_id !== message.sender_id || before.kind === "service" || message.date - before.date > 600;
      const next = messages[index];
      const last = !next || next.sender_id !== message.sender_id || next.kind === "service" || next.date - message.date > 600;
      drawn.push(safely(() => row(group, first, last), message));
    }
    before = message;
  }
  return drawn;
}

// One message that cannot be drawn must not take the others with it.
function safely(draw, message) {
  try {
    return draw();
  } catch (error) {
    console.warn("this message cannot be drawn", message, error);
    return el("div", { class: "service", data: { id: message.message_id } }, message.text || "This message cannot be drawn.");
  }
}

function row(group, first, last) {
  const message = group[0];
  const chat = here();
  const own = message.sender_id === state.as && chat.type !== "channel";
  const shared = ["group", "supergroup"].includes(chat.type) && !own;
  const face = avatar(el("span", { class: last ? "" : "none", "aria-hidden": "true" }), message.sender_id, message.sender);
  const node = el("div", { class: `row message${own ? " own" : ""}${first ? " first" : ""}${last ? " last" : ""}`, data: { id: message.message_id } },
    shared && face, el("div", { class: "stack" }, bubble(group, shared && first), keyboard(message), tools(message, own)));
  const name = `${message.chat_id}/${message.message_id}`;
  if (Date.now() / 1000 - message.date < 1.5 && !risen.has(name)) node.classList.add("fresh");
  risen.add(name);
  return node;
}

function bubble(group, named) {
  const message = group[0];
  const captioned = group.find((known) => known.text && known.kind !== "text");
  const media = message.kind === "photo";
  const node = el("div", { class: `bubble${media ? " media" : ""}${captioned ? " captioned" : ""}` });
  if (named) node.append(el("div", { class: `sender tint-${Math.abs(message.sender_id) % 7}` }, message.sender));
  if (message.forwarded_from) node.append(el("div", { class: "from" }, `Forwarded from ${message.forwarded_from}`));
  if (message.reply_to) node.append(quoted(message.reply_to));
  if (media) node.append(group.length > 1 ? el("div", { class: "album" }, group.map(photo)) : photo(message));
  if (message.kind === "document") node.append(...group.map(file));
  if (message.kind === "location") node.append(place(message));
  const spoken = captioned || (message.text ? message : null);
  if (spoken) node.append(drawText(spoken.text, spoken.entities, on));
  if (message.kind === "text" && message.link_preview) node.append(...preview(message));
  const under = foot(message);
  node.append(under);
  node.style.setProperty("--foot", `${44 + (message.edited ? 40 : 0) + (message.silent ? 20 : 0)}px`);
  return node;
}

function foot(message) {
  return el("span", { class: "foot" }, message.silent && el("span", { title: "Sent without a sound" }, "🔕"), message.edited && "edited",
    el("time", { title: new Date(message.date * 1000).toLocaleString() }, clock(message.date)));
}

function quoted(id) {
  const message = said(state.open).find((known) => known.message_id === id);
  return el("button", { type: "button", class: "quoted", onclick: () => showMessage(id) },
    el("b", {}, message ? message.sender : "Deleted message"), el("span", { dir: "auto" }, message ? message.text || message.kind : ""));
}

export function showMessage(id) {
  const node = at("messages").querySelector(`[data-id="${Number(id)}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.add("lit");
  setTimeout(() => node.classList.remove("lit"), 1400);
}

function photo(message) {
  const source = `file/${encodeURIComponent(message.file_id)}`;
  const view = () => {
    const dialog = el("dialog", { class: "view", "aria-label": "Picture", onclick: () => dialog.close(), onclose: () => dialog.remove() }, el("img", { src: source, alt: message.text }));
    document.body.append(dialog);
    dialog.showModal();
  };
  return el("button", { type: "button", class: "photo", "aria-label": "Open the picture", onclick: view },
    el("img", { src: source, alt: message.text || "Picture", onload: () => atEndSoon() }));
}

function atEndSoon() {
  const box = at("messages");
  if (box.scrollHeight - box.scrollTop - box.clientHeight < 600) box.scrollTop = box.scrollHeight;
}

function file(message) {
  const about = message.raw.document;
  const suffix = (about.file_name?.split(".").pop() || "file").slice(0, 4);
  const size = about.file_size < 1024 ? `${about.file_size} B` : about.file_size < 1 << 20 ? `${(about.file_size / 1024).toFixed(1)} KB` : `${(about.file_size / (1 << 20)).toFixed(1)} MB`;
  return el("a", { class: "file", href: `file/${encodeURIComponent(message.file_id)}`, download: about.file_name },
    el("span", { class: "disc", "aria-hidden": "true" }, suffix.toUpperCase()), el("span", {}, el("b", {}, about.file_name || "file"), el("small", {}, size)));
}

function place(message) {
  const { latitude, longitude } = message.raw.location;
  return el("div", { class: "place" }, icon("pin"), `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`);
}

function preview(message) {
  const address = message.raw.link_preview_options?.url || message.entities.find((entity) => ["url", "text_link"].includes(entity.type));
  const parsed = address && safeUrl(typeof address === "string" ? address : address.url || (/^[a-z]+:/i.test(address.text) ? address.text : `http://${address.text}`));
  if (!parsed || parsed.protocol === "mailto:") return [];
  const last = decoded(parsed.pathname.split("/").filter(Boolean).pop() || "").replace(/[-_]/g, " ");
  return [el("a", { class: "card", href: parsed.href, target: "_blank", rel: "noopener noreferrer" }, el("b", {}, parsed.host), el("span", {}, last || parsed.href))];
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign, or one of another encoding than UTF-8
  }
}

function keyboard(message) {
  if (!message.buttons.length) return null;
  return el("div", { class: "keys" }, message.buttons.map((buttons) => el("div", { class: "keyrow" }, buttons.map((button) => key(message, button)))));
}

function key(message, button) {
  const words = [el("span", { dir: "auto" }, button.text)];
  if (button.url) {
    const parsed = safeUrl(button.url);
    const start = parsed && on.start(parsed);
    if (start) return el("button", { type: "button", onclick: start }, words);
    return el("a", { href: parsed ? button.url : undefined, target: "_blank", rel: "noopener noreferrer", title: button.url }, words);
  }
  if (button.inline_query !== null && button.inline_query !== undefined) {
    return el("button", { type: "button", onclick: () => on.fill(`@${state.bot.username} ${button.inline_query}`) }, words);
  }
  return el("button", { type: "button", onclick: (event) => press(event.currentTarget, message, button) }, words);
}

async function press(node, message, button) {
  node.setAttribute("aria-busy", "true");
  try {
    const answer = await act("press", { chat: message.chat_id, message: message.message_id, button: button.data, person: state.as });
    if (done.has(answer.id)) return node.removeAttribute("aria-busy");
    pressed.set(answer.id, node);
    setTimeout(() => settle(answer.id), 15000);
  } catch {
    node.removeAttribute("aria-busy");
  }
}

function settle(id) {
  pressed.get(id)?.removeAttribute("aria-busy");
  pressed.delete(id);
}

export function answered(press) {
  done.add(press.id);
  settle(press.id);
  if (!press.text) return;
  if (press.alert) alertBox(press.text);
  else toast(press.text);
}

function tools(message, own) {
  const buttons = [];
  const may = own || isAdmin(here(), state.as) || here().type === "private";
  if (here().type !== "channel") buttons.push(el("button", { type: "button", "aria-label": "Reply", title: "Reply", onclick: () => on.reply(message) }, icon("reply")));
  if (own && message.kind === "text") buttons.push(el("button", { type: "button", "aria-label": "Edit", title: "Edit", onclick: () => on.edit(message) }, icon("edit")));
  if (may) buttons.push(el("button", { type: "button", "aria-label": "Delete", title: "Delete", onclick: () => act("delete", { chat: message.chat_id, message: message.message_id }) }, icon("bin")));
  return el("div", { class: "do" }, buttons);
}
