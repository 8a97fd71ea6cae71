// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QComboBox;
class QFrame;
class QLabel;
class QPushButton;
class QScrollArea;

namespace omv::ui {

class ErrorCard;
class FirmwareBoardPane;
class FirmwareFilesPane;
class FirmwareLog;
class PaneSplitter;
class SegmentedControl;
class StageBar;
class StepRows;

/// The page on which a board gets firmware: the board on the left, the way up and the plan in
/// the middle, what is there and what is chosen on the right, the log below. It is told what
/// to show and reports wishes.
class FirmwarePage final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit FirmwarePage(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setState(const FirmwareState& state);
    const FirmwareState& state() const { return m_state; }
    FirmwareLog* log() const { return m_log; }
    /// Where the keyboard goes when the page comes up.
    void focusFirst();
    QSize minimumSizeHint() const override;

signals:
    void boardChosen(const QString& id);
    void fileWanted();
    void folderWanted();
    /// A file or folder was dropped.
    void sourceChosen(const QString& path);
    void goalChosen(omv::ui::FirmwareGoal goal);
    void choicesChanged(const omv::ui::FirmwareChoices& choices);
    void consentChanged(const QString& id, bool given);
    void backupFolderWanted();
    void startWanted();
    void cancelWanted();
    void copyWanted(const QString& text);
    /// The long text of an error's id.
    void explainWanted(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    QWidget* buildHead();
    QWidget* buildBody();
    void wire();
    void orderTabs();
    void setTexts();
    void showState();
    void showGoals();
    void showResult();
    void fit();
    static QString goalName(FirmwareGoal goal);
    static QString startText(FirmwareGoal goal);

    Theme m_theme;
    FirmwareState m_state;
    FirmwareBoardPane* m_board;
    FirmwareFilesPane* m_files;
    QFrame* m_boardRule;
    QWidget* m_center;
    QWidget* m_head = nullptr;
    QWidget* m_body = nullptr;  // of the scroll area
    QLabel* m_title;
    QLabel* m_sentence;
    QPushButton* m_start;
    QPushButton* m_cancel;
    QLabel* m_whyNot;
    SegmentedControl* m_goals;
    QComboBox* m_goalBox;  // where the segments have no room
    StageBar* m_stages;
    QFrame* m_success;
    QLabel* m_successIcon;
    QLabel* m_successText;
    ErrorCard* m_failure;
    QFrame* m_card = nullptr;
    QScrollArea* m_scroll;
    StepRows* m_steps;
    QLabel* m_noSteps;
    PaneSplitter* m_splitter;
    FirmwareLog* m_log;
    bool m_laidOut = false;
};

}  // namespace omv::ui
