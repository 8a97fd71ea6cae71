// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/task_queue.h"

#include <openmv/flasher/executor.h>

#include <QObject>
#include <QString>

#include <memory>

namespace omv::ide {

/// What is to be done to which board. A value.
struct FirmwareOrder {
    flasher::FlashBoard board;
    QString port;  ///< as flasher::openBench() takes it
    QString source;  ///< path of the files; empty: none
    flasher::PlanOptions options;
    QString backupFolder{};  ///< where options.backup puts its files
};

/// One file, and what was found about it.
struct CheckedFile {
    std::string name;
    flasher::ImageKind kind = flasher::ImageKind::Unknown;
    std::uint64_t bytes = 0;
    std::string sha256;
    std::string version;
    std::string partition;  ///< where it may go; empty: nowhere on this board
    bool planned = false;  ///< the plan writes it
    std::optional<Error> refused;
};

/// What was found before anything is done.
struct FirmwareCheck {
    std::vector<CheckedFile> files;
    /// Of the firmware among the files.
    std::optional<FirmwareVersion> version;
    /// With every consent that it needs taken as given, so that it can be shown.
    std::optional<flasher::Plan> plan;
    std::optional<Error> error;  ///< why there is no plan
};

/// Looks at files and writes boards, on a thread of its own. Every call returns at once; what
/// comes of it is told by signals.
/// Threads: the window's; all signals are emitted there. The destructor cancels what runs and
/// returns when it has ended.
class FirmwareJob final : public QObject {
    Q_OBJECT
public:
    explicit FirmwareJob(QObject* parent = nullptr);
    ~FirmwareJob() override;

    /// An older check that is not over is forgotten.
    void check(const FirmwareOrder& order);
    /// Everything is read and checked once more before it begins.
    void run(const FirmwareOrder& order);
    void cancel();
    bool running() const { return m_running; }

signals:
    void checked(const omv::ide::FirmwareCheck& check);
    /// What the run does now: this is its plan.
    void planned(const omv::flasher::Plan& plan);
    void happened(const omv::flasher::FlashEvent& event);
    void ended(const omv::flasher::FlashReport& report);

private:
    void post(std::function<void()> call);

    unsigned m_check = 0;  ///< number of the newest
    bool m_running = false;
    TaskQueue m_checks;
    TaskQueue m_runs;
};

}  // namespace omv::ide
