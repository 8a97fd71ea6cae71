# SPDX-License-Identifier: MIT
"""Time, waiting, and the frame rate clock (MicroPython's subset)."""

class clock:
    """Measures frames per second: tick() once a loop, then fps()."""

    def tick(self) -> None:
        """Starts the time of a frame."""
    def fps(self) -> float:
        """Gives the frames per second; call it once a loop."""
    def avg(self) -> float:
        """Gives the mean time of a frame in milliseconds; call it once a loop."""
    def reset(self) -> None:
        """Begins to measure anew."""

def sleep(seconds: float) -> None:
    """Waits for seconds; parts of a second are allowed."""
def sleep_ms(ms: int) -> None:
    """Waits for milliseconds."""
def sleep_us(us: int) -> None:
    """Waits for microseconds."""
def ticks_ms() -> int:
    """Gives a counter of milliseconds that wraps around; compare with ticks_diff()."""
def ticks_us() -> int:
    """Gives a counter of microseconds that wraps around; compare with ticks_diff()."""
def ticks_cpu() -> int:
    """Gives the finest counter there is."""
def ticks_add(ticks: int, delta: int) -> int:
    """Gives a counter value later by delta."""
def ticks_diff(end: int, start: int) -> int:
    """Gives end - start of two counter values, right across a wrap."""
def time() -> int:
    """Gives the seconds since the epoch of the board."""
def time_ns() -> int:
    """Gives the nanoseconds since the epoch of the board."""
def gmtime(seconds: int | None = None) -> tuple[int, int, int, int, int, int, int, int]:
    """Gives (year, month, day, hour, minute, second, weekday, day of year)."""
def localtime(seconds: int | None = None) -> tuple[int, int, int, int, int, int, int, int]:
    """Gives the same as gmtime(): boards know no time zones."""
def mktime(date: tuple) -> int:
    """Gives the seconds since the epoch of a date as of localtime()."""
def strftime(datefmt: str, ts: tuple) -> str:
    """Gives a time of localtime() as text: "%Y-%m-%d %H:%M:%S"."""
