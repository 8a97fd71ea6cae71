// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <string>

namespace omv::cli {

/// What happened on a connection between two looks at its counters.
struct LinkRates {
    double seconds = 0;  ///< between the two
    double bytesIn = 0;  ///< a second, as the following
    double bytesOut = 0;
    double packetsIn = 0;
    double packetsOut = 0;
    double frames = 0;
    double textBytes = 0;
    /// Counts, not rates, of the same time; latencies are those of the whole connection.
    LinkStatistics counts;
};
LinkRates ratesBetween(const LinkStatistics& before, const LinkStatistics& after, double seconds);

/// How good a link is, in words. A fault is a damaged packet, a gap in the sequence, a
/// retransmission, a reply that did not come, or a packet that the camera found damaged:
///
///     silent  nothing was received
///     good    no fault, no frame failed, no text lost
///     fair    less than 1 fault in 100 packets
///     poor    1 or more
struct LinkQuality {
    std::string word;
    std::string reason;  ///< what is wrong most: "0.3 % of packets damaged"; empty when good
};
LinkQuality qualityOf(const LinkStatistics& counts);

}  // namespace omv::cli
