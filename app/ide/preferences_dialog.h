// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/settings.h"
#include "widgets/theme/theme.h"

#include <QDialog>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace omv::ui {
class ShortcutEditor;
}

namespace omv::ide {

/// One page for each section, search on top; a change applies at once. Told the settings, it
/// says which edit is wanted.
class PreferencesDialog final : public QDialog, public ui::Themed {
    Q_OBJECT
public:
    using Edit = std::function<void(Settings&)>;

    explicit PreferencesDialog(QWidget* parent);

    void setTheme(const ui::Theme& theme) override;
    void setSettings(const Settings& settings);
    ui::ShortcutEditor* shortcuts() const { return m_shortcuts; }
    void showSection(const QString& name);

signals:
    void editWanted(const omv::ide::PreferencesDialog::Edit& edit);

private:
    struct Row {
        QWidget* label;
        QWidget* field;
        QString text;
        int page;
        std::function<void(const Settings&)> show;
    };
    struct Choice {
        QString text;
        QString value;
    };

    void build();
    int addPage(const QString& name, const QString& title);
    void addRow(const QString& label, QWidget* field, std::function<void(const Settings&)> show);
    void addCheck(const QString& name, const QString& text, bool& (*of)(Settings&));
    void addNumber(const QString& name, const QString& label, double least, double most,
                   double step, const QString& least_text, double& (*of)(Settings&));
    void addChoice(const QString& name, const QString& label, const std::vector<Choice>& choices,
                   QString& (*of)(Settings&));
    void addFolder(const QString& name, const QString& label, const QString& empty,
                   QString& (*of)(Settings&));
    void buildAppearance();
    void buildEditor();
    void buildConnection();
    void buildTerminal();
    void buildFrame();
    void buildPaths();
    void search(const QString& text);

    QLineEdit* m_search;
    QListWidget* m_sections;
    QStackedWidget* m_pages;
    ui::ShortcutEditor* m_shortcuts;
    QFormLayout* m_form = nullptr;  // of the page that is being built
    std::vector<Row> m_rows;
    Settings m_settings;
    bool m_showing = false;
};

}  // namespace omv::ide
