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
    AF_PP: int  # Mode: an alternate function.
    AF_OD: int  # Mode: an alternate function that only pulls down.
    ALT: int  # Mode: as AF_PP.
    ALT_OPEN_DRAIN: int  # Mode: as AF_OD.
    ANALOG: int  # Mode: analog.

    def __init__(self, id: str, mode: int = ..., pull: int = ...) -> None: ...
    def value(self, x: int = ...) -> int:
        """Sets the level, or gives it."""
    def high(self) -> None:
        """Sets the level to 1."""
    def low(self) -> None:
        """Sets the level to 0."""
    def init(self, mode: int, pull: int = ..., *, value: int = ..., alt: int = ..., af: int = ...) -> None:
        """Sets the pin up."""
    def name(self) -> str:
        """Gives the processor's name: B12."""
    def names(self) -> list[str]:
        """Gives all its names."""
    def port(self) -> int:
        """Gives the number of its port."""
    def pin(self) -> int:
        """Gives its number in the port."""
    def gpio(self) -> int:
        """Gives the address of its port's registers."""
    def mode(self) -> int:
        """Gives the mode."""
    def pull(self) -> int:
        """Gives the resistor."""
    def af(self) -> int:
        """Gives the number of the alternate function."""
    def af_list(self) -> list:
        """Gives the alternate functions that it has."""
    @staticmethod
    def mapper(fun: Callable | None = ...) -> Any:
        """Sets a function that gives pins for names, or gives it."""
    @staticmethod
    def dict(names: Any = ...) -> Any:
        """Sets a dictionary of pins by names, or gives it."""
    @staticmethod
    def debug(state: bool = ...) -> bool:
        """Sets whether looking for pins prints, or tells."""

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
    PWM_INVERTED: int  # Channel mode: pulses, low for high.
    OC_TIMING: int  # Channel mode: compares only.
    OC_ACTIVE: int  # Channel mode: high at the compare value.
    OC_INACTIVE: int  # Channel mode: low at the compare value.
    OC_TOGGLE: int  # Channel mode: changes at the compare value.
    OC_FORCED_ACTIVE: int  # Channel mode: always high.
    OC_FORCED_INACTIVE: int  # Channel mode: always low.
    IC: int  # Channel mode: captures.
    ENC_A: int  # Channel mode: encoder, first line.
    ENC_B: int  # Channel mode: encoder, second line.
    ENC_AB: int  # Channel mode: encoder, both lines.
    UP: int  # Counts up.
    DOWN: int  # Counts down.
    CENTER: int  # Counts up and down.
    HIGH: int  # Polarity: active high.
    LOW: int  # Polarity: active low.
    RISING: int  # Captures when the level rises.
    FALLING: int  # Captures when the level falls.
    BOTH: int  # Captures at both.
    BRK_OFF: int  # No break input.
    BRK_LOW: int  # A low break input stops it.
    BRK_HIGH: int  # A high break input stops it.

    def __init__(self, id: int, *, freq: float = ..., prescaler: int = ..., period: int = ..., callback: Callable | None = None) -> None: ...
    def channel(self, number: int, mode: int = ..., *, pin: Pin = ..., pulse_width: int = ..., pulse_width_percent: float = ...) -> "TimerChannel":
        """Sets a channel up."""
    def callback(self, fun: Callable | None) -> None:
        """Calls fun(timer) at each period."""
    def freq(self, value: float = ...) -> float:
        """Sets the frequency, or gives it."""
    def init(self, *, freq: float = ..., prescaler: int = ..., period: int = ..., mode: int = ..., div: int = 1, callback: Callable | None = None, deadtime: int = 0, brk: int = ...) -> None:
        """Sets the timer up."""
    def source_freq(self) -> int:
        """Gives the clock that it counts."""
    def prescaler(self, value: int = ...) -> int:
        """Sets by what the clock is divided less one, or gives it."""
    def period(self, value: int = ...) -> int:
        """Sets the highest count, or gives it."""
    def counter(self, value: int = ...) -> int:
        """Sets the count, or gives it."""
    def deinit(self) -> None:
        """Stops it."""

