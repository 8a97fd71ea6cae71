// SPDX-License-Identifier: MIT
#include "widgets/language/completion_popup.h"

#include "widgets/language/floating.h"
#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace omv::ui {
namespace {

constexpr int kVisibleRows = 9;
constexpr int kRowHeight = 26;
constexpr int kSideWidth = 364;
constexpr int kLeastHeight = 112;

}  // namespace

/// Paints a name with its typed part bold in the accent.
class CompletionDelegate final : public QStyledItemDelegate {
public:
    explicit CompletionDelegate(QObject* parent)
        : QStyledItemDelegate(parent)
    {
    }

    void setTheme(const Theme& theme) { m_theme = theme; }
    void setTyped(const QString& typed) { m_typed = typed; }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const QFontMetrics metrics(m_theme.font(TextSize::Code, QFont::Bold));
        const int mark = index.data(CompletionModel::HostOnlyRole).toBool() ? markWidth() : 0;
        const int text = metrics.horizontalAdvance(index.data().toString());
        return {text + mark + m_theme.px(24), m_theme.px(kRowHeight)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colors& colors = m_theme.colors();
        painter->fillRect(option.rect, colors.raised);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colors.selection);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, colors.hover);

        const bool hostOnly = index.data(CompletionModel::HostOnlyRole).toBool();
        QRect room = option.rect.adjusted(m_theme.px(10), 0, -m_theme.px(10), 0);
        if (hostOnly) {
            painter->setFont(m_theme.font(TextSize::Caption));
            painter->setPen(colors.text2);
            painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, mark());
            room.setRight(room.right() - markWidth());
        }
        paintName(*painter, room, index.data().toString(), hostOnly ? colors.text2 : colors.text);
    }

private:
    static QString mark() { return CompletionModel::tr("CPython only"); }
    int markWidth() const
    {
        const QFontMetrics metrics(m_theme.font(TextSize::Caption));
        return metrics.horizontalAdvance(mark()) + m_theme.px(12);
    }

    void paintName(QPainter& painter, QRect room, const QString& name, const QColor& color) const
    {
        const qsizetype at = m_typed.isEmpty() ? -1 : name.indexOf(m_typed, 0, Qt::CaseInsensitive);
        const qsizetype hit = at < 0 ? 0 : m_typed.size();
        const auto part = [&](const QString& text, int weight, const QColor& ink) {
            const QFont font = m_theme.font(TextSize::Code, weight);
            painter.setFont(font);
            painter.setPen(ink);
            const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width());
            painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, shown);
            room.setLeft(room.left() + QFontMetrics(font).horizontalAdvance(text));
        };
        if (at > 0)
            part(name.left(at), QFont::Normal, color);
        if (hit > 0)
            part(name.mid(at, hit), QFont::Bold, m_theme.colors().accent);
        part(name.mid(std::max<qsizetype>(at, 0) + hit), QFont::Normal, color);
    }

    Theme m_theme;
    QString m_typed;
};

CompletionPopup::CompletionPopup(QWidget* editor)
    : QFrame(editor->window())
    , m_editor(editor)
    , m_model(new CompletionModel(this))
    , m_delegate(new CompletionDelegate(this))
    , m_view(new QListView(this))
    , m_side(new QWidget(this))
    , m_signature(new QLabel(m_side))
    , m_summary(new QLabel(m_side))
    , m_note(new QLabel(m_side))
{
    setObjectName(QStringLiteral("completionPopup"));
    setFocusPolicy(Qt::NoFocus);
    m_view->setObjectName(QStringLiteral("completionList"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    for (QLabel* label : {m_signature, m_summary, m_note}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::NoTextInteraction);
    }
    m_signature->setTextFormat(Qt::RichText);
    m_summary->setTextFormat(Qt::PlainText);
    followLanguage(this, [this] {
        m_view->setAccessibleName(tr("Proposals"));
        m_note->setText(tr("CPython only: it exists on a PC, not on the camera."));
    });

    auto* side = new QVBoxLayout(m_side);
    side->addWidget(m_signature);
    side->addWidget(m_summary);
    side->addWidget(m_note);
    side->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setSpacing(0);
    row->addWidget(m_view, 0, Qt::AlignTop);
    row->addWidget(m_side, 1);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { showDetail(); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] { showDetail(); });
    connect(m_view, &QAbstractItemView::clicked, this, [this] { accept(); });
    setTheme(Theme());
    hide();
}

void CompletionPopup::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_delegate->setTheme(theme);
    layout()->setContentsMargins(1, theme.px(4), 1, theme.px(4));
    m_side->layout()->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    m_side->layout()->setSpacing(theme.px(6));
    m_signature->setFont(theme.font(TextSize::Code));
    m_summary->setFont(theme.font(TextSize::Body));
    m_note->setFont(theme.font(TextSize::Body));
    const auto ink = [](QLabel* label, const QColor& color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    ink(m_signature, theme.colors().text);
    ink(m_summary, theme.colors().text2);
    ink(m_note, theme.colors().warning);
    QPalette list = m_view->palette();
    list.setColor(QPalette::Base, theme.colors().raised);
    m_view->setPalette(list);
    m_view->viewport()->setAutoFillBackground(false);
    setCardShadow(*this, theme);
    if (isVisible())
        refresh();
}

