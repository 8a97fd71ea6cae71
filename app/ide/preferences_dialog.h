// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/settings.h"
#include "widgets/theme/theme.h"

#include <QDialog>

#include <functional>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace omv::ui {
class ShortcutEditor;
}

namespace omv::ide {

/// One page for each section, search on top; a change applies at once, and each row goes back to
/// its first value. Told the settings, it says which edit is wanted.
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
        QList<QWidget*> widgets;
        QString text;
        int page = 0;
        std::function<void(const Settings&)> show;
    };
    struct Choice {
        QString text;
        QString value;
    };
    template<class T>
    using Of = T& (*)(Settings&);

    void build();
    void themePages();
    void showReset(QToolButton* reset, bool possible) const;
    void addPage(const QString& name, const QString& title);
    QToolButton* placeRow(const QString& name, const QString& label, QWidget* field);
    template<class T>
    void addRow(const QString& name, const QString& label, QWidget* field, Of<T> of,
                std::function<void(const T&)> show);
    void addCheck(const QString& name, const QString& text, Of<bool> of);
    /// 0 stands for the look's own size.
    void addPoints(const QString& name, const QString& label, Of<double> of);
    void addPercent(const QString& name, const QString& label, int least, int most, Of<double> of);
    void addWhole(const QString& name, const QString& label, int least, int most, Of<int> of);
    void addChoice(const QString& name, const QString& label, const std::vector<Choice>& choices,
                   Of<QString> of);
    void addFont(const QString& name, const QString& label, bool fixedPitch, Of<QString> of);
    void addFolder(const QString& name, const QString& label, const QString& empty, Of<QString> of);
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
    QGridLayout* m_grid = nullptr;  // of the page that is being built
    ui::Theme m_theme;
    std::vector<Row> m_rows;
    Settings m_settings;
    bool m_showing = false;
};

}  // namespace omv::ide
