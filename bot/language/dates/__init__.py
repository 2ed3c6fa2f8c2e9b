"""Dates and times as people write them, in Chinese and English, found and resolved."""
