// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/color.h"
#include "firmware/camera/scene.h"

#include <array>

namespace omv::firmware {

/// Gradients, a grey ramp along the lower edge, four coloured shapes that move
/// and bounce in the left two thirds, an AprilTag that drifts in the right one,
/// and the frame counter over the top. Discs are round and the tag is square in a picture that is
/// `aspect` times as wide as high.
class SyntheticScene final : public Scene {
public:
    explicit SyntheticScene(std::uint64_t seed, double aspect = kUsualAspect);

    void render(std::uint32_t frame, const SceneView& view, RgbFrame& out) override;
    std::string truth(std::uint32_t frame) const override;

private:
    enum class Outline { Disc, Box, Triangle };
    /// Where something is, in millionths of the scene's sides.
    struct Box {
        std::int64_t x, y, w, h;
    };
    struct Mover {
        std::int64_t left, right;  ///< the columns it keeps to
        std::int64_t startX, startY;  ///< from the left and the top of its room
        std::int64_t speedX, speedY;  ///< per frame
        std::int64_t w, h;
    };
    struct Shape {
        const char* name;
        Outline outline;
        Rgb color;
        Mover mover;
    };

    static Box boxAt(const Mover& mover, std::uint32_t frame);
    void renderBackground(const SceneView& view, RgbFrame& out);
    static void drawShape(const Shape& shape, const Box& box, const SceneView& view, RgbFrame& out);
    void drawTag(const Box& box, const SceneView& view, RgbFrame& out) const;

    std::uint64_t m_seed;
    std::array<Shape, 4> m_shapes;
    Mover m_tag;
    unsigned m_tagId;
    RgbFrame m_background;  ///< of the last size and view
    SceneView m_backgroundView;
};

}  // namespace omv::firmware
