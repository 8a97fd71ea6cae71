#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Peers of scripts over the loopback: a web server, an MQTT broker, and a computer that calls by rpc.

usage: network_peers.py OMV
"""
import binascii
import http.server
import pathlib
import socket
import struct
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import sim_script  # noqa: E402

BOARD = "sim:%s?network=loopback"


def run(omv, board, text, expect):
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "script.py"
        script.write_text(text)
        wrong = sim_script.run(omv, BOARD % board, script, expect=expect)
    if wrong:
        raise SystemExit(wrong)


class Web(http.server.BaseHTTPRequestHandler):
    seen = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.seen.append((self.path, dict(self.headers), body))
        chunked = self.path == "/chunks"
        self.send_response(201, "Made it")
        self.send_header("X-Kind", "test")
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b'6\r\n{"a": \r\n3;x=1\r\n12}\r\n0\r\n\r\n' if chunked else b"plain")

    def log_message(self, *_):
        pass


def check_requests(omv, board):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run(omv, board, f"""
import network, requests
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("net", "key")
url = "http://127.0.0.1:{server.server_port}"
with open("a.jpg", "wb") as f:
    f.write(b"picture")
r = requests.post(url + "/up", files={{"image": ("a.jpg", open("a.jpg", "rb"))}}, auth=("me", "secret"))
print(r.status_code, r.reason, r.content, "X-Kind: test" in r.headers)
print(requests.post(url + "/chunks", json={{"n": [1, 2]}}, headers={{"X-Mine": "1"}}).json())
try:
    requests.get("ftp://127.0.0.1/")
except ValueError as e:
    print("refused", e)
""", r"(?s)201 Made it plain True.*\{'a': 12\}.*refused")
    server.shutdown()
    form, chunks = Web.seen[-2:]
    kind = form[1]["Content-Type"]
    assert kind.startswith("multipart/form-data; boundary="), kind
    boundary = kind.partition("=")[2].encode()
    assert form[2].startswith(b"--" + boundary) and form[2].endswith(b"--" + boundary + b"--\r\n"), form
    assert b'name="image"; filename="a.jpg"\r\n\r\npicture\r\n' in form[2], form
    assert form[1]["Authorization"] == "Basic " + binascii.b2a_base64(b"me:secret").decode().strip(), form
    assert chunks[2] == b'{"n": [1, 2]}' and chunks[1]["X-Mine"] == "1", chunks


class Line:
    """A TCP connection that is read by counts."""

    def __init__(self, connection):
        self.connection = connection

    def read(self, count):
        data = b""
        while len(data) < count:
            part = self.connection.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def packet(self):
        kind, size, shift = self.read(1)[0], 0, 0
        while True:
            byte = self.read(1)[0]
            size |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return kind, self.read(size)


def broker(listening, seen):
    connection = listening.accept()[0]
    line = Line(connection)
    try:
        while True:
            kind, body = line.packet()
            seen.append((kind, body))
            if kind == 0x10:
                connection.sendall(b"\x20\x02\x00\x00")
            elif kind == 0x82:
                connection.sendall(b"\x90\x03" + body[:2] + b"\x00")
                connection.sendall(b"\x32\x0a\x00\x03a/b\x12\x34hey")
            elif kind & 0xF6 == 0x32:
                size = struct.unpack("!H", body[:2])[0]
                connection.sendall(b"\x40\x02" + body[2 + size:4 + size])
    except EOFError:
        pass


def check_mqtt(omv, board):
    seen = []
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=broker, args=(listening, seen))
    thread.start()
    run(omv, board, f"""
import network
from mqtt import MQTTClient
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("net", "key")
client = MQTTClient("cam", "127.0.0.1", port={listening.getsockname()[1]}, user="u", password="p", keepalive=300)
client.set_last_will("gone", "bye", retain=True)
print("session", client.connect())
got = []
client.set_callback(lambda topic, msg: got.append((topic, msg)))
client.subscribe("a/b")
while not got:
    client.check_msg()
