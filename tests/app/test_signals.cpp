// SPDX-License-Identifier: MIT
#include "app/cli/signals.h"

#include "tests/support/catch.h"

#include <csignal>
#include <future>

#include <sys/wait.h>
#include <unistd.h>

using namespace omv::cli;

namespace {

void raiseAndWait(const SignalWatch& watch, int signal)
{
    std::promise<void> asked;
    const std::stop_callback onStop(watch.token(), [&] { asked.set_value(); });
    std::raise(signal);
    asked.get_future().wait();
}

bool hasDefaultHandler(int signal)
{
    struct sigaction action = {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_DFL;
}

}  // namespace

TEST_CASE("the first signal asks to stop, whichever it is", "[cli]")
{
    const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
    {
        const SignalWatch watch;
        CHECK_FALSE(watch.token().stop_requested());
        raiseAndWait(watch, signal);
        CHECK(watch.token().stop_requested());
    }
    CHECK(hasDefaultHandler(signal));
}

TEST_CASE("the second signal ends the process with 130 at once", "[cli]")
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const SignalWatch watch;
        raiseAndWait(watch, SIGINT);
        std::raise(SIGTERM);
        for (;;)
            ::pause();
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 130);
}

TEST_CASE("a signal that was ignored before stays ignored", "[cli]")
{
    const auto before = std::signal(SIGHUP, SIG_IGN);
    {
        const SignalWatch watch;
        std::raise(SIGHUP);
        raiseAndWait(watch, SIGINT);
        CHECK(watch.token().stop_requested());
    }
    std::signal(SIGHUP, before);
}

TEST_CASE("writing to a closed pipe is an error, not the end of the process", "[cli]")
{
    const SignalWatch watch;
    int ends[2] = {-1, -1};
    REQUIRE(::pipe(ends) == 0);
    ::close(ends[0]);
    CHECK(::write(ends[1], "x", 1) == -1);
    ::close(ends[1]);
}
