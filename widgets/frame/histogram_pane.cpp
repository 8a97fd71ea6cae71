// SPDX-License-Identifier: MIT
#include "widgets/frame/histogram_pane.h"

#include "widgets/frame/histogram_model.h"
#include "widgets/frame/histogram_plot.h"
#include "widgets/frame/histogram_table.h"
#include "widgets/frame/segmented_control.h"

#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAllColumnsFrom = 600;
/// A plot lower than this has no use for numbers below it.
constexpr int kLeastPlot = 80;
/// Numbers that change faster cannot be read.
constexpr int kTableEvery = 100;

/// Segments, and the combo that they become where room is short.
struct Choice {
    SegmentedControl* segments;
    QComboBox* combo;

    void setTexts(const QStringList& texts) const
    {
        segments->setTexts(texts);
        const int now = std::max(0, combo->currentIndex());
        combo->clear();
        combo->addItems(texts);
        combo->setCurrentIndex(now);
    }
    void setCurrent(int index) const
    {
        segments->setCurrent(index);
        combo->setCurrentIndex(index);
    }
    void setNames(const QString& name) const
    {
        segments->setAccessibleName(name);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
    }
    void fold(bool narrow) const
    {
        segments->setVisible(!narrow);
        combo->setVisible(narrow);
    }
};

}  // namespace

struct HistogramPane::Private {
    explicit Private(HistogramPane* pane);

    HistogramPane* q;
    Theme theme;
    QWidget* tools;
    Choice space;
    Choice part;
    Choice scale;
    QToolButton* save;
    QToolButton* more;
    QMenu* menu;
    QAction* lanesAction;
    QAction* copyAction;
    QAction* saveAction;
    HistogramPlot* plot;
    HistogramModel model;
    HistogramTable* table;
    QTimer tableTimer;

    ColorSpace wantedSpace = ColorSpace::Rgb;
    bool wantsRegion = false;
    bool regionKnown = false;
    bool logarithmic = false;

    Choice makeChoice(const QString& name) const;
    void makeTools();
    void setTexts();
    void updateChoices();
    void updateTable();
    void fold();
    void foldHeight() const;
    void copyNumbers() const { QGuiApplication::clipboard()->setText(model.toText()); }
};

HistogramPane::Private::Private(HistogramPane* pane)
    : q(pane)
    , tools(new QWidget(pane))
    , space(makeChoice(u"histogramSpace"_s))
    , part(makeChoice(u"histogramPart"_s))
    , scale(makeChoice(u"histogramScale"_s))
    , save(new QToolButton(tools))
    , more(new QToolButton(tools))
    , menu(new QMenu(pane))
    , lanesAction(menu->addAction(QString()))
    , copyAction(menu->addAction(QString()))
    , saveAction(menu->addAction(QString()))
    , plot(new HistogramPlot(pane))
    , table(new HistogramTable(&model, pane))
{
    tableTimer.setSingleShot(true);
    connect(&tableTimer, &QTimer::timeout, q, [this] { updateTable(); });
}

Choice HistogramPane::Private::makeChoice(const QString& name) const
{
    auto* combo = new QComboBox(tools);
    combo->setObjectName(name + u"Folded"_s);
    return {new SegmentedControl(name, tools), combo};
}

void HistogramPane::Private::makeTools()
{
    tools->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(tools);
    for (const Choice& choice : {space, part}) {
        row->addWidget(choice.segments);
        row->addWidget(choice.combo);
    }
    row->addStretch();
    row->addWidget(scale.segments);
    row->addWidget(scale.combo);
    row->addWidget(save);
    row->addWidget(more);
    save->setObjectName(u"histogramExport"_s);
    more->setObjectName(u"histogramMore"_s);
    connect(more, &QToolButton::clicked, q,
            [this] { menu->popup(more->mapToGlobal(more->rect().bottomLeft())); });
    lanesAction->setObjectName(u"histogram.lanes"_s);
    lanesAction->setCheckable(true);
    copyAction->setObjectName(u"histogram.copy"_s);
    const auto listen = [this](const Choice& choice, auto function) {
        connect(choice.segments, &SegmentedControl::chosen, q, function);
        connect(choice.combo, &QComboBox::activated, q, function);
    };
    listen(space, [this](int index) { q->setColorSpace(static_cast<ColorSpace>(index)); });
    listen(part, [this](int index) { q->setOfRegion(index == 1); });
    listen(scale, [this](int index) { q->setLogarithmic(index == 1); });
    connect(lanesAction, &QAction::toggled, q, [this](bool on) { q->setLanes(on); });
    connect(copyAction, &QAction::triggered, q, [this] { copyNumbers(); });
    connect(save, &QToolButton::clicked, saveAction, &QAction::trigger);
    connect(saveAction, &QAction::triggered, q,
            [this] { emit q->exportWanted(QString::fromStdString(toCsv(plot->data()))); });
}

void HistogramPane::Private::setTexts()
{
    space.setTexts({HistogramPane::tr("RGB"), HistogramPane::tr("Gray"), HistogramPane::tr("LAB"),
                    HistogramPane::tr("YUV")});
    part.setTexts({HistogramPane::tr("Frame"), HistogramPane::tr("Region")});
    scale.setTexts({HistogramPane::tr("Linear"), HistogramPane::tr("Log")});
    space.setNames(HistogramPane::tr("Colour space"));
    part.setNames(HistogramPane::tr("What is counted"));
    scale.setNames(HistogramPane::tr("Scale of the shares"));
    plot->setEmptyText(HistogramPane::tr("No frame to count yet."));
    save->setToolTip(HistogramPane::tr("Save as CSV..."));
    save->setAccessibleName(HistogramPane::tr("Save the histogram as CSV"));
    more->setToolTip(HistogramPane::tr("More"));
    more->setAccessibleName(HistogramPane::tr("More tools of the histogram"));
    lanesAction->setText(HistogramPane::tr("Separate lanes"));
    copyAction->setText(HistogramPane::tr("Copy the numbers"));
    saveAction->setText(HistogramPane::tr("Save as CSV..."));
    updateChoices();
}

