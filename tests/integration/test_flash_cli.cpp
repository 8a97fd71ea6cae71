// SPDX-License-Identifier: MIT
// omv flash and omv image info as a user runs them, on virtual boards.
#include "tests/integration/cli_fixture.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "tests/libopenmv/temp_directory.h"
#include <iterator>

#include "protocol/loader/dfu_file.h"

using namespace omv::test;
using nlohmann::json;

namespace {

/// The first line of JSON of that type.
json lineOf(const std::string& out, const std::string& type)
{
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        const json object = json::parse(line);
        if (object.value("type", "") == type)
            return object;
    }
    return nullptr;
}

using FileBytes = std::vector<std::uint8_t>;

void put32(FileBytes& out, std::size_t value)
{
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// A DfuSe file with its suffix, made of one file for one address.
void wrap(const std::string& from, const std::string& to, std::uint32_t address)
{
    std::ifstream in(from, std::ios::binary);
    const FileBytes raw{std::istreambuf_iterator<char>(in), {}};
    FileBytes out{'D', 'f', 'u', 'S', 'e', 1};
    put32(out, 11 + 274 + 8 + raw.size());
    for (const char c : {'\1', 'T', 'a', 'r', 'g', 'e', 't', '\0', '\1'})
        out.push_back(static_cast<std::uint8_t>(c));
    out.resize(11 + 266);
    put32(out, 8 + raw.size());
    put32(out, 1);
    put32(out, address);
    put32(out, raw.size());
    out.insert(out.end(), raw.begin(), raw.end());
    const auto suffix = omv::protocol::loader::encodeSuffix({0xFFFF, 0xDF11, 0x0483, 0x011A}, out);
    out.insert(out.end(), suffix.begin(), suffix.end());
    std::ofstream(to, std::ios::binary)
        .write(reinterpret_cast<const char*>(out.data()), static_cast<long>(out.size()));
}

struct Bench {
    explicit Bench(const std::string& id = "pure-thermal")
        : board(id)
    {
    }
    std::string file(const std::string& name) const { return folder.path() + "/" + name; }
    std::string port() const
    {
        return "sim:" + board + "?limits=off&state=" + file("state-" + board);
    }
    /// A release for it, of that version.
    std::string release(const std::string& version) const
    {
        const std::string path = file("release-" + version + ".zip");
        REQUIRE(omvRun({"sim", "image", "zip", path, "--board", board, "--version", version})
                    .exitCode == 0);
        return path;
    }

    std::string board;
    TemporaryFolder folder;
    ScopedEnv state{"XDG_STATE_HOME", file("state")};
};

/// Virtual boards that no other test sees, nor this test others.
struct Line {
    Line()
    {
        std::filesystem::create_directories(bench.file("run"));
        std::filesystem::permissions(bench.file("run"), std::filesystem::perms::owner_all);
        for (auto& board : boards) {
            board = std::make_unique<VcamProcess>(
                std::vector<std::string>{"--board", "pure-thermal", "--usbip", "--limits=off"});
            REQUIRE(board->ok());
        }
        // They begin in their bootloaders.
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (running() < boards.size() && std::chrono::steady_clock::now() < until) {}
        REQUIRE(running() == boards.size());
    }
    static std::size_t running()
    {
        std::size_t found = 0;
        for (const json& line : lines(omvRun({"--json", "list"}).out))
            found += line.at("type") == "camera";
        return found;
    }
    static std::size_t good(const std::string& out)
    {
        std::size_t found = 0;
        for (const json& line : lines(out))
            found += line.at("type") == "flashed" && line.at("ok") == true;
        return found;
    }

    Bench bench;
    ScopedEnv runtime{"XDG_RUNTIME_DIR", bench.file("run")};
    std::array<std::unique_ptr<VcamProcess>, 3> boards;
};

}  // namespace

TEST_CASE("A virtual board is flashed and runs the new version from then on", "[flash]")
{
    const Bench bench;
    const auto result =
        omvRun({"-p", bench.port(), "--json", "flash", "firmware", bench.release("5.4.3")});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    const json done = lineOf(result.out, "flashed");
    CHECK(done.at("version") == "5.4.3");
    CHECK(done.at("bytes_written") == 65536);
    // The same again has nothing to write.
    const auto again =
        omvRun({"-p", bench.port(), "--json", "flash", "firmware", bench.release("5.4.3")});
    CHECK(lineOf(again.out, "flashed").at("partitions_skipped") == 1);
    const auto info = omvRun({"-p", bench.port() + "&usbip=0", "--json", "info"});
    CHECK(lineOf(info.out, "info").at("firmware") == "5.4.3");
}

