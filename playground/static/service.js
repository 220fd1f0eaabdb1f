// What a service message says.
import { state } from "./state.js";

const named = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

export function describeService(message) {
  const body = message.raw;
  const who = message.by_bot ? state.bot.name : message.sender;
  if (body.new_chat_members) {
    const names = body.new_chat_members.map(named).join(", ");
    return names === who ? `${who} joined` : `${who} added ${names}`;
  }
  if (body.left_chat_member) return named(body.left_chat_member) === who ? `${who} left` : `${who} removed ${named(body.left_chat_member)}`;
  if (body.pinned_message) return `${who} pinned “${(body.pinned_message.text || body.pinned_message.caption || "a message").slice(0, 60)}”`;
  if (body.forum_topic_created) return `The topic “${body.forum_topic_created.name}” was created`;
  if (body.forum_topic_closed) return "The topic was closed";
  if (body.forum_topic_reopened) return "The topic was opened again";
  if (body.migrate_to_chat_id) return "The group became a supergroup";
  if (body.migrate_from_chat_id) return "This supergroup was a group before";
  if (body.new_chat_title) return `${who} named the chat “${body.new_chat_title}”`;
  return "Something happened here";
}