print(got, client.check_msg())
client.publish("a/long", b"x" * 300, retain=True)
client.publish("a/sure", "text", qos=1)
client.disconnect()
print("ends")
""", r"(?s)session 0.*\(b'a/b', b'hey'\)\] None.*ends")
    thread.join()
    connect = b"\x00\x04MQTT\x04\xe6\x01\x2c\x00\x03cam\x00\x04gone\x00\x03bye\x00\x01u\x00\x01p"
    assert seen[0] == (0x10, connect), seen[0]
    assert seen[1] == (0x82, b"\x00\x01\x00\x03a/b\x00"), seen[1]
    assert seen[2] == (0x40, b"\x12\x34"), seen[2]
    assert seen[3] == (0x31, b"\x00\x06a/long" + b"x" * 300), seen[3]
    assert seen[4] == (0x32, b"\x00\x06a/sure\x00\x02text"), seen[4]
    assert seen[5] == (0xE0, b""), seen[5]


CALL, DATA, RESULT, RESULT_DATA = 0x1209, 0xABD1, 0x9021, 0x1DBA


def packet(magic, payload=b""):
    data = struct.pack("<H", magic) + payload
    return data + struct.pack("<H", binascii.crc_hqx(data, 0xFFFF))


def hash_of(name):
    value = 5381
    for byte in name.encode():
        value = (value * 33 ^ byte) & 0xFFFFFFFF
    return value


class Caller:
    """A computer's side of the rpc library: what has up to 1400 bytes goes by UDP, the rest by TCP to it."""

    def __init__(self):
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.2", 0))
        self.udp.settimeout(1)
        self.port = self.udp.getsockname()[1]
        self.tcp = None
        self.listening = socket.create_server(("127.0.0.2", self.port))

    def ask(self, question, magic, payload_bytes):
        """Until there is a fitting answer; older ones are passed over."""
        while True:
            self.udp.sendto(question, ("127.0.0.1", self.port))
            try:
                answer = self.udp.recv(2000)
            except socket.timeout:
                continue
            if len(answer) == payload_bytes + 4 and answer == packet(magic, answer[2:-2]):
                return answer[2:-2]

    def stream(self):
        if self.tcp is None:
            self.tcp = Line(self.listening.accept()[0])
        return self.tcp

    def call(self, name, data=b""):
        self.ask(packet(CALL, struct.pack("<II", hash_of(name), len(data))), CALL, 0)
        self.ask(packet(DATA, data), DATA, 0)
        size = struct.unpack("<I", self.ask(packet(RESULT), RESULT, 4))[0]
        if size + 4 <= 1400:
            return self.ask(packet(RESULT_DATA), RESULT_DATA, size)
        self.udp.sendto(packet(RESULT_DATA), ("127.0.0.1", self.port))
        result = self.stream().read(size + 4)
        assert result == packet(RESULT_DATA, result[2:-2])
        return result[2:-2]


def talk(caller, seen):
    seen.append(caller.call("double", b"ab\x00"))
    seen.append(caller.call("no_such_function"))
    seen.append(caller.call("big"))
    assert caller.call("film", b"") == b""
    # A stream: the caller says how many pieces may be under way, and answers each by the next of a row.
    line, credit = caller.stream(), 255
    line.connection.sendall(packet(0xEDF6, struct.pack("<I", 2)))
    for _ in range(20):
        head = line.read(8)
        assert head == packet(0x542E, head[2:-2]), head
        seen.append(line.read(struct.unpack("<I", head[2:-2])[0]))
        line.connection.sendall(bytes((credit,)))
        credit = credit >> 1 ^ (0xB8 if credit & 1 else 0)
    line.connection.close()


def check_rpc(omv):
    caller, seen = Caller(), []
    thread = threading.Thread(target=talk, args=(caller, seen), daemon=True)
    thread.start()
    run(omv, "rt1062", f"""
import network, rpc
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("net", "key")
slave = rpc.rpc_network_slave(wlan, port={caller.port})
count = 0
def double(data):
    return bytes(data) * 2
def big(data):
    return bytes(range(250)) * 20
def piece():
    global count
    count += 1
    return b"piece %d" % count
def send():
    slave.stream_writer(piece)
    print("streamed", count >= 20)
def film(data):
    slave.schedule_callback(send)
    return b""
for f in (double, big, film):
    slave.register_callback(f)
slave.loop(recv_timeout=60000, send_timeout=60000)
""", "streamed True")
    thread.join()
    assert seen[:3] == [b"ab\x00ab\x00", b"", bytes(range(250)) * 20], seen[:3]
    assert seen[3:] == [b"piece %d" % i for i in range(1, 21)], seen[3:]


def main():
    omv = sys.argv[1]
    for board in ("ae3", "pure-thermal"):
        check_requests(omv, board)
        check_mqtt(omv, board)
    check_rpc(omv)
    print("all fine")


main()
