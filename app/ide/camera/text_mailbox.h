// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>

namespace omv::ide {

/// What scripts print, on its way from a camera's thread to the window. Holds at most
/// kMost bytes: when the window cannot keep up the oldest are dropped and counted.
/// Threads: safe from any.
class TextMailbox {
public:
    static constexpr qsizetype kMost = 32 << 20;

    struct Batch {
        QByteArray text;
        std::uint64_t dropped = 0;  ///< bytes, before this text
    };

    /// `notify` runs when the box stops being empty, on the thread that put; it must not
    /// come back here.
    explicit TextMailbox(std::function<void()> notify);

    void put(std::string_view text);
    /// Everything since the last call.
    Batch take();

private:
    std::function<void()> m_notify;
    std::mutex m_mutex;
    Batch m_batch;  // guarded by m_mutex
};

}  // namespace omv::ide
