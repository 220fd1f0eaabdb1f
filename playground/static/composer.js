// The message field: writing, the command menu on "/", inline mode on "@bot words", files, replies and edits.
import { act, view } from "./api.js";
import { at, el, icon } from "./dom.js";
import { here, isAdmin, member, state } from "./state.js";

let menu = [];
let ask = null;
let asking;

export function start() {
  at("attach").append(icon("attach"));
  at("commands").append(icon("commands"));
  at("send").append(icon("send"));
  at("composer").onsubmit = (event) => { event.preventDefault(); submit(); };
  at("words").oninput = () => { grow(); suggest(); };
  at("words").onkeydown = onKey;
  at("attach").onclick = () => at("file").click();
  at("commands").onclick = () => (at("popup").hidden ? showMenu("") : hide());
  at("file").onchange = () => send(at("file").files);
  at("as").onchange = () => { state.as = Number(at("as").value); refresh(); window.dispatchEvent(new Event("speaker")); };
  at("unblock").onclick = () => act("unblock", { person: state.me });
  document.addEventListener("click", (event) => { if (!event.target.closest("#composer")) hide(); });
  for (const kind of ["dragover", "drop"]) at("chat").addEventListener(kind, (event) => { event.preventDefault(); if (kind === "drop") send(event.dataTransfer.files); });
}

export async function refresh() {
  const chat = here();
  if (!chat) return;
  const speakers = chat.members.filter((known) => !["left", "kicked"].includes(known.status));
  at("as").hidden = !["group", "supergroup"].includes(chat.type) || speakers.length < 2;
  if (chat.type === "private" || !speakers.some((known) => known.id === state.as)) state.as = speakers.some((known) => known.id === state.me) || chat.type === "private" ? state.me : speakers[0]?.id ?? state.me;
  at("as").replaceChildren(...speakers.map((known) => el("option", { value: known.id, selected: known.id === state.as }, known.id === state.me ? "You" : known.name.split(" ")[0])));
  const mute = chat.blocked || (chat.type === "channel" && !isAdmin(chat, state.as)) || (chat.type !== "private" && !member(chat, state.as));
  at("composer").hidden = mute;
  at("blocked").hidden = !chat.blocked;
  at("words").placeholder = chat.type === "channel" ? "Post to the channel" : "Message";
  menu = chat.type === "channel" ? [] : await view("menu", { chat: chat.id, person: state.as });
  at("commands").hidden = !menu.length;
}

function grow() {
  at("words").style.height = "auto";
  at("words").style.height = `${Math.min(at("words").scrollHeight, 160)}px`;
}

export function fill(words) {
  at("words").value = words;
  at("words").focus();
  grow();
  suggest();
}

export function reply(message) { state.editing = null; state.replying = message; drawReplying(); at("words").focus(); }
export function edit(message) { state.replying = null; state.editing = message; fill(message.text); drawReplying(); }

function drawReplying() {
  const message = state.replying || state.editing;
  at("replying").hidden = !message;
  if (!message) return;
  at("replying").replaceChildren(el("span", { dir: "auto" }, el("b", {}, state.editing ? "Edit: " : `${message.sender}: `), message.text || message.kind),
    el("button", { type: "button", class: "icon", "aria-label": "Cancel", onclick: cancel }, icon("close")));
}

export function cancel() {
  if (state.editing) fill("");
  state.replying = state.editing = null;
  drawReplying();
}

export async function say(words) {
  const given = { chat: state.open, person: state.as, text: words };
  if (state.thread) given.thread = state.thread;
  if (state.replying) given.reply_to = state.replying.message_id;
  state.replying = null;
  drawReplying();
  at("messages").scrollTop = at("messages").scrollHeight; // what one says is seen, and so is the answer
  await act("say", given);
}

