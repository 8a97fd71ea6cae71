// SPDX-License-Identifier: MIT
#include "widgets/window/header_bar.h"

#include "widgets/theme/language.h"
#include "widgets/window/camera_chip.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {
// Pixels at 100 %.
constexpr int kLeastChip = 190;
constexpr int kMostChip = 360;
constexpr int kLeastMenus = 70;
}  // namespace

HeaderBar::HeaderBar(QWidget* parent)
    : QFrame(parent)
    , m_logo(new QLabel(this))
    , m_menus(new QMenuBar(this))
    , m_chip(new CameraChip(this))
    , m_connect(new QToolButton(this))
    , m_run(new QPushButton(this))
{
    setProperty("role", u"header"_s);
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_connect->setObjectName(u"connectButton"_s);
    m_connect->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_run->setObjectName(u"runButton"_s);
    // Not by a click: it is disabled in between, and the editor would have lost the focus.
    m_run->setFocusPolicy(Qt::TabFocus);

    auto* row = new QHBoxLayout(this);
    row->addWidget(m_logo);
    row->addWidget(m_menus, 0, Qt::AlignVCenter);
    row->addStretch(1);
    row->addWidget(m_chip);
    row->addWidget(m_connect);
    row->addWidget(m_run);

    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_button == RunButton::Run)
            emit runClicked();
        else
            emit stopClicked();
    });
    setTheme(m_theme);
    followLanguage(this, [this] { showRunButton(); });
}

void HeaderBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(40));
    layout()->setContentsMargins(theme.px(12), 0, theme.px(8), 0);
    layout()->setSpacing(theme.px(8));
    const int logo = theme.px(20);
    QIcon icon(u":/omv/look/app-icon-small.svg"_s);
    m_logo->setPixmap(icon.pixmap(QSize(logo, logo), devicePixelRatioF()));
    m_connect->setIconSize(QSize(theme.px(20), theme.px(20)));
    m_connect->setFixedSize(theme.px(30), theme.px(28));
    m_run->setIconSize(QSize(theme.px(16), theme.px(16)));
    // Where the menus go that have no room; its own picture is black on every ground.
    if (auto* rest = m_menus->findChild<QToolButton*>(u"qt_menubar_ext_button"_s)) {
        rest->setIcon(theme.icon(u"more"_s));
        rest->setIconSize(QSize(theme.px(20), theme.px(20)));
    }
    showRunButton();
}

/// Where room is short the chip gives in first; then menus go behind the bar's "more".
void HeaderBar::fit()
{
    const QMargins margins = layout()->contentsMargins();
    const int others = margins.left() + margins.right() + m_logo->sizeHint().width() +
        m_connect->width() + m_run->width() + 5 * layout()->spacing();
    const int room = width() - others;
    const int menus = m_menus->isHidden() ? 0 : m_menus->sizeHint().width();
    const int chip = std::clamp(room - menus, m_theme.px(kLeastChip), m_theme.px(kMostChip));
    m_chip->setMaximumWidth(chip);
    const int left = room - std::min(chip, m_chip->sizeHint().width());
    m_menus->setMaximumWidth(std::max(m_theme.px(kLeastMenus), left));
}

void HeaderBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fit();
}

bool HeaderBar::event(QEvent* event)
{
    // Also when menus or the camera's name changed.
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QFrame::event(event);
}

void HeaderBar::setConnectAction(QAction* action)
{
    m_connect->setDefaultAction(action);
}

void HeaderBar::setRunButton(RunButton button, const QString& reason)
{
    if (button == m_button && reason == m_reason)
        return;
    m_button = button;
    m_reason = reason;
    showRunButton();
}

void HeaderBar::showRunButton()
{
    const bool run = m_button == RunButton::Run;
    const Colors& colors = m_theme.colors();
    const bool enabled = m_reason.isEmpty();
    m_run->setEnabled(enabled);
    m_run->setText(run ? tr("Run") : tr("Stop"));
    m_run->setIcon(m_theme.icon(run ? u"run"_s : u"stop"_s, run ? colors.onRun : colors.error));
    m_run->setToolTip(!enabled  ? m_reason
                          : run ? tr("Run the script on the camera (F5)")
                                : tr("Stop the script (F5)"));
    // A disabled button is a quiet one; the colour says "now".
    m_run->setProperty("role", !enabled ? QString() : run ? u"run"_s : u"stop"_s);
    m_run->style()->unpolish(m_run);
    m_run->style()->polish(m_run);
    // As wide for one text as for the other.
    const QFontMetrics metrics(m_theme.font(TextSize::Body, QFont::DemiBold));
    const int text =
        std::max(metrics.horizontalAdvance(tr("Run")), metrics.horizontalAdvance(tr("Stop")));
    m_run->setFixedSize(std::max(m_theme.px(84), text + m_theme.px(16 + 6 + 2 * 14)),
                        m_theme.px(28));
}

}  // namespace omv::ui
