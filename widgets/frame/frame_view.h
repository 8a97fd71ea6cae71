// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/frame_facts.h"
#include "widgets/frame/frame_geometry.h"
#include "widgets/theme/theme.h"

#include <QImage>
#include <QRect>
#include <QWidget>

#include <memory>

class QPushButton;

namespace omv::ui {

/// The picture of the camera: newest frame only, with badges, pixel read-out, region,
/// crosshair and grid. Painted in memory, no graphics card needed.
///
/// Coordinates of pixels and regions are those of the image, however it is turned for viewing.
///
/// Mouse: drag = region, click = a region of one pixel, wheel = zoom at the pointer, drag with
/// Space held or the middle button = pan, double click = fit or 100 %.
/// Keys: + - zoom, 0 fit, 1 100 %, arrows pan, Shift+arrows move the read-out by a pixel (with
/// Ctrl ten), Enter begins and ends a region there, Esc clears it, B hides the badges,
/// Ctrl+C copies.
class FrameView final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit FrameView(QWidget* parent = nullptr);
    ~FrameView() override;
    void setTheme(const Theme& theme) override;

    /// Shows `image` with the next painting; what was not painted by then is forgotten. The
    /// pixels are shared, not copied. Fastest in Format_RGB32 (displayImage()).
    /// Turns Empty and Stopped into Live.
    void setFrame(const QImage& image, const FrameFacts& facts);
    /// Forgets the picture: Empty.
    void clear();
    /// `message`: for Error what went wrong, a sentence.
    void setState(FrameState state, const QString& message = {});
    FrameState state() const;
    /// After how long without a frame a Live picture says its age; 2000 ms at first.
    void setStaleAfter(int milliseconds);
    /// Text of the button of the empty state; empty: no button. Emits runWanted().
    void setRunText(const QString& text);

    /// What is shown: the frozen picture while frozen. Null when there is none.
    QImage image() const;
    /// The part inside `region`, a copy; all for a null one.
    QImage image(const QRect& region) const;
    const FrameFacts& facts() const;
    /// Frames that were painted so far, and how many a second lately.
    std::uint64_t framesShown() const;
    double shownFps() const;

    QRect region() const;  ///< null: none
    void setRegion(const QRect& region);  ///< cut to the picture; null clears

    bool frozen() const;
    /// The picture stays while frames keep coming; the newest is shown at the end.
    void setFrozen(bool frozen);

    double zoom() const;  ///< 1 is 100 %
    bool fitsToView() const;
    const FrameGeometry& geometryOfFrame() const;

    void setCrosshair(bool on);
    void setGrid(bool on);
    void setBadges(bool on);
    void setOrientation(const Orientation& orientation);
    bool crosshair() const;
    bool grid() const;
    bool badges() const;
    Orientation orientation() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void fit();
    void actualSize();
    void zoomIn();
    void zoomOut();
    void clearRegion();
    /// Puts the region, or all of the picture, on the clipboard.
    void copy();

signals:
    /// In image coordinates; null: none. While dragging too.
    void regionChanged(const QRect& region);
    void zoomChanged(double zoom);
    void frozenChanged(bool frozen);
    void badgesChanged(bool on);
    /// The pixel under the pointer or the keyboard's read-out; (-1, -1): none.
    void pixelChanged(const QPoint& pixel);
    void runWanted();  ///< the button of the empty state
    void streamWanted();  ///< the button of the state StreamOff
    void menuWanted(const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace omv::ui
