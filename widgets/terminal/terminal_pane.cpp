// SPDX-License-Identifier: MIT
#include "widgets/terminal/terminal_pane.h"

#include "widgets/terminal/find_bar.h"
#include "widgets/terminal/input_line.h"
#include "widgets/theme/language.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace omv::ui {

using namespace Qt::StringLiterals;

TerminalPane::TerminalPane(QWidget* parent)
    : QWidget(parent)
    , m_view(new TerminalView(this))
    , m_find(new TerminalFindBar(this))
    , m_input(new InputLine(this))
{
    setObjectName(u"terminalPane"_s);
    m_header = buildHeader();
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_find);
    column->addWidget(m_view, 1);
    column->addWidget(m_input);
    m_find->hide();

    connect(m_view, &TerminalView::countsChanged, this, &TerminalPane::showCounts);
    connect(m_view, &TerminalView::findWanted, this, &TerminalPane::showFind);
    connect(m_view, &TerminalView::errorLinkActivated, this, &TerminalPane::errorLinkActivated);
    connect(m_input, &InputLine::submitted, this, &TerminalPane::inputSubmitted);
    connect(m_find, &TerminalFindBar::searchChanged, m_view, &TerminalView::setFind);
    connect(m_find, &TerminalFindBar::nextWanted, this, [this](bool backwards) {
        m_view->findNext(backwards);
        showCounts();
    });
    connect(m_find, &TerminalFindBar::closed, this, &TerminalPane::closeFind);
    setTheme(m_theme);
    followLanguage(this, [this] { setTexts(); });
}

void TerminalPane::setTexts()
{
    m_title->setText(tr("Terminal"));
    m_filter->setPlaceholderText(tr("Filter lines"));
    m_filter->setAccessibleName(tr("Filter lines"));
    // In the order of addTools() and buildMore().
    const QString tips[] = {
        tr("Show timestamps"), tr("Wrap long lines"),    tr("Keep the newest line in view"),
        tr("Save the text…"),  tr("Clear the terminal"), tr("More")};
    for (qsizetype i = 0; i < m_tools.size(); ++i) {
        m_tools[i]->setToolTip(tips[i]);
        m_tools[i]->setAccessibleName(tips[i]);
    }
    const QString texts[] = {tr("Find…"),       tr("Copy"),         tr("Select all"), {},
                             tr("Larger text"), tr("Smaller text"), tr("Normal size")};
    for (qsizetype i = 0; i < m_moreActions.size(); ++i)
        m_moreActions[i]->setText(texts[i]);
    setLoggingToFile(m_logToFile->isChecked(), m_logFile);
    showCounts();
}

QToolButton* TerminalPane::tool(const QString& name, const QString& icon, bool checkable)
{
    auto* const button = new QToolButton(this);
    button->setObjectName(name);
    button->setProperty("icon-name", icon);
    button->setCheckable(checkable);
    m_tools.append(button);
    return button;
}

QFrame* TerminalPane::buildHeader()
{
    auto* const header = new QFrame(this);
    header->setProperty("role", u"paneHeader"_s);
    // As narrow as the pane gets: fold() sees to the rest.
    header->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_title = new QLabel(header);
    m_counts = new QLabel(header);
    m_counts->setObjectName(u"terminalCounts"_s);
    m_counts->setProperty("role", u"secondary"_s);
    m_filter = new QLineEdit(header);
    m_filter->setObjectName(u"terminalFilter"_s);
    m_filter->setClearButtonEnabled(true);
    m_filterIcon = m_filter->addAction(QIcon(), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, m_view, &TerminalView::setFilter);

    auto* const row = new QHBoxLayout(header);
    row->addWidget(m_title);
    row->addWidget(m_counts);
    row->addStretch(1);
    // Up to its widest; the rest stays free.
    row->addWidget(m_filter, 100);
    addTools(row);
    return header;
}

void TerminalPane::addTools(QHBoxLayout* row)
{
    auto* const times = tool(u"terminalTimestamps"_s, u"clock"_s, true);
    auto* const wrap = tool(u"terminalWrap"_s, u"wrap"_s, true);
    auto* const pin = tool(u"terminalPin"_s, u"pin"_s, true);
    auto* const save = tool(u"terminalSave"_s, u"save"_s, false);
    auto* const clear = tool(u"terminalClear"_s, u"clear"_s, false);
    auto* const more = tool(u"terminalMore"_s, u"more"_s, false);
    times->setChecked(m_view->timestampsShown());
    pin->setChecked(m_view->following());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(buildMore());
    for (QToolButton* const button : {times, wrap, pin, save, clear, more})
        row->addWidget(button);
    connect(times, &QToolButton::toggled, m_view, &TerminalView::setTimestampsShown);
    connect(wrap, &QToolButton::toggled, m_view, &TerminalView::setWrapped);
    connect(pin, &QToolButton::toggled, m_view, &TerminalView::setFollowing);
    connect(m_view, &TerminalView::followingChanged, pin, &QToolButton::setChecked);
    connect(save, &QToolButton::clicked, this, &TerminalPane::saveWanted);
    connect(clear, &QToolButton::clicked, m_view, &TerminalView::clear);
}

