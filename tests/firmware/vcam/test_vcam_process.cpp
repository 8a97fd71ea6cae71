// SPDX-License-Identifier: MIT
// omv-vcam as a program: options, announcement, side by side, ending.
#include "tests/firmware/vcam/vcam_fixture.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omv::test;
using namespace std::chrono_literals;

namespace {

bool isThere(const std::string& path)
{
    return std::filesystem::exists(std::filesystem::symlink_status(path));
}

/// The number of a process that has ended.
int deadProcess()
{
    const int pid = fork();
    if (pid == 0)
        _exit(0);
    waitpid(pid, nullptr, 0);
    return pid;
}

/// Sets a variable of the environment and puts it back.
class Variable {
public:
    Variable(const char* name, const std::string& value)
        : m_name(name)
    {
        if (const char* before = std::getenv(name))
            m_before = before;
        setenv(name, value.c_str(), 1);
    }
    ~Variable()
    {
        if (m_before)
            setenv(m_name, m_before->c_str(), 1);
        else
            unsetenv(m_name);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* m_name;
    std::optional<std::string> m_before;
};

/// Cameras that start while this lives keep their files in folders of their own.
class Workshop {
public:
    Workshop() { std::filesystem::create_directory(runtime()); }
    std::string runtime() const { return m_runtimeBase.path() + "/openmv"; }
    std::string temporary() const { return m_temporary.path(); }

