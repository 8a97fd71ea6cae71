# SPDX-License-Identifier: MIT
"""The older module for STM32 boards (Pure Thermal); new scripts use machine."""

from typing import Any, Callable

class Pin:
    """A pin of the board."""

    IN: int  # Mode: input.
    OUT_PP: int  # Mode: output.
    OUT_OD: int  # Mode: output that only pulls down.
    PULL_NONE: int  # No resistor.
    PULL_UP: int  # Resistor to the supply.
    PULL_DOWN: int  # Resistor to ground.

    def __init__(self, id: str, mode: int = ..., pull: int = ...) -> None: ...
    def value(self, x: int = ...) -> int:
        """Sets the level, or gives it."""
    def high(self) -> None:
        """Sets the level to 1."""
    def low(self) -> None:
        """Sets the level to 0."""

class LED:
    """An LED by number: 1 red, 2 green, 3 blue."""

    def __init__(self, id: int) -> None: ...
    def on(self) -> None:
        """Lights it."""
    def off(self) -> None:
        """Puts it out."""
    def toggle(self) -> None:
        """Lights it, or puts it out if it was lit."""
    def intensity(self, value: int = ...) -> int:
        """Sets the brightness, 0 to 255, or gives it."""

class Timer:
    """A timer of the hardware."""

    PWM: int  # Channel mode: pulses.

    def __init__(self, id: int, *, freq: float = ..., prescaler: int = ..., period: int = ..., callback: Callable | None = None) -> None: ...
    def channel(self, number: int, mode: int = ..., *, pin: Pin = ..., pulse_width: int = ..., pulse_width_percent: float = ...) -> Any:
        """Sets a channel up."""
    def callback(self, fun: Callable | None) -> None:
        """Calls fun(timer) at each period."""
    def freq(self, value: float = ...) -> float:
        """Sets the frequency, or gives it."""
    def deinit(self) -> None:
        """Stops it."""

class Servo:
    """A model servo."""

    def __init__(self, id: int) -> None: ...
    def angle(self, angle: float = ..., time: int = 0) -> float:
        """Goes to an angle in degrees, or gives it."""
    def pulse_width(self, value: int = ...) -> int:
        """Sets the pulse in microseconds, or gives it."""
    def speed(self, speed: int = ..., time: int = 0) -> int:
        """Sets the speed of a continuous servo."""

class DAC:
    """A pin that gives a voltage."""

    def __init__(self, port: Any, bits: int = 8) -> None: ...
    def write(self, value: int) -> None:
        """Sets the voltage."""

class ADC:
    """A pin that measures a voltage."""

    def __init__(self, pin: Any) -> None: ...
    def read(self) -> int:
        """Gives the voltage as 0 to 4095."""

class UART:
    """A serial port."""

    def __init__(self, bus: int, baudrate: int = ..., **kwargs: Any) -> None: ...
    def any(self) -> int:
        """Gives how many bytes wait."""
    def read(self, nbytes: int = ...) -> bytes | None:
        """Gives what has come."""
    def write(self, buf: bytes) -> int:
        """Writes bytes."""

class I2C:
    """An I2C bus."""

    def __init__(self, bus: int, mode: int = ..., **kwargs: Any) -> None: ...

class SPI:
    """An SPI bus."""

    def __init__(self, bus: int, mode: int = ..., **kwargs: Any) -> None: ...
    def send(self, data: Any, *, timeout: int = 5000) -> None:
        """Sends bytes."""
    def recv(self, size: Any, *, timeout: int = 5000) -> bytes:
        """Receives bytes."""

class CAN:
    """A CAN bus."""

    def __init__(self, bus: int, mode: int = ..., **kwargs: Any) -> None: ...

class ExtInt:
    """Calls a function when a pin changes."""

    IRQ_RISING: int  # Trigger: the level rises.
    IRQ_FALLING: int  # Trigger: the level falls.
    IRQ_RISING_FALLING: int  # Trigger: both.

    def __init__(self, pin: Any, mode: int, pull: int, callback: Callable[[int], None]) -> None: ...

class RTC:
    """The clock of the board."""

    def datetime(self, value: tuple = ...) -> tuple:
        """Sets date and time, or gives them."""
    def wakeup(self, timeout: int, callback: Callable | None = None) -> None:
        """Wakes the board after milliseconds."""

class USB_VCP:
    """The USB serial port."""

class USB_HID:
    """The USB mouse or keyboard."""

def delay(ms: int) -> None:
    """Waits for milliseconds."""
def udelay(us: int) -> None:
    """Waits for microseconds."""
def millis() -> int:
    """Gives the milliseconds since the start."""
def micros() -> int:
    """Gives the microseconds since the start."""
def elapsed_millis(start: int) -> int:
    """Gives the milliseconds since a value of millis()."""
def disable_irq() -> bool:
    """Holds interrupts back."""
def enable_irq(state: bool = True) -> None:
    """Lets interrupts through again."""
def unique_id() -> bytes:
    """Gives the number of this board."""
