// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/examples_model.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPersistentModelIndex;
class QToolButton;
class QTreeView;

namespace omv::ui {

class ExamplesDelegate;

/// The examples browser: search, two filter chips, the list by category. A double
/// click or Enter asks for a copy in an editor.
class ExamplesPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit ExamplesPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setExamples(const QList<Example>& examples);
    /// The connected camera: a board's id and name, the names of its sensors. Empty: none; the
    /// chips are then disabled and filter nothing.
    void setCamera(const QString& board, const QString& boardName, const QStringList& sensors);
    /// Puts the caret into the search field.
    void focusSearch();

    ExamplesModel& model() { return *m_model; }

signals:
    /// `file` as in the index, relative to it.
    void openWanted(const QString& file);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyFilter();
    void setTexts();
    void showCamera();
    void updateEmptyText();
    void openCurrent();
    QWidget* buildSearch();
    QWidget* buildChips();

    ExamplesModel* m_model;
    ExamplesDelegate* m_delegate;
    QWidget* m_head = nullptr;
    QLineEdit* m_search;
    QToolButton* m_boardChip;
    QToolButton* m_sensorChip;
    QTreeView* m_view;
    QLabel* m_empty;
    QString m_board;
    QString m_boardName;
    QStringList m_sensors;
    Theme m_theme;
};

}  // namespace omv::ui
