// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu_host.h"
#include "tests/protocol/loader/dfu_script.h"

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::protocol::loader::test;

namespace {

using ByteVector = std::vector<std::uint8_t>;

/// 64 + 64 + 2 bytes.
const ByteVector kImage(130, 0xA5);

Script allBlocks()
{
    return block("DNLOAD 0 (64)") + block("DNLOAD 1 (64)") + block("DNLOAD 2 a5 a5");
}

Script manifesting()
{
    return {{"DNLOAD 3"},
            {"GETSTATUS", status(DfuState::Manifest)},
            {"WAIT 10 ms"},
            {"GETSTATUS", status(DfuState::Idle)}};
}

std::string download(const Script& script, int cancelAt = -1)
{
    DfuDownload machine(smallTarget(), kImage);
    return play(machine, script, cancelAt);
}

Script firstBlock()
{
    return opening() + Script{{"DNLOAD 0 (64)"}};
}

}  // namespace

TEST_CASE("A download is blocks from 0, a zero-length one, and waiting for dfuIDLE")
{
    CHECK(download(opening() + allBlocks() + manifesting()) == "Done");
}

TEST_CASE("A download reports how far it is")
{
    DfuDownload machine(smallTarget(), kImage);
    CHECK(machine.progress().total == 130);
    play(machine, opening() + block("DNLOAD 0 (64)"));
    CHECK(machine.progress().done == 64);
}

TEST_CASE("GETSTATUS may take ten seconds, other transfers five")
{
    DfuDownload machine(smallTarget(), kImage);
    Step step = machine.start();
    CHECK(step.limit == 5 * kSecond);
    step = machine.answer({});
    CHECK(step.setup == Setup{0xA1, 3, 0, 0, 6});
    CHECK(step.limit == 10 * kSecond);
    step = machine.answer(give(step, status(DfuState::Idle)));
    CHECK(step.setup == Setup{0x21, 1, 0, 0, 64});
    CHECK(step.limit == 5 * kSecond);
}

TEST_CASE("A device is brought to dfuIDLE from any state of DFU mode")
{
    const Script select{{"SELECT 2"}};
    const auto from = [&select](const Script& way) {
        DfuDownload machine(smallTarget(), kImage);
        play(machine, select + way);
        return machine.progress().done == 0;
    };
    const Line idle{"GETSTATUS", status(DfuState::Idle)};
    const Line next{"DNLOAD 0 (64)"};
    CHECK(from(
        {{"GETSTATUS", status(DfuState::Error, 0, DfuError::Write)}, {"CLRSTATUS"}, idle, next}));
    CHECK(from({{"GETSTATUS", status(DfuState::DownloadIdle)}, {"ABORT"}, idle, next}));
    CHECK(from({{"GETSTATUS", status(DfuState::UploadIdle)}, {"ABORT"}, idle, next}));
    CHECK(from({{"GETSTATUS", status(DfuState::DownloadSync)}, {"ABORT"}, idle, next}));
    CHECK(from({{"GETSTATUS", status(DfuState::ManifestSync)}, {"ABORT", stall()}, idle, next}));
    CHECK(from({{"GETSTATUS", status(DfuState::DownloadBusy, 7)}, {"WAIT 7 ms"}, idle, next}));
    CHECK(from({{"GETSTATUS", status(DfuState::Manifest)}, idle, next}));
    CHECK(from(
        {{"GETSTATUS", status(DfuState::Idle, 0, DfuError::UsbReset)}, {"CLRSTATUS"}, idle, next}));
}

TEST_CASE("A device that is not in DFU mode, or does not come to dfuIDLE, is refused")
{
    const Script select{{"SELECT 2"}};
    for (const DfuState state :
         {DfuState::AppIdle, DfuState::AppDetach, DfuState::ManifestWaitReset})
        CHECK(download(select + Script{{"GETSTATUS", status(state)}}) == wrongState(state));
    const Script bad{{"GETSTATUS", status(DfuState::Idle, 0, DfuError::Vendor)}};
    CHECK(download(select + bad + Script{{"CLRSTATUS"}} + bad) == refused(DfuError::Vendor));
    const Script round{{"GETSTATUS", status(DfuState::DownloadIdle)}, {"ABORT"}};
    CHECK(download(select + times(16, round) +
                   Script{{"GETSTATUS", status(DfuState::DownloadIdle)}}) ==
          failed(FaultKind::Stuck, 5));
    CHECK(download({{"SELECT 2", stall()}}) == refused(DfuError::StalledPacket));
    CHECK(download({{"SELECT 2", gone()}}) == failed(FaultKind::Gone));
}

