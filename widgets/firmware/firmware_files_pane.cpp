// SPDX-License-Identifier: MIT
#include "widgets/firmware/firmware_files_pane.h"

#include "widgets/firmware/board_rows.h"
#include "widgets/firmware/file_rows.h"
#include "widgets/firmware/wrapped_check.h"
#include "widgets/theme/language.h"
#include "widgets/theme/scroll_page.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRare = 5;  // options from here on are for few boards
constexpr int kFirmwareOptions = 8;

enum Title { PluggedIn, Files, Options, Consents, kTitles };

}  // namespace

FirmwareFilesPane::FirmwareFilesPane(QWidget* parent)
    : QWidget(parent)
    , m_noBoards(new QLabel(this))
    , m_boards(new BoardRows(this))
    , m_source(new QLabel(this))
    , m_file(new QPushButton(this))
    , m_folder(new QPushButton(this))
    , m_problem(new QLabel(this))
    , m_files(new FileRows(this))
    , m_backupRow(new QWidget(this))
    , m_backupPlace(new QLabel(m_backupRow))
    , m_backupFolder(new QPushButton(m_backupRow))
    , m_consentBox(new QWidget(this))
{
    setObjectName(u"firmwareFilesPane"_s);
    for (int i = 0; i < kTitles; ++i) {
        auto* title = new QLabel(i == Consents ? m_consentBox : this);
        title->setWordWrap(true);
        m_titles.append(title);
    }
    m_source->setObjectName(u"firmwareSource"_s);
    m_problem->setObjectName(u"firmwareFilesProblem"_s);
    m_file->setObjectName(u"firmwareChooseFile"_s);
    m_folder->setObjectName(u"firmwareChooseFolder"_s);
    m_backupPlace->setObjectName(u"firmwareBackupPlace"_s);
    m_backupFolder->setObjectName(u"firmwareBackupFolder"_s);
    for (QLabel* each : {m_noBoards, m_source, m_problem, m_backupPlace})
        each->setWordWrap(true);
    for (QLabel* each : {m_noBoards, m_source, m_backupPlace})
        each->setProperty("role", u"secondary"_s);
    m_problem->setProperty("role", u"error"_s);
    for (QLabel* each : {m_noBoards, m_source, m_problem, m_backupPlace})
        each->setTextFormat(Qt::PlainText);
    m_backupPlace->setMinimumWidth(1);
    m_source->setMinimumWidth(1);
    build();
    connect(m_boards, &BoardRows::chosen, this, &FirmwareFilesPane::boardChosen);
    connect(m_file, &QPushButton::clicked, this, &FirmwareFilesPane::fileWanted);
    connect(m_folder, &QPushButton::clicked, this, &FirmwareFilesPane::folderWanted);
    connect(m_backupFolder, &QPushButton::clicked, this, &FirmwareFilesPane::backupFolderWanted);
    setTheme(m_theme);
    followLanguage(this, [this] { setTexts(); });
}

WrappedCheck* FirmwareFilesPane::option(const char* name, bool FirmwareChoices::*member)
{
    auto* check = new WrappedCheck(QString::fromLatin1(name), this);
    m_options.append({check, member});
    connect(check, &WrappedCheck::chosen, this, &FirmwareFilesPane::choose);
    return check;
}

