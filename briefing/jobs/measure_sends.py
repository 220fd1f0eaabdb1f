"""What a send tells of the way to Telegram: how long it took, what became of it, how old an alert's news was."""

from datetime import datetime

from briefing.house import House
from briefing.jobs.settle import Result
from news.errors import ChatMoved, ChatUnreachable, PerhapsSent, SendFailed, TryLater

_OUTCOMES: dict[type[SendFailed], str] = {
    TryLater: "later",
    PerhapsSent: "uncertain",
    ChatUnreachable: "unreachable",
    ChatMoved: "moved",
}


def measure(house: House, result: Result, seconds: float) -> None:
    """Tell `house.measures` of one send. The delay of a repetition is not told: its first try may have
    arrived."""
    message, failure = result.message, result.failure
    outcome = _OUTCOMES.get(type(failure), "refused") if failure else "sent"
    house.measures.sent(message.kind, outcome, seconds)
    at = message.cause.get("at")
    if failure is None and at and not message.cause.get("repeated"):
        house.measures.alerted((house.now() - datetime.fromisoformat(str(at))).total_seconds())