TEST_CASE("The poll timeout is waited for")
{
    CHECK(download(firstBlock() +
                   Script{{"GETSTATUS", status(DfuState::DownloadBusy, 1500)},
                          {"WAIT 1500 ms"},
                          {"GETSTATUS", status(DfuState::DownloadSync, 3)},
                          {"WAIT 3 ms"},
                          {"GETSTATUS", status(DfuState::DownloadIdle)},
                          {"DNLOAD 1 (64)", gone()}}) == failed(FaultKind::Gone, 0, 64));
}

TEST_CASE("A wait of the way to dfuIDLE is not taken for one of a block")
{
    CHECK(download({{"SELECT 2"},
                    {"GETSTATUS", status(DfuState::DownloadBusy, 7)},
                    {"WAIT 7 ms"},
                    {"GETSTATUS", status(DfuState::Idle)},
                    {"DNLOAD 0 (64)"},
                    {"GETSTATUS", status(DfuState::DownloadBusy, 8)},
                    {"WAIT 8 ms"},
                    {"GETSTATUS", status(DfuState::DownloadIdle)},
                    {"DNLOAD 1 (64)", gone()}}) == failed(FaultKind::Gone, 0, 64));
}

TEST_CASE("A device that goes while it is waited for is gone")
{
    CHECK(download(firstBlock() +
                   Script{{"GETSTATUS", status(DfuState::DownloadBusy, 8)},
                          {"WAIT 8 ms", gone()}}) == failed(FaultKind::Gone));
}

TEST_CASE("A block size that cannot be is replaced")
{
    const auto firstOf = [](std::uint16_t blockSize) {
        const ByteVector image(10000);
        DfuTarget target = smallTarget();
        target.blockSize = blockSize;
        DfuDownload machine(target, image);
        Step step = machine.start();
        step = machine.answer({});
        return machine.answer(give(step, status(DfuState::Idle))).out.size();
    };
    CHECK(firstOf(0) == 1024);
    CHECK(firstOf(1) == 1);
    CHECK(firstOf(4096) == 4096);
    CHECK(firstOf(8192) == 4096);
}

TEST_CASE("A poll timeout that is known to be senseless is replaced")
{
    DfuTarget target = smallTarget();
    target.pollTimeout = 5 * kMillisecond;
    DfuDownload machine(target, kImage);
    CHECK(play(machine,
               firstBlock() +
                   Script{{"GETSTATUS", status(DfuState::DownloadBusy, 0xFFFFFF)},
                          {"WAIT 5 ms"},
                          {"GETSTATUS", gone()}}) == failed(FaultKind::Gone));
}

TEST_CASE("A device that is busy for ever is stuck")
{
    const Script zero{{"GETSTATUS", status(DfuState::DownloadBusy)}};
    CHECK(download(firstBlock() + times(100, zero)) == failed(FaultKind::Stuck));
    const Script long_{{"GETSTATUS", status(DfuState::DownloadBusy, 50000)}, {"WAIT 50000 ms"}};
    CHECK(download(firstBlock() + times(2, long_) +
                   Script{{"GETSTATUS", status(DfuState::DownloadBusy, 50000)}}) ==
          failed(FaultKind::Stuck));
    CHECK(
        download(firstBlock() + Script{{"GETSTATUS", status(DfuState::DownloadBusy, 0xFFFFFF)}}) ==
        failed(FaultKind::Stuck));
}

TEST_CASE("A GETSTATUS that stalls while the device works is asked again three times")
{
    const Script busy{{"GETSTATUS", status(DfuState::DownloadBusy, 20)}, {"WAIT 20 ms"}};
    const Script stalled{{"GETSTATUS", stall()}, {"WAIT 20 ms"}};
    CHECK(download(firstBlock() + busy + times(3, stalled) +
                   Script{{"GETSTATUS", status(DfuState::DownloadIdle)},
                          {"DNLOAD 1 (64)", gone()}}) == failed(FaultKind::Gone, 0, 64));
    CHECK(download(firstBlock() + busy + times(3, stalled) + Script{{"GETSTATUS", stall()}}) ==
          refused(DfuError::StalledPacket));
    CHECK(download(firstBlock() + Script{{"GETSTATUS", stall()}}) ==
          refused(DfuError::StalledPacket));
}

