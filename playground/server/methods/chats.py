"""What a bot may learn of a chat, and leaving it."""

from __future__ import annotations

from typing import Any

from playground.server.asked import Asked, method
from playground.server.reach import reach_chat
from playground.telegram.errors import bad_request
from playground.telegram.shown import chat_json, member_json, message_json
from playground.telegram.state import Member

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def get_chat(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getchat"""
    chat = reach_chat(asked, write=False)
    shown = chat_json(chat)
    shown.pop("all_members_are_administrators", None)
    shown["accent_color_id"] = abs(chat.id) % 7
    shown["max_reaction_count"] = 11
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    shown["accepted_gift_types"] = dict.fromkeys(gifts, chat.person is not None)
    if chat.type in ("group", "supergroup"):
        shown["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.username:
        shown["active_usernames"] = [chat.username]
    if chat.description:
        shown["description"] = chat.description
    if chat.pinned and chat.pinned[-1] in chat.messages:
        shown["pinned_message"] = message_json(chat.messages[chat.pinned[-1]], with_reply=False)
    return shown


def get_chat_member(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getchatmember"""
    number = asked.integer("user_id")
    if number <= 0:
        raise bad_request("invalid user_id specified")
    chat = reach_chat(asked, write=False)
    world = asked.world
    bot = world.bots.get(number)
    if bot is not None:
        return member_json(bot, chat.bots.get(bot) or Member("member" if chat.person else "left"), chat)
    person = world.people.get(number)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID" if chat.person is None else "member not found")
    if chat.person is not None:
        if chat.person is not person:
            raise bad_request("member not found")
        return member_json(person, Member("member"), chat)
    return member_json(person, chat.members.get(number) or Member("left"), chat)


def get_chat_administrators(asked: Asked) -> list[dict[str, Any]]:
    """https://core.telegram.org/bots/api#getchatadministrators"""
    chat = reach_chat(asked, write=False)
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    shown = [
        member_json(chat.people[number], member, chat)
        for number, member in chat.members.items()
        if member.status in ("creator", "administrator")
    ]
    return shown + [
        member_json(bot, member, chat)
        for bot, member in chat.bots.items()
        if member.status == "administrator"
    ]


def get_chat_member_count(asked: Asked) -> int:
    """https://core.telegram.org/bots/api#getchatmembercount"""
    chat = reach_chat(asked, write=False)
    if chat.person is not None:
        return 2
    return sum(member.present for member in (*chat.members.values(), *chat.bots.values()))


def leave_chat(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#leavechat"""
    chat = reach_chat(asked, write=False)
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bots[asked.bot] = Member("left")
    asked.world.changed("chat", chat=chat)
    return True


METHODS = (
    method("getChat", "chat_id", get_chat),
    method("getChatMember", "chat_id user_id", get_chat_member),
    method("getChatAdministrators", "chat_id", get_chat_administrators),
    method("getChatMemberCount", "chat_id", get_chat_member_count),
    method("leaveChat", "chat_id", leave_chat),
)
