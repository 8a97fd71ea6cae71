// SPDX-License-Identifier: MIT
#include "app/cli/signals.h"

#include "app/cli/exit_code.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace omv::cli {

namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
constexpr char kQuit = 'q';
constexpr char kSignal = 's';

/// A signal handler can reach nothing but globals. -1 while no watch exists.
int pipeEnds[2] = {-1, -1};

void send(char what)
{
    const int before = errno;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &what, 1);
    errno = before;
}

void onSignal(int)
{
    send(kSignal);
}

void setHandler(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

bool isIgnored(int signal)
{
    struct sigaction action = {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

SignalWatch::SignalWatch()
{
    setHandler(SIGPIPE, SIG_IGN);
    if (::pipe(pipeEnds) != 0)
        return;
    for (const int end : pipeEnds)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    m_thread = std::thread([this] { watch(); });
    for (const int signal : kSignals) {
        // nohup and background jobs of scripts want it to stay ignored.
        if (!isIgnored(signal))
            setHandler(signal, onSignal);
    }
}

SignalWatch::~SignalWatch()
{
    if (!m_thread.joinable())
        return;
    for (const int signal : kSignals) {
        if (!isIgnored(signal))
            setHandler(signal, SIG_DFL);
    }
    send(kQuit);
    m_thread.join();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

void SignalWatch::watch()
{
    for (;;) {
        char what = 0;
        const auto got = ::read(pipeEnds[0], &what, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got != 1 || what == kQuit)
            return;
        if (!m_source.request_stop())
            ::_exit(static_cast<int>(ExitCode::Interrupted));
    }
}

}  // namespace omv::cli
