# SPDX-License-Identifier: MIT
"""pyb.DAC, pyb.ADC and pyb.ADCAll."""

import machine as _machine
from time import sleep_us as udelay, ticks_us as micros
import _wires
from _pyb_base import _pin, elapsed_micros, rng
from _pyb_timer import Timer


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

    def _put(self, buf, i):
        value = self.read()
        buf[i] = value >> 4 if isinstance(buf, bytearray) else value

    def read_timed(self, buf, timer):
        rate = timer.freq() if isinstance(timer, Timer) else timer
        for i in range(len(buf)):
            self._put(buf, i)
            udelay(int(1000000 / rate))

    @staticmethod
    def read_timed_multi(adcs, bufs, timer):
        """One sample of each, again and again; True: none came too late."""
        if not adcs:
            raise ValueError("need at least 1 ADC")
        if len(adcs) != len(bufs) or any(len(buf) != len(bufs[0]) for buf in bufs):
            raise ValueError("as many buffers of one length are needed")
        step = int(1000000 / timer.freq())
        for i in range(len(bufs[0])):
            for adc, buf in zip(adcs, bufs):
                adc._put(buf, i)
            udelay(step)
        return True


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
