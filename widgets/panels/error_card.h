// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <openmv/result.h>

#include <QFrame>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace omv::ui {

/// An error in its three parts. kWidth wide at 100 %; the
/// owner places it (bottom right), or puts it into a page as a block.
class ErrorCard final : public QFrame, public Themed {
    Q_OBJECT
public:
    static constexpr int kWidth = 560;

    explicit ErrorCard(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// `title`: what failed, in one sentence ("main.py was not saved to the camera").
    void setError(const QString& title, const omv::Error& error);
    const omv::Error& error() const { return m_error; }
    void setRetryPossible(bool possible);
    void setClosable(bool closable);
    /// The pop-up shadow; off when the card is a block in a page.
    void setFloating(bool floating);
    /// As wide as the owner has room for; as tall as that makes it.
    void setCardWidth(int width);
    /// What Copy details copies: all parts, id and title.
    QString details() const;

signals:
    void retryWanted();
    void copyWanted(const QString& details);
    /// The long text of an id: omv::explain().
    void explainWanted(const QString& id);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void setTexts();
    void showParts();
    void fitHeight();

    int m_width = 0;  ///< that it was given; 0: none
    Theme m_theme;
    QString m_title;
    omv::Error m_error;
    QLabel* m_icon;
    QLabel* m_titleLabel;
    QToolButton* m_close;
    QGridLayout* m_grid = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QLabel* m_names[3] = {};
    QLabel* m_parts[3] = {};
    QPushButton* m_retry;
    QPushButton* m_copy;
    QLabel* m_id;
};

}  // namespace omv::ui
