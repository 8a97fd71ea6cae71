# SPDX-License-Identifier: MIT
"""pyb: the classes of the STM32 boards, over module machine. Board module: pure-thermal."""

import _board

_board.require("pyb")

import errno as _errno
import machine as _machine
import os as _os
import time as _time
from machine import Pin, RTC, bootloader, disable_irq, enable_irq, freq, unique_id
from machine import idle as wfi, lightsleep as stop, deepsleep as standby, reset as hard_reset
from _usb_vcp import USB_VCP
from time import sleep_ms as delay, sleep_us as udelay, ticks_ms as millis, ticks_us as micros
import _wires


def elapsed_millis(start):
    return _time.ticks_diff(millis(), start)


def elapsed_micros(start):
    return _time.ticks_diff(micros(), start)


def rng():
    return int.from_bytes(_os.urandom(4), "little") & 0x3FFFFFFF


def have_cdc():
    return True


def main(name):
    """What is run after boot.py is main.py on this board, whatever it is told."""


def repl_uart(uart=None):
    return None


def _pin(pin):
    return pin if isinstance(pin, Pin) else Pin(pin)


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


class Timer:
    UP = 0
    DOWN = 1
    CENTER = 2
    PWM = 3
    PWM_INVERTED = 4
    OC_TIMING = 5
    OC_ACTIVE = 6
    OC_INACTIVE = 7
    OC_TOGGLE = 8
    OC_FORCED_ACTIVE = 9
    OC_FORCED_INACTIVE = 10
    IC = 11
    ENC_A = 12
    ENC_B = 13
    ENC_AB = 14
    HIGH = 0
    LOW = 1
    RISING = 0
    FALLING = 1
    BOTH = 2
    _CLOCK = 240000000

    def __init__(self, id, **settings):
        if not 1 <= id <= 17 or id in (9, 10, 11):
            raise ValueError("Timer(%d) doesn't exist" % id)
        self._id = id
        self._freq = 0
        self._callback = None
        self._timer = None
        self._channels = {}
        if settings:
            self.init(**settings)

    def init(self, *, freq=None, prescaler=None, period=None, mode=UP, div=1, callback=None, deadtime=0):
        if freq is None:
            if prescaler is None or period is None:
                raise TypeError("must specify either freq, or prescaler and period")
            freq = self._CLOCK / ((prescaler + 1) * (period + 1))
        if freq <= 0:
            raise ValueError("invalid freq")
        self._freq = freq
        self._start = micros()
        for channel in self._channels.values():
            channel._refresh()
        self.callback(callback)

    def deinit(self):
        self.callback(None)
        for channel in self._channels.values():
            channel._stop()
        self._channels = {}

    def callback(self, fun):
        if self._timer:
            self._timer.deinit()
            self._timer = None
        self._callback = fun
        if fun is not None and self._freq:
            self._timer = _machine.Timer(
                -1, freq=self._freq, mode=_machine.Timer.PERIODIC, callback=lambda _: fun(self)
            )

    def freq(self, value=None):
        if value is None:
            return self._freq
        self.init(freq=value, callback=self._callback)

    def source_freq(self):
        return self._CLOCK

    def prescaler(self, value=None):
        ticks = int(self._CLOCK / self._freq)
        return (ticks - 1) // 65536

    def period(self, value=None):
        ticks = int(self._CLOCK / self._freq)
        return ticks // (self.prescaler() + 1) - 1

    def counter(self, value=None):
        if value is not None:
            self._start = micros()
            return None
        part = elapsed_micros(self._start) * self._freq / 1000000
        return int((part - int(part)) * (self.period() + 1))

    def channel(self, channel, mode=None, **settings):
        if not 1 <= channel <= 4:
            raise ValueError("Timer channel %d doesn't exist" % channel)
        if mode is not None:
            old = self._channels.get(channel)
            if old:
                old._stop()
            self._channels[channel] = TimerChannel(self, mode, **settings)
        return self._channels.get(channel)

    def __repr__(self):
        return "Timer(%d, freq=%s)" % (self._id, self._freq)