QMenu* TerminalPane::buildMore()
{
    auto* const menu = new QMenu(this);
    m_moreActions = {
        menu->addAction({}, this, &TerminalPane::showFind),
        menu->addAction({}, m_view, &TerminalView::copy),
        menu->addAction({}, m_view, &TerminalView::selectAll),
        menu->addSeparator(),
        menu->addAction({}, m_view, [this] { m_view->setZoom(m_view->zoom() + 1); }),
        menu->addAction({}, m_view, [this] { m_view->setZoom(m_view->zoom() - 1); }),
        menu->addAction({}, m_view, [this] { m_view->setZoom(0); }),
    };
    menu->addSeparator();
    m_logToFile = menu->addAction(QString());
    m_logToFile->setObjectName(u"terminalLogToFile"_s);
    m_logToFile->setCheckable(true);
    connect(m_logToFile, &QAction::triggered, this, &TerminalPane::logToFileWanted);
    return menu;
}

void TerminalPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    QPalette colors = palette();
    colors.setColor(QPalette::Window, theme.colors().panel);
    setPalette(colors);
    setAutoFillBackground(true);
    m_header->setFixedHeight(theme.px(36));
    m_header->layout()->setContentsMargins(theme.px(12), 0, theme.px(6), 0);
    m_header->layout()->setSpacing(theme.px(6));
    m_title->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    m_counts->setFont(theme.font(TextSize::Caption));
    m_filter->setFixedHeight(theme.px(26));
    m_filter->setMinimumWidth(theme.px(90));
    m_filter->setMaximumWidth(theme.px(190));
    m_filterIcon->setIcon(theme.icon(u"filter"_s));
    for (QToolButton* const button : m_tools) {
        button->setIcon(theme.icon(button->property("icon-name").toString()));
        button->setIconSize(QSize(theme.px(20), theme.px(20)));
        button->setFixedSize(theme.px(28), theme.px(28));
    }
    fold();
}

/// What has no room is left out: the counts, the tools that menus have too, the title.
void TerminalPane::fold()
{
    const auto fits = [this](bool counts, bool tools, bool title) {
        m_counts->setVisible(counts);
        for (QToolButton* const button : m_tools) {
            const QString name = button->objectName();
            if (name == "terminalWrap"_L1 || name == "terminalSave"_L1)
                button->setVisible(tools);
        }
        m_title->setVisible(title);
        m_header->layout()->invalidate();
        return m_header->layout()->minimumSize().width() <= width();
    };
    if (!fits(true, true, true) && !fits(false, true, true) && !fits(false, false, true))
        fits(false, false, false);
}

void TerminalPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fold();
}

void TerminalPane::showCounts()
{
    const QLocale locale;
    const quint64 all = m_view->lineCount();
    const quint64 shown = m_view->shownLines();
    const quint64 dropped = m_view->droppedLines();
    QString text = all == 1 ? tr("1 line") : tr("%1 lines").arg(locale.toString(all));
    if (!m_view->filter().isEmpty())
        text = tr("%1 of %2 lines").arg(locale.toString(shown), locale.toString(all));
    if (dropped > 0)
        text = tr("%1 · %2 dropped").arg(text, locale.toString(dropped));
    if (m_counts->text().size() != text.size()) {
        m_counts->setText(text);
        fold();
    } else {
        m_counts->setText(text);
    }
    if (m_find->isVisible())
        m_find->setHits(m_view->currentHit(), m_view->hitCount(), m_view->searching());
}

void TerminalPane::setInputState(bool enabled, const QString& why)
{
    m_input->setState(enabled, why);
}

void TerminalPane::setLoggingToFile(bool on, const QString& path)
{
    m_logFile = path;
    m_logToFile->setChecked(on);
    m_logToFile->setText(on && !path.isEmpty() ? tr("Write to the log file %1").arg(path)
                                               : tr("Write to a log file"));
}

void TerminalPane::setTimestampsShown(bool on)
{
    findChild<QToolButton*>(u"terminalTimestamps"_s)->setChecked(on);
}

void TerminalPane::setWrapped(bool on)
{
    findChild<QToolButton*>(u"terminalWrap"_s)->setChecked(on);
}

void TerminalPane::focusInput()
{
    m_input->field()->setFocus(Qt::ShortcutFocusReason);
}

void TerminalPane::showFind()
{
    m_find->open();
}

void TerminalPane::closeFind()
{
    m_find->hide();
    m_view->setFind({}, false);
    m_view->setFocus(Qt::OtherFocusReason);
}

}  // namespace omv::ui
