"""What has been sent of late, and so who may send now: Telegram's limits as a value, without a clock of its
own."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

PER_CHAT = 1.0  # messages a second
PER_GROUP, GROUP_WINDOW = 20, 60.0  # messages in so many seconds
OVERALL, OVERALL_PAID = 30.0, 1000.0  # messages a second
_SAFE = 0.994  # of an overall rate: our clock and Telegram's may differ
_DEPTH = 0.5  # seconds of the overall rate that may go at once
_KEPT_FOR_ANSWERS = 6.0  # messages of the overall rate no broadcast may use
_BURST = 3.0  # seconds a chat may run ahead with answers while no broadcast is under way
_CALM = 10.0  # seconds after a broadcast's message until bursts are allowed again
_WARY = 600.0  # seconds after a 429 without bursts
_REMEMBERED = 20_000
_NOTHING = 1e-6  # less is rounding


class Tokens:
    """Tokens coming back at `rate` a second, at most `depth`."""

    def __init__(self, rate: float, now: float) -> None:
        self.rate = rate * _SAFE
        self.depth = max(rate * _DEPTH, 2.0)
        self.left = self.depth
        self.at = now

    def wait(self, now: float, kept: float = 0.0) -> float:
        """Seconds until one more may go and `kept` are left."""
        self.left = min(self.depth, self.left + max(now - self.at, 0.0) * self.rate)
        self.at = now
        missing = 1.0 + kept - self.left
        return missing / self.rate if missing > _NOTHING else 0.0


@dataclass(slots=True)
class ChatCount:
    """What one chat was sent."""

    free_at: float = 0.0  # when a message a second would allow the next one
    paused_until: float = 0.0
    sent: deque[float] = field(default_factory=deque)  # a group's last twenty


class Counts:
    """Everything counted, at moments given as seconds of one clock."""

    def __init__(self, now: float, *, paid: bool = False) -> None:
        self.paid = paid
        self.all = Tokens(OVERALL, now)
        self.broadcast = Tokens(OVERALL_PAID, now) if paid else self.all
        self.chats: OrderedDict[int, ChatCount] = OrderedDict()
        self.last_broadcast = self.last_refusal = float("-inf")

    def room(self, now: float) -> float:
        """Seconds until some broadcast may go; 0: now."""
        return self.broadcast.wait(now, 0.0 if self.paid else _KEPT_FOR_ANSWERS)

    def take(self, chat: int, now: float) -> float:
        """0 when a broadcast to `chat` may go now, and then it is counted; else the seconds to wait."""
        wait = max(self._chat_wait(chat, now, 0.0), self.room(now))
        if wait <= 0:
            self.last_broadcast = now
            self._count(chat, now, self.broadcast)
        return wait

    def answer(self, chat: int, now: float) -> float:
        """0 when an answer to `chat` may go now, and then it is counted; else the seconds to wait."""
        hasty = now - self.last_broadcast > _CALM and now - self.last_refusal > _WARY
        wait = max(self._chat_wait(chat, now, _BURST if hasty else 0.0), self.all.wait(now))
        if wait <= 0:
            self._count(chat, now, self.all)
        return wait

    def pause(self, chat: int, now: float, seconds: float) -> None:
        """Nothing goes to `chat` for so many seconds."""
        state = self._chat(chat, now)
        state.paused_until = max(state.paused_until, now + seconds)

    def refused(self, chat: int, now: float, seconds: float) -> None:
        """Telegram answered 429."""
        self.last_refusal = now
        self.pause(chat, now, seconds)

    def arrived(self, chat: int, now: float) -> None:
        """Count a broadcast's second from its answer: Telegram counted it at some time before it, and after a slow
        way there the next one would come too soon."""
        state = self._chat(chat, now)
        state.free_at = max(state.free_at, now + 1.0 / PER_CHAT)

    def _chat_wait(self, chat: int, now: float, ahead: float) -> float:
        state = self.chats.get(chat)
        if state is None:
            return 0.0
        wait = max(state.free_at - ahead - now, state.paused_until - now, 0.0)
        while state.sent and state.sent[0] <= now - GROUP_WINDOW:
            state.sent.popleft()
        if len(state.sent) >= PER_GROUP:
            wait = max(wait, state.sent[-PER_GROUP] + GROUP_WINDOW - now)
        return wait if wait > _NOTHING else 0.0

    def _count(self, chat: int, now: float, tokens: Tokens) -> None:
        tokens.left -= 1.0
        state = self._chat(chat, now)
        state.free_at = max(state.free_at, now) + 1.0 / PER_CHAT
        if chat < 0:
            state.sent.append(now)

    def _chat(self, chat: int, now: float) -> ChatCount:
        state = self.chats.get(chat)
        if state is None:
            if len(self.chats) >= _REMEMBERED:
                self._forget_rested(now)
            state = self.chats[chat] = ChatCount()
        self.chats.move_to_end(chat)
        return state

    def _forget_rested(self, now: float) -> None:
        """Drop chats that owe nothing to the past, oldest first, so that memory does not grow with all chats
        ever sent to."""
        for chat in list(self.chats)[: _REMEMBERED // 2]:
            if self._chat_wait(chat, now, 0.0) <= 0 and not self.chats[chat].sent:
                del self.chats[chat]
