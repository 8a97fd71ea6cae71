// SPDX-License-Identifier: MIT
#include <openmv/flasher/image.h>

#include <filesystem>
#include <fstream>

#include "tests/flasher/images.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::test;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const FileBytes& bytes)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
}

FileBytes text(std::string_view of)
{
    return {of.begin(), of.end()};
}

std::vector<std::pair<std::string, FileBytes>> under(const std::string& folder,
                                                     const FlashBoard& board)
{
    auto files = releaseFiles(board);
    for (auto& [name, bytes] : files)
        name = folder + name;
    return files;
}

std::string refusal(const std::string& path, const FlashBoard& board)
{
    const auto release = openRelease(path, board);
    REQUIRE(!release);
    return release.error().id;
}

}  // namespace

TEST_CASE("A stable release has a folder for each board")
{
    const FlashBoard ae3 = flashBoardOf("ae3");
    const FlashBoard h7 = flashBoardOf("h7");
    const TempDirectory folder;
    auto files = under("OPENMV_AE3/", ae3);
    for (auto& file : under("OPENMV4/", h7))
        files.push_back(file);
    files.emplace_back("CYW4343/cyw4343_btfw.bin", FileBytes(10));
    const std::string zip = folder.path() + "/firmware_v5.0.0.zip";
    write(zip, zipOf(files));
    const auto release = openRelease(zip, h7);
    REQUIRE(release);
    CHECK(release->images.size() == 3);
    REQUIRE(release->file("Firmware.BIN"));
    CHECK(check(*release->file("firmware.bin"), *h7.rule("firmware.bin"), h7));
    CHECK(openRelease(zip, ae3)->images.size() == 6);
    CHECK(refusal(zip, flashBoardOf("n6")) == "OMV-E0705");

    for (const auto& [name, bytes] : files)
        write(fs::path(folder.path()) / "unpacked" / name, bytes);
    const auto unpacked = openRelease(folder.path() + "/unpacked", h7);
    REQUIRE(unpacked);
    CHECK(unpacked->images.size() == 3);
    CHECK(unpacked->file("firmware.bin")->sha256 == release->file("firmware.bin")->sha256);
    CHECK(openRelease(folder.path() + "/unpacked/OPENMV4", h7)->images.size() == 3);
}

TEST_CASE("A development release is flat, one zip for a board")
{
    const FlashBoard thermal = flashBoardOf("pure-thermal");
    const TempDirectory folder;
    const std::string zip = folder.path() + "/firmware_OPENMVPT.zip";
    auto files = under("", thermal);
    files.emplace_back("firmware.elf", FileBytes(10));
    write(zip, zipOf(files));
    const auto release = openRelease(zip, thermal);
    REQUIRE(release);
    CHECK(release->images.size() == 3);
    CHECK(!release->file("firmware.elf"));
}

TEST_CASE("A list names the files beside it")
{
    const FlashBoard ae3 = flashBoardOf("ae3");
    const TempDirectory folder;
    for (const auto& [name, bytes] : releaseFiles(ae3))
        write(fs::path(folder.path()) / name, bytes);
    const std::string list = folder.path() + "/firmware.lst";
    write(list, text("firmware_M55_HP.bin\r\nfirmware_M55_HE.bin\n\n"));
    const auto release = openRelease(list, ae3);
    REQUIRE(release);
    CHECK(release->images.size() == 2);
    write(list, text("../secret\n"));
    CHECK(refusal(list, ae3) == "OMV-E0704");
    write(list, text("missing.bin\n"));
    CHECK(refusal(list, ae3) == "OMV-E0706");
}

TEST_CASE("A damaged or hostile zip is refused whole")
{
    const FlashBoard h7 = flashBoardOf("h7");
    const TempDirectory folder;
    const std::string path = folder.path() + "/r.zip";
    write(path, zipOf({{"../firmware.bin", FileBytes(100)}}));
    CHECK(refusal(path, h7) == "OMV-E0704");
    write(path, zipOf({{"/etc/firmware.bin", FileBytes(100)}}));
    CHECK(refusal(path, h7) == "OMV-E0704");
    write(path, zipOf({{"a/../../firmware.bin", FileBytes(100)}}));
    CHECK(refusal(path, h7) == "OMV-E0704");
    const FileBytes good = zipOf(under("", h7));
    for (std::size_t size = 40; size < good.size(); size += 997) {
        INFO(size);
        write(path, FileBytes(good.begin(), good.begin() + static_cast<long>(size)));
        const auto release = openRelease(path, h7);
        // What can still be read of it must at least be whole.
        if (release) {
            for (const Image& image : release->images)
                CHECK(check(image, *h7.rule(image.name), h7));
        }
    }
    FileBytes flipped = good;
    flipped[1000] ^= 0x40;
    write(path, flipped);
    CHECK(refusal(path, h7) == "OMV-E0704");
}

TEST_CASE("A file by itself is taken as it is, and a missing one is said")
{
    const FlashBoard h7 = flashBoardOf("h7");
    const TempDirectory folder;
    const std::string path = folder.path() + "/my-build.bin";
    write(path, cortexImage(0x08040000, 0x20001000, 900));
    const auto release = openRelease(path, h7);
    REQUIRE(release);
    REQUIRE(release->images.size() == 1);
    CHECK(release->images[0].name == "my-build.bin");
    CHECK(refusal(folder.path() + "/nothing.zip", h7) == "OMV-E0706");
    fs::create_directory(folder.path() + "/empty");
    CHECK(refusal(folder.path() + "/empty", h7) == "OMV-E0705");
}

TEST_CASE("A DfuSe file with one piece is that piece, as a release")
{
    const TempDirectory folder;
    const FlashBoard m4 = flashBoardOf("m4");
    const FileBytes raw = cortexImage(0x08010000, 0x20001000, 5000);
    const FileBytes file = withSuffix(dfuseFile({{0x08010000, raw}}), 0x0483, 0xDF11, 0x011A);
    for (const char* name : {"firmware.bin", "anything.dfu"}) {
        const std::string path = folder.path() + "/" + name;
        write(path, file);
        const auto release = openRelease(path, m4);
        REQUIRE(release);
        REQUIRE(release->images.size() == 1);
        CHECK(release->images[0].name == name);
        CHECK(release->images[0].bytes == raw);
        CHECK(release->images[0].address == 0x08010000U);
    }
    const auto whole = openRelease(folder.path(), m4);
    REQUIRE(whole);
    CHECK(whole->file("firmware.bin")->bytes == raw);
}
