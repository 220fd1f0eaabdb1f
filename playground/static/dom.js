// Building the page: every word a person or a bot wrote becomes a text node, never markup.

export function el(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name in node && !name.startsWith("aria") && name !== "list" && name !== "role") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const at = (id) => document.getElementById(id);

const SHAPES = {
  back: "M15 5l-7 7 7 7", info: "M12 5.500v.01M12 12v.01M12 18.500v.01", down: "M6 9l6 6 6-6", close: "M6 6l12 12M18 6L6 18",
  attach: "M19 11.500l-7.600 7.600a4.800 4.800 0 0 1-6.800-6.800l8-8a3.200 3.200 0 0 1 4.500 4.500l-7.900 7.900a1.600 1.600 0 0 1-2.300-2.300l7.200-7.100",
  commands: "M5 7h14M5 12h14M5 17h9", send: "M5 12h13M12.500 6l6 6-6 6", reply: "M10 6l-6 6 6 6M4 12h9c4 0 7 2 7 7",
  pause: "M9 6v12M15 6v12", again: "M19 12a7 7 0 1 1-2.100-5M19 4v4h-4",
  edit: "M5 19l1-4L16 5l3 3L9 18z", bin: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12",
  light: "M12 7.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400",
  dark: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z", pin: "M12 21s-6.500-6-6.500-11a6.500 6.500 0 0 1 13 0c0 5-6.500 11-6.500 11zM12 8.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  if (name === "info") path.setAttribute("stroke-width", "3");
  svg.append(path);
  return svg;
}

export function avatar(node, id, name) {
  const letters = [...name.trim()].filter((letter) => /\p{L}|\p{N}/u.test(letter));
  const words = name.trim().split(/\s+/);
  node.textContent = (letters[0] || "?") + (words.length > 1 ? [...words[words.length - 1]].find((letter) => /\p{L}|\p{N}/u.test(letter)) || "" : "");
  node.classList.add("avatar", `tint-${Math.abs(id) % 7}`);
  return node;
}

export const clock = (date) => new Date(date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

export function day(date) {
  const when = new Date(date * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(when).setHours(0, 0, 0, 0)) / 864e5);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return when.toLocaleDateString([], { day: "numeric", month: "long", year: days > 300 ? "numeric" : undefined });
}

let hiding;
export function toast(words) {
  at("toast").textContent = words;
  at("toast").hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (at("toast").hidden = true), 3200);
}

export function alertBox(words) {
  at("alert-text").textContent = words;
  at("alert").showModal();
}