class TimerChannel:
    def __init__(
        self,
        timer,
        mode,
        *,
        callback=None,
        pin=None,
        pulse_width=None,
        pulse_width_percent=None,
        compare=0,
        polarity=0
    ):
        self._timer = timer
        self._mode = mode
        self._part = 0.0
        self._pwm = None
        self._ticker = None
        self._compare = compare
        if mode in (Timer.PWM, Timer.PWM_INVERTED) and pin is not None:
            self._pwm = _machine.PWM(_pin(pin), freq=max(1, int(timer._freq)), duty_u16=0)
        if pulse_width is not None:
            self.pulse_width(pulse_width)
        elif pulse_width_percent is not None:
            self.pulse_width_percent(pulse_width_percent)
        self.callback(callback)

    def _refresh(self):
        if not self._pwm:
            return
        part = 1 - self._part if self._mode == Timer.PWM_INVERTED else self._part
        self._pwm.freq(max(1, int(self._timer._freq)))
        self._pwm.duty_u16(int(part * 65535 + 0.5))

    def _stop(self):
        self.callback(None)
        if self._pwm:
            self._pwm.deinit()

    def callback(self, fun):
        if self._ticker:
            self._ticker.deinit()
            self._ticker = None
        if fun is not None:
            self._ticker = _machine.Timer(
                -1,
                freq=self._timer._freq,
                mode=_machine.Timer.PERIODIC,
                callback=lambda _: fun(self._timer),
            )

    def pulse_width(self, value=None):
        whole = self._timer.period() + 1
        if value is None:
            return int(self._part * whole + 0.5)
        self._part = max(0, min(1, value / whole))
        self._refresh()

    def pulse_width_percent(self, value=None):
        if value is None:
            return self._part * 100
        self._part = max(0, min(100, value)) / 100
        self._refresh()

    def compare(self, value=None):
        if value is None:
            return self._compare
        self._compare = value

    capture = compare


class DAC:
    NORMAL = 0
    CIRCULAR = 256

    def __init__(self, port, bits=8, *, buffering=None):
        name = {1: "P6"}.get(port, port)
        self._pin = _pin(name)
        if not _wires.dac(self._pin, 0.0):
            raise ValueError("Pin(%s) doesn't have DAC capabilities" % self._pin.name())
        self._timer = None
        self.init(bits)

    def init(self, bits=8, *, buffering=None):
        if bits not in (8, 12):
            raise ValueError("unsupported bits")
        self._bits = bits

    def _set(self, value, bits):
        _wires.dac(self._pin, (value & ((1 << bits) - 1)) * 3.3 / ((1 << bits) - 1))

    def write(self, value):
        self._halt()
        self._set(value, self._bits)

    def write_timed(self, data, freq, *, mode=NORMAL):
        self._halt()
        if isinstance(freq, Timer):
            freq = freq.freq()
        values = data
        count = len(values)
        if not count:
            return
        bits = self._bits
        start = micros()

        def tick(timer):
            # No timer keeps up with sound: what the time says now is shown.
            index = int(elapsed_micros(start) * freq / 1000000)
            if index >= count and mode == DAC.NORMAL:
                index = count - 1
                self._halt()
            self._set(values[index % count], bits)

        self._timer = _machine.Timer(-1, freq=min(freq, 500), callback=tick)

    def noise(self, freq):
        self._halt()
        self._timer = _machine.Timer(
            -1, freq=min(freq, 500), callback=lambda _: self._set(rng(), self._bits)
        )

    def triangle(self, freq):
        self._halt()
        start = micros()

        def tick(_):
            step = int(elapsed_micros(start) * freq / 1000000) % 4096
            self._set(step if step < 2048 else 4095 - step, 12)

        self._timer = _machine.Timer(-1, freq=min(freq, 500), callback=tick)

    def _halt(self):
        if self._timer:
            self._timer.deinit()
            self._timer = None

    def deinit(self):
        self._halt()
        _wires.dac(self._pin, 0.0)


class ADC:
    def __init__(self, pin):
        self._adc = _machine.ADC(_pin(pin))

    def read(self):
        return self._adc.read_u16() >> 4

    def read_timed(self, buf, timer):
        rate = timer.freq() if isinstance(timer, Timer) else timer
        for i in range(len(buf)):
            value = self.read()
            buf[i] = value >> 4 if isinstance(buf, bytearray) else value
            udelay(int(1000000 / rate))


class ADCAll:
    def __init__(self, resolution, mask=0xFFFFFFFF):
        self._bits = resolution

    def read_channel(self, channel):
        return 0

    def read_core_temp(self):
        return 25.0

    def read_core_vbat(self):
        return 3.3

    def read_core_vref(self):
        return 1.21

    def read_vref(self):
        return 3.3


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


class ExtInt:
    IRQ_RISING = 1
    IRQ_FALLING = 2
    IRQ_RISING_FALLING = 3

    def __init__(self, pin, mode, pull, callback):
        self._pin = _pin(pin)
        self._pin.init(Pin.IN, pull)
        self._mode = mode
        self._callback = callback
        self.enable()

    def line(self):
        return int(self._pin.name()[1:]) if self._pin.name()[1:].isdigit() else 0

    def enable(self):
        if self._callback:
            self._pin.irq(lambda _: self._callback(self.line()), self._mode)

    def disable(self):
        self._pin.irq(None)

    def swint(self):
        if self._callback:
            self._callback(self.line())
