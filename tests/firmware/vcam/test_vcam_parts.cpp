// SPDX-License-Identifier: MIT
// Parts of omv-vcam that need no process: the confined folder, options, faults, pins.
#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/fat_image.h"
#include "firmware/ports/vcam/fault_injector.h"
#include "firmware/ports/vcam/flash_folder.h"
#include "firmware/ports/vcam/options.h"
#include "firmware/ports/vcam/packed_drive.h"
#include "firmware/ports/vcam/peripherals.h"
#include "firmware/ports/vcam/rom_files.h"
#include "firmware/ports/vcam/romfs_image.h"
#include "firmware/ports/vcam/serial_line.h"
#include "firmware/ports/vcam/terminal.h"
#include "protocol/packet.h"
#include "tests/support/catch.h"
#include "tests/support/vcam_process.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

#include <sys/stat.h>

using namespace omv::vcam;
using omv::test::TemporaryFolder;

namespace {

ParsedOptions parse(std::vector<const char*> arguments)
{
    arguments.insert(arguments.begin(), "omv-vcam");
    return parseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

std::vector<std::uint8_t> packet(std::uint8_t sequence, std::size_t payload)
{
    std::vector<std::uint8_t> wire(omv::protocol::packetSize(payload));
    const std::vector<std::uint8_t> data(payload, sequence);
    omv::protocol::PacketHeader header;
    header.sequence = sequence;
    omv::protocol::encodePacket(wire, header, data);
    return wire;
}

/// All that comes out, in as many pieces as the injector wants.
std::vector<std::vector<std::uint8_t>> drain(FaultInjector& faults, std::int64_t now = 0)
{
    std::vector<std::vector<std::uint8_t>> pieces;
    for (auto out = faults.output(now); !out.empty(); out = faults.output(now)) {
        pieces.emplace_back(out.begin(), out.end());
        faults.sent(out.size());
    }
    return pieces;
}

}  // namespace

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

TEST_CASE("Options come from arguments or from one sim: text")
{
    const auto plain = parse({"--board", "rt1062", "--seed", "7", "--fps", "15", "--limits", "off",
                              "--tcp=1234", "--fault", "drop=0.5,split=3,unplug-after=99"});
    REQUIRE_FALSE(plain.exitCode);
    CHECK(plain.options.board == "rt1062");
    CHECK(plain.options.seed == std::uint64_t{7});
    CHECK(plain.options.fps == 15);
    CHECK_FALSE(plain.options.limits);
    CHECK(plain.options.tcpPort == std::uint16_t{1234});
    CHECK(plain.options.faults.drop == 0.5);
    CHECK(plain.options.faults.split == 3);
    CHECK(plain.options.faults.unplugAfter == 99);
    const auto text = parse({"--options", "board=rt1062&seed=7&limits=off&tcp&quiet"});
    REQUIRE_FALSE(text.exitCode);
    CHECK(text.options.board == "rt1062");
    CHECK(text.options.seed == std::uint64_t{7});
    CHECK_FALSE(text.options.limits);
    CHECK(text.options.tcpPort == std::uint16_t{0});
    CHECK(text.options.quiet);
    const auto none = parse({});
    CHECK(none.options.limits);
    CHECK_FALSE(none.options.tcpPort);
    CHECK_FALSE(none.options.seed);
    CHECK_FALSE(none.options.faults.any());
}

TEST_CASE("A flag followed by an option does not swallow it")
{
    const auto parsed = parse({"--tcp", "--json", "--board", "ae3"});
    REQUIRE_FALSE(parsed.exitCode);
    CHECK(parsed.options.json);
    CHECK(parsed.options.tcpPort == std::uint16_t{0});
}

TEST_CASE("A jumper, erased memories and the old bootloader need the board's USB")
{
    for (const char* option : {"--recovery", "--virgin", "--legacy"}) {
        CAPTURE(option);
        const auto parsed = parse({option});
        REQUIRE_FALSE(parsed.exitCode);
        CHECK(parsed.options.usbIpPort == std::uint16_t{0});
        CHECK(parse({option, "--usbip=3240"}).options.usbIpPort == std::uint16_t{3240});
    }
    const auto text = parse({"--options", "board=rt1062&recovery=1&virgin=0"});
    REQUIRE_FALSE(text.exitCode);
    CHECK(text.options.recovery);
    CHECK_FALSE(text.options.virgin);
    CHECK_FALSE(parse({"--options", "recovery=0"}).options.usbIpPort);
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

TEST_CASE("FaultInjector without faults passes every byte, however chopped")
{
    const auto step = GENERATE(as<std::size_t>{}, 1, 5, 1000);
    FaultInjector faults(FaultPlan{}, 1);
    std::vector<std::uint8_t> in;
    for (std::uint8_t i = 0; i < 20; ++i) {
        const auto one = packet(i, i * 3u);
        in.insert(in.end(), one.begin(), one.end());
    }
    for (std::size_t at = 0; at < in.size(); at += step)
        faults.take(omv::protocol::Bytes(in).subspan(at, std::min(step, in.size() - at)), 0);
    std::vector<std::uint8_t> out;
    for (const auto& piece : drain(faults))
        out.insert(out.end(), piece.begin(), piece.end());
    CHECK(out == in);
}

TEST_CASE("FaultInjector drops, damages, doubles, splits, stalls and counts as planned")
{
    const auto one = packet(1, 40);
    FaultPlan plan;
    SECTION("drop")
    {
        plan.drop = 1;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults).empty());
    }
    SECTION("damage flips one bit")
    {
        plan.damage = 1;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        const auto pieces = drain(faults);
        REQUIRE(pieces.size() == 1);
        int bits = 0;
        for (std::size_t i = 0; i < one.size(); ++i)
            bits += __builtin_popcount(static_cast<unsigned>(one[i] ^ pieces[0][i]));
        CHECK(bits == 1);
    }
    SECTION("duplicate")
    {
        plan.duplicate = 1;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults).front().size() == 2 * one.size());
    }
    SECTION("split")
    {
        plan.split = 7;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        for (const auto& piece : drain(faults))
            CHECK(piece.size() <= 7);
    }
    SECTION("stall")
    {
        plan.stallEvery = 2;
        plan.stallMs = 5;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults, 0).size() == 1);
        faults.take(one, 0);
        CHECK(drain(faults, 4999).empty());
        CHECK(faults.deadline(4999) == 5000);
        CHECK(drain(faults, 5000).size() == 1);
        CHECK(faults.deadline(5000) == std::numeric_limits<std::int64_t>::max());
    }
    SECTION("unplug")
    {
        plan.unplugAfter = 30;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults).front().size() == 30);
        CHECK(faults.unplugNow());
        faults.clear();
        CHECK_FALSE(faults.unplugNow());
    }
}