class TimerChannel:
    """A channel of a timer."""

    def callback(self, fun: Callable | None) -> None:
        """Calls fun(timer) at each event."""
    def pulse_width(self, value: int = ...) -> int:
        """Sets the pulse in counts, or gives it."""
    def pulse_width_percent(self, value: float = ...) -> float:
        """Sets the pulse in percent, or gives it."""
    def compare(self, value: int = ...) -> int:
        """Sets the compare value, or gives it."""
    def capture(self, value: int = ...) -> int:
        """Sets the captured value, or gives it."""

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

    NORMAL: int  # Mode: once.
    CIRCULAR: int  # Mode: over and over.

    def __init__(self, port: Any, bits: int = 8) -> None: ...
    def write(self, value: int) -> None:
        """Sets the voltage."""
    def init(self, bits: int = 8, *, buffering: bool | None = None) -> None:
        """Sets the converter up."""
    def write_timed(self, data: Any, freq: Any, *, mode: int = ...) -> None:
        """Gives the values of a buffer one after the other."""
    def noise(self, freq: int) -> None:
        """Gives noise."""
    def triangle(self, freq: int) -> None:
        """Gives a triangle."""
    def deinit(self) -> None:
        """Lets the pin go."""

class ADC:
    """A pin that measures a voltage."""

    def __init__(self, pin: Any) -> None: ...
    def read(self) -> int:
        """Gives the voltage as 0 to 4095."""
    def read_timed(self, buf: Any, timer: Any) -> None:
        """Fills a buffer at the rate of a timer."""
    @staticmethod
    def read_timed_multi(adcs: tuple, bufs: tuple, timer: Timer) -> bool:
        """Fills buffers of several pins; tells whether it was fast enough."""

class ADCAll:
    """All inputs of the converter, those within the processor too."""

    def __init__(self, resolution: int, mask: int = ...) -> None: ...
    def read_channel(self, channel: int) -> int:
        """Gives an input."""
    def read_core_temp(self) -> float:
        """Gives the temperature of the processor."""
    def read_core_vbat(self) -> float:
        """Gives the voltage of the battery input."""
    def read_core_vref(self) -> float:
        """Gives the voltage of the reference."""
    def read_vref(self) -> float:
        """Gives the voltage of the supply."""

class UART:
    """A serial port."""

    RTS: int  # Flow control: ready to receive.
    CTS: int  # Flow control: ready to send.
    IRQ_RX: int  # Event: a byte came.
    IRQ_RXIDLE: int  # Event: nothing comes any more.

    def __init__(self, bus: int, baudrate: int = ..., **kwargs: Any) -> None: ...
    def any(self) -> int:
        """Gives how many bytes wait."""
    def read(self, nbytes: int = ...) -> bytes | None:
        """Gives what has come."""
    def write(self, buf: bytes) -> int:
        """Writes bytes."""
    def init(self, baudrate: int, bits: int = 8, parity: int | None = None, stop: int = 1, **settings: Any) -> None:
        """Sets the port up."""
    def deinit(self) -> None:
        """Lets the port go."""
    def readline(self) -> bytes | None:
        """Gives a line."""
    def readinto(self, buf: bytearray, nbytes: int = ...) -> int | None:
        """Fills a buffer; gives how many bytes came."""
    def readchar(self) -> int:
        """Gives a byte, or -1."""
    def writechar(self, char: int) -> None:
        """Writes a byte."""
    def sendbreak(self) -> None:
        """Holds the line low for a while."""
    def irq(self, handler: Callable | None = None, trigger: int = ..., hard: bool = False) -> Any:
        """Calls handler(uart) for an event."""
    def txdone(self) -> bool:
        """Tells whether all is sent."""
    def flush(self) -> None:
        """Waits until all is sent."""

