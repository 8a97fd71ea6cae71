// SPDX-License-Identifier: MIT
// Scripts on the virtual camera: output, errors, stop, soft reboot.
#include "tests/firmware/vcam/vcam_fixture.h"

#include <filesystem>
#include <fstream>

using namespace omv::test;
using namespace omv::protocol;
using namespace std::chrono_literals;

TEST_CASE("A script's prints arrive with carriage returns, over both wires")
{
    const bool tcp = GENERATE(false, true);
    Session session({}, tcp);
    RawCamera& camera = *session.camera;
    CHECK(camera.run("for i in range(3):\n    print('hello', i)\n") ==
          "hello 0\nhello 1\nhello 2\n");
    CHECK(camera.collected().find("hello 0\r\nhello 1\r\n") == 0);
    CHECK(camera.collected().find("MPY: soft reboot\r\nOpenMV v5.0.0; MicroPython v") !=
          std::string::npos);
    CHECK(camera.collected().find("OpenMV AE3 with ") != std::string::npos);
    CHECK(camera.collected().find("\r\nType \"help()\" for more information.\r\n>>> ") !=
          std::string::npos);
}

TEST_CASE("The words of the soft reboot do not push a script's last ones out")
{
    Session session({"--board", "pure-thermal"});
    const std::string most(1000, 'a');
    for (int i = 0; i < 3; ++i) {
        CHECK(session.camera->run("print('a' * 1000)\n") == most + "\n");
        session.camera->forgetText();
    }
}

TEST_CASE("An exception is printed with the script's name and line")
{
    Session session;
    const std::string text =
        session.camera->run("print('before')\ndef f(x):\n    return 1 // x\nf(0)\n");
    CHECK(text ==
          "before\nTraceback (most recent call last):\n  File \"<stdin>\", line 4, in <module>\n"
          "  File \"<stdin>\", line 3, in f\nZeroDivisionError: divide by zero\n");
    CHECK(session.camera->run("x = = 3\n").find("SyntaxError: invalid syntax") !=
          std::string::npos);
    CHECK(session.camera->run("import sys\nprint('bye')\nsys.exit(3)\n") == "bye\n");
}

TEST_CASE("STOP ends a tight loop, a sleep and a script that swallows everything, in silence")
{
    const std::string script =
        GENERATE(as<std::string>{}, "while True:\n    pass\n", "import time\ntime.sleep(1000)\n",
                 "while True:\n    try:\n        while True:\n"
                 "            pass\n    except:\n        print('caught')\n"
                 "    finally:\n        print('finally')\n",
                 "import asyncio\nasync def main():\n"
                 "    await asyncio.sleep(1000)\nasyncio.run(main())\n",
                 "def f(): pass\nwhile True:\n    l = [f() for i in "
                 "range(100)]\n    x = bytearray(1000)\n");
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("print('go')\n" + script));
    REQUIRE(camera.printed("go\r\n"));
    CHECK((camera.poll() & 2) == 2);
    REQUIRE(camera.stop());
    CHECK((camera.poll() & 2) == 0);
    CHECK(scriptText(camera.collected()) == "go\n");
}

TEST_CASE("STOP right after EXEC is not lost")
{
    Session session;
    for (int i = 0; i < 20; ++i) {
        REQUIRE(session.camera->start("while True:\n    pass\n"));
        REQUIRE(session.camera->stop());
    }
    CHECK(session.camera->run("print('alive')\n") == "alive\n");
}

TEST_CASE("A script with micropython.kbd_intr(-1) cannot be stopped")
{
    Session session;
    RawCamera& camera = *session.camera;
    // It goes on well beyond STOP.
    REQUIRE(camera.start("import micropython, time\nfrom machine import Pin\n"
                         "micropython.kbd_intr(-1)\np = Pin('P1', Pin.IN)\nprint('go')\n"
                         "while not p.value():\n    time.sleep_ms(1)\n"
                         "time.sleep_ms(100)\nprint('end')\n"));
    REQUIRE(camera.printed("go\r\n"));
    CHECK(camera.ioctl(channel::kStdin, ioctl::kStdinStop));
    session.control(R"({"cmd":"set-pin","pin":"P1","value":1})");
    CHECK(camera.waitForReboot());
    CHECK(scriptText(camera.collected()) == "go\nend\n");
}

TEST_CASE("EXEC while a script runs stops it and throws the new one away")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("print('first')\nwhile True:\n    pass\n"));
    REQUIRE(camera.printed("first\r\n"));
    REQUIRE(camera.start("print('second')\n"));
    REQUIRE(camera.waitForReboot());
    CHECK(camera.collected().find("second") == std::string::npos);
    CHECK((camera.poll() & 2) == 0);
    CHECK_FALSE(camera.ioctl(channel::kStdin, ioctl::kStdinExec));
}

