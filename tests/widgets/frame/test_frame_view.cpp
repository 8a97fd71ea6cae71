// SPDX-License-Identifier: MIT
#include "tests/widgets/frame/frame_fixture.h"
#include "widgets/frame/frame_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace omv::ui;
using namespace Qt::StringLiterals;
using test::makePicture;

namespace {

/// What is on the screen, in device pixels.
QImage grabbed(QWidget& widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// Bare: nothing painted over the picture.
struct Shown {
    FrameView view;

    explicit Shown(QSize size, const QImage& image = {})
    {
        view.setBadges(false);
        view.resize(size);
        view.show();
        if (!image.isNull())
            view.setFrame(image, {});
    }

    double ratio() const { return view.devicePixelRatioF(); }

    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mousePress(&view, button, {}, from);
        QTest::mouseMove(&view, (from + to) / 2);
        QTest::mouseMove(&view, to);
        QTest::mouseRelease(&view, button, {}, to);
    }
};

bool differs(const QImage& a, const QImage& b, const QRect& where)
{
    return a.copy(where) != b.copy(where);
}

}  // namespace

class TestFrameView final : public QObject {
    Q_OBJECT
private slots:
    void at100PercentEveryPixelIsItself()
    {
        const QImage image = makePicture(120, 90);
        Shown shown({160, 130}, image);
        shown.view.actualSize();
        const QImage screen = grabbed(shown.view);
        const auto factor = static_cast<int>(shown.ratio());
        for (int y = 0; y < 90 * factor; ++y) {
            for (int x = 0; x < 120 * factor; ++x)
                QCOMPARE(screen.pixel(x + 20 * factor, y + 20 * factor),
                         image.pixel(x / factor, y / factor));
        }
        const QRgb well = Theme().colors().well.rgb();
        QCOMPARE(screen.pixel(5, 5), well);
        QCOMPARE(screen.pixel(20 * factor - 1, 60), well);
        QCOMPARE(screen.pixel(140 * factor, 60), well);
    }

    void wholeMultiplesShowSquarePixels()
    {
        const QImage image = makePicture(40, 30);
        Shown shown({120, 90}, image);  // fits at 300 %
        QCOMPARE(shown.view.zoom(), 3.0);
        const QImage screen = grabbed(shown.view);
        const int factor = 3 * static_cast<int>(shown.ratio());
        for (int y = 0; y < screen.height(); ++y) {
            for (int x = 0; x < screen.width(); ++x)
                QCOMPARE(screen.pixel(x, y), image.pixel(x / factor, y / factor));
        }
    }

