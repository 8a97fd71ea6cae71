// SPDX-License-Identifier: MIT
#include "tests/firmware/loaders/benches.h"

#include "protocol/loader/alif_host.h"

#include <cstring>
#include <string>

using namespace omv::firmware::loaders;
using namespace omv::firmware::loaders::test;
using namespace omv::protocol::loader;

namespace {

constexpr std::uint32_t kOffset = 0x20000;
constexpr std::uint32_t kAddress = alif::mram::kBase + kOffset;

alif::Target target()
{
    alif::Target target;
    std::memcpy(target.part.data(), "AE302F80F55D5AE", 15);
    return target;
}

AlifSeOptions seOptions()
{
    AlifSeOptions options;
    options.revision.part = target().part;
    options.revision.silicon = alif::kRevisionB4;
    return options;
}

/// What makes a chip come up in SERAM: a package, and the offset file that points to it.
void installSeram(ByteVector& mram)
{
    mram.resize(alif::mram::kSize);
    mram[0x580000] = 0x5A;
    omv::protocol::storeU32(MutableBytes(mram).subspan(0x5FFFF0).first<4>(), 0x580000);
}

/// An AE3 in its recovery position.
struct Chip {
    explicit Chip(const AlifSeOptions& with = seOptions(), bool withSeram = true,
                  std::size_t chop = 4096)
        : options(with)
    {
        if (withSeram)
            installSeram(mram.bytes);
        se.emplace(mram, options, 0);
        bench.emplace(*se, chop);
        bench->powerFailed = [this] { return mram.dead; };
    }
    Chip(const Chip&) = delete;
    Chip& operator=(const Chip&) = delete;

    /// Power off and on, everything plugged in.
    void restart()
    {
        mram.dead = false;
        mram.writesLeft = -1;
        bench->unplugged = false;
        se->reset(bench->now);
    }

    End run(Machine& machine, const Plan& plan = {}) { return test::run(machine, *bench, plan); }

    alif::Identity identify()
    {
        alif::Identify machine;
        REQUIRE(run(machine).done());
        return machine.identity();
    }

    /// Maintenance mode, then the images; as a recovery does it.
    End write(std::span<const alif::MramImage> images, const Plan& plan = {})
    {
        alif::SetMaintenance maintenance;
        const End entered = run(maintenance);
        if (!entered.done())
            return entered;
        alif::WriteMram machine(identify(), target(), images);
        return run(machine, plan);
    }

    bool holds(const ByteVector& image, std::uint32_t offset = kOffset) const
    {
        return std::equal(image.begin(), image.end(), mram.bytes.begin() + offset);
    }

    AlifSeOptions options;
    DyingMemory mram{alif::mram::kSize, CellKind::Mram};
    std::optional<AlifSe> se;
    std::optional<AlifBench> bench;
};

/// Making 6 MiB of memory anew for each of thousands of runs is what would take the time.
void clear(Chip& chip)
{
    std::fill_n(chip.mram.bytes.begin() + kOffset, 0x2000, std::uint8_t{0});
    chip.restart();
}

}  // namespace

TEST_CASE("An AE3 says what it is, at any size of pieces")
{
    for (const std::size_t chop : {1u, 2u, 3u, 7u, 50u, 4096u}) {
        Chip chip(seOptions(), true, chop);
        const alif::Identity identity = chip.identify();
        CHECK(identity.matches(target()));
        CHECK(identity.enquiry().seram);
        CHECK_FALSE(identity.enquiry().serom);
        CHECK_FALSE(identity.enquiry().maintenance);
    }
}

TEST_CASE("Maintenance is there once after the reset, and over with the next")
{
    Chip chip;
    alif::SetMaintenance enter;
    REQUIRE(chip.run(enter).done());
    CHECK(chip.se->maintenance());
    CHECK(chip.identify().enquiry().maintenance);
    alif::Reset leave;
    REQUIRE(chip.run(leave).done());
    CHECK_FALSE(chip.se->maintenance());
}

