// SPDX-License-Identifier: MIT
#include "app/ide/view_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/editor_area.h"
#include "app/ide/led_signals.h"
#include "app/ide/menus.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/search_pane.h"
#include "widgets/language/examples_pane.h"
#include "widgets/panels/board_pane.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/memory_pane.h"
#include "widgets/panels/rail.h"
#include "widgets/panels/statistics_pane.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/theme/style.h"
#include "widgets/window/instrument_pane.h"

#include <openmv/board.h>

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<const char*, Pane> kPanes[] = {
    {"view.editor", Pane::Editor}, {"view.terminal", Pane::Terminal},
    {"view.frame", Pane::Frame},   {"view.instruments", Pane::Instruments},
    {"view.rail", Pane::Rail},
};

constexpr std::pair<const char*, const char*> kInstruments[] = {
    {"window.histogram", "histogram"},
    {"window.board", "board"},
    {"window.memory", "memory"},
    {"window.statistics", "statistics"},
};

/// What these do is seen in the editor.
constexpr const char* kNeedEditor[] = {
    "file.new",      "file.open",         "edit.find",     "edit.replace",
    "edit.findNext", "edit.findPrevious", "edit.goToLine", "tools.explainError",
};

bool hiddenByViewer(Pane pane)
{
    return pane == Pane::Editor || pane == Pane::Rail;
}

ui::Theme::Options themeOptions(const Settings& settings, ui::Scheme scheme)
{
    ui::Theme::Options options;
    options.scheme = scheme;
    options.scale = settings.appearance.scale;
    options.uiFamily = settings.appearance.uiFont;
    options.monoFamily = settings.appearance.codeFont;
    options.codePoints = settings.appearance.codePoints;
    options.terminalPoints = settings.appearance.terminalPoints;
    options.reducedMotion = settings.appearance.reducedMotion;
    return options;
}

}  // namespace

ViewController::ViewController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                               CameraSession& session, const QString& iconFolder)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_session(session)
    , m_iconFolder(iconFolder)
    , m_style(new ui::Style)
{
    QApplication::setStyle(m_style);
    m_clock.start();
    connectPanes();
    connectThemes();
    connectInstruments();
    connect(actions["view.palette"], &QAction::triggered, this, &ViewController::openPalette);
    connect(window.palette, &ui::CommandPalette::activated, this,
            [this](const QString& id) { m_actions.action(id)->trigger(); });
    // Before the command, which may take it.
    connect(window.palette, &ui::CommandPalette::closed, this, &ViewController::giveFocusBack);
    connect(&settings, &SettingsStore::changed, this, [this] {
        if (themeOptions(m_settings.value(), wantedScheme()).scheme != m_theme.options().scheme ||
            m_settings.value().appearance.scale != m_theme.options().scale ||
            m_settings.value().appearance.reducedMotion != m_theme.options().reducedMotion ||
            m_settings.value().appearance.codePoints != m_theme.options().codePoints ||
            m_settings.value().appearance.terminalPoints != m_theme.options().terminalPoints ||
            m_settings.value().appearance.codeFont != m_theme.options().monoFamily ||
            m_settings.value().appearance.uiFont != m_theme.options().uiFamily)
            applyTheme();
    });
    connect(&m_system, &SystemScheme::changed, this, [this] {
        if (wantedScheme() != m_theme.options().scheme)
            applyTheme();
    });
    applyTheme();
}

