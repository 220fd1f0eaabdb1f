"""The rules by the language they are for."""

from reading.rules import english, russian
from reading.rules.rule import Rules

RULES: Rules = {"en": english.RULES, "ru": russian.RULES}
