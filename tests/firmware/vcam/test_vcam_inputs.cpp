// SPDX-License-Identifier: MIT
// What omv-vcam is given to read and write that is no file, damaged, or full.
#include "tests/support/catch.h"
#include "tests/support/program.h"
#include "tests/support/vcam_process.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

#include <sys/stat.h>

using namespace omv::test;
using namespace std::chrono_literals;

namespace {

/// runVcam() by a shell that sets a limit of the process first.
ProgramResult vcamWith(const std::string& limit, const std::vector<std::string>& arguments)
{
    std::vector<std::string> command{"sh", "-c", limit + " && exec \"$@\"", "sh", vcamProgram()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return runProgram(command, 60s);
}

std::string contentsOf(const std::string& path)
{
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

/// A folder with what is no file to read.
class Pitfalls {
public:
    Pitfalls()
    {
        std::filesystem::create_directory(path("folder"));
        std::filesystem::create_directory(path("pipes"));
        for (const char* name : {"pipe", "pipe.json", "pipes/a.png"})
            REQUIRE(mkfifo(path(name).c_str(), 0600) == 0);
    }
    std::string path(const std::string& name) const { return m_folder.path() + "/" + name; }
    std::string put(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }
    std::string putScene(const std::string& name, const std::string& picture) const
    {
        return put(name,
                   R"({"schema":1,"objects":[{"shape":"picture","file":")" + picture + "\"}]}");
    }

private:
    TemporaryFolder m_folder;
};

std::vector<std::string> filesIn(const std::string& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.file_size() > 0)
            names.push_back(entry.path().string());
    }
    return names;
}

}  // namespace

TEST_CASE("Folders, pipes and devices in the place of a file end with 1 and are told apart")
{
    const Pitfalls pitfalls;
    const std::string folder = pitfalls.path("folder");
    const std::string pipe = pitfalls.path("pipe");
    const char* kFolder = "it is a folder";
    const char* kPipe = "not a regular file";
    const std::vector<std::tuple<std::string, std::string, std::string>> wrong{
        {"--microphone", folder, kFolder},
        {"--microphone", "/dev/zero", kPipe},
        {"--microphone", pipe, kPipe},
        {"--rom", folder, kFolder},
        {"--rom", pipe, kPipe},
        {"--he-rom", pipe, kPipe},
        {"--scene", "file:" + folder, kFolder},
        {"--scene", "file:" + pipe, kPipe},
        {"--scene", "file:/no/such/file", "No such file"},
        {"--scene", pitfalls.path("pipe.json"), kPipe},
        {"--scene", "image:" + folder, kFolder},
        {"--scene", "image:" + pipe, kPipe},
        {"--scene", "image:/dev/zero", kPipe},
        {"--scene", "image:/no/such/file", "No such file"},
        {"--scene", "image:" + pitfalls.put("empty.png", ""), "it is empty"},
        {"--scene", "image:" + pitfalls.put("text.png", "none"), "no format"},
        {"--scene", "video:" + folder, kFolder},
        {"--scene", "video:" + pipe, kPipe},
        {"--scene", "folder:" + pitfalls.path("pipes"), "has no picture in it"},
        {"--scene", pitfalls.putScene("1.json", "."), kFolder},
        {"--scene", pitfalls.putScene("2.json", "pipe"), kPipe},
        {"--scene", pitfalls.putScene("3.json", "/dev/zero"), kPipe},
        {"--scene", pitfalls.putScene("4.json", "none.png"), "No such file"},
    };
    for (const auto& [option, value, reason] : wrong) {
        CAPTURE(option, value);
        const auto result = runVcam({option, value});
        CAPTURE(result.err);
        CHECK(result.exitCode == 1);
        CHECK(result.err.find("omv-vcam: ") == 0);
        CHECK(contains(result.err, reason));
    }
}

