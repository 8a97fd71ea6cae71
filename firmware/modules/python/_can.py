# SPDX-License-Identifier: MIT
"""_can: machine.CAN, and the controllers of the simulated bus that pyb.CAN drives, too."""

import _wires
import micropython

_KIND = const(3)  # as omv_bus counts
_REMOTE = const(1)
_EXTENDED = const(2)
_CLOCK = const(80000000)
_FIFO = const(64)
_WARNING = const(96)
_PASSIVE = const(128)
_EINVAL = const(22)

_NORMAL = const(0)
_LOOPBACK = const(2)
_SILENT = const(3)
_SILENT_LOOPBACK = const(4)


class Controller:
    """What both classes drive: one at each bus."""

    def __init__(self, bus):
        self.bus = bus
        self.mode = None
        self.notify = None  # called with "rx", "tx" or "state", and the buffer's number
        self.stop()

    def start(self, mode):
        self.stop()
        self.mode = mode
        while _wires.can_receive(self.bus):
            pass

    def stop(self):
        self.mode = None
        self.accepts = lambda frame: -1
        self.fifos = ([], [])
        self.overruns = 0
        self.lost = False
        self.restart()

    def restart(self):
        self.pending = [None, None, None]
        self.errors = 0
        self.entered = [0, 0, 0]

    def _tell(self, event, number=0):
        if self.notify:
            self.notify(event, number)

    def _take(self, frame):
        fifo = self.accepts(frame)
        if fifo < 0:
            return
        if len(self.fifos[fifo]) >= _FIFO:
            self.overruns += 1
            self.lost = True
            return
        self.fifos[fifo].append(frame)
        self._tell("rx", fifo)

    def poll(self):
        """Takes what came, and tries again to send what nobody acknowledged."""
        if self.mode is None:
            return
        while True:
            frame = _wires.can_receive(self.bus)
            if frame is None:
                break
            if self.mode != _SILENT_LOOPBACK:
                self._take(frame)
        while any(self.pending):
            first = min((f[0], i) for i, f in enumerate(self.pending) if f)[1]
            if not self._transmit(self.pending[first]):
                break
            self.pending[first] = None
            self._tell("tx", first)

    def _transmit(self, frame):
        if self.mode == _SILENT:
            return False
        sent = True
        if self.mode != _SILENT_LOOPBACK:
            sent = _wires.can_send(self.bus, *frame) or self.mode == _LOOPBACK
        if sent and self.mode in (_LOOPBACK, _SILENT_LOOPBACK):
            self._take(frame)
        if sent:
            self.errors -= self.errors > 0
        elif self.errors < _PASSIVE:
            # It is repeated without end; nobody's silence makes a controller go bus-off.
            self.errors = _PASSIVE
            self.entered[0] += 1
            self.entered[1] += 1
            self._tell("state")
        return sent

    def send(self, frame, unordered=False):
        """The number of the buffer; None: there is no room."""
        self.poll()
        if any(f and f[0] == frame[0] for f in self.pending) and not unordered:
            return None
        for i, other in enumerate(self.pending):
            if other is None:
                self.pending[i] = frame
                self.poll()
                return i
        return None

    def state(self):
        if self.mode is None:
            return 0
        return 1 + (self.errors >= _WARNING) + (self.errors >= _PASSIVE)


_controllers = {}


def _wake(_):
    for controller in _controllers.values():
        controller.poll()


def controller(bus):
    if _wires.bus(_KIND, bus) is None:
        raise ValueError("CAN(%d) doesn't exist" % bus)
    if bus not in _controllers:
        _controllers[bus] = Controller(bus)
        _wires.listen(0, _wake)
    return _controllers[bus]


