// SPDX-License-Identifier: MIT
#include "tests/firmware/loaders/benches.h"

#include "firmware/core/loaders/imx_descriptors.h"
#include "firmware/core/loaders/imx_loader.h"
#include "firmware/core/loaders/imx_rom.h"
#include "protocol/loader/kboot_host.h"
#include "protocol/loader/sdp_host.h"

using namespace omv::firmware::loaders;
using namespace omv::firmware::loaders::test;
using namespace omv::protocol::loader;

namespace {

constexpr std::uint32_t kLoaderAddress = 0x20001C00;
constexpr std::uint32_t kFlashBase = ImxLoader::kFlashBase;
constexpr std::uint32_t kFirmware = kFlashBase + 0x4000;
constexpr std::size_t kFlashSize = 0x10000;
constexpr std::uint32_t kFuse = 6;
constexpr std::uint32_t kFuseBits = 0x10;

/// Something that the ROM takes for a program: an image vector table with its own address.
ByteVector loaderImage(std::size_t size = 3000)
{
    ByteVector image = pattern(size, 5);
    const ByteVector ivt{0xD1, 0x00, 0x20, 0x40};
    std::copy(ivt.begin(), ivt.end(), image.begin());
    omv::protocol::storeU32(MutableBytes(image).subspan(20).first<4>(), kLoaderAddress);
    return image;
}

/// An RT1062: its flash and fuses, and whatever runs on it.
struct Board {
    explicit Board(ImxLoaderKind kind = ImxLoaderKind::Resident)
        : bench(*rom)
    {
        options.kind = kind;
        bench.powerFailed = [this] { return flash.dead; };
        restart();
    }
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    /// Power on, or plugged in again.
    void restart()
    {
        flash.dead = false;
        flash.writesLeft = -1;
        bench.unplugged = false;
        loader.emplace(flash, fuses, options, bench.now);
        bench.device = &*loader;
    }

    End run(Machine& machine, const Plan& plan = {}) { return test::run(machine, bench, plan); }
    template<typename M, typename... Arguments>
    End runs(Arguments&&... arguments)
    {
        M machine(kboot::HidLink{}, std::forward<Arguments>(arguments)...);
        return run(machine);
    }

    /// What an update does to one region.
    bool update(const ByteVector& image)
    {
        const auto size = static_cast<std::uint32_t>(image.size());
        return runs<kboot::GetProperty>(1u, kboot::kExpectedVersion).done() &&
            runs<kboot::EraseRegion>(kFirmware, size).done() &&
            runs<kboot::WriteMemory>(kFirmware, image).done() &&
            runs<kboot::VerifyMemory>(kFirmware, image).done();
    }

    bool holds(const ByteVector& image) const
    {
        return std::equal(image.begin(), image.end(),
                          flash.bytes.begin() + (kFirmware - kFlashBase));
    }

    DyingMemory flash{kFlashSize, CellKind::Flash};
    std::array<std::uint32_t, 16> fuses{};
    ByteVector ram = ByteVector(0x10000);
    std::optional<ImxRom> rom{std::in_place, ram};
    ImxLoaderOptions options;
    std::optional<ImxLoader> loader;
    HidBench bench;
};

}  // namespace

TEST_CASE("A blank RT1062 is brought to life through ROM, flashloader and fuse")
{
    Board board(ImxLoaderKind::Flashloader);
    board.bench.device = &*board.rom;
    const ByteVector program = loaderImage();
    sdp::WriteFile write(kLoaderAddress, program);
    REQUIRE(board.run(write).done());
    sdp::ErrorStatus status;
    REQUIRE(board.run(status).done());
    CHECK(status.status() == sdp::status::kHabSuccess);
    sdp::Jump jump(kLoaderAddress);
    REQUIRE(board.run(jump).done());
    REQUIRE(board.rom->jumped());
    CHECK(std::equal(program.begin(), program.end(), board.ram.begin() + 0x1C00));

    board.restart();
    const ByteVector resident = pattern(5000, 2), firmware = pattern(20000, 3);
    REQUIRE(board.runs<kboot::GetProperty>(1u, kboot::kExpectedVersion).done());
    REQUIRE(board.runs<kboot::FillMemory>(0x2000u, 4u, 0xC0000008u).done());
    REQUIRE(board.runs<kboot::ConfigureMemory>(9u, 0x2000u).done());
    REQUIRE(board.runs<kboot::EraseRegion>(kFlashBase, 0x1000u).done());
    REQUIRE(board.runs<kboot::FillMemory>(0x2000u, 4u, 0xF000000Fu).done());
    REQUIRE(board.runs<kboot::ConfigureMemory>(9u, 0x2000u).done());
    CHECK(ByteVector(board.flash.bytes.begin(), board.flash.bytes.begin() + 4) ==
          ByteVector{'F', 'C', 'F', 'B'});
    REQUIRE(board.runs<kboot::EraseRegion>(kFlashBase + 0x1000, 5000u).done());
    REQUIRE(board.runs<kboot::WriteMemory>(kFlashBase + 0x1000, resident).done());
    REQUIRE(board.update(firmware));
    CHECK(board.holds(firmware));
    REQUIRE(board.runs<kboot::ProgramOnce>(kFuse, kFuseBits).done());
    CHECK(board.fuses[kFuse] == kFuseBits);
    REQUIRE(board.runs<kboot::Reset>().done());
    CHECK(board.loader->left());
}

