// SPDX-License-Identifier: MIT
// The loaders of virtual boards as processes, through the pipes and machines of the flasher.
#include "tests/flasher/virtual_loaders.h"

using namespace omv::flasher;
using namespace omv::test;
using namespace std::chrono_literals;
using omv::FirmwareVersion;

TEST_CASE("The RT1062's resident loader waits a second for a command, then the firmware runs")
{
    const Virtual board("rt1062", {});
    CHECK(board.showsAtReset(kImxLoader));
    CHECK(board.shows(kRt));
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
    std::unique_ptr<UsbIpDevice> device;
    for (int i = 0; i < kTries && !device; ++i) {
        board.reset();
        REQUIRE(board.showsAtReset(kImxLoader));
        device = board.tryTake();
    }
    REQUIRE(device);
    std::array<std::uint8_t, 256> bytes{};
    const Setup reports{0x81, 6, 0x2200, 0, bytes.size()};
    CHECK(device->control(reports, {}, bytes, 5'000'000).size == 76);
    const Setup configuration{0x80, 6, 0x0200, 0, bytes.size()};
    CHECK(device->control(configuration, {}, bytes, 5'000'000).size == 41);
}

TEST_CASE("The RT1062's resident loader is claimed, writes firmware and starts it")
{
    const TempDirectory state;
    const Virtual board("rt1062", state.path());
    auto session = board.claim();
    const auto firmware = board.image("firmware.bin", {5, 4, 3});
    REQUIRE(session->write(*board.board.partition("FIRMWARE"), firmware, {}));
    const auto same = session->holds(*board.board.partition("FIRMWARE"), firmware, {});
    REQUIRE(same);
    CHECK(*same);
    REQUIRE(session->erase(*board.board.partition("FILESYSTEM"), 4096, {}));
    const std::string mine = state.path() + "/flash/mine.py";
    std::ofstream(mine) << "x = 1\n";
    REQUIRE(session->leave());
    session.reset();
    CHECK(board.runs() == FirmwareVersion{5, 4, 3});
    CHECK_FALSE(std::filesystem::exists(mine));
}

TEST_CASE("SYS_BOOT leads the RT1062 into its resident loader")
{
    const Virtual board("rt1062", {});
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
    {
        auto camera = omv::Camera::open(board.process->pty());
        REQUIRE(camera);
        REQUIRE((*camera)->enterBootloader({.timeout = 10s}));
    }
    CHECK(board.claim());
}

TEST_CASE("A virgin RT1062 comes up in its ROM and is made a board")
{
    const Virtual board("rt1062", {}, {"--virgin"});
    const Loader& sdpLoader = *board.board.loader(LoaderKind::Sdp);
    std::vector<std::uint8_t> program(87884);
    const std::uint32_t at = 0x20001C00;
    const std::array<std::uint8_t, 4> tag{0xD1, 0x00, 0x20, 0x40};
    std::copy(tag.begin(), tag.end(), program.begin());
    omv::protocol::storeU32(std::span(program).subspan<20, 4>(), at);
    REQUIRE(sdpLoader.kind == LoaderKind::Sdp);
    {
        // A program that is not NXP's does nothing that anybody sees.
        const auto pipe = board.reports(kImxRom);
        const auto half = Bytes(program).first(1000);
        REQUIRE_FALSE(runs<sdp::WriteFile>(*pipe, at, half));
        CHECK_FALSE(runs<sdp::Jump>(*pipe, at));
        CHECK(UsbIpHost::waitForNone(board.process->usbIp()));
    }
    board.reset();
    {
        const auto pipe = board.reports(kImxRom);
        REQUIRE_FALSE(runs<sdp::WriteFile>(*pipe, at, Bytes(program)));
        CHECK_FALSE(runs<sdp::Jump>(*pipe, at));
    }
    auto pipe = board.reports(kImxLoader);
    const kboot::HidLink link;
    CHECK(runs<kboot::EraseRegion>(*pipe, link, 0x60000000U, 0x1000U).code ==
          kboot::status::kMemoryNotConfigured);
    REQUIRE_FALSE(runs<kboot::FillMemory>(*pipe, link, 0x2000U, 4U, 0xC0000008U));
    REQUIRE_FALSE(runs<kboot::ConfigureMemory>(*pipe, link, 9U, 0x2000U));
    REQUIRE_FALSE(runs<kboot::EraseRegion>(*pipe, link, 0x60000000U, 0x1000U));
    REQUIRE_FALSE(runs<kboot::FillMemory>(*pipe, link, 0x2000U, 4U, 0xF000000FU));
    REQUIRE_FALSE(runs<kboot::ConfigureMemory>(*pipe, link, 9U, 0x2000U));
    auto session = KbootLoader::open(std::move(pipe));
    REQUIRE(session);
    const auto resident = board.image("blhost_flash_loader.bin", {5, 0, 0});
    REQUIRE((*session)->write(*board.board.partition("SBL"), resident, {}));
    REQUIRE((*session)->write(*board.board.partition("FIRMWARE"),
                              board.image("firmware.bin", {6, 0, 1}), {}));
    REQUIRE((*session)->leave());
    session->reset();
    // Without its fuse the chip does not look at the flash.
    {
        const auto again = board.reports(kImxRom);
        REQUIRE_FALSE(runs<sdp::WriteFile>(*again, at, Bytes(program)));
        CHECK_FALSE(runs<sdp::Jump>(*again, at));
    }
    pipe = board.reports(kImxLoader);
    REQUIRE_FALSE(runs<kboot::ProgramOnce>(*pipe, link, 6U, 0x10U));
    runs<kboot::Reset>(*pipe, link);
    pipe.reset();
    CHECK(board.runs() == FirmwareVersion{6, 0, 1});
}