TEST_CASE("The table of contents comes whole")
{
    std::array<alif::TocRecord, 20> records{};
    for (std::size_t i = 0; i < records.size(); ++i) {
        std::memcpy(records[i].name.data(), i == 3 ? "HP_BOOT" : "DEVICE", 6);
        records[i].size = static_cast<std::uint32_t>(1000 * i);
    }
    AlifSeOptions options = seOptions();
    options.toc = records;
    for (const std::size_t chop : {1u, 13u, 4096u}) {
        Chip chip(options, true, chop);
        std::array<alif::TocRecord, 32> read{};
        alif::ReadToc machine(read);
        REQUIRE(chip.run(machine).done());
        REQUIRE(machine.count() == 20);
        CHECK(std::equal(records.begin(), records.end(), read.begin()));
    }
}

TEST_CASE("MRAM is written at the fast rate and the chip reset at the slow one")
{
    const ByteVector bootloader = pattern(5008, 3), toc = pattern(240, 4);
    const std::array images{alif::MramImage{kAddress, bootloader, {}, 0},
                            alif::MramImage{alif::mram::kBase + 0x57E000, toc, {}, 0}};
    for (const std::size_t chop : {1u, 5u, 64u, 4096u}) {
        Chip chip(seOptions(), true, chop);
        REQUIRE(chip.write(images).done());
        CHECK(chip.holds(bootloader));
        CHECK(chip.holds(toc, 0x57E000));
        CHECK(chip.bench->rate == alif::kBaudRate);
        CHECK(chip.se->rate() == alif::kBaudRate);
        CHECK_FALSE(chip.se->maintenance());
    }
}

TEST_CASE("The system package is written with its signature only")
{
    const ByteVector package = pattern(4800, 3), signature = pattern(2560, 4);
    ByteVector offset(16);
    omv::protocol::storeU32(MutableBytes(offset).first<4>(), 0x580000);
    const std::array images{alif::MramImage{alif::mram::kSystemPackage, package, signature, 7},
                            alif::MramImage{alif::mram::kOffsetFile, offset, signature, 8}};
    Chip chip;
    REQUIRE(chip.write(images).done());
    CHECK(chip.holds(package, 0x580000));

    AlifSeOptions strict = seOptions();
    strict.acceptsSignatures = false;
    Chip refusing(strict);
    CHECK(refusing.write(images).step.fault == Fault{FaultKind::Refused, 0xF2, 0});
    CHECK_FALSE(refusing.holds(package, 0x580000));
    CHECK(refusing.se->rate() == alif::kBaudRate);
}

TEST_CASE("A chip without maintenance refuses to be written")
{
    const ByteVector data = pattern(480);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    Chip chip;
    alif::WriteMram machine(chip.identify(), target(), images);
    CHECK(chip.run(machine).step.fault == Fault{FaultKind::Refused, 0xF4, 0});
    CHECK(chip.se->rate() == alif::kBaudRate);
    CHECK(chip.write(images).done());
}

TEST_CASE("A NAK stops the image, whichever request it answers")
{
    const ByteVector data = pattern(960);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    for (const alif::Error error :
         {alif::Error::Checksum, alif::Error::Alignment, alif::Error::MramLength}) {
        Chip chip;
        alif::SetMaintenance maintenance;
        REQUIRE(chip.run(maintenance).done());
        alif::WriteMram machine(chip.identify(), target(), images);
        Step step = machine.start();
        while (!step.over()) {
            if (machine.progress().done == 480 && step.kind == Step::Kind::Write)
                chip.se->refuseNext(error);
            step = machine.answer(chip.bench->perform(step));
        }
        // Asking for the slow rate is refused as well: the next job must find it fast.
        CHECK(step.fault == Fault{FaultKind::Refused, static_cast<std::uint32_t>(error), 480});
        CHECK(chip.se->rate() == alif::kFastBaudRate);
        CHECK(chip.write(images).done());
        CHECK(chip.holds(data));
    }
}

