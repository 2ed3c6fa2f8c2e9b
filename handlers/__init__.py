"""Capabilities: one module, one thing that a person can do in chat."""
