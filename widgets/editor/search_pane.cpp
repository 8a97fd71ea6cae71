// SPDX-License-Identifier: MIT
#include "widgets/editor/search_pane.h"

#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeWidget>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

enum Role { IdRole = Qt::UserRole, RangeRole, HitRole };

QPoint packed(TextRange range)
{
    return {range.position, range.length};
}

TextRange unpacked(const QVariant& value)
{
    return {value.toPoint().x(), value.toPoint().y()};
}

}  // namespace

/// A line of text with its hit on a ground of its own.
class HitDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme& theme) { m_theme = theme; }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.px(26)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const QVariant hit = index.data(HitRole);
        if (!hit.isValid()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem ground = option;
        initStyleOption(&ground, index);
        const QString text = ground.text;
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter,
                                              option.widget);
        const QFont font = m_theme.font(TextSize::Terminal);
        const QFontMetricsF metrics(font);
        const TextRange range = unpacked(hit);
        const QRectF row = QRectF(option.rect).adjusted(m_theme.px(4), 0, 0, 0);
        const double from = metrics.horizontalAdvance(text.left(range.position));
        const double to = metrics.horizontalAdvance(text.left(range.end()));
        const QRectF mark(row.left() + from, row.center().y() - metrics.height() / 2, to - from,
                          metrics.height());
        painter->save();
        painter->setClipRect(option.rect);
        painter->fillRect(mark, m_theme.colors().accentSoft);
        painter->setFont(font);
        painter->setPen(m_theme.colors().text);
        painter->drawText(row, Qt::AlignVCenter | Qt::TextSingleLine, text);
        painter->restore();
    }

private:
    Theme m_theme;
};

SearchPane::SearchPane(QWidget* parent)
    : QWidget(parent)
    , m_head(new QWidget(this))
    , m_text(new QLineEdit(m_head))
    , m_replacement(new QLineEdit(m_head))
    , m_replaceAll(new QPushButton(m_head))
    , m_case(new QToolButton(m_head))
    , m_word(new QToolButton(m_head))
    , m_regex(new QToolButton(m_head))
    , m_count(new QLabel(m_head))
    , m_hits(new QTreeWidget(this))
    , m_delegate(new HitDelegate(m_hits))
{
    build();
    followLanguage(this, [this] { setTexts(); });
    setTheme(Theme());
}

void SearchPane::build()
{
    setObjectName(u"searchPane"_s);
    setAutoFillBackground(true);
    m_text->setObjectName(u"searchText"_s);
    m_text->installEventFilter(this);
    m_text->setClearButtonEnabled(true);
    m_replacement->setObjectName(u"searchReplacement"_s);
    m_replaceAll->setObjectName(u"searchReplaceAll"_s);
    m_count->setProperty("role", u"secondary"_s);
    m_count->setWordWrap(true);
    auto* row = new QHBoxLayout;
    for (const auto& [button, name, text] : {std::tuple{m_case, "searchCase", u"Aa"_s},
                                             {m_word, "searchWord", u"\u201cW\u201d"_s},
                                             {m_regex, "searchRegex", u".*"_s}}) {
        button->setObjectName(QString::fromLatin1(name));
        button->setText(text);
        button->setCheckable(true);
        row->addWidget(button);
        connect(button, &QToolButton::toggled, this, &SearchPane::ask);
    }
    row->addStretch();
    auto* head = new QVBoxLayout(m_head);
    head->addWidget(m_text);
    head->addLayout(row);
    auto* second = new QHBoxLayout;
    second->addWidget(m_replacement, 1);
    second->addWidget(m_replaceAll);
    head->addLayout(second);
    head->addWidget(m_count);

    m_hits->setObjectName(u"searchHits"_s);
    m_hits->setHeaderHidden(true);
    m_hits->setFrameShape(QFrame::NoFrame);
    m_hits->setItemDelegate(m_delegate);
    m_hits->setUniformRowHeights(true);
    m_hits->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_head);
    column->addWidget(m_hits, 1);
    connect(m_text, &QLineEdit::returnPressed, this, &SearchPane::ask);
    connect(m_replacement, &QLineEdit::returnPressed, this, &SearchPane::replace);
    connect(m_replaceAll, &QPushButton::clicked, this, &SearchPane::replace);
    connect(m_hits, &QTreeWidget::itemClicked, this,
            [this](const QTreeWidgetItem* item) { activate(item); });
    connect(m_hits, &QTreeWidget::itemActivated, this,
            [this](const QTreeWidgetItem* item) { activate(item); });
}

