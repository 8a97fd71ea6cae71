// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/settings.h"
#include "widgets/theme/theme.h"

#include <QCloseEvent>
#include <QMainWindow>

class QStackedWidget;

namespace omv::ui {
class BoardPane;
class CommandPalette;
class ErrorCard;
class ExamplesPane;
class FirmwarePage;
class FramePane;
class HeaderBar;
class HistogramPane;
class InstrumentPane;
class LinkBars;
class MemoryPane;
class PaneSplitter;
class Rail;
class SearchPane;
class StatisticsPane;
class StatusLine;
class TaskStrip;
class TerminalPane;
}  // namespace omv::ui

namespace omv::ide {

class EditorArea;

/// The parts that can be shown and hidden.
/// Examples and Search share a place: one of them at most is in sight.
enum class Pane { Editor, Terminal, Frame, Instruments, Rail, Examples, Search };

/// The main window: where its parts are, and nothing of what they do.
class Workbench final : public QMainWindow, public ui::Themed {
    Q_OBJECT
public:
    Workbench();
    ~Workbench() override;

    void setTheme(const ui::Theme& theme) override;

    const ui::Theme& theme() const { return m_theme; }

    ui::HeaderBar* const header;
    ui::Rail* const rail;
    EditorArea* const editors;
    ui::ExamplesPane* const examples;
    ui::SearchPane* const search;
    ui::TerminalPane* const terminal;
    ui::FramePane* const frame;
    ui::InstrumentPane* const instruments;
    ui::HistogramPane* const histogram;
    ui::BoardPane* const board;
    ui::MemoryPane* const memory;
    ui::StatisticsPane* const statistics;
    ui::TaskStrip* const tasks;
    ui::ErrorCard* const errorCard;  ///< of a task
    ui::ErrorCard* const problemCard;  ///< of anything else
    ui::StatusLine* const status;
    ui::LinkBars* const link;
    ui::CommandPalette* const palette;
    ui::FirmwarePage* const firmware;

    bool paneShown(Pane pane) const;
    void setPaneShown(Pane pane, bool shown);
    /// Frames, terminal and instruments only.
    void setViewer(bool viewer);
    bool viewer() const { return m_viewer; }
    /// The firmware page in the place of all panes. Showing a pane ends it.
    void setFirmwareShown(bool shown);
    bool firmwareShown() const;
    /// The first sizes of all parts.
    void resetLayout();
    Settings::Window layoutState();
    void restoreLayout(const Settings::Window& state);
    /// The pane after the one that has the focus, or before it.
    void focusPane(int steps);
    /// Names of the panes in sight, for a state dump.
    QStringList visiblePanes() const;
    void showErrorCard(bool shown);
    void showProblemCard(bool shown);
    void setFullScreen(bool on);

signals:
    void panesChanged();
    /// The window is to be closed: whoever answers accepts or ignores the event.
    void closeAsked(QCloseEvent* event);
    void filesDropped(const QStringList& paths);
    void activated();
    void firstShown();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// Pixels of what is beside or below the editor; 0: as at first. In the normal mode.
    struct Sizes {
        int side = 0;
        int right = 0;
        int terminal = 0;
        int instruments = 0;
    };
    QWidget* widgetOf(Pane pane) const;
    void build();
    void keepSizes();
    void applySizes();
    void fitMinimums();
    void showPane(Pane pane);
    void showCard(ui::ErrorCard* card, bool shown);
    void placeFloating();
    int placeCard(ui::ErrorCard* card, int bottom);
    void fitRail();
    void showSide(Pane pane, bool shown);
    QList<QWidget*> focusOrder() const;

    ui::Theme m_theme;
    ui::PaneSplitter* m_main;  // left and right
    ui::PaneSplitter* m_left;  // editor over terminal
    ui::PaneSplitter* m_right;  // frame over instruments
    QStackedWidget* m_side;
    QStackedWidget* m_pages;  // the panes, or the firmware page
    QWidget* m_center;
    QHash<Pane, bool> m_shown;
    Sizes m_sizes;
    bool m_viewer = false;
    bool m_everShown = false;
    bool m_laidOut = false;  ///< the parts have sizes that mean something
};

}  // namespace omv::ide
