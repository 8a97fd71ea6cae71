// SPDX-License-Identifier: MIT
// The serial port as a MicroPython terminal: what people and raw-mode programs type at it.
#include "tests/firmware/vcam/terminal_host.h"
#include "tests/firmware/vcam/vcam_fixture.h"
#include "tests/support/path_watch.h"
#include "tests/support/usbip_host.h"

using namespace omv::test;

namespace {

/// A camera and a terminal at its prompt.
struct Desk {
    explicit Desk(std::vector<std::string> arguments = {})
        : vcam([&] {
            arguments.push_back("--tcp");
            return arguments;
        }())
        , terminal(vcam.pty())
    {
        INFO(vcam.problem());
        REQUIRE(vcam.ok());
        REQUIRE(terminal.isOpen());
        // A fresh board blinks.
        terminal.type("\r\x03");
        REQUIRE(terminal.sees(">>> "));
        terminal.type("\r\x02");
        REQUIRE(terminal.sees("Type \"help()\" for more information.\r\n>>> "));
    }

    VcamProcess vcam;
    TerminalHost terminal;
};

/// Sends `code` by raw paste mode, minding the window; the text that it printed.
std::string rawPaste(TerminalHost& terminal, const std::string& code)
{
    terminal.type("\x05"
                  "A\x01");
    REQUIRE(terminal.bytes(2) == "R\x01");
    const std::string size = terminal.bytes(2);
    const std::size_t window =
        static_cast<unsigned char>(size[0]) + 256U * static_cast<unsigned char>(size[1]);
    REQUIRE(window > 0);
    std::size_t room = window;
    for (std::size_t at = 0; at < code.size();) {
        if (room == 0) {
            REQUIRE(terminal.bytes(1) == "\x01");
            room += window;
        }
        const std::size_t piece = std::min({room, code.size() - at, at % 13 + 1});
        terminal.type(code.substr(at, piece));
        at += piece;
        room -= piece;
    }
    terminal.type("\x04");
    terminal.until("\x04");  // windows that were left, and the end of reading
    return terminal.until("\x04");
}

/// A terminal at the port, as soon as there is one.
std::unique_ptr<TerminalHost> terminalOf(const VcamProcess& vcam)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    PathWatch bus(vcam.pty());
    do {
        auto terminal = std::make_unique<TerminalHost>(vcam.pty());
        if (terminal->isOpen())
            return terminal;
    } while (bus.changed(deadline));
    FAIL("the board is on no bus");
    return nullptr;
}

/// The same, at the prompt of a fresh board: main.py, which blinks, is ended.
std::unique_ptr<TerminalHost> promptOf(const VcamProcess& vcam)
{
    auto terminal = terminalOf(vcam);
    terminal->type("\r\x03");
    REQUIRE(terminal->sees(">>> "));
    terminal->type("\r\x02");
    REQUIRE(terminal->sees("for more information.\r\n>>> "));
    return terminal;
}

}  // namespace

TEST_CASE("The terminal has a prompt, edits lines, and keeps a history")
{
    Desk desk;
    CHECK(desk.terminal.answer("1+2") == "1+2\r\n3\r\n>>> ");
    // Two keys to the left, one more digit.
    desk.terminal.type("12*3\x1b[D\x1b[D5\r");
    CHECK(desk.terminal.sees("\r\n375\r\n>>> "));
    desk.terminal.type("\x1b[A\r");
    CHECK(desk.terminal.sees("\r\n375\r\n>>> "));
    desk.terminal.type("import machine\r");
    CHECK(desk.terminal.sees(">>> "));
    desk.terminal.type("machine.res\t");
    CHECK(desk.terminal.sees("reset"));
    desk.terminal.type("\x03");
    CHECK(desk.terminal.sees("\r\n>>> "));
    // Lines are indented by themselves; an empty one ends the block.
    desk.terminal.type("for i in range(3):\rprint(i)\r\x7f\r");
    CHECK(desk.terminal.sees("0\r\n1\r\n2\r\n>>> "));
}

