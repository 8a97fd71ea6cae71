// SPDX-License-Identifier: MIT
#include "widgets/panels/task_strip.h"

#include "widgets/panels/task_list.h"
#include "widgets/theme/language.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kParts = 1000;  // of the bar
constexpr int kBarWidth = 320;

using Phase = TaskState::Phase;

}  // namespace

TaskStrip::TaskStrip(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_step(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_elapsed(new QLabel(this))
    , m_left(new QLabel(this))
    , m_more(new QToolButton(this))
    , m_details(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_close(new QToolButton(this))
    , m_list(new TaskList(this))
{
    setObjectName(u"taskStrip"_s);
    setProperty("role", u"taskStrip"_s);
    m_title->setObjectName(u"taskTitle"_s);
    m_step->setObjectName(u"taskStep"_s);
    m_bar->setObjectName(u"taskBar"_s);
    m_elapsed->setObjectName(u"taskElapsed"_s);
    m_left->setObjectName(u"taskLeft"_s);
    m_more->setObjectName(u"taskMore"_s);
    m_details->setObjectName(u"taskDetails"_s);
    m_cancel->setObjectName(u"taskCancel"_s);
    m_close->setObjectName(u"taskClose"_s);
    m_step->setProperty("role", u"secondary"_s);
    m_left->setProperty("role", u"secondary"_s);
    m_details->setProperty("role", u"flat"_s);
    m_bar->setTextVisible(false);
    m_list->hide();

    auto* const row = new QHBoxLayout(this);
    for (QWidget* const each : std::initializer_list<QWidget*>{m_icon, m_title, m_step})
        row->addWidget(each);
    row->addWidget(m_bar, 4);
    row->addWidget(m_elapsed);
    row->addWidget(m_left);
    row->addStretch(1);
    for (QWidget* const each :
         std::initializer_list<QWidget*>{m_more, m_details, m_cancel, m_close})
        row->addWidget(each);
    hide();
    wire();
    followLanguage(this, [this] {
        m_cancel->setText(tr("Cancel"));
        m_close->setToolTip(tr("Close"));
        m_close->setAccessibleName(tr("Close"));
        setTheme(m_theme);
    });
}

void TaskStrip::wire()
{
    m_expire.setSingleShot(true);
    connect(&m_expire, &QTimer::timeout, this, &TaskStrip::expire);
    connect(m_more, &QToolButton::clicked, this, &TaskStrip::openList);
    connect(m_details, &QPushButton::clicked, this, [this] { emit detailsWanted(m_shown); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { emit cancelWanted(m_shown); });
    connect(m_close, &QToolButton::clicked, this, [this] { dismiss(m_shown); });
    connect(m_list, &TaskList::cancelWanted, this, &TaskStrip::cancelWanted);
    connect(m_list, &TaskList::detailsWanted, this, &TaskStrip::detailsWanted);
    connect(m_list, &TaskList::closeWanted, this, &TaskStrip::dismiss);
}

void TaskStrip::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(44));
    layout()->setContentsMargins(theme.px(14), 0, theme.px(10), 0);
    layout()->setSpacing(theme.px(12));
    m_title->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    for (QLabel* const each : {m_step, m_elapsed, m_left})
        each->setFont(theme.font(TextSize::Body));
    m_bar->setFixedHeight(theme.px(6));
    m_bar->setMinimumWidth(theme.px(80));
    m_bar->setMaximumWidth(theme.px(kBarWidth));
    m_close->setIcon(theme.icon(u"close"_s));
    m_close->setIconSize(QSize(theme.px(20), theme.px(20)));
    m_close->setFixedSize(theme.px(28), theme.px(28));
    // Times change all the while: their boxes stay.
    const QFontMetrics metrics(theme.font(TextSize::Body));
    m_elapsed->setMinimumWidth(metrics.horizontalAdvance(durationText(599'000)));
    showCurrent();
}

void TaskStrip::setTask(const TaskState& task)
{
    const auto same = std::find_if(m_tasks.begin(), m_tasks.end(),
                                   [&](const TaskState& each) { return each.id == task.id; });
    const bool ended = same == m_tasks.end() || same->phase == Phase::Running;
    if (same == m_tasks.end())
        m_tasks.append(task);
    else
        *same = task;
    if (task.phase == Phase::Succeeded && ended) {
        m_expiry.append({task.id, QDateTime::currentMSecsSinceEpoch() + kSuccessStays});
        if (!m_expire.isActive())
            m_expire.start(kSuccessStays);
    }
    showCurrent();
}

void TaskStrip::removeTask(quint64 id)
{
    m_tasks.removeIf([id](const TaskState& task) { return task.id == id; });
    m_expiry.removeIf([id](const QPair<quint64, qint64>& each) { return each.first == id; });
    showCurrent();
}

void TaskStrip::dismiss(quint64 id)
{
    removeTask(id);
    emit dismissed(id);
}

const TaskState* TaskStrip::current() const
{
    return m_tasks.isEmpty() ? nullptr : &m_tasks.last();
}

void TaskStrip::setDetailsOpen(quint64 id, bool open)
{
    m_detailsOpen = open ? id : 0;
    showCurrent();
}

/// A task that succeeded was seen long enough.
void TaskStrip::expire()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QList<quint64> gone;
    qint64 next = -1;
    for (const auto& [id, when] : m_expiry) {
        // A timer may fire a little early.
        if (when <= now + 50)
            gone.append(id);
        else
            next = next < 0 ? when : std::min(next, when);
    }
    if (next >= 0)
        m_expire.start(static_cast<int>(next - now));
    for (const quint64 id : gone)
        dismiss(id);
}

void TaskStrip::showCurrent()
{
    const TaskState* const task = current();
    setVisible(task != nullptr);
    m_list->setTasks(m_tasks);
    if (!task) {
        m_list->hide();
        return;
    }
    m_shown = task->id;
    m_title->setText(task->title);
    m_step->setText(task->step);
    m_elapsed->setText(durationText(task->elapsed));
    setAccessibleName(tr("%1, %2").arg(task->title, task->step));
    showProgress(*task);
    showPhase(*task);
    const auto others = static_cast<int>(m_tasks.size()) - 1;
    m_more->setVisible(others > 0);
    m_more->setText(tr("%1 more").arg(others));
    if (others == 0)
        m_list->hide();
    else if (m_list->isVisible())
        m_list->placeOver(this);
}

void TaskStrip::showProgress(const TaskState& task)
{
    const bool running = task.phase == Phase::Running;
    m_bar->setVisible(running);
    m_left->setVisible(running && task.left.has_value());
    m_elapsed->setVisible(running || task.elapsed > 0);
    if (task.left)
        m_left->setText(tr("about %1 left").arg(durationText(*task.left)));
    // No maximum: the bar shows only that something goes on.
    m_bar->setRange(0, task.progress ? kParts : 0);
    if (task.progress)
        m_bar->setValue(qRound(std::clamp(*task.progress, 0.0, 1.0) * kParts));
}

void TaskStrip::showPhase(const TaskState& task)
{
    const Colors& c = m_theme.colors();
    const bool running = task.phase == Phase::Running;
    QString icon = task.icon;
    QColor color = c.accent;
    if (task.phase == Phase::Waiting) {
        color = c.warning;
    } else if (task.phase == Phase::Succeeded) {
        icon = u"success"_s;
        color = c.success;
    } else if (task.phase == Phase::Failed) {
        icon = u"error"_s;
        color = c.error;
    }
    m_icon->setPixmap(m_theme.pixmap(icon, color, m_theme.px(20), devicePixelRatioF()));
    m_cancel->setVisible(running && task.canCancel);
    m_close->setVisible(!running);
    m_details->setVisible(task.hasDetails || task.error.has_value());
    m_details->setText(m_detailsOpen == task.id ? tr("Hide details") : tr("Details"));
}

void TaskStrip::openList()
{
    if (m_list->isVisible())
        return m_list->hide();
    m_list->setTasks(m_tasks);
    m_list->placeOver(this);
    m_list->show();
}

}  // namespace omv::ui
