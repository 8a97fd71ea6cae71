// SPDX-License-Identifier: MIT
#include "libopenmv/src/sim_process.h"

#include <openmv/board.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <mutex>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/install_location.h"

extern char** environ;

namespace omv {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kTermTime = std::chrono::seconds(2);
constexpr int kLifetimeFd = 3;  // in the child
constexpr std::size_t kOutputKept = 4096;

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

Result<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail("OMV-E0110", "Cannot start the virtual camera", errnoText(errno));
    return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

bool isProgram(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::string inPath(const char* name)
{
    const char* variable = std::getenv("PATH");
    std::string_view rest = variable ? variable : "";
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        const auto candidate = std::filesystem::path(rest.substr(0, end)) / name;
        if (end > 0 && isProgram(candidate))
            return candidate;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

/// What a spawned child gets: our pipes, clean signals, its own process group.
class SpawnSetup {
public:
    SpawnSetup(int output, int lifetime)
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, 1);
        posix_spawn_file_actions_adddup2(&actions, output, 2);
        posix_spawn_file_actions_adddup2(&actions, lifetime, kLifetimeFd);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnSetup()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

/// Above the child's own numbers, so that dup2() to one of those hits none of ours.
UniqueFd movedUp(UniqueFd fd)
{
    constexpr int kAbove = 10;
    return UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, kAbove));
}

/// Waits for the end of a child; false when it still runs at the deadline.
bool reap(pid_t pid, Clock::time_point deadline, int& status)
{
    constexpr int kLookEvery = 5;  // ms
    while (::waitpid(pid, &status, WNOHANG) == 0) {
        if (Clock::now() >= deadline)
            return false;
        ::poll(nullptr, 0, kLookEvery);
    }
    return true;
}

constexpr int kLookForPty = 20;  // ms
/// From the closing of its files to the end of a process.
constexpr std::chrono::milliseconds kEndingTime{200};

struct ReadyLine {
    std::string pty;
    std::string usbIp;
};

/// What the ready line names; an empty pty: `output` has none yet.
ReadyLine readyLine(std::string_view output)
{
    while (!output.empty()) {
        const auto end = output.find('\n');
        if (end == std::string_view::npos)
            return {};
        const auto ready = nlohmann::json::parse(output.substr(0, end), nullptr, false);
        if (ready.is_object() && ready.contains("pty") && ready["pty"].is_string())
            return {ready["pty"].get<std::string>(), ready.value("usbip", "")};
        output.remove_prefix(end + 1);
    }
    return {};
}

Unexpected notReady(std::string_view id, const std::string& program, std::string said,
                    const char* why)
{
    if (said.size() > kOutputKept)
        said.erase(0, said.size() - kOutputKept);
    while (!said.empty() && said.back() == '\n')
        said.pop_back();
    return fail(id, "The virtual camera did not start",
                fmt::format("{} {}{}{}", program, why, said.empty() ? "" : ": ", said),
                "Start it by hand to see all of its output");
}

/// OMV-E0503 when the board is known not to be there; no database, no opinion.
std::optional<Error> boardProblem(const std::string& name)
{
    const auto database = BoardDatabase::load();
    if (!database)
        return std::nullopt;
    const Board* board = database->byId(name);
    if (board && board->simulated)
        return std::nullopt;
    std::string known;
    for (const Board& other : database->boards()) {
        if (other.simulated)
            known += (known.empty() ? "" : ", ") + other.id;
    }
    return makeError("OMV-E0503", fmt::format("There is no virtual board {}", name),
                     fmt::format("There are: {}", known), "Use one of these: sim:ae3");
}

/// One process of ours, for the connections to it: it ends with the last.
struct SharedProcess {
    explicit SharedProcess(SimProcess started)
        : process(std::move(started))
    {
    }
    std::optional<std::string> ending(std::chrono::milliseconds wait)
    {
        const std::lock_guard lock(mutex);
        return process.ending(wait);
    }

    std::mutex mutex;
    SimProcess process;
};

/// Those that run, by their ptys. One for the whole program, as its children are: who opens a
/// port by its path says nothing else by which the process behind it could be found.
class ProcessList {
public:
    void add(const std::shared_ptr<SharedProcess>& process)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_list, [](const auto& each) { return each.expired(); });
        m_list.push_back(process);
    }
    std::shared_ptr<SharedProcess> find(const std::string& pty)
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& each : m_list)
            if (auto process = each.lock(); process && process->process.pty() == pty)
                return process;
        return nullptr;
    }

