// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace omv::ui {

/// What was done to a board, line by line; it can be marked and copied.
class FirmwareLog final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit FirmwareLog(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void append(const QString& line);
    void clear();
    QString text() const;

signals:
    /// All of it, for the clipboard.
    void copyWanted(const QString& text);

private:
    Theme m_theme;
    QFrame* m_header;
    QLabel* m_title;
    QToolButton* m_copy;
    QToolButton* m_clear;
    QPlainTextEdit* m_lines;
};

}  // namespace omv::ui
