// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/doctor_process.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libopenmv/src/unique_fd.h"

extern "C" char** environ;

namespace omv::flasher::doctor {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostOutput = 65536;

/// Of a user's PATH they are often missing.
constexpr const char* kRootFolders[] = {"/usr/local/sbin", "/usr/sbin", "/sbin"};

/// The path of a program; empty: not found.
std::string find(const std::string& program)
{
    const auto runs = [](const std::string& path) { return ::access(path.c_str(), X_OK) == 0; };
    if (program.find('/') != std::string::npos)
        return runs(program) ? program : "";
    const char* path = std::getenv("PATH");
    const std::string all = path ? path : "/usr/bin:/bin";
    for (std::size_t at = 0; at <= all.size();) {
        const std::size_t end = std::min(all.find(':', at), all.size());
        const std::string file = all.substr(at, end - at) + '/' + program;
        if (file.front() == '/' && file.size() > program.size() + 1 && runs(file))
            return file;
        at = end + 1;
    }
    for (const char* folder : kRootFolders) {
        if (std::string file = std::string(folder) + '/' + program; runs(file))
            return file;
    }
    return {};
}

/// What a child starts with: no signal blocked or ignored.
class Spawning {
public:
    Spawning()
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        posix_spawnattr_setsigdefault(&m_attributes, &all);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Spawning()
    {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;

    void redirect(int from, int to) { posix_spawn_file_actions_adddup2(&m_actions, from, to); }
    void noInput() { posix_spawn_file_actions_addopen(&m_actions, 0, "/dev/null", O_RDONLY, 0); }
    /// -1: it could not be started.
    pid_t start(const Command& command)
    {
        const std::string program = command.empty() ? "" : find(command.front());
        if (program.empty())
            return -1;
        std::vector<char*> arguments;
        for (const std::string& word : command)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        pid_t child = -1;
        const int failed = posix_spawn(&child, program.c_str(), &m_actions, &m_attributes,
                                       arguments.data(), environ);
        return failed == 0 ? child : -1;
    }

private:
    posix_spawn_file_actions_t m_actions;
    posix_spawnattr_t m_attributes;
};

int exitCodeOf(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int waitFor(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return exitCodeOf(status);
}

/// Until the pipe's other end is closed; false: not in time.
bool readAll(int pipe, std::string& text, Clock::time_point deadline)
{
    std::array<char, 4096> bytes{};
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{pipe, POLLIN, 0};
        if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0)
            return false;
        const ssize_t got = ::read(pipe, bytes.data(), bytes.size());
        if (got <= 0)
            return got == 0;
        const auto room = kMostOutput - std::min(kMostOutput, text.size());
        text.append(bytes.data(), std::min(room, static_cast<std::size_t>(got)));
    }
}

}  // namespace

System::Ran runCaptured(const Command& command, std::chrono::milliseconds limit)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return {};
    const UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    Spawning spawning;
    spawning.noInput();
    spawning.redirect(ends[1], 1);
    spawning.redirect(ends[1], 2);
    const pid_t child = spawning.start(command);
    writing = UniqueFd();
    if (child < 0)
        return {};
    System::Ran ran;
    const bool ended = readAll(ends[0], ran.output, Clock::now() + limit);
    if (!ended)
        ::kill(child, SIGKILL);
    ran.exitCode = waitFor(child);
    return ran;
}

int runInForeground(const Command& command)
{
    Spawning spawning;
    spawning.redirect(2, 1);
    const pid_t child = spawning.start(command);
    return child < 0 ? -1 : waitFor(child);
}

bool isInPath(const std::string& program)
{
    return !find(program).empty();
}

}  // namespace omv::flasher::doctor
