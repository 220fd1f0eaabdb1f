"""Links out of feeds: absolute, http(s) only, without the parameters that follow readers around."""

import re
from functools import lru_cache
from urllib.parse import urljoin

from yarl import URL

LINK_CAP = 2_048
"""Longest link kept, in characters: what browsers and Telegram take."""

_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~!$'()*+,;=:@%-]*)?\Z")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_TRACKING = re.compile(
    r"(?:utm_|at_(?:medium|campaign|custom|link|ptr|bbc|format)|mc_|pk_|mtm_|hsa_|wt_|ns_|_hs|vero_|oly_|ga_).*"
    r"|(?:fbclid|gclid|gclsrc|dclid|msclkid|yclid|ysclid|igshid|igsh|mkt_tok|cmpid?|ocid|xtor|smid|partner|ftag|icid|ncid|sr_share"
    r"|traffic_source|maca|cid_rss|emc|wtrid|_openstat|guccounter|guce_.*|ref_src|feedtype|feedname|rss_?source|from_rss|echobox)\Z",
    re.IGNORECASE,
)
_TRACKING_FRAGMENT = re.compile(r"(?:utm_|xtor=|ref=rss|ens_id=|rss|echobox)", re.IGNORECASE)


def clean_link(href: str | None, base: str) -> str | None:
    """The link as an absolute http(s) address, None for anything else (javascript:, data:, mailto:, broken, too long)."""
    if not href:
        return None
    if len(href) <= LINK_CAP and _PLAIN.match(href):
        return href
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


def _untracked(url: URL) -> URL:
    if url.raw_query_string:
        kept = [pair for pair in url.raw_query_string.split("&") if pair and not _TRACKING.match(pair.partition("=")[0])]
        if len(kept) != len(url.raw_query_string.split("&")):
            fragment = url.raw_fragment
            url = URL(str(url.with_query(None).with_fragment(None)) + ("?" + "&".join(kept) if kept else ""), encoded=True)
            url = URL(f"{url}#{fragment}", encoded=True) if fragment else url
    if url.raw_fragment and _TRACKING_FRAGMENT.match(url.raw_fragment):
        url = url.with_fragment(None)
    return url
