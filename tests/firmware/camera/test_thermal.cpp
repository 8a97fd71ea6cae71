// SPDX-License-Identifier: MIT
// Sensors of numbers: what they say is the scene's truth, but for their noise.
#include "tests/support/catch.h"

#include "firmware/camera/auto_focus.h"
#include "firmware/camera/imu_model.h"
#include "firmware/camera/lepton.h"
#include "firmware/camera/sensor.h"
#include "firmware/camera/thermal_array.h"
#include "firmware/camera/tof_sensor.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace omv::firmware;

namespace {

// Warmer to the right (20 to 36 degC), 5 degrees more with every frame; farther to the
// bottom (0.5 to 4.5 m), but for nothing in the left upper quarter.
class Slope final : public Scene {
public:
    static float celsius(double x, std::uint32_t frame)
    {
        return static_cast<float>(20 + 16 * x + 5 * frame);
    }
    static float millimetres(double x, double y)
    {
        return x < 0.5 && y < 0.5 ? 0 : static_cast<float>(500 + 4000 * y);
    }

    void render(std::uint32_t, const SceneView&, RgbFrame& out) override
    {
        out.pixels.assign(static_cast<std::size_t>(out.width * out.height) * 3, 100);
    }
    void renderTemperature(std::uint32_t frame, const SceneView&, ScalarFrame& out) override
    {
        fill(out, [&](double x, double) { return celsius(x, frame); });
    }
    void renderDistance(std::uint32_t, const SceneView&, ScalarFrame& out) override
    {
        fill(out, [](double x, double y) { return millimetres(x, y); });
    }
    std::string truth(std::uint32_t) const override { return "{}"; }

private:
    template<typename Value>
    static void fill(ScalarFrame& out, const Value& value)
    {
        out.values.clear();
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x)
                out.values.push_back(value((x + 0.5) / out.width, (y + 0.5) / out.height));
    }
};

struct LeptonRig {
    LeptonRig()
        : sensor(*sensorType(0x5435), scene, own,
                 {.defaultFps = 9, .poolBytes = 1 << 22, .sceneClock = &main})
    {
        REQUIRE(sensor.setFormat(PixelFormat::Grayscale) == CsiError::None);
    }
    Canvas shoot()
    {
        now = sensor.nextFrameTime(now);
        REQUIRE(sensor.capture(now) == CsiError::None);
        return sensor.current();
    }

    Slope scene;
    Timeline own{9};
    Timeline main{0.001};  // the scene stands still
    Sensor sensor;
    std::int64_t now = 0;
};

}  // namespace

TEST_CASE("A Lepton in measurement mode tells the scene's temperatures", "[lepton]")
{
    LeptonRig rig;
    Lepton& lepton = *rig.sensor.lepton();
    lepton.setMode(true, false, 0);
    lepton.setRange(45, 15);
    const auto size = GENERATE(Size{160, 120}, Size{320, 200}, Size{320, 240});
    REQUIRE(rig.sensor.setFrameSize(kFrameSizeCustom, size, 0) == CsiError::None);
    const Canvas picture = rig.shoot();
    REQUIRE(picture.width == size.width);
    double worst = 0;
    double sum = 0;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const double celsius = pixel(picture, x, y) * 30.0 / 255 + 15;
            const double truth = Slope::celsius((x + 0.5) / picture.width, 0);
            worst = std::max(worst, std::abs(celsius - truth));
            sum += celsius - truth;
        }
    }
    // Noise of 50 mK, steps of 118 mK.
    CHECK(worst < 0.4);
    CHECK(std::abs(sum / picture.width / picture.height) < 0.02);
}

TEST_CASE("A Lepton's noise is 50 mK", "[lepton]")
{
    Slope scene;
    Lepton lepton(3);
    lepton.look(scene, 0, 1000000);
    double squares = 0;
    for (std::size_t i = 0; i < lepton.temperatures().size(); ++i) {
        const double truth = Slope::celsius((static_cast<double>(i % 160) + 0.5) / 160, 0);
        squares += std::pow(lepton.temperatures()[i] - truth, 2);
    }
    CHECK(std::sqrt(squares / 19200) == Approx(0.05).epsilon(0.05));
    // Its automatic contrast shows all of that from black to white.
    const auto [black, white] = std::ranges::minmax(lepton.scaledPicture(kLeptonSize));
    CHECK(black == 0);
    CHECK(white == 255);
}

TEST_CASE("A Lepton's shutter holds the picture every three minutes", "[lepton]")
{
    Slope scene;
    Lepton lepton(3);
    constexpr std::int64_t kMinute = 60000000;
    const auto left = [&] { return lepton.temperatures().front(); };
    lepton.look(scene, 0, kMinute);
    CHECK(left() == Approx(20).margin(0.5));
    lepton.look(scene, 1, 2 * kMinute);
    CHECK(left() == Approx(25).margin(0.5));
    lepton.look(scene, 2, 3 * kMinute + 100000);
    CHECK(left() == Approx(25).margin(0.5));
    lepton.look(scene, 2, 3 * kMinute + 600000);
    CHECK(left() == Approx(30).margin(0.5));
    CHECK(lepton.run(0x0242, 4 * kMinute));
    lepton.look(scene, 3, 4 * kMinute + 100000);
    CHECK(left() == Approx(30).margin(0.5));
    CHECK_FALSE(lepton.run(0x0001, 4 * kMinute));
}