TEST_CASE("What the device says about a block is what the download says")
{
    const auto says = [](const Reply& reply) {
        return download(opening() + block("DNLOAD 0 (64)") +
                        Script{{"DNLOAD 1 (64)"}, {"GETSTATUS", reply}});
    };
    CHECK(says(status(DfuState::Error, 0, DfuError::Write)) == refused(DfuError::Write, 64));
    CHECK(says(status(DfuState::Error, 0, DfuError::Address)) == refused(DfuError::Address, 64));
    CHECK(says(status(DfuState::DownloadIdle, 0, DfuError::Verify)) ==
          refused(DfuError::Verify, 64));
    CHECK(says(status(DfuState::Error)) == wrongState(DfuState::Error, 64));
    CHECK(says(status(DfuState::Idle)) == wrongState(DfuState::Idle, 64));
    CHECK(says(timeout()) == failed(FaultKind::NoAnswer, 0, 64));
    CHECK(says(gone()) == failed(FaultKind::Gone, 0, 64));
    CHECK(says({Outcome::Ok, {0, 0, 0, 0, 99, 0}}) == failed(FaultKind::BadReply, 99, 64));
    CHECK(says({Outcome::Ok, {0x77, 0, 0, 0, 5, 0}}) == failed(FaultKind::BadReply, 0x7705, 64));
    CHECK(says({Outcome::Ok, {0, 0, 0}}) == failed(FaultKind::BadReply, 3, 64));
    CHECK(says({Outcome::Ok, {0, 0, 0, 0, 5, 0, 0}}) == failed(FaultKind::BadReply, 7, 64));
}

TEST_CASE("A block that is stalled is explained by the status")
{
    const Script stalled = opening() + Script{{"DNLOAD 0 (64)", stall()}};
    CHECK(download(stalled + Script{{"GETSTATUS", status(DfuState::Error, 0, DfuError::Vendor)}}) ==
          refused(DfuError::Vendor));
    CHECK(download(stalled + Script{{"GETSTATUS", status(DfuState::Idle)}}) ==
          refused(DfuError::StalledPacket));
    CHECK(download(stalled + Script{{"GETSTATUS", gone()}}) == failed(FaultKind::Gone));
}

TEST_CASE("A block of which not all was sent is no block")
{
    CHECK(download(opening() + Script{{"DNLOAD 0 (64)", bytes(63)}}) ==
          failed(FaultKind::BadReply, 63));
}

TEST_CASE("Only zero poll timeouts that follow each other count, and only those of one block")
{
    const Script zero{{"GETSTATUS", status(DfuState::DownloadBusy)}};
    const Script busy{{"GETSTATUS", status(DfuState::DownloadBusy, 60000)}, {"WAIT 60000 ms"}};
    const Script slow = times(99, zero) + busy + times(99, zero) + busy +
        Script{{"GETSTATUS", status(DfuState::DownloadIdle)}};
    CHECK(download(firstBlock() + slow + Script{{"DNLOAD 1 (64)"}} + slow +
                   Script{{"DNLOAD 2 a5 a5"}, {"GETSTATUS", stall()}}) ==
          refused(DfuError::StalledPacket, 128));
}

TEST_CASE("A download that fails in manifestation is no success")
{
    const Script sent = opening() + allBlocks();
    CHECK(download(sent + Script{{"DNLOAD 3"}, {"GETSTATUS", gone()}}) ==
          failed(FaultKind::Gone, 0, 130));
    CHECK(download(sent +
                   Script{{"DNLOAD 3"},
                          {"GETSTATUS", status(DfuState::Error, 0, DfuError::Firmware)}}) ==
          refused(DfuError::Firmware, 130));
    CHECK(download(sent +
                   Script{{"DNLOAD 3"},
                          {"GETSTATUS", status(DfuState::ManifestSync, 200)},
                          {"WAIT 200 ms"},
                          {"GETSTATUS", status(DfuState::DownloadIdle)}}) ==
          wrongState(DfuState::DownloadIdle, 130));
    CHECK(download(sent + Script{{"DNLOAD 3", stall()}, {"GETSTATUS", status(DfuState::Idle)}}) ==
          refused(DfuError::StalledPacket, 130));
}

TEST_CASE("A device that waits for a reset gets one")
{
    const Script sent = opening() + allBlocks() +
        Script{{"DNLOAD 3"}, {"GETSTATUS", status(DfuState::ManifestWaitReset)}};
    CHECK(download(sent + Script{{"RESET"}}) == "Done");
    CHECK(download(sent + Script{{"RESET", gone()}}) == "Done");
    CHECK(download(sent + Script{{"RESET", timeout()}}) == failed(FaultKind::NoAnswer, 0, 130));
}

