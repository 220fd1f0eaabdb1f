// The list of chats at the side, and the head of the open one.
import { at, avatar, clock, day, el } from "./dom.js";
import { here, nameOf, said, shownChats, state } from "./state.js";
import { describeService } from "./service.js";

const ABOUT = { private: "bot", group: "group", supergroup: "supergroup", channel: "channel" };

export function drawList(open) {
  const items = shownChats().map((chat) => {
    const last = said(chat.id).at(-1);
    const unread = state.unread.get(chat.id) || 0;
    return el("li", {}, el("button", { type: "button", "aria-current": chat.id === state.open ? "true" : "false", data: { chat: chat.id }, onclick: () => open(chat.id) },
      avatar(el("span", { "aria-hidden": "true" }), chat.type === "private" ? state.bot.id : chat.id, nameOf(chat)),
      el("span", { class: "name", dir: "auto" }, nameOf(chat)),
      el("span", { class: "time" }, last ? (day(last.date) === "Today" ? clock(last.date) : day(last.date)) : ""),
      el("span", { class: "last", dir: "auto" }, last ? summary(chat, last) : ABOUT[chat.type]),
      unread > 0 && el("span", { class: "unread", "aria-label": `${unread} unread` }, String(unread))));
  });
  const focused = document.activeElement?.closest?.("#chats button")?.dataset.chat;
  at("chats").replaceChildren(...items);
  if (focused) at("chats").querySelector(`[data-chat="${Number(focused)}"]`)?.focus();
}

function summary(chat, message) {
  if (message.kind === "service") return describeService(message);
  const words = message.text.replace(/\s+/g, " ") || { photo: "Picture", document: message.file_name || "File", location: "Place" }[message.kind] || "Message";
  const who = chat.type === "private" || chat.type === "channel" ? "" : message.sender_id === state.me ? "You: " : `${message.sender.split(" ")[0]}: `;
  return who + words.slice(0, 120);
}

export function drawHead() {
  const chat = here();
  if (!chat) return;
  const face = at("chat-avatar");
  face.className = "avatar";
  avatar(face, chat.type === "private" ? state.bot.id : chat.id, nameOf(chat));
  at("chat-name").textContent = nameOf(chat);
  at("chat-about").textContent = about(chat);
  document.title = `${nameOf(chat)} – Playground`;
}

export function about(chat) {
  if (chat.type === "private") return chat.blocked ? "blocked" : "bot";
  const count = chat.members.filter((known) => !["left", "kicked"].includes(known.status)).length;
  if (chat.type === "channel") return "channel · " + (chat.bot === "administrator" ? "the bot is an administrator" : "the bot is not here");
  const bot = { member: "the bot is a member", administrator: "the bot is an administrator", left: "the bot is not here", kicked: "the bot was removed" }[chat.bot];
  return `${count} people · ${bot}`;
}

let typing;
export function drawAction(action) {
  at("chat-about").textContent = action === "typing" ? "typing…" : "sending…";
  clearTimeout(typing);
  typing = setTimeout(() => drawHead(), 4500);
}

export function drawTopics(choose) {
  const chat = here();
  at("topics").hidden = !chat?.is_forum;
  if (!chat?.is_forum) return;
  const topics = [{ id: 0, name: "General" }, ...chat.topics];
  at("topics").replaceChildren(...topics.map((topic) => el("button", {
    type: "button", role: "tab", "aria-selected": topic.id === state.thread ? "true" : "false", onclick: () => choose(topic.id),
  }, topic.closed ? `🔒 ${topic.name}` : topic.name)));
}

export function drawPinned(show) {
  const chat = here();
  const message = chat && said(chat.id).find((known) => known.message_id === chat.pinned.at(-1));
  at("pinned").hidden = !message;
  if (message) at("pinned").replaceChildren(el("button", { type: "button", class: "quoted", onclick: () => show(message.message_id) }, el("b", {}, "Pinned message"), el("span", { dir: "auto" }, message.text || message.kind)));
}
