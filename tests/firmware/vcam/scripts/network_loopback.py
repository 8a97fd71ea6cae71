# SPDX-License-Identifier: MIT
# With --network loopback. PORT: of a server of the test, which sends back what it gets.
import network, select, socket, time

wlan = network.WLAN(network.STA_IF)
assert wlan is network.WLAN(network.STA_IF) and not wlan.active()
raises(OSError, wlan.connect, "net")
wlan.active(True)
assert wlan.ifconfig()[0] == "0.0.0.0" and not wlan.isconnected()
assert wlan.scan()[0][0] == b"loopback"
wlan.connect("net", "secret")
assert wlan.isconnected() and wlan.status() == network.STAT_GOT_IP
assert wlan.ifconfig()[0] == "127.0.0.1" and wlan.ipconfig("addr4") == ("127.0.0.1", "255.0.0.0")
assert len(wlan.config("mac")) == 6 and wlan.config("ssid") == "net"
wlan.config(pm=wlan.PM_NONE)
assert wlan.config("pm") == network.WLAN.PM_NONE and wlan.status("rssi") < 0
wlan.disconnect()
assert not wlan.isconnected()
raises(ValueError, network.WLAN, 7)
network.hostname("cam")
assert network.hostname() == "cam"

# A server and a client in one script
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", 0))
server.listen(1)
client = socket.socket()
client.connect(("localhost", server.getsockname()[1]))
other, address = server.accept()
assert address[0] == "127.0.0.1"
assert client.send(b"GET /\r\n") == 7
assert other.readline() == b"GET /\r\n"
big = bytes(range(256)) * 64
other.sendall(big)
got = b""
while len(got) < len(big):
    got += client.recv(3000)
assert got == big
client.settimeout(0.02)
assert raises(OSError, client.recv, 1).errno == 110
client.setblocking(False)
assert raises(OSError, client.recv, 1).errno == 11
poller = select.poll()
poller.register(client, select.POLLIN)
assert poller.poll(0) == []
other.write("late")
assert poller.poll(5000)[0][0] is client and client.read(4) == b"late"
other.close()
client.setblocking(True)
assert client.recv(10) == b""
raises(OSError, other.send, b"x")

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 0))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.sendto(b"datagram", udp.getsockname())
data, origin = udp.recvfrom(100)
assert data == b"datagram" and origin[0] == "127.0.0.1"

# Nothing but the loopback
raises(OSError, socket.socket().connect, ("192.0.2.1", 80))
raises(OSError, socket.getaddrinfo, "example.org", 80)
assert socket.getaddrinfo("localhost", 80)[0][4] == ("127.0.0.1", 80)
closed = server.getsockname()
server.close()
assert raises(OSError, socket.socket().connect, closed).errno == 111
kept = [socket.socket() for _ in range(10)]  # left open: the soft reboot closes them
print("OK")
