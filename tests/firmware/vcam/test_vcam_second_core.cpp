// SPDX-License-Identifier: MIT
// The AE3's second core: tasks, messages, and what is left of it when a script ends.
#include "tests/firmware/vcam/vcam_fixture.h"
#include "tests/support/romfs_image.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <signal.h>

using namespace omv::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kForEver = "core = openamp.RemoteProc(0x80320000)\n"
                                 "core.start()\n"
                                 "import time\n"
                                 "while True:\n"
                                 "    time.sleep_ms(20)\n";

/// The processes that any thread of `pid` started.
std::vector<int> childrenOf(int pid)
{
    std::vector<int> children;
    std::error_code ignored;
    const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks, ignored)) {
        std::ifstream file(task.path() / "children");
        for (int child = 0; file >> child;)
            children.push_back(child);
    }
    return children;
}

/// Whoever has to look after it may let it lie as a zombie.
bool isAlive(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::size_t name = text.rfind(')');
    return name != std::string::npos && text.compare(name, 3, ") Z") != 0;
}

bool isGone(int pid)
{
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (isAlive(pid)) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::yield();
    }
    return true;
}

const std::string kTicking = "import openamp\n"
                             "@openamp.async_remote\n"
                             "async def ticks(ept):\n"
                             "    import asyncio\n"
                             "    while True:\n"
                             "        print('tick')\n"
                             "        await asyncio.sleep_ms(20)\n";

}  // namespace

TEST_CASE("Tasks of the second core print, send and raise")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import openamp\n"
                         "def heard(source, data):\n"
                         "    print('from', source >= 1024, data.decode())\n"
                         "@openamp.async_remote(heard)\n"
                         "async def counts(ept):\n"
                         "    import asyncio\n"
                         "    for i in range(3):\n"
                         "        ept.send('count %d' % i)\n"
                         "        await asyncio.sleep_ms(1)\n"
                         "@openamp.async_remote\n"
                         "async def fails(ept):\n"
                         "    print('before', 1, [2])\n"
                         "    raise ValueError('too warm')\n"
                         "@openamp.async_remote\n"
                         "async def knows(ept):\n"
                         "    import machine, gc\n"
                         "    print(machine.freq(), gc.mem_free() + gc.mem_alloc() < 2097152)\n"
                         "    try:\n"
                         "        import tof\n"
                         "    except ImportError as e:\n"
                         "        print(e)\n" +
                         std::string(kForEver)));
    CHECK(camera.printed("from True count 0\r\n"));
    CHECK(camera.printed("from True count 1\r\n"));
    CHECK(camera.printed("from True count 2\r\n"));
    CHECK(camera.printed("VM \u276f before 1 [2]\r\n"));
    CHECK(camera.printed("VM \u276f Task \"fails\" raised: too warm\r\n"));
    CHECK(camera.printed("ValueError: too warm\r\n"));
    CHECK(camera.printed("VM \u276f 160000000 True\r\n"));
    CHECK(camera.printed("VM \u276f no module named 'tof'\r\n"));
    CHECK(camera.stop());
}

