// SPDX-License-Identifier: MIT
#include "app/ide/workbench.h"

#include "app/ide/editor_area.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/search_pane.h"
#include "widgets/frame/frame_pane.h"
#include "widgets/frame/frame_view.h"
#include "widgets/frame/histogram_pane.h"
#include "widgets/language/examples_pane.h"
#include "widgets/panels/board_pane.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/error_card.h"
#include "widgets/panels/link_bars.h"
#include "widgets/panels/memory_pane.h"
#include "widgets/panels/rail.h"
#include "widgets/panels/statistics_pane.h"
#include "widgets/panels/task_strip.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/theme/language.h"
#include "widgets/window/header_bar.h"
#include "widgets/window/instrument_pane.h"
#include "widgets/window/pane_splitter.h"
#include "widgets/window/status_line.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<Pane, const char*> kPaneNames[] = {
    {Pane::Editor, "editor"},           {Pane::Terminal, "terminal"}, {Pane::Frame, "frame"},
    {Pane::Instruments, "instruments"}, {Pane::Rail, "rail"},         {Pane::Examples, "examples"},
    {Pane::Search, "search"},
};

// Shares of the first layout.
constexpr double kRightShare = 0.38;
constexpr double kTerminalShare = 0.24;
constexpr double kFrameShare = 0.53;
/// From this width on the rail has labels.
constexpr int kLabelWidth = 1600;

void share(QSplitter* splitter, int total, double second)
{
    const int size = static_cast<int>(total * second);
    splitter->setSizes({total - size, size});
}

bool isAtSide(Pane pane)
{
    return pane == Pane::Examples || pane == Pane::Search;
}

}  // namespace

Workbench::Workbench()
    : header(new ui::HeaderBar(this))
    , rail(new ui::Rail(this))
    , editors(new EditorArea(this))
    , examples(new ui::ExamplesPane(this))
    , search(new ui::SearchPane(this))
    , terminal(new ui::TerminalPane(this))
    , frame(new ui::FramePane(this))
    , instruments(new ui::InstrumentPane(this))
    , histogram(new ui::HistogramPane(this))
    , board(new ui::BoardPane(this))
    , memory(new ui::MemoryPane(this))
    , statistics(new ui::StatisticsPane(this))
    , tasks(new ui::TaskStrip(this))
    , errorCard(new ui::ErrorCard(this))
    , status(new ui::StatusLine(this))
    , link(new ui::LinkBars(this))
    , palette(new ui::CommandPalette(this))
    , m_main(new ui::PaneSplitter(Qt::Horizontal, this))
    , m_left(new ui::PaneSplitter(Qt::Vertical, this))
    , m_right(new ui::PaneSplitter(Qt::Vertical, this))
    , m_side(new QStackedWidget(this))
    , m_center(new QWidget(this))
{
    build();
    setAcceptDrops(true);
    setWindowIcon(QIcon(u":/omv/look/app-icon.svg"_s));
    setWindowTitle(u"OMV IDE"_s);
}

Workbench::~Workbench() = default;

