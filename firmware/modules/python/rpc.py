# SPDX-License-Identifier: MIT
"""rpc: remote calls between two boards over UART, I2C, SPI. Board module: pure-thermal, rt1062.

A call is four packets, each answered: header (name, size) and data of the call, header (size) and
data of the result. A packet is a magic number, its payload and a checksum of both.
"""

import _board

_board.require("rpc")

import struct
import time

_CALL_HEADER = 0x1209
_CALL_DATA = 0xABD1
_RESULT_HEADER = 0x9021
_RESULT_DATA = 0x1DBA
_STREAM_READ = 0xEDF6
_STREAM_WRITE = 0x542E


def _crc(data, crc=0xFFFF):
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021) & 0xFFFF if crc & 0x8000 else crc << 1 & 0xFFFF
    return crc


def _hash(name):
    value = 5381
    for char in name:
        value = (value * 33 ^ ord(char)) & 0xFFFFFFFF
    return value


def _pack(magic, payload=b""):
    packet = struct.pack("<H", magic) + payload
    return packet + struct.pack("<H", _crc(packet))


class rpc:
    def __init__(self):
        self._stream_writer_queue_depth_max = 255

    # What a transport brings
    def get_bytes(self, buff, timeout_ms):
        """Fills `buff` within the time, or returns less; None: nothing came."""
        raise OSError("no transport")

    def put_bytes(self, data, timeout_ms):
        raise OSError("no transport")

    def _flush(self):
        pass

    def _left(self, end):
        return max(0, time.ticks_diff(end, time.ticks_ms()))

    def _get_packet(self, magic, size, timeout):
        """The payload; None: none came, or it was damaged."""
        data = self.get_bytes(bytearray(size + 4), timeout)
        if data is None or len(data) != size + 4:
            return None
        found, check = struct.unpack("<H", data[:2])[0], struct.unpack("<H", data[-2:])[0]
        if found != magic or check != _crc(data[:-2]):
            return None
        return memoryview(data)[2:-2]

    def stream_reader(self, call_back, queue_depth=1, read_timeout_ms=5000):
        """Gets pieces from stream_writer() of the other side for ever."""
        self.put_bytes(_pack(_STREAM_READ, struct.pack("<B", queue_depth)), 1000)
        while True:
            head = self._get_packet(_STREAM_WRITE, 4, read_timeout_ms)
            if head is None:
                raise OSError("nothing came")
            size = struct.unpack("<L", head)[0]
            data = self.get_bytes(bytearray(size), read_timeout_ms)
            if data is None or len(data) != size:
                raise OSError("the piece is not whole")
            call_back(data)
            self.put_bytes(_pack(_STREAM_READ, struct.pack("<B", 1)), 1000)

    def stream_writer(self, call_back, write_timeout_ms=5000):
        """Sends what call_back() returns whenever the other side has room, for ever."""
        while True:
            room = self._get_packet(_STREAM_READ, 1, write_timeout_ms)
            if room is None:
                raise OSError("nobody reads")
            for _ in range(room[0]):
                data = call_back()
                self.put_bytes(
                    _pack(_STREAM_WRITE, struct.pack("<L", len(data))) + bytes(data),
                    write_timeout_ms,
                )


