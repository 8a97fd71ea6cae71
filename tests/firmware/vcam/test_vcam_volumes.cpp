// SPDX-License-Identifier: MIT
// Images that a drive or a ROM is made of: FAT and ROMFS.
#include "firmware/ports/vcam/fat_image.h"
#include "firmware/ports/vcam/rom_files.h"
#include "firmware/ports/vcam/romfs_image.h"
#include "protocol/packet.h"
#include "tests/support/catch.h"
#include "tests/support/vcam_process.h"

#include <algorithm>
#include <fstream>
#include <random>

using namespace omv::vcam;
using omv::test::TemporaryFolder;

namespace {

// Two files, one of them in a folder.
const std::vector<std::uint8_t> kRom{0xD2, 0xCD, 0x31, 0x1E, 0x05, 0x0B, 0x05, 0x61, 0x2E,
                                     0x74, 0x78, 0x74, 0x02, 0x03, 0x68, 0x69, 0x0A, 0x04,
                                     0x0F, 0x03, 0x6C, 0x69, 0x62, 0x05, 0x09, 0x05, 0x62,
                                     0x2E, 0x62, 0x69, 0x6E, 0x02, 0x01, 0x78};

std::vector<std::uint8_t> romOf(std::vector<std::uint8_t> records)
{
    const std::uint8_t head[] = {0xD2, 0xCD, 0x31, static_cast<std::uint8_t>(records.size())};
    records.insert(records.begin(), std::begin(head), std::end(head));
    return records;
}

}  // namespace

TEST_CASE("A sound ROMFS image is taken, padded, with pointers and with bytes behind it")
{
    CHECK(romfsProblem(kRom).empty());
    CHECK(romfsSize(kRom) == kRom.size());
    auto longer = kRom;
    longer.resize(4096, 0xFF);
    CHECK(romfsProblem(longer).empty());
    CHECK(romfsSize(longer) == kRom.size());
    CHECK(romfsProblem(romOf({})).empty());
    CHECK(romfsProblem(romOf({1, 2, 9, 9, 7, 1, 0})).empty());
    CHECK(romfsProblem(romOf({5, 0x80, 0x80, 5, 1, 'a', 2, 1, 'x'})).empty());
    CHECK(romfsProblem(romOf({5, 6, 1, 'a', 3, 2, 1, 6, 1, 1, 'x'})).empty());
}

TEST_CASE("A damaged ROMFS image is refused, however short it is cut")
{
    for (std::size_t size = 0; size < kRom.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(romfsProblem(omv::protocol::Bytes(kRom).first(size)).empty());
    }
    for (std::size_t byte = 0; byte < 3; ++byte) {
        auto wrong = kRom;
        wrong[byte] ^= 1;
        CHECK(romfsProblem(wrong).find("not a ROMFS image") == 0);
    }
    using Image = std::vector<std::uint8_t>;
    const auto records = GENERATE(
        Image{0, 0},  // an unused record
        Image{5, 1},  // a record that is longer than the file system
        Image{5, 0x85},  // a length that does not end
        Image{5, 5, 9, 'a', 2, 1, 'x'},  // a name that is longer than its record
        Image{5, 2, 1, 'a'},  // a file without data
        Image{5, 5, 1, 'a', 2, 2, 'x'},  // data that is longer than its file
        Image{5, 6, 1, 'a', 3, 2, 9, 0},  // a pointer that leaves the file system
        Image{4, 4, 1, 'd', 0, 0},  // the same in a folder
        Image{5, 0x90, 0x80, 0x80, 0x80, 0x80, 0x00, 1});  // a length that no machine holds
    CAPTURE(records);
    CHECK(romfsProblem(romOf(records)).find("damaged") != std::string::npos);
}

TEST_CASE("Models and their labels are added to a ROMFS image, as far as they are there")
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() + "/seen.tflite") << std::string(70000, 'm');
    std::ofstream(folder.path() + "/seen.txt") << "cat\n";
    std::ofstream(folder.path() + "/deaf.tflite") << "d";
    const auto image = omv::vcam::withModels(kRom, folder.path(), {"seen", "none", "deaf"});
    CHECK(romfsProblem(image).empty());
    CHECK(romfsSize(image) == image.size());
    const std::string text(image.begin(), image.end());
    for (const char* name : {"seen.tflite", "seen.txt", "deaf.tflite"})
        CHECK(text.find(name) != std::string::npos);
    CHECK(text.find("none") == std::string::npos);
    CHECK(text.find("deaf.txt") == std::string::npos);
    // All that the image held before is in it.
    const std::string before(kRom.begin() + 4, kRom.end());
    CHECK(text.find(before) != std::string::npos);
    CHECK(omv::vcam::withModels(kRom, folder.path(), {}) ==
          std::vector<std::uint8_t>(kRom.begin(), kRom.end()));
    CHECK(romfsProblem(omv::vcam::withModels({}, folder.path(), {"deaf"})).empty());
    CHECK(omv::vcam::withModels({}, folder.path(), {"none"}).empty());
}

