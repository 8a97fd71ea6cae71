# SPDX-License-Identifier: MIT
"""pyb.Timer and its channels."""

import machine as _machine
from time import ticks_us as micros
from _pyb_base import _pin, elapsed_micros


def _check(fun):
    if fun is not None and not callable(fun):
        raise ValueError("callback must be None or a callable object")


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
    BRK_OFF = 0
    BRK_LOW = 1
    BRK_HIGH = 2
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

    def init(self, *, freq=None, prescaler=None, period=None, mode=UP, div=1, callback=None, deadtime=0, brk=BRK_OFF):
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
        _check(fun)
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
        _check(fun)
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
