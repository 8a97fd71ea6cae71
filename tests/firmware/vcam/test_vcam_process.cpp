// SPDX-License-Identifier: MIT
// omv-vcam as a program: options, announcement, side by side, ending.
#include "tests/firmware/vcam/vcam_fixture.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace omv::test;
using namespace std::chrono_literals;

namespace {

ProgramResult vcam(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), std::string(OMV_BIN_DIR) + "/omv-vcam");
    return runProgram(arguments, 20s);
}

bool vanishes(const std::string& path)
{
    for (int i = 0; i < 400 && std::filesystem::exists(std::filesystem::symlink_status(path)); ++i)
        ::poll(nullptr, 0, 10);
    return !std::filesystem::exists(std::filesystem::symlink_status(path));
}

}  // namespace

TEST_CASE("Wrong options end with 2 and say what is wrong")
{
    const auto arguments = GENERATE(
        as<std::vector<std::string>>{}, std::vector<std::string>{"--nonsense"},
        std::vector<std::string>{"--fault", "drop=2"},
        std::vector<std::string>{"--limits", "maybe"}, std::vector<std::string>{"--tcp=70000"},
        std::vector<std::string>{"--seed", "x"}, std::vector<std::string>{"--options", "fps=0"});
    const auto result = vcam(arguments);
    CHECK(result.exitCode == 2);
    CHECK(result.err.find("omv-vcam: ") == 0);
    CHECK(result.out.empty());
}

TEST_CASE("An unknown board or file ends with 1 or 2 and is named")
{
    const auto board = vcam({"--board", "toaster"});
    CHECK(board.exitCode == 1);
    CHECK(board.err.find("toaster") != std::string::npos);
    CHECK(board.err.find("pure-thermal") != std::string::npos);
    CHECK(vcam({"--rom", "/no/such/file"}).exitCode == 2);
    CHECK(vcam({"--scene", "nonsense"}).exitCode == 1);
}

TEST_CASE("--help and --version end with 0")
{
    CHECK(vcam({"--version"}).out.find("omv-vcam ") == 0);
    const auto help = vcam({"--help"});
    CHECK(help.exitCode == 0);
    for (const std::string option : {"--board", "--seed", "--fault", "--limits", "--tcp"})
        CHECK(help.out.find(option) != std::string::npos);
}

TEST_CASE("Cameras run side by side, each announced in a private folder, and clean up")
{
    std::string json;
    std::string pty;
    std::string drive;
    {
        VcamProcess one({"--board", "ae3", "--options", "serial=ONE&tcp"});
        VcamProcess two({"--board", "rt1062", "--serial", "TWO"});
        REQUIRE(one.ok());
        REQUIRE(two.ok());
        CHECK(one.pty() != two.pty());
        CHECK(one.tcpPort() != 0);
        CHECK(two.tcpPort() == 0);
        const std::filesystem::path folder = std::filesystem::path(one.pty()).parent_path();
        struct stat info {};
        REQUIRE(stat(folder.c_str(), &info) == 0);
        CHECK((info.st_mode & 0777) == 0700);
        pty = one.pty();
        json = (folder / ("vcam-" + std::to_string(one.pid()) + ".json")).string();
        std::ifstream in(json);
        const auto announcement = nlohmann::json::parse(in);
        CHECK(announcement["serial"] == "ONE");
        CHECK(announcement["port"] == one.pty());
        CHECK(announcement["usb_id"] == "37c5:16e3");
        drive = announcement["drive"];
        CHECK(std::filesystem::exists(drive + "/main.py"));
    }
    CHECK_FALSE(std::filesystem::exists(json));
    CHECK_FALSE(std::filesystem::exists(std::filesystem::symlink_status(pty)));
    CHECK_FALSE(std::filesystem::exists(drive));
}

TEST_CASE("SIGTERM ends a camera whose script is busy, and its files go")
{
    Session session;
    REQUIRE(session.camera->start("print('busy')\nwhile True:\n    try:\n        while True:\n"
                                  "            pass\n    except BaseException:\n        pass\n"));
    REQUIRE(session.camera->printed("busy\r\n"));
    kill(session.vcam.pid(), SIGTERM);
    CHECK(vanishes(session.vcam.pty()));
    CHECK(vanishes(session.vcam.controlPath()));
}

