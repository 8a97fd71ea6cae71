// SPDX-License-Identifier: MIT
#include "tests/support/program.h"

#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace omv::test {

using Clock = std::chrono::steady_clock;

int millisecondsUntil(Clock::time_point deadline)
{
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

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
    // Job control of whoever started the tests may have made them ignore Ctrl+C.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&defaults, signal);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t pid = -1;
    const int failed = posix_spawnp(&pid, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed ? -1 : pid;
}

bool makePipe(std::array<int, 2>& ends)
{
    return pipe2(ends.data(), O_CLOEXEC) == 0;
}

bool reap(int pid, int& status)
{
    const auto deadline = Clock::now() + std::chrono::seconds(60);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (Clock::now() > deadline)
            return false;
        poll(nullptr, 0, 5);
    }
    return true;
}

Program::Program(const std::vector<std::string>& command, const std::string& input,
                 std::chrono::seconds timeout, int outTo)
    : m_deadline(Clock::now() + timeout)
{
    std::array<int, 2> in{-1, -1};
    std::array<int, 2> out{-1, -1};
    std::array<int, 2> err{-1, -1};
    if (!makePipe(in) || !makePipe(out) || !makePipe(err))
        return;
    m_pid = spawnProgram(command, {in[0], outTo < 0 ? out[1] : outTo, err[1]});
    for (const int fd : {in[0], out[1], err[1]})
        close(fd);
    m_pipes = {out[0], err[0]};
    if (::write(in[1], input.data(), input.size()) != static_cast<ssize_t>(input.size()))
        m_result.err = "(the program did not take its input)\n";
    close(in[1]);
}

Program::~Program()
{
    if (m_pid > 0) {
        int status = 0;
        kill(m_pid, SIGKILL);
        waitpid(m_pid, &status, 0);
    }
    closePipe(Out);
    closePipe(Err);
}

void Program::closePipe(std::size_t pipe)
{
    if (m_pipes[pipe] >= 0)
        close(m_pipes[pipe]);
    m_pipes[pipe] = -1;
}

/// Takes what the pipes hold; false when both are closed or time is up.
bool Program::readSome()
{
    std::array<pollfd, 2> waiting{{{m_pipes[Out], POLLIN, 0}, {m_pipes[Err], POLLIN, 0}}};
    if ((m_pipes[Out] < 0 && m_pipes[Err] < 0) ||
        poll(waiting.data(), 2, millisecondsUntil(m_deadline)) <= 0)
        return false;
    std::array<char, 65536> chunk{};
    for (const std::size_t i : {std::size_t{Out}, std::size_t{Err}}) {
        if (m_pipes[i] < 0 || !waiting[i].revents)
            continue;
        const ssize_t got = ::read(m_pipes[i], chunk.data(), chunk.size());
        if (got <= 0)
            closePipe(i);
        else
            (i == Out ? m_result.out : m_result.err)
                .append(chunk.data(), static_cast<std::size_t>(got));
    }
    return true;
}

bool Program::waitFor(const std::string& text, const std::string& where, Pipe pipe)
{
    while (where.find(text) == std::string::npos) {
        if (m_pipes[pipe] < 0 || !readSome())
            return false;
    }
    return true;
}

bool Program::waitForOutput(const std::string& text)
{
    return waitFor(text, m_result.out, Out);
}

bool Program::waitForError(const std::string& text)
{
    return waitFor(text, m_result.err, Err);
}

void Program::signal(int number) const
{
    if (m_pid > 0)
        kill(m_pid, number);
}

void Program::closeOutput()
{
    closePipe(Out);
}

ProgramResult Program::finish()
{
    while (readSome()) {}
    int status = 0;
    if (m_pid > 0) {
        if (Clock::now() >= m_deadline || !reap(m_pid, status)) {
            kill(m_pid, SIGKILL);
            waitpid(m_pid, &status, 0);
        }
        m_result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        m_pid = -1;
    }
    return m_result;
}

ProgramResult runProgram(const std::vector<std::string>& command, std::chrono::seconds timeout,
                         const std::string& input)
{
    return Program(command, input, timeout).finish();
}

}  // namespace omv::test
