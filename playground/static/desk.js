// A day at the desk: how far the sample story is, how fast it goes, and what is cut off.
import { act } from "./api.js";
import { at, el, icon } from "./dom.js";

const SPEEDS = [1, 4, 16];
let last = null;
let since = 0;

export function start() { setInterval(tick, 500); }

export function draw(desk) {
  last = desk;
  since = performance.now();
  at("desk").hidden = !desk;
  if (!desk) return;
  const speeds = SPEEDS.map((speed) => button(`${speed}×`, desk.playing && desk.speed === speed, () => act("desk", { playing: true, speed }), `Play at speed ${speed}`));
  const focused = at("desk").contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  at("desk").replaceChildren(
    el("header", {}, el("h2", {}, "A day at the desk"), el("time", { id: "desk-time" })),
    el("div", { class: "track", role: "progressbar", "aria-label": "How far the story is", "aria-valuemin": 0, "aria-valuemax": 100 }, el("i", { id: "desk-track" })),
    el("p", { class: "now", id: "desk-now" }, desk.newest ? `${desk.newest.outlet}: ${desk.newest.title}` : "Nothing published yet"),
    el("div", { class: "buttons", role: "group", "aria-label": "Speed of the story" }, button(icon("pause"), !desk.playing, () => act("desk", { playing: false }), "Stop the story"), ...speeds, button(icon("again"), false, () => act("desk", { restart: true }), "Start the story again")),
    el("div", { class: "buttons", role: "group", "aria-label": "Cut something off" },
      button("Cut the feeds", desk.feeds_cut, () => act("desk", { feeds_cut: !desk.feeds_cut }), "Cut the feeds off", "cut"),
      button("Cut Telegram", desk.telegram_cut, () => act("desk", { telegram_cut: !desk.telegram_cut }), "Cut Telegram off", "cut")),
  );
  if (focused) [...at("desk").querySelectorAll("[aria-label]")].find((node) => node.getAttribute("aria-label") === focused)?.focus();
  tick();
}

function button(words, on, press, label, kind = "") {
  return el("button", { type: "button", class: kind, "aria-pressed": on ? "true" : "false", "aria-label": label, title: label, onclick: press }, words);
}

function tick() {
  if (!last || !at("desk-time")) return;
  const passed = last.playing ? ((performance.now() - since) / 1000) * last.speed : 0;
  const time = Math.min(last.time + passed, last.length);
  const stamp = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  at("desk-time").textContent = `${stamp(time)} / ${stamp(last.length)}`;
  at("desk-track").style.width = `${(100 * time) / last.length}%`;
  at("desk-track").parentElement.setAttribute("aria-valuenow", String(Math.round((100 * time) / last.length)));
}