TEST_CASE("A NAK to any request of a write is told, and what was written is never called done")
{
    const ByteVector data = pattern(720), signature = pattern(300);
    ByteVector offset(16);
    omv::protocol::storeU32(MutableBytes(offset).first<4>(), 0x580000);
    const std::array images{alif::MramImage{kAddress, data, {}, 0},
                            alif::MramImage{alif::mram::kOffsetFile, offset, signature, 5}};
    Chip chip;
    const int steps = chip.write(images).steps;
    int refused = 0;
    for (int at = 0; at < steps; ++at) {
        clear(chip);
        alif::SetMaintenance maintenance;
        REQUIRE(chip.run(maintenance).done());
        alif::WriteMram machine(chip.identify(), target(), images);
        Step step = machine.start();
        bool asked = false;
        for (int i = 0; !step.over(); ++i) {
            const bool request =
                step.kind == Step::Kind::Write && step.out[1] != 0x00 && step.out[1] != 0x09;
            if (i == at && request)
                chip.se->refuseNext(alif::Error::NotAllowed);
            asked = asked || (i == at && request);
            step = machine.answer(chip.bench->perform(step));
        }
        refused += asked ? 1 : 0;
        CHECK((step.kind == Step::Kind::Done) == !asked);
        if (asked)
            CHECK(step.fault.code == 0xF4);
        REQUIRE(chip.write(images).done());
        CHECK(chip.holds(data));
    }
    CHECK(refused == 16);
}

TEST_CASE("Text of the chip comes through, and changes nothing")
{
    struct Log final : alif::Printer {
        void print(Bytes text) override { all.append(text.begin(), text.end()); }
        std::string all;
    };
    const ByteVector hello{'h', 'i', '\n'};
    const ByteVector data = pattern(960);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    Chip chip(seOptions(), true, 3);
    alif::SetMaintenance maintenance;
    REQUIRE(chip.run(maintenance).done());
    alif::WriteMram machine(chip.identify(), target(), images);
    Log log;
    machine.setPrinter(&log);
    Step step = machine.start();
    for (int i = 0; !step.over(); ++i) {
        if (i % 40 == 0)
            chip.se->printNext(hello);
        step = machine.answer(chip.bench->perform(step));
    }
    CHECK(step.kind == Step::Kind::Done);
    CHECK(log.all.find("hi\n") == 0);
    CHECK(chip.holds(data));
}

TEST_CASE("A chip without SERAM gets its package through SEROM and comes back with it")
{
    ByteVector package = pattern(4800, 3);
    package[0] = 0x5A;
    ByteVector offset(16);
    omv::protocol::storeU32(MutableBytes(offset).first<4>(), 0x580000);
    const ByteVector signature(16);
    const std::array images{alif::MramImage{alif::mram::kSystemPackage, package, signature, 0},
                            alif::MramImage{alif::mram::kOffsetFile, offset, signature, 0}};
    Chip chip(seOptions(), false);
    CHECK(chip.se->serom());
    const alif::Identity identity = chip.identify();
    CHECK(identity.enquiry().serom);
    alif::SeromWrite machine(identity, target(), images);
    REQUIRE(chip.run(machine).done());
    CHECK(chip.holds(package, 0x580000));
    CHECK_FALSE(chip.se->serom());
    CHECK(chip.identify().enquiry().seram);
}

TEST_CASE("A deaf chip hears knocking while it is reset")
{
    AlifSeOptions options = seOptions();
    options.deaf = true;
    Chip chip(options);
    chip.bench->now = 10 * kSecond;
    alif::Identify unheard;
    CHECK(chip.run(unheard).step.fault.kind == FaultKind::NoAnswer);
    alif::HardMaintenance machine;
    Step step = machine.start();
    bool pressed = false;
    while (!step.over()) {
        if (!pressed && chip.bench->now > 20 * kSecond) {
            chip.se->reset(chip.bench->now);
            pressed = true;
        }
        step = machine.answer(chip.bench->perform(step));
    }
    CHECK(step.kind == Step::Kind::Done);
    CHECK(chip.se->maintenance());
    CHECK(chip.identify().known());
}

