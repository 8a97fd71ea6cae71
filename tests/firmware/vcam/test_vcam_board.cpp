// SPDX-License-Identifier: MIT
// The board around the script: pins, LEDs, clock, timers, power, files.
#include "tests/firmware/vcam/vcam_fixture.h"
#include "tests/support/romfs_image.h"

#include "protocol/payloads.h"

#include <filesystem>
#include <fstream>

using namespace omv::test;
using namespace omv::protocol;
using namespace std::chrono_literals;

TEST_CASE("A fresh board blinks until the host stops it")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    RawCamera camera(vcam.pty());
    REQUIRE(camera.connect());
    REQUIRE((camera.poll() & 2) == 2);
    for (const char* state : {R"("LED_BLUE":true)", R"("LED_BLUE":false)"})
        CHECK(vcam.controlUntil(R"({"cmd":"leds"})", state));
    REQUIRE(camera.stop());
    CHECK((camera.poll() & 2) == 0);
}

TEST_CASE("LEDs are active low, but for the white one of the Pure Thermal")
{
    Session session({"--board", "pure-thermal"});
    REQUIRE(session.camera->start(
        "from machine import LED\nr = LED('LED_RED')\nprint(r.value())\nr.on()\n"
        "print(r.value(), r.boardname())\nr.toggle()\nr.toggle()\nLED('LED_GREEN').value(1)\n"
        "LED('LED_WHITE').high()\nprint('set')\nwhile True:\n    pass\n"));
    REQUIRE(session.camera->printed("set\r\n"));
    CHECK(scriptText(session.camera->collected()) == "1\n0 LED_RED\nset\n");
    CHECK(session.control(R"({"cmd":"leds"})")["leds"] ==
          nlohmann::json(
              {{"LED_RED", true}, {"LED_GREEN", true}, {"LED_BLUE", false}, {"LED_WHITE", true}}));
}

TEST_CASE("Pins read what drives them and call their handlers")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start(
        "from machine import Pin, Signal\nimport time\n"
        "p = Pin('P1', Pin.IN, Pin.PULL_UP)\nprint(p.value(), Signal(p, invert=True).value())\n"
        "o = Pin('P0', Pin.OUT)\no.on()\nprint(o(), o)\no.low()\nprint(o.value())\n"
        "try:\n    Pin('P99')\nexcept ValueError as e:\n    print(e)\n"
        "p.irq(lambda pin: print('edge', pin is p, pin.value()), Pin.IRQ_FALLING)\n"
        "print('armed')\nwhile True:\n    time.sleep_ms(1)\n"));
    REQUIRE(camera.printed("armed\r\n"));
    CHECK(scriptText(camera.collected()) ==
          "1 0\n1 Pin(P0, mode=OUT)\n0\nPin(P99) doesn't exist\narmed\n");
    session.control(R"({"cmd":"set-pin","pin":"P1","value":0})");
    CHECK(camera.printed("edge True 0\r\n"));
    CHECK(session.control(R"({"cmd":"pins"})")["pins"]["P1"] == false);
    CHECK(session.control(R"({"cmd":"set-pin","pin":"nope","value":0})")["ok"] == false);
    CHECK(session.control("nonsense")["ok"] == false);
    CHECK(session.control(R"({"cmd":"press","button":"P1"})")["ok"] == false);
}

TEST_CASE("The clock can be set and runs on through a reset")
{
    Session session;
    CHECK(session.camera->run(
              "from machine import RTC\nimport time\nr = RTC()\n"
              "r.datetime((2026, 4, 30, 4, 12, 0, 0, 0))\nprint(r.datetime()[:6])\n"
              "print(time.localtime()[:5], time.gmtime(0)[0], type(time.time()))\n"
              "try:\n    r.datetime((2026, 13, 1, 0, 0, 0, 0, 0))\nexcept ValueError:\n"
              "    print('bad')\n") ==
          "(2026, 4, 30, 3, 12, 0)\n(2026, 4, 30, 12, 0) 1970 <class 'int'>\nbad\n");
    REQUIRE(session.camera->start("import machine\nmachine.reset()\n"));
    CHECK(session.camera->waitUntilGone());
    auto camera = session.comesBack();
    REQUIRE(camera);
    REQUIRE(camera->stop());
    CHECK(camera->run("from machine import RTC\nimport machine\nprint(RTC().datetime()[:4])\n"
                      "print(machine.reset_cause() == machine.HARD_RESET)\n") ==
          "(2026, 4, 30, 3)\nTrue\n");
}