TEST_CASE("Events come in the order of the board: started, stopped, soft reboot")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("pass\n"));
    std::vector<DeviceEvent> events;
    while (const auto event = camera.nextEvent(60s)) {
        if (event->channel != channel::kStdout)
            events.push_back(*event);
        if (events.size() == 3)
            break;
    }
    CHECK(events ==
          std::vector<DeviceEvent>{{channel::kStdin, event::kScriptStarted},
                                   {channel::kStdin, event::kScriptStopped},
                                   {channel::kTransport, event::kSoftReboot}});
}

TEST_CASE("Globals do not survive a script; floats are single precision")
{
    Session session;
    CHECK(session.camera->run("x = 41\nprint(x + 1)\n") == "42\n");
    CHECK(session.camera->run("print('x' in globals())\n") == "False\n");
    CHECK(session.camera->run("print(16777216.0 + 1.0 == 16777216.0)\n") == "True\n");
}

TEST_CASE("Every module that scripts of the boards use can be imported")
{
    Session session;
    CHECK(session.camera->run(
              "import time, os, json, struct, asyncio, binascii, random, math, select, re, io\n"
              "import hashlib, heapq, collections, array, uctypes, micropython, gc, errno\n"
              "import platform, machine, omv, protocol, sys, vfs, cmath, deflate, framebuf\n"
              "async def w(n):\n    await asyncio.sleep_ms(5)\n    return n\n"
              "async def main():\n    print(await asyncio.gather(w(1), w(2)))\n"
              "asyncio.run(main())\n"
              "print(json.loads(json.dumps({'a': [1, None]})), binascii.hexlify(b'ab'))\n"
              "print(binascii.hexlify(hashlib.sha256(b'abc').digest())[:8])\n"
              "print(omv.version_string(), omv.arch(), omv.board_type(), os.uname().machine)\n"
              "for name in ('I2C', 'SPI', 'ADC', 'PWM', 'UART'):\n"
              "    print(hasattr(machine, name), end=' ')\n") ==
          "[1, 2]\n{'a': [1, None]} b'6162'\nb'ba7816bf'\n5.0.0 OPENMV AE3 AE3 OPENMV AE3\n"
          "True True True True True ");
}

TEST_CASE("Deep recursion and a full heap raise, and the next script is not harmed")
{
    Session session;
    CHECK(session.camera->run("def f(n):\n    return f(n + 1)\ntry:\n    f(0)\n"
                              "except RuntimeError as e:\n    print(e)\n") ==
          "maximum recursion depth exceeded\n");
    CHECK(session.camera->run("l = []\ntry:\n    while True:\n        l.append(bytearray(10000))\n"
                              "except MemoryError:\n    print('full')\n") == "full\n");
    CHECK(session.camera->run("print(len(bytearray(1000000)))\n") == "1000000\n");
}

TEST_CASE("time.clock() counts the frames that were asked for")
{
    Session session;
    CHECK(
        session.camera->run("import time\nc = time.clock()\nfor i in range(5):\n    c.tick()\n"
                            "    time.sleep_ms(20)\n    f = c.fps()\n"
                            "print(0 < f <= 50, type(f))\nc.reset()\nc.tick()\ntime.sleep_ms(10)\n"
                            "print(c.avg() >= 10)\n") == "True <class 'float'>\nTrue\n");
}

namespace {

// Prints more than any ring holds, and has a channel that wants to be served meanwhile.
const std::string kTalker = "import protocol\nclass B:\n    def size(self):\n        return 42\n"
                            "    def read(self, offset, size):\n        return b'x'\n"
                            "protocol.register(name='b', backend=B())\n"
                            "for i in range(60000):\n    print(i, '-' * 90)\n"
                            "print('#' * 1000000)\n1 // 0\n";

std::string talk()
{
    std::string text;
    for (int i = 0; i < 60000; ++i)
        text += std::to_string(i) + ' ' + std::string(90, '-') + '\n';
    return text + std::string(1000000, '#') + '\n';
}

/// Waits until so much text is unread that the script has to wait.
bool fills(RawCamera& camera)
{
    constexpr std::uint32_t kFull = 4'000'000;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (camera.size(omv::protocol::channel::kStdout) < kFull) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
    }
    return true;
}

}  // namespace

TEST_CASE("Without limits no print is lost: a script waits for a host that is slow")
{
    Session session({"--limits", "off"});
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start(kTalker));
    REQUIRE(fills(camera));
    CHECK(camera.size(camera.find("b")) == 42);
    REQUIRE(camera.printed("MPY: soft reboot", std::chrono::seconds(60)));
    const std::string text = scriptText(camera.collected());
    const std::string said = talk();
    CHECK(text.size() > said.size());
    CHECK(text.compare(0, said.size(), said) == 0);
    CHECK(text.ends_with("ZeroDivisionError: divide by zero\n"));
}

TEST_CASE("Without limits a script that waits for the host can be stopped, and left alone")
{
    Session session({"--limits", "off"});
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start(kTalker));
    REQUIRE(fills(camera));
    SECTION("stopped")
    {
        CHECK(camera.stop());
        CHECK(camera.run("print('alive')\n") == "alive\n");
    }
    SECTION("its host goes away: the text goes nowhere, and the script ends")
    {
        camera.closePort();
        CHECK(session.vcam.controlUntil(R"({"cmd":"stats"})", R"("script_running":false)"));
    }
    SECTION("the power goes")
    {
        session.control(R"({"cmd":"reset"})");
        CHECK(camera.waitUntilGone());
    }
}

