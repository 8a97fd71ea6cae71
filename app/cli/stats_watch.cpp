// SPDX-License-Identifier: MIT
#include "app/cli/stats_watch.h"

#include "app/cli/cli_errors.h"
#include "app/cli/inbox.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

using Clock = std::chrono::steady_clock;

/// After Ctrl+C nobody wants to wait longer for the camera.
constexpr std::chrono::milliseconds kEndTime{3000};

double secondsBetween(Clock::time_point a, Clock::time_point b)
{
    return std::chrono::duration<double>(b - a).count();
}

std::string speed(double bytes)
{
    return humanSize(static_cast<std::uint64_t>(bytes)) + "/s";
}

double inMilliseconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// "0.31/1.20/4.05 ms"
std::string shortLatency(const LatencyStatistics& latency)
{
    if (latency.count == 0)
        return "-";
    return fmt::format("{:.2f}/{:.2f}/{:.2f} ms", inMilliseconds(latency.median),
                       inMilliseconds(latency.p99), inMilliseconds(latency.longest));
}

std::string longLatency(const LatencyStatistics& latency)
{
    if (latency.count == 0)
        return "none yet";
    return fmt::format("median {:.2f} ms, 99 % within {:.2f} ms, longest {:.2f} ms",
                       inMilliseconds(latency.median), inMilliseconds(latency.p99),
                       inMilliseconds(latency.longest));
}

std::string qualityText(const LinkStatistics& counts)
{
    const LinkQuality quality = qualityOf(counts);
    return quality.reason.empty() ? quality.word : quality.word + ": " + quality.reason;
}

/// Draws over the block before.
class Screen {
public:
    explicit Screen(Context& context)
        : m_context(context)
    {
    }

    void show(const LinkRates& rates, double elapsed)
    {
        m_context.output.event(json::link(rates, qualityOf(rates.counts), elapsed));
        if (!m_context.env.outIsTerminal) {
            m_context.output.data(rateLine(rates, elapsed) + "\n");
            return;
        }
        const auto lines = rateBlock(rates);
        std::string text = m_shown > 0 ? fmt::format("\033[{}A", m_shown) : "";
        for (const std::string& line : lines)
            text += line + "\033[K\n";
        m_shown = lines.size();
        m_context.output.data(text);
    }

private:
    Context& m_context;
    std::size_t m_shown = 0;  // lines of the block on the screen
};

/// Why the watching ends.
using End = std::optional<Error>;  // unset: Ctrl+C

class Watch {
public:
    Watch(CameraPort& camera, const StatsCommand& command, Context& context)
        : m_camera(camera)
        , m_command(command)
        , m_context(context)
    {
        camera.onText([](std::string_view) {});
        camera.onFrame([](const Frame&) {});
        camera.onDisconnected([ends = m_ends](const Error& error) { ends->push(error, 0); });
    }
    ~Watch()
    {
        m_camera.onText({});
        m_camera.onFrame({});
        m_camera.onDisconnected({});
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    Outcome run()
    {
        const std::stop_callback onInterrupt(m_context.env.interrupted,
                                             [ends = m_ends] { ends->pushFirst(End{}); });
        if (!m_command.noStream) {
            if (auto on = m_camera.stream({}, m_context.step()); !on)
                return failed(on.error());
        }
        Outcome outcome = loop();
        const bool connected = outcome.ok() || outcome.exit == ExitCode::Interrupted;
        if (!m_command.noStream && connected) {
            if (auto off = m_camera.stream({.enabled = false}, {.timeout = kEndTime}); !off)
                m_context.output.detail("streaming was not switched off: " + toString(off.error()));
        }
        return outcome;
    }

private:
    Outcome loop()
    {
        auto before = m_camera.statistics(m_context.step());
        if (!before)
            return ended(before.error());
        const auto begin = Clock::now();
        auto last = begin;
        for (std::uint64_t shown = 0; m_command.count == 0 || shown < m_command.count; ++shown) {
            if (const auto end = m_ends->pop(last + m_command.interval))
                return *end ? failed(**end) : failed(interrupted());
            const auto now = Clock::now();
            auto after = m_camera.statistics(m_context.step());
            if (!after)
                return ended(after.error());
            m_screen.show(ratesBetween(*before, *after, secondsBetween(last, now)),
                          secondsBetween(begin, now));
            if (m_context.output.broken())
                return failed(outputClosed());
            before = std::move(after);
            last = now;
        }
        return done();
    }

    static Outcome ended(const Error& error)
    {
        return failed(error.code == Errc::Cancelled ? interrupted() : error);
    }

    CameraPort& m_camera;
    const StatsCommand& m_command;
    Context& m_context;
    Screen m_screen{m_context};
    /// Shared with callbacks, which may run a little longer than we do.
    std::shared_ptr<Inbox<End>> m_ends = std::make_shared<Inbox<End>>(std::size_t{1} << 20);
};

}  // namespace

std::string rateLine(const LinkRates& rates, double elapsed)
{
    const LinkStatistics& counts = rates.counts;
    return fmt::format(
        "{:.1f} s  in {}  out {}  {:.1f} fps  retries {}  resyncs {}  checksum errors {}  "
        "round trip {}  lock {}  text lost {}  link {}",
        elapsed, speed(rates.bytesIn), speed(rates.bytesOut), rates.frames,
        counts.retransmissions + counts.timeouts, counts.resyncs,
        counts.damagedPackets + counts.deviceChecksumErrors, shortLatency(counts.roundTrip),
        shortLatency(counts.frameLock), counts.textLost, qualityText(counts));
}

std::vector<std::string> rateBlock(const LinkRates& rates)
{
    const LinkStatistics& counts = rates.counts;
    return {
        fmt::format("Link        {}", qualityText(counts)),
        fmt::format("In          {}, {:.0f} packets/s", speed(rates.bytesIn), rates.packetsIn),
        fmt::format("Out         {}, {:.0f} packets/s", speed(rates.bytesOut), rates.packetsOut),
        fmt::format("Frames      {:.1f} fps, {} not taken, {} failed", rates.frames,
                    counts.framesDropped, counts.framesFailed),
        fmt::format("Text        {}, {} bytes lost", speed(rates.textBytes), counts.textLost),
        fmt::format("Faults      {} damaged, {} out of sequence, {} sent again, {} timeouts, "
                    "{} resyncs",
                    counts.damagedPackets, counts.sequenceErrors, counts.retransmissions,
                    counts.timeouts, counts.resyncs),
        fmt::format("At camera   {} damaged, {} out of sequence, {} sent again",
                    counts.deviceChecksumErrors, counts.deviceSequenceErrors,
                    counts.deviceRetransmissions),
        fmt::format("Round trip  {}", longLatency(counts.roundTrip)),
        fmt::format("Frame lock  {}", longLatency(counts.frameLock)),
    };
}

Outcome watchStats(CameraPort& camera, const StatsCommand& command, Context& context)
{
    return Watch(camera, command, context).run();
}

}  // namespace omv::cli