void Workbench::build()
{
    for (const auto& [pane, name] : kPaneNames)
        m_shown.insert(pane, !isAtSide(pane));
    instruments->addPane(u"histogram"_s, {}, histogram);
    instruments->addPane(u"board"_s, {}, board);
    instruments->addPane(u"memory"_s, {}, memory);
    instruments->addPane(u"statistics"_s, {}, statistics);
    ui::followLanguage(this, [this] {
        instruments->setTitle(u"histogram"_s, tr("Histogram"));
        instruments->setTitle(u"board"_s, tr("Board"));
        instruments->setTitle(u"memory"_s, tr("Memory"));
        instruments->setTitle(u"statistics"_s, tr("Statistics"));
    });
    status->setLinkWidget(link);

    setMenuWidget(header);
    m_left->addWidget(editors);
    m_left->addWidget(terminal);
    m_left->setStretchFactor(0, 1);
    m_right->addWidget(frame);
    m_right->addWidget(instruments);
    m_right->setStretchFactor(0, 1);
    m_right->setStretchFactor(1, 1);
    for (QWidget* each : QList<QWidget*>{examples, search})
        m_side->addWidget(each);
    m_main->addWidget(m_side);
    m_main->addWidget(m_left);
    m_main->addWidget(m_right);
    m_main->setStretchFactor(1, 1);
    for (ui::PaneSplitter* each : {m_main, m_left, m_right})
        connect(each, &ui::PaneSplitter::resetWanted, this, &Workbench::resetLayout);

    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(rail);
    body->addWidget(m_main, 1);
    auto* column = new QVBoxLayout(m_center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(body, 1);
    column->addWidget(tasks);
    column->addWidget(status);
    setCentralWidget(m_center);
    m_side->hide();
    errorCard->setParent(m_center);
    errorCard->setFloating(true);
    errorCard->hide();
    palette->hide();
}

void Workbench::setTheme(const ui::Theme& theme)
{
    m_theme = theme;
    setMinimumSize(900, 600);
    m_right->setMinimumWidth(theme.px(320));
    m_left->setMinimumWidth(theme.px(320));
    m_side->setMinimumWidth(theme.px(220));
    terminal->setMinimumHeight(theme.px(100));
    frame->setMinimumHeight(theme.px(140));
    instruments->setMinimumHeight(theme.px(140));
    placeFloating();
}

QWidget* Workbench::widgetOf(Pane pane) const
{
    switch (pane) {
    case Pane::Editor: return editors;
    case Pane::Terminal: return terminal;
    case Pane::Frame: return frame;
    case Pane::Instruments: return instruments;
    case Pane::Rail: return rail;
    case Pane::Examples: return examples;
    case Pane::Search: return search;
    }
    return nullptr;
}

bool Workbench::paneShown(Pane pane) const
{
    return m_shown.value(pane);
}

void Workbench::setPaneShown(Pane pane, bool shown)
{
    m_shown.insert(pane, shown);
    const bool hiddenByViewer =
        m_viewer && (pane == Pane::Editor || pane == Pane::Rail || isAtSide(pane));
    if (isAtSide(pane))
        showSide(pane, shown && !hiddenByViewer);
    else
        widgetOf(pane)->setVisible(shown && !hiddenByViewer);
    m_left->setVisible(!editors->isHidden() || !terminal->isHidden());
    m_right->setVisible(!frame->isHidden() || !instruments->isHidden());
    emit panesChanged();
}

void Workbench::showSide(Pane pane, bool shown)
{
    if (shown) {
        m_shown.insert(pane == Pane::Examples ? Pane::Search : Pane::Examples, false);
        m_side->setCurrentWidget(widgetOf(pane));
        m_side->show();
    } else if (m_side->currentWidget() == widgetOf(pane)) {
        m_side->hide();
    }
}

void Workbench::setViewer(bool viewer)
{
    if (viewer == m_viewer)
        return;
    m_viewer = viewer;
    // The picture gets two thirds, with the terminal as a foot below it.
    m_right->setOrientation(viewer ? Qt::Horizontal : Qt::Vertical);
    m_main->setOrientation(viewer ? Qt::Vertical : Qt::Horizontal);
    m_main->insertWidget(viewer ? 1 : 2, m_right);
    for (const auto& [pane, name] : kPaneNames)
        setPaneShown(pane, m_shown.value(pane));
    resetLayout();
}

void Workbench::resetLayout()
{
    const int width = m_main->width();
    const int height = m_main->height();
    if (m_viewer) {
        const int foot = m_theme.px(140);
        m_main->setSizes({0, height - foot, foot});
        share(m_right, width, 1.0 / 3);
        return;
    }
    const int side = m_side->isHidden() ? 0 : m_theme.px(260);
    const int right = static_cast<int>((width - side) * kRightShare);
    m_main->setSizes({side, width - side - right, right});
    share(m_left, height, kTerminalShare);
    share(m_right, height, 1 - kFrameShare);
}

Settings::Window Workbench::layoutState() const
{
    Settings::Window state;
    state.geometry = saveGeometry();
    state.main = m_main->saveState();
    state.left = m_left->saveState();
    state.right = m_right->saveState();
    for (const auto& [pane, name] : kPaneNames) {
        if (!isAtSide(pane) && !m_shown.value(pane))
            state.hidden.append(QString::fromLatin1(name));
    }
    state.instrument = instruments->currentPane();
    state.viewer = m_viewer;
    return state;
}

void Workbench::restoreLayout(const Settings::Window& state)
{
    if (state.geometry.isEmpty() || !restoreGeometry(state.geometry)) {
        resize(1280, 800);
    } else if (!state.viewer) {
        m_layoutRestored = m_main->restoreState(state.main) && m_left->restoreState(state.left) &&
            m_right->restoreState(state.right);
    }
    for (const auto& [pane, name] : kPaneNames) {
        if (state.hidden.contains(QLatin1StringView(name)))
            setPaneShown(pane, false);
    }
    instruments->showPane(state.instrument);
    setViewer(state.viewer);
}

QList<QWidget*> Workbench::focusOrder() const
{
    return {header, rail,  m_side->currentWidget(), editors, terminal, frame, instruments,
            tasks,  status};
}

void Workbench::focusPane(int steps)
{
    const QList<QWidget*> order = focusOrder();
    QWidget* focused = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < order.size(); ++i) {
        if (focused && (order[i] == focused || order[i]->isAncestorOf(focused)))
            at = i;
    }
    for (qsizetype tries = 0; tries < order.size(); ++tries) {
        at = (at + steps + order.size()) % order.size();
        QWidget* pane = order[at];
        if (!pane->isVisible())
            continue;
        if (pane == editors && editors->editor()) {
            editors->editor()->setFocus(Qt::OtherFocusReason);
            return;
        }
        if (pane->focusPolicy() != Qt::NoFocus) {
            pane->setFocus(Qt::OtherFocusReason);
            return;
        }
        for (QWidget* child : pane->findChildren<QWidget*>()) {
            if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus)) {
                child->setFocus(Qt::TabFocusReason);
                return;
            }
        }
    }
}

