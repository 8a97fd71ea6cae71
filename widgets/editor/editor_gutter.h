// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace omv::ui {

class CodeEditor;

/// Line numbers and fold chevrons, left of the text of its editor.
class EditorGutter final : public QWidget {
    Q_OBJECT
public:
    explicit EditorGutter(CodeEditor* editor);

    /// As wide as the numbers of the text need.
    int wantedWidth() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int foldWidth() const;
    int lineAt(int y) const;  // -1: below the last

    CodeEditor* m_editor;
    int m_hovered = -1;
    int m_anchorLine = -1;  // of a selection by dragging
};

}  // namespace omv::ui