TEST_CASE("The ROM refuses a jump to what is no program, and one on a closed chip")
{
    Board board;
    board.bench.device = &*board.rom;
    const auto jump = [&](HidDevice& rom) {
        board.bench.device = &rom;
        sdp::Jump machine(kLoaderAddress);
        return board.run(machine).step.fault;
    };
    CHECK(jump(*board.rom) == Fault{FaultKind::Refused, sdp::status::kHabFailure, 0});
    const ByteVector program = loaderImage();
    std::copy(program.begin(), program.end(), board.ram.begin() + 0x1C00);
    ImxRom closed(board.ram, {.securityMode = sdp::hab::kClosed});
    CHECK(jump(closed) == Fault{FaultKind::Refused, sdp::status::kHabFailure, 0});
    ImxRom open(board.ram);
    CHECK(jump(open).kind == FaultKind::None);
    CHECK(open.jumped());
}

TEST_CASE("The ROM refuses a file that its RAM does not hold")
{
    Board board;
    board.bench.device = &*board.rom;
    const ByteVector program = loaderImage(0x10000);
    sdp::WriteFile machine(kLoaderAddress, program);
    const Fault fault = board.run(machine).step.fault;
    CHECK(fault.kind != FaultKind::None);
    CHECK_FALSE(board.rom->jumped());
}

TEST_CASE("The ROM survives trouble and cancelling at every step")
{
    const ByteVector program = loaderImage();
    const auto steps = [&] {
        Board board;
        board.bench.device = &*board.rom;
        sdp::WriteFile machine(kLoaderAddress, program);
        return board.run(machine).steps;
    }();
    for (int at = 0; at < steps; ++at)
        for (int what = 0; what <= static_cast<int>(kTroubles.size()); ++what) {
            Board board;
            board.bench.device = &*board.rom;
            sdp::WriteFile machine(kLoaderAddress, program);
            Plan plan;
            if (what < static_cast<int>(kTroubles.size()))
                plan = {at, kTroubles[static_cast<std::size_t>(what)], -1};
            else
                plan.cancelAt = at;
            const End end = board.run(machine, plan);
            const bool isOut = at < steps - 2;
            if (plan.trouble == Trouble::Garbage && isOut && plan.cancelAt < 0)
                CHECK(end.done());  // nothing came in to be spoilt
            else
                CHECK(end.step.kind == Step::Kind::Failed);
            if (plan.cancelAt >= 0)
                CHECK(end.step.fault.kind == FaultKind::Cancelled);
            // A fresh start always works.
            board.bench.unplugged = false;
            board.rom.emplace(board.ram);
            sdp::WriteFile again(kLoaderAddress, program);
            REQUIRE(board.run(again).done());
        }
}

TEST_CASE("A cancelled file leaves the ROM listening")
{
    Board board;
    board.bench.device = &*board.rom;
    const ByteVector program = loaderImage();
    sdp::WriteFile machine(kLoaderAddress, program);
    CHECK(board.run(machine, {.cancelAt = 1}).step.fault.kind == FaultKind::Cancelled);
    sdp::WriteFile again(kLoaderAddress, program);
    CHECK(board.run(again).done());
}

