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
            if (board.rule(name))
                CHECK(refusal(image, name, board).empty());
            else
                CHECK(placesFor(image, {&board, 1}).at(0).partition == "RAM");
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

TEST_CASE("A DFU suffix is taken off, and says whom the file is for")
{
    const FlashBoard thermal = flashBoardOf("pure-thermal");
    const FileBytes raw = cortexImage(0x08040000, 0x20001000, 5000);
    const Image plain = identify("firmware.bin", raw);
    const auto with = [&](std::uint16_t vendor, std::uint16_t product) {
        return identify("firmware.bin", withSuffix(raw, vendor, product));
    };
    const Image own = with(0x37C5, 0x9205);
    CHECK(own.bytes == raw);
    CHECK(own.sha256 == plain.sha256);
    CHECK(own.kind == ImageKind::CortexM);
    CHECK(own.suffix == DfuSuffix{0x37C5, 0x9205, 0xFFFF});
    CHECK(own.damage.empty());
    CHECK(refusal(own, "firmware.bin", thermal).empty());
    // The ROM of its chip, any device of the maker, anything at all.
    CHECK(refusal(with(0x0483, 0xDF11), "firmware.bin", thermal).empty());
    CHECK(refusal(with(0x37C5, 0xFFFF), "firmware.bin", thermal).empty());
    CHECK(refusal(with(0xFFFF, 0xFFFF), "firmware.bin", thermal).empty());
    for (const Image& other : {with(0x37C5, 0x9204), with(0x2341, 0x0366), with(0x0483, 0x9205)})
        CHECK(refusal(other, "firmware.bin", thermal) == "OMV-E0701");
    CHECK_FALSE(plain.suffix);
    CHECK(identify("x", withSuffix({}, 0x37C5, 0x9205)).kind == ImageKind::Empty);
}

TEST_CASE("A damaged DFU suffix is damage, wherever the file was hit")
{
    const FlashBoard thermal = flashBoardOf("pure-thermal");
    const FileBytes whole = withSuffix(cortexImage(0x08040000, 0x20001000, 5000), 0x37C5, 0x9205);
    for (const std::size_t at : {5UL, 300UL, 4999UL, 5000UL, 5005UL, 5011UL, 5012UL, 5015UL}) {
        CAPTURE(at);
        FileBytes hit = whole;
        hit[at] ^= 0x40;
        const Image image = identify("firmware.bin", hit);
        CHECK(image.bytes == hit);
        CHECK(image.damage == "the checksum of its DFU suffix is wrong");
        CHECK(refusal(image, "firmware.bin", thermal) == "OMV-E0703");
    }
    // Cut off, it has none any more.
    for (std::size_t size = whole.size() - 1; size > whole.size() - 20; --size) {
        const Image image =
            identify("firmware.bin", FileBytes(whole.begin(), whole.begin() + long(size)));
        CHECK_FALSE(image.suffix);
        CHECK(image.bytes.size() == size);
    }
}

TEST_CASE("A DfuSe file is listed, and its only piece goes where it says")
{
    const FlashBoard m4 = flashBoardOf("m4");
    const FileBytes raw = bootloaderImage(0x08000000, 0x20001000, 9001);
    for (const bool suffixed : {false, true}) {
        FileBytes file = dfuseFile({{0x08000000, raw}});
        if (suffixed)
            file = withSuffix(file, 0x0483, 0xDF11, 0x011A);
        const Image image = identify("bootloader.dfu", file);
        CHECK(image.kind == ImageKind::DfuSe);
        CHECK(image.damage.empty());
        REQUIRE(image.parts.size() == 1);
        CHECK(image.parts[0] == DfusePart{0, "ST", 0, 0x08000000, 11 + 274 + 8, 9001});
        const auto part = onlyPart(image);
        REQUIRE(part);
        CHECK(part->kind == ImageKind::OpenMvBootloader);
        CHECK(part->bytes == raw);
        CHECK(part->sha256 == identify("x", raw).sha256);
        CHECK(part->address == 0x08000000U);
        CHECK(part->suffix.has_value() == suffixed);
        CHECK(refusal(image, "bootloader.bin", m4).empty());
        CHECK(refusal(*part, "bootloader.bin", m4).empty());
        CHECK(refusal(image, "firmware.bin", m4) == "OMV-E0701");
        const auto places = placesFor(image, std::span(&m4, 1));
        REQUIRE(places.size() == 1);
        CHECK(places[0].file == "bootloader.bin");
    }
}

