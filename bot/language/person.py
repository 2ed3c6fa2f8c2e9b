"""A person named in a text."""

from dataclasses import dataclass

Span = tuple[int, int]
TAKEN = "\ue000"
"""Stands in a text for what is known to be something else: a date, a number, an address."""
CUSTOMER = "\ue004"
"""Stands in a text for the name of a known customer."""
KNOWN = f"[{TAKEN}{CUSTOMER}]"


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the text: as written, and how sure the form is."""

    said: str
    title: str | None
    span: Span
    sure: bool = True
