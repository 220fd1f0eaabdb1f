"""Answers to what a person asks or sets in a chat."""
