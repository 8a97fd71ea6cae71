# SPDX-License-Identifier: MIT
"""ntptime: the time from a server. Board module: ae3, pure-thermal, rt1062."""

import _board

_board.require("ntptime")

import socket
import struct
from time import gmtime

host = "pool.ntp.org"
timeout = 1


def time():
    """Seconds of the board's epoch."""
    query = bytearray(48)
    query[0] = 0x1B  # version 3, of a client
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        s.settimeout(timeout)
        s.sendto(query, socket.getaddrinfo(host, 123)[0][-1])
        answer = s.recv(48)
    finally:
        s.close()
    seconds = struct.unpack("!I", answer[40:44])[0]
    # 32 bits began anew in 2036: what lies before this code's time is of the second round.
    if seconds < 3913056000:
        seconds += 1 << 32
    return seconds - (3155673600 if gmtime(0)[0] == 2000 else 2208988800)


def settime():
    import machine

    now = gmtime(time())
    machine.RTC().datetime((now[0], now[1], now[2], now[6], now[3], now[4], now[5], 0))
