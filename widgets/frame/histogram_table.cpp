// SPDX-License-Identifier: MIT
#include "widgets/frame/histogram_table.h"

#include "widgets/frame/fixed_digits.h"
#include "widgets/frame/histogram_model.h"
#include "widgets/theme/language.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>
#include <vector>

namespace omv::ui {

namespace {

constexpr int kRow = 24;
constexpr int kSwatch = 10;

class StatisticDelegate final : public QStyledItemDelegate {
public:
    StatisticDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
        , m_name(theme.font(TextSize::Body, QFont::DemiBold))
        , m_number(theme.font(TextSize::Body))
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colors& colors = m_theme.colors();
        const QRect cell = option.rect;
        painter->fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), colors.line);
        painter->setPen(colors.text);
        QRectF text = cell.adjusted(m_theme.px(8), 1, -m_theme.px(8), 0);
        if (index.column() == HistogramModel::Channel) {
            text.setLeft(cell.left() + m_theme.px(12));
            const int side = m_theme.px(kSwatch);
            const QString key = index.data(HistogramModel::kChannelKeyRole).toString();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.histogram.value(key));
            painter->drawRoundedRect(QRectF(text.left(), cell.center().y() - side / 2, side, side),
                                     2, 2);
            painter->setPen(colors.text);
            text.setLeft(text.left() + side + m_theme.px(8));
            m_name.draw(*painter, text, Qt::AlignLeft, index.data().toString());
            return;
        }
        m_number.draw(*painter, text, Qt::AlignRight, index.data().toString());
    }

private:
    Theme m_theme;
    FixedDigits m_name;
    FixedDigits m_number;
};

}  // namespace

HistogramTable::HistogramTable(HistogramModel* model, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(QStringLiteral("histogramTable"));
    followLanguage(this, [this] { setAccessibleName(tr("Numbers of the histogram")); });
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setFocusPolicy(Qt::NoFocus);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    verticalHeader()->hide();
    horizontalHeader()->setProperty("role", QStringLiteral("numbers"));
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(1);
    connect(model, &QAbstractItemModel::headerDataChanged, this, [this] { fitColumns(); });
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
    setTheme(Theme());
}

void HistogramTable::setTheme(const Theme& theme)
{
    m_theme = theme;
    const QAbstractItemDelegate* before = itemDelegate();
    setItemDelegate(new StatisticDelegate(theme, this));
    delete before;
    verticalHeader()->setMinimumSectionSize(theme.px(kRow));
    verticalHeader()->setDefaultSectionSize(theme.px(kRow));
    horizontalHeader()->setFixedHeight(theme.px(kRow));
    horizontalHeader()->setFont(theme.font(TextSize::Caption, QFont::Medium));
    fitColumns();
    updateGeometry();
}

void HistogramTable::setNarrow(bool narrow)
{
    for (const int column :
         {HistogramModel::Mode, HistogramModel::LowerQuartile, HistogramModel::UpperQuartile})
        setColumnHidden(column, narrow);
    fitColumns();
}

/// Each as wide as its header or number wants; what is left is for all alike.
void HistogramTable::fitColumns()
{
    const QFontMetrics words(m_theme.font(TextSize::Caption, QFont::Medium));
    const QFontMetrics numbers(m_theme.font(TextSize::Body));
    const auto number = [&](int column) {
        const bool tenths = column == HistogramModel::Mean || column == HistogramModel::StdDev;
        return numbers.horizontalAdvance(tenths ? QStringLiteral("-100.0")
                                                : QStringLiteral("-128"));
    };
    std::vector<std::pair<int, int>> columns;  // and their widths
    int wanted = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        const QString text = model()->headerData(column, Qt::Horizontal).toString();
        int width = std::max(words.horizontalAdvance(text), number(column)) + m_theme.px(10);
        if (column == HistogramModel::Channel)
            width = m_theme.px(12 + kSwatch + 8 + 14);
        columns.emplace_back(column, width);
        wanted += width;
    }
    const int room = viewport()->width();
    int left = room;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto [column, width] = columns[i];
        int fitted = wanted > room ? width * room / wanted
                                   : width + (room - wanted) / static_cast<int>(columns.size());
        if (i + 1 == columns.size())
            fitted = left;
        left -= fitted;
        setColumnWidth(column, fitted);
    }
}

void HistogramTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

QSize HistogramTable::sizeHint() const
{
    // Room for three rows always, so that the plot above keeps its height.
    return {m_theme.px(464), m_theme.px(kRow) * 4};
}

QSize HistogramTable::minimumSizeHint() const
{
    return {m_theme.px(160), sizeHint().height()};
}

}  // namespace omv::ui
