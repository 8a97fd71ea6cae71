// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/frame_facts.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <memory>

class QAction;
class QMenu;

namespace omv::ui {

class FrameView;

/// A sensor to choose from.
struct FrameSource {
    int id = 0;  ///< as sourceChanged() tells it
    QString name;  ///< "PAG7936"
};

/// The frame view below its row of tools. Narrower than 480 pixels segments become a combo and
/// the rarer tools move into the menu.
class FramePane final : public QWidget, public Themed {
    Q_OBJECT
public:
    enum class Save { Frame, Region, RawBytes };
    Q_ENUM(Save)

    explicit FramePane(QWidget* parent = nullptr);
    ~FramePane() override;
    void setTheme(const Theme& theme) override;

    FrameView* view() const;

    /// Told, not wished: emit nothing.
    void setSources(const QList<FrameSource>& sources, int current);
    void setStreamMode(StreamMode mode);
    /// Whether the camera can be asked for a mode and a source.
    void setConnected(bool connected);
    /// Whether frames have bytes of their own to save (replayed ones may not).
    void setRawBytesKnown(bool known);
    /// Shown instead of the view while not null (the welcome of the first start). Owned by the
    /// caller.
    void setPage(QWidget* page);

    StreamMode streamMode() const;
    int source() const;

    /// Everything that the row and its menu can do, for menus, palette and shortcuts. Names:
    /// "frame.fit", "frame.actualSize", "frame.zoomIn", "frame.zoomOut", "frame.crosshair",
    /// "frame.grid", "frame.badges", "frame.freeze", "frame.copy", "frame.saveFrame",
    /// "frame.saveRegion", "frame.saveRaw", "frame.clearRegion", "frame.rotateLeft",
    /// "frame.rotateRight", "frame.flipHorizontal", "frame.flipVertical", "frame.upright".
    /// What is drawn over the picture; the actions follow.
    void setMarks(bool crosshair, bool grid, bool badges);
    QList<QAction*> frameActions() const;
    QAction* frameAction(const QString& name) const;  ///< null: no such

signals:
    void streamModeChanged(omv::ui::StreamMode mode);
    void sourceChanged(int id);
    void saveWanted(omv::ui::FramePane::Save what);
    /// After the pane put the picture (of the region) on the clipboard.
    void copied();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace omv::ui
