// SPDX-License-Identifier: MIT
// The confined folder of the drive, the flash chips, and how one becomes the other.
#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/fat_image.h"
#include "firmware/ports/vcam/flash_folder.h"
#include "firmware/ports/vcam/packed_drive.h"
#include "tests/support/catch.h"
#include "tests/support/vcam_process.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

using namespace omv::vcam;
using omv::test::TemporaryFolder;

TEST_CASE("FlashFolder keeps every path inside and refuses what FAT does not know")
{
    TemporaryFolder root;
    TemporaryFolder outside;
    std::ofstream(outside.path() + "/secret") << "secret";
    std::filesystem::create_directory_symlink(outside.path(), root.path() + "/way");
    std::filesystem::create_symlink(outside.path() + "/secret", root.path() + "/link");
    std::filesystem::create_symlink(outside.path() + "/new", root.path() + "/dangling");
    mkfifo((root.path() + "/fifo").c_str(), 0600);
    const auto folder = FlashFolder::open(root.path(), 1 << 20);
    REQUIRE(folder);
    const int create = OMV_OPEN_WRITE | OMV_OPEN_CREATE;
    for (const std::string path :
         {"/../x", "/way/secret", "/way/new", "/link", "/dangling", "/fifo", "/a/../../x", "/.",
          "/..", "/", "", "/a*b", "/a:b", "/way/../x"}) {
        CAPTURE(path);
        CHECK(folder->openFile(path, OMV_OPEN_READ) < 0);
        CHECK(folder->openFile(path, create) < 0);
        CHECK(folder->removeFile(path) < 0);
        CHECK(folder->rename(path, "/taken") < 0);
    }
    omv_file_info info{};
    CHECK(folder->stat("/link", info) == -ENOENT);
    CHECK(folder->stat("/way", info) == -ENOENT);
    CHECK(folder->makeFolder("/way/inner") < 0);
    CHECK(folder->openFolder("/way") < 0);
    CHECK_FALSE(std::filesystem::exists(outside.path() + "/new"));
    CHECK_FALSE(std::filesystem::exists(outside.path() + "/inner"));
}

TEST_CASE("FlashFolder counts blocks and says ENOSPC")
{
    TemporaryFolder root;
    const auto folder = FlashFolder::open(root.path(), 4 * FlashFolder::kBlockSize);
    REQUIRE(folder);
    CHECK(folder->statvfs().free_blocks == 4);
    const int file = folder->openFile("/a", OMV_OPEN_WRITE | OMV_OPEN_CREATE);
    REQUIRE(file >= 0);
    const std::vector<char> data(5000);
    CHECK(folder->write(file, data.data(), data.size()) == 5000);
    CHECK(folder->statvfs().free_blocks == 2);
    CHECK(folder->write(file, data.data(), data.size()) == 5000);
    CHECK(folder->statvfs().free_blocks == 1);
    CHECK(folder->makeFolder("/d") == 0);
    CHECK(folder->makeFolder("/e") == -ENOSPC);
    CHECK(folder->write(file, data.data(), 2289) == -ENOSPC);
    CHECK(folder->write(file, data.data(), 2288) == 2288);
    CHECK(folder->seek(file, 0, SEEK_SET) == 0);
    CHECK(folder->write(file, data.data(), 100) == 100);  // over what is there
    folder->close(file);
    CHECK(folder->removeFolder("/d") == 0);
    CHECK(folder->removeFile("/a") == 0);
    CHECK(folder->statvfs().free_blocks == 4);
}

TEST_CASE("A board as sold has firmware and bootloader; a virgin one and an erased one have none")
{
    setenv("OPENMV_DATA_DIR", OMV_SOURCE_DIR "/resources", 1);
    const auto boards = omv::BoardDatabase::load();
    REQUIRE(boards);
    for (const char* id : {"ae3", "pure-thermal", "rt1062"}) {
        CAPTURE(id);
        const TemporaryFolder folder;
        const omv::Board* board = boards->byId(id);
        REQUIRE(board);
        {
            BoardFlash flash(*board, folder.path(), false);
            REQUIRE(flash.problem().empty());
            CHECK(flash.hasBootloader());
            CHECK(flash.firmware().sound);
            CHECK(flash.firmware().version == kSoldFirmware);
            CHECK(flash.fileSystemMarked());
            // Erased, and not written again.
            const auto* firmware = flash.partitionOf("firmware");
            CHECK(firmware->flash->erase(*firmware->flash->unitAt(firmware->start)));
        }
        {
            BoardFlash flash(*board, folder.path(), false);
            CHECK(flash.hasBootloader());
            CHECK_FALSE(flash.firmware().sound);
            const auto* bootloader = flash.partitionOf("bootloader");
            CHECK(bootloader->flash->erase(*bootloader->flash->unitAt(bootloader->start)));
            CHECK_FALSE(flash.hasBootloader());
        }
        BoardFlash virgin(*board, folder.path(), false, Factory::Virgin);
        CHECK_FALSE(virgin.hasBootloader());
        CHECK_FALSE(virgin.firmware().sound);
        CHECK_FALSE(virgin.fileSystemMarked());
    }
}