TEST_CASE("Endpoints of both cores find each other by name, and messages go both ways")
{
    Session session;
    const std::string text = session.camera->run(
        "import openamp, time\n"
        "answers = []\n"
        "chat = openamp.Endpoint('chat', lambda src, data: answers.append(bytes(data)))\n"
        "print(chat.is_ready())\n"
        "try:\n"
        "    chat.send('early')\n"
        "except OSError as e:\n"
        "    print(e)\n"
        "@openamp.async_remote\n"
        "async def echo(ept):\n"
        "    import asyncio, openamp\n"
        "    box = []\n"
        "    chat = openamp.Endpoint('chat', box.insert)\n"
        "    while True:\n"
        "        while box:\n"
        "            chat.send(box.pop(0) + b'!')\n"
        "        await asyncio.sleep_ms(1)\n"
        "core = openamp.RemoteProc(0x80320000)\n"
        "core.start()\n"
        "while not chat.is_ready():\n"
        "    time.sleep_ms(1)\n"
        "for i in range(200):\n"
        "    assert chat.send('%d ' % i + 'x' * 200, timeout=5000) == len(str(i)) + 201\n"
        "while len(answers) < 200:\n"
        "    time.sleep_ms(1)\n"
        "print(answers == [b'%d ' % i + b'x' * 200 + b'!' for i in range(200)])\n"
        "print(chat.send(bytes(495)))\n"
        "while len(answers) < 201:\n"
        "    time.sleep_ms(1)\n"
        "print(len(answers[-1]), chat.send(bytes(497), timeout=0))\n"
        "try:\n"
        "    chat.send(bytes(497))\n"
        "except OSError as e:\n"
        "    print(e)\n"
        "core.stop()\n"
        "print(chat.is_ready())\n");
    CHECK(text ==
          "False\nEndpoint not ready\nTrue\n495\n496 -2005\n"
          "message is longer than 496 bytes\nFalse\n");
}

TEST_CASE("The second core has a /rom of its own, and modules are imported from it")
{
    TemporaryFolder folder;
    const std::string path = folder.path() + "/rom.img";
    std::ofstream(path, std::ios::binary) << romImage("rommod.py", "X = 7\n");
    Session session({"--he-rom", path});
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import openamp, os\n"
                         "@openamp.async_remote\n"
                         "async def looks(ept):\n"
                         "    import os, rommod\n"
                         "    print(os.listdir('/rom'), os.getcwd(), rommod.X)\n"
                         "print('rommod.py' in os.listdir('/rom'))\n" +
                         std::string(kForEver)));
    CHECK(camera.printed("False\r\n"));
    CHECK(camera.printed("VM \u276f ['rommod.py'] /rom 7\r\n"));
    CHECK(camera.stop());
}

TEST_CASE("A core that takes nothing makes its sender wait, and not for ever")
{
    Session session;
    const std::string text =
        session.camera->run("import openamp, time\n"
                            "@openamp.async_remote\n"
                            "async def deaf(ept):\n"
                            "    ept.send('up')\n"
                            "    n = 3\n"
                            "    while True:\n"
                            "        n ** 300000\n"
                            "openamp.RemoteProc(0x80320000).start()\n"
                            "while 'deaf' not in openamp._endpoints:\n"
                            "    time.sleep_ms(1)\n"
                            "full = openamp._endpoints['deaf']\n"
                            "while not full.is_ready():\n"
                            "    time.sleep_ms(1)\n"
                            "sent = 0\n"
                            "while full.send(bytes(400), timeout=0) == 400 and sent < 1000000:\n"
                            "    sent += 1\n"
                            "print(8 < sent < 1000000)\n"
                            "try:\n"
                            "    while True:  # until the core is deaf\n"
                            "        full.send(bytes(400), timeout=1)\n"
                            "except OSError as e:\n"
                            "    print(e)\n");
    CHECK(text == "True\ntimeout waiting for a free buffer\n");
}

TEST_CASE("A task that is too large, a wrong address and a firmware file are refused")
{
    Session session;
    const std::string text = session.camera->run("import openamp\n"
                                                 "@openamp.async_remote\n"
                                                 "async def large(ept):\n"
                                                 "    print('" +
                                                 std::string(500, 'x') +
                                                 "')\n"
                                                 "for entry in (0x80020000, 'he.elf'):\n"
                                                 "    try:\n"
                                                 "        openamp.RemoteProc(entry).start()\n"
                                                 "    except OSError as e:\n"
                                                 "        print(e)\n"
                                                 "try:\n"
                                                 "    openamp.new_service_callback(5)\n"
                                                 "except ValueError as e:\n"
                                                 "    print(e)\n");
    CHECK(text ==
          "The maximum mpy size supported is 500 bytes\nno firmware at 0x80020000\n"
          "The virtual camera runs no firmware from a file\ninvalid callback\n");
}

