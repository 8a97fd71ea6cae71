// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_pane.h"

#include "widgets/frame/frame_view.h"
#include "widgets/frame/segmented_control.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>

#include <array>
#include <functional>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

struct ActionEntry {
    const char* name;
    const char* icon;
    const char* text;
    bool checkable;
};

// Order of the menu; a null name is a separator.
constexpr ActionEntry kActions[] = {
    {"frame.fit", "fit", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Fit to pane"), true},
    {"frame.actualSize", "actual-size", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Show at 100 %"),
     true},
    {"frame.zoomIn", "zoom-in", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Zoom in"), false},
    {"frame.zoomOut", "zoom-out", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Zoom out"), false},
    {nullptr, nullptr, nullptr, false},
    {"frame.crosshair", "crosshair", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Crosshair"), true},
    {"frame.grid", "grid", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Grid"), true},
    {"frame.badges", "eye", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Badges"), true},
    {"frame.freeze", "freeze", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Freeze the picture"), true},
    {nullptr, nullptr, nullptr, false},
    {"frame.copy", "copy", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Copy the picture"), false},
    {"frame.saveFrame", "image", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Save the picture..."),
     false},
    {"frame.saveRegion", "region", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Save the region..."),
     false},
    {"frame.saveRaw", "save", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Save the bytes as sent..."),
     false},
    {"frame.clearRegion", "clear", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Clear the region"),
     false},
    {nullptr, nullptr, nullptr, false},
    {"frame.rotateLeft", "undo", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Turn left"), false},
    {"frame.rotateRight", "rotate", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Turn right"), false},
    {"frame.flipHorizontal", "flip-h",
     QT_TRANSLATE_NOOP("omv::ui::FramePane", "Flip left and right"), false},
    {"frame.flipVertical", "flip-v", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Flip top and bottom"),
     false},
    {"frame.upright", "reset", QT_TRANSLATE_NOOP("omv::ui::FramePane", "Show as sent"), false},
};

/// Tools of the row, and which of them stay when it folds.
struct Tool {
    const char* action;
    bool stays;
};
constexpr std::array kTools{Tool{"frame.fit", true},        Tool{"frame.actualSize", false},
                            Tool{"frame.crosshair", false}, Tool{"frame.grid", false},
                            Tool{"frame.freeze", true},     Tool{"frame.saveFrame", true}};

}  // namespace

struct FramePane::Private {
    explicit Private(FramePane* pane);

    FramePane* q;
    Theme theme;
    QFrame* header;
    QLabel* title;
    QComboBox* source;
    SegmentedControl* segments;
    QComboBox* folded;  ///< what the segments become
    QToolButton* more = nullptr;
    QMenu* menu;
    QStackedWidget* stack;
    FrameView* view;
    QList<QToolButton*> tools;
    QList<QAction*> actions;
    bool connected = false;
    bool rawBytesKnown = true;

    QAction* action(const char* name) const { return q->frameAction(QLatin1String(name)); }
    void enable(const char* name, bool on, const QString& reason) const;
    void makeActions();
    void makeHeader();
    void connectView();
    void run(const QString& name);
    void save(Save what) { emit q->saveWanted(what); }
    void chooseMode(int index);
    void turn(const Orientation& orientation) { view->setOrientation(orientation); }
    void setTexts();
    void updateActions();
    void fold();
};

FramePane::Private::Private(FramePane* pane)
    : q(pane)
    , header(new QFrame(pane))
    , title(new QLabel(header))
    , source(new QComboBox(header))
    , segments(new SegmentedControl(u"frameStreamMode"_s, header))
    , folded(new QComboBox(header))
    , menu(new QMenu(pane))
    , stack(new QStackedWidget(pane))
    , view(new FrameView(pane))
{
}

void FramePane::Private::makeActions()
{
    for (const ActionEntry& entry : kActions) {
        if (entry.name == nullptr) {
            menu->addSeparator();
            continue;
        }
        auto* made = new QAction(q);
        made->setObjectName(QLatin1String(entry.name));
        made->setCheckable(entry.checkable);
        connect(made, &QAction::triggered, q, [this, made] { run(made->objectName()); });
        actions.append(made);
        menu->addAction(made);
    }
}

void FramePane::Private::makeHeader()
{
    header->setProperty("role", u"paneHeader"_s);
    // As narrow as the pane gets: what does not fit then is folded away.
    header->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    source->setObjectName(u"frameSource"_s);
    source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    source->hide();
    folded->setObjectName(u"frameStreamModeFolded"_s);
    segments->setTexts({QString(), QString(), QString()});
    auto* row = new QHBoxLayout(header);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, source, segments, folded})
        row->addWidget(widget);
    row->addStretch();
    for (const Tool& tool : kTools) {
        auto* button = new QToolButton(header);
        button->setObjectName(u"tool."_s + QLatin1String(tool.action));
        button->setDefaultAction(action(tool.action));
        row->addWidget(button);
        tools.append(button);
    }
    more = new QToolButton(header);  // last, as the tab key goes
    more->setObjectName(u"frameMore"_s);
    row->addWidget(more);
    connect(more, &QToolButton::clicked, q,
            [this] { menu->popup(more->mapToGlobal(more->rect().bottomLeft())); });
    connect(segments, &SegmentedControl::chosen, q, [this](int index) { chooseMode(index); });
    connect(folded, &QComboBox::activated, q, [this](int index) { chooseMode(index); });
    connect(source, &QComboBox::activated, q, [this] { emit q->sourceChanged(q->source()); });
}

void FramePane::Private::connectView()
{
    const auto refresh = [this] { updateActions(); };
    connect(view, &FrameView::zoomChanged, q, refresh);
    connect(view, &FrameView::regionChanged, q, refresh);
    connect(view, &FrameView::frozenChanged, q, refresh);
    connect(view, &FrameView::badgesChanged, q, refresh);
    connect(view, &FrameView::streamWanted, q,
            [this] { chooseMode(static_cast<int>(StreamMode::Jpeg)); });
    connect(view, &FrameView::menuWanted, q,
            [this](const QPoint& position) { menu->popup(position); });
}

void FramePane::Private::chooseMode(int index)
{
    q->setStreamMode(static_cast<StreamMode>(index));
    emit q->streamModeChanged(static_cast<StreamMode>(index));
}

void FramePane::Private::run(const QString& name)
{
    const Orientation turned = view->orientation();
    const std::pair<const char*, std::function<void()>> table[] = {
        {"frame.fit", [this] { view->fit(); }},
        {"frame.actualSize", [this] { view->actualSize(); }},
        {"frame.zoomIn", [this] { view->zoomIn(); }},
        {"frame.zoomOut", [this] { view->zoomOut(); }},
        {"frame.crosshair", [this] { view->setCrosshair(!view->crosshair()); }},
        {"frame.grid", [this] { view->setGrid(!view->grid()); }},
        {"frame.badges", [this] { view->setBadges(!view->badges()); }},
        {"frame.freeze", [this] { view->setFrozen(!view->frozen()); }},
        {"frame.copy",
         [this] {
             view->copy();
             emit q->copied();
         }},
        {"frame.saveFrame", [this] { save(Save::Frame); }},
        {"frame.saveRegion", [this] { save(Save::Region); }},
        {"frame.saveRaw", [this] { save(Save::RawBytes); }},
        {"frame.clearRegion", [this] { view->clearRegion(); }},
        {"frame.rotateLeft", [&] { turn(turned.turned(-1)); }},
        {"frame.rotateRight", [&] { turn(turned.turned(1)); }},
        {"frame.flipHorizontal", [&] { turn(turned.flippedHorizontally()); }},
        {"frame.flipVertical", [&] { turn(turned.flippedVertically()); }},
        {"frame.upright", [this] { turn({}); }},
    };
    for (const auto& [known, what] : table) {
        if (name == QLatin1String(known))
            what();
    }
    updateActions();
}

void FramePane::Private::setTexts()
{
    title->setText(FramePane::tr("Frame"));
    const QStringList modes{FramePane::tr("Off"), FramePane::tr("JPEG"), FramePane::tr("Raw")};
    segments->setTexts(modes);
    const int now = std::max(0, folded->currentIndex());
    folded->clear();
    folded->addItems(modes);
    folded->setCurrentIndex(now);
    const QString how = FramePane::tr("How the camera sends its frames");
    segments->setAccessibleName(how);
    folded->setAccessibleName(how);
    folded->setToolTip(how);
    source->setAccessibleName(FramePane::tr("Sensor"));
    source->setToolTip(FramePane::tr("The sensor whose frames are shown"));
    more->setToolTip(FramePane::tr("More"));
    more->setAccessibleName(FramePane::tr("More tools of the frame"));
    for (const ActionEntry& entry : kActions) {
        if (entry.name != nullptr)
            action(entry.name)->setText(FramePane::tr(entry.text));
    }
}

/// A tool that cannot be used says why, in its tip and to whoever asks for its data().
void FramePane::Private::enable(const char* name, bool on, const QString& reason) const
{
    action(name)->setEnabled(on);
    action(name)->setToolTip(on ? QString() : reason);
    action(name)->setStatusTip(on ? QString() : reason);
    action(name)->setData(on ? QString() : reason);
}

void FramePane::Private::updateActions()
{
    const bool picture = !view->image().isNull();
    const auto check = [this](const char* name, bool on) { action(name)->setChecked(on); };
    check("frame.fit", view->fitsToView());
    check("frame.actualSize", !view->fitsToView() && view->zoom() == 1);
    check("frame.crosshair", view->crosshair());
    check("frame.grid", view->grid());
    check("frame.badges", view->badges());
    check("frame.freeze", view->frozen());
    const bool region = picture && !view->region().isNull();
    const QString none = FramePane::tr("There is no picture yet");
    enable("frame.copy", picture, none);
    enable("frame.saveFrame", picture, none);
    enable("frame.freeze", picture || view->frozen(), none);
    enable("frame.saveRaw", picture && rawBytesKnown,
           picture ? FramePane::tr("The bytes of this picture are not known") : none);
    const QString drag = FramePane::tr("Drag over the picture to choose a region.");
    enable("frame.saveRegion", region, drag);
    enable("frame.clearRegion", region, drag);
    enable("frame.upright", !view->orientation().identity(),
           FramePane::tr("The picture is neither turned nor flipped"));
    source->setEnabled(connected);
    segments->setEnabled(connected);
    folded->setEnabled(connected);
}

void FramePane::Private::fold()
{
    const auto apply = [this](bool fewTools, bool noTitle, bool noSegments) {
        for (qsizetype i = 0; i < tools.size(); ++i)
            tools.at(i)->setVisible(!fewTools || kTools[static_cast<std::size_t>(i)].stays);
        title->setVisible(!noTitle);
        segments->setVisible(!noSegments);
        folded->setVisible(noSegments);
        header->layout()->invalidate();
        return header->layout()->sizeHint().width() <= q->width();
    };
    if (!apply(false, false, false) && !apply(true, false, false) && !apply(true, false, true))
        apply(true, true, true);
}

FramePane::FramePane(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    d->makeActions();
    d->makeHeader();
    d->setTexts();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(d->header);
    column->addWidget(d->stack, 1);
    d->stack->addWidget(d->view);
    d->connectView();
    setStreamMode(StreamMode::Jpeg);
    setTheme(Theme());
}

FramePane::~FramePane() = default;

void FramePane::setTheme(const Theme& theme)
{
    d->theme = theme;
    d->header->setFixedHeight(theme.px(36));
    d->header->layout()->setContentsMargins(theme.px(12), 0, theme.px(6), 0);
    d->header->layout()->setSpacing(theme.px(6));
    d->title->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    d->title->setContentsMargins(0, 0, theme.px(6), 0);
    const QSize icon(theme.px(20), theme.px(20));
    const QSize side(theme.px(28), theme.px(28));
    for (const ActionEntry& entry : kActions) {
        if (entry.name != nullptr)
            d->action(entry.name)->setIcon(theme.icon(QLatin1String(entry.icon)));
    }
    d->more->setIcon(theme.icon(u"more"_s));
    for (QToolButton* button : d->tools + QList<QToolButton*>{d->more}) {
        button->setIconSize(icon);
        button->setFixedSize(side);
    }
    d->source->setIconSize(QSize(theme.px(16), theme.px(16)));
    for (int i = 0; i < d->source->count(); ++i)
        d->source->setItemIcon(i, theme.icon(u"camera"_s));
    d->fold();
}

void FramePane::setMarks(bool crosshair, bool grid, bool badges)
{
    d->view->setCrosshair(crosshair);
    d->view->setGrid(grid);
    d->view->setBadges(badges);
    d->updateActions();
}

FrameView* FramePane::view() const
{
    return d->view;
}

void FramePane::setSources(const QList<FrameSource>& sources, int current)
{
    const QSignalBlocker quiet(d->source);
    d->source->clear();
    for (const FrameSource& source : sources)
        d->source->addItem(d->theme.icon(u"camera"_s), source.name, source.id);
    d->source->setCurrentIndex(d->source->findData(current));
    // One sensor needs no choice; the status line names it.
    d->source->setVisible(sources.size() > 1);
    d->fold();
    d->updateActions();
}

void FramePane::setStreamMode(StreamMode mode)
{
    d->segments->setCurrent(static_cast<int>(mode));
    d->folded->setCurrentIndex(static_cast<int>(mode));
    // Without a camera there is no stream that could be off.
    const bool off = mode == StreamMode::Off && d->connected;
    const FrameState state = d->view->state();
    if (off)
        d->view->setState(FrameState::StreamOff);
    else if (state == FrameState::StreamOff)
        d->view->setState(d->view->image().isNull() ? FrameState::Empty : FrameState::Stopped);
    d->updateActions();
}

void FramePane::setConnected(bool connected)
{
    d->connected = connected;
    d->updateActions();
}

void FramePane::setRawBytesKnown(bool known)
{
    d->rawBytesKnown = known;
    d->updateActions();
}

void FramePane::setPage(QWidget* page)
{
    while (d->stack->count() > 1)
        d->stack->removeWidget(d->stack->widget(1));
    if (page != nullptr)
        d->stack->addWidget(page);
    d->stack->setCurrentIndex(d->stack->count() - 1);
}

StreamMode FramePane::streamMode() const
{
    return static_cast<StreamMode>(d->folded->currentIndex());
}

int FramePane::source() const
{
    return d->source->currentData().toInt();
}

QList<QAction*> FramePane::frameActions() const
{
    return d->actions;
}

QAction* FramePane::frameAction(const QString& name) const
{
    for (QAction* action : d->actions) {
        if (action->objectName() == name)
            return action;
    }
    return nullptr;
}

void FramePane::resizeEvent(QResizeEvent* /*event*/)
{
    d->fold();
}

void FramePane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        d->setTexts();
        d->updateActions();
        d->fold();
    }
    QWidget::changeEvent(event);
}

}  // namespace omv::ui