TEST_CASE("Only a device that need not answer in manifestation may leave then")
{
    DfuTarget target = smallTarget();
    target.manifestationTolerant = false;
    const Script sent = opening() + allBlocks();
    DfuDownload left(target, kImage);
    CHECK(play(left,
               sent +
                   Script{{"DNLOAD 3"},
                          {"GETSTATUS", status(DfuState::Manifest, 50)},
                          {"WAIT 50 ms"},
                          {"GETSTATUS", gone()}}) == "Done");
    DfuDownload early(target, kImage);
    CHECK(play(early, sent + Script{{"DNLOAD 3"}, {"GETSTATUS", gone()}}) ==
          failed(FaultKind::Gone, 0, 130));
}

TEST_CASE("What cannot fit is refused before the first request")
{
    DfuTarget target = smallTarget();
    target.room = 129;
    DfuDownload large(target, kImage);
    CHECK(play(large, {}) == failed(FaultKind::TooLarge));
    target.room = 130;
    DfuDownload fits(target, kImage);
    CHECK(textOf(fits.start()) == "SELECT 2");
    DfuDownload nothing(target, {});
    CHECK(play(nothing, {}) == failed(FaultKind::Misaligned));
    const ByteVector tooMany(64 * 65536 + 1);
    DfuVerify verify(smallTarget(), tooMany);
    CHECK(play(verify, {}) == failed(FaultKind::TooLarge));
}

TEST_CASE("A download that is cancelled ends its block and leaves the device in dfuIDLE")
{
    const std::string none = failed(FaultKind::Cancelled);
    const std::string one = failed(FaultKind::Cancelled, 0, 64);
    CHECK(download(opening(), 0) == none);
    CHECK(download(opening(), 1) == none);
    // Only what went before counts as done: the block may be there or not.
    CHECK(download(opening() + block("DNLOAD 0 (64)") + aborting(), 2) == none);
    CHECK(download(opening() + block("DNLOAD 0 (64)") + aborting(), 4) == none);
    CHECK(download(opening() + block("DNLOAD 0 (64)") + block("DNLOAD 1 (64)") + aborting(), 5) ==
          one);
    CHECK(download(opening() + allBlocks() + manifesting(), 13) ==
          failed(FaultKind::Cancelled, 0, 130));
}

TEST_CASE("A cancelled download whose device disappears says that")
{
    CHECK(download(opening() + block("DNLOAD 0 (64)") + Script{{"ABORT", gone()}}, 2) ==
          failed(FaultKind::Gone));
    CHECK(download(firstBlock() + Script{{"GETSTATUS", gone()}}, 2) == failed(FaultKind::Gone));
}

TEST_CASE("An upload reads to the wanted length and ends it")
{
    ByteVector into(130);
    DfuUpload machine(smallTarget(), into);
    CHECK(play(machine,
               opening() +
                   Script{{"UPLOAD 0 (64)", bytes(64, 1)},
                          {"UPLOAD 1 (64)", bytes(64, 2)},
                          {"UPLOAD 2 (2)", bytes(2, 3)}} +
                   aborting()) == "Done");
    CHECK(machine.size() == 130);
    CHECK(into[63] == 1);
    CHECK(into[64] == 2);
    CHECK(into[129] == 3);
}

TEST_CASE("An upload that ends early fails, and says why when the device does")
{
    const auto ends = [](const Reply& reply, const Script& rest) {
        ByteVector into(130);
        DfuUpload machine(smallTarget(), into);
        return play(machine,
                    opening() + Script{{"UPLOAD 0 (64)", bytes(64)}, {"UPLOAD 1 (64)", reply}} +
                        rest);
    };
    const Line fine{"GETSTATUS", status(DfuState::Idle)};
    const Line file{"GETSTATUS", status(DfuState::Error, 0, DfuError::File)};
    CHECK(ends(bytes(10), Script{fine} + aborting()) == failed(FaultKind::BadReply, 10, 74));
    CHECK(ends(bytes(4, 0), Script{fine} + aborting()) == failed(FaultKind::BadReply, 4, 64));
    CHECK(ends(bytes(0), {file}) == refused(DfuError::File, 64));
    CHECK(ends(stall(), {file}) == refused(DfuError::File, 64));
    CHECK(ends(bytes(65), {}) == failed(FaultKind::BadReply, 65, 64));
    CHECK(ends(gone(), {}) == failed(FaultKind::Gone, 0, 64));
    CHECK(ends(timeout(), {}) == failed(FaultKind::NoAnswer, 0, 64));
}

