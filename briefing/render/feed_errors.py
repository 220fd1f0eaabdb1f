"""What is wrong with a feed, in plain words: the stable reason words of its health as sentences."""

from briefing.render.words import Words

_SAID = {
    "timeout": "it did not answer in time",
    "dns": "host name not found",
    "tls": "its certificate is not in order",
    "connection": "no connection to its server",
    "truncated": "its answer broke off",
    "bad_encoding": "its answer cannot be unpacked",
    "bad_http": "its server does not speak HTTP",
    "too_large": "it is too large",
    "too_many_redirects": "it leads in circles",
    "address_refused": "its address is not a public one; an operator may allow it with PARLEY_ALLOWED_HOSTS",
    "scheme_refused": "only http and https addresses are read",
    "userinfo_refused": "an address with a name and password in it is not read",
    "bad_address": "that is not an address",
    "empty": "its answer is empty",
    "html_page": "that is a web page, not a feed",
    "not_a_feed": "that is not a feed",
    "broken_xml": "its XML is broken",
    "broken_json": "its JSON is broken",
    "parser_timeout": "it takes too long to read",
    "parser_memory": "it needs too much memory to read",
    "parser_crashed": "it cannot be read",
    "not_stored": "what it holds cannot be stored",
    "no_feed_found": "the page names no feed",
    "channel_empty": "the channel shows no public posts on its page",
    "http_401": "it asks for a password (401)",
    "http_403": "its server refuses me (403)",
    "http_404": "there is nothing at its address (404)",
    "http_410": "gone for good, the server says (410)",
    "http_429": "its server asks me to come less often (429)",
}


def trouble_in_words(reason: str, words: Words) -> str:
    """`reason` (feeds/fetch_errors.py, feeds/worker.py) as a half sentence about the feed."""
    if reason in _SAID:
        return words.say(_SAID[reason])
    if reason.startswith("http_5"):
        return words.say("its server is in trouble ({code})", code=reason[5:])
    if reason.startswith("http_"):
        return words.say("its server answers {code}", code=reason[5:])
    return words.say("it cannot be read")
