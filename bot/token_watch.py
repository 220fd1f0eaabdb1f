"""How long Telegram has refused the token: at first that is only waited for, then the bot is not ready, in
the end it gives up."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.supervisor import CannotGoOn, Supervisor

_SAID = "Telegram refuses TELEGRAM_TOKEN"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: pauses between tries, and for how long refusals in a row are borne."""

    first_pause: float = 1.0
    longest_pause: float = 60.0
    ready_for: float = 120.0
    give_up_after: float = 600.0


class TokenRefused(CannotGoOn):
    """Telegram has refused the token for too long: it was taken back, or is another bot's business."""

    key = "error.token_refused"


class TokenWatch:
    """Counts refusals in a row; one alone is Telegram's hiccup, minutes of them are not."""

    def __init__(
        self, supervisor: Supervisor, patience: Patience, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._supervisor, self._patience, self._clock = supervisor, patience, clock
        self._since: float | None = None

    def refused(self) -> None:
        """Telegram has said 401 once more. Raises TokenRefused once it has said so for `give_up_after`
        seconds."""
        now = self._clock()
        if self._since is None:
            self._since = now
        lasted = now - self._since
        if lasted >= self._patience.ready_for:
            self._supervisor.down("token", _SAID)
        if lasted >= self._patience.give_up_after:
            raise TokenRefused(
                f"{_SAID}, for {lasted / 60:.0f} min now; get a new one from BotFather and start again"
            )

    def not_refused(self) -> None:
        """Telegram has answered something else, or nothing."""
        if self._since is not None:
            self._since = None
            self._supervisor.up("token")
