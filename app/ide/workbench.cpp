// SPDX-License-Identifier: MIT
#include "app/ide/workbench.h"

#include "app/ide/editor_area.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/search_pane.h"
#include "widgets/firmware/firmware_page.h"
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
#include <QScreen>
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
constexpr double kInstrumentShare = 1.0 / 3;  // of the viewer's width
// Pixels at 100 %.
constexpr int kLeastColumn = 320;
constexpr int kLeastSide = 220;
constexpr int kFirstSide = 260;
constexpr int kLeastPane = 140;
constexpr int kLeastInstruments = 290;  // in the viewer, beside the picture
constexpr int kLeastTerminal = 100;
constexpr int kFootOfViewer = 140;
/// A histogram with its numbers.
constexpr int kWholeInstruments = 285;
/// What the parts can be squeezed into.
constexpr QSize kSmallest(640, 360);
constexpr QSize kSmallestWindow(900, 600);
/// From this width on the rail has labels.
constexpr int kLabelWidth = 1600;

/// `second`: pixels of the second part.
void split(QSplitter* splitter, int total, int second)
{
    splitter->setSizes({total - splitter->handleWidth() - second, second});
}

QByteArray written(std::initializer_list<int> numbers)
{
    QByteArrayList texts;
    for (const int number : numbers)
        texts.append(QByteArray::number(number));
    return texts.join(' ');
}