TEST_CASE("A flashed ROMFS is what the board mounts", "[flash]")
{
    const Bench bench("ae3");
    const auto result = omvRun({"-p", bench.port(), "flash", "romfs", bench.release("7.8.9")});
    INFO(result.err);
    CHECK(result.exitCode == 0);
    const auto shown =
        omvRun({"-p", bench.port() + "&usbip=0", "exec", "print(open('/rom/version.txt').read())"});
    CHECK(shown.out.find("7.8.9") == 0);
}

TEST_CASE("Power lost while flashing is made up for, and told", "[flash]")
{
    const Bench bench;
    const auto result = omvRun({"-p", bench.port() + "&fault=power-cut=500", "--json", "flash",
                                "firmware", bench.release("5.0.9")});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(lineOf(result.out, "flashed").at("version") == "5.0.9");
}

TEST_CASE("What a board holds is read into files, compared, and written back", "[flash]")
{
    const Bench bench;
    const std::string first = bench.release("5.1.1");
    REQUIRE(omvRun({"-p", bench.port(), "flash", "firmware", first}).exitCode == 0);
    const std::string saved = bench.file("saved");
    const auto backup =
        omvRun({"-p", bench.port(), "--json", "backup", "-o", saved, "--partition", "FIRMWARE"});
    INFO(backup.out << backup.err);
    CHECK(backup.exitCode == 0);
    CHECK(lineOf(backup.out, "flashed").at("files") == json::array({"firmware.bin"}));
    CHECK(omvRun({"-p", bench.port(), "verify", saved}).exitCode == 0);
    const auto updated = omvRun({"-p", bench.port(), "--json", "flash", "firmware",
                                 bench.release("5.1.2"), "--backup", saved});
    CHECK(updated.exitCode == 0);
    // What is there is never replaced.
    const auto refused = omvRun({"-p", bench.port(), "backup", "-o", saved});
    CHECK(refused.exitCode == 1);
    CHECK(refused.err.find("OMV-E0746") != std::string::npos);
    const auto differs = omvRun({"-p", bench.port(), "--json", "verify", saved});
    CHECK(differs.exitCode == 6);
    CHECK(differs.err.find("omv flash firmware or omv flash romfs") != std::string::npos);
    // Each step is whole once.
    std::map<int, int> wholes;
    std::istringstream lines(updated.out);
    for (std::string line; std::getline(lines, line);) {
        const json event = json::parse(line, nullptr, false);
        if (event.value("event", "") == "progress" && event.at("done") == event.at("total"))
            ++wholes[event.at("step").get<int>()];
    }
    CHECK_FALSE(wholes.empty());
    for (const auto& [step, times] : wholes) {
        INFO("step " << step);
        CHECK(times <= 2);  // compared, then written
    }
    CHECK(lineOf(differs.out, "flashed").at("differing") == json::array({"FIRMWARE"}));
    const auto back = omvRun({"-p", bench.port(), "--json", "flash", "firmware", saved});
    CHECK(lineOf(back.out, "flashed").at("version") == "5.1.1");
}

TEST_CASE("Without room for the backup nothing is written", "[flash]")
{
    const Bench bench;
    const auto result = omvRun({"-p", bench.port(), "--json", "flash", "firmware",
                                bench.release("5.1.0"), "--backup", "/dev/full/saved"});
    CHECK(result.exitCode == 1);
    CHECK(result.err.find("OMV-E0743") != std::string::npos);
    CHECK(lineOf(result.out, "flashed").at("bytes_written") == 0);
}

TEST_CASE("A board whose bootloader works is recovered without its chip's loader", "[flash]")
{
    const Bench bench;
    const auto result = omvRun({"-p", bench.port(), "--json", "recover", bench.release("5.2.0")});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(lineOf(result.out, "flashed").at("version") == "5.2.0");
}