class I2C:
    """An I2C bus."""

    CONTROLLER: int  # Mode: calls others.
    MASTER: int  # As CONTROLLER.
    PERIPHERAL: int  # Mode: is called.
    SLAVE: int  # As PERIPHERAL.

    def __init__(self, bus: int, mode: int = ..., **kwargs: Any) -> None: ...
    def init(self, mode: int = ..., *, addr: int = 0x12, baudrate: int = 400000, gencall: bool = False, dma: bool = False) -> None:
        """Sets the bus up."""
    def deinit(self) -> None:
        """Lets the bus go."""
    def scan(self) -> list[int]:
        """Gives who is there."""
    def is_ready(self, addr: int) -> bool:
        """Tells whether somebody is there."""
    def send(self, send: Any, addr: int = 0, *, timeout: int = 5000) -> None:
        """Sends bytes."""
    def recv(self, recv: Any, addr: int = 0, *, timeout: int = 5000) -> bytes:
        """Receives so many bytes, or into a buffer."""
    def mem_read(self, data: Any, addr: int, memaddr: int, *, timeout: int = 5000, addr_size: int = 8) -> bytes:
        """Reads registers."""
    def mem_write(self, data: Any, addr: int, memaddr: int, *, timeout: int = 5000, addr_size: int = 8) -> None:
        """Writes registers."""

class SPI:
    """An SPI bus."""

    CONTROLLER: int  # Mode: gives the clock.
    MASTER: int  # As CONTROLLER.
    PERIPHERAL: int  # Mode: gets the clock.
    SLAVE: int  # As PERIPHERAL.
    MSB: int  # The highest bit first.
    LSB: int  # The lowest bit first.

    def __init__(self, bus: int, mode: int = ..., **kwargs: Any) -> None: ...
    def send(self, data: Any, *, timeout: int = 5000) -> None:
        """Sends bytes."""
    def recv(self, size: Any, *, timeout: int = 5000) -> bytes:
        """Receives bytes."""
    def send_recv(self, send: Any, recv: Any = None, *, timeout: int = 5000) -> bytes:
        """Sends and receives at once."""
    def init(self, mode: int = ..., baudrate: int = 328125, **settings: Any) -> None:
        """Sets the bus up."""
    def deinit(self) -> None:
        """Lets the bus go."""

class CAN:
    """A CAN bus."""

    NORMAL: int  # Mode: as others.
    LOOPBACK: int  # Mode: hears itself.
    SILENT: int  # Mode: listens only.
    SILENT_LOOPBACK: int  # Mode: hears itself and says nothing.
    STOPPED: int  # State: off.
    ERROR_ACTIVE: int  # State: well.
    ERROR_WARNING: int  # State: some errors.
    ERROR_PASSIVE: int  # State: many errors.
    BUS_OFF: int  # State: too many errors.
    RANGE: int  # Filter: from one id to another.
    DUAL: int  # Filter: two ids.
    MASK: int  # Filter: an id and a mask.

    def __init__(self, bus: int, mode: int = ..., **kwargs: Any) -> None: ...
    def init(self, mode: int, *args: Any, **settings: Any) -> None:
        """Sets the controller up."""
    def deinit(self) -> None:
        """Switches it off."""
    def setfilter(self, bank: int, mode: int, fifo: int, params: tuple, *, rtr: Any = None, extframe: bool = False) -> None:
        """Lets frames in."""
    def clearfilter(self, bank: int, *, extframe: bool = False) -> None:
        """Removes a filter."""
    def restart(self) -> None:
        """Goes back to the bus."""
    def state(self) -> int:
        """Gives the state."""
    def info(self, list: Any = None) -> list:
        """Gives counters."""
    def any(self, fifo: int) -> bool:
        """Tells whether a frame waits."""
    def recv(self, fifo: int, list: Any = None, *, timeout: int = 5000) -> Any:
        """Gives a frame."""
    def send(self, data: Any, id: int, *, timeout: int = 0, rtr: bool = False, extframe: bool = False, fdf: bool = False, brs: bool = False) -> None:
        """Sends a frame."""
    def rxcallback(self, fifo: int, fun: Callable | None) -> None:
        """Calls fun(bus, reason) for frames."""

class ExtInt:
    """Calls a function when a pin changes."""

    IRQ_RISING: int  # Trigger: the level rises.
    IRQ_FALLING: int  # Trigger: the level falls.
    IRQ_RISING_FALLING: int  # Trigger: both.
    EVT_RISING: int  # Event: the level rises.
    EVT_FALLING: int  # Event: the level falls.
    EVT_RISING_FALLING: int  # Event: both.

    def __init__(self, pin: Any, mode: int, pull: int, callback: Callable[[int], None]) -> None: ...
    def line(self) -> int:
        """Gives the number of the line."""
    def enable(self) -> None:
        """Lets it call."""
    def disable(self) -> None:
        """Holds it back."""
    def swint(self) -> None:
        """Calls by itself."""
    @staticmethod
    def regs() -> None:
        """Prints the registers."""

