// SPDX-License-Identifier: MIT
#include <openmv/flasher/image.h>

#include "protocol/loader/simulated_image.h"
#include "tests/flasher/images.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::test;

namespace {

std::string refusal(const Image& image, const std::string& file, const FlashBoard& board)
{
    const ImageRule* rule = board.rule(file);
    REQUIRE(rule);
    const auto status = check(image, *rule, board);
    return status ? std::string() : status.error().id;
}

FileBytes simulated(const std::string& board, std::uint32_t address, std::uint32_t stack)
{
    FileBytes bytes = cortexImage(address, stack, 5000);
    omv::protocol::loader::SimulatedImage header;
    header.version = {5, 1, 2};
    std::copy(board.begin(), board.end(), header.board.begin());
    omv::protocol::loader::sealSimulatedImage(bytes, header);
    return bytes;
}

}  // namespace

TEST_CASE("Each file of each board's release is known and fits")
{
    for (const FlashBoard& board : allFlashBoards()) {
        for (const auto& [name, bytes] : releaseFiles(board)) {
            INFO(board.id << ' ' << name);
            const Image image = identify("some/folder/" + name, bytes);
            CHECK(image.name == name);
            CHECK(image.damage.empty());
            CHECK(refusal(image, name, board).empty());
        }
    }
}

TEST_CASE("What a file is is told from its bytes")
{
    CHECK(identify("a", {}).kind == ImageKind::Empty);
    CHECK(identify("a", FileBytes(4000)).kind == ImageKind::Unknown);
    CHECK(identify("a", {'P', 'K', 3, 4, 0}).kind == ImageKind::Zip);
    CHECK(identify("a", {0x7F, 'E', 'L', 'F', 1}).kind == ImageKind::Elf);
    CHECK(identify("a", {'U', 'F', '2', '\n', 1}).kind == ImageKind::Uf2);
    CHECK(identify("a", {'D', 'f', 'u', 'S', 'e', 1}).kind == ImageKind::DfuSe);
    const Image firmware = identify("f", cortexImage(0x08040000, 0x20020000, 4096));
    CHECK(firmware.kind == ImageKind::CortexM);
    CHECK(firmware.firstStack == 0x20020000);
    CHECK(firmware.entry == 0x08040210);
    CHECK(firmware.sha256.size() == 64);
    const Image bootloader = identify("b", bootloaderImage(0x08000000, 0x20020000, 8192));
    CHECK(bootloader.kind == ImageKind::OpenMvBootloader);
    CHECK(bootloader.version == omv::FirmwareVersion{1, 0, 3});
    CHECK(identify("i", imxImage(0x1000, 0x60042000, 9000)).ivtOffset == 0x1000);
    CHECK(identify("r", romfsImage(1000)).romfsBytes == 1016);
}

TEST_CASE("Firmware of another board or core is refused before anything is written")
{
    const FlashBoard ae3 = flashBoardOf("ae3");
    const FlashBoard thermal = flashBoardOf("pure-thermal");
    const FlashBoard h7 = flashBoardOf("h7");
    const Image fast = identify("x.bin", cortexImage(0x80020000, 0x20000000 + 4096, 4096));
    CHECK(refusal(fast, "firmware_M55_HP.bin", ae3).empty());
    CHECK(refusal(fast, "firmware_M55_HE.bin", ae3) == "OMV-E0701");
    CHECK(refusal(fast, "firmware.bin", thermal) == "OMV-E0701");
    const Image noStack = identify("x.bin", cortexImage(0x80020000, 0x90000000, 4096));
    CHECK(refusal(noStack, "firmware_M55_HP.bin", ae3) == "OMV-E0701");
    CHECK(refusal(identify("x", romfsImage(100)), "firmware.bin", thermal) == "OMV-E0701");
    CHECK(refusal(fast, "romfs0.img", ae3) == "OMV-E0701");
    const FlashBoard rt = flashBoardOf("rt1062");
    CHECK(refusal(identify("x", imxImage(0, 0x60042000, 9000)), "firmware.bin", rt) == "OMV-E0701");
    CHECK(refusal(identify("x", cortexImage(0x08040000, 0x20001000, 900)), "bootloader.bin", h7) ==
          "OMV-E0701");
}

TEST_CASE("What is too large, cut off or empty is refused")
{
    const FlashBoard h7 = flashBoardOf("h7");
    const FileBytes whole = romfsImage(100'000);
    CHECK(refusal(identify("r", whole), "romfs0.img", h7).empty());
    for (const std::size_t size : {4UL, 8UL, 15UL, 16UL, 99'999UL}) {
        INFO(size);
        const Image cut = identify("r", FileBytes(whole.begin(), whole.begin() + long(size)));
        CHECK(refusal(cut, "romfs0.img", h7) == "OMV-E0703");
    }
    CHECK(refusal(identify("r", romfsImage(131'072)), "romfs0.img", h7) == "OMV-E0702");
    CHECK(refusal(identify("r", romfsImage(131'072 - 16)), "romfs0.img", h7).empty());
    CHECK(refusal(identify("f", {}), "firmware.bin", h7) == "OMV-E0703");
    CHECK(refusal(identify("f", cortexImage(0x08040000, 0x20001000, 1703937)), "firmware.bin",
                  h7) == "OMV-E0702");
    const FlashBoard rt = flashBoardOf("rt1062");
    CHECK(refusal(identify("l", imxImage(0, 0x20000400, 31000)), "blhost_flash_loader.bin", rt) ==
          "OMV-E0703");
}

TEST_CASE("Firmware for virtual boards carries its version and a checksum")
{
    const FlashBoard ae3 = flashBoardOf("ae3");
    FileBytes bytes = simulated("ae3", 0x80020000, 0x20001000);
    const Image image = identify("x", bytes);
    CHECK(image.version == omv::FirmwareVersion{5, 1, 2});
    CHECK(image.simulatedBoard == "ae3");
    CHECK(refusal(image, "firmware_M55_HP.bin", ae3).empty());
    const Image other = identify("x", simulated("h7", 0x80020000, 0x20001000));
    CHECK(refusal(other, "firmware_M55_HP.bin", ae3) == "OMV-E0701");
    for (const std::size_t at : {100UL, 0x208UL, 0x228UL, 4999UL}) {
        INFO(at);
        FileBytes damaged = bytes;
        damaged[at] ^= 1;
        CHECK(refusal(identify("x", damaged), "firmware_M55_HP.bin", ae3) == "OMV-E0703");
    }
    bytes.resize(4999);
    CHECK(refusal(identify("x", bytes), "firmware_M55_HP.bin", ae3) == "OMV-E0703");
}

TEST_CASE("Places of a file are all that it fits")
{
    const auto boards = allFlashBoards();
    const auto one = placesFor(identify("x", cortexImage(0x80320000, 0x20001000, 900)), boards);
    REQUIRE(one.size() == 1);
    CHECK(one[0].board == "ae3");
    CHECK(one[0].file == "firmware_M55_HE.bin");
    CHECK(placesFor(identify("x", romfsImage(100)), boards).size() > 8);
    CHECK(placesFor(identify("x", FileBytes(100)), boards).empty());
}
