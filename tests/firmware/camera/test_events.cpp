// SPDX-License-Identifier: MIT
// The event camera: what moves gives events on its edges, what stands gives none.
#include "tests/support/catch.h"

#include "firmware/camera/event_sensor.h"
#include "firmware/camera/palette.h"
#include "firmware/camera/sensor.h"

#include <algorithm>

using namespace omv::firmware;

namespace {

// A bright box of 40x40 on gray that goes 4 pixels to the right with every frame.
class BoxScene final : public Scene {
public:
    static int left(std::uint32_t frame) { return 60 + 4 * static_cast<int>(frame); }

    void render(std::uint32_t frame, const SceneView&, RgbFrame& out) override
    {
        out.pixels.clear();
        for (int y = 0; y < out.height; ++y) {
            for (int x = 0; x < out.width; ++x) {
                const int begin = left(moves ? frame : 0);
                const bool box = x >= begin && x < begin + 40 && y >= 100 && y < 140;
                out.pixels.insert(out.pixels.end(), 3, box ? 200 : 80);
            }
        }
    }
    std::string truth(std::uint32_t) const override { return "{}"; }
    bool moves = true;
};

std::vector<PixelEvent> taken(const EventSensor& sensor)
{
    return {sensor.pending().begin(), sensor.pending().end()};
}

bool inBox(const PixelEvent& e, int x, int w)
{
    return e.x >= x && e.x < x + w && e.y >= 100 && e.y < 140;
}

}  // namespace

TEST_CASE("An event camera sees ON at the bright thing's front and OFF at its back", "[events]")
{
    BoxScene scene;
    EventSensor sensor(1);
    sensor.setMode(EventSensor::Mode::Events, 1000);
    sensor.look(scene, 0, 2000);
    CHECK(sensor.pending().empty());
    sensor.look(scene, 1, 12000);
    const std::vector<PixelEvent> events = taken(sensor);
    const auto front = std::ranges::count_if(
        events, [](const PixelEvent& e) { return e.on && inBox(e, BoxScene::left(0) + 40, 4); });
    const auto back = std::ranges::count_if(
        events, [](const PixelEvent& e) { return !e.on && inBox(e, BoxScene::left(0), 4); });
    // ln(216 / 96) = 0.81: three steps of 0.25 up, two of 0.28 down.
    CHECK(front == 4 * 40 * 3);
    CHECK(back == 4 * 40 * 2);
    CHECK(events.size() <= static_cast<std::size_t>(front + back) + 5);
    CHECK(std::ranges::is_sorted(events, {}, &PixelEvent::time));
    CHECK(events.front().time > 1000);
    CHECK(events.back().time == 11000);
}

TEST_CASE("Where nothing moves only hot pixels speak, until they are switched off", "[events]")
{
    BoxScene scene;
    scene.moves = false;
    EventSensor sensor(7);
    std::vector<std::uint8_t> counts(320 * 320, 0);
    std::size_t total = 0;
    for (std::uint32_t frame = 0; frame < 20; ++frame) {
        sensor.look(scene, frame, frame * 20000);
        CHECK(sensor.pending().size() <= 5);
        total += sensor.pending().size();
        for (const PixelEvent& e : sensor.pending())
            ++counts[e.y * 320U + e.x];
    }
    CHECK(total > 5);
    const auto hot = std::ranges::count_if(counts, [](std::uint8_t n) { return n > 0; });
    CHECK(sensor.disableHotPixels(counts, 0.5F) == hot);
    for (std::uint32_t frame = 20; frame < 40; ++frame) {
        sensor.look(scene, frame, frame * 20000);
        CHECK(sensor.pending().empty());
    }
}

