// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QListWidget>

namespace omv::ui {

class BoardRowDelegate;

/// What is plugged in now, one of them chosen. Rows of a dot, a name and a grey line; as tall
/// as its rows. Arrow keys choose.
class BoardRows final : public QListWidget, public Themed {
    Q_OBJECT
public:
    explicit BoardRows(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setBoards(const QList<FirmwareBoardRow>& boards, const QString& chosen);
    const QList<FirmwareBoardRow>& boards() const { return m_boards; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// By the person.
    void chosen(const QString& id);

private:
    static QString stageName(const FirmwareBoardRow& board);
    void setTexts();

    Theme m_theme;
    QList<FirmwareBoardRow> m_boards;
    QString m_chosen;
    BoardRowDelegate* m_delegate;
    bool m_filling = false;
};

}  // namespace omv::ui