private:
    std::mutex m_mutex;
    std::vector<std::weak_ptr<SharedProcess>> m_list;
};

ProcessList& processes()
{
    static ProcessList list;
    return list;
}

Unexpected processEnded(const std::string& how)
{
    return fail("OMV-E0119", "The virtual camera ended", how, "Connect again");
}

/// The pty of a virtual camera that ends with it.
class SimTransport final : public Transport {
public:
    SimTransport(std::shared_ptr<SharedProcess> process, std::unique_ptr<Transport> port,
                 std::string description)
        : m_process(std::move(process))
        , m_port(std::move(port))
        , m_description(std::move(description))
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override
    {
        return judged(m_port->wait(wantWrite, deadline));
    }
    Result<std::size_t> read(std::span<std::uint8_t> into) override
    {
        return judged(m_port->read(into));
    }
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override
    {
        return judged(m_port->write(bytes));
    }
    void wake() override { m_port->wake(); }
    std::string description() const override { return m_description; }
    bool isReliable() const override { return m_port->isReliable(); }
    const std::shared_ptr<SharedProcess>& process() const { return m_process; }

private:
    /// A board that leaves the bus comes back; one whose process ended does not.
    template<typename T>
    Result<T> judged(Result<T> result)
    {
        if (result || result.error().code != Errc::Disconnected)
            return result;
        if (const auto how = m_process->ending(kEndingTime))
            return processEnded(*how);
        return result;
    }

    std::shared_ptr<SharedProcess> m_process;
    std::unique_ptr<Transport> m_port;  // closed before the process is ended
    std::string m_description;
};

}  // namespace

Result<std::string> findSimulator()
{
    constexpr const char* kName = "omv-vcam";
    if (const char* named = std::getenv("OMV_VCAM"); named && *named) {
        if (isProgram(named))
            return std::string(named);
        return fail("OMV-E0115", "Cannot start the virtual camera",
                    fmt::format("$OMV_VCAM names {}, which is no program", named),
                    "Correct or unset OMV_VCAM");
    }
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    if (const auto beside = self.parent_path() / kName; !self.empty() && isProgram(beside))
        return beside.string();
    const auto installed = libraryDirectory() / OPENMV_PROGRAMS_FROM_LIBRARY / kName;
    if (installed.is_absolute() && isProgram(installed))
        return installed.lexically_normal().string();
    if (std::string found = inPath(kName); !found.empty())
        return found;
    return fail("OMV-E0115", "Cannot start the virtual camera",
                fmt::format("{} is neither in {} nor in PATH", kName, self.parent_path().string()),
                "Install it, or set OMV_VCAM to its path");
}

std::vector<std::string> simulatorCommand(const std::string& program, const SimulatedPort& port,
                                          int lifetime)
{
    std::vector<std::string> command{program, "--json", "--quiet",
                                     fmt::format("--lifetime-fd={}", lifetime),
                                     "--board=" + port.board};
    for (const auto& [key, value] : port.options)
        command.push_back(fmt::format("--{}={}", key, value));
    return command;
}

SimProcess::SimProcess(SimProcess&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1))
    , m_output(std::move(other.m_output))
    , m_lifetime(std::move(other.m_lifetime))
    , m_pty(std::move(other.m_pty))
    , m_usbIp(std::move(other.m_usbIp))
    , m_ending(std::move(other.m_ending))
{
}

SimProcess::~SimProcess()
{
    if (m_pid <= 0)
        return;
    int status = 0;
    ::kill(m_pid, SIGTERM);
    if (reap(m_pid, Clock::now() + kTermTime, status))
        return;
    ::kill(m_pid, SIGKILL);
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {}
}

std::optional<std::string> SimProcess::ending(std::chrono::milliseconds wait)
{
    int status = 0;
    if (m_pid > 0 && !reap(m_pid, Clock::now() + wait, status))
        return std::nullopt;
    if (m_pid > 0) {
        m_ending = WIFSIGNALED(status)
            ? fmt::format("Its process was ended by signal {}", WTERMSIG(status))
            : fmt::format("Its process ended with code {}", WEXITSTATUS(status));
        m_pid = -1;
    }
    return m_ending;
}

Result<SimProcess> SimProcess::start(const SimulatedPort& port, std::chrono::milliseconds timeout,
                                     std::stop_token cancel)
{
    const auto program = findSimulator();
    if (!program)
        return Unexpected{program.error()};
    SimProcess process;
    if (const Status spawned = process.spawn(*program, port); !spawned)
        return Unexpected{spawned.error()};
    if (const Status ready = process.awaitReady(*program, timeout, std::move(cancel)); !ready)
        return Unexpected{ready.error()};
    return process;
}