namespace {

using omv::protocol::DeviceEvent;
namespace channel = omv::protocol::channel;
namespace event = omv::protocol::event;

const DeviceEvent kStarted{channel::kStdin, event::kScriptStarted};
const DeviceEvent kStopped{channel::kStdin, event::kScriptStopped};
const DeviceEvent kReboot{channel::kTransport, event::kSoftReboot};

/// A camera whose boot.py lights the LED and runs until it is stopped when the camera is powered
/// on. No main.py.
struct BootSession {
    explicit BootSession(const std::string& boot)
        : vcam({"--state", driveWith(boot)})
        , camera(vcam.pty())
    {
        REQUIRE(vcam.ok());
        REQUIRE(camera.connect());
        stopBoot();
    }

    std::string driveWith(const std::string& boot) const
    {
        std::filesystem::create_directories(state.path() + "/flash");
        std::ofstream(state.path() + "/flash/.openmv_disk");
        std::ofstream(state.path() + "/flash/boot.py") << boot;
        return state.path();
    }

    /// The next events, but for those of unread text.
    std::vector<DeviceEvent> events(std::size_t count)
    {
        std::vector<DeviceEvent> seen;
        for (int i = 0; i < 500 && seen.size() < count; ++i) {
            const auto next = camera.nextEvent(std::chrono::seconds(60));
            if (!next)
                break;
            if (next->channel != channel::kStdout)
                seen.push_back(*next);
        }
        return seen;
    }

    void stopBoot()
    {
        // A camera that starts counts as running: STOP may come before the first line.
        REQUIRE(vcam.controlUntil(R"({"cmd":"leds"})", R"("LED_BLUE":true)"));
        REQUIRE(camera.ioctl(channel::kStdin, ioctl::kStdinStop));
        // Its start is seen, too, by a host that was there already.
        auto seen = events(1);
        if (seen == std::vector{kStarted})
            seen = events(1);
        CHECK(seen == std::vector{kStopped});
        REQUIRE(camera.printed(">>> "));
        CHECK((camera.poll() & 2) == 0);
    }

    TemporaryFolder state;
    VcamProcess vcam;
    RawCamera camera;
};

}  // namespace

TEST_CASE("boot.py is told of as a script is, before the prompt of the soft reboot")
{
    BootSession session("import os\nfrom machine import LED\nif 'seen' not in os.listdir():\n"
                        "    open('seen', 'w').close()\n    LED('LED_BLUE').on()\n"
                        "    while True:\n        pass\nprint('boot')\n1 // 0\n");
    RawCamera& camera = session.camera;
    REQUIRE(camera.start("print('mine')\n"));
    CHECK(session.events(5) == std::vector{kStarted, kStopped, kReboot, kStarted, kStopped});
    REQUIRE(camera.connect());
    REQUIRE(camera.printed(">>> "));
    const std::string& text = camera.collected();
    CHECK(text.find("mine\r\nMPY: soft reboot\r\nboot\r\nTraceback") == 0);
    CHECK(text.find("File \"boot.py\", line 9") != std::string::npos);
    CHECK(text.find("ZeroDivisionError") < text.find("OpenMV v5.0.0"));
}

TEST_CASE("A boot.py that never ends is stopped as a script is, and the prompt follows")
{
    BootSession session("from machine import LED\nLED('LED_BLUE').on()\nwhile True:\n    pass\n");
    RawCamera& camera = session.camera;
    for (int round = 0; round < 3; ++round) {
        CAPTURE(round);
        REQUIRE(camera.start("print('mine')\n"));
        CHECK(session.events(4) == std::vector{kStarted, kStopped, kReboot, kStarted});
        REQUIRE(camera.connect());
        REQUIRE(camera.printed("mine\r\nMPY: soft reboot\r\n"));
        session.stopBoot();
    }
}

TEST_CASE("A host that connects in the middle of the boot gets the banner, a later one nothing")
{
    TemporaryFolder state;
    std::filesystem::create_directories(state.path() + "/flash");
    std::ofstream(state.path() + "/flash/.openmv_disk");
    std::ofstream(state.path() + "/flash/boot.py")
        << "import os\nwhile 'go' not in os.listdir():\n    pass\nprint('booted')\n";
    const VcamProcess vcam({"--state", state.path()});
    REQUIRE(vcam.ok());
    RawCamera early(vcam.pty());
    REQUIRE(early.connect());
    CHECK((early.poll() & 2) != 0);
    CHECK(early.text().empty());
    std::ofstream(state.path() + "/flash/go");
    REQUIRE(early.printed("\r\n>>> "));
    CHECK(early.collected().starts_with("booted\r\nOpenMV v5.0.0; MicroPython v"));
    early.closePort();
    RawCamera late(vcam.pty());
    REQUIRE(late.connect());
    CHECK(late.text().empty());
    CHECK(late.run("print('first')\n") == "first\n");
}