TEST_CASE("A DfuSe file that says another place than its content is refused, with the reason")
{
    const FlashBoard m4 = flashBoardOf("m4");
    const FileBytes firmware = cortexImage(0x08010000, 0x20001000, 5000);
    const auto why = [&](const FileBytes& file) {
        const auto status = check(identify("x.dfu", file), *m4.rule("firmware.bin"), m4);
        return status ? std::string() : status.error().id + ": " + status.error().why;
    };
    CHECK(why(dfuseFile({{0x08010000, firmware}})).empty());
    CHECK(why(dfuseFile({{0x08020000, firmware}})) ==
          "OMV-E0701: It goes to 0x08020000; FIRMWARE begins at 0x08010000");
    CHECK(why(dfuseFile({{0x08010000, romfsImage(100)}})).find("OMV-E0701: It is a ROMFS") == 0);
    CHECK(why(withSuffix(dfuseFile({{0x08010000, firmware}}), 0x2341, 0x0366, 0x011A))
              .find("OMV-E0701: Its DFU suffix says") == 0);
    CHECK(why(dfuseFile({{0x08010000, FileBytes(851969)}})).find("OMV-E0702") == 0);
    CHECK(why(dfuseFile({{0x08010000, {}}})).find("OMV-E0703") == 0);
    CHECK(why(dfuseFile({})) == "OMV-E0701: It has 0 pieces; only one alone can be written");
    for (const bool targets : {false, true}) {
        const FileBytes both =
            dfuseFile({{0x08000000, FileBytes(100)}, {0x08010000, firmware}}, targets);
        const Image image = identify("openmv.dfu", both);
        REQUIRE(image.parts.size() == 2);
        CHECK(image.parts[1].target == (targets ? 1 : 0));
        CHECK_FALSE(onlyPart(image));
        CHECK(placesFor(image, allFlashBoards()).empty());
        CHECK(why(both) ==
              "OMV-E0701: It has 2 pieces: at 0x08000000, 0x08010000; only one alone "
              "can be written");
    }
}

TEST_CASE("A damaged DfuSe file is damage")
{
    const FileBytes whole = dfuseFile({{0x08000000, FileBytes(100)}});
    const auto damage = [](const FileBytes& bytes) { return identify("x", bytes).damage; };
    REQUIRE(damage(whole).empty());
    for (std::size_t size = 5; size < whole.size(); ++size) {
        CAPTURE(size);
        const Image cut = identify("x", FileBytes(whole.begin(), whole.begin() + long(size)));
        CHECK(cut.kind == ImageKind::DfuSe);
        CHECK_FALSE(cut.damage.empty());
        CHECK_FALSE(onlyPart(cut));
    }
    for (const std::size_t at : {5UL, 6UL, 10UL, 11UL, 11UL + 266, 11UL + 270, 11UL + 274 + 4}) {
        CAPTURE(at);
        FileBytes hit = whole;
        hit[at] ^= 3;
        CHECK_FALSE(damage(hit).empty());
    }
    CHECK(damage(dfuseFile({{0x08000000, whole}})) == "a piece in it is a DfuSe file again");
    std::vector<DfusePiece> pieces(256);
    CHECK(damage(dfuseFile(pieces)).empty());
    pieces.resize(257);
    CHECK(damage(dfuseFile(pieces)) == "it has more pieces than any firmware");
}