TEST_CASE("Biases and the burst filter decide how many events an edge gives", "[events]")
{
    BoxScene scene;
    const auto onEvents = [&scene](const auto& change) {
        EventSensor sensor(1);
        sensor.setMode(EventSensor::Mode::Events, 0);
        change(sensor);
        sensor.look(scene, 0, 0);
        sensor.look(scene, 1, 10000);
        return std::ranges::count_if(sensor.pending(), [](const PixelEvent& e) {
            return e.on && inBox(e, BoxScene::left(0) + 40, 4);
        });
    };
    constexpr int kEdge = 4 * 40;
    CHECK(onEvents([](EventSensor& s) { CHECK(s.setBiases(2)); }) == kEdge);
    CHECK(onEvents([](EventSensor& s) { CHECK(s.setBias(1, 40)); }) == 2 * kEdge);
    CHECK(onEvents([](EventSensor& s) { CHECK(s.setBias(1, 90)); }) == 0);
    CHECK(onEvents([](EventSensor& s) { CHECK(s.setBurstFilter(1)); }) == kEdge);
    CHECK(onEvents([](EventSensor& s) { CHECK(s.setBurstFilter(2)); }) == kEdge);
    CHECK(onEvents([](EventSensor& s) { CHECK(s.setBurstFilter(3)); }) == 2 * kEdge);
    EventSensor sensor(1);
    CHECK_FALSE(sensor.setBiases(5));
    CHECK_FALSE(sensor.setBias(5, 1));
    CHECK_FALSE(sensor.setBurstFilter(-1));
}

TEST_CASE("Events survive their packing, in buffers of any size", "[events]")
{
    std::vector<PixelEvent> events;
    for (int i = 0; i < 1000; ++i)
        events.push_back({100000 + i * 7, static_cast<std::uint16_t>(i % 320),
                          static_cast<std::uint16_t>((i * 3) % 320), i % 3 == 0});
    for (const std::size_t size : {2U, 17U, 1024U, 4096U}) {
        CAPTURE(size);
        std::vector<std::uint32_t> words(size);
        std::vector<PixelEvent> back;
        std::span<const PixelEvent> rest(events);
        while (!rest.empty()) {
            const std::size_t packed = packEvents(rest, 200000, words);
            REQUIRE(packed > 0);
            const auto read = unpackEvents(words);
            REQUIRE(read.size() == packed);
            back.insert(back.end(), read.begin(), read.end());
            rest = rest.subspan(packed);
        }
        CHECK(back == events);
    }
}

TEST_CASE("The histogram is the events around the brightness", "[events]")
{
    BoxScene scene;
    Timeline own{50};
    Sensor sensor(*sensorType(kEventSensorId), scene, own, {50, 4'000'000, true, true, 1, nullptr});
    CHECK(sensor.setFrameSize(kFrameSizeQvga, {}, 0) == CsiError::ControlFailed);
    CHECK(sensor.setFormat(PixelFormat::Rgb565) == CsiError::ControlFailed);
    REQUIRE(sensor.setFormat(PixelFormat::Grayscale) == CsiError::None);
    REQUIRE(sensor.setFrameSize(kFrameSizeCustom, {320, 320}, 0) == CsiError::None);
    CHECK(sensor.setFrameRate(10, 0) == CsiError::ControlFailed);
    CHECK(sensor.setFrameRate(400, 0) == CsiError::ControlFailed);
    for (std::uint32_t frame = 1; frame <= 2; ++frame) {
        REQUIRE(sensor.capture(own.timeOf(frame)) == CsiError::None);
        const Canvas image = sensor.current();
        REQUIRE(image.width == 320);
        const int x = BoxScene::left(frame);
        const bool first = frame == 1;
        CHECK(pixel(image, x + 38, 120) == (first ? 128 : 128 + 3 * 16));
        CHECK(pixel(image, x - 2, 120) == (first ? 128 : 128 - 2 * 16));
        CHECK(pixel(image, x + 20, 120) == 128);
    }
    sensor.controls().paletteColors = &darkEventPalette();
    REQUIRE(sensor.capture(own.timeOf(3)) == CsiError::None);
    CHECK(sensor.current().format == PixelFormat::Rgb565);
    CHECK(sensor.setEventMode(true, 1000, 0) == CsiError::ControlFailed);
    REQUIRE(sensor.setEventMode(true, 1024, own.timeOf(3)) == CsiError::None);
    CHECK(sensor.setFrameRate(50, 0) == CsiError::ControlFailed);
    REQUIRE(sensor.capture(own.timeOf(4)) == CsiError::None);
    REQUIRE(sensor.capture(own.timeOf(5)) == CsiError::None);
    CHECK(sensor.current().width == 1024);
    CHECK(sensor.current().height == 4);
    CHECK(sensor.current().size == 4096);
}
