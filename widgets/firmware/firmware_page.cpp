// SPDX-License-Identifier: MIT
#include "widgets/firmware/firmware_page.h"

#include "widgets/firmware/firmware_board_pane.h"
#include "widgets/firmware/firmware_files_pane.h"
#include "widgets/firmware/firmware_log.h"
#include "widgets/firmware/stage_bar.h"
#include "widgets/firmware/step_rows.h"
#include "widgets/frame/segmented_control.h"
#include "widgets/panels/error_card.h"
#include "widgets/theme/language.h"
#include "widgets/window/pane_splitter.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

// Pixels at 100 %.
constexpr int kLeft = 268;
constexpr int kRight = 300;
constexpr int kNarrowLeft = 244;
constexpr int kNarrowRight = 252;
constexpr int kNarrowBelow = 1080;
constexpr int kPadding = 20;
constexpr int kSegmentsFrom = 400;
constexpr int kBoardFrom = 900;
constexpr int kScrollBar = 11;
constexpr int kLeastSteps = 110;
constexpr int kLeastLog = 80;
constexpr int kFirstLog = 170;

QFrame* rule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", u"rule"_s);
    line->setFixedWidth(1);
    return line;
}

}  // namespace

FirmwarePage::FirmwarePage(QWidget* parent)
    : QWidget(parent)
    , m_board(new FirmwareBoardPane(this))
    , m_files(new FirmwareFilesPane(this))
    , m_boardRule(rule(this))
    , m_center(new QWidget(this))
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_start(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_whyNot(new QLabel(this))
    , m_goals(new SegmentedControl(u"firmwareGoal"_s, this))
    , m_goalBox(new QComboBox(this))
    , m_stages(new StageBar(this))
    , m_success(new QFrame(this))
    , m_successIcon(new QLabel(m_success))
    , m_successText(new QLabel(m_success))
    , m_failure(new ErrorCard(this))
    , m_scroll(new QScrollArea(this))
    , m_steps(new StepRows(this))
    , m_noSteps(new QLabel(this))
    , m_splitter(new PaneSplitter(Qt::Vertical, this))
    , m_log(new FirmwareLog(this))
{
    setObjectName(u"firmwarePage"_s);
    setAcceptDrops(true);
    setAutoFillBackground(true);
    m_title->setObjectName(u"firmwareTitle"_s);
    m_title->setWordWrap(true);
    m_sentence->setObjectName(u"firmwareSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setProperty("role", u"secondary"_s);
    m_start->setObjectName(u"firmwareStart"_s);
    m_start->setProperty("role", u"primary"_s);
    m_cancel->setObjectName(u"firmwareCancel"_s);
    m_whyNot->setObjectName(u"firmwareWhyNot"_s);
    m_whyNot->setProperty("role", u"secondary"_s);
    m_whyNot->setWordWrap(true);
    m_whyNot->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_goalBox->setObjectName(u"firmwareGoalBox"_s);
    m_success->setObjectName(u"firmwareSuccess"_s);
    m_success->setProperty("role", u"successRow"_s);
    m_noSteps->setObjectName(u"firmwareNoSteps"_s);
    m_noSteps->setProperty("role", u"secondary"_s);
    m_noSteps->setWordWrap(true);
    m_noSteps->setAlignment(Qt::AlignCenter);
    m_failure->setObjectName(u"firmwareFailure"_s);
    m_failure->setFloating(false);
    m_failure->setClosable(false);
    build();
    wire();
    setTheme(m_theme);
    followLanguage(this, [this] { setTexts(); });
}

void FirmwarePage::build()
{
    m_splitter->addWidget(buildBody());
    m_splitter->addWidget(m_log);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    auto* center = new QVBoxLayout(m_center);
    center->setContentsMargins(0, 0, 0, 0);
    center->setSpacing(0);
    center->addWidget(buildHead());
    center->addWidget(m_splitter, 1);
    auto* row = new QHBoxLayout(this);
    // What has no room goes, see fit().
    row->setSizeConstraint(QLayout::SetNoConstraint);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_board);
    row->addWidget(m_boardRule);
    row->addWidget(m_center, 1);
    row->addWidget(rule(this));
    row->addWidget(m_files);
}

/// The keyboard goes the way that the work does: board, files, what to do, start. Segments
/// are there only once they have texts.
void FirmwarePage::orderTabs()
{
    QWidget* before = m_files->lastOption();
    for (QAbstractButton* each : m_goals->findChildren<QAbstractButton*>()) {
        setTabOrder(before, each);
        before = each;
    }
    for (QWidget* each : std::initializer_list<QWidget*>{m_goalBox, m_start, m_cancel}) {
        setTabOrder(before, each);
        before = each;
    }
}

QWidget* FirmwarePage::buildHead()
{
    m_head = new QWidget(m_center);
    auto* words = new QVBoxLayout;
    words->addWidget(m_title);
    words->addWidget(m_sentence);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_start);
    auto* top = new QHBoxLayout;
    top->addLayout(words, 1);
    top->addLayout(buttons);
    top->setAlignment(buttons, Qt::AlignTop);
    auto* column = new QVBoxLayout(m_head);
    column->addLayout(top);
    return m_head;
}

