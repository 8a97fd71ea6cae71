// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu_host.h"
#include "tests/firmware/loaders/dfu_boards.h"
#include "tests/support/catch.h"
#include "tests/support/loader_bus.h"

using namespace omv::firmware::loaders;
using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::test;

namespace {

using ByteVector = std::vector<std::uint8_t>;

ByteVector randomBytes(std::size_t size, std::uint32_t seed)
{
    std::mt19937 random(seed);
    ByteVector bytes(size);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

/// A board in its bootloader, and the cable to it.
struct Session {
    explicit Session(DfuBoard& theBoard)
        : board(theBoard)
        , device(board.bootloader())
        , bus(device)
    {
        bus.powered = [this] { return !board.dead(); };
        powerUp();
    }

    void powerUp(bool forced = true)
    {
        for (const auto& flash : board.flash)
            flash->powerUp();
        bus.plugged = true;
        device.reset(bus.now, forced);
        bus.configure();
    }
    DfuTarget target(std::size_t alternate) const
    {
        DfuTarget target;
        target.alternate = static_cast<std::uint16_t>(alternate);
        target.room = board.room(alternate);
        return target;
    }
    Step download(std::size_t alternate, Bytes image)
    {
        DfuDownload machine(target(alternate), image);
        return bus.run(machine);
    }
    Step verify(std::size_t alternate, Bytes image)
    {
        DfuVerify machine(target(alternate), image);
        return bus.run(machine);
    }

    DfuBoard& board;
    DfuBootloader device;
    LoaderBus<DfuBootloader> bus;
};

bool isDone(const Step& step)
{
    return step.kind == Step::Kind::Done;
}

/// What stands in a partition after a download, by the rules of its erasing.
ByteVector expectedAfter(const DfuPartition& partition, ByteVector before, Bytes image)
{
    std::copy(image.begin(), image.end(), before.begin());
    const std::size_t word = partition.flash->wordSize();
    const std::size_t padded = (image.size() + word - 1) / word * word;
    std::fill(before.begin() + static_cast<std::ptrdiff_t>(image.size()),
              before.begin() + static_cast<std::ptrdiff_t>(padded), std::uint8_t{0});
    if (partition.erase == EraseRule::Never)
        return before;
    const auto last = partition.start + static_cast<std::uint32_t>(image.size() - 1);
    const auto unit = partition.flash->unitAt(last);
    std::fill(before.begin() + static_cast<std::ptrdiff_t>(padded),
              before.begin() + static_cast<std::ptrdiff_t>(unit->end() - partition.start),
              std::uint8_t{0xFF});
    return before;
}

}  // namespace

TEST_CASE("After a download of any size a partition of any board holds just that")
{
    for (DfuBoard& board : allDfuBoards()) {
        Session session(board);
        for (std::size_t alternate = 0; alternate < board.partitions.size(); ++alternate) {
            const DfuPartition& partition = board.partitions[alternate];
            if (partition.readOnly || partition.recovery)
                continue;
            MemoryFlash& flash = board.memory(alternate);
            const std::uint32_t room = board.room(alternate);
            for (const std::size_t size :
                 {1u, 15u, 33u, 4095u, 4096u, 4097u, 65535u, 131073u, 300001u}) {
                if (size > room)
                    continue;
                INFO(board.name << " " << partition.name << " " << size);
                std::fill(flash.bytes().begin(), flash.bytes().end(),
                          static_cast<std::uint8_t>(size));
                const ByteVector image = randomBytes(size, static_cast<std::uint32_t>(size));
                const ByteVector expected =
                    expectedAfter(partition, flash.part(partition.start, room), image);
                REQUIRE(isDone(session.download(alternate, image)));
                REQUIRE(firstDifference(flash.part(partition.start, room), expected) == kSame);
                REQUIRE(session.device.state() == DfuState::Idle);
                REQUIRE(isDone(session.verify(alternate, image)));
            }
        }
    }
}

TEST_CASE("A whole partition can be written, and read at exactly its size")
{
    for (DfuBoard& board : allDfuBoards()) {
        Session session(board);
        for (std::size_t alternate = 0; alternate < board.partitions.size(); ++alternate) {
            const DfuPartition& partition = board.partitions[alternate];
            if (partition.recovery)
                continue;
            INFO(board.name << " " << partition.name);
            board.memory(alternate).scribble(static_cast<std::uint32_t>(alternate));
            const std::uint32_t room = board.room(alternate);
            ByteVector read(room);
            DfuUpload upload(session.target(alternate), read);
            REQUIRE(isDone(session.bus.run(upload)));
            CHECK(firstDifference(read, board.memory(alternate).part(partition.start, room)) ==
                  kSame);

            // And at the end of it nothing comes but what is to be thrown away.
            ByteVector more(room + 100);
            DfuTarget target = session.target(alternate);
            target.room = 0;
            DfuUpload all(target, more, ShortUpload::IsTheEnd);
            REQUIRE(isDone(session.bus.run(all)));
            CHECK(all.size() == room);
            DfuUpload tooMuch(target, more);
            CHECK(session.bus.run(tooMuch).fault == Fault{FaultKind::BadReply, 4, room});

            if (partition.readOnly || room > 2 * kMib)
                continue;
            const ByteVector image = randomBytes(room, 3);
            REQUIRE(isDone(session.download(alternate, image)));
            CHECK(firstDifference(board.memory(alternate).part(partition.start, room), image) ==
                  kSame);
        }
    }
}

TEST_CASE("A download touches no byte of another partition")
{
    DfuBoard board = h7Board();
    Session session(board);
    MemoryFlash& flash = *board.flash[0];
    flash.scribble(1);
    const ByteVector before = flash.bytes();
    const auto room = board.room(2);
    REQUIRE(isDone(session.download(2, randomBytes(room, 2))));
    const ByteVector after = flash.bytes();
    CHECK(std::equal(before.begin(), before.begin() + 0x40000, after.begin()));
    CHECK(std::equal(before.begin() + 0x1E0000, before.end(), after.begin() + 0x1E0000));
}

TEST_CASE("The bootloader's own partition is refused, and a partition that is too small as well")
{
    DfuBoard board = h7Board();
    Session session(board);
    const ByteVector before = board.flash[0]->bytes();
    CHECK(session.download(0, ByteVector(4096)).fault == Fault{FaultKind::Refused, 3, 0});
    CHECK(session.download(1, ByteVector(128 * kKib + 1)).fault.kind == FaultKind::TooLarge);
    CHECK(firstDifference(board.flash[0]->bytes(), before) == kSame);
    // Who does not know the size is told by the board.
    DfuTarget target = session.target(1);
    target.room = 0;
    const ByteVector tooMuch(128 * kKib + 1);
    DfuDownload machine(target, tooMuch);
    CHECK(session.bus.run(machine).fault == Fault{FaultKind::Refused, 8, 128 * kKib});
    CHECK(isDone(session.download(1, ByteVector(100))));
}

TEST_CASE("A verify finds a single flipped bit, wherever it is")
{
    DfuBoard board = ae3Board();
    Session session(board);
    const ByteVector image = randomBytes(20000, 5);
    REQUIRE(isDone(session.download(2, image)));
    MemoryFlash& flash = *board.flash[0];
    const std::size_t base = 0x320000;
    for (const std::size_t at : {0u, 1u, 4095u, 4096u, 8191u, 12345u, 16384u, 19998u, 19999u}) {
        flash.bytes()[base + at] ^= 0x10;
        CHECK(session.verify(2, image).fault ==
              Fault{FaultKind::Mismatch, flash.bytes()[base + at], at});
        CHECK(session.device.state() == DfuState::Idle);
        flash.bytes()[base + at] ^= 0x10;
    }
    CHECK(isDone(session.verify(2, image)));
}

TEST_CASE("A cancel in any step leaves the device in dfuIDLE and ready")
{
    DfuBoard board = h7Board();
    Session session(board);
    const ByteVector image = randomBytes(10000, 5);
    REQUIRE(isDone(session.download(1, image)));
    const std::size_t steps = 40;
    for (std::size_t at = 0; at < steps; ++at) {
        INFO("step " << at);
        DfuDownload download(session.target(1), image);
        const Step end = session.bus.run(download, at);
        CHECK(session.device.state() == DfuState::Idle);
        const bool cancelled = at < session.bus.steps();
        CHECK(end.fault.kind == (cancelled ? FaultKind::Cancelled : FaultKind::None));
        ByteVector read(10000);
        DfuUpload upload(session.target(1), read);
        const Step readEnd = session.bus.run(upload, at);
        CHECK(session.device.state() == DfuState::Idle);
        CHECK(readEnd.fault.kind ==
              (at < session.bus.steps() ? FaultKind::Cancelled : FaultKind::None));
        DfuVerify verify(session.target(1), image);
        session.bus.run(verify, at);
        CHECK(session.device.state() == DfuState::Idle);
        CHECK(isDone(session.download(1, image)));
        CHECK(isDone(session.verify(1, image)));
    }
}

TEST_CASE("Whatever goes wrong with one transfer, a download never lies and can be done again")
{
    DfuBoard board = h7Board();
    Session session(board);
    const ByteVector image = randomBytes(10000, 5);
    REQUIRE(isDone(session.download(1, image)));
    const std::size_t transfers = session.bus.transfers;
    for (const Trouble what : {Trouble::Stall, Trouble::Timeout, Trouble::LostAnswer, Trouble::Gone,
                               Trouble::GoneAfter, Trouble::Garbage, Trouble::Short}) {
        for (std::size_t at = 0; at < transfers; ++at) {
            INFO("trouble " << static_cast<int>(what) << " with transfer " << at);
            std::fill(board.flash[0]->bytes().begin(), board.flash[0]->bytes().end(),
                      std::uint8_t{0});
            const std::size_t first = session.bus.transfers;
            session.bus.trouble = [&](std::size_t transfer) {
                return transfer == first + at ? what : Trouble::None;
            };
            const Step end = session.download(1, image);
            const bool holds = board.flash[0]->part(0x08020000, image.size()) == image;
            if (isDone(end))
                REQUIRE(holds);
            const bool cable = what == Trouble::Gone || what == Trouble::GoneAfter;
            if (cable)
                CHECK(end.fault.kind == FaultKind::Gone);
            session.bus.trouble = [](std::size_t) { return Trouble::None; };
            if (cable)
                session.powerUp();
            REQUIRE(isDone(session.download(1, image)));
            REQUIRE(firstDifference(board.flash[0]->part(0x08020000, image.size()), image) ==
                    kSame);
        }
    }
}

TEST_CASE("Whatever goes wrong with one transfer, what was read or verified is true")
{
    DfuBoard board = ae3Board();
    Session session(board);
    const ByteVector image = randomBytes(10000, 5);
    REQUIRE(isDone(session.download(2, image)));
    for (const Trouble what :
         {Trouble::Stall, Trouble::Timeout, Trouble::LostAnswer, Trouble::Gone, Trouble::Short}) {
        for (std::size_t at = 0; at < 8; ++at) {
            INFO("trouble " << static_cast<int>(what) << " with transfer " << at);
            std::size_t first = session.bus.transfers;
            session.bus.trouble = [&](std::size_t transfer) {
                return transfer == first + at ? what : Trouble::None;
            };
            ByteVector read(10000);
            DfuUpload upload(session.target(2), read);
            if (isDone(session.bus.run(upload)))
                CHECK(firstDifference(read, image) == kSame);
            session.powerUp();
            ByteVector other = image;
            other[9999] ^= 1;
            first = session.bus.transfers;
            CHECK_FALSE(isDone(session.verify(2, other)));
            session.powerUp();
        }
    }
    session.bus.trouble = [](std::size_t) { return Trouble::None; };
    CHECK(isDone(session.verify(2, image)));
}

TEST_CASE("The bootloader is caught in its window by a first upload")
{
    DfuBoard board = pureThermalBoard();
    Session session(board);
    session.powerUp(false);
    session.bus.now += 1400 * kMillisecond;
    DfuHold hold(session.target(0));
    CHECK(isDone(session.bus.run(hold)));
    session.bus.now += 3600 * kSecond;
    CHECK(isDone(session.download(2, ByteVector(5000, 1))));

    session.powerUp(false);
    session.bus.now += 1500 * kMillisecond;
    DfuHold late(session.target(0));
    CHECK(session.bus.run(late).fault.kind == FaultKind::Gone);
}

TEST_CASE("A download alone also holds the bootloader, if it begins in time")
{
    DfuBoard board = m4Board();
    Session session(board);
    session.powerUp(false);
    session.bus.now += 1400 * kMillisecond;
    const ByteVector image = randomBytes(700001, 9);
    CHECK(isDone(session.download(2, image)));
    CHECK(session.bus.now > 3 * kSecond);
    CHECK(isDone(session.verify(2, image)));
}

TEST_CASE("Several partitions in one session, then the firmware")
{
    DfuBoard board = ae3Board();
    Session session(board);
    const ByteVector hp = randomBytes(500016, 1);
    const ByteVector he = randomBytes(300000, 2);
    const ByteVector romfs = randomBytes(70000, 3);
    CHECK(isDone(session.download(board.number("HP"), hp)));
    CHECK(isDone(session.download(board.number("HE"), he)));
    CHECK(isDone(session.download(board.number("ROMFS0"), romfs)));
    CHECK(isDone(session.verify(board.number("HP"), hp)));
    CHECK(isDone(session.verify(board.number("HE"), he)));
    CHECK(isDone(session.verify(board.number("ROMFS0"), romfs)));
    DfuLeave leave(session.target(0));
    CHECK(isDone(session.bus.run(leave)));
    CHECK(session.device.phase() == BootPhase::Left);
    CHECK(session.bus.resets == 0);  // it went by itself
}

TEST_CASE("A flash that fails is told, and the flash that lies is found by verifying")
{
    DfuBoard board = h7Board();
    Session session(board);
    const ByteVector image = randomBytes(9000, 1);
    board.flash[0]->failNext();
    CHECK(session.download(1, image).fault == Fault{FaultKind::Refused, 3, 0});
    CHECK(isDone(session.download(1, image)));
    board.flash[0]->bytes()[0x20000 + 8999] = static_cast<std::uint8_t>(~image[8999]);
    CHECK(session.verify(1, image).fault.offset == 8999);
}

TEST_CASE("A device that erases for longer than it may is not waited for")
{
    DfuBoard board = m4Board();
    MemoryFlashTraits traits;
    traits.address = 0x08000000;
    traits.units = {{16 * kKib, 64}};
    traits.unitEraseTime = 11 * kSecond;
    board.flash.push_back(std::make_unique<MemoryFlash>(traits));
    for (auto& partition : board.partitions)
        partition.flash = board.flash.back().get();
    Session session(board);
    CHECK(session.download(2, ByteVector(5000)).fault == Fault{FaultKind::NoAnswer, 0, 0});
}