TEST_CASE("Virtual timers fire once and periodically until deinit")
{
    Session session;
    // A busy loop, and a sleep: a late turn of the process makes both longer.
    CHECK(session.camera->run(
              "import time\nfrom machine import Timer\nonce = []\nticks = []\none = Timer(-1)\n"
              "one.init(period=30, mode=Timer.ONE_SHOT, callback=once.append)\n"
              "p = Timer(-1)\np.init(period=20, mode=Timer.PERIODIC, callback=ticks.append)\n"
              "while not once or len(ticks) < 2:\n    pass\n"
              "while len(ticks) < 5:\n    time.sleep_ms(1)\n"
              "p.deinit()\ncount = None\n"
              "while count != len(ticks):  # one in the queue runs at the next look\n"
              "    count = len(ticks)\n    time.sleep_ms(1)\n"
              "time.sleep_ms(60)\nprint(len(ticks) == count, ticks[0] is p, once == [one])\n") ==
          "True True True\n");
}

TEST_CASE("machine.disable_irq holds timers back")
{
    Session session;
    CHECK(session.camera->run(
              "import time, machine\nfrom machine import Timer\ns = machine.disable_irq()\n"
              "late = []\n"
              "Timer(-1, period=5, mode=Timer.ONE_SHOT, callback=late.append)\n"
              "end = time.ticks_add(time.ticks_ms(), 60)\n"
              "while time.ticks_diff(end, time.ticks_ms()) > 0:\n    pass\nprint(late)\n"
              "machine.enable_irq(s)\nwhile not late:\n    time.sleep_ms(1)\nprint('late')\n") ==
          "[]\nlate\n");
}

TEST_CASE("A watchdog that is not fed resets the board")
{
    Session session;
    auto& camera = session.camera;
    bool fed = false;
    // Fed without a pause, beyond its time. A computer that stands still for a second feeds too
    // late, or reads too late: that one tries again.
    for (int i = 0; i < 10 && !fed; ++i) {
        REQUIRE(camera->start("from machine import WDT\nimport time\nw = WDT(timeout=1000)\n"
                              "end = time.ticks_add(time.ticks_ms(), 1200)\n"
                              "while time.ticks_diff(end, time.ticks_ms()) > 0:\n"
                              "    w.feed()\nprint('fed')\nwhile True:\n    pass\n"));
        fed = camera->printed("fed\r\n");
        CHECK(camera->waitUntilGone());
        camera = session.comesBack();
        REQUIRE(camera);
        REQUIRE(camera->stop());
    }
    CHECK(fed);
    CHECK(camera->run("import machine\nprint(machine.reset_cause() == machine.WDT_RESET)\n") ==
          "True\n");
}

TEST_CASE("Deep sleep takes the camera off the bus until time or the button wakes it")
{
    const bool timed = GENERATE(true, false);
    Session session;
    REQUIRE(session.camera->start(
        timed ? "import machine\nmachine.RTC().wakeup(150)\nmachine.deepsleep()\n"
              : "import machine\nmachine.deepsleep()\n"));
    CHECK(session.camera->waitUntilGone());
    if (!timed) {
        CHECK_FALSE(std::filesystem::exists(session.vcam.pty()));
        CHECK(session.control(R"({"cmd":"press","button":"SW"})")["ok"] == true);
    }
    auto camera = session.comesBack();
    REQUIRE(camera);
    REQUIRE(camera->stop());
    CHECK(camera->run("import machine\n"
                      "print(machine.reset_cause() == machine.DEEPSLEEP_RESET)\n"
                      "ticks = []\n"
                      "t = machine.Timer(-1, period=2, callback=ticks.append)\n"
                      "while len(ticks) < 3:\n    machine.idle()\nprint('ticks')\n") ==
          "True\nticks\n");
}

TEST_CASE("SYS_RESET and SYS_BOOT restart the camera")
{
    const Opcode opcode = GENERATE(Opcode::SysReset, Opcode::SysBoot);
    Session session;
    session.camera->request(opcode, 0, {}, 50ms);
    CHECK(session.camera->waitUntilGone());
    auto camera = session.comesBack();
    REQUIRE(camera);
    CHECK((camera->poll() & 2) == 2);
}