/// What may be higher than the window: it is scrolled, the title and the buttons stay.
QWidget* FirmwarePage::buildBody()
{
    auto* success = new QHBoxLayout(m_success);
    success->addWidget(m_successIcon);
    success->addWidget(m_successText, 1);
    m_card = new QFrame(this);
    m_card->setProperty("role", u"stepCard"_s);
    auto* inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_steps);
    m_body = new QWidget(this);
    auto* column = new QVBoxLayout(m_body);
    column->addWidget(m_goals, 0, Qt::AlignLeft);
    column->addWidget(m_goalBox, 0, Qt::AlignLeft);
    column->addWidget(m_whyNot);
    column->addWidget(m_stages);
    column->addWidget(m_success);
    column->addWidget(m_failure);
    column->addWidget(m_card);
    column->addWidget(m_noSteps);
    column->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_body);
    return m_scroll;
}

void FirmwarePage::wire()
{
    connect(m_files, &FirmwareFilesPane::boardChosen, this, &FirmwarePage::boardChosen);
    connect(m_files, &FirmwareFilesPane::fileWanted, this, &FirmwarePage::fileWanted);
    connect(m_files, &FirmwareFilesPane::folderWanted, this, &FirmwarePage::folderWanted);
    connect(m_files, &FirmwareFilesPane::choicesChanged, this, &FirmwarePage::choicesChanged);
    connect(m_files, &FirmwareFilesPane::consentChanged, this, &FirmwarePage::consentChanged);
    connect(m_files, &FirmwareFilesPane::backupFolderWanted, this,
            &FirmwarePage::backupFolderWanted);
    connect(m_whyNot, &QLabel::linkActivated, m_files, &FirmwareFilesPane::showMissingConsent);
    connect(m_start, &QPushButton::clicked, this, &FirmwarePage::startWanted);
    connect(m_cancel, &QPushButton::clicked, this, &FirmwarePage::cancelWanted);
    const auto chosen = [this](int index) { emit goalChosen(static_cast<FirmwareGoal>(index)); };
    connect(m_goals, &SegmentedControl::chosen, this, chosen);
    connect(m_goalBox, &QComboBox::activated, this, chosen);
    connect(m_failure, &ErrorCard::retryWanted, this, &FirmwarePage::startWanted);
    connect(m_failure, &ErrorCard::copyWanted, this, &FirmwarePage::copyWanted);
    connect(m_failure, &ErrorCard::explainWanted, this, &FirmwarePage::explainWanted);
    connect(m_log, &FirmwareLog::copyWanted, this, &FirmwarePage::copyWanted);
    connect(m_steps, &StepRows::currentMoved, this, [this](int index) {
        // Once the rows have their places.
        QMetaObject::invokeMethod(
            this,
            [this, index] {
                if (index >= m_steps->steps().size())
                    return;
                const QPoint at = m_steps->mapTo(m_body, m_steps->rowRect(index).center());
                m_scroll->ensureVisible(at.x(), at.y(), 0, m_steps->rowRect(index).height());
            },
            Qt::QueuedConnection);
    });
    connect(m_splitter, &PaneSplitter::resetWanted, this, [this] {
        m_splitter->setSizes({m_splitter->height(), m_theme.px(kFirstLog)});
    });
}