TEST_CASE("A camera ends when its lifetime pipe closes")
{
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    // The read end must be inherited, the write end must not.
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    VcamProcess vcam({"--lifetime-fd", std::to_string(ends[0])});
    close(ends[0]);
    REQUIRE(vcam.ok());
    close(ends[1]);
    CHECK(vanishes(vcam.pty()));
}

TEST_CASE("The control socket tells what the scene shows and how the link does")
{
    Session session({"--seed", "9"});
    const auto truth = session.control(R"({"cmd":"truth","frame":3})");
    CHECK(truth["ok"] == true);
    CHECK(truth["truth"]["kind"] == "synthetic");
    CHECK(truth["truth"]["seed"] == 9);
    CHECK(truth["truth"]["frame"] == 3);
    CHECK(session.control(R"({"cmd":"truth"})")["truth"]["frame"].is_number());
    const auto stats = session.control(R"({"cmd":"stats"})");
    CHECK(stats["connected"] == true);
    CHECK(stats["script_running"] == false);
    CHECK(stats["soft_reboots"] == 1);
    CHECK(stats["sent"] > 0);
    CHECK(session.control(R"({"cmd":"info"})")["seed"] == 9);
}

TEST_CASE("power-off through the control socket ends the process")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    vcam.control(R"({"cmd":"power-off"})");
    CHECK(vanishes(vcam.controlPath()));
}

TEST_CASE("Damage, losses and repetitions on the wire are survived by a patient host")
{
    VcamProcess vcam({"--fault", "drop=0.05,damage=0.05,duplicate=0.05,split=7", "--seed", "3"});
    REQUIRE(vcam.ok());
    RawCamera camera(vcam.pty());
    int good = 0;
    for (int i = 0; i < 200; ++i) {
        const auto reply = camera.request(omv::protocol::Opcode::ProtoVersion, 0, {}, 100ms);
        good += reply.outcome == omv::protocol::Outcome::Ok ? 1 : 0;
        if (reply.outcome != omv::protocol::Outcome::Ok)
            camera.connect();
    }
    CHECK(good > 120);
    CHECK(good < 200);
}

TEST_CASE("unplug-after pulls the cable after so many bytes")
{
    VcamProcess vcam({"--fault", "unplug-after=200"});
    REQUIRE(vcam.ok());
    RawCamera camera(vcam.pty());
    REQUIRE(camera.isOpen());
    for (int i = 0; i < 50 && !camera.isGone(); ++i) {
        camera.connect();
        camera.request(omv::protocol::Opcode::SysInfo, 0, {}, 100ms);
    }
    CHECK(camera.isGone());
}

TEST_CASE("A thousand runs, stops and soft reboots leave memory and descriptors flat")
{
    Session session;
    long memory = 0;
    int descriptors = 0;
    for (int cycle = 0; cycle < 1000; ++cycle) {
        CAPTURE(cycle);
        if (cycle % 2 == 0) {
            REQUIRE(session.camera->run("f = open('leak.txt', 'w')\nf.write('x')\n"
                                        "x = [bytearray(1000) for i in range(50)]\n"
                                        "print(len(x))\n") == "50\n");
        } else {
            REQUIRE(session.camera->start("import protocol\nclass B: pass\n"
                                          "protocol.register(name='b', backend=B())\n"
                                          "while True:\n    pass\n"));
            REQUIRE(session.camera->stop());
        }
        if (cycle == 50) {
            memory = session.vcam.residentKb();
            descriptors = session.vcam.openDescriptors();
        }
    }
    CHECK(session.vcam.openDescriptors() == descriptors);
#ifdef __SANITIZE_ADDRESS__
    const long allowed = 512 * 1024;  // freed memory stays in quarantine
#else
    const long allowed = 1024;
#endif
    CHECK(session.vcam.residentKb() < memory + allowed);
}
