// SPDX-License-Identifier: MIT
#include "widgets/panels/link_quality.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace omv::ui {

namespace {

using Level = LinkQuality::Level;

// A median answer above this is felt when a script is stopped or a value read.
constexpr auto kSlowAnswer = std::chrono::milliseconds(50);
// Of a hundred packets, this many sent again or damaged are more than chance.
constexpr double kRepeatingShare = 0.01;
constexpr double kManyShare = 0.1;
// Of a hundred questions, this many that got no answer at once are more than a busy moment.
constexpr double kLostShare = 0.1;

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ui", text);
}

/// What was counted in between. The counters of another connection begin at zero.
quint64 since(std::uint64_t before, std::uint64_t now)
{
    return now >= before ? now - before : now;
}

/// The first fresh start is how every connection begins.
quint64 restarts(const omv::LinkStatistics& before, const omv::LinkStatistics& now)
{
    return since(std::max<std::uint64_t>(before.resyncs, 1),
                 std::max<std::uint64_t>(now.resyncs, 1));
}

struct Changes {
    quint64 packets = 0;
    quint64 again = 0;  ///< sent again, damaged, out of order
    quint64 lost = 0;  ///< gone for good
    bool silent = false;  ///< asked, and nothing came
};

Changes changesOf(const omv::LinkStatistics& before, const omv::LinkStatistics& now)
{
    Changes changes;
    changes.packets = since(before.packetsSent, now.packetsSent) +
        since(before.packetsReceived, now.packetsReceived);
    changes.again = since(before.retransmissions, now.retransmissions) +
        since(before.damagedPackets, now.damagedPackets) +
        since(before.sequenceErrors, now.sequenceErrors) +
        since(before.deviceRetransmissions, now.deviceRetransmissions) +
        since(before.deviceChecksumErrors, now.deviceChecksumErrors) +
        since(before.deviceSequenceErrors, now.deviceSequenceErrors);
    changes.lost = since(before.timeouts, now.timeouts) + restarts(before, now) +
        since(before.framesFailed, now.framesFailed);
    changes.silent = since(before.packetsReceived, now.packetsReceived) == 0 &&
        since(before.packetsSent, now.packetsSent) > 0 && changes.lost > 0;
    return changes;
}

LinkQuality lost(const Changes& changes)
{
    LinkQuality quality{Level::Lost, changes.silent ? 0 : 1, tr("lost"), {}, {}};
    quality.detail = changes.silent
        ? tr("The camera did not answer at all.")
        : tr("%1 answers or frames did not come.").arg(QLocale().toString(changes.lost));
    quality.hint = tr("Plug the camera into the computer itself with a short cable, not "
                      "through a hub; over WiFi, move closer.");
    return quality;
}

LinkQuality repeating(const Changes& changes)
{
    const auto share = static_cast<double>(changes.again) / static_cast<double>(changes.packets);
    LinkQuality quality{Level::Repeating, share > kManyShare ? 1 : 2, tr("repeating"), {}, {}};
    quality.detail =
        tr("%1 of %2 packets were damaged or sent again.")
            .arg(QLocale().toString(changes.again), QLocale().toString(changes.packets));
    quality.hint = tr("Try another cable or port. Nothing is lost, but frames come later.");
    return quality;
}

}  // namespace

LinkQuality judgeLink(const omv::LinkStatistics& before, const omv::LinkStatistics& now)
{
    const Changes changes = changesOf(before, now);
    const auto asked = static_cast<double>(since(before.packetsSent, now.packetsSent));
    if (changes.silent || static_cast<double>(changes.lost) > kLostShare * asked)
        return lost(changes);
    const auto troubled = static_cast<double>(changes.again + changes.lost);
    if (troubled > 0 && troubled >= kRepeatingShare * static_cast<double>(changes.packets))
        return repeating(changes);
    const auto milliseconds = static_cast<double>(now.roundTrip.median.count()) / 1000;
    const QString answer = tr("Answers take %1 ms.").arg(QLocale().toString(milliseconds, 'f', 1));
    if (now.roundTrip.count > 0 && now.roundTrip.median > kSlowAnswer)
        return {Level::Slow, 3, tr("slow"), answer,
                tr("Over a network this is normal. Over USB, close programs that use the same "
                   "hub.")};
    return {Level::Good, 4, tr("good"), now.roundTrip.count > 0 ? answer : QString(), {}};
}

}  // namespace omv::ui
