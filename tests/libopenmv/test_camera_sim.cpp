// SPDX-License-Identifier: MIT
// The launcher of virtual cameras, with shell scripts in the place of omv-vcam.
#include "tests/support/catch.h"

#include <openmv/camera.h>
#include <openmv/discovery.h>

#include "libopenmv/src/sim_process.h"
#include "tests/libopenmv/announced.h"
#include "tests/libopenmv/temp_directory.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace omv;
using omv::test::Announced;
using omv::test::ScopedEnv;
using omv::test::TempDirectory;
using namespace std::chrono_literals;

namespace {

/// A program that $OMV_VCAM names while this lives.
class StandIn {
public:
    explicit StandIn(const std::string& script)
    {
        std::string pattern = std::filesystem::temp_directory_path() / "omv-sim-XXXXXX";
        m_folder = mkdtemp(pattern.data());
        const std::string program = m_folder + "/stand-in";
        std::ofstream(program) << "#!/bin/sh\n" << script;
        chmod(program.c_str(), 0755);
        setenv("OMV_VCAM", program.c_str(), 1);
    }
    ~StandIn()
    {
        unsetenv("OMV_VCAM");
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    StandIn(const StandIn&) = delete;
    StandIn& operator=(const StandIn&) = delete;

    std::string read(const std::string& name) const
    {
        std::ifstream file(m_folder + "/" + name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    const std::string& folder() const { return m_folder; }

private:
    std::string m_folder;
};

int openDescriptors()
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        count += entry.path().empty() ? 0 : 1;
    return count;
}

/// A terminal whose other end a test holds, at a path that stays when it goes and comes back.
class Line {
public:
    explicit Line(std::string path)
        : m_path(std::move(path))
    {
    }
    void comes()
    {
        m_end = UniqueFd(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
        REQUIRE((m_end && grantpt(m_end.get()) == 0 && unlockpt(m_end.get()) == 0));
        std::filesystem::create_symlink(ptsname(m_end.get()), m_path);
    }
    void goes()
    {
        std::filesystem::remove(m_path);
        m_end = UniqueFd();
    }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
    UniqueFd m_end;
};

/// A stand-in that has a line.
struct StandInBoard {
    StandInBoard() { line.comes(); }

    std::unique_ptr<Transport> open()
    {
        auto transport = openSimulated({"ae3", {}}, 20s, {});
        REQUIRE(transport);
        pid = std::stoi(program.read("pid"));
        return std::move(*transport);
    }
    bool runs() const { return kill(pid, 0) == 0; }
    /// The process has ended, and somebody may ask how.
    void await() const
    {
        siginfo_t info{};
        REQUIRE(waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) == 0);
    }

    ScopedEnv data{"OPENMV_DATA_DIR", OMV_SOURCE_DIR "/resources"};
    StandIn program{
        "cd $(dirname $0)\necho $$ > pid\ntrap 'exit 3' TERM\n"
        "echo \"{\\\"pty\\\":\\\"$PWD/tty\\\"}\"\nwhile true; do read x <&3 || :; done\n"};
    Line line{program.folder() + "/tty"};
    pid_t pid = 0;
};

/// What reading says of a line that is gone.
Error lossOf(Transport& transport)
{
    const auto ready = transport.wait(false, Transport::Clock::now() + 60s);
    if (!ready)
        return ready.error();
    std::uint8_t byte = 0;
    const auto read = transport.read({&byte, 1});
    REQUIRE_FALSE(read);
    return read.error();
}

const SimulatedPort kPort{"ae3", {{"seed", "7"}, {"scene", "a b&c"}}};

}  // namespace

TEST_CASE("The virtual camera's command line has board and options", "[sim]")
{
    CHECK(simulatorCommand("vcam", kPort, 3) ==
          std::vector<std::string>{"vcam", "--json", "--quiet", "--lifetime-fd=3", "--board=ae3",
                                   "--seed=7", "--scene=a b&c"});
}

TEST_CASE("A virtual camera is started, and ended without leftovers", "[sim]")
{
    const StandIn program("echo \"$@\" > $(dirname $0)/arguments\necho noise\n"
                          "echo '{\"pty\":\"/dev/pts/99\",\"pid\":1}'\nexec cat <&3\n");
    const int before = openDescriptors();
    for (int i = 0; i < 5; ++i) {
        pid_t pid = 0;
        {
            auto process = SimProcess::start(kPort, 20s, {});
            REQUIRE(process);
            CHECK(process->pty() == "/dev/pts/99");
            pid = process->pid();
            CHECK(kill(pid, 0) == 0);
        }
        CHECK(kill(pid, 0) != 0);
    }
    CHECK(openDescriptors() == before);
    CHECK(program.read("arguments").find("--board=ae3 --seed=7 --scene=a b&c") !=
          std::string::npos);
}

TEST_CASE("A virtual camera that ignores SIGTERM is killed", "[sim]")
{
    const StandIn program("trap '' TERM\necho '{\"pty\":\"/dev/pts/99\"}'\n"
                          "while true; do read x <&3 || :; done\n");
    pid_t pid = 0;
    {
        auto process = SimProcess::start(kPort, 20s, {});
        REQUIRE(process);
        pid = process->pid();
    }
    CHECK(kill(pid, 0) != 0);
}

TEST_CASE("A virtual camera that left the bus is opened again by its pty", "[sim]")
{
    StandInBoard board;
    auto first = board.open();
    auto kept = processBehind(*first);
    board.line.goes();
    CHECK(lossOf(*first).id == "OMV-E0107");
    first.reset();
    // Its process is kept. As long as it is not there, it cannot be opened.
    CHECK(board.runs());
    CHECK(openPty(board.line.path()).error().id != "OMV-E0119");
    board.line.comes();
    auto second = openPty(board.line.path());
    REQUIRE(second);
    CHECK(processBehind(**second) == kept);
    kept.reset();
    CHECK(board.runs());
    *second = nullptr;
    CHECK_FALSE(board.runs());
}

TEST_CASE("A virtual camera that ended is told from one that left the bus", "[sim]")
{
    const auto [signal, how] =
        GENERATE(table<int, std::string>({{SIGKILL, "Its process was ended by signal 9"},
                                          {SIGTERM, "Its process ended with code 3"}}));
    StandInBoard board;
    const auto transport = board.open();
    REQUIRE(kill(board.pid, signal) == 0);
    board.await();
    board.line.goes();
    const Error error = lossOf(*transport);
    CHECK(error.id == "OMV-E0119");
    CHECK(error.why == how);
    const auto again = openPty(board.line.path());
    REQUIRE_FALSE(again);
    CHECK(again.error().id == "OMV-E0119");
    CHECK(again.error().why == how);
}

TEST_CASE("A pty of somebody else has no process of ours behind it", "[sim]")
{
    const TempDirectory folder;
    Line line(folder / "tty");
    line.comes();
    const auto transport = openPty(line.path());
    REQUIRE(transport);
    CHECK_FALSE(processBehind(**transport));
    line.goes();
    CHECK(lossOf(**transport).id == "OMV-E0107");
}

TEST_CASE("What the virtual camera said last is in the error", "[sim]")
{
    const StandIn program("echo 'no such scene' >&2\nexit 1\n");
    const auto process = SimProcess::start(kPort, 20s, {});
    REQUIRE_FALSE(process);
    CHECK(process.error().id == "OMV-E0110");
    CHECK(process.error().why.find("no such scene") != std::string::npos);
}

TEST_CASE("An option that the virtual camera does not know is a wrong argument", "[sim]")
{
    const StandIn program("echo 'omv-vcam: --bogus' >&2\nexit 2\n");
    const auto process = SimProcess::start(kPort, 20s, {});
    REQUIRE_FALSE(process);
    CHECK(process.error().code == Errc::InvalidArgument);
    CHECK(process.error().why == "omv-vcam: --bogus");
}

TEST_CASE("An unknown board is refused with the names of the known", "[sim]")
{
    setenv("OPENMV_DATA_DIR", OMV_SOURCE_DIR "/resources", 1);
    const auto transport = openSimulated({"nope", {}}, 1s, {});
    unsetenv("OPENMV_DATA_DIR");
    REQUIRE_FALSE(transport);
    CHECK(transport.error().id == "OMV-E0503");
    CHECK(transport.error().why.find("pure-thermal") != std::string::npos);
}

TEST_CASE("With several cameras \"auto\" lists them", "[sim]")
{
    const Announced two(2);
    const auto camera = Camera::open("auto");
    REQUIRE_FALSE(camera);
    CHECK(camera.error().id == "OMV-E0102");
    CHECK(camera.error().why.find("serial:FAKE0") != std::string::npos);
    CHECK(camera.error().why.find("serial:FAKE1") != std::string::npos);
}

TEST_CASE("A camera is named by its serial number in any case", "[sim]")
{
    const Announced two(2);
    CHECK(Camera::open("serial:nope").error().id == "OMV-E0116");
    // It is found; what is behind it is no serial port.
    CHECK(Camera::open("serial:fake1").error().what.find("fake-1.tty") != std::string::npos);
}

TEST_CASE("A serial number that several cameras have names none of them", "[sim]")
{
    const Announced three(3, "SAME");
    const auto camera = Camera::open("serial:same");
    REQUIRE_FALSE(camera);
    CHECK(camera.error().id == "OMV-E0102");
    for (const char* port : {"fake-0.tty", "fake-1.tty", "fake-2.tty"})
        CHECK(camera.error().why.find(port) != std::string::npos);
}

TEST_CASE("A transport that is not there is a wrong argument", "[sim]")
{
    CHECK(Camera::open(std::unique_ptr<Transport>(), {}).error().id == "OMV-E0209");
}

TEST_CASE("A virtual camera that is never ready is ended at the deadline", "[sim]")
{
    const StandIn program("echo '{\"pty\":7}'\nexec cat <&3\n");
    const auto process = SimProcess::start(kPort, 200ms, {});
    REQUIRE_FALSE(process);
    CHECK(process.error().id == "OMV-E0118");
    CHECK(process.error().code == Errc::Timeout);
    std::stop_source source;
    source.request_stop();
    CHECK(SimProcess::start(kPort, 100s, source.get_token()).error().id == "OMV-E0205");
}

TEST_CASE("A missing virtual camera is an error that says where it was looked for", "[sim]")
{
    setenv("OMV_VCAM", "/nowhere/omv-vcam", 1);
    const auto process = SimProcess::start(kPort, 1s, {});
    unsetenv("OMV_VCAM");
    REQUIRE_FALSE(process);
    CHECK(process.error().id == "OMV-E0115");
    CHECK(process.error().why.find("/nowhere/omv-vcam") != std::string::npos);
}
