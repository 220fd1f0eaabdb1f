"""Messages and pictures as a person sees them: words, markup, times, cards, charts."""
