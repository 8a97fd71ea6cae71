// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_figure.h"

#include <functional>

namespace omv::firmware {

/// How much of the pixels [begin, end) of row `y` is covered, 0..1; coverage[0] is pixel `begin`.
using CoverageRow = std::function<void(int y, int begin, int end, const float* coverage)>;

/// Fills what `outline` (in pixels of a picture of that size) surrounds: what is inside of an
/// odd number of its polygons. Rows from the top; only those with something in them.
void fillOutline(const SceneOutline& outline, int width, int height, const CoverageRow& row);

/// A bitmap at the size that it is drawn in, which is kept for the next time.
class SceneSampler {
public:
    /// `width`, `height`: how many pixels of the picture the whole bitmap takes.
    void prepare(const cv::Mat& bitmap, bool cells, double width, double height);
    int width() const { return m_scaled.cols; }
    int height() const { return m_scaled.rows; }
    /// Red, green, blue, opacity (0..255) at a place in pixels of the prepared bitmap.
    struct Sample {
        float r, g, b, a;
    };
    Sample at(double x, double y) const;

private:
    cv::Mat m_scaled;
    int m_wantedWidth = 0;
    int m_wantedHeight = 0;
};

}  // namespace omv::firmware
