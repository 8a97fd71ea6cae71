// SPDX-License-Identifier: MIT
#pragma once

#include "libopenmv/src/unique_fd.h"
#include "tests/support/catch.h"

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>

#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

namespace omv::test {

/// The master side of a pseudo-terminal, and the path of the other side.
struct Pty {
    Pty()
        : master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
        REQUIRE(::grantpt(master.get()) == 0);
        REQUIRE(::unlockpt(master.get()) == 0);
        path = ::ptsname(master.get());
    }

    UniqueFd master;
    std::string path;
};

/// Runs `work` in a child process. What it returns comes back as text.
class Child {
public:
    explicit Child(const std::function<std::string()>& work)
    {
        int ends[2];
        int hold[2];
        REQUIRE(::pipe(ends) == 0);
        REQUIRE(::pipe(hold) == 0);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(hold[1]);
            const std::string text = work() + '\n';
            [[maybe_unused]] auto put = ::write(ends[1], text.data(), text.size());
            char byte = 0;
            [[maybe_unused]] auto got = ::read(hold[0], &byte, 1);  // until the parent is done
            ::_exit(0);
        }
        ::close(ends[1]);
        ::close(hold[0]);
        m_output = UniqueFd(ends[0]);
        m_hold = UniqueFd(hold[1]);
    }
    ~Child()
    {
        m_hold = UniqueFd(-1);
        release();
    }

    std::string output()
    {
        std::string text;
        char byte = 0;
        while (::read(m_output.get(), &byte, 1) == 1 && byte != '\n') {
            text += byte;
        }
        return text;
    }
    pid_t pid() const { return m_pid; }
    void release()
    {
        if (m_pid > 0) {
            const UniqueFd closing(std::move(m_hold));
        }
        reap();
    }
    void kill()
    {
        ::kill(m_pid, SIGKILL);
        reap();
    }

private:
    void reap()
    {
        if (m_pid > 0) {
            ::waitpid(m_pid, nullptr, 0);
            m_pid = -1;
        }
    }

    pid_t m_pid = -1;
    UniqueFd m_output;
    UniqueFd m_hold;
};

/// Gives up root for good; false when that is not possible.
inline bool becomeNobody()
{
    constexpr uid_t kNobody = 65534;
    return ::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
}

}  // namespace omv::test
