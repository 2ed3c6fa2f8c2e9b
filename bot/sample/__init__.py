"""Believable sample data for the demo: invented companies and people."""
