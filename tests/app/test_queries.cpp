// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

using namespace omv;
using namespace omv::cli::test;

namespace {

DeviceInfo sampleInfo()
{
    DeviceInfo info;
    info.port = "/dev/pts/3";
    info.boardId = "ae3";
    info.boardName = "OpenMV AE3";
    info.serial = "000102030405060708090A0B";
    info.usbVendor = 0x37C5;
    info.usbProduct = 0x16E3;
    info.cpuId = 0x411FD220;
    info.sensorIds = {0x7936, 0x1234};
    info.sensorNames = {"PAG7936", "0x1234"};
    info.hardwareCapNames = {"npu", "wifi"};
    info.frameBufferKb = 4096;
    info.streamBufferKb = 512;
    info.protocol = {2, 0, 0};
    info.firmware = {5, 0, 0};
    info.maxPayload = 4096;
    return info;
}

}  // namespace

TEST_CASE("info shows what the camera says of itself", "[cli]")
{
    Cli cli;
    cli.board.info = sampleInfo();
    CHECK(cli.tell({"info"}) == R"(Board:          OpenMV AE3 (ae3)
Port:           /dev/pts/3
Device id:      000102030405060708090A0B
USB id:         37c5:16e3
Firmware:       5.0.0
Protocol:       2.0.0
Bootloader:     0.0.0
CPU id:         0x411fd220
Sensors:        PAG7936 (0x7936), 0x1234 (0x1234)
Features:       npu, wifi
Frame buffer:   4096 KB
Stream buffer:  512 KB
Payload:        up to 4096 bytes
)");
}

TEST_CASE("info --json has everything as fields", "[cli]")
{
    Cli cli;
    cli.board.info = sampleInfo();
    CHECK(cli.run({"info", "--json"}) == 0);
    CHECK(cli.out.find(
              R"({"type":"info","port":"/dev/pts/3","board":"ae3","name":"OpenMV AE3",)"
              R"("device_id":"000102030405060708090A0B","usb":"37c5:16e3","firmware":"5.0.0",)"
              R"("protocol":"2.0.0","bootloader":"0.0.0","cpu_id":1092604448,)"
              R"("sensors":[{"id":31030,"name":"PAG7936"},{"id":4660,"name":"0x1234"}],)"
              R"("caps":["npu","wifi"],"frame_buffer_kb":4096,"stream_buffer_kb":512,)"
              R"("max_payload":4096})") != std::string::npos);
}

TEST_CASE("memory shows a row for each pool", "[cli]")
{
    Cli cli;
    cli.board.pools = {{"gc", 0, 1000, 10, 990, 0, 20}, {"uma", 3, 50, 5, 45, 1, 6}};
    CHECK(cli.tell({"memory"}) ==
          "POOL  FLAGS  TOTAL  USED  FREE  PERSISTENT  PEAK\n"
          "gc    0x0     1000    10   990           0    20\n"
          "uma   0x3       50     5    45           1     6\n");
    CHECK(cli.run({"memory", "--json"}) == 0);
    CHECK(cli.out.find(R"({"type":"memory","kind":"uma","flags":3,"total":50,"used":5,"free":45,)"
                       R"("persistent":1,"peak":6})") != std::string::npos);
}

TEST_CASE("stats names each counter once, for people and programs alike", "[cli]")
{
    Cli cli;
    cli.board.statistics.packetsSent = 7;
    cli.board.statistics.textLost = 3;
    cli.board.statistics.deviceEvents = 9;
    CHECK(cli.run({"stats"}) == 0);
    CHECK(cli.out.find("host    packets_sent           7\n") == 0);
    CHECK(cli.out.find("host    text_lost              3\n") != std::string::npos);
    CHECK(cli.out.find("device  events                 9\n") != std::string::npos);
    CHECK(cli.run({"stats", "--json"}) == 0);
    CHECK(cli.out.find(R"("host":{"packets_sent":7,)") != std::string::npos);
}

