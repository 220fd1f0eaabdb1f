"""The one place every word a person sees goes through: gettext catalogues, English in the code, others under
locales/.

Catalogues are read from their .po files at first use: every `locales/<code>/LC_MESSAGES/*.po`, one a group of
commands, so adding a language is adding one folder.
"""

import gettext
import io
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[1] / "locales"
LANGUAGES = ("en", "ru")


class Words:
    """The words of one language (ISO 639-1)."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def say(self, message: str, **values: Any) -> str:
        """`message` in this language with `{values}` filled in."""
        said = self._catalogue.gettext(message)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int, **values: Any) -> str:
        """The plural form for `n`, which also fills `{n}`."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)


def spoken(code: str | None) -> str | None:
    """The language of Telegram's `code` ("ru-RU") where we speak it."""
    language = (code or "").split("-")[0]
    return language if language in LANGUAGES else None


@cache
def words_for(language: str | None) -> Words:
    """The words of `language`, else the English ones. Regional codes count as their language ("ru-RU" is
    "ru")."""
    code = (language or "en").split("-")[0].split("_")[0].lower()
    if code == "en" or code not in LANGUAGES:
        return Words("en", gettext.NullTranslations())
    whole = Catalog(locale=code)
    for path in sorted((LOCALES / code / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return Words(code, gettext.GNUTranslations(compiled))
