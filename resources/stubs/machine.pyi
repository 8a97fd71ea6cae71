# SPDX-License-Identifier: MIT
"""The board: pins, LEDs, buses, timers, sleep. What a board lacks is missing there."""

from typing import Any, Callable

class LED:
    """An LED of the board, by name: LED_RED, LED_GREEN, LED_BLUE."""

    def __init__(self, name: str | Pin) -> None: ...
    def on(self) -> None:
        """Lights it."""
    def off(self) -> None:
        """Puts it out."""
    def toggle(self) -> None:
        """Lights it, or puts it out if it was lit."""
    def value(self, v: int | None = None) -> int | None:
        """Lights it for a true value; without one gives the level of the pin, 0 when lit."""
    def boardname(self) -> str:
        """Gives the name of its pin."""

class Pin:
    """A pin of the board, by name: P0, P1 and so on."""

    IN: int  # Mode: input.
    OUT: int  # Mode: output.
    OPEN_DRAIN: int  # Mode: output that only pulls down.
    PULL_NONE: int  # No resistor.
    PULL_UP: int  # Resistor to the supply.
    PULL_DOWN: int  # Resistor to ground.
    IRQ_RISING: int  # Trigger: the level rises.
    IRQ_FALLING: int  # Trigger: the level falls.

    def __init__(self, id: str, mode: int = -1, pull: int = -1, *, value: int | None = None, alt: int = -1) -> None:
        """Opens a pin and sets it up."""
    def init(self, mode: int = -1, pull: int = -1, *, value: int | None = None, alt: int = -1) -> None:
        """Sets it up anew."""
    def value(self, x: int = ...) -> int:
        """Sets the level, or gives it."""
    def on(self) -> None:
        """Sets the level to 1."""
    def off(self) -> None:
        """Sets the level to 0."""
    def high(self) -> None:
        """Sets the level to 1."""
    def low(self) -> None:
        """Sets the level to 0."""
    def toggle(self) -> None:
        """Turns the level around."""
    def name(self) -> str:
        """Gives the name of the pin."""
    def irq(self, handler: Callable[[Pin], None] | None = None, trigger: int = ..., *, hard: bool = False) -> Any:
        """Calls handler(pin) at the edges of trigger."""

class Signal:
    """A pin with its meaning: on() and off() know whether it is active low."""

    def __init__(self, pin: Pin, *, invert: bool = False) -> None: ...
    def value(self, x: int = ...) -> int:
        """Sets the state, or gives it."""
    def on(self) -> None:
        """Makes it active."""
    def off(self) -> None:
        """Makes it inactive."""

class PWM:
    """A pin that gives pulses."""

    def __init__(self, dest: Pin, *, freq: int = ..., duty_u16: int = ..., duty_ns: int = ..., invert: bool = False) -> None: ...
    def freq(self, value: int = ...) -> int:
        """Sets the frequency in hertz, or gives it."""
    def duty_u16(self, value: int = ...) -> int:
        """Sets the share of high as 0 to 65535, or gives it."""
    def duty_ns(self, value: int = ...) -> int:
        """Sets the length of a pulse in nanoseconds, or gives it."""
    def deinit(self) -> None:
        """Ends the pulses."""

class ADC:
    """A pin that measures a voltage."""

    def __init__(self, id: Any) -> None: ...
    def read_u16(self) -> int:
        """Gives the voltage as 0 to 65535 of the reference."""

class I2C:
    """An I2C bus of the hardware."""

    def __init__(self, id: int, *, scl: Pin | None = None, sda: Pin | None = None, freq: int = 400000, timeout: int = 50000) -> None: ...
    def scan(self) -> list[int]:
        """Gives the addresses that answer."""
    def readfrom(self, addr: int, nbytes: int, stop: bool = True) -> bytes:
        """Reads bytes from a device."""
    def readfrom_into(self, addr: int, buf: bytearray, stop: bool = True) -> None:
        """Reads from a device into a buffer."""
    def writeto(self, addr: int, buf: bytes, stop: bool = True) -> int:
        """Writes bytes to a device; gives how many were taken."""
    def readfrom_mem(self, addr: int, memaddr: int, nbytes: int, *, addrsize: int = 8) -> bytes:
        """Reads registers of a device."""
    def readfrom_mem_into(self, addr: int, memaddr: int, buf: bytearray, *, addrsize: int = 8) -> None:
        """Reads registers of a device into a buffer."""
    def writeto_mem(self, addr: int, memaddr: int, buf: bytes, *, addrsize: int = 8) -> None:
        """Writes registers of a device."""

class SoftI2C(I2C):
    """An I2C bus on any pins, made by software."""