def _timings(bitrate, sample_point, tseg1, tseg2):
    """Of the prescalers that fit the one with the shortest quanta: (prescaler, tseg1, tseg2)."""
    best = None
    for prescaler in range(1, 513):
        if tseg1 is not None:
            total = 1 + tseg1 + tseg2
        else:
            total = (_CLOCK // prescaler + bitrate // 2) // bitrate
        if not 4 <= total <= 385:
            continue
        error = abs(_CLOCK // prescaler // total - bitrate)
        if best is None or error < best[0]:
            one = tseg1
            two = tseg2
            if tseg1 is None:
                one = max(1, min(256, (total * sample_point + 50) // 100 - 1))
                two = total - 1 - one
                if not 1 <= two <= 128:
                    continue
            best = (error, prescaler, one, two)
    if best is None or best[0] >= bitrate:
        raise ValueError("unable to calculate BRP for baudrate")
    return best[1:]


def _bytes(data):
    if isinstance(data, int):
        return bytes((data,))
    return data if isinstance(data, bytes) else bytes(data)


def schedule(function, argument):
    """False: too many wait already, and the event is lost as an interrupt would be."""
    try:
        micropython.schedule(function, argument)
    except RuntimeError:
        return False
    return True


class _Irq:
    """What CAN.irq() gives. Events wait until flags() asks for them."""

    def __init__(self, can):
        self._can = can
        self._handler = None
        self._trigger = 0
        self._events = []
        self._scheduled = False

    def __call__(self):
        if self._handler:
            self._handler(self._can)

    def trigger(self, new=None):
        old = self._trigger
        if new is not None:
            self._trigger = new
        return old

    def flags(self):
        return self._events.pop(0) if self._events else 0

    def _set(self, handler, trigger):
        self._handler = handler
        self._trigger = trigger
        self._events.clear()

    def _note(self, event):
        if not event & self._trigger or not self._handler:
            return
        if event not in self._events:
            self._events.append(event)
        if not self._scheduled:
            # First, since it may run before schedule() is back.
            self._scheduled = True
            if not schedule(self._run, None):
                self._scheduled = False

    def _run(self, _):
        self._scheduled = False
        self()


class CAN:
    MODE_NORMAL = _NORMAL
    MODE_SLEEP = 1
    MODE_LOOPBACK = _LOOPBACK
    MODE_SILENT = _SILENT
    MODE_SILENT_LOOPBACK = _SILENT_LOOPBACK
    STATE_STOPPED = 0
    STATE_ACTIVE = 1
    STATE_WARNING = 2
    STATE_PASSIVE = 3
    STATE_BUS_OFF = 4
    FLAG_RTR = _REMOTE
    FLAG_EXT_ID = _EXTENDED
    FLAG_UNORDERED = 16
    RECV_ERR_FULL = 1
    RECV_ERR_OVERRUN = 2
    IRQ_TX = 1
    IRQ_RX = 2
    IRQ_TX_FAILED = 4
    IRQ_STATE = 8
    IRQ_TX_IDX_SHIFT = 16
    IRQ_TX_IDX_MASK = 255
    TX_QUEUE_LEN = 3
    FILTERS_MAX = 28
    _MODES = ("NORMAL", "SLEEP", "LOOPBACK", "SILENT", "SILENT_LOOPBACK")

    def __init__(self, id, *args, **settings):
        self._bus = controller(id)
        self._irq = None
        self.init(*args, **settings)

    def init(self, bitrate, mode=MODE_NORMAL, sample_point=75, sjw=1, tseg1=None, tseg2=None):
        if mode not in (_NORMAL, _LOOPBACK, _SILENT, _SILENT_LOOPBACK):
            raise ValueError("mode")
        if not 1 <= sjw <= 128:
            raise ValueError("sjw")
        if tseg1 is not None and not 1 <= tseg1 <= 256 or tseg1 is None and tseg2 is not None:
            raise ValueError("tseg1")
        if tseg2 is not None and not 1 <= tseg2 <= 128 or tseg2 is None and tseg1 is not None:
            raise ValueError("tseg2")
        if not 0 < sample_point < 100:
            raise ValueError("sample_point")
        if bitrate <= 0:
            raise ValueError("unable to calculate BRP for baudrate")
        self._timing = _timings(bitrate, sample_point, tseg1, tseg2)
        self._sjw = sjw
        self._bus.start(mode)
        self._bus.notify = self._notified

    def deinit(self):
        self._bus.stop()
        self._bus.notify = None
        self._irq = None

    def _ready(self):
        if self._bus.mode is None:
            raise OSError(_EINVAL)

    def _notified(self, event, number):
        if not self._irq:
            return
        if event == "rx":
            self._irq._note(self.IRQ_RX)
        elif event == "tx":
            self._irq._note(self.IRQ_TX | number << self.IRQ_TX_IDX_SHIFT)
        elif event == "cancelled":
            self._irq._note(self.IRQ_TX | self.IRQ_TX_FAILED | number << self.IRQ_TX_IDX_SHIFT)
        else:
            self._irq._note(self.IRQ_STATE)

    @staticmethod
    def _check(id, flags):
        if not 0 <= id < (1 << 29 if flags & _EXTENDED else 1 << 11):
            raise ValueError("invalid id")

    def send(self, id, data, flags=0):
        self._ready()
        # The boards' pages name the data first, and give it as a list.
        if isinstance(data, int) and not isinstance(id, int):
            id, data = data, id
        data = _bytes(data) if not isinstance(data, str) else data.encode()
        if len(data) > 8:
            raise OverflowError("data too long")
        self._check(id, flags)
        frame = (id, flags & (_REMOTE | _EXTENDED), data)
        return self._bus.send(frame, flags & self.FLAG_UNORDERED)

    def cancel_send(self, index):
        self._ready()
        if not 0 <= index < self.TX_QUEUE_LEN:
            raise IndexError
        self._bus.poll()
        waited = self._bus.pending[index] is not None
        self._bus.pending[index] = None
        if waited:
            self._notified("cancelled", index)
        return waited

    def recv(self, arg=None):
        self._ready()
        if arg is not None and (len(arg) < 4 or not isinstance(arg[1], memoryview)):
            raise TypeError("a list of four with a memoryview is needed")
        self._bus.poll()
        fifo = self._bus.fifos[0]
        if not fifo:
            return None
        if arg is None:
            arg = [0, memoryview(bytearray(8)), 0, 0]
        id, flags, data = fifo[0]
        _wires.fill(arg[1], bytes(len(data)) if flags & _REMOTE else data)
        arg[0] = id
        arg[2] = flags
        arg[3] = len(fifo) >= _FIFO and self.RECV_ERR_FULL or 0
        if self._bus.lost:
            arg[3] |= self.RECV_ERR_OVERRUN
            self._bus.lost = False
        fifo.pop(0)
        return arg

    def set_filters(self, filters):
        self._ready()
        self._bus.poll()
        if filters is None:
            self._bus.accepts = lambda frame: 0
            return
        chosen = []
        for item in filters:
            if len(item) != 3:
                raise ValueError("filter items must have length 3")
            id, mask, flags = item
            self._check(id, flags)
            self._check(mask, flags)
            if flags & ~_EXTENDED:
                raise ValueError("flags")
            chosen.append((id & mask, mask, flags))
        if len(chosen) > self.FILTERS_MAX:
            raise ValueError("too many filters")

        def accepts(frame):
            for id, mask, flags in chosen:
                if frame[0] & mask == id and frame[1] & _EXTENDED == flags:
                    return 0
            return -1

        self._bus.accepts = accepts

    def state(self):
        self._bus.poll()
        return self._bus.state()

    def restart(self):
        self._ready()
        self._bus.restart()
        self._bus.overruns = 0

    def get_counters(self, list=None):
        self._ready()
        bus = self._bus
        bus.poll()
        waiting = sum(1 for frame in bus.pending if frame)
        counters = [bus.errors, 0] + bus.entered + [waiting, len(bus.fifos[0]), bus.overruns]
        if list is None:
            return counters
        list[:] = counters
        return list

    def get_timings(self, list=None):
        timings = [self._bitrate(), self._sjw, self._timing[1], self._timing[2], None, None]
        if list is None:
            return timings
        list[:] = timings
        return list

    def _bitrate(self):
        prescaler, one, two = self._timing
        return _CLOCK // prescaler // (1 + one + two)

    def irq(self, *args, **settings):
        self._ready()
        if self._irq is None:
            self._irq = _Irq(self)
        if args or settings:
            self._set_irq(*args, **settings)
        return self._irq

    def _set_irq(self, handler=None, trigger=0, hard=False):
        if trigger & ~(self.IRQ_TX | self.IRQ_RX | self.IRQ_STATE):
            raise ValueError("trigger 0x%08x unsupported" % trigger)
        if handler is not None and not callable(handler):
            raise ValueError("handler must be None or callable")
        self._irq._set(handler, trigger)

    def __repr__(self):
        return "CAN(%d, bitrate=%d, mode=CAN.MODE_%s, sjw=%d, tseg1=%d, tseg2=%d, f_clock=%d)" % (
            self._bus.bus,
            self._bitrate(),
            self._MODES[self._bus.mode or 0],
            self._sjw,
            self._timing[1],
            self._timing[2],
            _CLOCK,
        )
