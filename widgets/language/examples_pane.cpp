// SPDX-License-Identifier: MIT
#include "widgets/language/examples_pane.h"

#include "widgets/theme/language.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace omv::ui {

/// Categories as small headers, examples as a name over one grey line.
class ExamplesDelegate final : public QStyledItemDelegate {
public:
    explicit ExamplesDelegate(QObject* parent)
        : QStyledItemDelegate(parent)
    {
    }

    void setTheme(const Theme& theme) { m_theme = theme; }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool category = index.data(ExamplesModel::IsCategoryRole).toBool();
        return {option.rect.width(), m_theme.px(category ? 32 : 46)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        if (index.data(ExamplesModel::IsCategoryRole).toBool())
            paintCategory(*painter, option, index.data().toString());
        else
            paintExample(*painter, option, index);
    }

private:
    void paintCategory(QPainter& painter, const QStyleOptionViewItem& option,
                       const QString& name) const
    {
        const QFont font = m_theme.font(TextSize::Caption, QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(m_theme.colors().text2);
        const QRect room = option.rect.adjusted(m_theme.px(12), 0, -m_theme.px(12), -m_theme.px(6));
        painter.drawText(room, Qt::AlignLeft | Qt::AlignBottom,
                         QFontMetrics(font).elidedText(name, Qt::ElideRight, room.width()));
    }

    void paintExample(QPainter& painter, const QStyleOptionViewItem& option,
                      const QModelIndex& index) const
    {
        const Colors& colors = m_theme.colors();
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            painter.fillRect(option.rect, colors.selection);
        else if (option.state & QStyle::State_MouseOver)
            painter.fillRect(option.rect, colors.hover);
        if (selected && (option.state & QStyle::State_HasFocus)) {
            painter.setPen(QPen(colors.focus, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
        }
        const QRect room =
            option.rect.adjusted(m_theme.px(12), m_theme.px(5), -m_theme.px(12), -m_theme.px(5));
        const QRect upper(room.topLeft(), QSize(room.width(), room.height() / 2));
        const QRect lower(upper.bottomLeft() + QPoint(0, 1), room.bottomRight());
        const auto line = [&](const QRect& at, const QFont& font, const QColor& ink,
                              const QString& text) {
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(at, Qt::AlignLeft | Qt::AlignVCenter,
                             QFontMetrics(font).elidedText(text, Qt::ElideRight, at.width()));
        };
        line(upper, m_theme.font(TextSize::Body), colors.text, index.data().toString());
        line(lower, m_theme.font(TextSize::Caption), colors.text2,
             index.data(ExamplesModel::DescriptionRole).toString());
    }

    Theme m_theme;
};

ExamplesPane::ExamplesPane(QWidget* parent)
    : QWidget(parent)
    , m_model(new ExamplesModel(this))
    , m_delegate(new ExamplesDelegate(this))
    , m_search(new QLineEdit(this))
    , m_boardChip(new QToolButton(this))
    , m_sensorChip(new QToolButton(this))
    , m_view(new QTreeView(this))
    , m_empty(new QLabel(this))
{
    setObjectName(QStringLiteral("examplesPane"));
    setAutoFillBackground(true);
    m_view->setObjectName(QStringLiteral("examplesList"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setHeaderHidden(true);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setIndentation(0);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("examplesEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", QStringLiteral("secondary"));

    auto* column = new QVBoxLayout(this);
    m_head = new QWidget(this);
    auto* head = new QVBoxLayout(m_head);
    head->addWidget(buildSearch());
    head->addWidget(buildChips());
    column->addWidget(m_head);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);

    connect(m_model, &QAbstractItemModel::modelReset, m_view, &QTreeView::expandAll);
    connect(m_view, &QAbstractItemView::doubleClicked, this, [this] { openCurrent(); });
    setTheme(Theme());
    followLanguage(this, [this] { setTexts(); });
}

void ExamplesPane::setTexts()
{
    setAccessibleName(tr("Examples"));
    m_view->setAccessibleName(tr("Examples"));
    m_search->setPlaceholderText(tr("Search examples"));
    m_search->setAccessibleName(tr("Search examples"));
    m_boardChip->setText(tr("This board"));
    m_sensorChip->setText(tr("This sensor"));
    showCamera();
    updateEmptyText();
}

QWidget* ExamplesPane::buildSearch()
{
    m_search->setObjectName(QStringLiteral("examplesSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this] { applyFilter(); });
    return m_search;
}

QWidget* ExamplesPane::buildChips()
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_boardChip->setObjectName(QStringLiteral("thisBoardChip"));
    m_sensorChip->setObjectName(QStringLiteral("thisSensorChip"));
    for (QToolButton* chip : {m_boardChip, m_sensorChip}) {
        chip->setProperty("role", QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setChecked(true);
        chip->setToolButtonStyle(Qt::ToolButtonTextOnly);
        line->addWidget(chip);
        connect(chip, &QToolButton::toggled, this, [this] { applyFilter(); });
    }
    line->addStretch();
    return row;
}

void ExamplesPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_delegate->setTheme(theme);
    QPalette ground = palette();
    ground.setColor(QPalette::Window, theme.colors().panel);
    setPalette(ground);
    layout()->setContentsMargins(0, theme.px(12), 0, 0);
    layout()->setSpacing(theme.px(8));
    m_head->layout()->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    m_head->layout()->setSpacing(theme.px(8));
    m_search->setFont(theme.font(TextSize::Body));
    m_empty->setFont(theme.font(TextSize::Body));
    m_empty->setMargin(theme.px(24));
    for (QToolButton* chip : {m_boardChip, m_sensorChip}) {
        chip->setFont(theme.font(TextSize::Caption));
        chip->setMinimumHeight(theme.px(28));
    }
    // Rows change their heights with the scale.
    m_view->setItemDelegate(m_delegate);
    m_view->doItemsLayout();
}

void ExamplesPane::setExamples(const QList<Example>& examples)
{
    m_model->setExamples(examples);
    updateEmptyText();
}

void ExamplesPane::setCamera(const QString& board, const QString& boardName,
                             const QStringList& sensors)
{
    m_board = board;
    m_boardName = boardName;
    m_sensors = sensors;
    showCamera();
    applyFilter();
}

void ExamplesPane::showCamera()
{
    m_boardChip->setEnabled(!m_board.isEmpty());
    m_sensorChip->setEnabled(!m_sensors.isEmpty());
    const QString connectFirst = tr("Connect a camera to filter by it.");
    m_boardChip->setToolTip(
        m_board.isEmpty() ? connectFirst : tr("Only examples that run on %1").arg(m_boardName));
    m_sensorChip->setToolTip(
        m_sensors.isEmpty()
            ? connectFirst
            : tr("Only examples for the sensor %1").arg(m_sensors.join(QStringLiteral(", "))));
}

void ExamplesPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ExamplesPane::applyFilter()
{
    ExamplesModel::Filter filter;
    filter.text = m_search->text();
    if (m_boardChip->isChecked())
        filter.board = m_board;
    if (m_sensorChip->isChecked())
        filter.sensors = m_sensors;
    m_model->setFilter(filter);
    updateEmptyText();
}

void ExamplesPane::updateEmptyText()
{
    const bool none = m_model->shownCount() == 0;
    m_view->setVisible(!none);
    m_empty->setVisible(none);
    m_empty->setText(m_search->text().isEmpty()
                         ? tr("There are no examples for this camera.")
                         : tr("No example fits \"%1\".").arg(m_search->text()));
}

void ExamplesPane::openCurrent()
{
    const QString file = m_view->currentIndex().data(ExamplesModel::FileRole).toString();
    if (!file.isEmpty())
        emit openWanted(file);
}

bool ExamplesPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_search && key == Qt::Key_Down && m_model->shownCount() > 0) {
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentIndex(m_model->index(0, 0, m_model->index(0, 0)));
        return true;
    }
    if (watched == m_view && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        openCurrent();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace omv::ui
