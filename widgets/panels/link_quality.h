// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <QString>

namespace omv::ui {

/// How well the connection works.
struct LinkQuality {
    enum class Level { None, Good, Slow, Repeating, Lost };

    Level level = Level::None;
    int bars = 0;  ///< 0 to 4
    QString word;  ///< "good", "slow", "repeating", "lost"; empty for None
    QString detail;  ///< what was measured: "12 of 840 packets were damaged or sent again."
    QString hint;  ///< what to do; empty when good

    friend bool operator==(const LinkQuality&, const LinkQuality&) = default;
};

/// Judges what happened between two readings of the counters, which are best a second apart.
/// `before` of another connection (larger counters) counts as zero.
LinkQuality judgeLink(const omv::LinkStatistics& before, const omv::LinkStatistics& now);

}  // namespace omv::ui
