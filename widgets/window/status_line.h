// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>

#include <vector>

class QHBoxLayout;
class QToolButton;

namespace omv::ui {

/// The bottom row: facts of the camera on the left, of the text and the link on the right. Each
/// is a button that opens its detail. What has no room is left out, from the inside outwards.
class StatusLine final : public QFrame, public Themed {
    Q_OBJECT
public:
    enum class Item { Camera, Sensor, Firmware, Port, Caret, Indent, Encoding, Language, Fps };
    Q_ENUM(Item)

    explicit StatusLine(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// An empty text hides the item.
    void set(Item item, const QString& text, const QString& toolTip = {});
    QString text(Item item) const;
    /// At the far right; takes ownership.
    void setLinkWidget(QWidget* link);
    QToolButton* button(Item item) const;
    /// Caret, indent, encoding and language: not where no text is in sight.
    void setTextItemsShown(bool shown);

signals:
    void clicked(omv::ui::StatusLine::Item item);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Entry {
        Item item;
        QToolButton* button;
        QFrame* rule;
        int keep;  ///< the larger, the longer it stays
        QString icon;
    };
    void add(Item item, const QString& icon, int keep, bool right);
    void fitItems();
    void showItems(const std::vector<const Entry*>& shown);

    Theme m_theme;
    QHBoxLayout* m_row;
    std::vector<Entry> m_entries;
    QWidget* m_link = nullptr;
    bool m_textItems = true;
};

}  // namespace omv::ui