TEST_CASE("A callback that raises is printed, and the script goes on")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import openamp\n"
                         "def heard(source, data):\n"
                         "    print(data.decode())\n"
                         "    raise KeyError(data.decode())\n"
                         "@openamp.async_remote(heard)\n"
                         "async def task(ept):\n"
                         "    ept.send('one')\n"
                         "    ept.send('two')\n" +
                         std::string(kForEver)));
    CHECK(camera.printed("KeyError: one\r\n"));
    CHECK(camera.printed("KeyError: two\r\n"));
    CHECK(camera.stop());
}

TEST_CASE("STOP, the end of the script and a reset leave nothing of the second core")
{
    Session session;
    RawCamera& camera = *session.camera;
    const std::string pid = std::to_string(session.vcam.pid());
    REQUIRE(camera.run("print('warm')\n") == "warm\n");
    const int descriptors = openDescriptors(pid);
    for (int i = 0; i < 3; ++i) {
        camera.forgetText();
        REQUIRE(camera.start(kTicking + kForEver));
        REQUIRE(camera.printed("tick\r\n"));
        const auto running = childrenOf(session.vcam.pid());
        REQUIRE(running.size() == 1);
        CHECK(openDescriptors(std::to_string(running[0])) < 12);
        REQUIRE(camera.stop());
        CHECK(childrenOf(session.vcam.pid()).empty());
        CHECK(isGone(running[0]));
    }
    camera.forgetText();
    CHECK(camera.run(kTicking + "openamp.RemoteProc(0x80320000).start()\nprint('end')\n") ==
          "end\n");
    CHECK(childrenOf(session.vcam.pid()).empty());
    CHECK(openDescriptors(pid) == descriptors);
    camera.forgetText();
    REQUIRE(camera.start(kTicking +
                         "openamp.RemoteProc(0x80320000).start()\n"
                         "import machine, time\ntime.sleep_ms(100)\nmachine.reset()\n"));
    REQUIRE(camera.waitUntilGone());
    CHECK(childrenOf(session.vcam.pid()).empty());
}

TEST_CASE("The second core ends when the camera is killed")
{
    Session session;
    REQUIRE(session.camera->start(kTicking + kForEver));
    REQUIRE(session.camera->printed("tick\r\n"));
    const auto running = childrenOf(session.vcam.pid());
    REQUIRE(running.size() == 1);
    ::kill(session.vcam.pid(), SIGKILL);
    CHECK(isGone(running[0]));
}

TEST_CASE("The board is moved for both of its cores")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import openamp\n"
                         "@openamp.async_remote\n"
                         "async def feels(ept):\n"
                         "    import asyncio, imu\n"
                         "    while True:\n"
                         "        x, y, z = imu.acceleration_mg()\n"
                         "        print(round(x / 100), round(y / 100), round(z / 100))\n"
                         "        print(round(imu.temperature_c()))\n"
                         "        await asyncio.sleep_ms(20)\n" +
                         std::string(kForEver)));
    CHECK(camera.printed("VM \u276f 0 -10 0\r\nVM \u276f 30\r\n"));
    session.control(R"({"cmd":"imu","acceleration_mg":[700,0,-300],"temperature_c":-5})");
    CHECK(camera.printed("VM \u276f 7 0 -3\r\nVM \u276f -5\r\n"));
    // A core that starts later finds it as it is.
    REQUIRE(camera.stop());
    CHECK(camera.run("import openamp, time\n"
                     "heard = []\n"
                     "@openamp.async_remote(lambda source, data: heard.append(data))\n"
                     "async def feels(ept):\n"
                     "    import imu\n"
                     "    x, y, z = imu.acceleration_mg()\n"
                     "    ept.send('%d %d' % (round(x / 100), round(z / 100)))\n"
                     "openamp.RemoteProc(0x80320000).start()\n"
                     "while not heard:\n"
                     "    time.sleep_ms(1)\n"
                     "print(heard[0].decode())\n") == "7 -3\n");
}

