"""Which failures of a send are sure ones: a request that never left may be sent again, one that did may have
arrived."""

from telegram.error import NetworkError


class NotSent(NetworkError):
    """No connection could be made: the request surely never left."""


class ServerTrouble(NetworkError):
    """Telegram answered that it failed (5xx): it says so instead of carrying the call out."""