void ViewController::connectPanes()
{
    for (const char* id : kNeedEditor)
        connect(m_actions[id], &QAction::triggered, this, &ViewController::showEditor);
    connect(&m_window, &Workbench::filesDropped, this, &ViewController::showEditor);
    for (const auto& [id, pane] : kPanes) {
        connect(m_actions[id], &QAction::triggered, this, [this, pane = pane](bool on) {
            if (hiddenByViewer(pane))
                m_window.setViewer(false);
            m_window.setPaneShown(pane, on);
        });
    }
    connect(m_actions["file.examples"], &QAction::triggered, this, [this] {
        const bool shown =
            !m_window.viewer() && !m_window.firmwareShown() && m_window.paneShown(Pane::Examples);
        m_window.setViewer(false);
        m_window.setPaneShown(Pane::Examples, !shown);
        m_window.setFirmwareShown(false);
        if (!shown)
            m_window.examples->focusSearch();
    });
    connect(m_actions["edit.findInFiles"], &QAction::triggered, this, [this] {
        if (const ui::CodeEditor* editor = m_window.editors->editor())
            m_window.search->setQuery({.text = editor->textCursor().selectedText()});
        m_window.setViewer(false);
        m_window.setPaneShown(Pane::Search, true);
        m_window.search->focusQuery();
    });
    connect(&m_window, &Workbench::panesChanged, this, &ViewController::showPanes);
    connect(m_actions["view.viewer"], &QAction::triggered, &m_window, &Workbench::setViewer);
    connect(m_actions["view.fullScreen"], &QAction::triggered, this,
            [this](bool on) { m_window.setFullScreen(on); });
    connect(m_actions["view.resetLayout"], &QAction::triggered, this, [this] {
        m_window.setViewer(false);
        for (const auto& [id, pane] : kPanes)
            m_window.setPaneShown(pane, true);
        for (const Pane pane : {Pane::Examples, Pane::Search})
            m_window.setPaneShown(pane, false);
        m_window.resetLayout();
    });
    connect(m_actions["view.railLabels"], &QAction::triggered, this, [this](bool on) {
        m_window.rail->setProperty("pinned", true);
        m_window.rail->setLabelsShown(on);
    });
    connect(m_actions["window.nextPane"], &QAction::triggered, this,
            [this] { m_window.focusPane(1); });
    connect(m_actions["window.previousPane"], &QAction::triggered, this,
            [this] { m_window.focusPane(-1); });
    retranslate();
    m_window.rail->setCurrent(u"edit"_s);
    connect(m_window.rail, &ui::Rail::activated, this, [this](const QString& id) {
        if (id == "settings"_L1)
            m_actions["edit.preferences"]->trigger();
        else if (id == "firmware"_L1)
            m_actions["tools.firmware"]->trigger();
        else
            toggleSide(id);
    });
    showPanes();
}

ViewController::~ViewController()
{
    // As the application was before.
    qApp->setStyleSheet({});
    QApplication::setPalette({});
}

void ViewController::retranslate()
{
    m_window.rail->setItems({
        {u"edit"_s, u"edit"_s, tr("Edit"), tr("Edit scripts")},
        {u"examples"_s, u"examples"_s, tr("Examples"), tr("Examples (Ctrl+Shift+O)")},
        {u"search"_s, u"search"_s, tr("Search"), tr("Find in open files (Ctrl+Shift+F)")},
        {u"firmware"_s, u"firmware"_s, tr("Firmware"), tr("Update or recover a board")},
        {u"settings"_s, u"settings"_s, tr("Settings"), tr("Preferences (Ctrl+,)"), true},
    });
}

void ViewController::showPanes()
{
    for (const auto& [id, pane] : kPanes)
        m_actions[id]->setChecked(m_window.paneShown(pane) &&
                                  !(m_window.viewer() && hiddenByViewer(pane)));
    m_actions["view.viewer"]->setChecked(m_window.viewer());
    m_actions["view.fullScreen"]->setChecked(m_window.isFullScreen());
    m_window.rail->setCurrent(m_window.firmwareShown()                 ? u"firmware"_s
                                  : m_window.paneShown(Pane::Examples) ? u"examples"_s
                                  : m_window.paneShown(Pane::Search)   ? u"search"_s
                                                                       : u"edit"_s);
}

/// What the rail says: its pane comes, or goes when it is there; "edit" clears the side. From
/// the firmware page it leads back to what was there.
void ViewController::toggleSide(const QString& id)
{
    const bool away = m_window.firmwareShown();
    m_window.setFirmwareShown(false);
    const Pane wanted = id == "search"_L1 ? Pane::Search : Pane::Examples;
    if (away && id != "edit"_L1 && m_window.paneShown(wanted))
        return showPanes();
    for (const auto& [name, pane] :
         {std::pair{"examples"_L1, Pane::Examples}, std::pair{"search"_L1, Pane::Search}}) {
        const bool shown = id == name && !m_window.paneShown(pane);
        if (shown || m_window.paneShown(pane))
            m_window.setPaneShown(pane, shown);
    }
    if (m_window.paneShown(Pane::Search))
        m_window.search->focusQuery();
}

void ViewController::connectThemes()
{
    auto* group = new QActionGroup(this);
    const std::pair<const char*, QString> themes[] = {{"view.themeSystem", u"system"_s},
                                                      {"view.themeDark", u"dark"_s},
                                                      {"view.themeLight", u"light"_s}};
    for (const auto& [id, name] : themes) {
        group->addAction(m_actions[id]);
        m_actions[id]->setChecked(m_settings.value().appearance.theme == name);
        connect(m_actions[id], &QAction::triggered, this, [this, name = name] {
            m_settings.change([&](Settings& s) { s.appearance.theme = name; });
        });
    }
    connect(m_actions["view.switchTheme"], &QAction::triggered, this, [this] {
        m_actions[m_theme.dark() ? "view.themeLight" : "view.themeDark"]->trigger();
    });
}