TEST_CASE("The device dies when its application MRAM is erased, as the real one does")
{
    Chip chip;
    ByteVector start{0x03, 0x00, 0xFD};
    chip.se->receive(start, 0);
    ByteVector erase{15, 0x15, 0, 0, 0, 0x80, 0, 0, 0x58, 0, 0, 0, 0, 0, 0};
    unsigned sum = 0;
    for (const std::uint8_t byte : erase)
        sum += byte;
    erase.back() = static_cast<std::uint8_t>(0u - sum);
    chip.se->receive(erase, 0);
    CHECK(chip.se->dead());
}

TEST_CASE("The device checks what it is told")
{
    Chip chip;
    alif::SetMaintenance maintenance;
    REQUIRE(chip.run(maintenance).done());
    ByteVector out(512);
    const auto ask = [&](alif::Code code, const ByteVector& payload) -> int {
        ByteVector packet(256);
        packet.resize(alif::encode(packet, code, payload));
        chip.se->receive(packet, chip.bench->now);
        chip.bench->now += kSecond;
        const std::size_t size = chip.se->transmit(out, chip.bench->now);
        const auto reply = alif::decodePacket(Bytes(out).first(size));
        if (!reply)
            return -1;
        return reply->code == alif::Code::Nak ? static_cast<int>(alif::errorOf(*reply)) : 0;
    };
    const auto burn = [&](std::uint32_t address, std::uint32_t size) {
        ByteVector payload(8);
        omv::protocol::storeU32(MutableBytes(payload).first<4>(), address);
        omv::protocol::storeU32(MutableBytes(payload).last<4>(), size);
        return ask(alif::Code::BurnMram, payload);
    };
    CHECK(ask(alif::Code::StopIsp, {}) == 0xF6);
    ask(alif::Code::StartIsp, {});
    CHECK(ask(alif::Code::DownloadDone, {}) == 0xF6);
    CHECK(burn(0x80000004, 16) == 0xEC);
    CHECK(burn(0x80000000, 15) == 0xEC);
    CHECK(burn(0x70000000, 16) == 0xED);
    CHECK(burn(0x80000000, 0x600010) == 0xE9);
    CHECK(burn(0x8057FFF0, 32) == 0xE9);
    CHECK(burn(0x80580000, 16) == 0xF3);
    CHECK(ask(alif::Code::MramWrite, ByteVector(20)) == 0xF9);
    CHECK(ask(alif::Code::Get, {99, 0, 0, 0}) == 0xEE);
    CHECK(burn(0x80000000, 16) == 0);
    CHECK(ask(alif::Code::DownloadData, ByteVector(18, 0x55)) == 0);
    CHECK(ask(alif::Code::DownloadData, ByteVector(18, 0x55)) == 0xE9);
    CHECK(ask(alif::Code::DownloadDone, {}) == 0);
    CHECK(burn(0x80000000, 32) == 0);
    CHECK(ask(alif::Code::DownloadDone, {}) == 0xF1);
}

TEST_CASE("Trouble at every step of an MRAM write is never success, and is recovered from")
{
    const ByteVector data = pattern(720, 6);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    Chip chip(seOptions(), true, 100);
    const int steps = chip.write(images).steps;
    for (int at = 0; at < steps; ++at)
        for (const Trouble trouble : kTroubles) {
            clear(chip);
            const End end = chip.write(images, {at, trouble, -1});
            CHECK((!end.done() || chip.holds(data)));
            if (trouble == Trouble::Gone)
                CHECK_FALSE(end.done());
            chip.restart();
            REQUIRE(chip.write(images).done());
            CHECK(chip.holds(data));
        }
}

