// SPDX-License-Identifier: MIT
// Bluetooth between virtual cameras.
#include "tests/firmware/vcam/run_script.h"

#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace omv::test;

namespace {

// Cameras of other tests may be on the air, too.
std::string nameOfThisTest(const std::string& kind)
{
    return "NAME = '" + kind + std::to_string(::getpid()) + "'\n";
}

const char* const kPage = "import asyncio\nimport aioble\nasync def run():\n    while True:\n"
                          "        conn = await aioble.advertise(250_000, name=NAME)\n"
                          "        print('Connected:', conn.device)\n"
                          "        await conn.disconnected()\n        print('again')\n"
                          "print('starts')\nasyncio.run(run())\n";

/// Connects by the plain module, and tells what happens.
const char* const kVisitor = R"(
import bluetooth, time
ble = bluetooth.BLE()
ble.active(True)
found = []
happened = []
def irq(event, data):
    if event == 5 and NAME in bytes(data[4]):
        found.append((data[0], bytes(data[1])))
    elif event in (7, 8):
        happened.append((event, data[0]))
ble.irq(irq)
ble.gap_scan(0)
while not found:
    time.sleep_ms(1)
ble.gap_scan(None)
ble.gap_connect(*found[0], 60000)
while not happened:
    time.sleep_ms(1)
assert happened[0][0] == 7
print('connected')
while len(happened) < 2:
    time.sleep_ms(1)
print('lost', happened[1] == (8, happened[0][1]))
)";

/// Sends to a camera what no camera sends.
bool shout(const Session& session, const std::string& packet)
{
    std::string path = session.vcam.controlPath();
    path.replace(path.rfind(".ctl"), 4, ".ble");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    path.copy(address.sun_path, path.size());
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto sent = ::sendto(socket, packet.data(), packet.size(), 0,
                               reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::close(socket);
    return sent == static_cast<ssize_t>(packet.size());
}

}  // namespace

TEST_CASE("Two cameras find each other, read, write, notify and part")
{
    Session peripheral({"--board", "ae3", "--network", "loopback"});
    Session central({"--board", "rt1062", "--network", "loopback"});
    const std::string name = nameOfThisTest("a room of ");
    REQUIRE(peripheral.camera->start(name + scriptFile("vcam/scripts/bluetooth_peripheral.py")));
    REQUIRE(peripheral.camera->printed("advertises"));
    runScript(central, "vcam/scripts/bluetooth_central.py", name);
    CHECK(peripheral.camera->printed("OK\r\n"));
}

TEST_CASE("An advertising camera that is stopped is lost, one that is left advertises again")
{
    Session peripheral({"--board", "ae3", "--network", "loopback"});
    Session visitor({"--board", "ae3", "--network", "loopback"});
    const std::string name = nameOfThisTest("p");
    std::string bytes = name;
    bytes.replace(bytes.find('\''), 0, "b");
    REQUIRE(peripheral.camera->start(name + kPage));
    REQUIRE(peripheral.camera->printed("starts"));
    REQUIRE(visitor.camera->start(bytes + kVisitor));
    REQUIRE(visitor.camera->printed("connected"));
    REQUIRE(peripheral.camera->printed("Connected: Device(ADDR_PUBLIC, "));
    REQUIRE(visitor.camera->stop());
    // Nobody told: it is missed after a while.
    REQUIRE(peripheral.camera->printed("again"));
    visitor.camera->forgetText();
    REQUIRE(visitor.camera->start(bytes + kVisitor));
    REQUIRE(visitor.camera->printed("connected"));
    REQUIRE(peripheral.camera->stop());
    CHECK(visitor.camera->printed("lost True"));
}

TEST_CASE("Without leave nobody is near, and boards without a radio have no module")
{
    Session alone;
    runScript(alone, "vcam/scripts/bluetooth_alone.py");
    Session other({"--network", "loopback"});
    const std::string name = nameOfThisTest("q");
    REQUIRE(other.camera->start(name + kPage));
    REQUIRE(other.camera->printed("starts"));
    CHECK(alone.camera->run("import asyncio, aioble\nasync def f():\n"
                            "    async with aioble.scan(600, active=True) as s:\n"
                            "        async for r in s:\n            print(r)\n"
                            "    print('nobody')\nasyncio.run(f())\n") == "nobody\n");
    Session without({"--board", "pure-thermal", "--network", "loopback"});
    for (const std::string module : {"bluetooth", "aioble"})
        CHECK(without.camera->run("import " + module + "\n").find("ImportError") !=
              std::string::npos);
}

TEST_CASE("Noise on the air disturbs no script, and the radio is off after it")
{
    Session session({"--board", "rt1062", "--network", "loopback"});
    REQUIRE(session.camera->start(
        "import bluetooth, sys, time\nb = bluetooth.BLE()\nb.active(True)\nheard = []\n"
        "b.irq(lambda e, d: heard.append(bytes(d[4])) if e == 5 else None)\nb.gap_scan(0)\n"
        "b.gap_advertise(20000, b'x')\nprint('listens')\n"
        "while b'last' not in heard:\n    time.sleep_ms(1)\nprint('OK')\n"
        "while True:\n    time.sleep_ms(1)\n"));
    REQUIRE(session.camera->printed("listens"));
    const std::string sender = std::string("\x01\0\0\0", 4) + "sender";
    for (char kind = 0; kind < 12; ++kind) {
        for (const std::string& rest : {std::string(), std::string(1, '\0'), std::string(7, '\xFF'),
                                        std::string(900, '\x05')})
            CHECK(shout(session, kind + sender + rest));
        CHECK(shout(session, std::string(1, kind)));
    }
    CHECK(shout(session, std::string(1, '\0') + sender + std::string("\x01\x04", 2) + "last"));
    CHECK(session.camera->printed("OK\r\n"));
    REQUIRE(session.camera->stop());
    CHECK(session.camera->run("print('next')\n") == "next\n");
    CHECK_FALSE(shout(session, "anybody?"));
}