TEST_CASE("A bootloader is what it says, or what its bytes look like")
{
    const ImageKind arm{"bootloader", "openmv-bootloader", "BOOTLOADER"};
    const ImageKind imx{"bootloader", "imx-ivt", "SBL"};
    for (const ImageKind& kind : {arm, imx}) {
        CAPTURE(kind.content);
        auto bytes = soldImage(kind, "pure-thermal", 0x08000000, 0x20020000);
        CHECK(soundBootloader(bytes, kind, "pure-thermal", 0x08000000));
        CHECK_FALSE(soundBootloader(bytes, kind, "ae3", 0x08000000));
        bytes.back() ^= 1;
        CHECK_FALSE(soundBootloader(bytes, kind, "pure-thermal", 0x08000000));
        // One of a real board has no such header.
        bytes[0x200] = 0;
        CHECK(soundBootloader(bytes, kind, "pure-thermal", 0x08000000));
        std::fill_n(bytes.begin(), 8, std::uint8_t{0xFF});
        CHECK_FALSE(soundBootloader(bytes, kind, "pure-thermal", 0x08000000));
        CHECK_FALSE(soundBootloader({}, kind, "pure-thermal", 0x08000000));
    }
}

TEST_CASE("The drive is a volume while a loader runs, and a folder while the firmware does")
{
    setenv("OPENMV_DATA_DIR", OMV_SOURCE_DIR "/resources", 1);
    const auto boards = omv::BoardDatabase::load();
    REQUIRE(boards);
    const TemporaryFolder state;
    const omv::Board* board = boards->byId("rt1062");
    REQUIRE(board);
    const std::string mine = state.path() + "/flash/mine.py";
    const auto write = [](const std::string& path, const char* text) {
        std::ofstream(path) << text;
    };
    const auto read = [](const std::string& path) {
        std::ifstream in(path);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    std::vector<std::uint8_t> saved;
    {
        FlashImage image(state.path());
        const auto folder = FlashFolder::open(image.path(), board->flashBytes);
        REQUIRE(folder);
        BoardFlash flash(*board, image.memories(), false);
        PackedDrive drive(flash, *folder, image);
        write(mine, "first");
        drive.pack();
        saved = flash.readFileSystem();
        const auto entries = omv::vcam::unpackFat(saved);
        REQUIRE(entries);
        CHECK(std::any_of(entries->begin(), entries->end(), [](const auto& each) {
            return each.path == "mine.py" && each.bytes.size() == 5;
        }));
        // Left alone it is no reason to touch the folder.
        write(mine, "second");
        drive.unpack();
        CHECK(read(mine) == "second");
        // What a loader wrote goes before the folder, also in a later process.
        drive.pack();
        CHECK(flash.readFileSystem() != saved);
        flash.storeFileSystem(saved);
    }
    FlashImage image(state.path());
    const auto folder = FlashFolder::open(image.path(), board->flashBytes);
    REQUIRE(folder);
    BoardFlash flash(*board, image.memories(), false);
    PackedDrive drive(flash, *folder, image);
    drive.pack();
    drive.unpack();
    CHECK(read(mine) == "first");
    // One that ended while it packed: the folder has all.
    write(state.path() + "/memories/drive.sum", "packing\n");
    flash.storeFileSystem({1, 2, 3});
    PackedDrive next(flash, *folder, image);
    next.pack();
    next.unpack();
    CHECK(read(mine) == "first");
    CHECK(omv::vcam::unpackFat(flash.readFileSystem()));
    // No file system at all: a new drive.
    drive.pack();
    flash.storeFileSystem({1, 2, 3});
    drive.unpack();
    CHECK_FALSE(std::filesystem::exists(mine));
    CHECK(std::filesystem::exists(state.path() + "/flash/main.py"));
}
