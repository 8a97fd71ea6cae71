// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace omv::ui {

/// A camera that the welcome offers.
struct WelcomeRow {
    QString id;  ///< as startWanted() tells it
    QString icon;
    QString title;  ///< "Virtual camera"
    QString detail;  ///< one grey line
    QString button;
    bool primary = false;

    friend bool operator==(const WelcomeRow&, const WelcomeRow&) = default;
};

/// What the frame view shows at the first start: where a picture can come from.
class WelcomePage final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setRows(const QList<WelcomeRow>& rows);

signals:
    void startWanted(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    int wordRoom(const QPushButton* button) const;

    Theme m_theme;
    QList<WelcomeRow> m_rows;
    QLabel* m_title = nullptr;
    QWidget* m_list = nullptr;
    bool m_narrow = false;
    QVBoxLayout* m_middle = nullptr;
    QHBoxLayout* m_column;
};

}  // namespace omv::ui
