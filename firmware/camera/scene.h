// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/pixel_format.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace omv::firmware {

constexpr double kUsualAspect = 4.0 / 3;

/// The part of the scene that a picture shows, in thousandths of a thousandth
/// (1000000 = the whole side).
struct SceneView {
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t w = 1000000;
    std::int64_t h = 1000000;

    friend bool operator==(const SceneView&, const SceneView&) = default;
};

/// Packed 24-bit RGB.
struct RgbFrame {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

/// One number a pixel: row by row.
struct ScalarFrame {
    int width = 0;
    int height = 0;
    std::vector<float> values;
};

/// What the sensors of a board see. Frames are numbered; a picture of the
/// synthetic scene depends on nothing but seed, frame number, size and view.
/// All sensors of a board look at the same scene, so their pictures agree.
/// Threads: render...() from one thread; truth() from any thread at any time.
class Scene {
public:
    virtual ~Scene() = default;

    /// Fills `out`, whose width and height say the size wanted (both > 0).
    virtual void render(std::uint32_t frame, const SceneView& view, RgbFrame& out) = 0;

    /// Temperatures in degrees Celsius; sizes as for render(). Where a scene says
    /// nothing of them, dark is 20 degrees and white 37.
    virtual void renderTemperature(std::uint32_t frame, const SceneView& view, ScalarFrame& out);
    /// Distances in millimetres along the line of sight, 0 where nothing is within reach.
    /// Where a scene says nothing of them, dark is 3 m away and white 0.5 m.
    virtual void renderDistance(std::uint32_t frame, const SceneView& view, ScalarFrame& out);
    /// How many times as bright things are as the picture can show: lamps, which stay white
    /// when a short exposure darkens the rest. False, with nothing in `out`: nothing is.
    virtual bool renderGlow(std::uint32_t frame, const SceneView& view, ScalarFrame& out);

    /// Ground truth of a frame as one JSON object. "kind" says the scene; the
    /// synthetic one adds "seed", "frame", "shapes" (name, colour, box [x,y,w,h])
    /// and "tag" (family, id, corners: top left, top right, bottom right, bottom
    /// left of the black border). One from a file has "objects" (docs/scenes.md).
    /// Coordinates are parts of the whole picture, 0..1.
    virtual std::string truth(std::uint32_t frame) const = 0;
};

/// `spec`: synthetic | file:PATH | PATH.json | NAME of a preset | image:PATH | folder:DIR |
/// video:FILE | webcam[:N]. `presets`: the folder with the scene files of presets.
/// `aspect`: width by height of the pictures of the sensor that the scene is drawn for, so that
/// nothing is distorted there and turns stay turns; a scene file may ask for another one.
/// Null when it cannot be had; `problem` then says why, in a sentence.
std::unique_ptr<Scene> makeScene(const std::string& spec, std::uint64_t seed, std::string& problem,
                                 const std::string& presets = {}, double aspect = kUsualAspect);
/// What is wrong with `spec` itself, whatever pictures and webcams there are, or with what a
/// scene file that can be read says; or empty.
std::string sceneSpecProblem(const std::string& spec, const std::string& presets = {});

/// The bytes of the frame that a camera with default settings sends of the
/// synthetic scene, for tests. Grayscale, Rgb565, Bayer and YUV formats;
/// empty for any other format.
std::vector<std::uint8_t> renderFrame(std::uint64_t seed, std::uint32_t frameNumber,
                                      std::uint32_t width, std::uint32_t height,
                                      protocol::PixelFormat format, double aspect = kUsualAspect);

/// Packed RGB to a raw format; `out` has the bytes of that picture. False for
/// formats that no sensor delivers.
bool convertFromRgb(const RgbFrame& rgb, protocol::PixelFormat format, protocol::MutableBytes out);

}  // namespace omv::firmware