// 4 x 4 pixels of gray, with right checksums and data that no zlib made.
constexpr unsigned char kNoZlib[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49,
    0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x04, 0x08, 0x00,
    0x00, 0x00, 0x00, 0x8C, 0x9A, 0xC1, 0xA2, 0x00, 0x00, 0x00, 0x08, 0x49, 0x44,
    0x41, 0x54, 0x78, 0x9C, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x49, 0x8E, 0x87,
    0x49, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

TEST_CASE("A picture that is cut short or damaged is called so, in one line")
{
    const Pitfalls pitfalls;
    const std::string whole = contentsOf(OMV_SOURCE_DIR "/docs/images/ide-error.png");
    REQUIRE(whole.size() > 1000);
    std::string bent = whole;
    bent[500] = static_cast<char>(bent[500] ^ 1);
    pitfalls.put("cut.png", whole.substr(0, whole.size() / 2));
    pitfalls.put("bent.png", bent);
    pitfalls.put("knot.png", std::string(std::begin(kNoZlib), std::end(kNoZlib)));
    for (const std::string name : {"cut.png", "bent.png", "knot.png"}) {
        for (const std::string& scene :
             {"image:" + pitfalls.path(name), pitfalls.putScene("scene.json", name)}) {
            CAPTURE(scene);
            const auto result = runVcam({"--scene", scene});
            CAPTURE(result.err);
            CHECK(result.exitCode == 1);
            CHECK(contains(result.err, "it is damaged"));
            CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
        }
    }
}

TEST_CASE("A pipe in the state folder ends with 1 and nobody waits for it")
{
    TemporaryFolder folder;
    REQUIRE(mkfifo((folder.path() + "/identity").c_str(), 0600) == 0);
    const auto result = runVcam({"--state", folder.path()});
    CHECK(result.exitCode == 1);
    CHECK(contains(result.err, "identity: it is not a regular file"));
}

TEST_CASE("A pipe in the place of a memory ends with 1 and stays")
{
    const std::string name = GENERATE("fuses.bin", "mram.bin");
    TemporaryFolder folder;
    const std::string pipe = folder.path() + "/memories/" + name;
    std::filesystem::create_directory(folder.path() + "/memories");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const auto result = runVcam({"--state", folder.path(), "--usbip"});
    CHECK(result.exitCode == 1);
    CHECK(contains(result.err, "cannot use " + pipe));
    CHECK(std::filesystem::is_fifo(pipe));
}

TEST_CASE("A state folder that takes no bytes ends with 1, and nothing is half there")
{
    const std::string usb = GENERATE("", "--usbip");
    TemporaryFolder folder;
    std::vector<std::string> arguments{"--state", folder.path() + "/state"};
    if (!usb.empty())
        arguments.push_back(usb);
    const auto result = vcamWith("ulimit -f 0", arguments);
    CAPTURE(usb, result.err);
    CHECK(result.exitCode == 1);
    CHECK(contains(result.err, "File too large"));
    CHECK(contains(result.err, folder.path()));
    CHECK(std::filesystem::is_empty(folder.path()));
    // What was there stays.
    const std::string old = folder.path() + "/old";
    std::filesystem::create_directories(old + "/flash/mine");
    CHECK(vcamWith("ulimit -f 0", {"--state", old}).exitCode == 1);
    CHECK(std::filesystem::exists(old + "/flash/mine"));
    CHECK_FALSE(std::filesystem::exists(old + "/lock"));
    // It is a new one as soon as there is room.
    const VcamProcess later(arguments);
    CHECK(later.ok());
    CHECK(contentsOf(folder.path() + "/state/flash/main.py").size() > 100);
    CHECK(contentsOf(folder.path() + "/state/flash/README.txt").size() > 100);
    CHECK(contentsOf(folder.path() + "/state/identity").size() > 10);
}

TEST_CASE("A flash chip that does not fit on the disk ends with 1 and leaves no memory behind")
{
    TemporaryFolder folder;
    const std::string memories = folder.path() + "/memories";
    // Enough for the drive and the fuses, not for a chip of a megabyte and more.
    const auto result = vcamWith("ulimit -f 200", {"--state", folder.path(), "--usbip"});
    CAPTURE(result.err);
    CHECK(result.exitCode == 1);
    CHECK(contains(result.err, "cannot use " + memories));
    CHECK(filesIn(memories).empty());
    CHECK(contentsOf(folder.path() + "/flash/main.py").size() > 100);
}

TEST_CASE("A camera that cannot be announced says so and runs")
{
    TemporaryFolder folder;
    // The shell's number becomes the camera's.
    Program camera({"sh", "-c",
                    "export XDG_RUNTIME_DIR=" + folder.path() +
                        "; mkdir -p -m 700 $XDG_RUNTIME_DIR/openmv; "
                        "mkdir $XDG_RUNTIME_DIR/openmv/vcam-$$.json.new; exec \"$1\" --json",
                    "sh", std::string(OMV_BIN_DIR) + "/omv-vcam"});
    CHECK(camera.waitForOutput("\"pty\""));
    CHECK(camera.waitForError("omv-vcam: cannot announce the camera in " + folder.path()));
    camera.signal(SIGTERM);
    const auto result = camera.finish();
    CAPTURE(result.err);
    CHECK(result.exitCode == 0);
    CHECK(contains(result.err, "Is a directory"));
}

TEST_CASE("What cannot be kept of the drive is told")
{
    TemporaryFolder folder;
    const std::string record = folder.path() + "/memories/drive.sum";
    std::filesystem::create_directories(record);
    Program camera(
        {std::string(OMV_BIN_DIR) + "/omv-vcam", "--json", "--usbip", "--state", folder.path()});
    CHECK(camera.waitForError("omv-vcam: cannot write " + record + ": Is a directory"));
    camera.signal(SIGTERM);
    CHECK(camera.finish().exitCode == 0);
}