void FirmwarePage::setTheme(const Theme& theme)
{
    m_theme = theme;
    const int side = theme.px(kPadding);
    auto* head = static_cast<QVBoxLayout*>(m_head->layout());
    head->setContentsMargins(side, theme.px(16), side, theme.px(12));
    m_body->layout()->setContentsMargins(side, 0, side, theme.px(16));
    m_body->layout()->setSpacing(theme.px(12));
    auto* top = head->itemAt(0)->layout();
    top->setSpacing(theme.px(16));
    top->itemAt(0)->layout()->setSpacing(theme.px(4));
    top->itemAt(1)->layout()->setSpacing(theme.px(8));
    m_title->setFont(theme.font(TextSize::PageTitle, QFont::DemiBold));
    m_sentence->setFont(theme.font(TextSize::Body));
    m_whyNot->setFont(theme.font(TextSize::Caption));
    m_success->layout()->setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10));
    m_success->layout()->setSpacing(theme.px(10));
    m_successText->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    m_successIcon->setPixmap(
        theme.pixmap(u"success"_s, theme.colors().success, theme.px(20), devicePixelRatioF()));
    m_scroll->setMinimumHeight(theme.px(kLeastSteps));
    m_noSteps->setContentsMargins(0, theme.px(32), 0, 0);
    m_log->setMinimumHeight(theme.px(kLeastLog));
    m_noSteps->setFont(theme.font(TextSize::Body));
    fit();
}

QString FirmwarePage::goalName(FirmwareGoal goal)
{
    switch (goal) {
    case FirmwareGoal::Firmware: return tr("Update");
    case FirmwareGoal::Romfs: return tr("ROMFS");
    case FirmwareGoal::Factory: return tr("Factory");
    case FirmwareGoal::Erase: return tr("Erase files");
    case FirmwareGoal::Recover: return tr("Recover");
    }
    return {};
}

QString FirmwarePage::startText(FirmwareGoal goal)
{
    switch (goal) {
    case FirmwareGoal::Firmware: return tr("Update the firmware");
    case FirmwareGoal::Romfs: return tr("Write ROMFS");
    case FirmwareGoal::Factory: return tr("Reset to factory");
    case FirmwareGoal::Erase: return tr("Erase the file system");
    case FirmwareGoal::Recover: return tr("Recover the board");
    }
    return {};
}

void FirmwarePage::setTexts()
{
    QStringList names;
    for (int i = 0; i < kFirmwareGoals; ++i)
        names.append(goalName(static_cast<FirmwareGoal>(i)));
    m_goals->setTexts(names);
    m_goals->setAccessibleName(tr("What to do"));
    orderTabs();
    m_goalBox->clear();
    m_goalBox->addItems(names);
    m_goalBox->setAccessibleName(tr("What to do"));
    showState();
    fit();
}

void FirmwarePage::setState(const FirmwareState& state)
{
    const bool ended =
        (m_state.success.isEmpty() && !state.success.isEmpty()) || (!m_state.error && state.error);
    m_state = state;
    m_board->setState(state);
    m_files->setState(state);
    showState();
    // How it ended is above the steps.
    if (ended)
        m_scroll->verticalScrollBar()->setValue(0);
}

