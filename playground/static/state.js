// What the page knows: the chats, their messages, which one is open and who speaks.

export const state = {
  bot: { id: 0, name: "", username: "" },
  people: new Map(),
  chats: new Map(),
  messages: new Map(),
  unread: new Map(),
  open: 0,
  thread: 0,
  me: 0,
  as: 0,
  replying: null,
  editing: null,
  calls: [],
};

export const here = () => state.chats.get(state.open);
export const said = (chat) => state.messages.get(chat) || [];

export function take(all) {
  state.bot = all.bot;
  state.people = new Map(all.people.map((person) => [person.id, person]));
  state.chats = new Map(all.chats.map((chat) => [chat.id, chat]));
  state.me = all.you;
  if (!state.as) state.as = all.you;
}

export function shownChats() {
  const mine = [...state.chats.values()].filter((chat) => !chat.migrated_to && (chat.type !== "private" || chat.id === state.me));
  const order = { private: 0, group: 1, supergroup: 2, channel: 3 };
  return mine.sort((one, other) => order[one.type] - order[other.type]);
}

export function put(message) {
  const list = state.messages.get(message.chat_id) || [];
  const place = list.findIndex((known) => known.message_id === message.message_id);
  if (place >= 0) list[place] = message;
  else list.push(message);
  if (list.length > 500) list.splice(0, list.length - 500);
  state.messages.set(message.chat_id, list);
  return place < 0;
}

export function drop(chat, ids) {
  state.messages.set(chat, said(chat).filter((message) => !ids.includes(message.message_id)));
}

export const inThread = (message) => !here()?.is_forum || (message.thread || 0) === state.thread;
export const member = (chat, id) => chat.members.find((known) => known.id === id);
export const isAdmin = (chat, id) => ["creator", "administrator"].includes(member(chat, id)?.status);
export const nameOf = (chat) => (chat.type === "private" ? state.bot.name : chat.name);
