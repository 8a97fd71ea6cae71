// SPDX-License-Identifier: MIT
#include "protocol/loader/dfuse_host.h"
#include "tests/protocol/loader/dfu_script.h"

#include <string_view>

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::protocol::loader::test;

namespace {

using ByteVector = std::vector<std::uint8_t>;

const ByteVector kImage(100, 0xA5);

MemoryMap mapOf(std::string_view text)
{
    return *MemoryMap::parse(text);
}

Script command(const std::string& bytes)
{
    return {{"DNLOAD 0 " + bytes},
            {"GETSTATUS", status(DfuState::DownloadBusy, 1)},
            {"WAIT 1 ms"},
            {"GETSTATUS", status(DfuState::DownloadIdle)}};
}

Script data(const std::string& what)
{
    return {{"DNLOAD 2 " + what},
            {"GETSTATUS", status(DfuState::DownloadBusy)},
            {"GETSTATUS", status(DfuState::DownloadIdle)}};
}

std::string leave(const Script& script)
{
    DfuseLeave machine(smallTarget(), 0x08000000);
    return play(machine, opening() + command("21 00 00 00 08") + script);
}

}  // namespace

TEST_CASE("A DfuSe write sets the address for each chunk and always sends block 2")
{
    const MemoryMap map = mapOf("@F/0x08000000/4*1Kg");
    DfuseWrite machine(smallTarget(), map, 0x08000000, kImage);
    CHECK(play(machine,
               opening() + command("21 00 00 00 08") + data("(64)") + command("21 40 00 00 08") +
                   data("(36)") + aborting()) == "Done");
    CHECK(machine.progress().done == 100);
}

TEST_CASE("A DfuSe command has to be seen to begin")
{
    const MemoryMap map = mapOf("@F/0x08000000/4*1Kg");
    const auto begins = [&map](const Reply& first) {
        DfuseWrite machine(smallTarget(), map, 0x08000000, kImage);
        return play(machine, opening() + Script{{"DNLOAD 0 21 00 00 00 08"}, {"GETSTATUS", first}});
    };
    CHECK(begins(status(DfuState::DownloadIdle)) == wrongState(DfuState::DownloadIdle));
    CHECK(begins(status(DfuState::DownloadSync)) == wrongState(DfuState::DownloadSync));
    CHECK(begins(status(DfuState::Error, 0, DfuError::Target)) == refused(DfuError::Target));
}

TEST_CASE("A DfuSe erase takes each page that is touched once, and only those that can be erased")
{
    const MemoryMap map = mapOf("@F/0x1000/1*64g,1*64e,2*128g");
    DfuseErase machine(smallTarget(), map, 0x1020, 300);
    CHECK(play(machine,
               opening() + command("41 00 10 00 00") + command("41 80 10 00 00") +
                   command("41 00 11 00 00") + aborting()) == "Done");
    CHECK(machine.progress().done == 300);
    CHECK(machine.erasedTo() == 0x1180);
    // The next image begins in the page that was erased last.
    DfuseErase next(smallTarget(), map, 0x1170, 8, machine.erasedTo());
    CHECK(play(next, opening() + aborting()) == "Done");
    CHECK(next.erasedTo() == 0x1180);
}

TEST_CASE("Addresses outside the writable memory are refused before the first request")
{
    const MemoryMap map = mapOf("@F/0x1000/1*64g,1*64a,2*128g");
    const auto erase = [&map](std::uint32_t address, std::uint32_t size) {
        DfuseErase machine(smallTarget(), map, address, size);
        return textOf(machine.start());
    };
    CHECK(erase(0x1000, 64) == "SELECT 2");
    CHECK(erase(0x1000, 65) == failed(FaultKind::TooLarge));
    CHECK(erase(0x0FFF, 2) == failed(FaultKind::TooLarge));
    CHECK(erase(0x1080, 256) == "SELECT 2");
    CHECK(erase(0x1080, 257) == failed(FaultKind::TooLarge));
    CHECK(erase(0x1080, 0) == failed(FaultKind::TooLarge));
    CHECK(erase(0xFFFFFFFF, 0xFFFFFFFF) == failed(FaultKind::TooLarge));
    DfuseWrite write(smallTarget(), map, 0x10F0, ByteVector(145));
    CHECK(textOf(write.start()) == failed(FaultKind::TooLarge));
    DfuseWrite nothing(smallTarget(), map, 0x10F0, {});
    CHECK(textOf(nothing.start()) == failed(FaultKind::Misaligned));
}

TEST_CASE("A mass erase is waited for longer than a chip says")
{
    const auto massErase = [](std::uint32_t says, const std::string& wait) {
        DfuseMassErase machine(smallTarget());
        return play(machine,
                    opening() +
                        Script{{"DNLOAD 0 41"},
                               {"GETSTATUS", status(DfuState::DownloadBusy, says)},
                               {wait},
                               {"GETSTATUS", status(DfuState::DownloadIdle)}} +
                        aborting());
    };
    CHECK(massErase(100, "WAIT 35000 ms") == "Done");
    CHECK(massErase(0, "WAIT 35000 ms") == "Done");
    CHECK(massErase(20000, "WAIT 20000 ms") == "Done");
}

