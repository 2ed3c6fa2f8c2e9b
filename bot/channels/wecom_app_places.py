"""Where a place on a Chinese map really is. Pure functions, no I/O."""

import math

SHIFTED = True
"""Whether WeCom tells places as Tencent's map draws them (GCJ-02). Its documents do not say."""
_AXIS = 6_378_245.0  # metres, and the next: the ellipsoid of Krasovsky 1940, on which GCJ-02 is made
_ECCENTRICITY = 0.00669342162296594323  # squared
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""Degrees between which maps are shifted."""


def true_place(latitude: float, longitude: float) -> tuple[float, float]:
    """The WGS-84 degrees of a place on a Chinese map, right to a few metres; the same outside of China."""
    if not SHIFTED or not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        return latitude, longitude
    north, east = _shift(latitude, longitude)
    return latitude - north, longitude - east


def _shift(latitude: float, longitude: float) -> tuple[float, float]:
    """How many degrees north and east the map lies of the true place."""
    x, y = longitude - 105.0, latitude - 35.0
    angle = math.radians(latitude)
    flatness = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    to_pole = _AXIS * (1 - _ECCENTRICITY) / flatness**1.5
    to_axis = _AXIS / math.sqrt(flatness) * math.cos(angle)
    return math.degrees(_metres_north(x, y) / to_pole), math.degrees(_metres_east(x, y) / to_axis)


def _metres_north(x: float, y: float) -> float:
    return (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
        + _waves(x, (6, 20), (2, 20))
        + _waves(y, (1, 20), (1 / 3, 40), (1 / 12, 160), (1 / 30, 320))
    )  # fmt: skip


def _metres_east(x: float, y: float) -> float:
    return (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
        + _waves(x, (6, 20), (2, 20), (1, 20), (1 / 3, 40), (1 / 12, 150), (1 / 30, 300))
    )  # fmt: skip


def _waves(along: float, *waves: tuple[float, float]) -> float:
    """The sum of waves, each of a frequency and a height, of which two thirds count."""
    return 2 / 3 * sum(height * math.sin(frequency * math.pi * along) for frequency, height in waves)
