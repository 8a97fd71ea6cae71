// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "widgets/frame/frame_geometry.h"

using namespace omv::ui;

namespace {

FrameGeometry geometry(QSize image, QSize view, double ratio = 1)
{
    FrameGeometry made;
    made.setImageSize(image);
    made.setViewSize(view, ratio);
    return made;
}

}  // namespace

TEST_CASE("a picture fits its view, centred, with its shape kept")
{
    const FrameGeometry wide = geometry({640, 480}, {400, 400});
    CHECK(wide.scale() == Approx(0.625));
    CHECK(wide.target() == QRectF(0, 50, 400, 300));
    CHECK(geometry({80, 60}, {320, 300}).target() == QRectF(0, 30, 320, 240));
}

TEST_CASE("every turn shows each pixel where its inverse finds it")
{
    const QSize size(7, 5);
    for (int turns = 0; turns < 4; ++turns) {
        for (const bool mirrored : {false, true}) {
            const Orientation turn{turns, mirrored};
            FrameGeometry frame = geometry(size, {400, 400});
            frame.setOrientation(turn);
            frame.setScale(1, {200, 200});
            for (int y = 0; y < size.height(); ++y) {
                for (int x = 0; x < size.width(); ++x) {
                    const QPointF middle = frame.toView(QPointF(x + 0.5, y + 0.5));
                    CHECK(frame.pixelAt(middle) == QPoint(x, y));
                    // The corner of the pixel as seen is its own too: the pointer is on corners.
                    CHECK(frame.pixelAt(middle - QPointF(0.5, 0.5)) == QPoint(x, y));
                }
            }
        }
    }
}

TEST_CASE("flips are as seen, whatever the turn")
{
    const QSize size(6, 4);
    for (int turns = 0; turns < 4; ++turns) {
        const Orientation turn{turns, turns % 2 == 1};
        const QSize seen = turn.map(size);
        const QPointF before = turn.toSeen({1, 1}, size);
        const QPointF across = turn.flippedHorizontally().toSeen({1, 1}, size);
        const QPointF down = turn.flippedVertically().toSeen({1, 1}, size);
        CHECK(across == QPointF(seen.width() - before.x(), before.y()));
        CHECK(down == QPointF(before.x(), seen.height() - before.y()));
        CHECK(turn.flippedVertically().flippedVertically() == turn);
        CHECK(turn.turned(1).turned(-1) == turn);
    }
}

TEST_CASE("zooming keeps what is under the pointer")
{
    FrameGeometry frame = geometry({640, 480}, {600, 500});
    frame.setScale(4, {300, 250});
    const QPointF pointer(123, 77);
    const QPointF before = frame.toImage(pointer);
    frame.step(1, pointer);
    const QPointF after = frame.toImage(pointer);
    CHECK(frame.scale() == 6);
    CHECK(after.x() == Approx(before.x()).margin(0.2));
    CHECK(after.y() == Approx(before.y()).margin(0.2));
}

TEST_CASE("zooming stops at its ends and passes 100 %")
{
    FrameGeometry frame = geometry({640, 480}, {600, 500});
    bool passed = false;
    for (int i = 0; i < 40; ++i) {
        frame.step(1, {300, 250});
        passed = passed || frame.scale() == 1;
    }
    CHECK(passed);
    CHECK(frame.scale() == FrameGeometry::kMaxScale);
    for (int i = 0; i < 40; ++i)
        frame.step(-1, {300, 250});
    CHECK(frame.scale() == FrameGeometry::kMinScale);
}

TEST_CASE("a picture cannot be dragged out of its view")
{
    FrameGeometry frame = geometry({640, 480}, {300, 200});
    frame.setScale(1, {150, 100});
    frame.panBy({10000, 10000});
    CHECK(frame.target().topLeft() == QPointF(0, 0));
    frame.panBy({-20000, -20000});
    CHECK(frame.target().bottomRight() == QPointF(300, 200));
    FrameGeometry small = geometry({64, 48}, {300, 200});
    small.setScale(1, {150, 100});
    small.panBy({50, 50});
    CHECK(small.target() == QRectF(118, 76, 64, 48));
}

TEST_CASE("the picture's corner lies on whole device pixels")
{
    for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
        const FrameGeometry frame = geometry({640, 481}, {517, 399}, ratio);
        const QPointF corner = frame.target().topLeft() * ratio;
        CHECK(corner.x() == Approx(std::round(corner.x())));
        CHECK(corner.y() == Approx(std::round(corner.y())));
    }
}

TEST_CASE("outside the picture there is no pixel, but a nearest one")
{
    const FrameGeometry frame = geometry({100, 100}, {200, 100});
    CHECK(frame.pixelAt({10, 50}) == QPoint(-1, -1));
    CHECK(frame.nearestPixel({10, 50}) == QPoint(0, 50));
    CHECK(frame.nearestPixel({1000, 1000}) == QPoint(99, 99));
    CHECK(geometry({}, {200, 100}).pixelAt({10, 50}) == QPoint(-1, -1));
}
