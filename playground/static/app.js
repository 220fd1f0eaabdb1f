// The page: takes what there is, follows what changes, and lets one chat be open.
import { follow, view } from "./api.js";
import { at, icon, toast } from "./dom.js";
import * as chats from "./chats.js";
import * as composer from "./composer.js";
import * as desk from "./desk.js";
import * as info from "./info.js";
import * as messages from "./messages.js";
import { drop, here, put, said, shownChats, state, take } from "./state.js";

const actions = {
  say: composer.say,
  command: (words) => composer.say(words),
  reply: composer.reply,
  edit: composer.edit,
  fill: composer.fill,
  start: deepLink,
};

function deepLink(url) {
  if (!["t.me", "telegram.me"].includes(url.hostname) || url.pathname.slice(1).toLowerCase() !== state.bot.username.toLowerCase()) return null;
  const payload = url.searchParams.get("start");
  return () => { open(state.me); composer.say(payload === null ? "/start" : `/start ${payload}`); };
}

function open(id, focus = true) {
  state.open = id;
  state.thread = 0;
  state.unread.delete(id);
  composer.cancel();
  delete at("messages").dataset.chat;
  document.body.classList.add("open");
  history.replaceState(null, "", `#${id}`);
  drawChat();
  if (focus && matchMedia("(min-width: 761px)").matches) at("words").focus();
}

function drawChat() {
  chats.drawList(open);
  chats.drawHead();
  chats.drawTopics((thread) => { state.thread = thread; drawChat(); });
  chats.drawPinned(messages.showMessage);
  messages.drawAll();
  composer.refresh();
  info.draw();
  drawReplyKeyboard();
}

function drawReplyKeyboard() {
  const carrier = said(state.open).findLast((message) => message.reply_markup_set);
  const rows = carrier?.reply_buttons || [];
  at("reply-keyboard").hidden = !rows.length;
  if (!rows.length) return at("reply-keyboard").replaceChildren();
  const grid = document.createElement("div");
  grid.className = "keys";
  for (const buttons of rows) {
    const row = document.createElement("div");
    row.className = "keyrow";
    for (const button of buttons) {
      const key = document.createElement("button");
      key.type = "button";
      key.textContent = button.text;
      key.onclick = () => composer.say(button.text);
      row.append(key);
    }
    grid.append(row);
  }
  at("reply-keyboard").replaceChildren(grid);
}

async function load() {
  const all = await view("state");
  take(all);
  at("title").textContent = `${all.bot.name} playground`;
  desk.draw(all.desk);
  await Promise.all(shownChats().map(async (chat) => state.messages.set(chat.id, await view("transcript", { chat: chat.id }))));
  const wanted = Number(location.hash.slice(1));
  if (!state.open) {
    state.open = state.chats.has(wanted) && wanted !== 0 ? wanted : state.me;
    if (wanted) document.body.classList.add("open");
  }
  drawChat();
}

let drawing = false;
function redraw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; drawChat(); });
}

function onEvent(event) {
  switch (event.kind) {
    case "message":
    case "edited": {
      const message = event.message;
      if (!state.chats.has(message.chat_id)) return load();
      const fresh = put(message);
      if (fresh && message.chat_id !== state.open && message.sender_id !== state.me) state.unread.set(message.chat_id, (state.unread.get(message.chat_id) || 0) + 1);
      if (message.chat_id === state.open) redraw();
      else chats.drawList(open);
      break;
    }
    case "deleted":
      drop(event.chat.id, event.ids);
      redraw();
      break;
    case "answered": messages.answered(event.press); break;
    case "asked": composer.inlineAnswered(event.ask); break;
    case "action": if (event.chat.id === state.open) chats.drawAction(event.action); break;
    case "chat": case "person": {
      if (event.kind === "person") return load();
      const known = state.chats.has(event.chat.id);
      state.chats.set(event.chat.id, event.chat);
      if (event.chat.migrated_to === null && known) redraw();
      else load().then(() => { if (here()?.migrated_to) open(here().migrated_to); });
      break;
    }
    case "bot": return load();
    case "menu": composer.refresh(); break;
    case "desk": desk.draw(event.desk); break;
    case "call": info.note(event); break;
    default:
  }
}

function paint(theme) {
  document.documentElement.dataset.theme = theme;
  at("theme").replaceChildren(icon(theme === "dark" ? "light" : "dark"));
}

function start() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  paint(localStorage.getItem("theme") || (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", () => { if (!localStorage.getItem("theme")) paint(dark.matches ? "dark" : "light"); });
  at("theme").onclick = () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", theme);
    paint(theme);
  };
  at("back").append(icon("back"));
  at("back").onclick = () => { document.body.classList.remove("open"); at("chats").querySelector('[aria-current="true"]')?.focus(); };
  window.addEventListener("speaker", redraw);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const list = shownChats();
    const place = list.findIndex((chat) => chat.id === state.open) + (event.key === "ArrowDown" ? 1 : -1);
    if (list[place]) open(list[place].id);
  });
  messages.start(actions);
  composer.start();
  info.start();
  desk.start();
  follow(onEvent, (connected) => (connected ? load() : toast("The playground is gone. Waiting for it…")));
}

start();