void FirmwareFilesPane::build()
{
    auto* content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->addWidget(m_titles[PluggedIn]);
    m_column->addWidget(m_noBoards);
    m_column->addWidget(m_boards);
    // Above the files, which may be many: nobody should have to look for what is missing.
    auto* consents = new QVBoxLayout(m_consentBox);
    consents->setContentsMargins(0, 0, 0, 0);
    consents->addWidget(m_titles[Consents]);
    m_column->addWidget(m_consentBox);
    m_column->addWidget(m_titles[Files]);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_file, 1);
    buttons->addWidget(m_folder, 1);
    m_column->addLayout(buttons);
    m_column->addWidget(m_source);
    m_column->addWidget(m_problem);
    m_column->addWidget(m_files);
    m_column->addWidget(m_titles[Options]);
    m_column->addWidget(option("firmwareVerify", &FirmwareChoices::verify));
    m_column->addWidget(option("firmwareResetRomfs", &FirmwareChoices::resetRomfs));
    m_column->addWidget(option("firmwareEraseFileSystem", &FirmwareChoices::eraseFileSystem));
    m_column->addWidget(option("firmwareForce", &FirmwareChoices::force));
    m_column->addWidget(option("firmwareBackup", &FirmwareChoices::backup));
    auto* place = new QHBoxLayout(m_backupRow);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(m_backupPlace, 1);
    place->addWidget(m_backupFolder);
    m_column->addWidget(m_backupRow);
    m_column->addWidget(option("firmwareSystemPackage", &FirmwareChoices::systemPackage));
    m_column->addWidget(option("firmwareBurnFuse", &FirmwareChoices::burnFuse));
    m_column->addWidget(option("firmwareStorageRescue", &FirmwareChoices::storageRescue));
    m_column->addStretch(1);
    m_area = makeScrollPage(this, content);
    content->setAutoFillBackground(false);
    m_area->viewport()->setAutoFillBackground(false);
    setTabOrder(m_options[kRare - 1].check->box(), m_backupFolder);
    setTabOrder(m_backupFolder, m_options[kRare].check->box());
}

void FirmwareFilesPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_column->setContentsMargins(theme.px(16), theme.px(18), theme.px(16), theme.px(12));
    m_column->setSpacing(theme.px(8));
    for (int i = 0; i < kTitles; ++i) {
        m_titles[i]->setFont(theme.font(TextSize::CardTitle, QFont::DemiBold));
        m_titles[i]->setContentsMargins(0, i == PluggedIn ? 0 : theme.px(14), 0, 0);
    }
    m_consentBox->layout()->setSpacing(theme.px(8));
    for (QLabel* each : {m_source, m_problem, m_noBoards, m_backupPlace})
        each->setFont(theme.font(TextSize::Caption));
    showFiles();
}

void FirmwareFilesPane::setTexts()
{
    m_titles[PluggedIn]->setText(tr("Boards now"));
    m_titles[Files]->setText(tr("Files, checked before the first write"));
    m_titles[Options]->setText(tr("Options"));
    m_titles[Consents]->setText(tr("At your own risk"));
    m_file->setText(tr("Zip or file…"));
    m_folder->setText(tr("Folder…"));
    m_file->setToolTip(tr("Choose a release or an image; it can also be dropped on this page"));
    m_folder->setToolTip(tr("Choose a folder with the board's images"));
    m_noBoards->setText(tr("Nothing is seen. Plug a board in with a data cable: it shows up here "
                           "by itself."));
    m_options[0].check->setText(tr("Read back and compare what was written"));
    m_options[1].check->setText(tr("Write ROMFS as released"));
    m_options[2].check->setText(tr("Erase the file system"));
    m_options[3].check->setText(tr("Write what is there already, too"));
    m_options[4].check->setText(tr("Keep a copy of what is overwritten"));
    m_options[5].check->setText(tr("Write the chip's own firmware first"));
    m_options[6].check->setText(tr("Burn the boot fuse, if it is not set"));
    m_options[7].check->setText(tr("Bring back a flash chip that does not answer"));
    m_options[5].check->setToolTip(
        tr("Its files are the chip maker's: put them beside the other files"));
    m_options[7].check->setToolTip(
        tr("For a board whose files and ROMFS are both unusable. Both are erased."));
    m_backupFolder->setText(tr("Other…"));
    m_backupFolder->setAccessibleName(tr("Choose another folder for the copy"));
    showFiles();
}

void FirmwareFilesPane::setState(const FirmwareState& state)
{
    m_state = state;
    m_boards->setBoards(state.boards, state.chosenBoard);
    m_boards->setVisible(!state.boards.isEmpty());
    m_noBoards->setVisible(state.boards.isEmpty());
    m_boards->setEnabled(!state.running);
    m_file->setEnabled(!state.running);
    m_folder->setEnabled(!state.running);
    showFiles();
    showOptions();
    showConsents();
}

