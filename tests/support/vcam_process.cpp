// SPDX-License-Identifier: MIT
#include "tests/support/vcam_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

extern char** environ;

namespace omv::test {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kReadyTimeout = std::chrono::seconds(20);

int millisecondsUntil(Clock::time_point deadline)
{
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

/// Starts `command` with the given descriptors as 0, 1, 2 (-1 = inherit).
int spawnProgram(const std::vector<std::string>& command, std::array<int, 3> descriptors)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; ++i) {
        const int fd = descriptors[static_cast<std::size_t>(i)];
        if (fd >= 0)
            posix_spawn_file_actions_adddup2(&actions, fd, i);
    }
    std::vector<char*> argv;
    for (const auto& argument : command)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    pid_t pid = -1;
    const int failed = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed ? -1 : pid;
}

bool makePipe(std::array<int, 2>& ends)
{
    return pipe2(ends.data(), O_CLOEXEC) == 0;
}

/// Waits for a child at most two seconds; false when it still runs.
bool reap(int pid, int& status)
{
    const auto deadline = Clock::now() + std::chrono::seconds(2);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (Clock::now() > deadline)
            return false;
        poll(nullptr, 0, 5);
    }
    return true;
}

}  // namespace

VcamProcess::VcamProcess(std::vector<std::string> arguments)
{
    std::array<int, 2> out{};
    if (!makePipe(out)) {
        m_problem = "pipe";
        return;
    }
    std::vector<std::string> command{std::string(OMV_BIN_DIR) + "/omv-vcam", "--json"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    m_pid = spawnProgram(command, {-1, out[1], -1});
    close(out[1]);
    m_output = out[0];
    if (m_pid < 0)
        m_problem = "cannot start " + command.front();
    else
        readReadyLine(m_output);
}

VcamProcess::~VcamProcess()
{
    if (m_pid > 0) {
        int status = 0;
        kill(m_pid, SIGTERM);
        if (!reap(m_pid, status)) {
            kill(m_pid, SIGKILL);
            waitpid(m_pid, &status, 0);
        }
    }
    if (m_output >= 0)
        close(m_output);
}

void VcamProcess::readReadyLine(int fd)
{
    const auto deadline = Clock::now() + kReadyTimeout;
    std::string line;
    char c = 0;
    while (line.find('\n') == std::string::npos) {
        pollfd waiting{fd, POLLIN, 0};
        if (poll(&waiting, 1, millisecondsUntil(deadline)) <= 0 || ::read(fd, &c, 1) != 1) {
            m_problem = "no ready line; got: " + line;
            return;
        }
        line += c;
    }
    const auto ready = nlohmann::json::parse(line, nullptr, false);
    if (!ready.is_object() || !ready.contains("pty")) {
        m_problem = "bad ready line: " + line;
        return;
    }
    m_pty = ready.at("pty").get<std::string>();
    m_control = ready.value("control", "");
    const std::string tcp = ready.value("tcp", "");
    const auto colon = tcp.rfind(':');
    if (colon != std::string::npos)
        m_tcpPort = static_cast<std::uint16_t>(std::stoi(tcp.substr(colon + 1)));
}

std::string VcamProcess::control(const std::string& request) const
{
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, m_control.c_str(), sizeof address.sun_path - 1);
    std::string reply;
    const std::string line = request + "\n";
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size())) {
        const auto deadline = Clock::now() + std::chrono::seconds(5);
        char c = 0;
        pollfd waiting{fd, POLLIN, 0};
        while (poll(&waiting, 1, millisecondsUntil(deadline)) > 0 && ::read(fd, &c, 1) == 1 &&
               c != '\n')
            reply += c;
    }
    close(fd);
    return reply;
}

long VcamProcess::residentKb() const
{
    return test::residentKb(std::to_string(m_pid));
}
int VcamProcess::openDescriptors() const
{
    return test::openDescriptors(std::to_string(m_pid));
}

long residentKb(const std::string& pid)
{
    std::ifstream file("/proc/" + pid + "/status");
    for (std::string word; file >> word;) {
        if (word != "VmRSS:")
            continue;
        long kilobytes = 0;
        file >> kilobytes;
        return kilobytes;
    }
    return -1;
}

int openDescriptors(const std::string& pid)
{
    int count = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + pid + "/fd", ignored))
        count += entry.path().empty() ? 0 : 1;
    return count;
}

TemporaryFolder::TemporaryFolder()
{
    std::string name = std::filesystem::temp_directory_path() / "omv-test-XXXXXX";
    if (mkdtemp(name.data()))
        m_path = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

namespace {

/// Reads both pipes until they close or time is up.
void collect(std::array<int, 2> fds, Clock::time_point deadline, ProgramResult& result)
{
    std::array<pollfd, 2> waiting{{{fds[0], POLLIN, 0}, {fds[1], POLLIN, 0}}};
    std::array<char, 65536> chunk{};
    while ((waiting[0].fd >= 0 || waiting[1].fd >= 0) &&
           poll(waiting.data(), 2, millisecondsUntil(deadline)) > 0) {
        for (std::size_t i = 0; i < 2; ++i) {
            if (waiting[i].fd < 0 || !waiting[i].revents)
                continue;
            const ssize_t got = ::read(waiting[i].fd, chunk.data(), chunk.size());
            if (got <= 0)
                waiting[i].fd = -1;
            else
                (i == 0 ? result.out : result.err)
                    .append(chunk.data(), static_cast<std::size_t>(got));
        }
    }
}

}  // namespace

ProgramResult runProgram(const std::vector<std::string>& command, std::chrono::seconds timeout,
                         const std::string& input)
{
    ProgramResult result;
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (!makePipe(in) || !makePipe(out) || !makePipe(err))
        return result;
    const int pid = spawnProgram(command, {in[0], out[1], err[1]});
    for (int fd : {in[0], out[1], err[1]})
        close(fd);
    if (::write(in[1], input.data(), input.size()) < 0)
        result.err = std::strerror(errno);
    close(in[1]);
    if (pid > 0) {
        collect({out[0], err[0]}, Clock::now() + timeout, result);
        int status = 0;
        if (!reap(pid, status)) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
        }
        result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    close(out[0]);
    close(err[0]);
    return result;
}

}  // namespace omv::test