TEST_CASE("The cable can be pulled and plugged in while the script goes on")
{
    Session session;
    REQUIRE(session.camera->start("import time\nn = 0\nwhile True:\n    n += 1\n"
                                  "    time.sleep_ms(5)\n    print(n)\n"));
    REQUIRE(session.camera->printed("1\r\n"));
    session.control(R"({"cmd":"unplug"})");
    CHECK(session.camera->waitUntilGone());
    CHECK(session.control(R"({"cmd":"stats"})")["script_running"] == true);
    session.control(R"({"cmd":"replug"})");
    auto camera = session.comesBack();
    REQUIRE(camera);
    CHECK((camera->poll() & 2) == 2);
    CHECK(camera->stop());
}

TEST_CASE("A host that closes its port and a new one start from known ground")
{
    Session session;
    for (int i = 0; i < 5; ++i) {
        session.camera->closePort();
        session.camera = session.open(i % 2 == 1);
        REQUIRE(session.camera->isOpen());
        REQUIRE(session.camera->connect());
        CHECK(session.camera->run("print('again')\n") == "again\n");
    }
}

TEST_CASE("Scripts cannot leave the drive by dots, absolute paths or symbolic links")
{
    TemporaryFolder outside;
    TemporaryFolder state;
    std::ofstream(outside.path() + "/secret.txt") << "secret";
    std::filesystem::create_directories(state.path() + "/flash");
    std::filesystem::create_symlink(outside.path() + "/secret.txt",
                                    state.path() + "/flash/link.txt");
    std::filesystem::create_directory_symlink(outside.path(), state.path() + "/flash/folder");
    Session session({"--state", state.path()});
    const std::string up = "'/flash/" + std::string("../../../../../../..") + outside.path();
    const std::string text = session.camera->run(
        "import os\nfor path in (" + up + "/secret.txt', '" + outside.path() +
        "/secret.txt', 'link.txt', 'folder/secret.txt', '../../etc/passwd', "
        "'/flash/../etc/passwd', '/etc/passwd'):\n    for action in (open, os.stat, os.remove):\n"
        "        try:\n            action(path)\n            print('ESCAPED', action, path)\n"
        "        except OSError:\n            pass\n"
        "    try:\n        open(path, 'w').write('x')\n    except OSError:\n        pass\n"
        "for path in ('folder', '/', '..'):\n    try:\n        os.chdir(path)\n"
        "        os.mkdir('made')\n    except OSError:\n        pass\nprint('done')\n");
    CHECK(text == "done\n");
    std::ifstream in(outside.path() + "/secret.txt");
    std::string kept;
    in >> kept;
    CHECK(kept == "secret");
    CHECK_FALSE(std::filesystem::exists(outside.path() + "/made"));
}

TEST_CASE("Files on the drive behave as files do, and a state folder keeps them")
{
    TemporaryFolder state;
    {
        Session session({"--state", state.path()});
        CHECK(
            session.camera->run(
                "import os\nprint(os.getcwd(), sorted(os.listdir()), 'flash' in os.listdir('/'))\n"
                "with open('t.txt', 'w') as f:\n    f.write('one\\ntwo\\n')\n"
                "with open('t.txt', 'a') as f:\n    f.write('three')\n"
                "print([line for line in open('t.txt')], os.stat('t.txt')[6])\n"
                "with open('t.txt', 'r+b') as f:\n    f.seek(4)\n    print(f.tell(), f.read(3))\n"
                "os.mkdir('lib')\nopen('lib/mine.py', 'w').write('X = 5')\n"
                "import mine\nprint(mine.X)\nos.rename('t.txt', 'lib/u.txt')\nos.chdir('lib')\n"
                "print(os.getcwd(), sorted(os.listdir()))\nos.remove('u.txt')\n"
                "try:\n    open('u.txt')\nexcept OSError as e:\n    print(e.errno)\n"
                "try:\n    os.rmdir('/flash/lib')\nexcept OSError as e:\n    print(e.errno)\n"
                "os.sync()\n") ==
            "/flash ['.openmv_disk', 'README.txt', 'main.py'] True\n"
            "['one\\n', 'two\\n', 'three'] 13\n4 b'two'\n5\n/flash/lib ['mine.py', 'u.txt']\n"
            "2\n13\n");
    }
    Session session({"--state", state.path()});
    CHECK(session.camera->run("import os\nprint(os.listdir('lib'))\n") == "['mine.py']\n");
}