class SPI:
    """An SPI bus of the hardware."""

    LSB: int  # Lowest bit first.
    MSB: int  # Highest bit first.

    def __init__(self, id: int, baudrate: int = 1000000, *, polarity: int = 0, phase: int = 0, bits: int = 8, firstbit: int = ...) -> None: ...
    def init(self, baudrate: int = 1000000, *, polarity: int = 0, phase: int = 0) -> None:
        """Sets it up anew."""
    def deinit(self) -> None:
        """Lets the bus go."""
    def read(self, nbytes: int, write: int = 0) -> bytes:
        """Reads bytes."""
    def readinto(self, buf: bytearray, write: int = 0) -> None:
        """Reads into a buffer."""
    def write(self, buf: bytes) -> None:
        """Writes bytes."""
    def write_readinto(self, write_buf: bytes, read_buf: bytearray) -> None:
        """Writes and reads at the same time."""

class SoftSPI(SPI):
    """An SPI bus on any pins, made by software."""

class UART:
    """A serial port."""

    RTS: int  # Flow control: request to send.
    CTS: int  # Flow control: clear to send.

    def __init__(self, id: int, baudrate: int = 9600, bits: int = 8, parity: int | None = None, stop: int = 1, *, timeout: int = 0, timeout_char: int = 0, rxbuf: int = 256, flow: int = 0) -> None: ...
    def init(self, baudrate: int = 9600, bits: int = 8, parity: int | None = None, stop: int = 1) -> None:
        """Sets it up anew."""
    def deinit(self) -> None:
        """Lets the port go."""
    def any(self) -> int:
        """Gives how many bytes wait."""
    def read(self, nbytes: int = ...) -> bytes | None:
        """Gives what has come; None at the end of the time."""
    def readinto(self, buf: bytearray, nbytes: int = ...) -> int | None:
        """Reads into a buffer."""
    def readline(self) -> bytes | None:
        """Gives a line; None at the end of the time."""
    def write(self, buf: bytes) -> int | None:
        """Writes bytes; gives how many were taken."""
    def flush(self) -> None:
        """Waits until all has left."""

class CAN:
    """A CAN bus; only on some boards."""

class SDCard:
    """The SD card as a block device; only on some boards."""

class Timer:
    """Calls a function later, or again and again."""

    ONE_SHOT: int  # Mode: once.
    PERIODIC: int  # Mode: again and again.

    def __init__(self, id: int = -1, *, mode: int = ..., freq: float = -1, period: int = -1, callback: Callable[[Timer], None] | None = None) -> None: ...
    def init(self, *, mode: int = ..., freq: float = -1, period: int = -1, callback: Callable[[Timer], None] | None = None) -> None:
        """Starts it: period in milliseconds, or freq in hertz."""
    def deinit(self) -> None:
        """Stops it."""

class RTC:
    """The clock of the board."""

    def __init__(self) -> None: ...
    def datetime(self, value: tuple[int, int, int, int, int, int, int, int] = ...) -> tuple[int, int, int, int, int, int, int, int]:
        """Sets (year, month, day, weekday, hour, minute, second, subseconds), or gives it."""
    def wakeup(self, timeout: int, callback: Callable[[Any], None] | None = None) -> None:
        """Wakes the board after milliseconds; only on some boards."""

class WDT:
    """Resets the board when the script hangs."""

    def __init__(self, id: int = 0, timeout: int = 5000) -> None: ...
    def feed(self) -> None:
        """Tells that all is well; must be called within the time."""

def unique_id() -> bytes:
    """Gives the number of this board."""
def reset() -> None:
    """Restarts the board as by its button."""
def soft_reset() -> None:
    """Restarts Python."""
def reset_cause() -> int:
    """Tells why the board started: PWRON_RESET, HARD_RESET and so on."""
def bootloader(timeout: int = ...) -> None:
    """Goes into the bootloader."""
def freq(hz: int = ...) -> Any:
    """Gives the speed of the processor in hertz; some boards can set it."""
def idle() -> None:
    """Waits for the next interrupt."""
def lightsleep(ms: int = ...) -> None:
    """Sleeps and goes on after it."""
def deepsleep(ms: int = ...) -> None:
    """Sleeps with nearly all switched off; the board starts anew after it."""
def sleep(ms: int = ...) -> None:
    """The older name of lightsleep()."""
def disable_irq() -> Any:
    """Holds interrupts back; keep the time short."""
def enable_irq(state: Any = ...) -> None:
    """Lets interrupts through again."""
def time_pulse_us(pin: Pin, level: int, timeout_us: int = 1000000) -> int:
    """Measures a pulse on a pin in microseconds; only on some boards."""

PWRON_RESET: int  # reset_cause(): power came.
HARD_RESET: int  # reset_cause(): button or machine.reset().
WDT_RESET: int  # reset_cause(): the watchdog.
DEEPSLEEP_RESET: int  # reset_cause(): deep sleep ended.
SOFT_RESET: int  # reset_cause(): Python restarted.
mem8: Any  # Memory by bytes; only on boards.
mem16: Any  # Memory by half words; only on boards.
mem32: Any  # Memory by words; only on boards.
