# SPDX-License-Identifier: MIT
"""pyb: the classes of the STM32 boards, over module machine. Board module: pure-thermal."""

import _board

_board.require("pyb")

import errno as _errno
import machine as _machine
import os as _os
from machine import Pin, RTC, bootloader, disable_irq, enable_irq, freq, unique_id
from machine import idle as wfi, lightsleep as stop, deepsleep as standby, reset as hard_reset
from _pyb_can import CAN
from _pyb_extint import ExtInt
from _sdcard import SDCard
from _usb_hid import USB_HID, hid_keyboard, hid_mouse, usb_mode
from _usb_vcp import USB_VCP
from network import country
from time import sleep_ms as delay, sleep_us as udelay, ticks_ms as millis, ticks_us as micros
from _pyb_base import _pin, elapsed_micros, elapsed_millis, rng
from _pyb_timer import Timer, TimerChannel
from _pyb_analog import ADC, ADCAll, DAC
from vfs import mount

sync = getattr(_os, "sync", lambda: None)


def have_cdc():
    return True


def fault_debug(value):
    """Whether a crash of the board is told or ends in a reset; nothing crashes here."""


def hid(report):
    return USB_HID().send(report)


def info(dump_alloc_table=None):
    import micropython

    text = "".join("%02x" % byte for byte in unique_id())
    print("ID=%s:%s:%s" % (text[:8], text[8:16], text[16:24]))
    print("DEVID=0x0450\nREVID=0x2003")
    print("S=%d\nH=%d\nP1=%d\nP2=%d" % freq())
    micropython.qstr_info()
    micropython.mem_info(*(() if dump_alloc_table is None else (1,)))
    drive = _os.statvfs("/flash")
    print("LFS free: %d bytes" % (drive[0] * drive[3]))


def repl_info(value):
    """Whether the prompt tells how long a line took; it never does here."""


def servo(id, us):
    Servo(id).pulse_width(us)


def main(name):
    """What is run after boot.py is main.py on this board, whatever it is told."""


def repl_uart(uart=None):
    return None


class LED:
    _NAMES = ("LED_RED", "LED_GREEN", "LED_BLUE", "LED_WHITE")

    def __init__(self, id):
        if not 1 <= id <= len(self._NAMES):
            raise ValueError("LED(%d) doesn't exist" % id)
        self._id = id
        self._pin = Pin(self._NAMES[id - 1], Pin.OUT)

    def on(self):
        self._pin.low()

    def off(self):
        self._pin.high()

    def toggle(self):
        self._pin.value(not self._pin.value())

    def intensity(self, value=None):
        if value is None:
            return 0 if self._pin.value() else 255
        self._pin.value(value == 0)

    def __repr__(self):
        return "LED(%d)" % self._id


class Servo:
    _PINS = ("P7", "P8", "P9")

    def __init__(self, id):
        if not 1 <= id <= len(self._PINS):
            raise ValueError("Servo(%d) doesn't exist" % id)
        self._range = [640, 2420, 1500, 2470, 2200]
        self._timer = None
        self._pwm = _machine.PWM(Pin(self._PINS[id - 1]), freq=50)
        self._set(1500)

    def _set(self, us):
        self._us = max(self._range[0], min(self._range[1], int(us)))
        self._pwm.duty_ns(self._us * 1000)

    def _halt(self):
        if self._timer:
            self._timer.deinit()
            self._timer = None

    def _go(self, us, ms):
        self._halt()
        if ms <= 0:
            self._set(us)
            return
        begin = self._us
        start = millis()

        def tick(_):
            part = min(1, elapsed_millis(start) / ms)
            if part == 1:
                self._halt()
            self._set(begin + (us - begin) * part)

        self._timer = _machine.Timer(-1, period=20, callback=tick)

    def pulse_width(self, value=None):
        if value is None:
            return self._us
        self._halt()
        self._set(value)

    def calibration(self, *values):
        if not values:
            return tuple(self._range)
        if len(values) not in (3, 5):
            raise TypeError("calibration takes 0, 3 or 5 arguments")
        self._range[: len(values)] = values

    def angle(self, value=None, time=0):
        center, span = self._range[2], self._range[3] - self._range[2]
        if value is None:
            return round((self._us - center) * 90 / span)
        self._go(center + value * span / 90, time)

    def speed(self, value=None, time=0):
        center, span = self._range[2], self._range[4] - self._range[2]
        if value is None:
            return round((self._us - center) * 100 / span)
        self._go(center + value * span / 100, time)