TEST_CASE("Trouble at every step of every other Alif job ends it, and is recovered from")
{
    const ByteVector data = pattern(720, 6);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    Chip chip;
    std::array<alif::TocRecord, 4> records;
    const auto troubleEverywhere = [&](auto make, auto isSo) {
        int steps = 0;
        {
            clear(chip);
            auto machine = make();
            steps = chip.run(machine).steps;
        }
        for (int at = 0; at < steps; ++at)
            for (const Trouble trouble : kTroubles) {
                clear(chip);
                auto machine = make();
                const Time before = chip.bench->now;
                const End end = chip.run(machine, {at, trouble, -1});
                CHECK((!end.done() || isSo(machine)));
                CHECK(chip.bench->now - before < 60 * kSecond);
                if (trouble == Trouble::Gone)
                    CHECK_FALSE(end.done());
                chip.restart();
                REQUIRE(chip.write(images).done());
                CHECK(chip.holds(data));
            }
    };
    troubleEverywhere([] { return alif::Identify(); },
                      [](alif::Identify& machine) { return machine.identity().known(); });
    troubleEverywhere([] { return alif::SetMaintenance(); },
                      [&](alif::SetMaintenance&) { return true; });
    troubleEverywhere([] { return alif::Reset(); }, [](alif::Reset&) { return true; });
    troubleEverywhere([&] { return alif::ReadToc(records); },
                      [](alif::ReadToc& machine) { return machine.count() == 0; });
}

TEST_CASE("Trouble at every step through SEROM is never success, and is recovered from")
{
    ByteVector package = pattern(96, 3);
    package[0] = 0x5A;
    ByteVector offset(16);
    omv::protocol::storeU32(MutableBytes(offset).first<4>(), 0x580000);
    const ByteVector signature(16);
    const std::array images{alif::MramImage{alif::mram::kSystemPackage, package, signature, 0},
                            alif::MramImage{alif::mram::kOffsetFile, offset, signature, 0}};
    Chip chip(seOptions(), false);
    const auto erase = [&] {
        std::fill_n(chip.mram.bytes.begin() + 0x580000, 0x80000, std::uint8_t{0});
        chip.restart();
    };
    const auto runAgain = [&](const Plan& plan) {
        alif::SeromWrite machine(chip.identify(), target(), images);
        return chip.run(machine, plan);
    };
    const int steps = runAgain({}).steps;
    for (int at = 0; at < steps; ++at)
        for (const Trouble trouble : kTroubles) {
            erase();
            const End end = runAgain({at, trouble, -1});
            const bool there = chip.holds(package, 0x580000) && chip.holds(offset, 0x5FFFF0);
            CHECK((!end.done() || there));
            erase();
            REQUIRE(runAgain({}).done());
            CHECK(chip.holds(package, 0x580000));
        }
}

TEST_CASE("Knocking in vain ends, whatever the trouble")
{
    Chip chip;
    for (int at = 0; at < 20; ++at)
        for (const Trouble trouble : kTroubles) {
            clear(chip);
            alif::HardMaintenance machine(5);
            CHECK_FALSE(chip.run(machine, {at, trouble, -1}).done());
        }
}

TEST_CASE("A job whose host was killed at any step can be run again without a reset")
{
    const ByteVector data = pattern(720, 6);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    Chip chip;
    const int steps = chip.write(images).steps;
    for (int at = 0; at < steps; ++at) {
        clear(chip);
        alif::SetMaintenance maintenance;
        REQUIRE(chip.run(maintenance).done());
        alif::WriteMram machine(chip.identify(), target(), images);
        Step step = machine.start();
        for (int i = 0; i < at; ++i)
            step = machine.answer(chip.bench->perform(step));
        chip.bench->rate = 9600;
        chip.bench->now += kSecond;
        REQUIRE(chip.write(images).done());
        CHECK(chip.holds(data));
    }
}

