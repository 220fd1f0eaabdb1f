"""Everything there is in one playground, and telling those who watch when it changes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Any

from playground.server.faults import Faults
from playground.server.files import Files
from playground.server.flood import Flood
from playground.server.updates import UpdateQueue
from playground.server.webhook import Delivery, WebhookTarget
from playground.telegram.shapes import ButtonPress, Call, InlineAsk
from playground.telegram.shown import message_json
from playground.telegram.state import Bot, Member, Person, TelegramChat, TelegramMessage, Topic

FIRST_PERSON = 1001
FIRST_GROUP = -4001
FIRST_SUPERGROUP = -1000000002001


class World:
    """People, bots, chats, messages, and what the bots did."""

    def __init__(self, clock: Callable[[], float], flood: str, keep_messages: int, keep_calls: int) -> None:
        self.clock = clock
        self.flood = Flood(flood, clock)
        self.faults = Faults()
        self.files = Files()
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.updates: dict[Bot, UpdateQueue] = {}
        self.chats: dict[int, TelegramChat] = {}
        self.calls: deque[Call] = deque(maxlen=keep_calls)
        self.counts: Counter[tuple[str, bool]] = Counter()
        self.presses: dict[str, ButtonPress] = {}
        self.asks: dict[str, InlineAsk] = {}
        self.query_times: dict[str, float] = {}
        self.revoked: set[str] = set()
        self.inline_messages: dict[str, TelegramMessage] = {}
        self.webhook_delay = 1.0
        self.cut_off = False
        self.deliveries: dict[Bot, Delivery] = {}
        self.webhook_answer: Callable[[Bot, dict[str, Any]], Any] = lambda _bot, _call: None
        self.listeners: list[Callable[[str, dict[str, Any]], None]] = []
        self._messages: deque[TelegramMessage] = deque()
        self._keep = keep_messages
        self._last_message = 0
        self._last_query = 0
        self._next = {"person": FIRST_PERSON, "group": FIRST_GROUP, "supergroup": FIRST_SUPERGROUP}

    # Bots

    def add_bot(self, token: str, name: str, username: str) -> Bot:
        """A bot with this token; its id is the number before the colon."""
        bot = Bot(int(token.partition(":")[0]), token, name, username)
        self.bots[bot.id] = bot
        self.updates[bot] = UpdateQueue(self.clock)
        self.updates[bot].on_polled = lambda: self.changed("polled", bot=bot)
        return bot

    @property
    def bot(self) -> Bot:
        """The bot all this is about: the first there was."""
        return next(iter(self.bots.values()))

    def bot_of(self, token: str) -> Bot:
        """The bot that calls with this token. The first token that calls names the bot made at the start."""
        number = int(token.partition(":")[0])
        bot = self.bots.get(number)
        if bot is None:
            first = self.bot
            if first.claimed:
                bot = self.add_bot(token, f"Bot {number}", f"bot_{number}_bot")
            else:
                del self.bots[first.id]
                first.id, bot = number, first
                self.bots = {number: bot, **self.bots}
        bot.claimed = True
        bot.token = token
        return bot

    def start_delivery(self, bot: Bot, webhook: WebhookTarget) -> None:
        """Send the bot's updates to its webhook from now on."""
        delivery = Delivery(
            webhook, self.updates[bot], self.clock, lambda call: self.webhook_answer(bot, call), self.faults
        )
        delivery.first_delay = self.webhook_delay
        delivery.is_cut = lambda: self.cut_off
        delivery.on_taken = lambda: self.changed("confirmed", bot=bot)
        self.deliveries[bot] = delivery
        delivery.wake()

    async def stop_delivery(self, bot: Bot) -> None:
        """Send no more updates to the bot's webhook."""
        delivery = self.deliveries.pop(bot, None)
        if delivery is not None:
            await delivery.stop()

    # People and chats

    def new_id(self, kind: str) -> int:
        """The next free id of a kind."""
        number = self._next[kind]
        step = 1 if kind == "person" else -1
        while number in self.people or number in self.chats or number in self.bots:
            number += step
        self._next[kind] = number + step
        return number

    def private(self, bot: Bot, person: Person) -> TelegramChat:
        """The private chat between a bot and a person, made when first asked for."""
        chat = bot.private.get(person.id)
        if chat is None:
            chat = bot.private[person.id] = TelegramChat(person.id, "private")
            chat.person, chat.bot = person, bot
        return chat

    def chat(self, bot: Bot, id: int) -> TelegramChat | None:
        """A chat as this bot can address it; a person it has never met is none."""
        if id > 0:
            return bot.private.get(id)
        return self.chats.get(id)

    def all_chats(self) -> Iterator[TelegramChat]:
        """All chats there are."""
        for bot in self.bots.values():
            yield from bot.private.values()
        yield from self.chats.values()

    def by_username(self, username: str) -> TelegramChat | None:
        """A public supergroup or channel."""
        wanted = username.lower().removeprefix("@")
        return next(
            (chat for chat in self.chats.values() if chat.username and chat.username.lower() == wanted), None
        )

    def bot_member(self, chat: TelegramChat, bot: Bot) -> Member:
        """A bot's place in a group or channel."""
        return chat.bots.setdefault(bot, Member("left"))

    # Messages

    def post(
        self, chat: TelegramChat, sender: Person | Bot | TelegramChat, body: dict[str, Any]
    ) -> TelegramMessage:
        """Store a new message; the oldest of all is dropped when there are too many."""
        if chat.type in ("supergroup", "channel"):
            chat.last_id += 1
        else:
            self._last_message += 1
            chat.last_id = self._last_message
        message = TelegramMessage(chat.last_id, chat, sender, self.clock(), body)
        chat.messages[message.id] = message
        self._messages.append(message)
        if len(self._messages) > self._keep:
            oldest = self._messages.popleft()
            oldest.chat.messages.pop(oldest.id, None)
            if oldest.via is not None and (inline := self.inline_id(oldest)):
                del self.inline_messages[inline]
        return message

    def register_inline(self, message: TelegramMessage) -> str:
        """Give a message sent in inline mode the id its bot may edit it by."""
        number = f"AgAAAN{self.new_number():08d}"
        self.inline_messages[number] = message
        return number

    def inline_id(self, message: TelegramMessage | None) -> str | None:
        """The inline message id of a message sent in inline mode with a keyboard."""
        if message is None or message.via is None:
            return None
        return next((number for number, known in self.inline_messages.items() if known is message), None)

    def tell_bots(
        self, message: TelegramMessage, *, edited: bool = False, besides: Bot | None = None
    ) -> None:
        """Give a message to the bots that see it (privacy mode is off: a bot in a group sees what people
        write)."""
        chat = message.chat
        kind = "channel_post" if chat.type == "channel" else "message"
        if edited:
            kind = f"edited_{kind}"
        bots = (
            [chat.bot]
            if chat.bot is not None
            else [bot for bot, member in chat.bots.items() if member.present]
        )
        for bot in bots:
            if bot is not None and bot is not besides and not isinstance(message.sender, Bot):
                self.updates[bot].add(kind, message_json(message), chat.id)

    def new_number(self) -> int:
        """A number never given before in this world."""
        self._last_query += 1
        return self._last_query

    def new_query(self) -> str:
        """An id for a callback or inline query, and its time noted."""
        query = str(4_000_000_000_000_000_000 + self.new_number())
        self.query_times[query] = self.clock()
        if len(self.query_times) > 20_000:
            oldest = next(iter(self.query_times))
            for known in (self.query_times, self.presses, self.asks):
                known.pop(oldest, None)
        return query

    def add_topic(self, chat: TelegramChat, name: str) -> Topic:
        """A new topic in a forum, its id that of the service message that opens it."""
        message = self.post(chat, self.bot, {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}})
        topic = chat.topics[message.id] = Topic(message.id, name)
        message.thread = message.id
        return topic

    # Telling

    def changed(self, kind: str, **details: Any) -> None:
        """Tell everyone who listens."""
        for listener in tuple(self.listeners):
            listener(kind, details)