TEST_CASE("The flashloader's flash must be set up, every loader's must be erased")
{
    const ByteVector image = pattern(600);
    Board board(ImxLoaderKind::Flashloader);
    CHECK(board.runs<kboot::EraseRegion>(kFirmware, 600u).step.fault.code == 10205);
    CHECK(board.runs<kboot::WriteMemory>(kFirmware, image).step.fault.code == 10205);
    ByteVector into(10);
    CHECK(board.runs<kboot::ReadMemory>(kFirmware, MutableBytes(into)).step.fault.code == 10205);

    Board resident;
    REQUIRE(resident.runs<kboot::WriteMemory>(kFirmware, image).done());
    CHECK(resident.runs<kboot::WriteMemory>(kFirmware, image).step.fault.code == 10203);
    CHECK(resident.holds(image));
    CHECK(resident.runs<kboot::ReadMemory>(kFlashBase + 0xFFF0, MutableBytes(into)).done());
    CHECK(
        resident.runs<kboot::ReadMemory>(kFlashBase + 0xFFF8, MutableBytes(into)).step.fault.code ==
        10200);
    CHECK(resident.runs<kboot::EraseRegion>(0x70000000u, 1u).step.fault.code == 10200);
    CHECK(resident.runs<kboot::ConfigureMemory>(8u, 0x2000u).step.fault.code == 4);
    CHECK(resident.runs<kboot::ReadOnce>(99u).step.fault.code == 4);
}

TEST_CASE("The configuration block is only written to an erased page")
{
    Board board;
    REQUIRE(board.runs<kboot::FillMemory>(0x2000u, 4u, 0xF000000Fu).done());
    CHECK(board.runs<kboot::ConfigureMemory>(9u, 0x2000u).done());
    CHECK(board.runs<kboot::ConfigureMemory>(9u, 0x2000u).step.fault.code == 10203);
}

TEST_CASE("The resident loader waits a second for its first command, then for ever")
{
    Board board;
    board.bench.now += 990 * kMillisecond;
    REQUIRE(board.runs<kboot::GetProperty>(1u).done());
    board.bench.now += 3600 * kSecond;
    CHECK(board.runs<kboot::GetProperty>(1u).done());

    board.restart();
    board.bench.now += kSecond;
    CHECK(board.runs<kboot::GetProperty>(1u).step.fault.kind == FaultKind::Gone);
    CHECK(board.loader->left());
}

TEST_CASE("An update fits every packet size")
{
    const ByteVector image = pattern(2000);
    for (const std::uint32_t size : {1u, 7u, 32u, 59u, 256u, 1012u, 5000u}) {
        Board board;
        board.options.packetSize = size;
        board.restart();
        CHECK(board.update(image));
        CHECK(board.holds(image));
    }
}

TEST_CASE("A slow erase is waited for, one that never ends is not")
{
    const ByteVector image = pattern(2000);
    Board board;
    board.options.eraseTime = 119 * kSecond;
    board.restart();
    CHECK(board.update(image));
    board.options.eraseTime = 200 * kSecond;
    board.restart();
    CHECK(board.runs<kboot::EraseRegion>(kFirmware, 1u).step.fault.kind == FaultKind::NoAnswer);
    board.options.eraseTime = kMillisecond;
    board.options.programTime = 40 * kSecond;
    board.restart();
    REQUIRE(board.runs<kboot::EraseRegion>(kFirmware, 2000u).done());
    CHECK_FALSE(board.runs<kboot::WriteMemory>(kFirmware, image).done());
}

TEST_CASE("Fuses are written once, and a word that is not as expected never")
{
    Board board;
    const auto program = [&] {
        kboot::ProgramOnce machine({}, kFuse, kFuseBits);
        const End end = board.run(machine);
        return std::tuple(end.done(), machine.written(), end.step.fault.kind);
    };
    CHECK(program() == std::tuple(true, true, FaultKind::None));
    CHECK(program() == std::tuple(true, false, FaultKind::None));
    board.fuses[kFuse] = 0x8000;
    CHECK(program() == std::tuple(false, false, FaultKind::WrongState));
    CHECK(board.fuses[kFuse] == 0x8000);
}

TEST_CASE("Trouble at every step of a fuse never writes what was not read")
{
    int steps = 0;
    {
        Board board;
        kboot::ProgramOnce machine({}, kFuse, kFuseBits);
        steps = board.run(machine).steps;
    }
    for (int at = 0; at < steps; ++at)
        for (const Trouble trouble : kTroubles) {
            Board board;
            kboot::ProgramOnce machine({}, kFuse, kFuseBits);
            const End end = board.run(machine, {at, trouble, -1});
            CHECK((!end.done() || board.fuses[kFuse] == kFuseBits));
            CHECK((board.fuses[kFuse] & ~kFuseBits) == 0);
            board.restart();
            kboot::ProgramOnce again({}, kFuse, kFuseBits);
            CHECK(board.run(again).done());
        }
}