QStringList Workbench::visiblePanes() const
{
    QStringList names;
    for (const auto& [pane, name] : kPaneNames) {
        if (widgetOf(pane)->isVisible())
            names.append(QString::fromLatin1(name));
    }
    return names;
}

void Workbench::showErrorCard(bool shown)
{
    errorCard->setVisible(shown);
    if (shown) {
        placeFloating();
        errorCard->raise();
    }
}

/// Bottom right, over the instruments, never over the editor.
void Workbench::placeFloating()
{
    const int margin = m_theme.px(16);
    const int width = std::min(m_theme.px(ui::ErrorCard::kWidth), m_center->width() - 2 * margin);
    errorCard->setFixedWidth(width);
    errorCard->adjustSize();
    const int bottom = tasks->isVisible() ? tasks->y() : status->y();
    errorCard->move(m_center->width() - width - margin, bottom - errorCard->height() - margin);
}

void Workbench::fitRail()
{
    if (!rail->property("pinned").toBool())
        rail->setLabelsShown(width() >= m_theme.px(kLabelWidth));
}

void Workbench::closeEvent(QCloseEvent* event)
{
    event->accept();
    emit closeAsked(event);
}

void Workbench::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        emit activated();
}

void Workbench::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitRail();
    placeFloating();
}

void Workbench::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_everShown, true))
        return;
    fitRail();
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_layoutRestored)
                resetLayout();
            emit firstShown();
        },
        Qt::QueuedConnection);
}

void Workbench::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void Workbench::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    emit filesDropped(paths);
    event->acceptProposedAction();
}

}  // namespace omv::ide