TEST_CASE("A Lepton's frames come at 9 Hz and are never smaller than its own", "[lepton]")
{
    LeptonRig rig;
    REQUIRE(rig.sensor.setFrameSize(9, {}, 0) == CsiError::None);
    CHECK(rig.sensor.ready() == CsiError::InvalidFrameSize);
    REQUIRE(rig.sensor.setFrameSize(11, {}, 0) == CsiError::None);
    rig.shoot();
    const std::int64_t first = rig.now;
    for (int i = 0; i < 9; ++i)
        rig.shoot();
    CHECK(std::abs(rig.now - first - 1000000) < 10);
    CHECK(rig.main.fps() == 0.001);
}

TEST_CASE("Thermal arrays tell the scene's temperatures", "[fir]")
{
    Slope scene;
    const std::string name = GENERATE("MLX90621", "MLX90640", "MLX90641", "AMG8833");
    const ThermalArrayType* type = thermalArrayType(name);
    REQUIRE(type);
    const std::vector<float> values = readTemperatures(*type, scene, 1, 99);
    REQUIRE(values.size() == static_cast<std::size_t>(type->width * type->height));
    const float limit = 5 * type->noise + type->step;
    for (int i = 0; i < type->width * type->height; ++i) {
        const float truth = Slope::celsius((i % type->width + 0.5) / type->width, 1);
        CHECK(values[static_cast<std::size_t>(i)] == Approx(truth).margin(limit));
    }
    CHECK(values != readTemperatures(*type, scene, 1, 100));
    CHECK(values == readTemperatures(*type, scene, 1, 99));
    CHECK(thermalArrayType("none") == nullptr);
}

TEST_CASE("The time of flight sensor tells the scene's distances", "[tof]")
{
    Slope scene;
    const std::vector<float> values = readDistances(scene, 0, 5);
    REQUIRE(values.size() == 64);
    for (int i = 0; i < 64; ++i) {
        const double x = (i % 8 + 0.5) / 8;
        const double y = (i / 8 + 0.5) / 8;
        const float truth = Slope::millimetres(x, y);
        const float value = values[static_cast<std::size_t>(i)];
        CAPTURE(i);
        if (truth > kTofReach || truth == 0)
            CHECK(value == 0);
        else
            CHECK(value == Approx(truth).margin(5 * tofNoise(truth) + 1));
        CHECK(value == std::round(value));
    }
}

TEST_CASE("Each frame of a clock is taken once", "[fir]")
{
    FrameClock clock;
    clock.start(1000, 10);
    CHECK(clock.next(1000) == 101000);
    clock.take(101000);
    CHECK(clock.next(101000) == 201000);
    CHECK(clock.next(555000) == 555000);
    clock.take(555000);
    CHECK(clock.next(555000) == 601000);
}

TEST_CASE("A motion sensor tells how the board stands and turns", "[imu]")
{
    ImuModel imu(1);
    CHECK(imu.pitch(0) == Approx(0).margin(1));
    imu.move({{1000, 0, 0}, {2500, 0, -100000}, 41});
    CHECK(imu.roll(100000) == Approx(90).margin(1));
    CHECK(imu.accelerationMg(100000)[0] == Approx(1000).margin(10));
    CHECK(imu.angularRateMdps(100000)[2] == Approx(-100000).margin(500));
    CHECK(imu.temperatureC(100000) == Approx(41).margin(0.2));
    imu.move({{0, -10, -20000}, {}, 41});
    CHECK(imu.accelerationMg(200000)[2] == Approx(-8000).margin(5));  // its range
    imu.sleep(true);
    imu.move({});
    CHECK(imu.accelerationMg(300000)[2] == Approx(-8000).margin(5));
    imu.reset();
    CHECK(imu.accelerationMg(300000)[2] == Approx(0).margin(10));
}

TEST_CASE("The lens blurs the picture until it is focused", "[sensor]")
{
    AutoFocus focus;
    CHECK(focus.blurAt(0) == 0);
    focus.trigger(1000);
    CHECK(focus.blurAt(1000) > focus.blurAt(300000));
    CHECK(focus.blurAt(focus.focusedAt()) == 0);
    focus.pause(300000);
    CHECK(focus.blurAt(10000000) > 0);
    focus.reset();
    CHECK(focus.blurAt(10000000) == 0);
}

TEST_CASE("Gain makes a picture brighter and noisier, night mode slower", "[sensor]")
{
    Slope scene;  // gray 100 all over
    Timeline timeline(30);
    Sensor sensor(*sensorType(0x56), scene, timeline, {.defaultFps = 30, .poolBytes = 1 << 22});
    REQUIRE(sensor.setFormat(PixelFormat::Grayscale) == CsiError::None);
    REQUIRE(sensor.setFrameSize(10, {}, 0) == CsiError::None);
    std::int64_t now = 1000;
    const auto spread = [&](double& mean) {
        now = sensor.nextFrameTime(now);
        REQUIRE(sensor.capture(now) == CsiError::None);
        const Canvas c = sensor.current();
        const std::vector<std::uint8_t> p(c.data, c.data + c.size);
        mean = std::accumulate(p.begin(), p.end(), 0.0) / static_cast<double>(p.size());
        double squares = 0;
        for (const std::uint8_t value : p)
            squares += std::pow(value - mean, 2);
        return std::sqrt(squares / static_cast<double>(p.size()));
    };
    double mean = 0;
    CHECK(spread(mean) == 0);
    CHECK(mean == 100);
    sensor.setGainDb(kAutoGainDb + 20);
    sensor.setExposureUs(kAutoExposureUs / 10);
    const double loud = spread(mean);
    CHECK(mean == Approx(100).margin(3));
    CHECK(loud > 3);
    sensor.setExposureUs(kAutoExposureUs);
    spread(mean);
    CHECK(mean > 250);
    sensor.controls() = {};
    sensor.controls().nightMode = true;
    sensor.controls().rgbGainDb = std::array<double, 3>{};
    spread(mean);
    CHECK(mean == 100);  // bright enough
}
