"""What the playground's Telegram knows: people, bots, chats, members, messages."""

from __future__ import annotations


class Person:
    """A person with an account."""

    id: int


class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
