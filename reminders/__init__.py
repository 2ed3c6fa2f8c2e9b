"""Rules: one module, one thing that people are reminded of."""
