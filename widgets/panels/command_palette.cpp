// SPDX-License-Identifier: MIT
#include "widgets/panels/command_palette.h"

#include "widgets/theme/language.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 560;
constexpr int kRow = 28;
constexpr int kMostRows = 12;
constexpr int kTop = 64;

/// A command: its text with the matched letters in accent, its keys or why it cannot be done.
class CommandDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme& theme) { m_theme = theme; }

    QSize sizeHint(const QStyleOptionViewItem& /*option*/,
                   const QModelIndex& /*index*/) const override
    {
        return {m_theme.px(200), m_theme.px(kRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colors& c = m_theme.colors();
        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(c.selection);
            painter->drawRoundedRect(option.rect, m_theme.px(4), m_theme.px(4));
        }
        const QRect row = option.rect.adjusted(m_theme.px(10), 0, -m_theme.px(10), 0);
        const QString note =
            index.data(enabled ? CommandModel::ShortcutRole : CommandModel::ReasonRole).toString();
        painter->setFont(m_theme.font(TextSize::Caption));
        painter->setPen(c.text2);
        const int half = row.width() / 2;
        const QString shown = painter->fontMetrics().elidedText(note, Qt::ElideRight, half);
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, shown);
        paintText(painter, row, index, enabled ? c.text : c.disabled);
        painter->restore();
    }

private:
    void paintText(QPainter* painter, const QRect& row, const QModelIndex& index,
                   const QColor& ink) const
    {
        const QString text = index.data().toString();
        const auto places = index.data(CommandModel::PlacesRole).value<QList<int>>();
        const QFont plain = m_theme.font(TextSize::Body);
        const QFont strong = m_theme.font(TextSize::Body, QFont::DemiBold);
        int x = row.left();
        for (int begin = 0; begin < text.size();) {
            const bool hit = places.contains(begin);
            int end = begin + 1;
            while (end < text.size() && places.contains(end) == hit)
                ++end;
            const QString piece = text.mid(begin, end - begin);
            painter->setFont(hit ? strong : plain);
            painter->setPen(hit && ink.isValid() ? m_theme.colors().accent : ink);
            painter->drawText(QRect(x, row.top(), row.right() - x, row.height()),
                              Qt::AlignVCenter | Qt::TextSingleLine, piece);
            x += painter->fontMetrics().horizontalAdvance(piece);
            begin = end;
        }
    }

    Theme m_theme;
};

}  // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent)
    , m_model(new CommandModel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_none(new QLabel(this))
{
    setObjectName(u"commandPalette"_s);
    setProperty("role", u"card"_s);
    m_search->setObjectName(u"commandSearch"_s);
    m_search->installEventFilter(this);
    m_list->setObjectName(u"commandList"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_none->setProperty("role", u"secondary"_s);
    m_none->setAlignment(Qt::AlignCenter);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_none);
    hide();
    followLanguage(this, [this] {
        setAccessibleName(tr("Command palette"));
        m_search->setPlaceholderText(tr("Type a command"));
        m_search->setAccessibleName(tr("Type a command"));
        m_none->setText(tr("No such command"));
    });
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::trigger);
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
    setTheme(m_theme);
}

void CommandPalette::setTheme(const Theme& theme)
{
    m_theme = theme;
    const int padding = theme.px(8);
    layout()->setContentsMargins(padding, padding, padding, padding);
    layout()->setSpacing(theme.px(6));
    m_search->setFixedHeight(theme.px(32));
    m_search->setFont(theme.font(TextSize::Body));
    m_none->setFixedHeight(theme.px(kRow));
    static_cast<CommandDelegate*>(m_list->itemDelegate())->setTheme(theme);
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::Base, theme.colors().raised);
    m_list->setPalette(colors);
    auto* const shadow = new QGraphicsDropShadowEffect(this);
    shadow->setOffset(0, theme.px(8));
    shadow->setBlurRadius(theme.px(28));
    shadow->setColor(QColor(0, 0, 0, 71));
    setGraphicsEffect(shadow);
    if (isVisible())
        place();
}

void CommandPalette::setCommands(const QList<Command>& commands)
{
    m_model->setCommands(commands);
}

void CommandPalette::popUp()
{
    m_search->clear();
    search({});
    show();
    raise();
    m_search->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void CommandPalette::search(const QString& text)
{
    m_model->setSearch(text);
    m_list->setCurrentIndex(m_model->index(0));
    m_none->setVisible(m_model->rowCount() == 0);
    place();
}

/// Over the upper middle of the window, as tall as what was found.
void CommandPalette::place()
{
    const QWidget* const window = parentWidget();
    if (!window)
        return;
    const int rows = qMin(kMostRows, m_model->rowCount());
    const int list = rows * m_theme.px(kRow);
    const int none = m_model->rowCount() == 0 ? m_theme.px(kRow) : 0;
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(list);
    const int height = m_theme.px(16 + 32 + 6) + list + none + 2;
    const int width = qMin(m_theme.px(kWidth), window->width() - m_theme.px(16));
    const int top = qMin(m_theme.px(kTop), qMax(0, window->height() - height));
    setGeometry((window->width() - width) / 2, top, width, height);
}

void CommandPalette::moveCurrent(int step)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = qBound(0, m_list->currentIndex().row() + step, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
}

void CommandPalette::trigger(const QModelIndex& index)
{
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled))
        return;
    const QString id = index.data(CommandModel::IdRole).toString();
    hide();
    emit activated(id);
}

bool CommandPalette::searchKey(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Down: moveCurrent(1); return true;
    case Qt::Key_Up: moveCurrent(-1); return true;
    case Qt::Key_PageDown: moveCurrent(kMostRows); return true;
    case Qt::Key_PageUp: moveCurrent(-kMostRows); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: trigger(m_list->currentIndex()); return true;
    case Qt::Key_Escape: hide(); return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: return true;
    default: return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress)
        return searchKey(*static_cast<QKeyEvent*>(event));
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        const auto* const widget = static_cast<QWidget*>(watched);
        if (widget != this && !isAncestorOf(widget))
            hide();
    }
    return false;
}

void CommandPalette::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    qApp->removeEventFilter(this);
    emit closed();
}

}  // namespace omv::ui
