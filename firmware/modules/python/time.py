# SPDX-License-Identifier: MIT
"""time: MicroPython's module and strftime()."""

from utime import *

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Letter: place in the tuple, format.
_NUMBERS = {
    "Y": (0, "%d"),
    "m": (1, "%02d"),
    "d": (2, "%02d"),
    "H": (3, "%02d"),
    "M": (4, "%02d"),
    "S": (5, "%02d"),
    "w": (6, "%d"),
    "j": (7, "%03d"),
}


def _field(letter, ts):
    if letter in _NUMBERS:
        place, form = _NUMBERS[letter]
        return form % ts[place]
    if letter in "aA":
        name = _DAYS[ts[6]]
        return name[:3] if letter == "a" else name
    if letter in "bB":
        name = _MONTHS[ts[1] - 1]
        return name[:3] if letter == "b" else name
    if letter == "I":
        return "%02d" % (ts[3] % 12)  # noon is 00
    if letter == "P":
        return "AM" if ts[3] < 12 else "PM"
    if letter == "y":
        return "%02d" % (ts[0] % 100)
    return letter


def strftime(datefmt, ts):
    text = ""
    after = False
    for letter in datefmt:
        if after:
            text += _field(letter, ts)
            after = False
        elif letter == "%":
            after = True
        else:
            text += letter
    return text