    void reducedItAveragesAreas()
    {
        QImage image(200, 200, QImage::Format_RGB32);
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 200; ++x)
                image.setPixel(x, y, (x + y) % 2 == 0 ? qRgb(0, 0, 0) : qRgb(200, 100, 50));
        }
        Shown shown({100, 100}, image);
        if (shown.ratio() != 1)
            QSKIP("at 200 % this picture is not reduced");
        const QImage screen = grabbed(shown.view);
        QCOMPARE(screen.pixel(50, 50), qRgb(100, 50, 25));
        QCOMPARE(screen.pixel(0, 99), qRgb(100, 50, 25));
    }

    void turnedAndFlippedItShowsTheSamePixelsElsewhere()
    {
        const QImage image = makePicture(60, 40);
        Shown shown({60, 60}, image);
        shown.view.actualSize();
        shown.view.setOrientation({1, false});
        const QImage screen = grabbed(shown.view);
        const auto factor = static_cast<int>(shown.ratio());
        // The image's first row is the right column now.
        QCOMPARE(screen.pixel(49 * factor, 0), image.pixel(0, 0));
        QCOMPARE(screen.pixel(49 * factor, 59 * factor), image.pixel(59, 0));
        QCOMPARE(screen.pixel(10 * factor, 0), image.pixel(0, 39));
        shown.view.setOrientation(Orientation().flippedHorizontally());
        QCOMPARE(grabbed(shown.view).pixel(0, 10 * factor), image.pixel(59, 0));
    }

    void pixelsKeepTheirCoordinatesWhenTurned()
    {
        Shown shown({60, 60}, makePicture(60, 40));
        shown.view.actualSize();
        shown.view.setOrientation({1, false});
        QSignalSpy pixels(&shown.view, &FrameView::pixelChanged);
        QTest::mouseMove(&shown.view, {49, 7});
        QCOMPARE(pixels.last()[0].toPoint(), QPoint(7, 0));
    }

    void theNewestFrameWins()
    {
        Shown shown({40, 30}, makePicture(40, 30));
        grabbed(shown.view);
        const auto before = shown.view.framesShown();
        QImage last(40, 30, QImage::Format_RGB32);
        for (int i = 1; i <= 5; ++i) {
            last.fill(qRgb(i, i, i));
            shown.view.setFrame(last, {.number = static_cast<std::uint64_t>(i)});
        }
        QCOMPARE(grabbed(shown.view).pixel(9, 9), qRgb(5, 5, 5));
        QCOMPARE(shown.view.framesShown(), before + 1);
        QCOMPARE(shown.view.facts().number, 5U);
    }

    void framesAreNotCopied()
    {
        const QImage image = makePicture(40, 30);
        Shown shown({40, 30}, image);
        QCOMPARE(shown.view.image().constBits(), image.constBits());
    }

    void otherFormatsShowTheSameColours()
    {
        const QImage image = makePicture(40, 30);
        Shown shown({40, 30}, image.convertToFormat(QImage::Format_RGB888));
        const auto factor = static_cast<int>(shown.ratio());
        QCOMPARE(grabbed(shown.view).pixel(11 * factor, 22 * factor), image.pixel(11, 22));
    }

    void aDragMakesARegionInImageCoordinates()
    {
        Shown shown({240, 180}, makePicture(120, 90));  // fits at 200 %
        QSignalSpy regions(&shown.view, &FrameView::regionChanged);
        shown.drag({20, 30}, {81, 71});
        QCOMPARE(shown.view.region(), QRect(QPoint(10, 15), QPoint(40, 35)));
        QCOMPARE(regions.last()[0].toRect(), shown.view.region());
        shown.drag({100, 100}, {50, 60});  // backwards
        QCOMPARE(shown.view.region(), QRect(QPoint(25, 30), QPoint(50, 50)));
        shown.drag({200, 150}, {1000, 1000});  // over the edge
        QCOMPARE(shown.view.region(), QRect(QPoint(100, 75), QPoint(119, 89)));
    }

    void aDragOnATurnedPictureIsInImageCoordinatesToo()
    {
        Shown shown({90, 120}, makePicture(120, 90));
        shown.view.setOrientation({1, true});
        QCOMPARE(shown.view.zoom(), 1.0);
        shown.drag({10, 20}, {30, 60});
        const FrameGeometry& geometry = shown.view.geometryOfFrame();
        const QRect region = shown.view.region();
        QCOMPARE(region.size(), QSize(41, 21));
        QVERIFY(region.contains(geometry.pixelAt({20, 40})));
        QVERIFY(!region.contains(geometry.pixelAt({9, 40})));
        QVERIFY(!region.contains(geometry.pixelAt({20, 61})));
    }

    void aClickIsAPointAndEscapeClears()
    {
        Shown shown({240, 180}, makePicture(120, 90));
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, {101, 51});
        QCOMPARE(shown.view.region(), QRect(50, 25, 1, 1));
        QTest::keyClick(&shown.view, Qt::Key_Escape);
        QVERIFY(shown.view.region().isNull());
    }

    void aClickBesideThePictureChangesNothing()
    {
        Shown shown({240, 90}, makePicture(120, 90));
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, {10, 40});
        QVERIFY(shown.view.region().isNull());
    }

    void aDoubleClickTogglesFitAndKeepsTheRegion()
    {
        Shown shown({240, 180}, makePicture(120, 90));
        shown.drag({20, 20}, {60, 60});
        const QRect region = shown.view.region();
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, {100, 100});
        QCOMPARE(shown.view.zoom(), 1.0);
        QVERIFY(!shown.view.fitsToView());
        QCOMPARE(shown.view.region(), region);
    }

    void aSmallerPictureCutsTheRegion()
    {
        Shown shown({240, 180}, makePicture(120, 90));
        shown.view.setRegion({50, 40, 60, 40});
        QSignalSpy regions(&shown.view, &FrameView::regionChanged);
        shown.view.setFrame(makePicture(80, 60), {});
        QCOMPARE(shown.view.region(), QRect(50, 40, 30, 20));
        QCOMPARE(regions.count(), 1);
        shown.view.setFrame(makePicture(40, 30), {});
        QVERIFY(shown.view.region().isNull());
    }

    void theWheelZoomsAtThePointer()
    {
        Shown shown({200, 150}, makePicture(400, 300));
        const QPointF at(50, 60);
        const QPoint under = shown.view.geometryOfFrame().pixelAt(at);
        for (int i = 0; i < 3; ++i) {
            QWheelEvent wheel(at, shown.view.mapToGlobal(at), {}, {0, 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&shown.view, &wheel);
        }
        QCOMPARE(shown.view.zoom(), 1.5);
        const QPoint now = shown.view.geometryOfFrame().pixelAt(at);
        QVERIFY((now - under).manhattanLength() <= 2);
    }

    void theMiddleButtonAndSpacePan()
    {
        Shown shown({200, 150}, makePicture(400, 300));
        shown.view.actualSize();
        const QPointF before = shown.view.geometryOfFrame().target().topLeft();
        shown.drag({100, 80}, {60, 50}, Qt::MiddleButton);
        const QPointF after = shown.view.geometryOfFrame().target().topLeft();
        QCOMPARE(after, before - QPointF(40, 30));
        QTest::keyPress(&shown.view, Qt::Key_Space);
        shown.drag({60, 50}, {100, 80});
        QTest::keyRelease(&shown.view, Qt::Key_Space);
        QCOMPARE(shown.view.geometryOfFrame().target().topLeft(), before);
        QVERIFY(shown.view.region().isNull());
    }

    void keysZoomAndReadPixels()
    {
        Shown shown({200, 150}, makePicture(400, 300));
        QTest::keyClick(&shown.view, Qt::Key_1);
        QCOMPARE(shown.view.zoom(), 1.0);
        QTest::keyClick(&shown.view, Qt::Key_Plus);
        QCOMPARE(shown.view.zoom(), 1.5);
        QTest::keyClick(&shown.view, Qt::Key_Minus);
        QTest::keyClick(&shown.view, Qt::Key_0);
        QVERIFY(shown.view.fitsToView());

        QSignalSpy pixels(&shown.view, &FrameView::pixelChanged);
        QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
        const QPoint first = pixels.last()[0].toPoint();
        QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(pixels.last()[0].toPoint(), first + QPoint(1, 0));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QTest::keyClick(&shown.view, Qt::Key_Down, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(shown.view.region(), QRect(first + QPoint(1, 0), QSize(1, 11)));
    }

    void badgesAreThereUntilB()
    {
        const QImage image = makePicture(400, 300);
        Shown shown({400, 300}, image);
        shown.view.actualSize();
        const QImage bare = grabbed(shown.view);
        shown.view.setBadges(true);
        const QImage badged = grabbed(shown.view);
        const double ratio = shown.ratio();
        const auto device = [ratio](QRectF r) {
            return QRectF(r.topLeft() * ratio, r.size() * ratio).toRect();
        };
        QVERIFY(differs(bare, badged, device({8, 8, 60, 22})));
        QVERIFY(!differs(bare, badged, device({0, 0, 400, 8})));
        QVERIFY(!differs(bare, badged, device({0, 40, 400, 200})));
        QVERIFY(differs(bare, badged, device({350, 270, 42, 22})));
        QTest::keyClick(&shown.view, Qt::Key_B);
        QVERIFY(!shown.view.badges());
        QCOMPARE(grabbed(shown.view), bare);
    }

    void badgesHideNothingOfAPictureThatFits_data()
    {
        QTest::addColumn<QSize>("view");
        QTest::addColumn<QSize>("picture");
        QTest::newRow("room above and below") << QSize(464, 349) << QSize(464, 290);
        QTest::newRow("room left and right") << QSize(700, 300) << QSize(300, 300);
        QTest::newRow("the pane's shape") << QSize(400, 300) << QSize(400, 300);
        QTest::newRow("a little wider") << QSize(467, 326) << QSize(320, 200);
        QTest::newRow("a little narrower") << QSize(467, 326) << QSize(320, 240);
    }

    void badgesHideNothingOfAPictureThatFits()
    {
        QFETCH(const QSize, view);
        QFETCH(const QSize, picture);
        QImage image(picture, QImage::Format_RGB32);
        image.fill(Qt::magenta);
        Shown shown(view, image);
        shown.view.setBadges(true);
        const QImage badged = grabbed(shown.view);
        const QRectF target = shown.view.geometryOfFrame().target();
        const double ratio = shown.ratio();
        const QRect inside = QRectF(target.topLeft() * ratio, target.size() * ratio).toRect();
        QImage plain = badged.copy(inside);
        plain.fill(Qt::magenta);
        QCOMPARE(badged.copy(inside), plain);
        shown.view.setBadges(false);
        QVERIFY(grabbed(shown.view) != badged);
    }

    void aPictureGivesWayToBadgesUntilTheyAreHidden()
    {
        Shown shown({400, 300}, makePicture(400, 300));
        QCOMPARE(shown.view.zoom(), 1.0);
        shown.view.setBadges(true);
        QVERIFY(shown.view.zoom() < 1 && shown.view.zoom() > 0.8);
        QTest::keyClick(&shown.view, Qt::Key_B);
        QCOMPARE(shown.view.zoom(), 1.0);
    }

    void inASmallPaneThePictureStaysLarge()
    {
        Shown shown({200, 150}, makePicture(400, 300));
        shown.view.setBadges(true);
        QCOMPARE(shown.view.zoom(), 0.5);
    }

    void aBadgeUnderThePointerIsSeenThrough()
    {
        Shown shown({400, 300}, makePicture(400, 300));
        shown.view.actualSize();
        shown.view.setBadges(true);
        const QRgb solid = grabbed(shown.view).pixel((QPointF(14, 12) * shown.ratio()).toPoint());
        QTest::mouseMove(&shown.view, {30, 20});
        const QRgb seen = grabbed(shown.view).pixel((QPointF(14, 12) * shown.ratio()).toPoint());
        shown.view.setBadges(false);
        const QRgb bare = grabbed(shown.view).pixel((QPointF(14, 12) * shown.ratio()).toPoint());
        const auto far = [bare](QRgb color) {
            return std::abs(qRed(color) - qRed(bare)) + std::abs(qGreen(color) - qGreen(bare)) +
                std::abs(qBlue(color) - qBlue(bare));
        };
        QVERIFY(far(seen) * 3 < far(solid));
    }

    void aLiveNumberMovesNothing()
    {
        Shown shown({640, 200}, makePicture(640, 200));
        shown.view.setBadges(true);
        FrameFacts facts{.format = u"RGB565"_s, .cameraFps = 11.1, .shownFps = 11};
        shown.view.setFrame(makePicture(640, 200), facts);
        const QImage narrow = grabbed(shown.view);
        facts.cameraFps = 48.8;
        facts.shownFps = 40;
        shown.view.setFrame(makePicture(640, 200), facts);
        const QImage wide = grabbed(shown.view);
        // What stands right of them: the badge of dropped frames.
        const double ratio = shown.ratio();
        const QRect right = QRectF(QPointF(370, 8) * ratio, QSizeF(200, 22) * ratio).toRect();
        QVERIFY(!differs(narrow, wide, right));
        QVERIFY(differs(narrow, wide,
                        QRectF(QPointF(150, 8) * ratio, QSizeF(200, 22) * ratio).toRect()));
    }

    void droppedFramesAlarmOnlyWhenTheyGrow()
    {
        const QImage image = makePicture(640, 200);
        Shown shown({640, 200}, image);
        shown.view.setBadges(true);
        const QRgb alarm = Theme().colors().scrimError.rgb();
        const auto alarmed = [&] {
            const QImage screen = grabbed(shown.view);
            for (int x = 0; x < screen.width(); ++x) {
                if (screen.pixel(x, static_cast<int>(11 * shown.ratio())) == alarm)
                    return true;
            }
            return false;
        };
        shown.view.setFrame(image, {.shownFps = 1, .dropped = 3});
        QVERIFY(alarmed());
        QTRY_VERIFY_WITH_TIMEOUT(!alarmed(), 5000);
        shown.view.setFrame(image, {.shownFps = 1, .dropped = 3});
        QVERIFY(!alarmed());
    }

    void frozenItStaysAndThenShowsTheNewest()
    {
        const QImage first = makePicture(40, 30);
        Shown shown({40, 30}, first);
        shown.view.setFrozen(true);
        QImage next(40, 30, QImage::Format_RGB32);
        next.fill(Qt::red);
        shown.view.setFrame(next, {});
        QCOMPARE(shown.view.image(), first);
        shown.view.setFrozen(false);
        QCOMPARE(shown.view.image(), next);
    }

    void emptyItSaysWhatToDo()
    {
        Shown shown({300, 240});
        QCOMPARE(shown.view.state(), FrameState::Empty);
        auto* button = shown.view.findChild<QPushButton*>(u"frameStateButton"_s);
        QVERIFY(!button->isVisible());
        shown.view.setRunText(u"Run hello world"_s);
        QVERIFY(button->isVisible());
        QSignalSpy wishes(&shown.view, &FrameView::runWanted);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wishes.count(), 1);
        shown.view.setFrame(makePicture(40, 30), {});
        QCOMPARE(shown.view.state(), FrameState::Live);
        QVERIFY(!button->isVisible());
    }

    void theStreamOffHidesThePictureAndOffersToTurnItOn()
    {
        const QImage image = makePicture(300, 240);
        Shown shown({300, 240}, image);
        shown.view.setState(FrameState::StreamOff);
        QCOMPARE(grabbed(shown.view).pixel(3, 3), Theme().colors().well.rgb());
        QSignalSpy wishes(&shown.view, &FrameView::streamWanted);
        QTest::mouseClick(shown.view.findChild<QPushButton*>(u"frameStateButton"_s),
                          Qt::LeftButton);
        QCOMPARE(wishes.count(), 1);
        shown.view.setFrame(image, {});  // one that was on its way
        QCOMPARE(shown.view.state(), FrameState::StreamOff);
    }

    void aPictureThatGetsOldSaysSo()
    {
        Shown shown({400, 300}, makePicture(400, 300));
        shown.view.actualSize();
        shown.view.setBadges(true);
        shown.view.setStaleAfter(50);
        const QRect second =
            QRectF(QPointF(8, 34) * shown.ratio(), QSizeF(90, 22) * shown.ratio()).toRect();
        const QImage fresh = grabbed(shown.view);
        QTRY_VERIFY(differs(fresh, grabbed(shown.view), second));
    }

    void anErrorStandsOnTheLastPicture()
    {
        const QImage image = makePicture(400, 300);
        Shown shown({400, 300}, image);
        shown.view.actualSize();
        shown.view.setBadges(true);
        shown.view.setState(FrameState::Error, u"MemoryError in line 3"_s);
        const auto factor = static_cast<int>(shown.ratio());
        QCOMPARE(grabbed(shown.view).pixel(200 * factor, 150 * factor), image.pixel(200, 150));
        QCOMPARE(grabbed(shown.view).pixel(12 * factor, 45 * factor),
                 Theme().colors().scrimError.rgb());
    }

    void copyTakesTheRegion()
    {
        const QImage image = makePicture(100, 80);
        Shown shown({100, 80}, image);
        shown.view.setRegion({10, 20, 30, 40});
        QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->image().convertToFormat(QImage::Format_RGB32),
                 image.copy(10, 20, 30, 40));
        QCOMPARE(shown.view.image({90, 70, 50, 50}).size(), QSize(10, 10));
        QCOMPARE(shown.view.image(QRect()), image);
    }

    void overlaysAreWhiteOverDark()
    {
        QImage gray(200, 100, QImage::Format_RGB32);
        gray.fill(qRgb(128, 128, 128));
        Shown shown({200, 100}, gray);
        shown.view.setCrosshair(true);
        const QImage screen = grabbed(shown.view);
        const auto factor = static_cast<int>(shown.ratio());
        const QRgb middle = screen.pixel(100 * factor, 20 * factor);
        const QRgb beside = screen.pixel(static_cast<int>(98.5 * factor), 20 * factor);
        QVERIFY(qGray(middle) > 180);
        QVERIFY(qGray(beside) < 100);
        QCOMPARE(screen.pixel(50 * factor, 20 * factor), qRgb(128, 128, 128));
    }

    void bothThemesKeepThePictureAndChangeTheWell()
    {
        const QImage image = makePicture(40, 30);
        Shown shown({80, 60}, image);
        shown.view.actualSize();
        const auto factor = static_cast<int>(shown.ratio());
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            Theme::Options options;
            options.scheme = scheme;
            const Theme theme(options);
            test::useTheme(&shown.view, theme);
            const QImage screen = grabbed(shown.view);
            QCOMPARE(screen.pixel(2, 2), theme.colors().well.rgb());
            QCOMPARE(screen.pixel(20 * factor, 15 * factor), image.pixel(0, 0));
        }
    }

    void assistiveToolsAreTold()
    {
        Shown shown({80, 60}, makePicture(640, 480));
        shown.view.setFrame(makePicture(640, 480), {.cameraFps = 61.7});
        QAccessibleInterface* tool = QAccessible::queryAccessibleInterface(&shown.view);
        QVERIFY(tool != nullptr);
        QCOMPARE(tool->role(), QAccessible::Graphic);
        QCOMPARE(tool->text(QAccessible::Name), u"Frame"_s);
        QCOMPARE(tool->text(QAccessible::Value), u"640 by 480, 61.7 frames per second"_s);
    }

    void clearForgetsEverything()
    {
        Shown shown({80, 60}, makePicture(80, 60));
        shown.view.setRegion({1, 1, 5, 5});
        shown.view.setFrozen(true);
        shown.view.clear();
        QVERIFY(shown.view.image().isNull());
        QVERIFY(shown.view.region().isNull());
        QVERIFY(!shown.view.frozen());
        QCOMPARE(shown.view.state(), FrameState::Empty);
        shown.view.copy();
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, {5, 5});
        QVERIFY(shown.view.region().isNull());
    }
};

QTEST_MAIN(TestFrameView)
#include "test_frame_view.moc"