TEST_CASE("Trouble at every step of every small job ends it, and is recovered from")
{
    const kboot::HidLink link;
    const auto troubleEverywhere = [&](auto make, auto isSo) {
        for (int at = 0; at < 3; ++at)
            for (const Trouble trouble : kTroubles) {
                Board board(ImxLoaderKind::Flashloader);
                REQUIRE(board.runs<kboot::FillMemory>(0x2000u, 4u, 0xC0000008u).done());
                auto machine = make();
                const Time before = board.bench.now;
                const End end = board.run(machine, {at, trouble, -1});
                CHECK((!end.done() || isSo(machine, board)));
                CHECK(board.bench.now - before < 60 * kSecond);
                if (end.done())
                    CHECK(end.steps == 3);
                board.restart();
                auto again = make();
                CHECK(board.run(again).step.fault.kind != FaultKind::NoAnswer);
            }
    };
    troubleEverywhere(
        [&] { return kboot::GetProperty(link, 1); },
        [](auto& machine, Board&) { return machine.value() == kboot::kExpectedVersion; });
    troubleEverywhere([&] { return kboot::FillMemory(link, 0x2000, 4, 1); },
                      [](auto&, Board&) { return true; });
    troubleEverywhere(
        [&] { return kboot::ConfigureMemory(link, 9, 0x2000); },
        [](auto&, Board& board) {
            ByteVector into(4);
            return board.runs<kboot::ReadMemory>(kFirmware, MutableBytes(into)).done();
        });
    troubleEverywhere([&] { return kboot::ReadOnce(link, kFuse); },
                      [](auto& machine, Board&) { return machine.value() == 0; });
}

TEST_CASE("Trouble at every step of a jump: done means that the ROM has left or said nothing")
{
    const ByteVector program = loaderImage();
    for (int at = 0; at < 3; ++at)
        for (const Trouble trouble : kTroubles) {
            Board board;
            board.bench.device = &*board.rom;
            std::copy(program.begin(), program.end(), board.ram.begin() + 0x1C00);
            sdp::Jump machine(kLoaderAddress);
            const End end = board.run(machine, {at, trouble, -1});
            if (at == 0 && trouble != Trouble::Garbage)
                CHECK_FALSE(end.done());
            if (end.done() && trouble != Trouble::Gone)
                CHECK(board.rom->jumped());
        }
    for (int at = 0; at < 3; ++at) {
        Board board;
        board.bench.device = &*board.rom;
        sdp::Jump machine(kLoaderAddress);
        CHECK(board.run(machine, {.cancelAt = at}).step.fault.kind == FaultKind::Cancelled);
    }
}

TEST_CASE("A reset is done with and without an answer")
{
    for (const bool answers : {true, false}) {
        Board board;
        board.options.answersReset = answers;
        board.restart();
        CHECK(board.runs<kboot::Reset>().done());
        CHECK(board.loader->left());
    }
}

namespace {

enum class Part { Erase, Write, Verify, Read };

End runPart(Board& board, Part part, const ByteVector& image, const Plan& plan)
{
    const kboot::HidLink link;
    ByteVector into(image.size());
    kboot::EraseRegion erase(link, kFirmware, static_cast<std::uint32_t>(image.size()));
    kboot::WriteMemory write(link, kFirmware, image);
    kboot::VerifyMemory verify(link, kFirmware, image);
    kboot::ReadMemory read(link, kFirmware, into);
    Machine& machine = part == Part::Erase ? static_cast<Machine&>(erase)
        : part == Part::Write              ? static_cast<Machine&>(write)
        : part == Part::Verify             ? static_cast<Machine&>(verify)
                                           : static_cast<Machine&>(read);
    return board.run(machine, plan);
}

/// A board on which all jobs before this one were done.
void prepare(Board& board, Part part, const ByteVector& image)
{
    board.options.packetSize = 60;
    board.restart();
    for (const Part before : {Part::Erase, Part::Write})
        if (before < part)
            REQUIRE(runPart(board, before, image, {}).done());
}

bool didIt(const Board& board, Part part, const ByteVector& image)
{
    const auto begin = board.flash.bytes.begin() + (kFirmware - kFlashBase);
    if (part == Part::Erase)
        return std::all_of(begin, begin + 0x1000, [](std::uint8_t b) { return b == 0xFF; });
    return board.holds(image);
}

constexpr std::array kParts{Part::Erase, Part::Write, Part::Verify, Part::Read};

}  // namespace

