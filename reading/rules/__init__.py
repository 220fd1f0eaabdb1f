"""Rules in plain words: what a sentence cannot mean, whatever the models say."""
