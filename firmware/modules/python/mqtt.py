# SPDX-License-Identifier: MIT
"""mqtt: a client of MQTT 3.1.1 brokers that the sockets reach. Board module: ae3, pure-thermal, rt1062."""

import _board

_board.require("mqtt")

import socket
import struct

_CONNECT = 0x10
_CONNECTED = 0x20
_PUBLISH = 0x30
_RECEIVED = 0x40
_SUBSCRIBE = 0x82
_SUBSCRIBED = 0x90
_PING = 0xC0
_PONG = 0xD0
_DISCONNECT = 0xE0


class MQTTException(Exception):
    pass


def _text(value):
    data = value.encode() if isinstance(value, str) else bytes(value)
    return struct.pack("!H", len(data)) + data


def _size(count):
    """Seven bits a byte, the lowest first."""
    data = bytearray()
    while True:
        data.append(count & 0x7F | (0x80 if count > 0x7F else 0))
        count >>= 7
        if not count:
            return bytes(data)


class MQTTClient:
    def __init__(
        self,
        client_id,
        server,
        port=0,
        user=None,
        password=None,
        keepalive=0,
        ssl=False,
        ssl_params={},
    ):
        self.client_id = client_id
        self.server = server
        self.port = port or (8883 if ssl else 1883)
        self.user = user
        self.pswd = password
        self.keepalive = keepalive
        self.ssl = ssl
        self.ssl_params = ssl_params
        self.sock = None
        self.cb = None
        self.pid = 0
        self._will = None

    def _send(self, kind, body=b""):
        self.sock.sendall(bytes((kind,)) + _size(len(body)) + body)

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise OSError(-1)
            data += part
        return data

    def _packet(self):
        """Kind and body of the next one; None: the broker has gone."""
        kind = self.sock.recv(1)
        if not kind:
            return None
        self.sock.setblocking(True)
        count = shift = 0
        while True:
            byte = self._read(1)[0]
            count |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return kind[0], self._read(count)

    def set_callback(self, f):
        self.cb = f

    def set_last_will(self, topic, msg, retain=False, qos=0):
        assert 0 <= qos <= 2
        assert topic
        self._will = (_text(topic) + _text(msg), bool(retain) << 5 | qos << 3 | 4)

    def connect(self, clean_session=True):
        """Whether the broker still knows this client."""
        if self.ssl:
            import ssl  # there is none: raises ImportError
        self.sock = socket.socket()
        self.sock.connect(socket.getaddrinfo(self.server, self.port)[0][-1])
        flags = bool(clean_session) << 1
        body = _text(self.client_id)
        if self._will:
            body += self._will[0]
            flags |= self._will[1]
        if self.user is not None:
            body += _text(self.user) + _text(self.pswd)
            flags |= 0xC0
        self._send(_CONNECT, _text("MQTT") + struct.pack("!BBH", 4, flags, self.keepalive) + body)
        packet = self._packet()
        assert packet and packet[0] == _CONNECTED and len(packet[1]) == 2
        if packet[1][1]:
            raise MQTTException(packet[1][1])
        return packet[1][0] & 1

    def disconnect(self):
        self._send(_DISCONNECT)
        self.sock.close()

    def ping(self):
        self._send(_PING)

    def publish(self, topic, msg, retain=False, qos=0):
        assert qos < 2
        body = _text(topic)
        if qos:
            self.pid += 1
            pid = self.pid
            body += struct.pack("!H", pid)
        self._send(_PUBLISH | qos << 1 | bool(retain), body + _text(msg)[2:])
        while qos:
            packet = self._wait()
            if packet and packet[0] == _RECEIVED and packet[1] == struct.pack("!H", pid):
                return

    def subscribe(self, topic, qos=0):
        assert self.cb is not None, "Subscribe callback is not set"
        self.pid += 1
        pid = struct.pack("!H", self.pid)
        self._send(_SUBSCRIBE, pid + _text(topic) + bytes((qos,)))
        while True:
            packet = self._wait()
            if packet and packet[0] == _SUBSCRIBED:
                assert packet[1][:2] == pid
                if packet[1][2] == 0x80:
                    raise MQTTException(packet[1][2])
                return

    def _wait(self):
        """One packet; a message is given to the callback, and answered where it wants that."""
        packet = self._packet()
        if packet is None or packet[0] == _PONG:
            return None
        kind, body = packet
        if kind & 0xF0 == _PUBLISH:
            size = struct.unpack("!H", body[:2])[0]
            topic, rest = body[2 : 2 + size], body[2 + size :]
            pid = b""
            if kind & 6:
                pid, rest = rest[:2], rest[2:]
            self.cb(topic, rest)
            if kind & 6 == 2:
                self._send(_RECEIVED, pid)
        return packet

    def wait_msg(self):
        packet = self._wait()
        return packet[0] if packet and packet[0] & 0xF0 != _PUBLISH else None

    def check_msg(self):
        """As wait_msg(), but only for what has come already."""
        self.sock.setblocking(False)
        try:
            return self.wait_msg()
        except OSError as error:
            if error.errno != 11:
                raise
            return None
        finally:
            self.sock.setblocking(True)
