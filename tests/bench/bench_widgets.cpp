// SPDX-License-Identifier: MIT
// What a frame costs on the screen: counting, stretching, painting.

#include "widgets/frame/box_scale.h"
#include "widgets/frame/focus_measure.h"
#include "widgets/frame/frame_image.h"
#include "widgets/frame/frame_view.h"
#include "widgets/frame/histogram_data.h"
#include "widgets/frame/histogram_pane.h"
#include "widgets/frame/histogram_plot.h"

#include <benchmark/benchmark.h>
#include <openmv/frame.h>

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <random>

using namespace omv::ui;

namespace {

/// A scene with noise, as a camera has it: `shift` moves it, so that no frame is like the last.
omv::RgbImage makeScene(std::uint32_t width, std::uint32_t height, unsigned shift = 0)
{
    omv::RgbImage image{width, height, {}};
    image.pixels.reserve(std::size_t{width} * height * 3);
    std::minstd_rand noise(shift + 1);
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            for (const std::uint32_t base : {x / 3, y / 2, (x + y) / 5})
                image.pixels.push_back(static_cast<std::uint8_t>(base + shift + noise() % 16));
        }
    }
    return image;
}

const QImage& vga()
{
    static const QImage image = displayImage(makeScene(640, 480));
    return image;
}

void displayImageOfVga(benchmark::State& state)
{
    const omv::RgbImage scene = makeScene(640, 480);
    for (auto _ : state)
        benchmark::DoNotOptimize(displayImage(scene));
}
BENCHMARK(displayImageOfVga)->Unit(benchmark::kMicrosecond);

void histogramOfVga(benchmark::State& state)
{
    const PixelView view = pixelView(vga());
    for (auto _ : state)
        benchmark::DoNotOptimize(histogram(view, static_cast<ColorSpace>(state.range(0))));
}
BENCHMARK(histogramOfVga)->ArgName("space")->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

void focusOfVga(benchmark::State& state)
{
    const PixelView view = pixelView(vga());
    for (auto _ : state)
        benchmark::DoNotOptimize(focusMeasure(view));
}
BENCHMARK(focusOfVga)->Unit(benchmark::kMicrosecond);

void boxScaleOfVga(benchmark::State& state)
{
    const auto width = static_cast<int>(state.range(0));
    const QRect target(0, 0, width, width * 3 / 4);
    QImage out;
    for (auto _ : state)
        boxScale(vga(), target, target, out);
}
BENCHMARK(boxScaleOfVga)
    ->ArgName("width")
    ->Arg(456)
    ->Arg(704)
    ->Arg(960)
    ->Arg(1280)
    ->Unit(benchmark::kMicrosecond);

/// A new frame each time, with a read-out under the pointer and all badges.
void paintFrameView(benchmark::State& state)
{
    FrameView view;
    view.resize(static_cast<int>(state.range(0)), static_cast<int>(state.range(0)) * 3 / 4);
    view.setBadges(state.range(1) != 0);
    const std::array frames{vga(), displayImage(makeScene(640, 480, 3))};
    FrameFacts facts{.format = QStringLiteral("RGB565"),
                     .cameraFps = 60,
                     .shownFps = 60,
                     .latencyMs = 11,
                     .focus = 84};
    view.setRegion({10, 10, 50, 50});
    QImage screen(view.size(), QImage::Format_RGB32);
    for (auto _ : state) {
        facts.cameraFps = 60 + static_cast<double>(facts.number % 10) / 10;
        view.setFrame(frames[++facts.number % 2], facts);
        view.render(&screen, {}, {}, {});
    }
}
BENCHMARK(paintFrameView)
    ->ArgNames({"width", "badges"})
    ->Args({640, 0})
    ->Args({640, 1})
    ->Args({464, 0})
    ->Args({464, 1})
    ->Args({704, 1})
    ->Args({1280, 1})
    ->Unit(benchmark::kMicrosecond);

std::array<HistogramData, 2> twoHistograms(ColorSpace space)
{
    const QImage other = displayImage(makeScene(640, 480, 9));
    return {histogram(pixelView(vga()), space), histogram(pixelView(other), space)};
}

void paintHistogramPlot(benchmark::State& state)
{
    HistogramPlot plot;
    plot.resize(704, 200);
    const auto data = twoHistograms(static_cast<ColorSpace>(state.range(0)));
    QImage screen(plot.size(), QImage::Format_RGB32);
    std::size_t i = 0;
    for (auto _ : state) {
        plot.setData(data[++i % 2]);
        plot.render(&screen, {}, {}, {});
    }
}
BENCHMARK(paintHistogramPlot)->ArgName("space")->Arg(0)->Arg(3)->Unit(benchmark::kMicrosecond);

/// The same curves by QPainter's paths: what a chart library does at the least.
void paintHistogramByPaths(benchmark::State& state)
{
    const auto data = twoHistograms(static_cast<ColorSpace>(state.range(0)));
    QImage screen(704, 200, QImage::Format_RGB32);
    std::size_t i = 0;
    for (auto _ : state) {
        const HistogramData& now = data[++i % 2];
        screen.fill(Qt::black);
        QPainter painter(&screen);
        painter.setRenderHint(QPainter::Antialiasing);
        for (int c = 0; c < now.channels; ++c) {
            const HistogramChannel& channel = now.channel[static_cast<std::size_t>(c)];
            QPainterPath line;
            for (int bin = 0; bin < channel.bins; ++bin) {
                const double share = channel.counts[static_cast<std::size_t>(bin)] / 3e5;
                const QPointF point(704.0 * bin / channel.bins,
                                    199 - 190 * std::min(1.0, share * 8));
                if (bin == 0)
                    line.moveTo(point);
                else
                    line.lineTo(point);
            }
            QPainterPath area = line;
            area.lineTo(704, 199);
            area.lineTo(0, 199);
            QColor color = QColor::fromHsv(c * 120, 200, 255);
            painter.strokePath(line, QPen(color, 1.75));
            color.setAlphaF(0.17F);
            painter.fillPath(area, color);
        }
    }
}
BENCHMARK(paintHistogramByPaths)->ArgName("space")->Arg(0)->Arg(3)->Unit(benchmark::kMicrosecond);

void updateHistogramPane(benchmark::State& state)
{
    HistogramPane pane;
    pane.resize(704, 400);
    const auto data = twoHistograms(ColorSpace::Rgb);
    QImage screen(pane.size(), QImage::Format_RGB32);
    std::size_t i = 0;
    for (auto _ : state) {
        pane.setData(data[++i % 2]);
        pane.render(&screen);
    }
}
BENCHMARK(updateHistogramPane)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
