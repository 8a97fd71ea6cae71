# SPDX-License-Identifier: MIT
"""_pyb_can: pyb.CAN of a chip with FDCAN."""

import time

import _wires
from _can import controller, schedule

_REMOTE = const(1)
_EXTENDED = const(2)
_FIFO = const(64)
_EIO = const(5)
_ETIMEDOUT = const(110)


class CAN:
    NORMAL = 0
    LOOPBACK = 4
    SILENT = 2
    SILENT_LOOPBACK = 3
    STOPPED = 0
    ERROR_ACTIVE = 1
    ERROR_WARNING = 2
    ERROR_PASSIVE = 3
    BUS_OFF = 4
    RANGE = 0
    DUAL = 1
    MASK = 2
    _MODES = {0: 0, 4: 2, 2: 3, 3: 4}  # as machine.CAN counts
    _NAMES = {0: "NORMAL", 4: "LOOPBACK", 2: "SILENT", 3: "SILENT_LOOPBACK"}

    def __init__(self, bus, *args, **settings):
        self._bus = controller(bus)
        self._callbacks = [None, None]
        self._mode = self.NORMAL
        self._filters = {}
        if args or settings:
            self.init(*args, **settings)

    def init(
        self,
        mode,
        prescaler=100,
        *,
        sjw=1,
        bs1=6,
        bs2=8,
        auto_restart=False,
        baudrate=0,
        sample_point=75,
        num_filter_banks=14,
        brs_sjw=1,
        brs_bs1=8,
        brs_bs2=3,
        brs_baudrate=0,
        brs_sample_point=75
    ):
        if mode not in self._MODES:
            raise ValueError("mode")
        if baudrate < 0 or prescaler < 1:
            raise ValueError("CAN bitrate")
        self._mode = mode
        self._filters = {}
        self._bus.start(self._MODES[mode])
        self._bus.notify = self._notified
        self._apply()

    def deinit(self):
        self._bus.stop()
        self._bus.notify = None

    def _notified(self, event, number):
        if event == "rx" and self._callbacks[number]:
            more = len(self._bus.fifos[number])
            schedule(self._call, (number, 0 if more == 1 else 1 if more < _FIFO else 2))

    def _call(self, what):
        if self._callbacks[what[0]]:
            self._callbacks[what[0]](self, what[1])

    def _apply(self):
        def accepts(frame):
            extended = bool(frame[1] & _EXTENDED)
            for mode, fifo, low, high, ext in self._filters.values():
                if ext != extended:
                    continue
                if mode == self.RANGE and low <= frame[0] <= high:
                    return fifo
                if mode == self.DUAL and frame[0] in (low, high):
                    return fifo
                if mode == self.MASK and (frame[0] ^ low) & high == 0:
                    return fifo
            return -1

        self._bus.accepts = accepts

    def setfilter(self, bank, mode, fifo, params, *, rtr=None, extframe=False):
        if mode not in (self.RANGE, self.DUAL, self.MASK):
            raise ValueError("CAN filter parameter error")
        if len(params) != 2 or fifo not in (0, 1) or not 0 <= bank < 28:
            raise ValueError("CAN filter parameter error")
        if not all(0 <= id <= (0x1FFFFFFF if extframe else 0x7FF) for id in params):
            raise ValueError("CAN filter parameter error")
        self._filters[(bank, extframe)] = (mode, fifo, params[0], params[1], bool(extframe))

    def clearfilter(self, bank, *, extframe=False):
        self._filters.pop((bank, extframe), None)

    def restart(self):
        self._bus.restart()

    def state(self):
        self._bus.poll()
        return self._bus.state()

    def info(self, list=None):
        bus = self._bus
        bus.poll()
        waiting = sum(1 for frame in bus.pending if frame)
        values = [bus.errors, 0] + bus.entered + [waiting, len(bus.fifos[0]), len(bus.fifos[1])]
        if list is None:
            return values
        list[:] = values
        return list

    def any(self, fifo):
        self._bus.poll()
        return bool(self._bus.fifos[fifo])

    def recv(self, fifo, list=None, *, timeout=5000):
        start = time.ticks_ms()
        while not self.any(fifo):
            if time.ticks_diff(time.ticks_ms(), start) >= timeout:
                raise OSError(_ETIMEDOUT)
            time.sleep_ms(1)
        id, flags, data = self._bus.fifos[fifo].pop(0)
        values = (id, bool(flags & _EXTENDED), bool(flags & _REMOTE), 0)
        if list is None:
            return values + (data,)
        list[:4] = values
        _wires.fill(list[4], data)
        return list

    def send(self, data, id, *, timeout=0, rtr=False, extframe=False, fdf=False, brs=False):
        if isinstance(data, str):
            data = data.encode()
        data = bytes((data & 0xFF,)) if isinstance(data, int) else bytes(data)
        if len(data) > (64 if fdf else 8):
            raise ValueError("CAN data field too long")
        id &= 0x1FFFFFFF if extframe else 0x7FF
        frame = (id, (_REMOTE if rtr else 0) | (_EXTENDED if extframe else 0), data)
        if self._bus.mode is None:
            raise OSError(_EIO)
        number = self._bus.send(frame, True)
        if number is None:
            raise OSError(_EIO)
        if timeout <= 0:
            return
        start = time.ticks_ms()
        while self._bus.pending[number] is frame:
            if time.ticks_diff(time.ticks_ms(), start) >= timeout:
                self._bus.pending[number] = None
                raise OSError(_ETIMEDOUT)
            time.sleep_ms(1)
            self._bus.poll()

    def rxcallback(self, fifo, fun):
        if fifo not in (0, 1):
            raise TypeError("no such FIFO")
        if fun is None or callable(fun):
            self._callbacks[fifo] = fun

    def __repr__(self):
        if self._bus.mode is None:
            return "CAN(%d)" % self._bus.bus
        return "CAN(%d, CAN.%s, auto_restart=False)" % (self._bus.bus, self._NAMES[self._mode])