TEST_CASE("The recovery jumper acts at the next reset, both ways")
{
    const Virtual board("rt1062", {});
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
    board.setRecovery(true);
    CHECK(board.shows(kRt));
    board.reset();
    CHECK(board.shows(kImxRom));
    board.setRecovery(false);
    CHECK(board.shows(kImxRom));
    // The power comes by the cable.
    board.control(R"({"cmd":"unplug"})");
    CHECK(UsbIpHost::waitForNone(board.process->usbIp()));
    board.control(R"({"cmd":"replug"})");
    CHECK(board.shows(kRt));
    CHECK(board.process->control(R"({"cmd":"recovery"})").find("\"ok\":false") !=
          std::string::npos);
}

TEST_CASE("An STM32's ROM writes the bootloader, and leaves for it")
{
    const Virtual board("pure-thermal", {}, {"--recovery"});
    std::string name;
    auto session = rom(board, name);
    CHECK(name == "@Internal Flash  /0x08000000/16*128Kg");
    const auto bytes = board.image("bootloader.bin", {5, 0, 0});
    REQUIRE(session->write(*board.board.partition("BOOTLOADER"), bytes, {}));
    const auto same = session->holds(*board.board.partition("BOOTLOADER"), bytes, {});
    REQUIRE(same);
    CHECK(*same);
    // The QSPI flash is none of the ROM's.
    CHECK_FALSE(session->write(*board.board.partition("ROMFS0"), bytes, {}));
    session.reset();
    session = rom(board, name = "");
    REQUIRE(session->leave());
    session.reset();
    // Whatever the jumper: it jumped.
    CHECK(board.shows(kThermal));
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
}

TEST_CASE("A virgin STM32 comes up in its ROM, then is flashed through its new bootloader")
{
    const TempDirectory state;
    {
        const Virtual board("pure-thermal", state.path(), {"--virgin"});
        std::string name;
        auto session = rom(board, name);
        REQUIRE(session->write(*board.board.partition("BOOTLOADER"),
                               board.image("bootloader.bin", {5, 0, 0}), {}));
        REQUIRE(session->leave());
        session.reset();
        session = board.bootloader(kThermalDfu);
        REQUIRE(session->write(*board.board.partition("FIRMWARE"),
                               board.image("firmware.bin", {5, 6, 7}), {}));
        REQUIRE(session->leave());
        session.reset();
        CHECK(board.runs() == FirmwareVersion{5, 6, 7});
    }
    // What is in the memories stays, without the option.
    const Virtual board("pure-thermal", state.path());
    CHECK(board.runs() == FirmwareVersion{5, 6, 7});
}

TEST_CASE("A bootloader that was cut off is none: the STM32 goes into its ROM by itself")
{
    const Virtual board("pure-thermal", {}, {"--recovery", "--fault", "power-cut=300"});
    std::string name;
    auto session = rom(board, name);
    const auto bytes = board.image("bootloader.bin", {5, 0, 0});
    CHECK_FALSE(session->write(*board.board.partition("BOOTLOADER"), bytes, {}));
    session.reset();
    board.setRecovery(false);
    board.reset();
    session = rom(board, name = "");
    REQUIRE(session->write(*board.board.partition("BOOTLOADER"), bytes, {}));
    REQUIRE(session->leave());
    session.reset();
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
}

TEST_CASE("The AE3's recovery switch leads to its secure enclave at a serial line")
{
    const Virtual board("ae3", {}, {"--recovery"});
    const std::string line = board.process->seUart();
    REQUIRE(appears(line));
    CHECK(UsbIpHost::list(board.process->usbIp()).empty());
    {
        Terminal terminal(line);
        alif::Identify identify;
        REQUIRE_FALSE(run(identify, terminal, {}));
        CHECK(identify.identity().enquiry().seram);
        alif::Target target;
        const std::string part = "AE302F80F55D5AE";
        std::copy(part.begin(), part.end(), target.part.begin());
        CHECK(identify.identity().matches(target));
        REQUIRE_FALSE(runs<alif::SetMaintenance>(terminal));
        alif::Identify again;
        REQUIRE_FALSE(run(again, terminal, {}));
        CHECK(again.identity().enquiry().maintenance);
        const auto bytes = board.image("bootloader.bin", {5, 0, 0});
        const std::array<alif::MramImage, 1> images{{{0x80000000, bytes, {}, 0}}};
        REQUIRE_FALSE(runs<alif::WriteMram>(terminal, again.identity(), target, images));
        CHECK(appears(line));
        // This resets the chip, which looks at the switch: the line goes.
        board.setRecovery(false);
        runs<alif::SetMaintenance>(terminal);
    }
    CHECK(vanishes(line));
    CHECK(board.showsAtReset(kAe3Dfu));
    CHECK(board.shows(kAe3));
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
    CHECK(announced(board).seUart == line);
    CHECK(announced(board).usbIp == board.process->usbIp());
}

