"""The element names the fast path knows, and what each is for it. Anything not here is a doubt
(feeds/fast.py).

Roles: `title`, `link`, `id`, `summary`, `content`, `published`, `updated`, `language`, `ttl`, `orig` are
read; `nothing` is known to leave those alone; `parts` may hold the elements of `PARTS`; `media` those of
`MEDIA`; `link atom` is checked.
"""

ATOM = "http://www.w3.org/2005/Atom"
RSS1 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_SLASH = "http://purl.org/rss/1.0/modules/slash/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_THR = "http://purl.org/syndication/thread/1.0"
_WFW = "http://wellformedweb.org/CommentAPI/"
_MRSS = ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss")


def _names(space: str, names: str, role: str) -> dict[str, str]:
    return {f"{{{space}}}{name}" if space else name: role for name in names.split()}


_ALONGSIDE = (
    _names(
        _DC,
        "creator subject publisher rights contributor identifier type format relation coverage",
        "nothing",
    )
    | _names(_SLASH, "comments section department hit_parade", "nothing")
    | _names(_SY, "updatePeriod updateFrequency updateBase", "nothing")
    | _names(_WFW, "commentRss comment", "nothing")
    | _names(_THR, "total", "nothing")
    | _names("com-wordpress:feed-additions:1", "post-id site", "nothing")
    | _names(_DC, "date", "updated")
)

MEDIA: dict[str, str] = {}
for _space in _MRSS:
    MEDIA |= _names(
        _space,
        "group content thumbnail credit keywords category copyright text player rating restriction hash",
        "nothing",
    )
    MEDIA |= _names(_space, "title", "title") | _names(_space, "description", "summary")

_RSS_ITEM = {
    "title": "title",
    "link": "link",
    "description": "summary",
    "pubDate": "published",
    "author": "nothing",
    "category": "nothing",
    "comments": "nothing",
    "enclosure": "nothing",
    "source": "nothing",
}
_RSS_CHANNEL = {
    "title": "title",
    "link": "link",
    "language": "language",
    "ttl": "ttl",
    "image": "parts",
} | _names(
    "",
    "description pubDate lastBuildDate copyright generator docs managingEditor webMaster category cloud rating skipHours skipDays",
    "parts",
)

ITEM = (
    _ALONGSIDE
    | _RSS_ITEM
    | {"guid": "id"}
    | _names(_CONTENT, "encoded", "content")
    | _names(_FEEDBURNER, "origLink", "orig")
    | _names(RSS1, "title", "title")
    | _names(RSS1, "link", "link")
    | _names(RSS1, "description", "summary")
    | _names(ATOM, "link", "link atom")
    | dict.fromkeys(MEDIA, "media")
)
CHANNEL = (
    {name: role for name, role in _ALONGSIDE.items() if role == "nothing"}
    | _names(_DC, "date", "nothing")
    | _names(_DC, "language", "language")
    | _RSS_CHANNEL
    | _names(_FEEDBURNER, "info emailServiceId feedburnerHostname feedFlare", "nothing")
    | _names(RSS1, "title", "title")
    | _names(RSS1, "link", "link")
    | _names(RSS1, "description image items textinput", "parts")
    | _names(ATOM, "link", "link atom")
)
PARTS = frozenset(
    _names("", "url title link width height description hour day", "nothing")
    | _names(RDF, "Seq li", "nothing")
    | _names(ATOM, "name uri email", "nothing")
)
"""What may be inside a channel's image, a list of items, an Atom person, skipHours and skipDays."""

_ATOM_COMMON = (
    _names(ATOM, "title", "title")
    | _names(ATOM, "link", "link")
    | _names(ATOM, "id", "id")
    | _names(ATOM, "author contributor", "parts")
    | _names(ATOM, "category rights", "nothing")
    | _names(_THR, "total in-reply-to", "nothing")
    | _names(_DC, "creator subject rights", "nothing")
)
ATOM_ENTRY = (
    _ATOM_COMMON
    | _names(ATOM, "summary", "summary")
    | _names(ATOM, "content", "content")
    | _names(ATOM, "published", "published")
    | _names(ATOM, "updated", "updated")
    | dict.fromkeys(MEDIA, "media")
)
ATOM_FEED = (
    _ATOM_COMMON
    | _names(ATOM, "subtitle generator icon logo updated", "nothing")
    | _names(_SY, "updatePeriod updateFrequency", "nothing")
)

KNOWN_SPACES = frozenset(
    [
        "http://backend.userland.com/rss",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://example.com/newformat#",
        "http://example.com/necho",
        "http://purl.org/echo/",
        "uri/of/echo/namespace#",
        "http://purl.org/pie/",
        "http://purl.org/atom/ns#",
        "http://purl.org/dc/terms/",
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://example.com/dtds/podcast-1.0.dtd",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1998/math/mathml",
        ATOM.lower(),
        RSS1,
        RDF,
        _CONTENT,
        _DC,
        *_MRSS,
    ]
)
"""Namespaces (lower case) for which feedparser has rules of its own, or which nest: unlisted elements of
theirs are a doubt."""

FOREIGN_PREFIXES = frozenset(
    (
        "admin",
        "cc",
        "content",
        "creativecommons",
        "dc",
        "dcterms",
        "feedburner",
        "georss",
        "gml",
        "itunes",
        "l",
        "math",
        "media",
    )
) | {"psc", "rdf", "svg", "xhtml"}
"""Prefixes feedparser has handlers for, whatever namespace they stand for."""
