// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace omv::ide {

/// Ctrl+C in a terminal, a log-out, `kill`: told as a wish, so that settings and text are kept
/// and nothing is left behind. The second such signal ends the program as usual. One at a time.
class QuitSignals final : public QObject {
    Q_OBJECT
public:
    explicit QuitSignals(QObject* parent = nullptr);
    ~QuitSignals() override;

signals:
    void quitWanted();
};

}  // namespace omv::ide