void ViewController::connectInstruments()
{
    for (const auto& [id, name] : kInstruments) {
        connect(m_actions[id], &QAction::triggered, this, [this, name = name] {
            m_window.setPaneShown(Pane::Instruments, true);
            m_window.instruments->showPane(QString::fromLatin1(name));
        });
    }
    const auto polled = [this] {
        const QString pane = m_window.instruments->currentPane();
        const bool shown = m_window.paneShown(Pane::Instruments);
        // The link's quality in the status line needs the counters always.
        m_session.setPolled(shown && pane == "memory"_L1, true);
    };
    connect(m_window.instruments, &ui::InstrumentPane::currentChanged, this, polled);
    connect(&m_window, &Workbench::panesChanged, this, polled);
    polled();
    connect(&m_session, &CameraSession::memoryRead, this,
            [this](const std::vector<MemoryPool>& pools) {
                m_window.memory->setPools(pools, m_clock.elapsed());
            });
    connect(&m_session, &CameraSession::statisticsRead, this,
            [this](const LinkStatistics& statistics) {
                m_window.statistics->setStatistics(statistics, m_clock.elapsed());
            });
    connect(&m_session, &CameraSession::stateChanged, this,
            [this, was = false](const CameraState& state) mutable {
                if (state.connected() == was)
                    return;
                was = state.connected();
                m_window.memory->clear();
                m_window.statistics->clear();
                if (was)
                    showBoard(state.info);
                else
                    m_window.board->clear();
            });
    connect(m_window.board, &ui::BoardPane::copyWanted, this,
            [](const QString& text) { QApplication::clipboard()->setText(text); });
}

void ViewController::showBoard(const DeviceInfo& info)
{
    m_window.board->setInfo(info);
    const auto boards = BoardDatabase::load();
    const Board* board = boards ? boards->byId(info.boardId) : nullptr;
    m_window.board->setLeds(board ? ledSignals(board->json, m_theme.colors().text2)
                                  : QList<ui::LedRow>());
}

void ViewController::openPalette()
{
    QList<ui::Command> commands;
    for (const QString& id : m_actions.ids()) {
        const QAction* action = m_actions.action(id);
        if (id == "view.palette"_L1)
            continue;
        QString text = action->text();
        text.remove(u'&').remove(u'…');
        commands.append({id, menuTitle(id) + u": "_s + text,
                         action->shortcut().toString(QKeySequence::NativeText), action->isEnabled(),
                         action->data().toString()});
    }
    if (!m_window.palette->isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_window.palette->setCommands(commands);
    m_window.palette->popUp();
}

void ViewController::showEditor()
{
    // The terminal has a search of its own.
    if (sender() == m_actions["edit.find"] &&
        m_window.terminal->isAncestorOf(QApplication::focusWidget()))
        return;
    m_window.setViewer(false);
    m_window.setFirmwareShown(false);
    if (!m_window.paneShown(Pane::Editor))
        m_window.setPaneShown(Pane::Editor, true);
}

void ViewController::giveFocusBack() const
{
    QWidget* target = m_focusBefore;
    if (!target || !target->isVisible())
        target = m_window.editors->editor();
    if (target && target->isVisible())
        target->setFocus(Qt::OtherFocusReason);
}

ui::Scheme ViewController::wantedScheme() const
{
    const QString& theme = m_settings.value().appearance.theme;
    if (theme == "dark"_L1)
        return ui::Scheme::Dark;
    return theme == "light"_L1 ? ui::Scheme::Light : m_system.scheme();
}

void ViewController::applyTheme()
{
    m_theme = ui::Theme(themeOptions(m_settings.value(), wantedScheme()));
    m_style->setScale(m_theme.options().scale);
    const QString folder = m_iconFolder + (m_theme.dark() ? u"/dark"_s : u"/light"_s);
    m_theme.writeSheetIcons(folder);
    // Widgets that are there already take a new font only while some sheet is set.
    if (qApp->styleSheet().isEmpty())
        qApp->setStyleSheet(u"QToolTip { }"_s);
    QApplication::setFont(m_theme.font(ui::TextSize::Body));
    QApplication::setPalette(m_theme.palette());
    qApp->setStyleSheet(m_theme.styleSheet(folder));
    // A widget that meets the sheet later gets back the font that it had before this one.
    for (QWidget* each : m_window.findChildren<QWidget*>())
        each->ensurePolished();
    ui::applyTheme(&m_window, m_theme);
    m_actions.setTheme(m_theme);
    emit themeApplied(m_theme);
}

}  // namespace omv::ide