TEST_CASE("Ctrl-C stops what runs, Ctrl-D starts anew by boot.py, Ctrl-E pastes")
{
    Desk desk;
    desk.terminal.type("while True: print('runs')\r\r");
    REQUIRE(desk.terminal.sees("runs\r\nruns\r\n"));
    desk.terminal.type("\x03");
    CHECK(desk.terminal.sees("KeyboardInterrupt: \r\n>>> "));
    desk.terminal.answer("f = open('boot.py', 'w'); f.write('print(\"booted\")') and f.close()");
    desk.terminal.answer("kept = 1");
    desk.terminal.type("\x04");
    CHECK(desk.terminal.sees("\r\nMPY: soft reboot\r\nbooted\r\nOpenMV v5.0.0; MicroPython v"));
    CHECK(desk.terminal.sees("; OpenMV AE3 with "));
    CHECK(desk.terminal.sees(">>> "));
    CHECK(desk.terminal.answer("'kept' in globals()").ends_with("False\r\n>>> "));
    desk.terminal.type("\x05");
    REQUIRE(desk.terminal.sees("=== "));
    desk.terminal.type("def f():\r    return 11\rprint(f() * 2)\r\x04");
    CHECK(desk.terminal.sees("22\r\n>>> "));
    desk.terminal.answer("import machine");
    desk.terminal.type("machine.soft_reset()\r");
    CHECK(desk.terminal.sees("MPY: soft reboot\r\nbooted\r\n"));
}

TEST_CASE("main.py prints to the terminal, reads from it, and stops at Ctrl-C")
{
    Desk desk;
    desk.terminal.answer("f = open('main.py', 'w')");
    desk.terminal.answer(
        "f.write('while True:\\n  print(\"got\", input(\"?\"))\\n') and f.close()");
    desk.terminal.answer("import machine");
    desk.terminal.type("machine.reset()\r");
    CHECK(desk.terminal.hangsUp());
    // The port has come again under the same name.
    const auto terminal = terminalOf(desk.vcam);
    terminal->type("me\r");
    CHECK(terminal->sees("got me\r\n"));
    terminal->type("\x03");
    CHECK(terminal->sees("KeyboardInterrupt: \r\n"));
    CHECK(terminal->sees(">>> "));
}

TEST_CASE("Raw mode and raw paste mode take code in any pieces and keep to their window")
{
    Desk desk;
    desk.terminal.type("\r\x01");
    REQUIRE(desk.terminal.sees("raw REPL; CTRL-B to exit\r\n>"));
    desk.terminal.type("print('raw', 5)\x04", 3);
    CHECK(desk.terminal.until("\x04>") == "OKraw 5\r\n\x04\x04>");
    std::string code;
    for (int i = 0; i < 120; ++i)
        code += "v" + std::to_string(i) + " = " + std::to_string(i) + "\n";
    CHECK(rawPaste(desk.terminal, code + "print(v119)\n") == "119\r\n\x04");
    REQUIRE(desk.terminal.sees("\x04>"));
    CHECK(rawPaste(desk.terminal, "1/0\n") == "\x04");
    CHECK(desk.terminal.sees("ZeroDivisionError: divide by zero\r\n\x04>"));
    // A soft reset stays in raw mode.
    desk.terminal.type("\x04");
    CHECK(desk.terminal.sees("OK\r\nMPY: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>"));
    desk.terminal.type("\x02");
    CHECK(desk.terminal.sees("for more information.\r\n>>> "));
}

TEST_CASE("The rate decides between protocol and terminal, and a packet at any rate")
{
    Desk desk;
    CHECK(desk.terminal.answer("a = 4").ends_with(">>> "));
    RawCamera host(desk.vcam.pty());  // leaves the rate as it is
    REQUIRE(host.connect());
    const std::string text = host.run("print('by protocol')\n");
    CHECK(text == "by protocol\n");
    host.closePort();
    // The line was closed: at this rate it is a terminal again.
    CHECK(desk.terminal.isOpen());
    TerminalHost terminal(desk.vcam.pty(), B9600);
    terminal.type("\r\x02");
    CHECK(terminal.sees("for more information.\r\n>>> "));
    CHECK(terminal.answer("'a' in globals()").ends_with("False\r\n>>> "));
    terminal.setRate(B921600);
    RawCamera again(desk.vcam.pty());
    REQUIRE(again.connect());
    CHECK(again.run("print(2)\n") == "2\n");
    terminal.setRate(B57600);
    terminal.type("\r\x02");
    CHECK(terminal.sees("for more information.\r\n>>> "));
}

TEST_CASE("A host by TCP starts its script in the middle of what was typed")
{
    Desk desk;
    desk.terminal.type("while True: print('runs')\r\r\r");
    REQUIRE(desk.terminal.sees("runs\r\nruns\r\n"));
    RawCamera host(desk.vcam.tcpPort());
    REQUIRE(host.connect());
    CHECK(host.run("print('mine now')\n").ends_with("mine now\n"));
}

