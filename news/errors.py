"""The one tree of errors Parley raises on purpose.

ParleyError                 key: a message key for the person; str(error): the cause, for the log
├── WrongUse                the caller (a person, an operator) must do something else: exit code 2
│   ├── WrongSettings       one or more settings are wrong; `mistakes` names every one
│   ├── UnknownProcess      no process fits the words; `near` holds the closest ids
│   └── NotAllowed          the person may not do this here
├── FeedError               a feed could not be read; `feed_url`, `reason` (a FeedTrouble)
│   ├── AddressRefused      the address guard refused (SSRF)
│   ├── FetchFailed         network, HTTP status, size or time limit
│   └── ParseFailed         what came is no feed
├── ModelUnusable           a model file is missing, damaged or of another version; `reason`
├── CatalogueError          processes.toml or the feed catalogue cannot be read; `where`
└── StorageError            the database refused; `temporary` tells whether trying again may help
"""

from collections.abc import Sequence


class ParleyError(Exception):
    """Root of every error Parley raises on purpose; `key` names the sentence a person is shown."""

    key = "error.unexpected"


class WrongUse(ParleyError):
    """The caller must do something else; never a traceback, exit code 2 on the command line."""

    key = "error.wrong_use"


class WrongSettings(WrongUse):
    """Settings are wrong; `mistakes` holds one sentence for every mistake found."""

    key = "error.wrong_settings"

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = tuple(mistakes)


class UnknownProcess(WrongUse):
    """No one process is meant by `words`; `near` holds ids of the closest ones, best first; `named`: the
    words are a name of each."""

    key = "error.unknown_process"

    def __init__(self, words: str, near: Sequence[str] = (), *, named: bool = False) -> None:
        super().__init__(f"no process fits {words!r}")
        self.words = words
        self.near = tuple(near)
        self.named = named


class NotAllowed(WrongUse):
    """The person may not do this in this chat."""

    key = "error.not_allowed"


class FeedError(ParleyError):
    """A feed could not be read. `reason` is a short stable word (e.g. `http_404`, `too_large`,
    `not_a_feed`)."""

    key = "error.feed"

    def __init__(self, feed_url: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.feed_url = feed_url
        self.reason = reason
        self.detail = detail


class AddressRefused(FeedError):
    """The address guard refused the host or the address it resolves to."""

    key = "error.address_refused"


class FetchFailed(FeedError):
    """Network trouble, an HTTP status, or a size or time limit. `retry_after` in seconds where the server
    named one."""

    key = "error.fetch_failed"

    def __init__(
        self,
        feed_url: str,
        reason: str,
        detail: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(feed_url, reason, detail)
        self.status = status
        self.retry_after = retry_after


class ParseFailed(FeedError):
    """What came over the wire is no feed we can read."""

    key = "error.parse_failed"


class ModelUnusable(ParleyError):
    """A model file is missing, damaged or of another version; the rules go on alone."""

    key = "error.model_unusable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CatalogueError(WrongUse):
    """A catalogue file cannot be read; `where` says file and entry."""

    key = "error.catalogue"

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where = where


class StorageError(ParleyError):
    """The database refused; `temporary` tells whether trying again may help (locked, connection lost)."""

    key = "error.storage"

    def __init__(self, detail: str, *, temporary: bool) -> None:
        super().__init__(detail)
        self.temporary = temporary


def ends_by_itself(error: BaseException | None) -> bool:
    """Whether it is a database's trouble that ends by itself; the log has a line of it already
    (storage/refusal_log.py)."""
    return isinstance(error, StorageError) and error.temporary


class SendFailed(ParleyError):
    """A message did not reach its chat; one of the kinds below says what that means."""

    key = "error.send"


class TryLater(SendFailed):
    """Surely not sent: try again after `after` seconds. `asked`: Telegram asked for the wait (429), for this
    chat alone."""

    def __init__(self, after: float, detail: str = "", *, asked: bool = False) -> None:
        super().__init__(detail or f"try again in {after:g} s")
        self.after = after
        self.asked = asked


class PerhapsSent(SendFailed):
    """The connection broke after the request was out: Telegram has no idempotency key, so nobody knows."""


class MessageRefused(SendFailed):
    """Telegram refuses this message as it is (a 400), now and later."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatUnreachable(SendFailed):
    """The bot was blocked or removed, or the chat is gone; `state` is a word of news.chat.ChatState."""

    def __init__(self, state: str, detail: str) -> None:
        super().__init__(detail)
        self.state = state


class TopicGone(SendFailed):
    """The forum topic was closed or deleted; the chat around it is there."""


class ChatMoved(SendFailed):
    """The group became a supergroup with the id `telegram_id`."""

    def __init__(self, telegram_id: int) -> None:
        super().__init__(f"moved to {telegram_id}")
        self.telegram_id = telegram_id
