// What the page asks of the playground: acts and views of the person's side, and the live events.
import { toast } from "./dom.js";

export async function act(verb, given = {}, quiet = false) {
  const answer = await fetch(`person/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  return read(answer, quiet);
}

export async function view(verb, given = {}) {
  return read(await fetch(`person/${verb}?${new URLSearchParams(given)}`));
}

async function read(answer, quiet) {
  const value = await answer.json();
  if (!answer.ok) {
    if (!quiet) toast(value.error || `The playground said ${answer.status}`);
    throw new Error(value.error);
  }
  return value;
}

export function follow(onEvent, onState) {
  const source = new EventSource("events");
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
}
