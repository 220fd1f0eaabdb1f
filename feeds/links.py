"""Links out of feeds: absolute, http(s) only, without the parameters that follow readers around."""

import re
from functools import lru_cache
from urllib.parse import urljoin

from yarl import URL

LINK_CAP = 2_048
"""Longest link kept, in characters: what browsers and Telegram take."""

_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~!$'()*+,;=:@%-]*)?\Z")
_PLAIN_QUERY = re.compile(
    r"(https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~-]*)?)\?([A-Za-z0-9._~=&;:/,+%-]*)((?:#(?!xtor|rss|ref|utm|ens|echo)[A-Za-z0-9_-]+)?)\Z"
)
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_TRACKING = re.compile(
    r"(?:utm_|at_(?:medium|campaign|custom|link|ptr|bbc|format)|mc_|pk_|mtm_|hsa_|wt_|ns_|_hs|vero_|oly_|ga_).*"
    r"|(?:fbclid|gclid|gclsrc|dclid|msclkid|yclid|ysclid|igshid|igsh|mkt_tok|cmpid?|ocid|xtor|smid|partner|ftag|icid|ncid|sr_share"
    r"|traffic_source|maca|cid_rss|emc|wtrid|_openstat|guccounter|guce_.*|ref_src|feedtype|feedname|rss_?source|from_rss|echobox)\Z",
    re.IGNORECASE,
)
_TRACKING_FRAGMENT = re.compile(r"(?:utm_|xtor=|ref=rss|ens_id=|rss|echobox)", re.IGNORECASE)


def clean_link(href: str | None, base: str) -> str | None:
    """The link as an absolute http(s) address, None for anything else (javascript:, data:, mailto:, broken,
    too long)."""
    if not href:
        return None
    if len(href) <= LINK_CAP:
        if _PLAIN.match(href):
            return href
        if plain := _PLAIN_QUERY.match(href):
            return plain[1] + _kept_query(plain[2]) + plain[3]
    if len(href) > LINK_CAP * 2:
        return None
    return _clean(href, base)


@lru_cache(maxsize=2048)
def _clean(href: str, base: str) -> str | None:
    try:
        url = URL(urljoin(base, _BLANK.sub(_blank, href.strip())))
        if url.scheme not in ("http", "https") or not url.raw_host or url.port is None:
            return None
        url = _untracked(url.with_user(None) if url.raw_user or url.raw_password else url)
        cleaned = str(url)
    except ValueError:
        return None
    return cleaned if len(cleaned) <= LINK_CAP and cleaned.isascii() else None


def _blank(found: re.Match[str]) -> str:
    return "%20" if found[0] == " " else ""


def _kept_query(query: str) -> str:
    """The query string with its question mark, without what tracks; nothing where nothing is left."""
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0])]
    return "?" + "&".join(kept) if kept else ""


def _untracked(url: URL) -> URL:
    query, fragment = url.raw_query_string, url.raw_fragment
    bare = str(url.with_query(None).with_fragment(None))
    if _TRACKING_FRAGMENT.match(fragment):
        fragment = ""
    return URL(bare + _kept_query(query) + (f"#{fragment}" if fragment else ""), encoded=True)