TEST_CASE("Several boards are written side by side, with a result for each", "[flash]")
{
    const Line line;
    const auto& boards = line.boards;
    const std::string release = line.bench.release("5.3.0");
    const auto two = omvRun({"-p", boards[0]->usbIp(), "-p", boards[1]->usbIp(), "--json", "flash",
                             "firmware", release});
    INFO(two.out << two.err);
    CHECK(two.exitCode == 0);
    CHECK(Line::good(two.out) == 2);
    const auto all = omvRun({"flash", "firmware", release, "--all", "--json"});
    INFO(all.out << all.err);
    CHECK(all.exitCode == 0);
    CHECK(Line::good(all.out) == 3);
    const auto counted = omvRun(
        {"flash", "firmware", line.bench.release("5.3.1"), "--watch", "--count", "2", "--json"});
    CHECK(counted.exitCode == 0);
    CHECK(Line::good(counted.out) == 2);
    const auto one = omvRun({"flash", "firmware", release});
    CHECK(one.exitCode == 2);
    const auto twice = omvRun({"-p", boards[0]->usbIp(), "-p", boards[0]->pty(), "flash",
                               "firmware", release, "--dry-run"});
    CHECK(twice.exitCode == 2);
    CHECK(twice.err.find("named twice") != std::string::npos);
    const auto which = omvRun({"flash", "firmware", release, "--board", "pure-thermal"});
    CHECK(which.exitCode == 3);
    CHECK(which.err.find("OMV-E0740") != std::string::npos);
}

TEST_CASE("One board that fails does not keep the others from being written", "[flash]")
{
    const Line line;
    const auto result = omvRun({"-p", line.boards[0]->usbIp(), "-p", "usbip:127.0.0.1:1", "--json",
                                "flash", "firmware", line.bench.release("5.3.2"), "--board",
                                "pure-thermal", "--wait", "0.1"});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 5);
    CHECK(Line::good(result.out) == 1);
}

TEST_CASE("A dry run shows the plan and touches nothing", "[flash]")
{
    const Bench bench;
    const auto result = omvRun({"-p", bench.port(), "flash", "firmware", bench.release("5.1.0"),
                                "--dry-run", "--erase-fs"});
    CHECK(result.exitCode == 0);
    CHECK(result.out.find("Write firmware.bin to FIRMWARE: 65536 bytes from 0x08040000") !=
          std::string::npos);
    CHECK(result.out.find("Empty SPI_FLASH: the first 4096 bytes") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bench.file("state-pure-thermal")));
}

TEST_CASE("Wrong files are refused with a reason before anything is written", "[flash]")
{
    const Bench bench;
    const std::string other = bench.file("other.zip");
    REQUIRE(
        omvRun({"sim", "image", "zip", other, "--board", "ae3", "--version", "5.1.0"}).exitCode ==
        0);
    const auto wrong = omvRun({"-p", bench.port(), "flash", "firmware", other});
    CHECK(wrong.exitCode == 7);
    CHECK(wrong.err.find("OMV-E0705") != std::string::npos);
    const std::string text = bench.file("firmware.bin");
    std::ofstream(text) << "not firmware at all, but long enough to look at it";
    const auto nonsense = omvRun({"-p", bench.port(), "flash", "firmware", text});
    CHECK(nonsense.exitCode == 7);
    CHECK(nonsense.err.find("OMV-E0701") != std::string::npos);
    const auto risky = omvRun({"-p", bench.port(), "flash", "bootloader", bench.release("5.1.0")});
    CHECK(risky.exitCode == 1);
    CHECK(risky.err.find("--allow-unverified bootloader") != std::string::npos);
    const auto unreached =
        omvRun({"-p", bench.port(), "flash", "bootloader", bench.release("5.1.0"),
                "--allow-unverified", "bootloader", "--wait", "0.1"});
    CHECK(unreached.exitCode == 5);
    CHECK(unreached.err.find("OMV-E0720") != std::string::npos);
    CHECK(unreached.err.find("BOOT pin") != std::string::npos);
    const auto nobody = omvRun({"-p", "usbip:127.0.0.1:1", "flash", "erase"});
    CHECK(nobody.exitCode == 3);
    CHECK(nobody.err.find("OMV-E0741") != std::string::npos);
    // Also when the board is named: what is not listened for is not waited for.
    const auto named =
        omvRun({"-p", "usbip:127.0.0.1:1", "flash", "erase", "--board", "pure-thermal"});
    CHECK(named.exitCode == 3);
    CHECK(named.err.find("Nobody answers at usbip:127.0.0.1:1") != std::string::npos);
}

TEST_CASE("Each kind of image is made for each board", "[flash]")
{
    for (const char* id : {"ae3", "pure-thermal", "rt1062"}) {
        const Bench bench(id);
        for (const char* kind : {"firmware", "bootloader", "romfs", "zip"}) {
            const auto made = omvRun(
                {"sim", "image", kind, bench.file(kind), "--board", id, "--version", "5.1.0"});
            INFO(id << ' ' << kind << made.err);
            CHECK(made.exitCode == 0);
        }
    }
}

