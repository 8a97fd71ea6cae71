// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>

namespace omv::ide {

/// How long the event loop of its thread was at most busy with something else. It wakes the
/// loop 200 times a second: for measurements only.
class StallMeter final : public QObject {
public:
    explicit StallMeter(QObject* parent = nullptr)
        : QObject(parent)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(kEvery);
        connect(&m_timer, &QTimer::timeout, this,
                [this] { m_longest = std::max(m_longest, m_since.restart() - kEvery); });
    }

    void start()
    {
        m_longest = 0;
        m_since.start();
        m_timer.start();
    }
    qint64 longestMs() const { return m_longest; }

private:
    static constexpr int kEvery = 5;  // ms

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

}  // namespace omv::ide