TEST_CASE("Folders nested without end are looked through without a stack that grows")
{
    // From the inside: each folder holds the one before.
    std::vector<std::uint8_t> inner;
    const auto number = [](std::size_t value) {
        return std::vector<std::uint8_t>{static_cast<std::uint8_t>(0x80 | (value >> 14 & 0x7F)),
                                         static_cast<std::uint8_t>(0x80 | (value >> 7 & 0x7F)),
                                         static_cast<std::uint8_t>(value & 0x7F)};
    };
    std::vector<std::uint8_t> reversed;
    for (int depth = 0; depth < 100000; ++depth) {
        const std::size_t size = reversed.size() + 1;
        if (size >= 1u << 21)
            break;
        reversed.push_back(0);  // no name
        const auto length = number(size);
        reversed.insert(reversed.end(), length.rbegin(), length.rend());
        reversed.push_back(4);
    }
    inner.assign(reversed.rbegin(), reversed.rend());
    std::vector<std::uint8_t> image{0xD2, 0xCD, 0x31};
    const auto length = number(inner.size());
    image.insert(image.end(), length.begin(), length.end());
    image.insert(image.end(), inner.begin(), inner.end());
    CHECK(romfsProblem(image).empty());
}

namespace {

std::vector<omv::vcam::FatEntry> someFiles()
{
    std::vector<std::uint8_t> large(70'001);
    std::mt19937 random(1);
    std::generate(large.begin(), large.end(), [&] { return static_cast<std::uint8_t>(random()); });
    std::vector<omv::vcam::FatEntry> files{
        {".openmv_disk", false},
        {"README.TXT", false, {'R'}},
        {"main.py", false, {'x', '=', '1'}},
        {"lib", true},
        {"lib/a long name of a module.py", false, large},
        {"lib/deep", true},
        {"lib/deep/caf\xC3\xA9 \xF0\x9F\x93\xB7.txt", false, {7}},
        {"empty folder", true}};
    // More than one cluster of entries.
    for (int i = 0; i < 60; ++i)
        files.push_back({"lib/deep/module_number_" + std::to_string(i) + ".py", false, {1, 2}});
    return files;
}

std::vector<omv::vcam::FatEntry> sorted(std::vector<omv::vcam::FatEntry> files)
{
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

}  // namespace

TEST_CASE("A FAT volume holds files and folders, whatever its size asks for")
{
    const auto files = someFiles();
    // FAT12, FAT16, and FAT16 with larger clusters; the drives of the boards are among them.
    for (const std::uint64_t bytes :
         {1ULL << 20, 4ULL << 20, 8ULL << 20, 24ULL << 20, 96ULL << 20}) {
        CAPTURE(bytes);
        auto volume = omv::vcam::packFat(files, bytes);
        REQUIRE(volume);
        CHECK(volume->size() < 1'000'000);
        // As the size of the volume is part of it, less than all of it is none.
        CHECK_FALSE(omv::vcam::unpackFat(*volume));
        volume->resize(bytes, 0xFF);
        const auto back = omv::vcam::unpackFat(*volume);
        REQUIRE(back);
        CHECK(sorted(*back) == sorted(files));
    }
}

TEST_CASE("What does not fit a FAT volume is not packed")
{
    using omv::vcam::packFat;
    CHECK_FALSE(packFat({{"large", false, std::vector<std::uint8_t>(200'000)}}, 128 * 1024));
    CHECK_FALSE(packFat({{"a:b", false}}, 1 << 20));
    CHECK_FALSE(packFat({{"no folder/a", false}}, 1 << 20));
    CHECK_FALSE(packFat({{"a", false}, {"A", false}}, 1 << 20));
    CHECK_FALSE(packFat({{"bad \xFF", false}}, 1 << 20));
    CHECK_FALSE(packFat({}, 4096));
}

TEST_CASE("A damaged FAT volume is refused or read, and leads nowhere else")
{
    constexpr std::size_t kBytes = 1 << 20;
    auto volume = omv::vcam::packFat(someFiles(), kBytes);
    REQUIRE(volume);
    const std::size_t used = volume->size();
    volume->resize(kBytes);
    std::mt19937 random(7);
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        auto damaged = *volume;
        // Mostly where it is described: boot sector, table, root.
        const std::size_t where = i % 3 == 0 ? 64 : i % 3 == 1 ? 24 * 1024 : used;
        for (int k = 0; k < 4; ++k)
            damaged[random() % where] = static_cast<std::uint8_t>(random());
        const auto read = omv::vcam::unpackFat(damaged);
        refused += read ? 0 : 1;
        for (const auto& each : read.value_or(std::vector<omv::vcam::FatEntry>())) {
            CHECK(each.path.find("..") == std::string::npos);
            CHECK(each.bytes.size() <= kBytes);
        }
    }
    CHECK(refused > 300);
    CHECK_FALSE(omv::vcam::unpackFat({}));
    CHECK_FALSE(omv::vcam::unpackFat(std::vector<std::uint8_t>(kBytes, 0xFF)));
}