void FirmwarePage::showState()
{
    m_title->setText(m_state.title);
    m_sentence->setText(m_state.sentence);
    m_sentence->setVisible(!m_state.sentence.isEmpty());
    m_start->setText(startText(m_state.goal));
    m_start->setVisible(!m_state.running);
    m_start->setEnabled(m_state.whyNotStart.isEmpty());
    m_start->setToolTip(m_state.whyNotStart);
    m_start->setAccessibleDescription(m_state.whyNotStart);
    const QString why = m_state.whyNotStart.toHtmlEscaped();
    m_whyNot->setText(m_state.consentMissing ? u"%1 <a href=\"consent\">%2</a>"_s.arg(
                                                   why, tr("Show it").toHtmlEscaped())
                                             : why);
    m_whyNot->setVisible(!m_state.running && !m_state.whyNotStart.isEmpty() &&
                         !m_state.boardName.isEmpty());
    m_cancel->setText(m_state.cancelling ? tr("Cancelling") : tr("Cancel"));
    m_cancel->setVisible(m_state.running);
    m_cancel->setEnabled(!m_state.cancelling);
    m_stages->setStage(m_state.stage, m_state.stageDetails, m_state.hasRecovery);
    m_stages->setVisible(!m_state.boardName.isEmpty());
    m_steps->setSteps(m_state.steps);
    m_card->setVisible(!m_state.steps.isEmpty());
    m_noSteps->setText(m_state.noSteps);
    m_noSteps->setVisible(m_state.steps.isEmpty());
    showGoals();
    showResult();
    fit();
}

void FirmwarePage::showGoals()
{
    m_goals->setCurrent(static_cast<int>(m_state.goal));
    m_goalBox->setCurrentIndex(static_cast<int>(m_state.goal));
    for (int i = 0; i < kFirmwareGoals; ++i) {
        const QString& why = m_state.goalsRefused[static_cast<std::size_t>(i)];
        m_goals->setSegmentEnabled(i, why.isEmpty() && !m_state.running, why);
    }
    m_goalBox->setEnabled(!m_state.running);
}

void FirmwarePage::showResult()
{
    m_success->setVisible(!m_state.success.isEmpty());
    m_successText->setText(m_state.success);
    m_success->setAccessibleName(m_state.success);
    m_failure->setVisible(m_state.error.has_value());
    if (m_state.error)
        m_failure->setError(m_state.failure, *m_state.error);
    m_failure->setRetryPossible(m_state.whyNotStart.isEmpty());
}

QSize FirmwarePage::minimumSizeHint() const
{
    return {m_theme.px(560), m_theme.px(240)};
}

void FirmwarePage::fit()
{
    const bool narrow = width() < m_theme.px(kNarrowBelow);
    const bool board = !m_state.boardName.isEmpty();
    m_board->setFixedWidth(m_theme.px(narrow ? kNarrowLeft : kLeft));
    m_files->setFixedWidth(m_theme.px(narrow ? kNarrowRight : kRight));
    // What to do with the board is in the steps, too.
    const bool drawn = width() >= m_theme.px(kBoardFrom);
    m_board->setVisible(drawn);
    m_boardRule->setVisible(drawn);
    const int left = drawn ? m_board->width() + 1 : 0;
    const int room = width() - left - m_files->width() - m_theme.px(2 * kPadding + kScrollBar) - 1;
    const bool segments = room >= std::max(m_theme.px(kSegmentsFrom), m_goals->sizeHint().width());
    m_goals->setVisible(segments && board);
    m_goalBox->setVisible(!segments && board);
    m_failure->setCardWidth(std::max(room, m_theme.px(240)));
}

// Never on a button: the page may come up while somebody types.
void FirmwarePage::focusFirst()
{
    auto* boards = m_files->findChild<QWidget*>(u"firmwareBoards"_s);
    QWidget* first = m_state.steps.isEmpty() ? boards : m_steps;
    first->setFocus(Qt::OtherFocusReason);
}

void FirmwarePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
    if (!std::exchange(m_laidOut, true))
        m_splitter->setSizes({height(), m_theme.px(kFirstLog)});
}

void FirmwarePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && !m_state.running)
        event->acceptProposedAction();
}

void FirmwarePage::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls()) {
        if (!url.isLocalFile())
            continue;
        emit sourceChosen(url.toLocalFile());
        event->acceptProposedAction();
        return;
    }
}

}  // namespace omv::ui