/// As written() wrote it; 0 for what is not there.
int readNumber(const QByteArray& text, qsizetype index)
{
    return std::max(0, text.split(' ').value(index).toInt());
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
    , problemCard(new ui::ErrorCard(this))
    , status(new ui::StatusLine(this))
    , link(new ui::LinkBars(this))
    , palette(new ui::CommandPalette(this))
    , firmware(new ui::FirmwarePage(this))
    , m_main(new ui::PaneSplitter(Qt::Horizontal, this))
    , m_left(new ui::PaneSplitter(Qt::Vertical, this))
    , m_right(new ui::PaneSplitter(Qt::Vertical, this))
    , m_side(new QStackedWidget(this))
    , m_pages(new QStackedWidget(this))
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

    m_main->installEventFilter(this);

    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(rail);
    m_pages->addWidget(m_main);
    m_pages->addWidget(firmware);
    body->addWidget(m_pages, 1);
    auto* column = new QVBoxLayout(m_center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(body, 1);
    column->addWidget(tasks);
    column->addWidget(status);
    setCentralWidget(m_center);
    m_side->hide();
    for (ui::ErrorCard* card : {errorCard, problemCard}) {
        card->setParent(m_center);
        card->setFloating(true);
        card->hide();
    }
    problemCard->setObjectName(u"problemCard"_s);
    problemCard->setRetryPossible(false);
    palette->hide();
}

void Workbench::setTheme(const ui::Theme& theme)
{
    m_theme = theme;
    const QSize least(theme.px(kSmallest.width()), theme.px(kSmallest.height()));
    const QSize room = screen() ? screen()->availableSize() : least;
    setMinimumSize(least.boundedTo(room).expandedTo(kSmallestWindow));
    fitMinimums();
    // The cards take their fonts after this.
    QMetaObject::invokeMethod(this, &Workbench::placeFloating, Qt::QueuedConnection);
}

/// Columns keep a width to work in; where there is no room for it, all give in alike.
void Workbench::fitMinimums()
{
    const bool side = !m_side->isHidden();
    const int wanted = m_theme.px(2 * kLeastColumn + (side ? kLeastSide : 0));
    const int handles = m_main->handleWidth() * (side ? 2 : 1);
    const int room = width() - (rail->isHidden() ? 0 : rail->width()) - handles;
    const double part = m_viewer ? 0 : std::clamp(double(room) / wanted, 0.0, 1.0);
    m_right->setMinimumWidth(static_cast<int>(m_theme.px(kLeastColumn) * part));
    m_left->setMinimumWidth(static_cast<int>(m_theme.px(kLeastColumn) * part));
    m_side->setMinimumWidth(static_cast<int>(m_theme.px(kLeastSide) * part));
    instruments->setMinimumWidth(m_viewer ? std::min(m_theme.px(kLeastInstruments), width() / 2)
                                          : 0);

    const int others = header->height() + status->height() +
        (tasks->isHidden() ? 0 : tasks->sizeHint().height()) + m_right->handleWidth();
    const int panes = m_theme.px((m_viewer ? 1 : 2) * kLeastPane);
    const int foot = m_theme.px(kLeastTerminal);
    const int tall = m_viewer ? panes + foot : panes;
    const double high = std::clamp(double(height() - others) / tall, 0.0, 1.0);
    for (QWidget* pane : std::initializer_list<QWidget*>{frame, instruments})
        pane->setMinimumHeight(static_cast<int>(m_theme.px(kLeastPane) * high));
    terminal->setMinimumHeight(static_cast<int>(foot * high));
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
    if (shown && pane != Pane::Rail)
        setFirmwareShown(false);
    keepSizes();
    m_shown.insert(pane, shown);
    showPane(pane);
    applySizes();
    emit panesChanged();
}

/// As m_shown and the mode say.
void Workbench::showPane(Pane pane)
{
    const bool hiddenByViewer =
        m_viewer && (pane == Pane::Editor || pane == Pane::Rail || isAtSide(pane));
    const bool shown = m_shown.value(pane) && !hiddenByViewer;
    if (isAtSide(pane))
        showSide(pane, shown);
    else
        widgetOf(pane)->setVisible(shown);
    m_left->setVisible(!editors->isHidden() || !terminal->isHidden());
    m_right->setVisible(!frame->isHidden() || !instruments->isHidden());
    fitMinimums();
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
    setFirmwareShown(false);
    keepSizes();
    m_viewer = viewer;
    const bool atText = editors->isAncestorOf(QApplication::focusWidget());
    // The picture gets two thirds, with the terminal as a foot below it.
    m_right->setOrientation(viewer ? Qt::Horizontal : Qt::Vertical);
    m_main->setOrientation(viewer ? Qt::Vertical : Qt::Horizontal);
    m_main->insertWidget(viewer ? 1 : 2, m_right);
    for (const auto& [pane, name] : kPaneNames)
        showPane(pane);
    status->setTextItemsShown(!viewer);
    applySizes();
    if (viewer && atText)
        frame->view()->setFocus(Qt::OtherFocusReason);
    else if (!viewer && frame->view()->hasFocus() && editors->editor())
        editors->editor()->setFocus(Qt::OtherFocusReason);
    emit panesChanged();
}

bool Workbench::firmwareShown() const
{
    return m_pages->currentWidget() == firmware;
}

void Workbench::setFirmwareShown(bool shown)
{
    if (shown == firmwareShown())
        return;
    if (shown)
        setViewer(false);
    const bool focused = firmware->isAncestorOf(QApplication::focusWidget());
    m_pages->setCurrentWidget(shown ? static_cast<QWidget*>(firmware) : m_main);
    if (shown)
        firmware->focusFirst();
    else if (focused && editors->editor() && editors->isVisible())
        editors->editor()->setFocus(Qt::OtherFocusReason);
    emit panesChanged();
}

void Workbench::resetLayout()
{
    m_sizes = {};
    applySizes();
}

/// Remembers how the user has sized what is in sight.
void Workbench::keepSizes()
{
    if (m_viewer || !m_laidOut)
        return;
    if (!m_side->isHidden())
        m_sizes.side = m_side->width();
    if (!m_left->isHidden() && !m_right->isHidden())
        m_sizes.right = m_right->width();
    if (!editors->isHidden() && !terminal->isHidden())
        m_sizes.terminal = terminal->height();
    if (!frame->isHidden() && !instruments->isHidden())
        m_sizes.instruments = instruments->height();
}

void Workbench::applySizes()
{
    if (!m_laidOut)
        return;
    const int width = m_main->width();
    const int height = m_main->height();
    if (m_viewer) {
        const int foot = std::min(m_theme.px(kFootOfViewer), height * 3 / 10);
        m_main->setSizes({0, height - foot, foot});
        split(m_right, width,
              std::clamp(static_cast<int>(width * kInstrumentShare),
                         std::min(m_theme.px(kLeastInstruments), width / 2), width / 2));
        return;
    }
    const auto kept = [](int size, double first) {
        return size > 0 ? size : static_cast<int>(first);
    };
    const int side = m_side->isHidden() ? 0 : kept(m_sizes.side, m_theme.px(kFirstSide));
    const int right = kept(m_sizes.right, (width - side) * kRightShare);
    m_main->setSizes({side, std::max(1, width - side - right), right});
    split(m_left, height, kept(m_sizes.terminal, height * kTerminalShare));
    // Whole when the picture still has room beside it.
    const int whole = std::min(m_theme.px(kWholeInstruments), height - m_theme.px(kLeastPane));
    split(m_right, height,
          kept(m_sizes.instruments, std::max<double>(whole, height * (1 - kFrameShare))));
}

Settings::Window Workbench::layoutState()
{
    keepSizes();
    Settings::Window state;
    state.geometry = saveGeometry();
    state.main = written({m_sizes.side, m_sizes.right});
    state.left = written({m_sizes.terminal});
    state.right = written({m_sizes.instruments});
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
    if (state.geometry.isEmpty() || !restoreGeometry(state.geometry))
        resize(1280, 800);
    m_sizes = {readNumber(state.main, 0), readNumber(state.main, 1), readNumber(state.left, 0),
               readNumber(state.right, 0)};
    for (const auto& [pane, name] : kPaneNames) {
        if (state.hidden.contains(QLatin1StringView(name)))
            setPaneShown(pane, false);
    }
    instruments->showPane(state.instrument);
    setViewer(state.viewer);
}

QList<QWidget*> Workbench::focusOrder() const
{
    return {header,  rail,      firmware,    m_side->currentWidget(),
            editors, terminal,  frame,       instruments,
            tasks,   errorCard, problemCard, status};
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
    if (firmware->isVisible())
        names.append(u"firmware"_s);
    return names;
}

void Workbench::showErrorCard(bool shown)
{
    showCard(errorCard, shown);
}

void Workbench::showProblemCard(bool shown)
{
    showCard(problemCard, shown);
}

void Workbench::showCard(ui::ErrorCard* card, bool shown)
{
    const bool focused = card->isAncestorOf(QApplication::focusWidget()) || card->hasFocus();
    card->setVisible(shown);
    placeFloating();
    if (shown)
        card->raise();
    else if (focused && editors->editor() && editors->isVisible())
        editors->editor()->setFocus();
}

/// Bottom right, over the instruments and not over the editor; one card above the other.
void Workbench::placeFloating()
{
    int bottom = tasks->isVisible() ? tasks->y() : status->y();
    for (ui::ErrorCard* card : {errorCard, problemCard}) {
        if (!card->isHidden())
            bottom = placeCard(card, bottom);
    }
}

/// Returns where it begins.
int Workbench::placeCard(ui::ErrorCard* card, int bottom)
{
    const int margin = m_theme.px(16);
    int room = m_center->width();
    if (!m_viewer && !m_right->isHidden() && !m_left->isHidden())
        room = std::max(m_right->width(), m_theme.px(kLeastColumn + 80));
    const int width = std::min(
        {m_theme.px(ui::ErrorCard::kWidth), room - 2 * margin, m_center->width() - 2 * margin});
    card->setCardWidth(width);
    const int top = std::max(0, bottom - card->height() - margin);
    card->move(m_center->width() - width - margin, top);
    return top;
}

void Workbench::setFullScreen(bool on)
{
    // Only this bit: a maximized window is one again afterwards.
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, on));
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
    if (event->type() == QEvent::WindowStateChange)
        emit panesChanged();
}

void Workbench::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitRail();
    fitMinimums();
    placeFloating();
}

/// The task strip takes room of the panes, without a change of the window.
bool Workbench::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_main && event->type() == QEvent::Resize) {
        fitMinimums();
        placeFloating();
    }
    return QMainWindow::eventFilter(watched, event);
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
            m_laidOut = true;
            applySizes();
            placeFloating();
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
