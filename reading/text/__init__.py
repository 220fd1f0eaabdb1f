"""The text itself: language, sentences, tokens, word forms, negation."""
