// SPDX-License-Identifier: MIT
// Buses, converters and timers of the boards: scripts on one side, the control socket on the other.
#include "tests/firmware/vcam/run_script.h"
#include "tests/firmware/vcam/terminal_host.h"

#include <chrono>

using namespace omv::test;
using nlohmann::json;

namespace {

struct Bench {
    std::string board;
    std::vector<std::array<std::string, 2>> wires;
    std::string adc;
    double halfScale;
    int lastI2c;
    int spi;
};

const Bench kBenches[] = {
    {"ae3", {{"P4", "P5"}, {"P0", "P1"}, {"P10", "P11"}}, "P8", 0.9, 2, 0},
    {"pure-thermal", {{"P1", "P0"}, {"P9", "P3"}}, "P6", 1.65, 4, 2},
    {"rt1062", {{"P4", "P5"}, {"P0", "P1"}, {"P9", "P12"}}, "P6", 1.65, 1, 1},
};

void setUp(const Session& session, const Bench& bench)
{
    for (const auto& wire : bench.wires) {
        const json request = {{"cmd", "wire"}, {"pins", wire}};
        REQUIRE(session.control(request.dump())["ok"] == true);
    }
    json request = {{"cmd", "set-adc"}, {"pin", bench.adc}, {"volts", bench.halfScale}};
    REQUIRE(session.control(request.dump())["ok"] == true);
    request = {{"cmd", "i2c"}, {"bus", bench.lastI2c}, {"address", 0x50}, {"kind", "eeprom"}};
    REQUIRE(session.control(request.dump())["ok"] == true);
}

void runOn(Session& session, const Bench& bench, const std::string& name)
{
    CAPTURE(bench.board);
    runScript(session, "vcam/scripts/" + name,
              "BOARD = '" + bench.board + "'\nSPI_BUS = " + std::to_string(bench.spi) + "\n");
}

}  // namespace

TEST_CASE("The clock's alarm ends with the script that set it, and stops no timer of the next")
{
    const std::string alarm = GENERATE("machine.RTC().wakeup(1)", "machine.RTC().alarm(0, 1)",
                                       "machine.RTC().wakeup(1, print)");
    CAPTURE(alarm);
    Session session;
    const std::string script = "import machine, time\n" + alarm + "\ntime.sleep_ms(20)\n";
    static_cast<void>(session.camera->run(script));
    session.camera->forgetText();
    CHECK(session.camera->run("import machine, time\n"
                              "n = []\n"
                              "t = machine.Timer(-1, period=2, callback=n.append)\n"
                              "while len(n) < 3:\n"
                              "    time.sleep_ms(1)\n"
                              "t.deinit()\n"
                              "begin = time.ticks_ms()\n"
                              "machine.lightsleep(100)\n"
                              "print(time.ticks_diff(time.ticks_ms(), begin) >= 100)\n") ==
          "True\n");
}

TEST_CASE("machine.freq() tells the clocks of the board")
{
    const auto [board, clocks] = GENERATE(table<std::string, std::string>(
        {{"ae3", "400000000"},
         {"rt1062", "600000000"},
         {"pure-thermal", "(480000000, 240000000, 120000000, 120000000)"}}));
    Session session({"--board", board});
    CHECK(session.camera->run("import machine\nprint(machine.freq())\n") == clocks + "\n");
}

TEST_CASE("Module machine works as on the boards")
{
    const Bench& bench = kBenches[GENERATE(0, 1, 2)];
    Session session({"--board", bench.board});
    setUp(session, bench);
    runOn(session, bench, "machine_common.py");
    if (bench.board != "ae3")
        runOn(session, bench, "frozen_drivers.py");
    runOn(session, bench, "small_modules.py");
    if (bench.board == "pure-thermal")
        for (const char* script : {"machine_pyb.py", "pyb_names.py"})
            runOn(session, bench, script);
    else
        CHECK(session.camera->run("import pyb\n").find("ImportError") != std::string::npos);
}