class UART:
    RTS = 1
    CTS = 2
    IRQ_RX = _machine.UART.IRQ_RX
    IRQ_RXIDLE = 0x10  # here, too, when bytes came

    def __init__(self, bus, baudrate=None, **settings):
        self._uart = _machine.UART(bus)
        if baudrate is not None:
            self.init(baudrate, **settings)

    def init(self, baudrate, bits=8, parity=None, stop=1, **settings):
        self._uart.init(baudrate, bits, parity, stop, **settings)

    def deinit(self):
        self._uart.deinit()

    def any(self):
        return self._uart.any()

    def read(self, *args):
        return self._uart.read(*args)

    def readline(self):
        return self._uart.readline()

    def readinto(self, *args):
        return self._uart.readinto(*args)

    def readchar(self):
        data = self._uart.read(1)
        return data[0] if data else -1

    def write(self, data):
        return self._uart.write(data)

    def writechar(self, char):
        self._uart.write(bytes((char & 0xFF,)))

    def sendbreak(self):
        self._uart.sendbreak()

    def irq(self, handler=None, trigger=IRQ_RX, hard=False):
        if handler is None or not callable(handler):
            return self._uart.irq(handler, trigger, hard)
        return self._uart.irq(lambda _: handler(self), trigger, hard)

    def txdone(self):
        return self._uart.txdone()

    def flush(self):
        self._uart.flush()


def _bytes(data):
    return bytes((data,)) if isinstance(data, int) else data


def _uncalled(timeout):
    """A peripheral waits for a controller at the other end of the bus, and there is none."""
    delay(timeout)
    raise OSError(_errno.ETIMEDOUT)


class I2C:
    MASTER = CONTROLLER = 0
    SLAVE = PERIPHERAL = 1

    def __init__(self, bus, *args, **settings):
        self._bus = bus
        self._i2c = _machine.I2C(bus)
        self._addr = None
        if args or settings:
            self.init(*args, **settings)

    def init(self, mode=MASTER, *, addr=0x12, baudrate=400000, gencall=False, dma=False):
        self._addr = addr if mode == self.SLAVE else None
        self._i2c = _machine.I2C(self._bus, freq=baudrate)

    def deinit(self):
        self._addr = None

    def scan(self):
        return self._i2c.scan()

    def is_ready(self, addr):
        return addr in self._i2c.scan()

    def send(self, send, addr=0, *, timeout=5000):
        if self._addr is not None:
            _uncalled(timeout)
        self._i2c.writeto(addr, _bytes(send))

    def recv(self, recv, addr=0, *, timeout=5000):
        if self._addr is not None:
            _uncalled(timeout)
        if isinstance(recv, int):
            return self._i2c.readfrom(addr, recv)
        self._i2c.readfrom_into(addr, recv)
        return recv

    def mem_read(self, data, addr, memaddr, *, timeout=5000, addr_size=8):
        if isinstance(data, int):
            return self._i2c.readfrom_mem(addr, memaddr, data, addrsize=addr_size)
        self._i2c.readfrom_mem_into(addr, memaddr, data, addrsize=addr_size)
        return data

    def mem_write(self, data, addr, memaddr, *, timeout=5000, addr_size=8):
        self._i2c.writeto_mem(addr, memaddr, _bytes(data), addrsize=addr_size)


class SPI:
    MASTER = CONTROLLER = 0
    SLAVE = PERIPHERAL = 1
    MSB = 0
    LSB = 1

    def __init__(self, bus, *args, **settings):
        self._called = False
        self._spi = _machine.SPI(bus)
        if args or settings:
            self.init(*args, **settings)

    def init(self, mode=MASTER, baudrate=328125, *, prescaler=-1, polarity=1, phase=0, bits=8,
             firstbit=MSB, ti=False, crc=None):
        self._called = mode == self.SLAVE
        self._spi.init(baudrate=baudrate, polarity=polarity, phase=phase)

    def deinit(self):
        self._spi.deinit()

    def send(self, send, *, timeout=5000):
        if self._called:
            _uncalled(timeout)
        self._spi.write(_bytes(send))

    def recv(self, recv, *, timeout=5000):
        if self._called:
            _uncalled(timeout)
        if isinstance(recv, int):
            return self._spi.read(recv)
        self._spi.readinto(recv)
        return recv

    def send_recv(self, send, recv=None, *, timeout=5000):
        if self._called:
            _uncalled(timeout)
        data = _bytes(send)
        if recv is None:
            recv = bytearray(len(data))
        self._spi.write_readinto(data, recv)
        return recv

    def read(self, *args):
        return self._spi.read(*args)

    def readinto(self, *args):
        return self._spi.readinto(*args)

    def write(self, data):
        return self._spi.write(data)

    def write_readinto(self, *args):
        return self._spi.write_readinto(*args)