// What is written leaves the field at once, so that one can go on writing; what is refused comes back, unless there is something new.
async function submit() {
  const draft = at("words").value;
  const words = draft.trim();
  if (!words) return;
  const { open, editing, replying } = state;
  hide();
  at("words").value = "";
  grow();
  try {
    if (!editing) return await say(words);
    state.editing = null;
    drawReplying();
    await act("edit", { chat: editing.chat_id, message: editing.message_id, text: words });
  } catch {
    if (at("words").value || state.open !== open) return;
    at("words").value = draft;
    Object.assign(state, { editing, replying });
    drawReplying();
    grow();
  }
}

async function send(files) {
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (let index = 0; index < bytes.length; index += 32768) binary += String.fromCharCode(...bytes.subarray(index, index + 32768));
    const draft = at("words").value;
    const given = { chat: state.open, person: state.as, name: file.name, base64: btoa(binary), caption: draft.trim() };
    if (file.type) given.mime = file.type;
    if (state.thread) given.thread = state.thread;
    await act("document", given);
    if (at("words").value === draft) at("words").value = "";
  }
  at("file").value = "";
}

function suggest() {
  const words = at("words").value;
  clearTimeout(asking);
  ask = null;
  if (/^\/[a-z0-9_]*$/i.test(words)) return showMenu(words.slice(1).toLowerCase());
  const inline = words.match(/^@(\w+)\s([^]*)$/);
  if (inline && inline[1].toLowerCase() === state.bot.username.toLowerCase()) asking = setTimeout(() => askInline(inline[2].trim()), 250);
  else hide();
}

function showMenu(prefix) {
  const found = menu.filter(([command]) => command.startsWith(prefix));
  if (!found.length) return hide();
  show(found.map(([command, description]) => option([el("b", {}, `/${command}`), el("span", {}, description)], () => { at("words").value = ""; hide(); grow(); say(`/${command}`); })));
  at("commands").setAttribute("aria-expanded", "true");
}

async function askInline(query) {
  ask = await act("inline", { person: state.as, query, chat: state.open });
  show([el("p", {}, "Asking the bot…")]);
  view("results", { id: ask.id }).then((now) => { if (now.answered) inlineAnswered(now); });
  const waiting = ask.id;
  setTimeout(() => { if (ask?.id === waiting && !ask.answered) show([el("p", {}, "The bot gave no answer.")]); }, 8000);
}

export function inlineAnswered(answer) {
  if (!ask || answer.id !== ask.id) return;
  ask = answer;
  if (!answer.results.length) return show([el("p", {}, "Nothing found.")]);
  show(answer.results.map((result, index) => option([el("b", {}, result.title || result.type), el("span", {}, result.description)], () => choose(answer, index), "result")));
}

async function choose(answer, index) {
  hide();
  at("words").value = "";
  grow();
  await act("choose", { ask: answer.id, index, chat: state.open, person: state.as, ...(state.thread ? { thread: state.thread } : {}) });
}

let picks = 0;
function option(content, pick, kind = "") {
  return el("button", { type: "button", role: "option", class: kind, id: `pick-${picks++}`, "aria-selected": "false", onclick: pick }, content);
}

function show(options) {
  at("popup").replaceChildren(...options);
  at("popup").hidden = false;
  select(at("popup").querySelector("button"));
}

export function hide() {
  at("popup").hidden = true;
  at("words").removeAttribute("aria-activedescendant");
  at("commands").setAttribute("aria-expanded", "false");
}

function select(node) {
  at("popup").querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
  if (!node) return;
  node.setAttribute("aria-selected", "true");
  node.scrollIntoView({ block: "nearest" });
  at("words").setAttribute("aria-activedescendant", node.id);
}

function onKey(event) {
  const chosen = at("popup").hidden ? null : at("popup").querySelector('[aria-selected="true"]');
  if (event.key === "Escape") { hide(); cancel(); }
  else if (chosen && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    select(event.key === "ArrowDown" ? chosen.nextElementSibling || at("popup").firstElementChild : chosen.previousElementSibling || at("popup").lastElementChild);
  } else if (chosen && event.key === "Tab") { event.preventDefault(); at("words").value = `${chosen.querySelector("b").textContent} `; hide(); }
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (chosen && at("words").value !== chosen.querySelector("b").textContent) chosen.click();
    else submit();
  }
}
