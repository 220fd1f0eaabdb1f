"""What became of a message, in words: sent when, held back why, not sent and why not."""

from datetime import datetime, timedelta

from briefing.answers.message_record import ChangeRecord
from briefing.jobs.prune import KEPT
from briefing.render.send_errors import trouble_of_sending
from briefing.render.times import clock, zone_of
from briefing.render.words import Words
from news.alert import HOUR, Untold
from news.chat import AlertBudget, Drop, MessageRecord, OutboxKind, OutboxState

_WORTH_SAYING = timedelta(minutes=1)  # the pace of a chat is a matter of seconds, quiet hours are not

_DROPS: dict[str, str] = {
    Drop.WITHDRAWN: "the change was withdrawn before it was sent",
    Drop.TOO_OLD: "it was too old by the time it could be sent",
    Drop.STOPPED: "this chat stopped or paused it before it was sent",
    Drop.RESTING: "I could not write to this chat then",
    Drop.NOTHING_NEW: "nothing was new at its hour",
}

_UNTOLD: dict[Untold, str] = {
    Untold.NOT_ASKED: "not sent: this chat asked for no alerts about it",
    Untold.ASKED_LATER: "not sent: alerts were turned on here only after it",
    Untold.MINOR: "not sent: this chat asked for agreed, in force and collapsed only",
    Untold.OLD_NEWS: "not sent: it was old news when I read of it",
    Untold.NOT_YET: "about to be sent",
    Untold.MUTED: "not sent: I was asked to be quiet (/pause)",
    Untold.UNKNOWN: "nothing on record: I could not write here then, or it is more than {days} days ago",
}


def message_outcome(record: MessageRecord, words: Words, zone: str, now: datetime) -> str:
    """ "sent Fri 9 Sep, 18:40", "not sent: it was too old by the time it could be sent"."""
    waits = record.state is OutboxState.DUE
    when = clock(
        record.due_at if waits or record.settled_at is None else record.settled_at, words, zone_of(zone)
    )
    match record.state:
        case OutboxState.SENT if record.cause.get("repeated"):
            return words.say(
                "sent {when}, perhaps for the second time: the first try may not have arrived", when=when
            )
        case OutboxState.SENT:
            return words.say("sent {when}", when=when)
        case OutboxState.SENDING:
            return words.say("on its way")
        case OutboxState.DUE if record.due_at > now and record.trouble:
            return words.say(
                "waits until {when} ({why})", when=when, why=trouble_of_sending(record.trouble, words)
            )
        case OutboxState.DUE if record.due_at - now >= _WORTH_SAYING:
            return words.say("waits until {when}", when=when)
        case OutboxState.DUE:
            return words.say("waits for its turn")
        case OutboxState.UNCERTAIN if record.kind is OutboxKind.DIGEST:
            return words.say(
                "perhaps arrived: it went out, and Telegram did not answer; the next digest covers its time again"
            )
        case OutboxState.UNCERTAIN:
            return words.say("perhaps arrived: it went out, and Telegram did not answer")
        case OutboxState.REFUSED:
            return words.say(
                "not sent: Telegram refused it ({why})", why=trouble_of_sending(record.trouble or "", words)
            )
    return words.say("not sent: {why}", why=_dropped(record.trouble or "", words))


def change_outcome(change: ChangeRecord, words: Words, zone: str, now: datetime) -> str:
    """The same of a change."""
    if change.record is not None:
        return message_outcome(change.record, words, zone, now)
    if change.held is not None:
        return held_back(change.held, words, zone)
    return words.say(_UNTOLD[change.untold or Untold.UNKNOWN], days=KEPT.days)


def held_back(budget: AlertBudget, words: Words, zone: str) -> str:
    """Until when, and whether for quiet hours or because the hour has had its alerts."""
    if budget.backlog_at is None:
        return words.say("about to be sent")
    when = clock(budget.backlog_at, words, zone_of(zone))
    if budget.since is not None and budget.backlog_at == budget.since + HOUR:
        return words.say("held back until {when}: the hourly limit was reached", when=when)
    return words.say("held back until {when}: quiet hours", when=when)


def _dropped(trouble: str, words: Words) -> str:
    known = _DROPS.get(trouble)
    return (
        words.say(known)
        if known
        else words.say("I could not write to this chat then ({why})", why=trouble_of_sending(trouble, words))
    )
