// SPDX-License-Identifier: MIT
#include "app/cli/link_rates.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli {

namespace {

/// A counter of the camera starts anew when its link is set back.
template<class T>
T since(T before, T after)
{
    return after >= before ? after - before : after;
}

LinkStatistics countsBetween(const LinkStatistics& before, const LinkStatistics& after)
{
    LinkStatistics counts = after;
    for (const auto field :
         {&LinkStatistics::packetsSent, &LinkStatistics::packetsReceived,
          &LinkStatistics::bytesSent, &LinkStatistics::bytesReceived,
          &LinkStatistics::damagedPackets, &LinkStatistics::sequenceErrors,
          &LinkStatistics::retransmissions, &LinkStatistics::timeouts, &LinkStatistics::resyncs,
          &LinkStatistics::events, &LinkStatistics::frames, &LinkStatistics::framesDropped,
          &LinkStatistics::framesFailed, &LinkStatistics::textBytes, &LinkStatistics::textLost})
        counts.*field = since(before.*field, after.*field);
    for (const auto field :
         {&LinkStatistics::deviceSent, &LinkStatistics::deviceReceived,
          &LinkStatistics::deviceChecksumErrors, &LinkStatistics::deviceSequenceErrors,
          &LinkStatistics::deviceRetransmissions, &LinkStatistics::deviceTransportErrors,
          &LinkStatistics::deviceEvents})
        counts.*field = since(before.*field, after.*field);
    return counts;
}

struct Fault {
    std::uint64_t count = 0;
    const char* text = "";
};

/// "0.3" or "12"
std::string percent(double share)
{
    return share < 0.1 ? fmt::format("{:.2g}", share * 100) : fmt::format("{:.0f}", share * 100);
}

}  // namespace

LinkRates ratesBetween(const LinkStatistics& before, const LinkStatistics& after, double seconds)
{
    LinkRates rates;
    rates.seconds = seconds;
    rates.counts = countsBetween(before, after);
    const auto perSecond = [seconds](std::uint64_t count) {
        return seconds > 0 ? static_cast<double>(count) / seconds : 0;
    };
    rates.bytesIn = perSecond(rates.counts.bytesReceived);
    rates.bytesOut = perSecond(rates.counts.bytesSent);
    rates.packetsIn = perSecond(rates.counts.packetsReceived);
    rates.packetsOut = perSecond(rates.counts.packetsSent);
    rates.frames = perSecond(rates.counts.frames);
    rates.textBytes = perSecond(rates.counts.textBytes);
    return rates;
}

LinkQuality qualityOf(const LinkStatistics& counts)
{
    const Fault faults[] = {
        {counts.damagedPackets, "damaged"},
        {counts.deviceChecksumErrors, "damaged on the way to the camera"},
        {counts.timeouts, "without the reply that they asked for"},
        {counts.retransmissions, "sent again by the camera"},
        {counts.sequenceErrors, "out of sequence"},
    };
    std::uint64_t all = 0;
    for (const Fault& fault : faults)
        all += fault.count;
    const std::uint64_t packets = counts.packetsReceived + counts.damagedPackets;
    if (packets == 0)
        return {"silent", "nothing was received"};
    const auto worst =
        std::max_element(std::begin(faults), std::end(faults),
                         [](const Fault& a, const Fault& b) { return a.count < b.count; });
    const auto base = static_cast<double>(packets);
    if (all > 0)
        return {all * 100 >= packets ? "poor" : "fair",
                fmt::format("{} % of packets {}", percent(static_cast<double>(worst->count) / base),
                            worst->text)};
    if (counts.framesFailed > 0)
        return {"fair", fmt::format("{} frames could not be read", counts.framesFailed)};
    if (counts.textLost > 0)
        return {"fair", fmt::format("{} bytes of text lost", counts.textLost)};
    return {"good", {}};
}

}  // namespace omv::cli
