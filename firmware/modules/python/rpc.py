# SPDX-License-Identifier: MIT
"""rpc: remote calls between boards, or a board and a computer. Board module: pure-thermal, rt1062.

A call is four exchanges, each begun by the master: header (name, size), data, then it asks for the
result's header (size) and for the result. A packet is a magic number, its payload and a checksum of
both; a packet without payload acknowledges or asks.
"""

import _board

_board.require("rpc")

import struct
import time

_CALL_HEADER = 0x1209
_CALL_DATA = 0xABD1
_RESULT_HEADER = 0x9021
_RESULT_DATA = 0x1DBA
_STREAM_BEGIN = 0xEDF6
_STREAM_PIECE = 0x542E


def _crc_of(byte):
    crc = byte << 8
    for _ in range(8):
        crc = (crc << 1 ^ 0x1021) & 0xFFFF if crc & 0x8000 else crc << 1 & 0xFFFF
    return crc


_CRCS = tuple(_crc_of(byte) for byte in range(256))


def _crc(data):
    crc = 0xFFFF
    table = _CRCS
    for byte in data:
        crc = crc << 8 & 0xFF00 ^ table[crc >> 8 ^ byte]
    return crc


def _hash(name):
    value = 5381
    for char in name:
        value = (value * 33 ^ ord(char)) & 0xFFFFFFFF
    return value


def _pack(magic, payload=b""):
    packet = bytearray(len(payload) + 4)
    packet[:2] = struct.pack("<H", magic)
    packet[2:-2] = payload
    packet[-2:] = struct.pack("<H", _crc(memoryview(packet)[:-2]))
    return packet


def _next_credit(credit):
    """What the reader of a stream answers to the next piece: bits of a shift register."""
    return credit >> 1 ^ (0xB8 if credit & 1 else 0)


