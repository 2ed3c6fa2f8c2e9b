"""Faults as they may be logged: the lines of code, never the error's own words, which quote people."""

import traceback


def lines_of(error: BaseException) -> str:
    """The type of an error and the lines of code that led to it.

    A database's error holds the values of its statement: what somebody said must not reach a log.
    """
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__)).rstrip()}"
