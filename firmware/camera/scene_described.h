// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene.h"
#include "firmware/camera/scene_raster.h"

#include <map>

namespace omv::firmware {

/// The scene that a scene file describes (docs/scenes.md).
class DescribedScene final : public Scene {
public:
    /// Null: `problem` says which object cannot be drawn, and why.
    static std::unique_ptr<DescribedScene> make(SceneDescription description, std::uint64_t seed,
                                                std::string& problem);

    void render(std::uint32_t frame, const SceneView& view, RgbFrame& out) override;
    void renderTemperature(std::uint32_t frame, const SceneView& view, ScalarFrame& out) override;
    void renderDistance(std::uint32_t frame, const SceneView& view, ScalarFrame& out) override;
    bool renderGlow(std::uint32_t frame, const SceneView& view, ScalarFrame& out) override;
    std::string truth(std::uint32_t frame) const override;

private:
    struct Entry {
        SceneObject object;
        SceneFigure figure;
        SceneSampler sampler;
    };
    /// An object in a frame, with its outline in pixels.
    struct Placed {
        ScenePose pose;
        SceneAffine toPixels;  ///< from the object's box
        SceneOutline outline;
    };
    enum class Quantity { Temperature, Distance, Glow };

    DescribedScene(SceneDescription description, std::uint64_t seed);

    /// From parts of the picture's sides to pixels.
    static SceneAffine toPixels(const SceneView& view, int width, int height);
    Placed place(const Entry& entry, std::uint32_t frame, const SceneAffine& camera) const;
    void renderBase(const SceneView& view, RgbFrame& out);
    void renderBackdrop(std::uint32_t frame, const SceneView& view, RgbFrame& out);
    void draw(Entry& entry, std::uint32_t frame, const SceneAffine& camera, RgbFrame& out);
    static void fillColor(const Placed& placed, Rgb color, RgbFrame& out);
    static void fillBitmap(const Placed& placed, Entry& entry, RgbFrame& out);
    void applyLight(std::uint32_t frame, RgbFrame& out) const;
    void applyNoise(std::uint32_t frame, RgbFrame& out) const;

    void renderQuantity(Quantity quantity, std::uint32_t frame, const SceneView& view,
                        ScalarFrame& out);
    void fillQuantity(Quantity quantity, Entry& entry, const Placed& placed,
                      const std::vector<float>& surroundings, ScalarFrame& out);
    std::optional<float> valueOf(Quantity quantity, const Entry& entry,
                                 const ScenePose& pose) const;
    /// Of the background at a place in the scene.
    float surroundings(Quantity quantity, double y) const;

    SceneDescription m_description;
    std::uint64_t m_seed;
    std::vector<Entry> m_entries;
    std::size_t m_still = 0;  ///< so many of the lowest objects never move, with a still camera
    cv::Mat m_picture;  ///< of the background
    std::vector<std::int16_t> m_noise;

    RgbFrame m_base;  ///< background and still objects of the last size and view
    SceneView m_baseView;
    cv::Mat m_backdrop;  ///< with a moving camera: the background with a margin
    double m_backdropScale = 0;
    cv::Size m_backdropFor;
};

}  // namespace omv::firmware