TEST_CASE("A full drive says ENOSPC and keeps the partition's size")
{
    Session session({"--board", "rt1062"});
    CHECK(session.camera->run(
              "import os\ns = os.statvfs('/flash')\nprint(s[0] * s[2])\n"
              "f = open('big', 'wb')\nb = bytes(65536)\nn = 0\ntry:\n    while True:\n"
              "        f.write(b)\n        n += 1\nexcept OSError as e:\n"
              "    print(e.errno == 28, n)\nf.close()\nprint(os.statvfs('/')[3], "
              "os.statvfs('/flash')[3] < 16)\nos.remove('big')\n"
              "print(os.statvfs('/flash')[3] > 1000)\n") == "4194304\nTrue 63\n0 True\nTrue\n");
}

TEST_CASE("boot.py runs at each soft reset, main.py at power-on only")
{
    TemporaryFolder state;
    std::filesystem::create_directories(state.path() + "/flash");
    std::ofstream(state.path() + "/flash/.openmv_disk");
    std::ofstream(state.path() + "/flash/boot.py")
        << "with open('log', 'a') as f:\n    f.write('b')\n";
    std::ofstream(state.path() + "/flash/main.py")
        << "with open('log', 'a') as f:\n    f.write('m')\n";
    const VcamProcess vcam({"--state", state.path()});
    REQUIRE(vcam.ok());
    REQUIRE(vcam.controlUntil(R"({"cmd":"stats"})", R"("script_running":false)"));
    RawCamera camera(vcam.pty());
    REQUIRE(camera.connect());
    // The first may have the rest of the banner before its text.
    const std::string script = "print(open('log').read(), end='')\n";
    REQUIRE(camera.run("pass\n").find("Traceback") == std::string::npos);
    const std::string first = camera.run(script);
    CHECK(first == "bmb");
    CHECK(camera.run(script) == "bmbb");
}

TEST_CASE("A reset script ends in silence and runs nothing behind it")
{
    Session session;
    REQUIRE(session.camera->start("import machine\ntry:\n    machine.reset()\nexcept:\n"
                                  "    print('caught')\nfinally:\n    print('finally')\n"));
    CHECK(session.camera->waitUntilGone());
    CHECK(session.camera->collected().find("caught") == std::string::npos);
}

TEST_CASE("/rom shows a ROMFS image, read-only, and modules are imported from it")
{
    TemporaryFolder folder;
    const std::string path = folder.path() + "/rom.img";
    std::ofstream(path, std::ios::binary) << romImage("rommod.py", "X = 7\n");
    Session session({"--rom", path});
    CHECK(session.camera->run("import os, sys\nprint(os.listdir('/rom'), '/rom' in sys.path)\n"
                              "import rommod\nprint(rommod.X, rommod.__file__)\n"
                              "try:\n    open('/rom/x', 'w')\nexcept OSError as e:\n"
                              "    print(e.errno)\n") ==
          "['rommod.py'] True\n7 /rom/rommod.py\n30\n");
}

TEST_CASE("limits=off lifts the time between locks and the stream buffer's size")
{
    Session session({"--limits", "off"});
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import protocol\nclass B:\n    def lock(self):\n        return True\n"
                         "    def unlock(self):\n        return True\n"
                         "protocol.register(name='b', backend=B())\nprint('up')\n"
                         "while True:\n    pass\n"));
    REQUIRE(camera.printed("up\r\n"));
    const std::uint8_t id = camera.find("b");
    for (int i = 0; i < 20; ++i) {
        CHECK(camera.request(Opcode::ChannelLock, id).outcome == Outcome::Ok);
        CHECK(camera.request(Opcode::ChannelUnlock, id).outcome == Outcome::Ok);
    }
    REQUIRE(camera.request(Opcode::SysInfo, 0).outcome == Outcome::Ok);
    CHECK(decodeSystemInfo(camera.received())->streamBufferKb > 1024);
}