TEST_CASE("Trouble at every step of an RT1062 update is never success, and is recovered from")
{
    const ByteVector image = pattern(1500);
    for (const Part part : kParts) {
        Board counted;
        prepare(counted, part, image);
        const int steps = runPart(counted, part, image, {}).steps;
        for (int at = 0; at < steps; ++at)
            for (const Trouble trouble : kTroubles) {
                Board board;
                prepare(board, part, image);
                const End end = runPart(board, part, image, {at, trouble, -1});
                CHECK((!end.done() || didIt(board, part, image)));
                if (trouble == Trouble::Gone)
                    CHECK_FALSE(end.done());
                board.restart();
                REQUIRE(board.update(image));
                CHECK(board.holds(image));
            }
    }
}

TEST_CASE("Cancelling at every step of an RT1062 update leaves the loader listening")
{
    const ByteVector image = pattern(1500);
    for (const Part part : kParts) {
        Board counted;
        prepare(counted, part, image);
        const int steps = runPart(counted, part, image, {}).steps;
        for (int at = 0; at < steps; ++at) {
            Board board;
            prepare(board, part, image);
            const End end = runPart(board, part, image, {.cancelAt = at});
            CHECK(end.step.fault.kind == FaultKind::Cancelled);
            if (part != Part::Read && part != Part::Verify)
                CHECK(end.steps <= at + 4);  // reading has to hear the rest
            REQUIRE(board.update(image));
            CHECK(board.holds(image));
        }
    }
}

TEST_CASE("A host that was killed at any step finds the loader listening again")
{
    const ByteVector image = pattern(1500);
    for (const Part part : kParts)
        for (int at = 0; at < 60; ++at) {
            Board board;
            prepare(board, part, image);
            kboot::WriteMemory write({}, kFirmware, image);
            kboot::VerifyMemory verify({}, kFirmware, image);
            Machine& machine = part == Part::Write ? static_cast<Machine&>(write) : verify;
            Step step = machine.start();
            for (int i = 0; i < at && !step.over(); ++i)
                step = machine.answer(board.bench.perform(step));
            REQUIRE(board.update(image));
            CHECK(board.holds(image));
        }
}

TEST_CASE("Power loss at random writes of an RT1062 is never success, and is recovered from")
{
    std::minstd_rand random(2024);
    const ByteVector old = pattern(9000, 8), image = pattern(9000, 9);
    int failures = 0;
    Board counted;
    REQUIRE(counted.update(image));
    const int writes = counted.flash.writes;
    for (int i = 0; i < 1000; ++i) {
        Board board;
        REQUIRE(board.update(old));
        board.restart();
        board.flash.writesLeft = static_cast<int>(random() % static_cast<unsigned>(writes + 4));
        const bool done = board.update(image);
        failures += done ? 0 : 1;
        CHECK((!done || board.holds(image)));
        board.restart();
        REQUIRE(board.update(image));
        CHECK(board.holds(image));
    }
    CHECK(failures > 800);
    CHECK(failures < 1000);
}

TEST_CASE("The HID descriptors fit together")
{
    CHECK(imx::kRomConfiguration[2] == imx::kRomConfiguration.size());
    CHECK(imx::kLoaderConfiguration[2] == imx::kLoaderConfiguration.size());
    CHECK(imx::kRomConfiguration[25] == imx::kRomReports.size());
    CHECK(imx::kLoaderConfiguration[25] == imx::kLoaderReports.size());
    CHECK(imx::kRomDevice[8] + 256 * imx::kRomDevice[9] == 0x1FC9);
    CHECK(imx::kRomDevice[10] + 256 * imx::kRomDevice[11] == 0x0135);
    CHECK(imx::kLoaderDevice[8] + 256 * imx::kLoaderDevice[9] == 0x15A2);
    CHECK(imx::kLoaderDevice[10] + 256 * imx::kLoaderDevice[11] == 0x0073);
    CHECK(imx::kLoaderReports[19] * imx::kLoaderReports[21] / 8 + 1 == ImxLoader::kReportSize);
    CHECK(imx::kLoaderConfiguration[31] + 256 * imx::kLoaderConfiguration[32] ==
          ImxLoader::kReportSize);
}