class rpc:
    # How long a short packet is waited for, in ms: more with each try, lest both sides miss each other
    # for ever, and what was learnt of a slow line is kept for the next time. A board begins with 2 or 3,
    # as its lines lose bytes; here nothing is lost, but computers may be busy.
    _FIRST_WAIT = 100
    _LONG_WAIT = 5000

    def __init__(self):
        self._stream_writer_queue_depth_max = 255
        self._wait = self._FIRST_WAIT

    # What a transport brings
    def get_bytes(self, buff, timeout_ms):
        """Fills `buff` and returns it; None: it did not come whole."""
        return bytes()

    def put_bytes(self, data, timeout_ms):
        pass

    def _flush(self):
        pass

    def _stream_get_bytes(self, buff, timeout_ms):
        return self.get_bytes(buff, timeout_ms)

    def _stream_put_bytes(self, data, timeout_ms):
        self.put_bytes(data, timeout_ms)

    def _get_any(self, size, timeout):
        """The magic number of a packet and its payload; None twice: none came, or it was damaged."""
        data = self.get_bytes(bytearray(size + 4), timeout)
        if not data:
            return None, None
        magic, check = struct.unpack("<H", data[:2])[0], struct.unpack("<H", data[-2:])[0]
        if check != _crc(memoryview(data)[:-2]):
            self._flush()
            return None, None
        return magic, memoryview(data)[2:-2]

    def _get_packet(self, magic, size, timeout):
        found, payload = self._get_any(size, timeout)
        return payload if found == magic else None

    def _tries(self, timeout):
        """Yields until the time is over, each time with more patience."""
        self._wait = min(timeout, max(self._FIRST_WAIT, self._wait * 9 // 10))
        start = time.ticks_ms()
        while time.ticks_diff(time.ticks_ms(), start) < timeout:
            yield
            self._wait = min(self._longer(self._wait), timeout)

    def stream_reader(self, call_back, queue_depth=1, read_timeout_ms=5000):
        """Gets pieces from stream_writer() of the other side until that ends."""
        try:
            self._stream_put_bytes(_pack(_STREAM_BEGIN, struct.pack("<I", queue_depth)), 1000)
            credit = 255
            while True:
                head = self._stream_get_bytes(bytearray(8), 1000)
                if head is None or head != _pack(_STREAM_PIECE, head[2:-2]):
                    return
                size = struct.unpack("<I", head[2:-2])[0]
                data = self._stream_get_bytes(bytearray(size), read_timeout_ms)
                if data is None:
                    return
                call_back(data)
                self._stream_put_bytes(bytes((credit,)), 1000)
                credit = _next_credit(credit)
        except OSError:
            pass

    def stream_writer(self, call_back, write_timeout_ms=5000):
        """Sends what call_back() returns until the other side stops reading."""
        head = self._stream_get_bytes(bytearray(8), 1000)
        if head is None or head != _pack(_STREAM_BEGIN, head[2:-2]):
            return
        depth = struct.unpack("<I", head[2:-2])[0]
        depth = room = max(min(depth, self._stream_writer_queue_depth_max), 1)
        credit = 255
        while True:
            if room <= depth // 2:
                answer = self._stream_get_bytes(bytearray(1), 1000)
                if answer is None or answer[0] != credit:
                    return
                credit = _next_credit(credit)
                room += 1
            if room > 0:
                data = call_back()
                try:
                    self._stream_put_bytes(_pack(_STREAM_PIECE, struct.pack("<I", len(data))), 1000)
                    self._stream_put_bytes(data, write_timeout_ms)
                except OSError:
                    return
                room -= 1


class rpc_master(rpc):
    def _longer(self, wait):
        return wait * 4 // 3

    def _call(self, header, data, timeout):
        for _ in self._tries(timeout):
            self._flush()
            self.put_bytes(header, self._wait)
            if self._get_packet(_CALL_HEADER, 0, self._wait) is None:
                continue
            self.put_bytes(data, self._LONG_WAIT)
            if self._get_packet(_CALL_DATA, 0, self._wait) is not None:
                return True
        return False

    def _result(self, timeout):
        for _ in self._tries(timeout):
            self._flush()
            self.put_bytes(_pack(_RESULT_HEADER), self._wait)
            head = self._get_packet(_RESULT_HEADER, 4, self._wait)
            if head is None:
                continue
            self.put_bytes(_pack(_RESULT_DATA), self._wait)
            result = self._get_packet(_RESULT_DATA, struct.unpack("<I", head)[0], self._LONG_WAIT)
            if result is not None:
                return result
        return None

    def call(self, name, data=bytes(), send_timeout=1000, recv_timeout=1000):
        """The result as a memoryview; None: no answer."""
        header = _pack(_CALL_HEADER, struct.pack("<II", _hash(name), len(data)))
        if not self._call(header, _pack(_CALL_DATA, data), send_timeout):
            return None
        return self._result(recv_timeout)


class rpc_slave(rpc):
    def __init__(self):
        super().__init__()
        self._functions = {}
        self._later = None
        self._loop_callback = None

    def _longer(self, wait):
        return wait + 1

    def register_callback(self, cb):
        self._functions[_hash(cb.__name__)] = cb

    def schedule_callback(self, cb):
        """Called with the transport free, after the running call was answered."""
        self._later = cb

    def setup_loop_callback(self, cb):
        self._loop_callback = cb

    def _reply(self, packet):
        """What the master said again meanwhile, impatient, is no part of what comes next."""
        self._flush()
        self.put_bytes(packet, self._wait)

    def _command(self, timeout):
        for _ in self._tries(timeout):
            head = self._get_packet(_CALL_HEADER, 8, self._wait)
            if head is None:
                continue
            which, size = struct.unpack("<II", head)
            self._reply(_pack(_CALL_HEADER))
            data = self._get_packet(_CALL_DATA, size, self._LONG_WAIT)
            if data is not None:
                self.put_bytes(_pack(_CALL_DATA), self._wait)
                return which, data
        return None, None

    def _answer(self, data, timeout):
        header = _pack(_RESULT_HEADER, struct.pack("<I", len(data)))
        result = _pack(_RESULT_DATA, data)
        told = False
        for _ in self._tries(timeout):
            asked, _payload = self._get_any(0, self._wait)
            if asked == _RESULT_HEADER:
                self._reply(header)
                told = True
            elif asked == _RESULT_DATA and told:
                self.put_bytes(result, self._LONG_WAIT)
                return True
        return False

    def loop(self, recv_timeout=1000, send_timeout=1000):
        while True:
            which, data = self._command(recv_timeout)
            if which is not None:
                function = self._functions.get(which)
                result = function(data) if function else b""
                if self._answer(result, send_timeout) and self._later:
                    self._later()
                self._later = None
            if self._loop_callback:
                self._loop_callback()


def _fill(buff, read, timeout_ms):
    """Fills it by read(view), which returns how many bytes there were. The time is for the first
    byte: what has begun to come may take longer."""
    view = memoryview(buff)
    count, end = 0, time.ticks_add(time.ticks_ms(), timeout_ms)
    while count < len(buff):
        got = read(view[count:])
        if got:
            count += got
            end = time.ticks_add(time.ticks_ms(), max(timeout_ms, 100))
        elif time.ticks_diff(end, time.ticks_ms()) <= 0:
            return None
        else:
            time.sleep_us(200)
    return buff


class _uart:
    def _open(self, baudrate, uart_port):
        from machine import UART

        # Bytes come at once here: what a board would still have on the line waits in the buffer.
        self._uart = UART(uart_port, baudrate=baudrate, timeout=0, rxbuf=1 << 18)

    def _flush(self):
        while self._uart.any():
            self._uart.read()

    def get_bytes(self, buff, timeout_ms):
        return _fill(buff, self._uart.readinto, timeout_ms)

    def put_bytes(self, data, timeout_ms):
        self._uart.write(data)

    def _stream_get_bytes(self, buff, timeout_ms):
        return _fill(buff, self._uart.readinto, max(timeout_ms, 1000))


class rpc_uart_master(_uart, rpc_master):
    def __init__(self, baudrate=9600, uart_port=3):
        rpc_master.__init__(self)
        self._open(baudrate, uart_port)


class rpc_uart_slave(_uart, rpc_slave):
    def __init__(self, baudrate=9600, uart_port=3):
        rpc_slave.__init__(self)
        self._open(baudrate, uart_port)


class _usb_vcp:
    def _open(self):
        import pyb

        self._port = pyb.USB_VCP()
        if self._port.debug_mode_enabled():
            raise OSError("You cannot use the USB VCP while the IDE is connected!")
        self._port.setinterrupt(-1)

    def _flush(self):
        self._port.read()

    def get_bytes(self, buff, timeout_ms):
        return _fill(buff, self._port.readinto, timeout_ms)

    def put_bytes(self, data, timeout_ms):
        self._port.send(data, timeout=timeout_ms)


class rpc_usb_vcp_master(_usb_vcp, rpc_master):
    def __init__(self):
        self._open()
        rpc_master.__init__(self)


class rpc_usb_vcp_slave(_usb_vcp, rpc_slave):
    def __init__(self):
        self._open()
        rpc_slave.__init__(self)


class rpc_network_slave(rpc_slave):
    """Small packets come by UDP, larger ones by TCP to whoever called by UDP."""

    _UDP_LIMIT = 1400

    def __init__(self, network_if, port=0x1DBA):
        import socket

        super().__init__()
        self._socket = socket
        self._address = (network_if.ifconfig()[0], port)
        self._master = None
        self._udp = None
        self._tcp = None
        print("IP Address:Port %s:%d\nRunning..." % self._address)

    def _datagrams(self):
        if self._udp is None:
            self._udp = self._socket.socket(self._socket.AF_INET, self._socket.SOCK_DGRAM)
            self._udp.bind(self._address)
        return self._udp

    def _connection(self):
        """To the master, which listens only from when it waits for what is large."""
        start = time.ticks_ms()
        while self._tcp is None:
            tcp = self._socket.socket(self._socket.AF_INET, self._socket.SOCK_STREAM)
            try:
                tcp.settimeout(1)
                tcp.connect(self._master)
                self._tcp = tcp
            except OSError:
                tcp.close()
                if time.ticks_diff(time.ticks_ms(), start) >= 1000:
                    raise
                time.sleep_ms(5)
        return self._tcp

    def _hang_up(self):
        if self._tcp:
            self._tcp.close()
        self._tcp = None

    def _flush(self):
        try:
            self._datagrams().settimeout(0)
            while self._udp.recvfrom(self._UDP_LIMIT)[0]:
                pass
        except OSError:
            pass

    def get_bytes(self, buff, timeout_ms):
        if len(buff) > self._UDP_LIMIT:
            return self._stream_get_bytes(buff, timeout_ms)
        try:
            self._datagrams().settimeout(timeout_ms / 100)
            data, self._master = self._udp.recvfrom(len(buff))
        except OSError:
            return None
        if len(data) != len(buff):
            return None
        buff[:] = data
        return buff

    def put_bytes(self, data, timeout_ms):
        try:
            if len(data) > self._UDP_LIMIT:
                self._stream_put_bytes(data, timeout_ms)
            else:
                self._datagrams().sendto(data, self._master)
        except OSError:
            pass

    def _stream_get_bytes(self, buff, timeout_ms):
        count = 0
        try:
            self._connection().settimeout(timeout_ms / 1000)
            while count < len(buff):
                data = self._tcp.recv(min(len(buff) - count, 1400))
                if not data:
                    break
                buff[count : count + len(data)] = data
                count += len(data)
        except OSError:
            pass
        if count == len(buff):
            return buff
        self._hang_up()
        return None

    def _stream_put_bytes(self, data, timeout_ms):
        try:
            self._connection().settimeout(timeout_ms / 1000)
            self._tcp.sendall(data)
        except OSError:
            self._hang_up()
            raise


def _absent(*args, **settings):
    """Nobody outside calls this board at its CAN bus."""
    raise OSError("This function is not available on this camera")


rpc_can_master = rpc_can_slave = _absent


def rpc_network_master(network_if, port=0x1DBA):
    """The firmware's own has never known whom to call."""
    raise NameError("name 'ip' isn't defined")


class _lockstep:
    """Nothing can be told apart there from an idle line, so that a stream has one piece under way."""

    def _begin(self):
        self._stream_writer_queue_depth_max = 1


class rpc_i2c_master(_lockstep, rpc_master):
    def __init__(self, slave_addr=0x12, rate=100000, i2c_bus=2):
        from machine import I2C

        rpc_master.__init__(self)
        self._begin()
        self._addr = slave_addr
        self._i2c = I2C(i2c_bus, freq=rate)

    def get_bytes(self, buff, timeout_ms):
        try:
            self._i2c.readfrom_into(self._addr, buff)
            return buff
        except OSError:
            time.sleep_ms(self._wait)
            return None

    def put_bytes(self, data, timeout_ms):
        try:
            self._i2c.writeto(self._addr, data)
        except OSError:
            pass


class rpc_i2c_slave(_lockstep, rpc_slave):
    def __init__(self, slave_addr=0x12, i2c_bus=2):
        import pyb

        rpc_slave.__init__(self)
        self._begin()
        self._i2c = pyb.I2C(i2c_bus, pyb.I2C.SLAVE, addr=slave_addr)

    def get_bytes(self, buff, timeout_ms):
        try:
            return self._i2c.recv(buff, timeout=timeout_ms)
        except OSError:
            return None

    def put_bytes(self, data, timeout_ms):
        try:
            self._i2c.send(data, timeout=timeout_ms)
        except OSError:
            pass


class rpc_spi_master(_lockstep, rpc_master):
    def __init__(self, cs_pin="P3", freq=1000000, clk_polarity=1, clk_phase=0, spi_bus=2):
        from machine import SPI, Pin

        rpc_master.__init__(self)
        self._begin()
        self._cs = Pin(cs_pin, Pin.OUT, value=1)
        self._spi = SPI(spi_bus, baudrate=freq, polarity=clk_polarity, phase=clk_phase)

    def get_bytes(self, buff, timeout_ms):
        self._cs.value(0)
        time.sleep_us(100)
        self._spi.write_readinto(buff, buff)
        self._cs.value(1)
        if len(buff) and buff == bytes(buff[:1]) * len(buff):
            time.sleep_ms(self._wait)
        return buff

    def put_bytes(self, data, timeout_ms):
        self._cs.value(0)
        time.sleep_us(100)
        self._spi.write(data)
        self._cs.value(1)


class rpc_spi_slave(_lockstep, rpc_slave):
    def __init__(self, cs_pin="P3", clk_polarity=1, clk_phase=0, spi_bus=2):
        import pyb

        rpc_slave.__init__(self)
        self._begin()
        self._cs = pyb.Pin(cs_pin, pyb.Pin.IN)
        self._spi = pyb.SPI(spi_bus, pyb.SPI.SLAVE, polarity=clk_polarity, phase=clk_phase)

    def _called(self):
        start = time.ticks_ms()
        while self._cs.value():
            if time.ticks_diff(time.ticks_ms(), start) >= self._wait:
                return False
        return True

    def get_bytes(self, buff, timeout_ms):
        try:
            return self._spi.send_recv(buff, buff, timeout=timeout_ms) if self._called() else None
        except OSError:
            return None

    def put_bytes(self, data, timeout_ms):
        try:
            if self._called():
                self._spi.send(data, timeout=timeout_ms)
        except OSError:
            pass
