// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/terminal_buffer.h"

#include <QByteArray>
#include <QString>

#include <deque>

namespace omv::ui {

/// What waits to be parsed: cheap to add to, bounded. When more waits than the limit, the
/// oldest whole lines are dropped and counted, and a status line says so in their place.
class TerminalQueue {
public:
    static constexpr qsizetype kLimit = 8 * 1024 * 1024;

    explicit TerminalQueue(qsizetype limit = kLimit)
        : m_limit(limit)
    {
    }

    void append(const QByteArray& bytes, qint64 time);
    void appendStatus(const QString& text, qint64 time);
    /// What is appended from here on is of that run of a script.
    void beginRun(int run);
    /// Writes up to about `bytes` into `buffer`. False when nothing is left.
    bool drain(TerminalBuffer& buffer, qsizetype bytes);
    void clear();

    bool empty() const { return m_entries.empty(); }
    qsizetype waiting() const { return m_waiting; }
    /// Lines dropped since the beginning or clear().
    quint64 dropped() const { return m_dropped; }

private:
    struct Entry {
        QByteArray bytes;
        qint64 time = 0;
        qsizetype taken = 0;
        quint64 droppedBefore = 0;  ///< lines that are missing in front of it
        bool status = false;
        int run = 0;  ///< not 0: begins here, and nothing is written
    };
    void drop();

    std::deque<Entry> m_entries;
    qsizetype m_limit;
    qsizetype m_waiting = 0;
    quint64 m_dropped = 0;
    quint64 m_toldDropped = 0;  ///< of these, in lines of the buffer
};

}  // namespace omv::ui
