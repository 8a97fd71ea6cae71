// SPDX-License-Identifier: MIT
#include "widgets/panels/task_list.h"

#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 520;
constexpr int kRow = 40;

}  // namespace

TaskList::TaskList(QWidget* parent)
    : QFrame(parent)
{
    setObjectName(u"taskList"_s);
    setProperty("role", u"card"_s);
    auto* const rows = new QVBoxLayout(this);
    rows->setSpacing(0);
    followLanguage(this, [this] {
        setAccessibleName(tr("Tasks"));
        setTheme(m_theme);
    });
}

void TaskList::setTheme(const Theme& theme)
{
    m_theme = theme;
    const int padding = theme.px(8);
    layout()->setContentsMargins(padding, padding, padding, padding);
    setTasks({m_tasks.rbegin(), m_tasks.rend()});
}

QWidget* TaskList::makeRow()
{
    auto* const row = new QWidget(this);
    auto* const line = new QHBoxLayout(row);
    auto* const icon = new QLabel(row);
    auto* const title = new QLabel(row);
    auto* const step = new QLabel(row);
    auto* const bar = new QProgressBar(row);
    auto* const details = new QPushButton(row);
    auto* const end = new QPushButton(row);
    icon->setObjectName(u"icon"_s);
    title->setObjectName(u"title"_s);
    step->setObjectName(u"step"_s);
    step->setProperty("role", u"secondary"_s);
    // The step gives way to the title.
    step->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->setTextVisible(false);
    details->setObjectName(u"details"_s);
    details->setProperty("role", u"flat"_s);
    end->setObjectName(u"end"_s);
    line->addWidget(icon);
    line->addWidget(title);
    line->addWidget(step, 1);
    line->addWidget(bar);
    line->addWidget(details);
    line->addWidget(end);
    connect(details, &QPushButton::clicked, this,
            [this, row] { emit detailsWanted(row->property("task").toULongLong()); });
    connect(end, &QPushButton::clicked, this, [this, row] {
        const quint64 id = row->property("task").toULongLong();
        if (row->property("running").toBool())
            emit cancelWanted(id);
        else
            emit closeWanted(id);
    });
    layout()->addWidget(row);
    return row;
}

void TaskList::fillRow(QWidget* row, const TaskState& task)
{
    const Colors& c = m_theme.colors();
    const bool running = task.phase == TaskState::Phase::Running;
    const bool failed = task.phase == TaskState::Phase::Failed;
    row->setObjectName(u"task%1"_s.arg(task.id));
    row->setProperty("task", task.id);
    row->setProperty("running", running);
    row->setFixedHeight(m_theme.px(kRow));
    row->layout()->setContentsMargins(m_theme.px(6), 0, m_theme.px(4), 0);
    row->layout()->setSpacing(m_theme.px(8));
    const bool waits = task.phase == TaskState::Phase::Waiting;
    const QString name = running || waits ? task.icon : failed ? u"error"_s : u"success"_s;
    const QColor color = running ? c.accent : waits ? c.warning : failed ? c.error : c.success;
    row->findChild<QLabel*>(u"icon"_s)->setPixmap(
        m_theme.pixmap(name, color, m_theme.px(20), devicePixelRatioF()));
    auto* const title = row->findChild<QLabel*>(u"title"_s);
    title->setFont(m_theme.font(TextSize::Body, QFont::Medium));
    title->setText(task.title);
    auto* const step = row->findChild<QLabel*>(u"step"_s);
    step->setFont(m_theme.font(TextSize::Caption));
    step->setText(task.step);
    auto* const bar = row->findChild<QProgressBar*>();
    bar->setFixedWidth(m_theme.px(90));
    bar->setVisible(running);
    bar->setRange(0, task.progress ? 1000 : 0);
    bar->setValue(qRound(task.progress.value_or(0) * 1000));
    auto* const details = row->findChild<QPushButton*>(u"details"_s);
    details->setText(tr("Details"));
    details->setVisible(task.hasDetails || task.error.has_value());
    auto* const end = row->findChild<QPushButton*>(u"end"_s);
    end->setText(running ? tr("Cancel") : tr("Close"));
    end->setVisible(!running || task.canCancel);
}

void TaskList::setTasks(const QList<TaskState>& tasks)
{
    m_tasks = {tasks.rbegin(), tasks.rend()};
    // Rows are kept while tasks come and go: a button must not vanish under the pointer.
    while (m_rows.size() > m_tasks.size()) {
        QWidget* const row = m_rows.takeLast();
        row->hide();
        row->deleteLater();
    }
    while (m_rows.size() < m_tasks.size())
        m_rows.append(makeRow());
    for (qsizetype i = 0; i < m_tasks.size(); ++i) {
        fillRow(m_rows[i], m_tasks[i]);
        m_rows[i]->show();
    }
}

void TaskList::placeOver(const QWidget* strip)
{
    QWidget* const window = strip->window();
    if (parentWidget() != window)
        setParent(window);
    const int height = static_cast<int>(m_rows.size()) * m_theme.px(kRow) + m_theme.px(18);
    const QPoint corner = strip->mapTo(window, QPoint(strip->width(), 0));
    const int width = qMin(m_theme.px(kWidth), window->width() - m_theme.px(16));
    setGeometry(corner.x() - width - m_theme.px(8), corner.y() - height - m_theme.px(8), width,
                height);
    raise();
}

void TaskList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return hide();
    QFrame::keyPressEvent(event);
}

}  // namespace omv::ui