TEST_CASE("An endpoint is a stream to print to")
{
    Session session;
    CHECK(session.camera->run(
              "import openamp, time\n"
              "heard = []\n"
              "@openamp.async_remote(lambda source, data: heard.append(bytes(data)))\n"
              "async def prints(ept):\n"
              "    import select, openamp\n"
              "    io = openamp.EndpointIO(ept)\n"
              "    poll = select.poll()\n"
              "    poll.register(io, select.POLLOUT)\n"
              "    print('number', 5, [poll.poll(0)[0][1]], file=io)\n"
              "    ept.send('|%d|%d' % (io.write(b'raw'), io.write(b'\\r\\n')))\n"
              "openamp.RemoteProc(0x80320000).start()\n"
              "while not heard or b'|' not in heard[-1]:\n"
              "    time.sleep_ms(1)\n"
              "print(b''.join(heard))\n"
              "import select\n"
              "alone = openamp.EndpointIO(openamp.Endpoint('alone'))\n"
              "poll = select.poll()\n"
              "poll.register(alone, select.POLLOUT)\n"
              "print(poll.poll(0))\n"
              "try:\n"
              "    alone.write(b'x')\n"
              "except OSError as e:\n"
              "    print(e)\n") == "b'number 5 [4]\\nraw|3|2'\n[]\nEndpoint not ready\n");
}

TEST_CASE("An endpoint that was taken down hears and sends nothing; its name may be used again")
{
    Session session;
    CHECK(session.camera->run(
              "import openamp, time\n"
              "def wait(ready):\n"
              "    while not ready():\n"
              "        time.sleep_ms(1)\n"
              "heard = []\n"
              "@openamp.async_remote\n"
              "async def echo(ept):\n"
              "    import asyncio, openamp\n"
              "    box = []\n"
              "    chat = openamp.Endpoint('chat', box.insert)\n"
              "    while True:\n"
              "        while box:\n"
              "            chat.send(box.pop(0), dest=2000)\n"
              "            ept.send(str(chat.is_ready()))\n"
              "        await asyncio.sleep_ms(1)\n"
              "openamp.RemoteProc(0x80320000).start()\n"
              "chat = openamp.Endpoint('chat', lambda s, d: heard.append(bytes(d)), src=2000)\n"
              "wait(chat.is_ready)\n"
              "chat.send('one')\n"
              "wait(lambda: heard)\n"
              "try:\n"
              "    openamp.Endpoint('other', src=2000)\n"
              "except OSError as e:\n"
              "    print(e)\n"
              "for i in range(3):\n"
              "    chat.deinit()\n"
              "print(chat.is_ready())\n"
              "try:\n"
              "    chat.send('two')\n"
              "except OSError as e:\n"
              "    print(e)\n"
              "chat = openamp.Endpoint('chat', lambda s, d: heard.append(bytes(d)), src=2000)\n"
              "wait(chat.is_ready)\n"
              "chat.send('three')\n"
              "wait(lambda: len(heard) == 2)\n"
              "print(heard)\n"
              "def last(source, data):\n"
              "    gone.deinit()\n"
              "    heard.append(source >= 1024)\n"
              "chat.deinit()\n"
              "gone = openamp.Endpoint('chat', last, src=2000)\n"
              "wait(gone.is_ready)\n"
              "gone.send('four')\n"
              "wait(lambda: len(heard) == 3)\n"
              "print(heard[2], gone.is_ready())\n") ==
          "Failed to create RPMsg endpoint\nFalse\nEndpoint not ready\n"
          "[b'one', b'three']\nTrue False\n");
}

TEST_CASE("Boards with one core have no module openamp")
{
    Session session({"--board", GENERATE(as<std::string>{}, "rt1062", "pure-thermal")});
    CHECK(session.camera->run("try:\n    import openamp\nexcept ImportError as e:\n"
                              "    print(e)\n") == "no module named 'openamp'\n");
}
