// SPDX-License-Identifier: MIT
#include "app/ide/firmware_watch.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace omv::ide {

namespace {

constexpr std::chrono::seconds kEvery{1};

/// On USB, and virtual boards that do not run.
/// Nothing: one could not look this time.
std::optional<std::vector<flasher::SeenBoard>> boardsNow()
{
    auto boards = flasher::listBoards();
    if (!boards)
        return std::nullopt;
    // The camera list knows all others.
    std::erase_if(*boards, [](const flasher::SeenBoard& each) {
        return each.path.empty() && each.state == flasher::SeenBoard::State::Running;
    });
    return *std::move(boards);
}

}  // namespace

FirmwareWatch::FirmwareWatch(QObject* parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token& stop) { look(stop); })
{
}

FirmwareWatch::~FirmwareWatch()
{
    m_thread.request_stop();
    m_thread.join();
}

void FirmwareWatch::look(const std::stop_token& stop)
{
    std::vector<flasher::SeenBoard> told;
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        auto boards = boardsNow();
        if (boards && *boards != told) {
            told = *boards;
            QMetaObject::invokeMethod(
                this, [this, boards = std::move(*boards)] { emit seen(boards); },
                Qt::QueuedConnection);
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, kEvery, [] { return false; });
    }
}

}  // namespace omv::ide