void CompletionPopup::propose(const QList<CompletionItem>& items, const QString& typed,
                              const QRect& caret)
{
    // Better proposals for the same place must not move what was chosen by hand.
    const QModelIndex current = isVisible() ? m_view->currentIndex() : QModelIndex();
    const QString chosen = current.row() > 0 ? current.data().toString() : QString();
    m_caret = caret;
    m_delegate->setTyped(typed);
    m_model->setTyped(typed);
    m_model->setItems(items);
    refresh();
    const auto same = chosen.isEmpty()
        ? QModelIndexList()
        : m_model->match(m_model->index(0), Qt::DisplayRole, chosen, 1, Qt::MatchExactly);
    if (!same.isEmpty())
        m_view->setCurrentIndex(same.first());
}

void CompletionPopup::setTyped(const QString& typed)
{
    if (!isVisible())
        return;
    m_delegate->setTyped(typed);
    m_model->setTyped(typed);
    refresh();
}

void CompletionPopup::setDetail(const CompletionItem& item)
{
    m_model->setDetail(item);
}

void CompletionPopup::dismiss()
{
    if (!isVisible())
        return;
    hide();
    emit dismissed();
}

void CompletionPopup::refresh()
{
    const int rows = m_model->rowCount();
    const bool nothingToAdd = rows == 1 && m_model->item(0).name == m_model->typed();
    if (rows == 0 || nothingToAdd) {
        dismiss();
        return;
    }
    place();
    show();
    m_view->setCurrentIndex(m_model->index(0));
    m_view->scrollToTop();
}

void CompletionPopup::place()
{
    adoptCard(*this, *m_editor);
    const int rows = std::min(m_model->rowCount(), kVisibleRows);
    int width = m_theme.px(140);
    for (int row = 0; row < std::min(m_model->rowCount(), 200); ++row)
        width = std::max(width, m_delegate->sizeHint({}, m_model->index(row)).width());
    const int bar = m_model->rowCount() > rows ? m_theme.px(11) : 0;
    m_view->setFixedWidth(std::min(width + bar, m_theme.px(320)));
    m_view->setFixedHeight(rows * m_theme.px(kRowHeight));
    const int wanted = std::max(m_view->height() + 2 * m_theme.px(4), m_theme.px(kLeastHeight));
    const int room = parentWidget()->width() - 8;
    resize(std::min(m_view->width() + m_theme.px(kSideWidth), room), wanted);
    placeCard(*this, *m_editor, m_caret, false);
}

void CompletionPopup::showDetail()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    const CompletionItem item = m_model->item(current.row());
    const QString signature = item.signature.isEmpty() ? item.name : item.signature;
    m_signature->setText(signatureHtml(signature, m_theme));
    m_summary->setText(item.summary);
    m_summary->setVisible(!item.summary.isEmpty());
    m_note->setVisible(item.hostOnly);
    fitSide();
    if (item.signature.isEmpty() && item.summary.isEmpty())
        emit detailWanted(item);
}

/// A long signature makes the pop-up higher; it does not shrink again while rows are walked.
void CompletionPopup::fitSide()
{
    layout()->activate();
    const int wanted = m_side->layout()->heightForWidth(m_side->width()) + 2 * m_theme.px(4);
    if (wanted > height()) {
        resize(width(), wanted);
        placeCard(*this, *m_editor, m_caret, false);
        layout()->activate();
    }
    m_side->layout()->activate();
}

bool CompletionPopup::handleKey(const QKeyEvent& event)
{
    if (!isVisible() ||
        (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return false;
    switch (event.key()) {
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_PageUp: step(1 - kVisibleRows); return true;
    case Qt::Key_PageDown: step(kVisibleRows - 1); return true;
    case Qt::Key_Escape: dismiss(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (event.modifiers() & Qt::ShiftModifier)
            return false;
        accept();
        return true;
    default: return false;
    }
}

void CompletionPopup::step(int rows)
{
    const int count = m_model->rowCount();
    const int now = m_view->currentIndex().row();
    int row = now + rows;
    if (std::abs(rows) == 1)
        row = (row + count) % count;  // single steps go round
    m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, count - 1)));
}

void CompletionPopup::accept()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    const CompletionItem item = m_model->item(current.row());
    dismiss();
    emit accepted(item);
}

void CompletionPopup::paintEvent(QPaintEvent*)
{
    paintCard(*this, m_theme);
    QPainter painter(this);
    painter.fillRect(QRect(m_view->geometry().right(), 1, 1, height() - 2), m_theme.colors().line);
}

}  // namespace omv::ui