class rpc_master(rpc):
    def _send(self, magic, payload, end):
        """Until the other side has it. False: it never answered."""
        packet = _pack(magic, payload)
        while self._left(end):
            self._flush()
            self.put_bytes(packet, self._left(end))
            if self._get_packet(magic, 0, min(self._left(end), 50 + len(packet) // 4)) is not None:
                return True
        return False

    def _receive(self, magic, size, end):
        while self._left(end):
            payload = self._get_packet(magic, size, min(self._left(end), 200 + size // 4))
            if payload is not None:
                return payload
        return None

    def call(self, name, data=bytes(), send_timeout=1000, recv_timeout=1000):
        """The result as a memoryview; None: no answer."""
        data = bytes(data, "utf-8") if isinstance(data, str) else bytes(data)
        end = time.ticks_add(time.ticks_ms(), send_timeout)
        if not self._send(_CALL_HEADER, struct.pack("<LL", _hash(name), len(data)), end):
            return None
        if not self._send(_CALL_DATA, data, end):
            return None
        end = time.ticks_add(time.ticks_ms(), recv_timeout)
        head = self._receive(_RESULT_HEADER, 4, end)
        if head is None:
            return None
        size = struct.unpack("<L", head)[0]
        self.put_bytes(_pack(_RESULT_HEADER), 1000)
        result = self._receive(_RESULT_DATA, size, end)
        if result is not None:
            self.put_bytes(_pack(_RESULT_DATA), 1000)
        return result


class rpc_slave(rpc):
    def __init__(self):
        super().__init__()
        self._functions = {}
        self._later = None
        self._loop_callback = None

    def register_callback(self, cb):
        self._functions[_hash(cb.__name__)] = cb
        return _hash(cb.__name__)

    def schedule_callback(self, cb):
        """Called with the transport free, after the running call was answered."""
        self._later = cb

    def setup_loop_callback(self, cb):
        self._loop_callback = cb

    def _send(self, magic, payload, end):
        packet = _pack(magic, payload)
        while self._left(end):
            self.put_bytes(packet, self._left(end))
            if self._get_packet(magic, 0, min(self._left(end), 50 + len(packet) // 4)) is not None:
                return True
        return False

    def _serve(self, recv_timeout, send_timeout):
        end = time.ticks_add(time.ticks_ms(), recv_timeout)
        head = self._get_packet(_CALL_HEADER, 8, recv_timeout)
        if head is None:
            self._flush()
            return False
        which, size = struct.unpack("<LL", head)
        self.put_bytes(_pack(_CALL_HEADER), send_timeout)
        data = None
        while data is None and self._left(end):
            data = self._get_packet(_CALL_DATA, size, self._left(end))
        if data is None:
            return False
        self.put_bytes(_pack(_CALL_DATA), send_timeout)
        function = self._functions.get(which)
        result = b"" if function is None else function(data)
        if result is None:
            result = b""
        result = bytes(result, "utf-8") if isinstance(result, str) else bytes(result)
        end = time.ticks_add(time.ticks_ms(), send_timeout)
        return self._send(_RESULT_HEADER, struct.pack("<L", len(result)), end) and self._send(
            _RESULT_DATA, result, end
        )

    def loop(self, recv_timeout=1000, send_timeout=1000):
        while True:
            self._serve(recv_timeout, send_timeout)
            later, self._later = self._later, None
            if later:
                later()
            if self._loop_callback:
                self._loop_callback()


class _uart:
    def _open(self, baudrate, uart_port):
        from machine import UART

        self._uart = UART(uart_port, baudrate=baudrate, timeout=0, rxbuf=4096)

    def _flush(self):
        while self._uart.any():
            self._uart.read()

    def get_bytes(self, buff, timeout_ms):
        end = time.ticks_add(time.ticks_ms(), timeout_ms)
        count = 0
        view = memoryview(buff)
        while count < len(buff):
            got = self._uart.readinto(view[count:])
            if got:
                count += got
            elif time.ticks_diff(end, time.ticks_ms()) <= 0:
                break
            else:
                time.sleep_ms(1)
        return buff[:count] if count else None

    def put_bytes(self, data, timeout_ms):
        self._uart.write(data)


class rpc_uart_master(_uart, rpc_master):
    def __init__(self, baudrate=9600, uart_port=3):
        rpc_master.__init__(self)
        self._open(baudrate, uart_port)


class rpc_uart_slave(_uart, rpc_slave):
    def __init__(self, baudrate=9600, uart_port=3):
        rpc_slave.__init__(self)
        self._open(baudrate, uart_port)


def _absent(*args, **settings):
    """Nobody outside calls this board at its I2C, SPI or CAN bus."""
    raise OSError("This function is not available on this camera")


rpc_i2c_slave = rpc_spi_slave = rpc_can_master = rpc_can_slave = _absent


class rpc_i2c_master(rpc_master):
    def __init__(self, slave_addr=0x12, rate=100000, i2c_bus=2):
        super().__init__()
        from machine import I2C

        self._addr = slave_addr
        self._i2c = I2C(i2c_bus, freq=rate)

    def get_bytes(self, buff, timeout_ms):
        end = time.ticks_add(time.ticks_ms(), timeout_ms)
        while True:
            try:
                self._i2c.readfrom_into(self._addr, buff)
                return buff
            except OSError:
                if time.ticks_diff(end, time.ticks_ms()) <= 0:
                    return None
                time.sleep_ms(1)

    def put_bytes(self, data, timeout_ms):
        try:
            self._i2c.writeto(self._addr, data)
        except OSError:
            time.sleep_ms(1)


class rpc_spi_master(rpc_master):
    def __init__(self, cs_pin="P3", freq=1000000, clk_polarity=1, clk_phase=0, spi_bus=2):
        super().__init__()
        from machine import SPI, Pin

        self._cs = Pin(cs_pin, Pin.OUT, value=1)
        self._spi = SPI(spi_bus, baudrate=freq, polarity=clk_polarity, phase=clk_phase)

    def get_bytes(self, buff, timeout_ms):
        self._cs.value(0)
        time.sleep_us(100)
        self._spi.readinto(buff)
        self._cs.value(1)
        return buff

    def put_bytes(self, data, timeout_ms):
        self._cs.value(0)
        time.sleep_us(100)
        self._spi.write(data)
        self._cs.value(1)
