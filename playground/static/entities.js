// A text with its entities, drawn as Telegram draws it.
import { el } from "./dom.js";

const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

export function drawText(text, entities, on) {
  const node = el("div", { class: "text", dir: "auto" });
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  append(node, text, sorted, 0, text.length, on);
  const last = sorted.filter((entity) => entity.offset + entity.length >= text.trimEnd().length);
  if (last.some((entity) => BLOCKS.includes(entity.type)) || /[\u0590-\u08ff]/.test(text.slice(-12))) node.classList.add("block");
  return node;
}

function append(parent, text, entities, begin, end, on) {
  let at = begin;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from > at) parent.append(text.slice(at, from));
    const node = dress(entity, text.slice(from, to), on);
    append(node, text, entities, from, to, on);
    parent.append(node);
    at = Math.max(at, to);
    if (BLOCKS.includes(entity.type) && text[at] === "\n") at += 1;
  }
  if (at < end) parent.append(text.slice(at, end));
}

function dress(entity, words, on) {
  switch (entity.type) {
    case "bold": return el("b");
    case "italic": return el("i");
    case "underline": return el("u");
    case "strikethrough": return el("s");
    case "code": return el("code", { title: "Copy", onclick: () => navigator.clipboard?.writeText(words) });
    case "pre": return el("pre", { data: entity.language ? { language: entity.language } : {} });
    case "blockquote": return el("blockquote");
    case "expandable_blockquote": return folded(words);
    case "spoiler": return el("span", { class: "spoiler", role: "button", tabIndex: 0, "aria-label": "Hidden words", onclick: show, onkeydown: show });
    case "text_link": return link(entity.url, on);
    case "url": return link(/^[a-z]+:\/\//i.test(words) ? words : `http://${words}`, on);
    case "email": return el("a", { href: `mailto:${words}` });
    case "bot_command": return el("button", { type: "button", class: "tapped", onclick: () => on.command(words) });
    case "mention": case "hashtag": case "cashtag": case "text_mention": return el("a", {});
    default: return el("span");
  }
}

function show(event) {
  if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
  event.currentTarget.classList.add("shown");
}

function folded(words) {
  const long = words.length > 150 || words.split("\n").length > 3;
  return el("blockquote", { class: long ? "folded" : "", title: long ? "Unfold" : undefined, onclick: (event) => event.currentTarget.classList.toggle("folded", false) });
}

export function safeUrl(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:", "mailto:", "ftp:"].includes(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

function link(url, on) {
  const parsed = safeUrl(url);
  const start = parsed && on.start(parsed);
  if (start) return el("button", { type: "button", class: "tapped", title: url, onclick: start });
  if (!parsed) return el("a", { title: url });
  return el("a", { href: url, title: url, target: "_blank", rel: "noopener noreferrer" });
}