TEST_CASE("What is typed at the terminal is the terminal's, what a host's script prints the host's")
{
    Desk desk;
    RawCamera host(desk.vcam.tcpPort());
    REQUIRE(host.connect());
    CHECK(desk.terminal.answer("'a' + 'b'") == "'a' + 'b'\r\n'ab'\r\n>>> ");
    CHECK(desk.terminal.answer("1 / 0").ends_with("divide by zero\r\n>>> "));
    CHECK(host.text().empty());
    CHECK(host.run("print('script')\n") == "script\n");
    // Both see the board start anew, and a prompt.
    const std::string seen = desk.terminal.until("\r\n>>> ");
    CHECK(seen.starts_with("MPY: soft reboot\r\nOpenMV v5.0.0; MicroPython v"));
    host.forgetText();
    desk.terminal.type("print('typed')\r\x04");
    CHECK(desk.terminal.sees("typed\r\n>>> "));
    CHECK(desk.terminal.sees("\r\nMPY: soft reboot\r\nOpenMV v5.0.0; MicroPython v"));
    CHECK(desk.terminal.sees("\r\n>>> "));
    REQUIRE(host.waitForReboot());
    CHECK(scriptText(host.collected()).empty());
    // A host's script that nobody watches any more has the terminal.
    REQUIRE(host.start("import time\nwhile True:\n    print('alone')\n    time.sleep_ms(20)\n"));
    REQUIRE(host.printed("alone\r\n"));
    host.closePort();
    CHECK(desk.terminal.sees("alone\r\nalone\r\n"));
}

TEST_CASE("A terminal that nobody reads does not hold up what a host waits for")
{
    Desk desk;
    RawCamera host(desk.vcam.tcpPort());
    REQUIRE(host.connect());
    for (int i = 0; i < 40; ++i)
        REQUIRE(host.run("print('x' * 300)\n") == std::string(300, 'x') + "\n");
    desk.terminal.type("\r");
    CHECK(desk.terminal.sees(">>> "));
}

TEST_CASE("A reset, whoever asks for it, is a hang-up for the terminal and a new life after it")
{
    Desk desk;
    desk.terminal.answer("import machine; kept = 1");
    std::string cause = "2";
    SECTION("typed")
    {
        desk.terminal.type("machine.reset()\r");
    }
    SECTION("into the bootloader, which is not played")
    {
        desk.terminal.type("machine.bootloader()\r");
    }
    SECTION("the watchdog")
    {
        desk.terminal.type("w = machine.WDT(timeout=50)\r");
        cause = "3";
    }
    SECTION("by a host")
    {
        RawCamera host(desk.vcam.tcpPort());
        REQUIRE(host.connect());
        host.request(omv::protocol::Opcode::SysReset, 0, {}, std::chrono::milliseconds(50));
        CHECK(host.waitUntilGone());
    }
    SECTION("by a host, into the bootloader")
    {
        RawCamera host(desk.vcam.tcpPort());
        REQUIRE(host.connect());
        host.request(omv::protocol::Opcode::SysBoot, 0, {}, std::chrono::milliseconds(50));
        CHECK(host.waitUntilGone());
    }
    CHECK(desk.terminal.hangsUp());
    const auto terminal = promptOf(desk.vcam);
    CHECK(terminal->answer("'kept' in globals()").ends_with("False\r\n>>> "));
    CHECK(terminal->answer("import machine; machine.reset_cause()")
              .ends_with("\r\n" + cause + "\r\n>>> "));
}

TEST_CASE("Typed into the bootloader, the board shows its loader, and comes back")
{
    constexpr std::uint16_t kOpenMv = 0x37C5;
    const VcamProcess vcam({"--usbip"});
    REQUIRE(vcam.ok());
    auto terminal = promptOf(vcam);
    for (const char* call : {"machine.bootloader()\r", "machine.reset()\r"}) {
        CAPTURE(call);
        terminal->answer("import machine");
        terminal->type(call);
        CHECK(terminal->hangsUp());
        CHECK(UsbIpHost::waitFor(vcam.usbIp(), kOpenMv, 0x96E3));
        terminal = promptOf(vcam);
        CHECK(UsbIpHost::waitFor(vcam.usbIp(), kOpenMv, 0x16E3));
    }
}
