// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/boards.h>

#include <QObject>

#include <thread>
#include <vector>

namespace omv::ide {

/// Tells which boards are on this computer's USB, whatever state they are in. Looks once a
/// second on a thread of its own; opens none.
/// Threads: the window's; the signal is emitted there.
class FirmwareWatch final : public QObject {
    Q_OBJECT
public:
    explicit FirmwareWatch(QObject* parent = nullptr);
    ~FirmwareWatch() override;

signals:
    /// Others than before.
    void seen(const std::vector<omv::flasher::SeenBoard>& boards);

private:
    void look(const std::stop_token& stop);

    std::jthread m_thread;
};

}  // namespace omv::ide
