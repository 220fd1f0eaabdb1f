"""One threshold serves all languages: each lets through the share of true sentences that English does."""

import pytest

from training.one_reader.shifts import PLAIN, shifts_of


def test_a_language_read_too_low_is_lifted_until_as_much_of_it_is_plain_as_of_english() -> None:
    english = [PLAIN + n for n in range(-5, 5)]
    low = [odds - 0.8 for odds in english]
    shifts = shifts_of({"en": english, "he": low})
    assert list(shifts) == ["he"]
    lifted = [odds + shifts["he"] for odds in low]
    assert sum(odds > PLAIN for odds in lifted) == pytest.approx(sum(odds > PLAIN for odds in english), abs=1)


def test_a_language_read_as_high_as_english_is_left_as_it_is() -> None:
    english = [PLAIN + n for n in range(-5, 5)]
    assert shifts_of({"en": english, "tr": [odds + 0.5 for odds in english]}) == {}
