"""Fits the multilingual reader: one encoder for claims, stance, fighting and whether a sentence says a line."""
