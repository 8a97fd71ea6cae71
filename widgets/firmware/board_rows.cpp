// SPDX-License-Identifier: MIT
#include "widgets/firmware/board_rows.h"

#include "widgets/theme/language.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace omv::ui {

namespace {

constexpr int kRow = 46;
enum Role { IdRole = Qt::UserRole, StageRole, DetailRole, QuietRole };

QColor dotColor(const Colors& colors, BoardStage stage, bool quiet)
{
    if (quiet)
        return colors.disabled;
    switch (stage) {
    case BoardStage::Running: return colors.success;
    case BoardStage::Bootloader:
    case BoardStage::Recovery: return colors.warning;
    case BoardStage::Absent: break;
    }
    return colors.disabled;
}

}  // namespace

class BoardRowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme& theme) { m_theme = theme; }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {option.rect.width(), m_theme.px(kRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colors& c = m_theme.colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
        const bool selected = option.state & QStyle::State_Selected;
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected                                     ? c.selection
                              : option.state & QStyle::State_MouseOver ? c.hover
                                                                       : QColor(Qt::transparent));
        painter->drawRoundedRect(box, m_theme.px(5), m_theme.px(5));
        if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_Active) {
            painter->setPen(QPen(c.focus, m_theme.px(2)));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), m_theme.px(5), m_theme.px(5));
        }
        paintWords(*painter, option.rect, index);
        painter->restore();
    }

private:
    void paintWords(QPainter& painter, const QRect& box, const QModelIndex& index) const
    {
        const Colors& c = m_theme.colors();
        const bool quiet = index.data(QuietRole).toBool();
        const auto stage = static_cast<BoardStage>(index.data(StageRole).toInt());
        const int dot = m_theme.px(8);
        const int half = box.height() / 2;
        const int left = box.left() + m_theme.px(10);
        painter.setPen(Qt::NoPen);
        painter.setBrush(dotColor(c, stage, quiet));
        painter.drawEllipse(
            QRectF(left, box.top() + half / 2.0 + m_theme.px(2) - dot / 2.0, dot, dot));
        const int text = left + dot + m_theme.px(9);
        const int room = box.right() - text - m_theme.px(6);
        const auto line = [&](int top, const QFont& font, const QColor& ink, const QString& words) {
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(QRect(text, top, room, half - m_theme.px(4)), Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(words, Qt::ElideRight, room));
        };
        line(box.top() + m_theme.px(4), m_theme.font(TextSize::Body, QFont::Medium),
             quiet ? c.text2 : c.text, index.data().toString());
        line(box.top() + half, m_theme.font(TextSize::Caption), c.text2,
             index.data(DetailRole).toString());
    }

    Theme m_theme;
};

BoardRows::BoardRows(QWidget* parent)
    : QListWidget(parent)
    , m_delegate(new BoardRowDelegate(this))
{
    setObjectName(QStringLiteral("firmwareBoards"));
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling && item)
            emit chosen(item->data(IdRole).toString());
    });
    followLanguage(this, [this] { setTexts(); });
}

void BoardRows::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_delegate->setTheme(theme);
    doItemsLayout();
    updateGeometry();
}

QString BoardRows::stageName(const FirmwareBoardRow& board)
{
    if (board.quiet)
        return tr("not started");
    switch (board.stage) {
    case BoardStage::Running: return tr("runs");
    case BoardStage::Bootloader: return tr("in its bootloader");
    case BoardStage::Recovery: return tr("in recovery");
    case BoardStage::Absent: return tr("not seen");
    }
    return {};
}

void BoardRows::setTexts()
{
    setAccessibleName(tr("Boards that are plugged in now"));
    for (int i = 0; i < count() && i < m_boards.size(); ++i) {
        const FirmwareBoardRow& board = m_boards[i];
        const QString stage = stageName(board);
        item(i)->setData(
            DetailRole,
            board.detail.isEmpty() ? stage : QStringLiteral("%1 · %2").arg(stage, board.detail));
        item(i)->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(board.name, stage));
        item(i)->setToolTip(board.id);
    }
}

void BoardRows::setBoards(const QList<FirmwareBoardRow>& boards, const QString& chosen)
{
    if (boards == m_boards && chosen == m_chosen)
        return;
    m_filling = true;
    m_boards = boards;
    m_chosen = chosen;
    clear();
    for (const FirmwareBoardRow& board : boards) {
        auto* row = new QListWidgetItem(board.name, this);
        row->setData(IdRole, board.id);
        row->setData(StageRole, static_cast<int>(board.stage));
        row->setData(QuietRole, board.quiet);
        if (board.id == chosen)
            setCurrentItem(row);
    }
    setTexts();
    m_filling = false;
    updateGeometry();
}

QSize BoardRows::sizeHint() const
{
    const int rows = static_cast<int>(m_boards.size());
    return {m_theme.px(240), rows * m_theme.px(kRow) + 2};
}

QSize BoardRows::minimumSizeHint() const
{
    return {m_theme.px(160), sizeHint().height()};
}

}  // namespace omv::ui