Status SimProcess::spawn(const std::string& program, const SimulatedPort& port)
{
    auto output = makePipe();
    auto lifetime = makePipe();
    if (!output || !lifetime)
        return Unexpected{(output ? lifetime : output).error()};
    const UniqueFd childOutput = movedUp(std::move(output->write));
    const UniqueFd childLifetime = movedUp(std::move(lifetime->read));
    const SpawnSetup setup(childOutput.get(), childLifetime.get());
    std::vector<std::string> command = simulatorCommand(program, port, kLifetimeFd);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, program.c_str(), &setup.actions, &setup.attributes,
                                    arguments.data(), environ);
    if (error != 0)
        return fail("OMV-E0110", "The virtual camera did not start",
                    fmt::format("{}: {}", program, errnoText(error)));
    m_pid = pid;
    m_output = std::move(output->read);
    m_lifetime = std::move(lifetime->write);
    return Done{};
}

/// It closed its output instead of becoming ready.
Status SimProcess::endedEarly(const std::string& program, const std::string& said)
{
    constexpr int kUsage = 2;
    int status = 0;
    if (reap(m_pid, Clock::now() + kTermTime, status))
        m_pid = -1;
    if (m_pid < 0 && WIFEXITED(status) && WEXITSTATUS(status) == kUsage)
        return fail("OMV-E0109", "The virtual camera does not accept its options",
                    said.substr(0, said.find('\n')), "omv-vcam --help lists its options");
    return notReady("OMV-E0110", program, said, "ended");
}

Status SimProcess::awaitReady(const std::string& program, std::chrono::milliseconds timeout,
                              std::stop_token cancel)
{
    constexpr int kLookEvery = 100;  // ms, for cancellation
    const auto deadline = Clock::now() + timeout;
    std::string said;
    std::array<char, 1024> chunk{};
    for (;;) {
        if (const ReadyLine ready = readyLine(said); !ready.pty.empty()) {
            m_pty = ready.pty;
            m_usbIp = ready.usbIp;
            return Done{};
        }
        if (cancel.stop_requested())
            return fail("OMV-E0205", "Starting the virtual camera was cancelled");
        if (Clock::now() >= deadline)
            return notReady("OMV-E0118", program, said, "was not ready in time");
        pollfd waiting{m_output.get(), POLLIN, 0};
        if (::poll(&waiting, 1, kLookEvery) <= 0)
            continue;
        const ssize_t got = ::read(m_output.get(), chunk.data(), chunk.size());
        if (got == 0)
            return endedEarly(program, said);
        if (got > 0)
            said.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

Result<std::unique_ptr<Transport>>
openSimulated(const SimulatedPort& port, std::chrono::milliseconds timeout, std::stop_token cancel)
{
    if (auto problem = boardProblem(port.board))
        return Unexpected{*problem};
    const auto deadline = Clock::now() + timeout;
    auto process = SimProcess::start(port, timeout, cancel);
    if (!process)
        return Unexpected{process.error()};
    auto pty = openSerial(process->pty());
    // With a bootloader it is ready before its firmware runs.
    while (!pty && !process->usbIp().empty() && Clock::now() < deadline &&
           !cancel.stop_requested()) {
        ::poll(nullptr, 0, kLookForPty);
        pty = openSerial(process->pty());
    }
    if (!pty)
        return Unexpected{pty.error()};
    const std::string description = fmt::format("sim:{} ({})", port.board, process->pty());
    auto shared = std::make_shared<SharedProcess>(*std::move(process));
    processes().add(shared);
    return std::unique_ptr<Transport>(
        std::make_unique<SimTransport>(std::move(shared), *std::move(pty), description));
}

std::shared_ptr<void> processBehind(const Transport& transport)
{
    const auto* ours = dynamic_cast<const SimTransport*>(&transport);
    return ours ? ours->process() : nullptr;
}

Result<std::unique_ptr<Transport>> openPty(const std::string& path)
{
    auto process = processes().find(path);
    auto pty = openSerial(path);
    if (!process)
        return pty;
    if (!pty) {
        const auto how = process->ending({});
        return how ? processEnded(*how) : Unexpected{pty.error()};
    }
    return std::unique_ptr<Transport>(
        std::make_unique<SimTransport>(std::move(process), *std::move(pty), path));
}

}  // namespace omv
