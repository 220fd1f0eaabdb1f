"""One text, understood."""
