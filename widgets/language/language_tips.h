// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_item.h"
#include "widgets/theme/theme.h"

#include <QFrame>

class QLabel;

namespace omv::ui {

/// What a name is: signature in mono, one or more sentences below. Never takes the focus.
class HoverTip final : public QFrame, public Themed {
    Q_OBJECT
public:
    explicit HoverTip(QWidget* editor);

    void setTheme(const Theme& theme) override;
    /// `word`: where the name stands, in the editor's coordinates. Empty texts hide the tip.
    /// `hostOnly`: MicroPython lacks it.
    void showAt(const QString& signature, const QString& text, const QRect& word,
                bool hostOnly = false);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_editor;
    QLabel* m_signature;
    QLabel* m_text;
    QLabel* m_note;
    Theme m_theme;
};

/// The signature of the call that is being typed, above the line; the active parameter is bold.
class SignatureTip final : public QFrame, public Themed {
    Q_OBJECT
public:
    explicit SignatureTip(QWidget* editor);

    void setTheme(const Theme& theme) override;
    void showAt(const SignatureInfo& info, const QRect& caret);
    const SignatureInfo& info() const { return m_info; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void render();

    QWidget* m_editor;
    QLabel* m_label;
    QLabel* m_summary;
    SignatureInfo m_info;
    Theme m_theme;
};

}  // namespace omv::ui