    std::string announcement(const VcamProcess& camera) const
    {
        return runtime() + "/vcam-" + std::to_string(camera.pid()) + ".json";
    }
    std::string drive(const VcamProcess& camera) const
    {
        std::ifstream in(announcement(camera));
        return nlohmann::json::parse(in)["drive"];
    }
    /// Makes a file beside the announcements.
    std::string put(const std::string& name) const
    {
        std::ofstream(runtime() + "/" + name) << "x";
        return runtime() + "/" + name;
    }
    /// Makes a folder among the temporary ones.
    std::string putFolder(const std::string& name, bool withLock) const
    {
        std::filesystem::create_directory(temporary() + "/" + name);
        if (withLock)
            std::ofstream(temporary() + "/" + name + "/lock") << "";
        return temporary() + "/" + name;
    }

private:
    TemporaryFolder m_runtimeBase;
    TemporaryFolder m_temporary;
    Variable m_runtimeVariable{"XDG_RUNTIME_DIR", m_runtimeBase.path()};
    Variable m_temporaryVariable{"TMPDIR", m_temporary.path()};
};

}  // namespace

TEST_CASE("Wrong options end with 2 and say what is wrong")
{
    const auto arguments = GENERATE(
        as<std::vector<std::string>>{}, std::vector<std::string>{"--nonsense"},
        std::vector<std::string>{"--fault", "drop=2"}, std::vector<std::string>{"--fault="},
        std::vector<std::string>{"--limits", "maybe"}, std::vector<std::string>{"--tcp=70000"},
        std::vector<std::string>{"--seed", "x"}, std::vector<std::string>{"--fps", "nan"},
        std::vector<std::string>{"--options", "fps=0"}, std::vector<std::string>{"--board="},
        std::vector<std::string>{"--scene", "nonsense"}, std::vector<std::string>{"--scene="},
        std::vector<std::string>{"--scene", "image:"}, std::vector<std::string>{"--scene=webcam:x"},
        std::vector<std::string>{"--rom="}, std::vector<std::string>{"--state="},
        std::vector<std::string>{"--lifetime-fd", "-1"},
        std::vector<std::string>{"--legacy", "--board", "ae3"},
        std::vector<std::string>{"--recovery=perhaps"},
        std::vector<std::string>{"--lifetime-fd", "1000000"});
    CAPTURE(arguments);
    const auto result = runVcam(arguments);
    CHECK(result.exitCode == 2);
    CHECK(result.err.find("omv-vcam: ") == 0);
    CHECK(result.err.find("omv-vcam --help") != std::string::npos);
    CHECK(result.out.empty());
}

TEST_CASE("An unknown board ends with 2 and the known ones are named")
{
    // The giga is a board of the database that cannot be played.
    const std::string board = GENERATE("nope", "giga");
    const auto result = runVcam({"--board", board});
    CHECK(result.exitCode == 2);
    CHECK(result.err.find(board) != std::string::npos);
    for (const std::string known : {"ae3", "pure-thermal", "rt1062"})
        CHECK(result.err.find(known) != std::string::npos);
}

TEST_CASE("A board's file with values of a wrong kind ends with 1 and the board is named")
{
    TemporaryFolder config;
    std::filesystem::create_directories(config.path() + "/openmv/boards");
    std::ifstream shipped(OMV_SOURCE_DIR "/resources/boards/rt1062.json");
    const auto good = nlohmann::json::parse(shipped);
    for (const char* key : {"modules", "pins", "buses", "memory_pools", "thermal_arrays",
                            "unique_id_address", "partitions", "rom_models", "clocks_hz"}) {
        for (const nlohmann::json& wrong : {nlohmann::json(true), nlohmann::json({1, {2}}),
                                            nlohmann::json({{"known", 1}, {"i2c", {5}}})}) {
            auto board = good;
            board[key] = wrong;
            CAPTURE(key, wrong.dump());
            std::ofstream(config.path() + "/openmv/boards/mine.json") << board;
            Program camera({"env", "XDG_CONFIG_HOME=" + config.path(), vcamProgram(), "--board",
                            "rt1062", "--json"});
            if (camera.waitForOutput("}"))
                camera.signal(SIGTERM);
            const auto result = camera.finish();
            // Some can be read past; nothing may end by a signal.
            CHECK((result.exitCode == 0 || result.exitCode == 1));
            const bool named = result.err.find("rt1062") != std::string::npos ||
                result.err.find("mine.json") != std::string::npos;
            CHECK((result.exitCode == 0 || named));
        }
    }
}

TEST_CASE("A sensor that the board does not know ends with 2, and those it knows are named")
{
    // The RT1062 has a driver for the OV7725, but the virtual one does not play it.
    const std::string sensor = GENERATE("nope", "PAG7936", "OV7725");
    const auto result = runVcam({"--board", "rt1062", "--sensor", sensor});
    CHECK(result.exitCode == 2);
    for (const std::string& known : {sensor, std::string("OV5640"), std::string("GENX320")})
        CHECK(result.err.find(known) != std::string::npos);
}

TEST_CASE("Files and folders that cannot be used end with 1 and are named")
{
    TemporaryFolder folder;
    const std::string damaged = folder.path() + "/damaged.img";
    std::ofstream(damaged) << "no ROMFS at all";
    const std::vector<std::vector<std::string>> unusable{{"--rom", "/no/such/file"},
                                                         {"--rom", folder.path()},
                                                         {"--rom", "/dev/null"},
                                                         {"--rom", damaged},
                                                         {"--scene", "image:/no/such/file"},
                                                         {"--scene", "image:" + damaged},
                                                         {"--scene", "folder:" + folder.path()},
                                                         {"--scene", "file:/no/such/scene"},
                                                         {"--scene", "/no/such/scene.json"},
                                                         {"--scene", "video:/no/such/file"},
                                                         {"--state", "/dev/null"}};
    for (const auto& arguments : unusable) {
        CAPTURE(arguments);
        const auto result = runVcam(arguments);
        CHECK(result.exitCode == 1);
        CHECK(result.err.find("omv-vcam: ") == 0);
        const std::string path = arguments[1].substr(arguments[1].find('/'));
        CHECK(result.err.find(path) != std::string::npos);
        CHECK(result.out.empty());
    }
}

TEST_CASE("A second camera with the same state folder is refused, a later one is not")
{
    TemporaryFolder folder;
    const std::string state = folder.path() + "/state";
    {
        VcamProcess first({"--state", state});
        REQUIRE(first.ok());
        const auto second =
            runVcam({"--state",
                     folder.path() + "/../" +
                         std::filesystem::path(folder.path()).filename().string() + "/state"});
        CHECK(second.exitCode == 1);
        CHECK(second.err.find("another virtual camera uses the state folder") != std::string::npos);
        CHECK(second.err.find("/state") != std::string::npos);
        kill(first.pid(), SIGKILL);
    }
    VcamProcess later({"--state", state});
    CHECK(later.ok());
}

TEST_CASE("--help and --version end with 0")
{
    CHECK(runVcam({"--version"}).out.find("omv-vcam ") == 0);
    const auto help = runVcam({"--help"});
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

TEST_CASE("A camera removes what killed ones left, and nothing else")
{
    Workshop workshop;
    std::vector<std::string> left;
    {
        VcamProcess killed({"--board", "ae3"});
        REQUIRE(killed.ok());
        left = {killed.pty(), killed.controlPath(), workshop.announcement(killed)};
        left.push_back(workshop.drive(killed));
        kill(killed.pid(), SIGKILL);
    }
    for (const std::string& path : left)
        REQUIRE(isThere(path));
    // Another process has the number of one that was killed: its lock is free all the same.
    for (const char* name : {"vcam-1.json", "vcam-1.ctl", "vcam-1.lock"})
        left.push_back(workshop.put(name));
    const std::string target = workshop.put("target");
    const std::string dead = std::to_string(deadProcess());
    std::filesystem::create_symlink(target, workshop.runtime() + "/vcam-" + dead + ".tty");
    left.push_back(workshop.runtime() + "/vcam-" + dead + ".tty");

    VcamProcess alive({"--board", "ae3"});
    REQUIRE(alive.ok());
    const std::vector<std::string> kept{
        target,
        workshop.put("vcam-1.json"),  // no lock, and process 1 lives: of an older version
        workshop.put("vcam-" + dead + ".json.bak"),
        workshop.put("vcam-x.json"),
        workshop.putFolder("omv-vcam-abcdef", false),
        workshop.putFolder("omv-vcam-abcdefg", true),
        workshop.putFolder("mine-omv-vcam-abcdef", true),
        alive.pty(),
        alive.controlPath(),
        workshop.announcement(alive),
        workshop.drive(alive)};
    std::filesystem::create_directory_symlink(workshop.temporary() + "/omv-vcam-abcdefg",
                                              workshop.temporary() + "/omv-vcam-ABCDEF");
    VcamProcess another({"--board", "ae3"});
    REQUIRE(another.ok());
    for (const std::string& path : left) {
        CAPTURE(path);
        CHECK(isThere(path) == (path == kept[1]));
    }
    for (const std::string& path : kept) {
        CAPTURE(path);
        CHECK(isThere(path));
    }
    CHECK(isThere(workshop.temporary() + "/omv-vcam-abcdefg/lock"));
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
    for (const char* wrong : {"-1", "1.5", "\"3\"", "null", "4294967296"}) {
        const auto reply = session.control(std::string(R"({"cmd":"truth","frame":)") + wrong + "}");
        CHECK(reply["ok"] == false);
        CHECK(reply["error"] == "frame must be a whole number from 0 to 4294967295");
    }
    CHECK(session.control(R"({"cmd":"truth","frame":4294967295})")["ok"] == true);
    const auto stats = session.control(R"({"cmd":"stats"})");
    CHECK(stats["connected"] == true);
    CHECK(stats["script_running"] == false);
    CHECK(stats["soft_reboots"] == 1);
    CHECK(stats["sent"] > 0);
    CHECK(session.control(R"({"cmd":"info"})")["seed"] == 9);
}

TEST_CASE("A scene file that is wrong ends with 2 and the place is told")
{
    TemporaryFolder folder;
    const std::string file = folder.path() + "/wrong.json";
    std::ofstream(file) << R"({"schema":1,"objects":[{"shape":"disc"},{"shape":"disk"}]})";
    const auto result = runVcam({"--scene", file});
    CHECK(result.exitCode == 2);
    CHECK(result.err.find(file) != std::string::npos);
    CHECK(result.err.find("objects[1].shape") != std::string::npos);
    CHECK(result.out.empty());
}

TEST_CASE("Scenes with names are listed, and shown by name and by path")
{
    const auto listed = runVcam({"--list-scenes"});
    CHECK(listed.exitCode == 0);
    for (const std::string name : {"synthetic ", "qrcode ", "thermal-people ", "tof-hand "})
        CHECK(("\n" + listed.out).find("\n" + name) != std::string::npos);
    for (const std::string scene :
         {"qrcode", "file:" OMV_SOURCE_DIR "/resources/scenes/qrcode.json"}) {
        CAPTURE(scene);
        Session session({"--options", "seed=4&scene=" + scene});
        const auto truth = session.control(R"({"cmd":"truth","frame":3})")["truth"];
        CHECK(truth["kind"] == "file");
        CHECK(truth["seed"] == 4);
        CHECK(truth["objects"][1]["payload"] == "https://openmv.io");
    }
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
    // However long an answer takes: one that comes too late is asked for again.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    int asked = 0;
    int good = 0;
    while (good < 100 && std::chrono::steady_clock::now() < deadline) {
        const auto reply = camera.request(omv::protocol::Opcode::ProtoVersion, 0, {}, 100ms);
        ++asked;
        good += reply.outcome == omv::protocol::Outcome::Ok ? 1 : 0;
        if (reply.outcome != omv::protocol::Outcome::Ok)
            camera.connect();
    }
    CHECK(good == 100);
    CHECK(asked > good);
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