TEST_CASE(
    "The control socket shows pulses, analog outputs and UARTs, and refuses what is not there")
{
    Session session({"--board", "pure-thermal"});
    REQUIRE(session.camera->start("from machine import PWM, UART\nimport pyb, time\n"
                                  "p = PWM('BUZZER', freq=2000, duty_u16=32768)\n"
                                  "d = pyb.DAC('P6')\nd.write(128)\n"
                                  "u = UART(3, 9600)\nu.write('from script')\nprint('set')\n"
                                  "while not u.any():\n    time.sleep_ms(1)\n"
                                  "print('got', u.read())\nwhile True: time.sleep_ms(1)\n"));
    REQUIRE(session.camera->printed("set\r\n"));
    const json pulses = session.control(R"({"cmd":"pwm"})");
    CHECK(pulses["pwm"]["BUZZER"]["freq"] == 2000);
    CHECK(pulses["pwm"]["BUZZER"]["duty_u16"] == 32768);
    CHECK(session.control(R"({"cmd":"dac"})")["volts"]["P6"].get<double>() ==
          Approx(3.3 * 128 / 255).margin(0.001));
    REQUIRE(session.control(R"({"cmd":"uart-write","id":3,"text":"from outside"})")["ok"] == true);
    CHECK(session.camera->printed("got b'from outside'"));
    CHECK(session.control(R"({"cmd":"uart-read","id":3})")["text"] == "from script");
    CHECK(session.control(R"({"cmd":"i2c"})")["devices"][0]["kind"] == "vl53l1x");
    for (const char* wrong :
         {R"({"cmd":"uart-read","id":2})", R"({"cmd":"set-adc","pin":"P2","volts":1})",
          R"({"cmd":"set-adc","pin":"P6"})", R"({"cmd":"set-adc","pin":"P6","volts":-500})",
          R"({"cmd":"set-adc","pin":"P6","volts":3.4})", R"({"cmd":"wire","pins":["P0"]})",
          R"({"cmd":"wire","pins":["P0","P77"]})",
          R"({"cmd":"i2c","bus":3,"address":80,"kind":"eeprom"})",
          R"({"cmd":"i2c","bus":2,"address":80,"kind":"toaster"})",
          R"({"cmd":"i2c","bus":2,"address":5,"kind":"eeprom"})"}) {
        CAPTURE(wrong);
        CHECK(session.control(wrong)["ok"] == false);
    }
    // A soft reboot ends the pulses.
    REQUIRE(session.camera->stop());
    CHECK(session.control(R"({"cmd":"pwm"})")["pwm"].empty());
}

TEST_CASE("Deep sleep ends by the clock's alarm, and the next life knows")
{
    Session session;
    REQUIRE(session.camera->start("import machine\nmachine.RTC().wakeup(50)\n"
                                  "machine.deepsleep()\n"));
    REQUIRE(session.camera->waitUntilGone());
    const auto again = session.comesBack();
    REQUIRE(again);
    REQUIRE(again->settle());
    CHECK(again->run("import machine\nprint(machine.reset_cause() == "
                     "machine.DEEPSLEEP_RESET)\n") == "True\n");
}

TEST_CASE("Sockets reach the loopback when that is allowed, and none outlives a soft reboot")
{
    Session session({"--network", "loopback"});
    CHECK(session.camera->run("import socket\nprint(socket.SOCK_STREAM)\n") == "1\n");
    const int before = session.vcam.openDescriptors();
    for (int i = 0; i < 3; ++i)
        runOn(session, kBenches[0], "network_loopback.py");
    CHECK(session.vcam.openDescriptors() == before);
    // A STOP ends a script that waits for the network.
    REQUIRE(session.camera->start("import socket\ns = socket.socket()\ns.bind(('', 0))\n"
                                  "s.listen(1)\nprint('waits')\ns.accept()\n"));
    REQUIRE(session.camera->printed("waits"));
    CHECK(session.camera->stop());
}

TEST_CASE("Without that there is no network, and what a board lacks says so")
{
    Session session({"--board", "rt1062"});
    CHECK(session.camera->run("import network, socket\nw = network.WLAN(network.STA_IF)\n"
                              "w.active(True)\nw.connect('net', 'key')\n"
                              "print(w.isconnected(), w.scan(), w.status())\n"
                              "l = network.LAN()\nl.active(True)\nprint(l.isconnected())\n"
                              "for f in (socket.socket, network.WINC):\n    try:\n        f()\n"
                              "    except OSError as e:\n        print(e)\n") ==
          "False [] -2\nFalse\n101\n"
          "This function is not available on this camera\n");
}

