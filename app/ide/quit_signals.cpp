// SPDX-License-Identifier: MIT
#include "app/ide/quit_signals.h"

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#endif

namespace omv::ide {

#ifdef Q_OS_UNIX

namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// What a handler may reach: the ends of a pipe.
int g_pipe[2] = {-1, -1};

extern "C" void tellQuit(int /*signal*/)
{
    const char byte = 1;
    static_cast<void>(!::write(g_pipe[1], &byte, 1));
}

void listenTo(int signal)
{
    struct sigaction now = {};
    // One that is ignored (nohup) stays so.
    if (sigaction(signal, nullptr, &now) != 0 || now.sa_handler == SIG_IGN)
        return;
    struct sigaction action = {};
    action.sa_handler = tellQuit;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

}  // namespace

QuitSignals::QuitSignals(QObject* parent)
    : QObject(parent)
{
    if (g_pipe[0] >= 0 || ::pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto* notifier = new QSocketNotifier(g_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit quitWanted();
    });
    for (const int signal : kSignals)
        listenTo(signal);
}

QuitSignals::~QuitSignals()
{
    for (const int signal : kSignals) {
        struct sigaction now = {};
        if (sigaction(signal, nullptr, &now) == 0 && now.sa_handler == tellQuit)
            std::signal(signal, SIG_DFL);
    }
    for (int& end : g_pipe) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

#else

QuitSignals::QuitSignals(QObject* parent)
    : QObject(parent)
{
}

QuitSignals::~QuitSignals() = default;

#endif

}  // namespace omv::ide