void FirmwareFilesPane::showFiles()
{
    const bool none = m_state.source.isEmpty();
    const QString name = m_state.source.section(u'/', -1, -1, QString::SectionSkipEmpty);
    const QString text = none
        ? tr("None chosen yet. A release is a zip; a folder or a single image "
             "does as well.")
        : m_state.checking ? tr("Reading %1").arg(name)
                           : name;
    m_source->setText(text);
    m_source->setToolTip(none ? QString() : m_state.source);
    const bool erase = m_state.goal == FirmwareGoal::Erase;
    m_source->setVisible(!erase);
    m_problem->setText(m_state.filesProblem);
    m_problem->setVisible(!m_state.filesProblem.isEmpty());
    m_files->setFiles(m_state.files);
    m_files->setVisible(!m_state.files.isEmpty() && !erase);
}

void FirmwareFilesPane::showOptions()
{
    const FirmwareGoal goal = m_state.goal;
    const bool writes = goal != FirmwareGoal::Erase;
    const bool recovers = goal == FirmwareGoal::Recover;
    const bool possible[] = {writes,
                             goal == FirmwareGoal::Firmware,
                             goal == FirmwareGoal::Firmware || goal == FirmwareGoal::Romfs,
                             writes,
                             true,
                             recovers,
                             recovers,
                             recovers};
    // What the goal does by itself.
    const bool implied[kFirmwareOptions] = {
        false, goal == FirmwareGoal::Romfs || goal == FirmwareGoal::Factory,
        goal == FirmwareGoal::Factory || goal == FirmwareGoal::Erase};
    for (int i = 0; i < m_options.size(); ++i) {
        const Option& each = m_options[i];
        // What only few boards have is not shown where it cannot be.
        each.check->setVisible(m_state.has.*each.member && (i < kRare || possible[i]));
        each.check->setChecked(implied[i] || (possible[i] && m_state.choices.*each.member));
        each.check->setEnabled(possible[i] && !m_state.running);
    }
    m_backupRow->setVisible(m_state.choices.backup);
    m_backupPlace->setText(tr("In %1").arg(m_state.backupFolder));
    m_backupPlace->setToolTip(m_state.backupFolder);
    m_backupFolder->setEnabled(!m_state.running);
}

void FirmwareFilesPane::showMissingConsent()
{
    for (qsizetype i = 0; i < m_consents.size(); ++i) {
        if (m_state.consents[i].given)
            continue;
        m_area->ensureWidgetVisible(m_consents[i]);
        m_consents[i]->box()->setFocus(Qt::OtherFocusReason);
        return;
    }
}

void FirmwareFilesPane::showConsents()
{
    const auto& wanted = m_state.consents;
    while (m_consents.size() > wanted.size())
        delete m_consents.takeLast();
    while (m_consents.size() < wanted.size()) {
        const auto index = m_consents.size();
        auto* check = new WrappedCheck(u"firmwareConsent.%1"_s.arg(index), m_consentBox);
        check->setTheme(m_theme);
        m_consentBox->layout()->addWidget(check);
        connect(check, &WrappedCheck::chosen, this, [this, index](bool on) {
            if (index < m_state.consents.size())
                emit consentChanged(m_state.consents[index].id, on);
        });
        setTabOrder(m_consents.isEmpty() ? static_cast<QWidget*>(m_boards)
                                         : m_consents.last()->box(),
                    check->box());
        m_consents.append(check);
    }
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        m_consents[i]->setText(wanted[i].text);
        m_consents[i]->setChecked(wanted[i].given);
        m_consents[i]->setEnabled(!m_state.running);
    }
    m_consentBox->setVisible(!wanted.isEmpty());
}

QWidget* FirmwareFilesPane::lastOption() const
{
    return m_options.last().check->box();
}

void FirmwareFilesPane::choose()
{
    FirmwareChoices choices = m_state.choices;
    for (const Option& each : m_options) {
        if (each.check->isEnabled())
            choices.*each.member = each.check->isChecked();
    }
    emit choicesChanged(choices);
}

void FirmwareFilesPane::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), m_theme.colors().panel);
}

}  // namespace omv::ui