TEST_CASE("Pins follow mode, pull and what drives them, and note the edges asked for")
{
    using Kind = PinDescription::Kind;
    Peripherals board({{"P0", Kind::Plain, true, false},
                       {"LED", Kind::Led, true, false},
                       {"SW", Kind::Button, true, true}});
    int edges = 0;
    int wakes = 0;
    board.onEdge = [&] { ++edges; };
    board.onWake = [&] { ++wakes; };
    CHECK(board.find("P1") == -1);
    const int pin = board.find("P0");
    CHECK_FALSE(board.read(pin));
    board.configure(pin, OMV_PIN_IN, OMV_PULL_UP);
    CHECK(board.read(pin));
    board.watchEdges(pin, OMV_EDGE_FALLING);
    CHECK(board.drive("P0", false));
    CHECK(board.drive("P0", true));
    CHECK(board.drive("P0", std::nullopt));
    CHECK(edges == 1);
    const auto edge = board.takeEdge();
    REQUIRE(edge);
    CHECK(edge->pin == pin);
    CHECK(edge->edge == OMV_EDGE_FALLING);
    CHECK_FALSE(board.takeEdge());
    board.configure(pin, OMV_PIN_OPEN_DRAIN, OMV_PULL_UP);
    board.write(pin, true);
    CHECK(board.read(pin));
    board.drive("P0", false);
    CHECK_FALSE(board.read(pin));
    CHECK(board.leds() == std::map<std::string, bool>{{"LED", false}});
    board.write(board.find("LED"), false);
    CHECK(board.leds().at("LED"));
    CHECK(board.read(board.find("SW")));
    CHECK(board.press("SW", true));
    CHECK_FALSE(board.read(board.find("SW")));
    CHECK(wakes == 1);
    CHECK_FALSE(board.press("LED", true));
    board.reset();
    CHECK_FALSE(board.leds().at("LED"));
}

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

TEST_CASE("A serial line is the protocol's at 921600 baud, or from a packet on")
{
    const auto header = omv::protocol::encodeHeader({.sequence = 1, .opcode = 2});
    std::vector<std::uint8_t> bytes{'x', 0xAA, 'y', 0xAA, 0xD5, 1};
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.push_back(9);
    const auto rate = GENERATE(as<std::optional<std::uint32_t>>(), std::nullopt, 115200);
    const std::size_t piece = GENERATE(1U, 3U, 100U);
    CAPTURE(rate.value_or(0), piece);
    SerialLine line;
    SerialLine::Parts all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const auto parts = line.take(
            rate, omv::protocol::Bytes(bytes).subspan(at, std::min(piece, bytes.size() - at)));
        all.keys.insert(all.keys.end(), parts.keys.begin(), parts.keys.end());
        all.packets.insert(all.packets.end(), parts.packets.begin(), parts.packets.end());
    }
    CHECK(all.keys == std::vector<std::uint8_t>{'x', 0xAA, 'y', 0xAA, 0xD5, 1});
    CHECK(all.packets.size() == header.size() + 1);
    CHECK(line.use(rate) == SerialLine::Use::Protocol);
    // Another rate, or closing it, decides anew.
    CHECK(line.use(9600) == SerialLine::Use::Terminal);
    CHECK(line.take(921600, bytes).packets == bytes);
    line.closed();
    CHECK(line.use(921600) == SerialLine::Use::Protocol);
}

TEST_CASE("The interrupt key counts when it comes, and is a key like others while none is set")
{
    const std::vector<std::uint8_t> keys{'a', 3, 'b', 3};
    Terminal terminal;
    bool madeRoom = false;
    terminal.type(keys);
    CHECK(terminal.next(madeRoom) == -1);  // nobody has looked
    CHECK_FALSE(terminal.look(-1));
    CHECK_FALSE(terminal.look(3));  // those were looked at before
    terminal.type(keys);
    CHECK(terminal.look(3));
    std::string read;
    for (int key = 0; (key = terminal.next(madeRoom)) >= 0;)
        read += static_cast<char>(key);
    CHECK(read ==
          "a\x03"
          "b\x03"
          "ab");
    terminal.write("lost", 4);
    CHECK_FALSE(terminal.hasText());
    terminal.setOpen(true);
    terminal.write("seen", 4);
    CHECK(terminal.text(2) == "se");
    terminal.sent(3);
    CHECK(terminal.text(9) == "n");
}
