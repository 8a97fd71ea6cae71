// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace omv::ui {

class BoardRows;
class FileRows;
class WrappedCheck;

/// The right column of the firmware page: what is plugged in, the files and whether they fit,
/// the options, and the risks that need consent.
class FirmwareFilesPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit FirmwareFilesPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setState(const FirmwareState& state);
    /// The last one that the tab key reaches.
    QWidget* lastOption() const;
    /// Brings the first consent that is missing into sight, with the keyboard on it.
    void showMissingConsent();

signals:
    void boardChosen(const QString& id);
    void fileWanted();
    void folderWanted();
    void choicesChanged(const omv::ui::FirmwareChoices& choices);
    void backupFolderWanted();
    void consentChanged(const QString& id, bool given);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void setTexts();
    void showFiles();
    void showOptions();
    void showConsents();
    void choose();
    WrappedCheck* option(const char* name, bool FirmwareChoices::*member);

    struct Option {
        WrappedCheck* check;
        bool FirmwareChoices::*member;
    };
    Theme m_theme;
    FirmwareState m_state;
    QVBoxLayout* m_column;
    QList<QLabel*> m_titles;  // of the four parts
    QLabel* m_noBoards;
    BoardRows* m_boards;
    QLabel* m_source;
    QPushButton* m_file;
    QPushButton* m_folder;
    QLabel* m_problem;
    FileRows* m_files;
    QList<Option> m_options;
    QList<QWidget*> m_optionRows;
    QWidget* m_backupRow;
    QLabel* m_backupPlace;
    QPushButton* m_backupFolder;
    QScrollArea* m_area = nullptr;
    QWidget* m_consentBox;
    QList<WrappedCheck*> m_consents;
};

}  // namespace omv::ui