TEST_CASE("A DfuSe device with a hundred zero poll timeouts is stuck")
{
    const MemoryMap map = mapOf("@F/0x08000000/4*1Kg");
    DfuseWrite machine(smallTarget(), map, 0x08000000, kImage);
    CHECK(play(machine,
               opening() + Script{{"DNLOAD 0 21 00 00 00 08"}} +
                   times(100, {{"GETSTATUS", status(DfuState::DownloadBusy)}})) ==
          failed(FaultKind::Stuck));
}

TEST_CASE("A DfuSe read sets the address, goes to dfuIDLE, and counts blocks from 2")
{
    ByteVector into(130);
    DfuseRead machine(smallTarget(), 0x08000010, into);
    CHECK(play(machine,
               opening() + command("21 10 00 00 08") + aborting() +
                   Script{{"UPLOAD 2 (64)", bytes(64, 1)},
                          {"UPLOAD 3 (64)", bytes(64, 2)},
                          {"UPLOAD 4 (2)", bytes(2, 3)}} +
                   aborting()) == "Done");
    CHECK(into[0] == 1);
    CHECK(into[64] == 2);
    CHECK(into[129] == 3);
}

TEST_CASE("A DfuSe read of more blocks than have numbers sets the address anew")
{
    DfuTarget target = smallTarget();
    target.blockSize = 1;
    ByteVector into(65534 + 2);
    DfuseRead machine(target, 0, into);
    Script script = opening() + command("21 00 00 00 00") + aborting();
    for (int i = 2; i < 65536; ++i)
        script.push_back({"UPLOAD " + std::to_string(i) + " (1)", bytes(1)});
    script = std::move(script) + aborting() + command("21 fe ff 00 00") + aborting() +
        Script{{"UPLOAD 2 (1)", bytes(1)}, {"UPLOAD 3 (1)", bytes(1)}} + aborting();
    CHECK(play(machine, script) == "Done");
}

TEST_CASE("A DfuSe verify says the first byte that differs")
{
    const auto verify = [](const Reply& second, const Script& rest) {
        DfuseVerify machine(smallTarget(), 0x08000000, kImage);
        return play(machine,
                    opening() + command("21 00 00 00 08") + aborting() +
                        Script{{"UPLOAD 2 (64)", bytes(64)}, {"UPLOAD 3 (36)", second}} + rest);
    };
    CHECK(verify(bytes(36), aborting()) == "Done");
    Reply flipped = bytes(36);
    flipped.bytes[35] ^= 1;
    CHECK(verify(flipped, aborting()) == failed(FaultKind::Mismatch, 0xA4, 99));
    CHECK(verify(bytes(8), Script{{"GETSTATUS", status(DfuState::Idle)}} + aborting()) ==
          failed(FaultKind::BadReply, 8, 64));
    CHECK(verify(stall(), {{"GETSTATUS", status(DfuState::Error, 0, DfuError::Vendor)}}) ==
          refused(DfuError::Vendor, 64));
}

TEST_CASE("A DfuSe device says which commands it knows")
{
    DfuseCommands machine(smallTarget());
    CHECK(play(machine,
               opening() + Script{{"UPLOAD 0 (64)", {Outcome::Ok, {0x00, 0x21, 0x41, 0x92}}}} +
                   aborting()) == "Done");
    CHECK(machine.commands().size() == 4);
    CHECK(machine.knows(kDfuseErase));
    CHECK_FALSE(machine.knows(0x42));
}

TEST_CASE("What fails after a DfuSe device was told to jump is success")
{
    CHECK(leave({{"DNLOAD 2"}, {"GETSTATUS", status(DfuState::Manifest)}}) == "Done");
    CHECK(leave({{"DNLOAD 2"}, {"GETSTATUS", gone()}}) == "Done");
    CHECK(leave({{"DNLOAD 2"}, {"GETSTATUS", stall()}}) == "Done");
    CHECK(leave({{"DNLOAD 2"}, {"GETSTATUS", timeout()}}) == "Done");
    CHECK(leave({{"DNLOAD 2"}, {"GETSTATUS", bytes(6, 0xEE)}}) == "Done");
    CHECK(leave({{"DNLOAD 2", gone()}}) == "Done");
}

TEST_CASE("A DfuSe device that does not let itself be told to jump has not left")
{
    CHECK(leave({{"DNLOAD 2", stall()}}) == refused(DfuError::StalledPacket));
    CHECK(leave({{"DNLOAD 2", timeout()}}) == failed(FaultKind::NoAnswer));
    CHECK(leave({{"DNLOAD 2"}, {"GETSTATUS", status(DfuState::Error, 0, DfuError::Target)}}) ==
          refused(DfuError::Target));
    DfuseLeave lost(smallTarget(), 0x08000000);
    CHECK(play(lost, opening() + Script{{"DNLOAD 0 21 00 00 00 08", gone()}}) ==
          failed(FaultKind::Gone));
}

TEST_CASE("A cancelled DfuSe write ends between two transfers in dfuIDLE")
{
    const MemoryMap map = mapOf("@F/0x08000000/4*1Kg");
    const auto cancelled = [&map](const Script& script, int at) {
        DfuseWrite machine(smallTarget(), map, 0x08000000, kImage);
        return play(machine, script, at);
    };
    const Script pointed = opening() + command("21 00 00 00 08");
    CHECK(cancelled(pointed + aborting(), 3) == failed(FaultKind::Cancelled));
    CHECK(cancelled(pointed + data("(64)") + aborting(), 7) == failed(FaultKind::Cancelled));
}
