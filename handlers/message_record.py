"""What became of the messages meant for this chat: on a button, and as a second part of /why ("why did I not
get it?")."""

from dataclasses import replace

from briefing.answers.find_process import find_process
from briefing.answers.message_record import ChatRecord, record_of_chat, record_of_message, records_of_process
from briefing.jobs.prune import KEPT
from briefing.render.alert import headline
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, italic, joined, split, text
from briefing.render.message_record import change_outcome, held_back, message_outcome
from briefing.render.speakers import Sides
from briefing.render.times import clock, zone_of
from handlers.ask import Answer, Ask
from handlers.choices import described, selection_name
from news.chat import AlertLevel, Button, ChatState, Message, MessageRecord, OutboxKind


def record_button(ask: Ask) -> Button:
    """Leads to the record of this chat's messages."""
    return button(ask.words.say("Delivery log"), ButtonKind.DELIVERY_LOG)


def with_record_button(ask: Ask, message: Message) -> Message:
    return replace(message, buttons=(*message.buttons, (record_button(ask),)))


async def record_pressed(ask: Ask) -> Answer:
    """The newest messages of this chat, what became of each, and what stands in the way of the
    next."""
    found = await record_of_chat(ask.house, ask.chat)
    say = ask.words.say
    entries = _standing(found, ask)
    lines: dict[tuple[object, ...], MessageRecord] = {}
    for record in found.records:  # the parts of one digest are one line
        lines.setdefault((record.kind, record.cause.get("slot", record.id), record.state), record)
    entries += [
        text("• " if number else "\n• ") + _record_line(record, ask, found)
        for number, record in enumerate(lines.values())
    ]
    if not found.records:
        entries.append(
            text("\n" + say("Nothing was to be sent here in the last {days} days.", days=KEPT.days))
        )
    head = bold(text(say("Delivery log")))
    foot = italic(
        text(say("About one process: /why and its name. About one message: /why as a reply to it."))
    )
    return [Message(piece.html) for piece in split(head, entries, text("\n") + foot)]


async def why_here(ask: Ask) -> Answer:
    """Why this chat got the message /why is about, and when; nothing where it was an answer to somebody."""
    record, subscription = await record_of_message(ask.house, ask.chat, ask.message_id)
    if record is None:
        return []
    say = ask.words.say
    leads_on = button(say("My subscriptions"), ButtonKind.SUBSCRIPTION)
    if record.kind is OutboxKind.DIGEST:
        why = (
            say("It is a digest you asked for: {digest}.", digest=described(subscription, ask))
            if subscription
            else ""
        )
        why = why or say("It is a digest this chat has stopped since.")
    elif record.kind is OutboxKind.ALERT:
        why, leads_on = (
            say("Alerts about this are on here: a status changed."),
            button(say("Alerts"), ButtonKind.ALERTS),
        )
    elif record.kind is OutboxKind.BROADCAST:
        why = say("Those who run me sent it to every chat.")
    else:
        why = say("It is about this chat and me.")
    lines = [bold(text(say("Why you got it"))), text(why, 400), _record_line(record, ask)]
    return [Message(joined(lines).html, ((leads_on, record_button(ask)),))]


async def alerts_about(ask: Ask, asked: str) -> Answer:
    """What became of the alerts about the process `asked` names; nothing where none was asked for or sent.
    Raises UnknownProcess."""
    process = find_process(asked, ask.house.catalogue)
    rule, steps = await records_of_process(ask.house, ask.chat, process.id)
    if not any(t.record or t.held for t in steps) and (rule is None or rule.level is AlertLevel.NONE):
        return []
    now, zone = ask.house.now(), ask.chat.zone
    sides = Sides(ask.house.catalogue, process.id, ask.words)
    lines = [bold(text(ask.words.say("Alerts about it in this chat")))]
    lines += [
        text("• ") + headline(t.step.change, sides) + text(" — " + change_outcome(t, ask.words, zone, now))
        for t in steps
    ]
    if not steps:
        lines.append(text(ask.words.say("They are on; no status has changed yet.")))
    return [
        Message(
            joined(lines).html, ((button(ask.words.say("Alerts"), ButtonKind.ALERTS), record_button(ask)),)
        )
    ]


def _standing(found: ChatRecord, ask: Ask) -> list[Rich]:
    """What is set up, and what keeps the next message back."""
    say, now, zone = ask.words.say, ask.house.now(), zone_of(ask.chat.zone)
    lines = []
    if found.state is not ChatState.ACTIVE:
        lines.append(say("I cannot write to this chat."))
    if found.muted_until and found.muted_until > now:
        lines.append(say("Quiet until {moment}.", moment=clock(found.muted_until, ask.words, zone)))
    if found.paused_until:
        lines.append(
            say("Telegram lets me write here again {when}.", when=clock(found.paused_until, ask.words, zone))
        )
    if found.held_back:
        when = held_back(found.budget, ask.words, ask.chat.zone)
        lines.append(
            ask.words.count("{n} change is {held}.", "{n} changes are {held}.", found.held_back, held=when)
        )
    if not any(level is not AlertLevel.NONE for level in found.alerts.values()):
        lines.append(say("No alerts are set up: /alerts"))
    following = min((s.next_due for s in found.subscriptions), default=None)
    lines.append(
        say("Next digest: {when}.", when=clock(following, ask.words, zone))
        if following
        else say("No digest is set up: /subscribe")
    )
    return [text(line, 300) for line in lines]


def _record_line(record: MessageRecord, ask: Ask, found: ChatRecord | None = None) -> Rich:
    """ "alert, Ostia · Ceasefire: collapsed (before: in effect) — sent Fri 9 Sep, 18:40"; with the whole record
    at hand it says what was in it."""
    ended = text(" — " + message_outcome(record, ask.words, ask.chat.zone, ask.house.now()), 300)
    return _name(record, ask, found) + ended


def _name(record: MessageRecord, ask: Ask, found: ChatRecord | None) -> Rich:
    say = ask.words.say
    if record.kind is OutboxKind.ALERT and "changes" in record.cause:
        ids = record.cause["changes"]
        name = ask.words.count("{n} change of status", "{n} changes of status", len(ids))
        steps = found.steps if found else {}
        named = dict.fromkeys(_short(steps[of].change.process, ask) for of in ids if of in steps)
        return text(f"{name}: {', '.join(named)}" if named else name, 200)
    if record.kind is OutboxKind.ALERT:
        process = str(record.cause.get("process", ""))
        step = found.steps.get(record.cause.get("change", 0)) if found else None
        alert = text(say("alert") + (f", {_short(process, ask)}" if process else ""), 120)
        sides = Sides(ask.house.catalogue, process, ask.words)
        return alert + text(" · ") + headline(step.change, sides) if step else alert
    if record.kind is OutboxKind.DIGEST:
        digests = found.subscriptions if found else ()
        asked = next((one for one in digests if one.id == record.cause.get("subscription")), None)
        about = f", {selection_name(asked.processes, asked.words, ask)}" if asked else ""
        return text(say("digest") + about, 120)
    return text(say("message to all") if record.kind is OutboxKind.BROADCAST else say("note"))


def _short(process_id: str, ask: Ask) -> str:
    """ "Ostia", of "Ostia: government and the Lake Front"."""
    process = ask.house.catalogue.get(process_id)
    return process.title_in(ask.words.language).partition(":")[0] if process else process_id