TEST_CASE("An upload to the end is trimmed of the bootloader's stray zeros")
{
    const auto sizeOf = [](const Reply& last) {
        ByteVector into(256);
        DfuUpload machine(smallTarget(), into, ShortUpload::IsTheEnd);
        CHECK(play(machine,
                   opening() +
                       Script{{"UPLOAD 0 (64)", bytes(64)},
                              {"UPLOAD 1 (64)", last},
                              {"GETSTATUS", status(DfuState::Idle)}} +
                       aborting()) == "Done");
        return machine.size();
    };
    CHECK(sizeOf(bytes(4, 0)) == 64);
    CHECK(sizeOf(bytes(4, 1)) == 68);
    CHECK(sizeOf(bytes(5, 0)) == 69);
    CHECK(sizeOf(bytes(0)) == 64);
}

TEST_CASE("A verify says the first byte that differs and leaves the device in dfuIDLE")
{
    const auto verify = [](const Reply& second, const Script& rest) {
        DfuVerify machine(smallTarget(), kImage);
        return play(machine,
                    opening() + Script{{"UPLOAD 0 (64)", bytes(64)}, {"UPLOAD 1 (64)", second}} +
                        rest);
    };
    CHECK(verify(bytes(64), Script{{"UPLOAD 2 (2)", bytes(2)}} + aborting()) == "Done");
    Reply flipped = bytes(64);
    flipped.bytes[5] ^= 0x40;
    CHECK(verify(flipped, aborting()) == failed(FaultKind::Mismatch, 0xE5, 69));
    // The finding counts more than what happens to the device afterwards.
    CHECK(verify(flipped, {{"ABORT", gone()}}) == failed(FaultKind::Mismatch, 0xE5, 69));
    CHECK(verify(bytes(63), Script{{"GETSTATUS", status(DfuState::Idle)}} + aborting()) ==
          failed(FaultKind::BadReply, 63, 64));
}

TEST_CASE("Holding the bootloader is one upload, at once")
{
    DfuHold machine(smallTarget());
    CHECK(play(machine, Script{{"UPLOAD 0 (64)", bytes(64)}} + aborting()) == "Done");
    DfuHold refusedHold(smallTarget());
    CHECK(play(refusedHold, {{"UPLOAD 0 (64)", stall()}, {"GETSTATUS", status(DfuState::Idle)}}) ==
          refused(DfuError::StalledPacket));
    DfuHold late(smallTarget());
    CHECK(play(late, {{"UPLOAD 0 (64)", gone()}}) == failed(FaultKind::Gone));
}

TEST_CASE("Leaving is DETACH, and a reset for who stays; that the device goes is success")
{
    const auto leave = [](const Script& script, AfterDetach after = AfterDetach::ResetPort) {
        DfuLeave machine(smallTarget(), after);
        return play(machine, script);
    };
    const Script asked{{"DETACH 1000"}, {"WAIT 200 ms"}, {"GETSTATUS", status(DfuState::Idle)}};
    CHECK(leave(asked + Script{{"RESET"}}) == "Done");
    CHECK(leave(asked + Script{{"RESET", gone()}}) == "Done");
    CHECK(leave(asked + Script{{"RESET", timeout()}}) == failed(FaultKind::NoAnswer));
    CHECK(leave({{"DETACH 1000"}, {"WAIT 200 ms"}, {"GETSTATUS", timeout()}, {"RESET"}}) == "Done");
    CHECK(leave({{"DETACH 1000"}, {"WAIT 200 ms"}, {"GETSTATUS", gone()}}) == "Done");
    CHECK(leave({{"DETACH 1000", gone()}}) == "Done");
    CHECK(leave({{"DETACH 1000", timeout()}, {"WAIT 200 ms"}, {"GETSTATUS", gone()}}) == "Done");
    CHECK(leave({{"DETACH 1000"}}, AfterDetach::Nothing) == "Done");
    CHECK(leave({{"DETACH 1000", timeout()}}, AfterDetach::Nothing) == failed(FaultKind::NoAnswer));
    CHECK(leave({{"DETACH 1000", stall()}}) == refused(DfuError::StalledPacket));
}
