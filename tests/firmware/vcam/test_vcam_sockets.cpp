// SPDX-License-Identifier: MIT
// What hangs at the boards' sockets: CAN, a second I2C controller, HDMI, the micro SD card.
#include "tests/firmware/vcam/run_script.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace omv::test;
using nlohmann::json;

namespace {

void write(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
}

std::string content(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("machine.CAN, pyb.CAN and the memory of the chip")
{
    const std::string board = GENERATE("ae3", "pure-thermal", "rt1062");
    CAPTURE(board);
    Session session({"--board", board});
    runScript(session, "vcam/scripts/machine_memory.py", "BOARD = '" + board + "'\n");
    if (board == "ae3") {
        CHECK(session.camera->run("from machine import CAN\n").find("ImportError") !=
              std::string::npos);
        CHECK(session.control(R"({"cmd":"can","bus":2})")["ok"] == false);
        CHECK(session.control(R"({"cmd":"hdmi"})")["ok"] == false);
        return;
    }
    runScript(session, "vcam/scripts/machine_can.py");
    if (board == "pure-thermal")
        runScript(session, "vcam/scripts/pyb_can.py");
}

TEST_CASE("CAN frames go in and out by the control socket")
{
    Session session({"--board", "pure-thermal"});
    REQUIRE(session.camera->start(
        "import time\nfrom machine import CAN\ncan = CAN(2, 500_000)\ncan.set_filters(None)\n"
        "def show(bus):\n    while flags := bus.irq().flags():\n"
        "        if flags & CAN.IRQ_RX:\n            m = bus.recv()\n"
        "            print('got', hex(m[0]), bytes(m[1]), m[2])\n"
        "can.irq(show, CAN.IRQ_RX)\ncan.send(0x123, b'\\xde\\xad')\n"
        "can.send(0x1ABCDEF0, b'', CAN.FLAG_EXT_ID)\nprint('sent')\n"
        "while True:\n    time.sleep_ms(1)\n"));
    REQUIRE(session.camera->printed("sent"));
    const json first = session.control(R"({"cmd":"can","bus":2})");
    CHECK(first["partner"] == "quiet");
    REQUIRE(first["sent"].size() == 2);
    CHECK(first["sent"][0]["id"] == 0x123);
    CHECK(first["sent"][0]["data"] == "dead");
    CHECK(first["sent"][0]["extended"] == false);
    CHECK(first["sent"][1]["id"] == 0x1ABCDEF0);
    CHECK(first["sent"][1]["extended"] == true);
    CHECK(session.control(R"({"cmd":"can","bus":2,"id":7,"data":"0102"})")["sent"].empty());
    CHECK(session.camera->printed("got 0x7 b'\\x01\\x02' 0"));
    CHECK(session.control(
              R"({"cmd":"can","bus":2,"id":70000,"extended":true,"remote":true})")["ok"] == true);
    CHECK(session.camera->printed("got 0x11170 b'' 3"));
    for (const char* wrong :
         {R"({"cmd":"can"})", R"({"cmd":"can","bus":1})", R"({"cmd":"can","bus":2,"id":2048})",
          R"({"cmd":"can","bus":2,"id":-1})", R"({"cmd":"can","bus":2,"id":1,"data":"0"})",
          R"({"cmd":"can","bus":2,"id":"1"})", R"({"cmd":"can","bus":2,"partner":"loud"})"}) {
        CAPTURE(wrong);
        CHECK(session.control(wrong)["ok"] == false);
    }
}

TEST_CASE("Without a partner CAN frames wait, and an echo sends them back")
{
    Session session({"--board", "rt1062", "--can", "none"});
    REQUIRE(session.camera->start(
        "import time\nfrom machine import CAN\ncan = CAN(2, 500_000)\ncan.set_filters(None)\n"
        "print([can.send(i, b'x') for i in range(4)], can.state(), can.get_counters()[:6])\n"
        "while can.state() == CAN.STATE_PASSIVE:\n    time.sleep_ms(1)\n"
        "print('free', can.state(), can.get_counters()[5])\n"
        "can.send(9, b'hear me')\n"
        "while True:\n    m = can.recv()\n    if m:\n        print(m[0], bytes(m[1]))\n"));
    REQUIRE(session.camera->printed("[0, 1, 2, None] 3 [128, 0, 1, 1, 0, 3]"));
    REQUIRE(session.control(R"({"cmd":"can","bus":2,"partner":"echo"})")["partner"] == "echo");
    CHECK(session.camera->printed("free 2 0"));
    CHECK(session.camera->printed("9 b'hear me'"));
}

TEST_CASE("An I2C target answers controllers at wired pins")
{
    struct Bench {
        const char* board;
        const char* wires;
        const char* names;
    };
    const Bench benches[] = {
        {"ae3", "P4-P0,P5-P1", "FIRST, SECOND, SCL, SDA = 1, 2, 'P4', 'P5'\n"},
        {"pure-thermal", "P4-P7,P5-P8", "FIRST, SECOND, SCL, SDA = 2, 4, 'P4', 'P5'\n"}};
    const Bench& bench = benches[GENERATE(0, 1)];  // boards with two buses
    CAPTURE(bench.board);
    Session session({"--board", bench.board, "--wire", bench.wires});
    runScript(session, "vcam/scripts/i2c_target.py", bench.names);
    // It went with its script.
    CHECK(session.camera
              ->run(std::string(bench.names) +
                    "from machine import I2C\nprint(0x30 in I2C(SECOND).scan())\n")
              .ends_with("False\n"));
}

TEST_CASE("The monitor tells what it is, comes and goes, and talks by CEC")
{
    Session session({"--board", "pure-thermal", "--monitor"});
    runScript(session, "vcam/scripts/display_data.py");
    REQUIRE(session.camera->start(
        "import time\nfrom tfp410 import TFP410\nfrom display import DisplayData\n"
        "hdmi = TFP410()\nhdmi.hotplug_callback(lambda there: print('plug', there))\n"
        "d = DisplayData(cec=True, ddc=True)\n"
        "d.frame_callback(lambda src, data: print('cec', src, bytes(data)), 1)\n"
        "print('ready')\nwhile True:\n    time.sleep_ms(1)\n"));
    REQUIRE(session.camera->printed("ready"));
    session.control(R"({"cmd":"hdmi"})");
    CHECK(session.control(R"({"cmd":"hdmi","cec":"0136"})")["ok"] == true);
    CHECK(session.camera->printed("cec 0 b'6'"));
    CHECK(session.control(R"({"cmd":"hdmi","connected":false})")["connected"] == false);
    CHECK(session.camera->printed("plug False"));
    CHECK(session.control(R"({"cmd":"hdmi","cec":"0136"})")["ok"] == false);
    CHECK(session.control(R"({"cmd":"hdmi","connected":true})")["connected"] == true);
    CHECK(session.camera->printed("plug True"));
    CHECK(session.control(R"({"cmd":"hdmi","connected":1})")["ok"] == false);
    REQUIRE(session.camera->stop());
    session.camera->forgetText();
    CHECK(session.camera->run("from display import DisplayData\n"
                              "DisplayData(cec=True).send_frame(0, 1, b'\\x04')\n") == "");
    CHECK(session.control(R"({"cmd":"hdmi"})")["sent"][0] == "1004");
}

TEST_CASE("Without a monitor DisplayData raises OSError")
{
    Session session({"--board", "pure-thermal"});
    CHECK(session.camera->run("from display import DisplayData\nfrom tfp410 import TFP410\n"
                              "d = DisplayData(cec=True, ddc=True)\n"
                              "for f in (d.display_id, lambda: d.send_frame(0, 1, b'\\x04'),\n"
                              "          lambda: d.receive_frame(1, timeout=1)):\n"
                              "    try:\n        f()\n    except OSError as e:\n        print(e)\n"
                              "print(TFP410().isconnected())\n") ==
          "Failed to get display id data!\nFailed to send frame.\nReceive timeout!\nFalse\n");
    CHECK(session.camera->run("import tfp410\n").empty());
}

TEST_CASE("The micro SD card is mounted, and scripts start from it")
{
    TemporaryFolder card;
    write(card.path() + "/note.txt", "from outside\n");
    write(card.path() + "/boot.py", "print('boot of the card')\n");
    write(card.path() + "/main.py", "import helper\nprint('main of the card', helper.WHERE)\n");
    std::filesystem::create_directory(card.path() + "/lib");
    write(card.path() + "/lib/helper.py", "WHERE = __file__\n");
    const std::string board = GENERATE("pure-thermal", "rt1062");
    CAPTURE(board);
    Session session({"--board", board, "--sdcard", card.path(), "--sdcard-size", "64K"});
    RawCamera& camera = *session.camera;
    // Before it stands what the start printed, if that was still going on.
    const std::string seen =
        camera.run("import os, sys\nprint(os.getcwd(), sys.path[-4:])\n"
                   "print(sorted(os.listdir('/sdcard')))\nprint(open('note.txt').read())\n"
                   "print('main.py' in os.listdir('/flash'))\n"
                   "open('made.txt', 'w').write('by the script')\n");
    CHECK(seen.ends_with(
        "/sdcard ['/flash', '/flash/lib', '/sdcard', '/sdcard/lib']\n"
        "['.openmv_disk', 'boot.py', 'lib', 'main.py', 'note.txt']\nfrom outside\n\nTrue\n"));
    CHECK(content(card.path() + "/made.txt") == "by the script");
    CHECK(camera.collected().find("boot of the card") != std::string::npos);
    camera.forgetText();
    // Full is full, and the card's class is that of the board's chip.
    CHECK(camera.run("try:\n    f = open('big', 'wb')\n    for i in range(100):\n"
                     "        f.write(bytes(4096))\nexcept OSError as e:\n    print(e)\n"
                     "f.close()\nimport os\nprint(os.statvfs('/sdcard')[3])\nos.remove('big')\n") ==
          "28\n0\n");
    const std::string module = board == "rt1062" ? "machine" : "pyb";
    CHECK(camera.run("import os\nfrom " + module +
                     " import SDCard\nc = SDCard()\nprint(c.present(), c.info())\n"
                     "os.mount(c, '/sd')\nprint(open('/sd/note.txt').read().strip())\n"
                     "import sys\nsys.path.append('/sd/lib')\nos.umount('/sd')\n"
                     "try:\n    c.readblocks(0, bytearray(512))\nexcept OSError as e:\n"
                     "    print(e.errno)\n") == "True (65536, 512, 0)\nfrom outside\n5\n");
    // main.py runs at power-on, of the card.
    REQUIRE(session.control(R"({"cmd":"reset"})")["ok"] == true);
    REQUIRE(camera.waitUntilGone());
    // A file on the drive keeps the card out.
    const auto again = session.comesBack();
    REQUIRE(again);
    // Sent while main.py runs, it would be lost.
    REQUIRE(session.vcam.controlUntil(R"({"cmd":"stats"})", R"("script_running":false)"));
    // What meets the end of a script is thrown away, on a board too.
    const std::string keep = "open('/flash/SKIPSD', 'w').close()\nprint('kept')\n";
    std::string kept;
    for (int i = 0; i < 20 && kept != "kept\n"; ++i) {
        kept = again->run(keep);
        again->forgetText();
    }
    CHECK(kept == "kept\n");
    CHECK(again->run("import os\nprint(os.getcwd(), 'sdcard' in os.listdir('/'))\n") ==
          "/flash False\n");
}

TEST_CASE("main.py of the card runs at power-on instead of that of the drive")
{
    TemporaryFolder card;
    write(card.path() + "/main.py", "open('ran.txt', 'w').write('of the card')\n");
    const VcamProcess vcam({"--board", "pure-thermal", "--sdcard", card.path()});
    REQUIRE(vcam.ok());
    REQUIRE(vcam.controlUntil(R"({"cmd":"stats"})", R"("script_running":false)"));
    CHECK(content(card.path() + "/ran.txt") == "of the card");
}

TEST_CASE("Without a card there is none")
{
    Session session({"--board", "pure-thermal"});
    CHECK(session.camera->run("import os, pyb\nprint(os.getcwd(), os.listdir('/'))\n"
                              "c = pyb.SDCard()\nprint(c.present(), c.info())\n"
                              "try:\n    os.mount(c, '/sd')\nexcept OSError as e:\n"
                              "    print(e.errno)\n") ==
          "/flash ['rom', 'flash']\nFalse None\n19\n");
}

TEST_CASE("Drivers of shields find their chips, or raise OSError")
{
    const std::string board = GENERATE("ae3", "rt1062");
    const std::string bus = "1";
    CAPTURE(board);
    const std::string devices =
        bus + ":0x40:pca9685," + bus + ":0x3F:pca9674a," + bus + ":0x6A:lsm6dsox";
    Session session({"--board", board, "--i2c", devices});
    runScript(session, "vcam/scripts/shield_drivers.py", "BUS = " + bus + "\n");
}

TEST_CASE("Drivers of small sensors write what their chips expect, and read what they measure")
{
    const std::string board = GENERATE("ae3", "rt1062");
    CAPTURE(board);
    Session session(
        {"--board", board, "--i2c", "1:0x39:apds9960,1:0x5D:gt911,1:0x5F:hts221,1:0x5C:lps22h"});
    runScript(session, "vcam/scripts/small_drivers.py",
              std::string("BUS = 1\nWIRES = ") + (board == "ae3" ? "False\n" : "True\n"));
}

TEST_CASE("What a board has no socket for is refused")
{
    const auto wrong = GENERATE(
        as<std::vector<std::string>>{}, std::vector<std::string>{"--can", "echo"},
        std::vector<std::string>{"--monitor"}, std::vector<std::string>{"--sdcard", "/tmp"},
        std::vector<std::string>{"--wire", "P0"}, std::vector<std::string>{"--wire", "P0-P77"},
        std::vector<std::string>{"--wire", "P0-P0"}, std::vector<std::string>{"--wire", "P0-P1,P2"},
        std::vector<std::string>{"--board", "rt1062", "--can", "loud"},
        std::vector<std::string>{"--sdcard-size", "0"},
        std::vector<std::string>{"--sdcard-size", "9999999G"},
        std::vector<std::string>{"--sdcard-size", "large"},
        std::vector<std::string>{"--board", "rt1062", "--sdcard", "/nowhere/x"});
    const VcamProcess vcam(wrong);
    CAPTURE(wrong);
    CHECK(!vcam.ok());
}
