"""One text, understood: language, sentences, linking, claims, times."""