TEST_CASE("A file under any name is refused for what is wrong with it", "[flash]")
{
    const Bench bench;
    REQUIRE(omvRun({"sim", "image", "firmware", bench.file("fine.bin"), "--board", "pure-thermal",
                    "--version", "5.1.0"})
                .exitCode == 0);
    std::ifstream whole(bench.file("fine.bin"), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(whole), {}};
    std::ofstream(bench.file("cut.bin"), std::ios::binary) << bytes.substr(0, 5000);
    std::ofstream(bench.file("large.bin"), std::ios::binary)
        << bytes << std::string(2'000'000, 'x');
    const auto flash = [&](const char* name) {
        return omvRun(
            {"flash", "firmware", bench.file(name), "--board", "pure-thermal", "--dry-run"});
    };
    CHECK(flash("fine.bin").exitCode == 0);
    CHECK(flash("cut.bin").err.find("OMV-E0703") != std::string::npos);
    CHECK(flash("large.bin").err.find("OMV-E0702") != std::string::npos);
    const auto info = omvRun({"image", "info", bench.file("cut.bin")});
    CHECK(info.exitCode == 1);
    CHECK(info.out.find("damaged") != std::string::npos);
    CHECK(omvRun({"image", "info", "/dev/zero"}).exitCode == 1);
}

TEST_CASE("What is not there is said to be not there", "[flash]")
{
    const Bench bench;
    const std::string release = bench.release("5.1.0");
    for (const char* port : {"serial:NOBODY", "/dev/ttyACM99", "usb:9-9"}) {
        const auto result = omvRun({"-p", port, "flash", "firmware", release});
        INFO(port << result.err);
        CHECK(result.exitCode == 3);
        CHECK(result.err.find("OMV-E0741") != std::string::npos);
    }
    CHECK(omvRun({"flash", "firmware", release, "--sha256", "zz"}).exitCode == 2);
    CHECK(omvRun({"flash", "bootloader", release, "--allow-unverified", "nonsense"}).exitCode == 2);
}

TEST_CASE("image info says what a file is and for whom", "[flash]")
{
    const Bench bench;
    const auto zip = omvRun({"--json", "image", "info", bench.release("5.1.0")});
    CHECK(zip.exitCode == 0);
    const json image = lineOf(zip.out, "image");
    CHECK(image.at("virtual_board") == "pure-thermal");
    CHECK(image.at("places").at(0).at("partition") == "FIRMWARE");
    const std::string text = bench.file("notes.txt");
    std::ofstream(text) << "hello";
    const auto unknown = omvRun({"image", "info", text});
    CHECK(unknown.exitCode == 0);
    CHECK(unknown.out.find("fits no board") != std::string::npos);
    CHECK(omvRun({"image", "info", bench.file("missing")}).exitCode == 1);
}

TEST_CASE("A DfuSe file is shown piece by piece, and flashed when it has one", "[flash]")
{
    const Bench bench;
    const std::string raw = bench.file("firmware.bin");
    REQUIRE(
        omvRun({"sim", "image", "firmware", raw, "--board", "pure-thermal", "--version", "5.6.7"})
            .exitCode == 0);
    const std::string file = bench.file("release.dfu");
    wrap(raw, file, 0x08040000);
    const auto info = omvRun({"--json", "image", "info", file});
    INFO(info.out << info.err);
    CHECK(info.exitCode == 0);
    const json image = lineOf(info.out, "image");
    CHECK(image.at("kind") == "a DfuSe file");
    CHECK(image.at("dfu_suffix") == "0483:df11");
    CHECK(image.at("content") == "Cortex-M firmware");
    REQUIRE(image.at("parts").size() == 1);
    CHECK(image.at("parts").at(0).at("address") == "0x08040000");
    CHECK(image.at("parts").at(0).at("bytes") == 65536);
    CHECK(image.at("places").at(0).at("as") == "firmware.bin");
    const auto text = omvRun({"image", "info", file});
    CHECK(text.out.find("65536 bytes for 0x08040000") != std::string::npos);
    CHECK(text.out.find("DFU suffix: for the USB device 0483:df11") != std::string::npos);

    const auto flashed = omvRun({"-p", bench.port(), "--json", "flash", "firmware", file});
    INFO(flashed.out << flashed.err);
    CHECK(flashed.exitCode == 0);
    CHECK(lineOf(flashed.out, "flashed").at("version") == "5.6.7");

    const std::string elsewhere = bench.file("elsewhere.dfu");
    wrap(raw, elsewhere, 0x08060000);
    const auto refused = omvRun({"image", "info", elsewhere});
    CHECK(refused.out.find("fits no board") != std::string::npos);
    std::filesystem::resize_file(file, 65000);
    const auto damaged = omvRun({"image", "info", file});
    CHECK(damaged.out.find("damaged: it has another size") != std::string::npos);
}