TEST_CASE("The port to the host is a script's own by USB_VCP, unless a host speaks the protocol")
{
    Session session({"--board", "pure-thermal"}, true);
    CHECK(session.camera->run("import rpc\nrpc.rpc_usb_vcp_slave()\n")
              .find("OSError: You cannot use the USB VCP") != std::string::npos);
    REQUIRE(session.camera->start(
        "f = open('main.py', 'w')\n"
        "f.write('''from pyb import USB_VCP\nu = USB_VCP()\nu.setinterrupt(-1)\n"
        "b = bytearray(3)\n"
        "while True:\n    cmd = u.recv(4, timeout=100000)\n    if cmd == b'snap':\n"
        "        u.send(bytes(range(256)))\n    elif cmd == b'fill':\n"
        "        u.send(str((u.recv(b, timeout=100000), b, u.recv(5, timeout=1), u.read())))\n"
        "    elif cmd == b'call':\n        got = []\n        u.irq(lambda v: "
        "got.append(v.read()))\n"
        "        while not got:\n            pass\n        u.irq(None)\n        u.send(got[0] + "
        "b'!')\n"
        "''')\nf.close()\nprint('written')\nimport machine\nmachine.reset()\n"));
    REQUIRE(session.camera->printed("written"));
    REQUIRE(session.camera->waitUntilGone());
    REQUIRE(session.vcam.controlUntil(R"({"cmd":"stats"})", "\"attached\":true"));
    TerminalHost host(session.vcam.pty());
    REQUIRE(host.isOpen());
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all.push_back(static_cast<char>(byte));
    host.type("snap");
    CHECK(host.sees(all));
    host.type("fill\x03\x04z");
    CHECK(host.sees(R"((3, bytearray(b'\x03\x04z'), b'', None))"));
    host.type("call");
    host.type("x");
    CHECK(host.sees("x!"));
}

TEST_CASE("Two boards call each other by rpc, with the UARTs joined outside")
{
    Session slave({"--board", "rt1062"});
    Session master({"--board", "pure-thermal"});
    REQUIRE(
        slave.camera->start("import rpc\ns = rpc.rpc_uart_slave(115200, 1)\ndef double(data):\n"
                            "    return bytes(data) * 2\ndef nothing(data):\n    return "
                            "b''\ns.register_callback(double)\n"
                            "s.register_callback(nothing)\nprint('serves')\ns.loop(500, 60000)\n"));
    REQUIRE(slave.camera->printed("serves"));
    REQUIRE(master.camera->start(
        "import rpc\nm = rpc.rpc_uart_master(115200, 3)\n"
        "for name, data in (('double', b'ab\\x00'), ('nothing', b''), ('double', bytes(300))):\n"
        "    r = m.call(name, data, 60000, 60000)\n"
        "    print(name, len(r), bytes(r[:8]))\nprint('done')\n"));
    const auto carry = [](const Session& from, int fromId, const Session& to, int toId) {
        const json question = {{"cmd", "uart-read"}, {"id", fromId}};
        const json sent = from.control(question.dump());
        if (sent["hex"].get<std::string>().empty())
            return;
        const json request = {{"cmd", "uart-write"}, {"id", toId}, {"hex", sent["hex"]}};
        CHECK(to.control(request.dump())["ok"] == true);
    };
    std::string text;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(240);
    while (text.find("done") == std::string::npos && std::chrono::steady_clock::now() < end) {
        carry(master, 3, slave, 1);
        carry(slave, 1, master, 3);
        text += master.camera->text();
    }
    CAPTURE(text);
    CHECK(text.find("double 6 b'ab\\x00ab\\x00'") != std::string::npos);
    CHECK(text.find("nothing 0 b''") != std::string::npos);
    CHECK(text.find("double 600 b'") != std::string::npos);
}