void HistogramPane::Private::updateChoices()
{
    space.setCurrent(static_cast<int>(wantedSpace));
    part.setCurrent(q->ofRegion() ? 1 : 0);
    scale.setCurrent(logarithmic ? 1 : 0);
    const QString reason =
        regionKnown ? QString() : HistogramPane::tr("Drag over the picture to choose a region.");
    part.segments->setSegmentEnabled(1, regionKnown, reason);
    part.combo->setEnabled(regionKnown);
    part.combo->setToolTip(regionKnown ? part.combo->accessibleName() : reason);
    const bool any = plot->data().channels > 0;
    save->setEnabled(any);
    copyAction->setEnabled(any);
    saveAction->setEnabled(any);
}

void HistogramPane::Private::updateTable()
{
    const bool before = save->isEnabled();
    model.setData(plot->data());
    if (before != (plot->data().channels > 0))
        updateChoices();
}

void HistogramPane::Private::fold()
{
    const auto apply = [this](bool combos, bool fewTools) {
        for (const Choice& choice : {space, part, scale})
            choice.fold(combos);
        save->setVisible(!fewTools);
        tools->layout()->invalidate();
        return tools->layout()->sizeHint().width() <= q->width();
    };
    if (!apply(false, false) && !apply(true, false))
        apply(true, true);
    table->setNarrow(q->width() < theme.px(kAllColumnsFrom));
    foldHeight();
}

/// Numbers cut in half help nobody: all of them, or a plot alone.
void HistogramPane::Private::foldHeight() const
{
    const int above = theme.px(42 + 8);
    const int numbers = table->sizeHint().height();
    table->setVisible(q->height() >= above + theme.px(kLeastPlot) + numbers);
    tools->setVisible(q->height() >= above + theme.px(kLeastPlot) / 2);
}

HistogramPane::HistogramPane(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    d->makeTools();
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(d->tools);
    column->addWidget(d->plot, 1);
    column->addWidget(d->table);
    d->setTexts();
    setTheme(Theme());
}

HistogramPane::~HistogramPane() = default;

void HistogramPane::setTheme(const Theme& theme)
{
    d->theme = theme;
    layout()->setContentsMargins(0, 0, 0, theme.px(8));
    update();
    d->tools->setFixedHeight(theme.px(42));
    d->tools->layout()->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    d->tools->layout()->setSpacing(theme.px(8));
    d->save->setIcon(theme.icon(u"export"_s));
    d->more->setIcon(theme.icon(u"more"_s));
    d->copyAction->setIcon(theme.icon(u"copy"_s));
    d->saveAction->setIcon(theme.icon(u"export"_s));
    for (QToolButton* button : {d->save, d->more}) {
        button->setIconSize(QSize(theme.px(20), theme.px(20)));
        button->setFixedSize(theme.px(28), theme.px(28));
    }
    d->fold();
}

void HistogramPane::setData(const HistogramData& counts)
{
    d->plot->setData(counts);
    if (!d->tableTimer.isActive()) {
        d->updateTable();
        d->tableTimer.start(kTableEvery);
    }
}

void HistogramPane::clear()
{
    HistogramData none;
    none.space = d->wantedSpace;
    d->plot->setData(none);
    d->updateTable();
}

void HistogramPane::setRegionKnown(bool known)
{
    if (known == d->regionKnown)
        return;
    const bool before = ofRegion();
    d->regionKnown = known;
    d->updateChoices();
    if (ofRegion() != before)
        emit wantedChanged();
}

ColorSpace HistogramPane::colorSpace() const
{
    return d->wantedSpace;
}

bool HistogramPane::ofRegion() const
{
    return d->wantsRegion && d->regionKnown;
}

bool HistogramPane::logarithmic() const
{
    return d->logarithmic;
}

bool HistogramPane::lanes() const
{
    return d->lanesAction->isChecked();
}

void HistogramPane::setColorSpace(ColorSpace space)
{
    if (space == d->wantedSpace)
        return d->updateChoices();
    d->wantedSpace = space;
    d->updateChoices();
    emit wantedChanged();
}

void HistogramPane::setOfRegion(bool region)
{
    const bool before = ofRegion();
    d->wantsRegion = region;
    d->updateChoices();
    if (ofRegion() != before)
        emit wantedChanged();
}

void HistogramPane::setLogarithmic(bool on)
{
    if (on == d->logarithmic)
        return d->updateChoices();
    d->logarithmic = on;
    d->plot->setLogarithmic(on);
    d->updateChoices();
    emit viewChanged();
}

void HistogramPane::setLanes(bool on)
{
    d->lanesAction->setChecked(on);  // comes back here when that changes it
    if (d->plot->lanes() == on)
        return;
    d->plot->setLanes(on);
    emit viewChanged();
}

void HistogramPane::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), d->theme.colors().panel);
}

void HistogramPane::resizeEvent(QResizeEvent* /*event*/)
{
    d->fold();
}

void HistogramPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        d->setTexts();
        d->fold();
    }
    QWidget::changeEvent(event);
}

}  // namespace omv::ui
