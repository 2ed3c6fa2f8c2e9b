"""How fast a platform may be written to: sliding windows, one a chat and one a channel."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.channels import Limits, Rate

_TIDY_EVERY = 1_000
FOR_ANSWERS = 0.25
"""The share of every rate that reminders leave free: nobody waits for an answer behind a thousand of them."""


@dataclass
class Pace:
    """Counts what was sent, so that no window ever holds more than its rate allows."""

    clock: Callable[[], float] = time.monotonic
    _sent: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)
    _asked: int = 0

    def wait(self, lane: tuple[str, str], limits: Limits, messages: int, *, is_urgent: bool = True) -> float:
        """Seconds until so many messages may go to this chat. At 0 they are counted as sent."""
        now = self.clock()
        windows = [(lane, limits.chat_rates), (lane[:1], limits.total_rates)]
        wait = max(
            (
                self._wait(key, rate if is_urgent else _reduced(rate), messages, now)
                for key, rates in windows
                for rate in rates
            ),
            default=0.0,
        )
        if wait > 0:
            return wait
        for key, rates in windows:
            if rates:
                times = self._sent.setdefault(key, deque(maxlen=max(rate.count for rate in rates)))
                times.extend([now] * messages)
        self._tidy(now, limits)
        return 0.0

    def _wait(self, key: tuple[str, ...], rate: Rate, messages: int, now: float) -> float:
        times = self._sent.get(key, ())
        free = max(0, rate.count - messages)  # more at once than the rate allows go when nothing else went
        if len(times) <= free:
            return 0.0
        return max(0.0, times[-(free + 1)] + rate.seconds - now)

    def _tidy(self, now: float, limits: Limits) -> None:
        """Forget the chats that nothing was sent to for as long as any window is."""
        self._asked += 1
        if self._asked % _TIDY_EVERY:
            return
        longest = _longest(limits.chat_rates) + _longest(limits.total_rates) + 3600.0
        for key in [key for key, times in self._sent.items() if times[-1] < now - longest]:
            del self._sent[key]


def _reduced(rate: Rate) -> Rate:
    return Rate(max(1, round(rate.count * (1 - FOR_ANSWERS))), rate.seconds)


def _longest(rates: Sequence[Rate]) -> float:
    return max((rate.seconds for rate in rates), default=0.0)
