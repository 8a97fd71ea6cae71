# SPDX-License-Identifier: MIT
"""modbus: a Modbus RTU slave with holding registers. Board module: pure-thermal, rt1062."""

import _board

_board.require("modbus")

import struct
import time

_READ = 3
_WRITE_ONE = 6
_WRITE_MANY = 16


def crc16(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


class ModbusRTU:
    def __init__(self, uart, slave_id=1, register_num=30):
        self.uart = uart
        self.slave_id = slave_id
        self.register_num = register_num
        self.REGISTER = [0] * register_num

    def any(self):
        return self.uart.any()

    def clear(self):
        for i in range(self.register_num):
            self.REGISTER[i] = 0

    def handle(self, debug=False):
        """Answers the request that waits, if one does."""
        time.sleep_ms(5)
        request = self.uart.read() or b""
        if debug:
            print("request", request)
        if len(request) < 8 or request[0] != self.slave_id:
            return
        if struct.unpack("<H", request[-2:])[0] != crc16(request[:-2]):
            return
        reply = self._answer(request[1], request[2:-2])
        packet = bytes((self.slave_id,)) + reply
        packet += struct.pack("<H", crc16(packet))
        if debug:
            print("reply", packet)
        self.uart.write(packet)

    def _answer(self, function, body):
        if function not in (_READ, _WRITE_ONE, _WRITE_MANY):
            return bytes((function | 0x80, 1))
        first, value = struct.unpack(">HH", body[:4])
        count = 1 if function == _WRITE_ONE else value
        if count < 1 or first + count > self.register_num:
            return bytes((function | 0x80, 2))
        if function == _READ:
            words = self.REGISTER[first : first + count]
            return bytes((function, 2 * count)) + struct.pack(">%dH" % count, *words)
        if function == _WRITE_ONE:
            self.REGISTER[first] = value
        else:
            if len(body) != 5 + 2 * count:
                return bytes((function | 0x80, 3))
            self.REGISTER[first : first + count] = struct.unpack(">%dH" % count, body[5:])
        return bytes((function,)) + body[:4]