void SearchPane::setTexts()
{
    const auto name = [](QWidget* widget, const QString& text) {
        widget->setToolTip(text);
        widget->setAccessibleName(text);
    };
    m_text->setPlaceholderText(tr("Find in open files"));
    name(m_text, tr("What to find in the open files (Enter)"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    name(m_replacement, tr("What to put in its place (Enter replaces all)"));
    m_replaceAll->setText(tr("Replace all"));
    name(m_replaceAll, tr("Replace all hits in the open files; each file can be undone"));
    name(m_case, tr("Match case"));
    name(m_word, tr("Whole words only"));
    name(m_regex, tr("Regular expression"));
    m_hits->setAccessibleName(tr("Hits"));
}

void SearchPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_delegate->setTheme(theme);
    QPalette ground = palette();
    ground.setColor(QPalette::Window, theme.colors().panel);
    setPalette(ground);
    layout()->setContentsMargins(0, theme.px(12), 0, 0);
    layout()->setSpacing(theme.px(8));
    m_head->layout()->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    m_head->layout()->setSpacing(theme.px(6));
    m_hits->setIndentation(theme.px(12));
    m_count->setFont(theme.font(TextSize::Caption));
    for (QToolButton* button : {m_case, m_word, m_regex})
        button->setFixedSize(theme.px(30), theme.px(26));
    m_hits->doItemsLayout();
}

SearchQuery SearchPane::query() const
{
    return {m_text->text(), m_regex->isChecked(), m_case->isChecked(), m_word->isChecked()};
}

void SearchPane::setQuery(const SearchQuery& query)
{
    if (query.text.isEmpty())
        return;
    const QSignalBlocker blockers[] = {QSignalBlocker(m_case), QSignalBlocker(m_word),
                                       QSignalBlocker(m_regex)};
    m_text->setText(query.text);
    m_case->setChecked(query.caseSensitive);
    m_word->setChecked(query.wholeWord);
    m_regex->setChecked(query.regex);
}

void SearchPane::ask()
{
    if (askable())
        emit searchWanted(query());
}

void SearchPane::replace()
{
    if (askable())
        emit replaceWanted(query(), m_replacement->text());
}

/// Says what is wrong with the question, if anything.
bool SearchPane::askable()
{
    const SearchQuery wanted = query();
    if (wanted.text.isEmpty()) {
        setHits({});
        m_count->clear();
        return false;
    }
    const QRegularExpression expression = expressionOf(wanted);
    if (!expression.isValid()) {
        setHits({});
        m_count->setText(expression.errorString());
        return false;
    }
    return true;
}

void SearchPane::setReplaced(int hits, int documents)
{
    if (hits > 0)
        m_count->setText(tr("Replaced: %1, files: %2").arg(hits).arg(documents));
}

void SearchPane::setHits(const QList<SearchHits>& hits)
{
    m_hits->clear();
    int count = 0;
    for (const SearchHits& each : hits) {
        auto* file = new QTreeWidgetItem(m_hits);
        file->setText(0, tr("%1 (%2)").arg(each.title).arg(each.lines.size()));
        for (const SearchLine& line : each.lines) {
            auto* item = new QTreeWidgetItem(file);
            const QString number = u"%1  "_s.arg(line.at.line, 4);
            item->setText(0, number + line.text);
            item->setData(0, IdRole, each.id);
            item->setData(0, RangeRole, packed(line.range));
            item->setData(0, HitRole,
                          packed({line.inText.position + static_cast<int>(number.size()),
                                  line.inText.length}));
        }
        file->setExpanded(true);
        count += static_cast<int>(each.lines.size());
    }
    showCount(count, static_cast<int>(hits.size()));
}

void SearchPane::showCount(int hits, int documents)
{
    if (hits == 0)
        m_count->setText(tr("Nothing found in the open files."));
    else
        m_count->setText(tr("Hits: %1, files: %2").arg(hits).arg(documents));
}

void SearchPane::focusQuery()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void SearchPane::activate(const QTreeWidgetItem* item)
{
    const QString id = item->data(0, IdRole).toString();
    if (!id.isEmpty())
        emit activated(id, unpacked(item->data(0, RangeRole)));
}

bool SearchPane::eventFilter(QObject* watched, QEvent* event)
{
    const bool down = watched == m_text && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down;
    if (!down || m_hits->topLevelItemCount() == 0)
        return QWidget::eventFilter(watched, event);
    m_hits->setFocus(Qt::TabFocusReason);
    m_hits->setCurrentItem(m_hits->topLevelItem(0)->child(0));
    return true;
}

}  // namespace omv::ui
