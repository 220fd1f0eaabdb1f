"""Buttons of messages: the one place that makes and reads the data a button carries back (Telegram's callback
data, at most 64 bytes).

Data is written `1:<kind>:<part>:<part>…`. A kind keeps its three letters for good: messages sent long ago
still carry them.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from news.chat import Button

Rows = tuple[tuple[Button, ...], ...]
_VERSION = "1"
_PAGE = "+"  # no id of a process begins so
_OTHER = "other"  # the id of a process of no catalogue is `other:<country>`: its colon parts nothing


class ButtonKind(enum.StrEnum):
    """What the press of a button asks for; in brackets the parts its data carries."""

    STATUS = "sta"  # [process, offset of the board's page]
    CONFLICTS = "con"  # [page of the list by region]
    BELOW_START = "bel"  # [STATUS or STORIES]: shown below, the message stays
    BEGIN = "beg"  # [SUBSCRIBE or ALERTS]: the choice of a digest or a conflict, below; the message stays
    STORIES = "lat"  # [process, place]
    STORIES_WITH_WORDS = "law"  # [newest item, offset]
    SEARCH = "sea"  # [newest item, offset]
    TIMELINE = "tim"  # [process]
    TIMELINE_PAGE = "tip"  # [process, place]
    WHY = "why"  # [process]; without one: about the message
    WHY_CHANGE = "chg"  # [change]
    DELIVERY_LOG = "rec"
    SOURCES = "src"  # [page]
    ALERTS = "alo"  # [process, level]
    FOLLOW = "fol"  # [process]
    UNFOLLOW = "unf"  # [process]
    ALERTS_OFF = "alx"  # [process]
    ALERTS_PER_HOUR = "alh"  # [number]
    SUBSCRIBE = "sub"  # [what, days, hours]
    SUBSCRIPTION = "mys"  # [subscription, what to change, hours]
    PREVIEW = "pvw"  # [subscription]: what it would have given, below
    PREVIEW_PAGE = "pvp"  # [subscription, minutes since 1970 of the digest]
    ALERTS_PREVIEW = "apv"  # [process]: what its alerts would have told, below
    UNSUBSCRIBE = "uns"  # [subscription or "all"]
    PAUSE = "pau"  # [span]
    PUBLISH = "pub"  # [channel, process or "off", hour, "h" or "only"]
    SETTINGS = "set"  # [which, value]
    TIME_ZONE = "zon"
    CANCEL = "not"  # of what changes something
    CLOSE = "clo"  # of what only shows something
    FORGET = "fgt"  # ["yes" or "no"]
    ADD_FEED = "adf"  # [draft, number of the feed found]
    ADD_FEED_CANCEL = "adx"  # [draft]
    FEEDS = "fel"  # [page]
    FEED = "fee"  # [feed, page]
    CHANGE_FEED = "fea"  # [feed, page, deed]
    SAVE_FEED = "fed"  # [draft]
    REMOVE_ADMIN = "adm"  # [person]; without one: nobody
    CORRECT = "cor"  # [draft]
    CORRECT_CANCEL = "cox"  # [draft]
    UNDO_CORRECTION = "cou"  # [correction]
    BROADCAST = "bro"  # [draft]
    BROADCAST_CANCEL = "brx"  # [draft]
    BROADCAST_PROGRESS = "brp"  # [draft]
    PROCESSES = "prl"  # [page]
    PROCESS = "pre"  # [process]
    SAVE_PROCESS = "prs"  # [draft]
    AUDIT = "aud"  # [page]


@dataclass(frozen=True, slots=True)
class PressedButton:
    """The data of a button as it came back: its kind (None: no button was pressed), and its parts by their
    place."""

    kind: ButtonKind | None = None
    parts: tuple[str, ...] = ()

    def text(self, place: int) -> str:
        """The part at `place`; empty where there is none."""
        return self.parts[place] if place < len(self.parts) else ""

    def number(self, place: int) -> int:
        """The number at `place`, of an id or a page; -1 where there is none."""
        return read_number(self.text(place))

    def turned_to(self, place: int) -> int | None:
        """The page that the part at `place` turns a list to (`page_part`), the first where its number cannot be
        read; None where the part is no page."""
        part = self.text(place)
        return max(read_number(part[1:]), 0) if part.startswith(_PAGE) else None


NO_BUTTON = PressedButton()
"""What a question carries that came without the press of a button."""


def button(words: str, kind: ButtonKind, *parts: str | int) -> Button:
    """A button that says `words` and carries `kind` with its parts."""
    return Button(words, f"{_VERSION}:{kind.value}:" + ":".join(map(str, parts)))


def page_part(page: int) -> str:
    """The part that turns a list to `page`, where a button of the same kind and place may carry a choice instead:
    `PressedButton.turned_to` reads it."""
    return f"{_PAGE}{page}"


def read_data(data: str) -> PressedButton | None:
    """The button that carried `data`; None where it is of no kind known here."""
    version, _, rest = data.partition(":")
    name, _, written = rest.partition(":")
    if version != _VERSION or name not in _KINDS:
        return None
    parts: list[str] = []
    for part in written.split(":"):
        if parts and parts[-1] == _OTHER:
            parts[-1] = f"{_OTHER}:{part}"
        else:
            parts.append(part)
    return PressedButton(ButtonKind(name), tuple(parts))


def data_pattern(kind: ButtonKind) -> str:
    """The regular expression that the data of `kind`, and of no other kind, begins with."""
    return rf"^{_VERSION}:{kind.value}(:|\Z)"


def read_number(written: str) -> int:
    """A number out of a button's data or a command; -1 where it is none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 18 else -1


def rows_of(buttons: Sequence[Button], wide: int) -> Rows:
    """The buttons in rows of at most `wide`."""
    return tuple(tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))


_KINDS = frozenset(kind.value for kind in ButtonKind)