TEST_CASE("channel ls shows what may be done with each channel", "[cli]")
{
    Cli cli;
    cli.board.channels = {{1, "stdin", true, true, false, false, 3},
                          {10, "buffer", true, false, true, true, 0x25}};
    CHECK(cli.tell({"channel", "ls"}) ==
          "ID  NAME    ACCESS  MADE BY\n"
          " 1  stdin   rw-     board\n"
          "10  buffer  r-l     script\n");
    CHECK(cli.run({"channel", "ls", "--json"}) == 0);
    CHECK(cli.out.find(R"({"type":"channel","id":10,"name":"buffer","readable":true,)"
                       R"("writable":false,"lockable":true,"dynamic":true,"flags":37})") !=
          std::string::npos);
}

TEST_CASE("channel read gives bytes to a pipe and a dump to a terminal", "[cli]")
{
    Cli cli;
    cli.board.channelData["buffer"] = {'h', 'i', '\n'};
    CHECK(cli.tell({"channel", "read", "buffer"}) == "hi\n");
    cli.outIsTerminal = true;
    CHECK(cli.tell({"channel", "read", "buffer", "--out", "-"}) == "hi\n");
    CHECK(cli.tell({"channel", "read", "buffer"}) ==
          "00000000  68 69 0a                                          |hi.|\n");
    CHECK(cli.run({"channel", "read", "buffer", "--json"}) == 0);
    CHECK(cli.out.find(R"({"type":"data","channel":"buffer","size":3,"bytes":"aGkK"})") !=
          std::string::npos);
}

TEST_CASE("channel read --out writes a file", "[cli]")
{
    Folder folder;
    Cli cli;
    cli.board.channelData["5"] = {1, 2, 3};
    CHECK(cli.tell({"channel", "read", "5", "--out", folder.path("x")}) ==
          "|3 bytes -> " + folder.path("x") + "\n|0");
    CHECK(folder.read("x") == "\1\2\3");
    CHECK(cli.run({"channel", "read", "5", "--out", "/no/such/folder/x"}) == 1);
}

TEST_CASE("channel write takes text, a file, or standard input", "[cli]")
{
    Folder folder;
    Cli cli;
    using Bytes = std::vector<std::uint8_t>;
    CHECK(cli.tell({"channel", "write", "c", "abc"}) == "|3 bytes written to c\n|0");
    CHECK(cli.board.channelData["c"] == Bytes{'a', 'b', 'c'});
    CHECK(cli.run({"channel", "write", "c", "@" + folder.write("d", "de")}) == 0);
    CHECK(cli.board.channelData["c"] == Bytes{'d', 'e'});
    cli.input = "f";
    CHECK(cli.run({"channel", "write", "c", "-"}) == 0);
    CHECK(cli.board.channelData["c"] == Bytes{'f'});
    CHECK(cli.run({"channel", "write", "c", "@/no/such"}) == 1);
}

TEST_CASE("a query that fails is told with its exit code", "[cli]")
{
    Cli cli;
    const Error timeout{Errc::Timeout, "OMV-E0201", "No answer", "silence", "Try again."};
    const auto verb =
        GENERATE(as<std::vector<std::string>>{}, std::vector<std::string>{"memory"},
                 std::vector<std::string>{"stats"}, std::vector<std::string>{"channel", "ls"},
                 std::vector<std::string>{"channel", "read", "x"},
                 std::vector<std::string>{"channel", "write", "x", "y"},
                 std::vector<std::string>{"stop"}, std::vector<std::string>{"reset"});
    for (const std::string call :
         {"memory", "statistics", "channels", "read x", "write x", "stop", "reset"})
        cli.board.failures[call] = timeout;
    CHECK(cli.tell(verb) == "|omv: OMV-E0201: No answer\n  why: silence\n  fix: Try again.\n|5");
}
