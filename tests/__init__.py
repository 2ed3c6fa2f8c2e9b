"""Conversations: each test is one, and its name is a sentence."""
