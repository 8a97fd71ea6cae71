// SPDX-License-Identifier: MIT
#include "app/ide/firmware_job.h"

#include <openmv/flasher/bench.h>

#include <algorithm>

namespace omv::ide {

namespace {

using flasher::FlashBoard;
using flasher::ImageRule;
using flasher::Plan;
using flasher::PlanStep;
using flasher::Release;

constexpr std::chrono::milliseconds kStartTime{20000};

/// A file by itself may have any name: it is taken for the one place that it fits.
void nameAfterPlace(Release& release, const FlashBoard& board)
{
    if (release.images.size() != 1 || board.rule(release.images.front().name))
        return;
    const auto places = flasher::placesFor(release.images.front(), {&board, 1});
    if (places.size() == 1)
        release.images.front().name = places.front().file;
}

Result<Release> openFiles(const FirmwareOrder& order)
{
    if (order.source.isEmpty())
        return Release{};
    auto release = flasher::openRelease(order.source.toStdString(), order.board);
    if (release)
        nameAfterPlace(*release, order.board);
    return release;
}

CheckedFile look(const flasher::Image& image, const FirmwareOrder& order)
{
    CheckedFile file;
    file.name = image.name;
    file.kind = image.kind;
    file.bytes = image.bytes.size();
    file.sha256 = image.sha256;
    if (image.version)
        file.version = toString(*image.version);
    const ImageRule* rule = order.board.rule(image.name);
    if (!rule)
        return file;
    file.partition = rule->partition;
    if (const Status fits = flasher::check(image, *rule, order.board); !fits)
        file.refused = fits.error();
    return file;
}

void markPlanned(FirmwareCheck& check, const FlashBoard& board)
{
    for (CheckedFile& file : check.files) {
        const ImageRule* rule = board.rule(file.name);
        file.planned = rule &&
            std::any_of(check.plan->steps.begin(), check.plan->steps.end(),
                        [&](const PlanStep& step) {
                            return step.kind == PlanStep::Kind::Write && step.file == rule->file;
                        });
    }
}

/// The plan as it would be if everything were consented to.
Result<flasher::Plan> planWithAllConsents(const FirmwareOrder& order, const Release& release)
{
    flasher::PlanOptions options = order.options;
    for (const char* each : {"bootloader", "toc", "fuse", "system-package", "storage-rescue"})
        options.allowUnverified.emplace_back(each);
    return flasher::makePlan(order.board, release, options);
}

FirmwareCheck checkOrder(const FirmwareOrder& order)
{
    FirmwareCheck check;
    const auto release = openFiles(order);
    if (!release) {
        check.error = release.error();
        return check;
    }
    for (const flasher::Image& image : release->images) {
        check.files.push_back(look(image, order));
        const ImageRule* rule = order.board.rule(image.name);
        if (rule && rule->role == flasher::Role::Firmware && image.version)
            check.version = image.version;
    }
    if (order.source.isEmpty() && order.options.goal != flasher::Goal::Erase)
        return check;
    const auto plan = planWithAllConsents(order, *release);
    if (plan) {
        check.plan = *plan;
        markPlanned(check, order.board);
    } else {
        check.error = plan.error();
    }
    return check;
}

flasher::FlashReport failed(const Error& error)
{
    flasher::FlashReport report;
    report.error = error;
    return report;
}

}  // namespace

FirmwareJob::FirmwareJob(QObject* parent)
    : QObject(parent)
{
}

FirmwareJob::~FirmwareJob() = default;

void FirmwareJob::post(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void FirmwareJob::check(const FirmwareOrder& order)
{
    const unsigned number = ++m_check;
    m_checks.cancelAll();
    m_checks.add([this, order, number](const std::stop_token& cancel) {
        if (cancel.stop_requested())
            return;
        post([this, number, found = checkOrder(order)] {
            if (number == m_check)
                emit checked(found);
        });
    });
}

void FirmwareJob::run(const FirmwareOrder& order)
{
    m_running = true;
    m_runs.add([this, order](const std::stop_token& cancel) {
        const auto work = [&]() -> flasher::FlashReport {
            const auto release = openFiles(order);
            if (!release)
                return failed(release.error());
            const auto plan = flasher::makePlan(order.board, *release, order.options);
            if (!plan)
                return failed(plan.error());
            post([this, plan = *plan] { emit planned(plan); });
            const std::string port = order.port.toStdString();
            const auto bench = flasher::openBench(port, order.board, kStartTime, cancel);
            if (!bench)
                return failed(bench.error());
            flasher::ExecutorOptions how;
            how.cancel = cancel;
            how.backupFolder = order.backupFolder.toStdString();
            how.journal = flasher::journalPath(order.board.id, port);
            how.events = [this](const flasher::FlashEvent& event) {
                post([this, event] { emit happened(event); });
            };
            return flasher::execute(*plan, order.board, *release, **bench, how);
        };
        post([this, report = work()] {
            m_running = false;
            emit ended(report);
        });
    });
}

void FirmwareJob::cancel()
{
    m_runs.cancelAll();
}

}  // namespace omv::ide