TEST_CASE("Power lost while the enclave writes: the line goes, and the bootloader is none any more")
{
    const Virtual board("ae3", {}, {"--recovery", "--fault", "power-cut=100"});
    const std::string line = board.process->seUart();
    REQUIRE(appears(line));
    const auto write = [&] {
        Terminal terminal(line);
        if (const auto fault = runs<alif::SetMaintenance>(terminal))
            return fault;
        alif::Identify identify;
        if (const auto fault = run(identify, terminal, {}))
            return fault;
        alif::Target target;
        const std::string part = "AE302F80F55D5AE";
        std::copy(part.begin(), part.end(), target.part.begin());
        const auto bytes = board.image("bootloader.bin", {5, 0, 0});
        const std::array<alif::MramImage, 1> images{{{0x80000000, bytes, {}, 0}}};
        return runs<alif::WriteMram>(terminal, identify.identity(), target, images);
    };
    CHECK(write().kind == omv::protocol::loader::FaultKind::Gone);
    board.setRecovery(false);
    board.reset();
    CHECK(UsbIpHost::waitForNone(board.process->usbIp()));
    board.setRecovery(true);
    board.reset();
    // The first of the two resets may have seen the switch, too: then the second takes the line.
    bool written = false;
    for (int i = 0; i < kTries && !written; ++i)
        written = appears(line) && !write();
    CHECK(written);
    board.setRecovery(false);
    board.reset();
    CHECK(board.runs() == FirmwareVersion{5, 0, 0});
}

TEST_CASE("A virgin AE3 shows nothing at all without its switch")
{
    const Virtual board("ae3", {}, {"--virgin"});
    board.reset();
    CHECK(UsbIpHost::waitForNone(board.process->usbIp()));
    board.setRecovery(true);
    board.reset();
    CHECK(appears(board.process->seUart()));
    CHECK(UsbIpHost::list(board.process->usbIp()).empty());
}

TEST_CASE("The old serial bootloader waits, is flashed, and starts what it was given")
{
    const Virtual board("pure-thermal", {}, {"--legacy"});
    const std::string line = board.process->loaderTty();
    // Nobody calls: the firmware.
    CHECK(board.shows(kThermal));
    CHECK(vanishes(line));
    const auto firmware = board.image("firmware.bin", {4, 9, 9});
    legacy::FlashOptions options;
    options.defaults = legacy::kLayoutH7;
    options.knocks = 200;
    bool flashed = false;
    // The moment may be missed by a busy computer.
    for (int i = 0; i < kTries && !flashed; ++i) {
        legacy::Flash flash(firmware, options);
        PathWatch comes(line);
        board.reset();
        const auto over = Clock::now() + 10s;
        while (!std::filesystem::exists(line) && comes.changed(over)) {}
        Terminal terminal(line);
        flashed = !run(flash, terminal, {});
        CHECK((!flashed || flash.layout() == legacy::kLayoutH7));
        CHECK((!flashed || flash.version() == legacy::Version::V3));
    }
    CHECK(flashed);
    CHECK(board.runs() == FirmwareVersion{4, 9, 9});
    CHECK(announced(board).loaderTty == line);
    CHECK(announced(board).seUart.empty());
}

TEST_CASE("Damaged firmware hangs: only the bootloader's moment after a reset is left")
{
    const struct {
        const char* id;
        const char* memory;
        long firmware;
        Usb loader;
    } boards[] = {{"pure-thermal", "internal", 0x40000, kThermalDfu},
                  {"ae3", "mram", 0x320000, kAe3Dfu},
                  {"rt1062", "nor", 0x40000, kImxLoader}};
    for (const auto& each : boards) {
        INFO(each.id);
        const TempDirectory state;
        {
            const Virtual board(each.id, state.path());
            CHECK(board.runs() == FirmwareVersion{5, 0, 0});
        }
        spoil(state.path(), each.memory, each.firmware + 0x800);
        const Virtual board(each.id, state.path());
        CHECK(board.showsAtReset(each.loader));
        CHECK(UsbIpHost::waitForNone(board.process->usbIp()));
        CHECK_FALSE(std::filesystem::exists(board.process->pty()));
        board.reset();
        CHECK(board.showsAtReset(each.loader));
    }
}
