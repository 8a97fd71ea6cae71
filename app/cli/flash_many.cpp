// SPDX-License-Identifier: MIT
// Several boards, each on a thread of its own; the main thread tells of all.
#include "app/cli/flash_job.h"

#include "app/cli/cli_errors.h"
#include "app/cli/inbox.h"

#include <algorithm>
#include <map>
#include <thread>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using flasher::FlashEvent;
using flasher::SeenBoard;

constexpr auto kLookEvery = 250ms;
/// A port from which a board that is done was away for so long has another one next.
constexpr auto kTakenAway = 3s;

/// What a worker says.
struct Said {
    std::string place;
    std::string step;
    FlashEvent event;
    std::optional<flasher::FlashReport> report{};  ///< it is over
};

struct Worker {
    FlashJob job;
    bool over = false;
    Clock::time_point lastSeen{};
    std::jthread thread{};
};

class Line {
public:
    Line(const FlashCommand& command, Context& context)
        : m_command(command)
        , m_context(context)
        , m_said(std::size_t{1} << 20)
    {
    }

    Outcome go();

private:
    Status startNamed();
    Status startSeen();
    Result<FlashJob> prepare(const std::string& place, const std::string& port) const;
    void start(const std::string& place, FlashJob job);
    bool wanted(const SeenBoard& board) const;
    bool full() const;
    bool busy() const;
    void listen(std::chrono::milliseconds time);
    void over(Worker& worker, const flasher::FlashReport& report);
    Outcome outcome() const;

    const FlashCommand& m_command;
    Context& m_context;
    Inbox<Said> m_said;
    std::map<std::string, std::unique_ptr<Worker>> m_workers;  ///< by place
    std::uint64_t m_begun = 0;
    std::uint64_t m_good = 0;
    std::uint64_t m_bad = 0;
    std::optional<Error> m_first;  ///< error
};

bool Line::full() const
{
    return m_command.count && m_begun >= *m_command.count;
}

bool Line::busy() const
{
    return std::any_of(m_workers.begin(), m_workers.end(),
                       [](const auto& each) { return !each.second->over; });
}

bool Line::wanted(const SeenBoard& board) const
{
    if (!board.writable)
        return false;
    if (m_command.board.empty())
        return board.boards.size() == 1 && board.state != SeenBoard::State::Recovery;
    return std::find(board.boards.begin(), board.boards.end(), m_command.board) !=
        board.boards.end();
}

Result<FlashJob> Line::prepare(const std::string& place, const std::string& port) const
{
    auto job = prepareFlash(m_command, port);
    if (job && !job->options.backupFolder.empty()) {
        std::string folder = place;
        std::replace_if(
            folder.begin(), folder.end(),
            [](char each) { return each == '/' || each == ':' || each == '?'; }, '-');
        job->options.backupFolder += '/' + folder;
    }
    return job;
}

void Line::start(const std::string& place, FlashJob job)
{
    auto worker = std::make_unique<Worker>();
    worker->job = std::move(job);
    worker->lastSeen = Clock::now();
    if (m_command.dryRun) {
        showPlan(worker->job.plan, m_context.output);
        worker->over = true;
    } else {
        worker->thread = std::jthread([this, place, own = worker.get()] {
            const auto tell = [&](const FlashEvent& event) {
                m_said.push({place, describe(own->job.plan.steps[event.step]), event}, 1);
            };
            auto report = performFlash(own->job, m_context.env.interrupted, tell);
            m_said.push({place, {}, {}, std::move(report)}, 1);
        });
    }
    m_workers[place] = std::move(worker);
    ++m_begun;
}

/// What is wrong with a file or a name is said before any board is touched.
Status Line::startNamed()
{
    const auto seen = flasher::listBoards();
    std::map<std::string, FlashJob> jobs;
    for (const std::string& port : m_command.ports) {
        std::string place = port;
        for (std::size_t i = 0; seen && i < seen->size(); ++i) {
            if ((*seen)[i].port == port)
                place = (*seen)[i].place;
        }
        auto job = prepare(place, port);
        if (!job)
            return Unexpected{job.error()};
        if (!jobs.emplace(place, std::move(*job)).second)
            return Unexpected{usageError("A board is named twice", port + " is at " + place,
                                         "Name each board once")};
    }
    for (auto& [place, job] : jobs)
        start(place, std::move(job));
    return Done{};
}

/// Boards that are there and not at work yet. The place counts: a board's port has another name
/// when it changes into its loader.
Status Line::startSeen()
{
    const auto seen = flasher::listBoards();
    if (!seen)
        return Unexpected{seen.error()};
    for (const SeenBoard& board : *seen) {
        const auto found = m_workers.find(board.place);
        if (found != m_workers.end()) {
            found->second->lastSeen = Clock::now();
            continue;
        }
        if (full() || !wanted(board))
            continue;
        auto job = prepare(board.place, board.place);
        if (!job)
            return Unexpected{job.error()};
        start(board.place, std::move(*job));
    }
    for (auto each = m_workers.begin(); each != m_workers.end();) {
        const bool gone = each->second->over && Clock::now() - each->second->lastSeen > kTakenAway;
        each = gone ? m_workers.erase(each) : std::next(each);
    }
    return Done{};
}

void Line::over(Worker& worker, const flasher::FlashReport& report)
{
    worker.over = true;
    worker.thread.join();
    (report.ok() ? m_good : m_bad) += 1;
    if (report.error && !m_first)
        m_first = report.error;
    m_context.output.status({});
    m_context.output.event(reportObject(report, worker.job));
    m_context.output.data(fmt::format("{}  {}  {}\n", report.ok() ? "OK    " : "FAILED",
                                      worker.job.port, reportText(report, worker.job)));
}

void Line::listen(std::chrono::milliseconds time)
{
    const auto until = Clock::now() + time;
    while (const auto said = m_said.pop(until)) {
        Worker& worker = *m_workers.at(said->place);
        if (said->report)
            over(worker, *said->report);
        else
            tellFlash(said->event, said->step, said->place, said->place + ": ", m_context.output);
    }
}

Outcome Line::outcome() const
{
    if (m_context.env.interrupted.stop_requested())
        return failed(interrupted());
    if (m_first) {
        Error error = *m_first;
        error.why =
            fmt::format("{} of {} boards failed; the first: {}", m_bad, m_good + m_bad, error.why);
        return failed(error);
    }
    if (m_begun == 0)
        return failed(noBoard("Nothing that fits is plugged in"));
    if (!m_command.dryRun)
        m_context.output.message(fmt::format("{} boards are done", m_good));
    return done();
}

Outcome Line::go()
{
    const auto& interrupted = m_context.env.interrupted;
    Status begun = m_command.ports.size() > 1 ? startNamed() : startSeen();
    while (begun && (busy() || (m_command.watch && !full())) && !interrupted.stop_requested()) {
        listen(kLookEvery);
        if (m_command.watch)
            begun = startSeen();
    }
    // Those at work end in order, also when another one cannot begin.
    while (busy())
        listen(kLookEvery);
    return begun ? outcome() : failed(begun.error());
}

}  // namespace

Outcome flashMany(const FlashCommand& command, Context& context)
{
    return Line(command, context).go();
}

}  // namespace omv::cli
