// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/terminal_view.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QAction;
class QFrame;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace omv::ui {

class TerminalFindBar;
class InputLine;

/// The terminal with all around it: header, find bar, lines, input line.
class TerminalPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit TerminalPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;

    /// Text of the camera, as it came. Cheap; any amount and any rate.
    void append(const QByteArray& bytes) { m_view->append(bytes); }
    /// A line of the IDE: "find_parts.py started". Shown as "— text —" in grey.
    void appendStatus(const QString& text) { m_view->appendStatus(text); }
    void clear() { m_view->clear(); }

    /// Whether typed text can go to the board; `why` is shown in the empty field: "No script
    /// is running. Press Enter to open a prompt on the board." Empty: a plain invitation.
    void setInputState(bool enabled, const QString& why);
    /// What the button of the log file shows.
    void setLoggingToFile(bool on, const QString& path = {});
    void setTimestampsShown(bool on);
    void setWrapped(bool on);
    bool timestampsShown() const { return m_view->timestampsShown(); }
    bool wrapped() const { return m_view->wrapped(); }
    int zoom() const { return m_view->zoom(); }
    void setZoom(int steps) { m_view->setZoom(steps); }

    /// Everything kept, for saving; with timestamps when they are shown.
    QByteArray plainText() const { return m_view->plainText(); }
    TerminalView* view() const { return m_view; }
    void focusInput();
    void showFind();

signals:
    void inputSubmitted(const QString& line);
    /// The user wants what is shown saved: ask for a file, write plainText().
    void saveWanted();
    void logToFileWanted(bool on);
    /// A link of a traceback: `file` as printed ("<stdin>", "main.py"), `line` from 1.
    void errorLinkActivated(const QString& file, int line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setTexts();
    void fold();
    QFrame* buildHeader();
    void addTools(QHBoxLayout* row);
    QMenu* buildMore();
    void closeFind();
    QToolButton* tool(const QString& name, const QString& icon, bool checkable);
    void showCounts();

    Theme m_theme;
    TerminalView* m_view;
    QFrame* m_header = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_counts = nullptr;
    QLineEdit* m_filter = nullptr;
    QAction* m_filterIcon = nullptr;
    QAction* m_logToFile = nullptr;
    QString m_logFile;
    QList<QAction*> m_moreActions;
    QList<QToolButton*> m_tools;  ///< each has its icon's name as property "icon-name"
    TerminalFindBar* m_find;
    InputLine* m_input;
};

}  // namespace omv::ui