class RTC:
    """The clock of the board."""

    def datetime(self, value: tuple = ...) -> tuple:
        """Sets date and time, or gives them."""
    def wakeup(self, timeout: int, callback: Callable | None = None) -> None:
        """Wakes the board after milliseconds."""
    def info(self) -> int:
        """Gives how the clock started."""
    def calibration(self, value: int = ...) -> int:
        """Sets how much faster it runs, or gives it."""

class USB_VCP:
    """The USB serial port."""

    RTS: int  # Flow control: ready to receive.
    CTS: int  # Flow control: ready to send.
    IRQ_RX: int  # Event: a byte came.

    def __init__(self, id: int = 0) -> None: ...
    def init(self, *, flow: int = 0) -> None:
        """Sets the flow control."""
    def isconnected(self) -> bool:
        """Tells whether a host is there."""
    def any(self) -> bool:
        """Tells whether bytes wait."""
    def setinterrupt(self, chr: int) -> None:
        """Sets the byte that stops a script; -1: none."""
    def send(self, data: Any, *, timeout: int = 5000) -> int:
        """Sends bytes."""
    def recv(self, data: Any, *, timeout: int = 5000) -> Any:
        """Receives so many bytes, or into a buffer."""
    def read(self, nbytes: int | None = None) -> bytes | None:
        """Gives what has come."""
    def readinto(self, buf: bytearray, maxlen: int | None = None) -> int | None:
        """Fills a buffer."""
    def readline(self) -> bytes | None:
        """Gives a line."""
    def readlines(self) -> list[bytes]:
        """Gives all lines."""
    def write(self, data: bytes) -> int:
        """Writes bytes."""
    def irq(self, handler: Callable | None = None, trigger: int = ..., hard: bool = False) -> Any:
        """Calls handler(port) for bytes."""
    def close(self) -> None:
        """Does nothing."""

class USB_HID:
    """The USB mouse or keyboard."""

    def send(self, data: Any) -> None:
        """Sends a report."""
    def recv(self, data: Any, *, timeout: int = 5000) -> Any:
        """Receives a report."""

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
def elapsed_micros(start: int) -> int:
    """Gives the microseconds since a value of micros()."""
def rng() -> int:
    """Gives a random number of 30 bits."""
def wfi() -> None:
    """Waits for an interrupt."""
def stop() -> None:
    """Sleeps lightly."""
def standby() -> None:
    """Sleeps deeply; the board starts anew."""
def hard_reset() -> None:
    """Resets the board."""
def bootloader() -> None:
    """Starts the bootloader."""
def freq() -> Any:
    """Gives the clocks."""
def sync() -> None:
    """Writes what drives keep back."""
def mount(device: Any, mountpoint: str, *, readonly: bool = False) -> None:
    """Mounts a drive."""
def info(dump_alloc_table: Any = None) -> None:
    """Prints what the board knows of itself."""
def main(name: str) -> None:
    """Sets what runs after boot.py."""
def repl_uart(uart: Any = ...) -> Any:
    """Sets a UART for the terminal too, or gives it."""
def repl_info(value: int) -> None:
    """Sets whether times are printed after each line of the terminal."""
def fault_debug(value: bool) -> None:
    """Sets whether a fault of the processor prints and waits."""
def have_cdc() -> bool:
    """Tells whether the USB serial port is connected."""
def hid(report: tuple) -> None:
    """Sends a report of a mouse or keyboard."""
def usb_mode(mode: str = ..., *, port: int = -1, vid: int = 0, pid: int = -1, msc: tuple = (), hid: tuple = ..., high_speed: bool = False) -> str | None:
    """Sets what the board is on USB, or gives it."""
def servo(id: int, us: int) -> None:
    """Sets a servo's pulse."""
def country(code: str = ...) -> str:
    """Sets the country of the radio, or gives it."""

hid_mouse: tuple  # For usb_mode(): a mouse.
hid_keyboard: tuple  # For usb_mode(): a keyboard.