TEST_CASE("Cancelling at every step of every Alif job ends it, and leaves the chip listening")
{
    const ByteVector data = pattern(4800, 6);
    const std::array images{alif::MramImage{kAddress, data, {}, 0}};
    Chip chip;
    std::array<alif::TocRecord, 4> records;
    const auto cancelEverywhere = [&](auto make) {
        int steps = 0;
        {
            clear(chip);
            auto machine = make();
            steps = chip.run(machine).steps;
        }
        for (int at = 0; at < steps; ++at) {
            clear(chip);
            auto machine = make();
            const End end = chip.run(machine, {.cancelAt = at});
            CHECK(end.step.fault.kind == FaultKind::Cancelled);
            CHECK(end.steps <= at + 20);
            CHECK(chip.se->rate() == alif::kBaudRate);
            REQUIRE(chip.write(images).done());
            CHECK(chip.holds(data));
        }
    };
    cancelEverywhere([] { return alif::Identify(); });
    cancelEverywhere([] { return alif::SetMaintenance(); });
    cancelEverywhere([] { return alif::Reset(); });
    cancelEverywhere([&] { return alif::ReadToc(records); });
    cancelEverywhere([] { return alif::HardMaintenance(5); });
    cancelEverywhere([&] {
        alif::SetMaintenance maintenance;
        REQUIRE(chip.run(maintenance).done());
        return alif::WriteMram(chip.identify(), target(), images);
    });
}

TEST_CASE("Power loss at random writes of MRAM is never success, and is recovered from")
{
    std::minstd_rand random(77);
    const ByteVector data = pattern(4000, 6), toc = pattern(320, 7);
    const std::array images{alif::MramImage{kAddress, data, {}, 0},
                            alif::MramImage{kAddress + 0x1000, toc, {}, 0}};
    Chip chip;
    REQUIRE(chip.write(images).done());
    const auto writes = static_cast<unsigned>(chip.mram.writes);
    int failures = 0;
    for (int i = 0; i < 1000; ++i) {
        clear(chip);
        chip.mram.writesLeft = static_cast<int>(random() % (writes + 2));
        const bool done = chip.write(images).done();
        failures += done ? 0 : 1;
        CHECK((!done || (chip.holds(data) && chip.holds(toc, kOffset + 0x1000))));
        chip.restart();
        REQUIRE(chip.write(images).done());
        CHECK(chip.holds(data));
    }
    CHECK(failures > 800);
    CHECK(failures < 1000);
}

TEST_CASE("Power loss at random writes through SEROM is never success, and is recovered from")
{
    std::minstd_rand random(78);
    ByteVector package = pattern(960, 3);
    package[0] = 0x5A;
    ByteVector offset(16);
    omv::protocol::storeU32(MutableBytes(offset).first<4>(), 0x580000);
    const ByteVector signature(16);
    const std::array images{alif::MramImage{alif::mram::kSystemPackage, package, signature, 0},
                            alif::MramImage{alif::mram::kOffsetFile, offset, signature, 0}};
    Chip chip(seOptions(), false);
    int failures = 0;
    for (int i = 0; i < 1000; ++i) {
        std::fill_n(chip.mram.bytes.begin() + 0x580000, 0x80000, std::uint8_t{0});
        chip.restart();
        chip.mram.writesLeft = static_cast<int>(random() % 64);
        alif::SeromWrite machine(chip.identify(), target(), images);
        const bool done = chip.run(machine).done();
        failures += done ? 0 : 1;
        CHECK((!done || (chip.holds(package, 0x580000) && chip.holds(offset, 0x5FFFF0))));
        chip.restart();
        if (chip.se->serom()) {
            alif::SeromWrite again(chip.identify(), target(), images);
            REQUIRE(chip.run(again).done());
        }
        CHECK(chip.holds(package, 0x580000));
    }
    CHECK(failures > 800);
    CHECK(failures < 1000);
}
