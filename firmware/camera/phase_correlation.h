// SPDX-License-Identifier: MIT
#pragma once

#include <opencv2/core/mat.hpp>

namespace omv::firmware {

/// Where the first picture's content lies, seen from the second's.
struct PhaseShift {
    double x = 0;  ///< pixels to the right
    double y = 0;  ///< pixels down
    double response = 0;  ///< 0..1; 1 for the same picture, about 0 for an unrelated one
};

enum class PictureEdges {
    Open,  ///< nothing is known beyond the edges
    RingInX  ///< the right edge joins the left one, as angles do
};

/// Without its mean, fading towards open edges (what ends there would stand still in every
/// picture), in a matrix of a size that suits Fourier's transform.
cv::Mat faded(const cv::Mat& from, PictureEdges edges);

/// Phase correlation to a fraction of a pixel, of two CV_32F matrices of one size.
PhaseShift phaseShift(const cv::Mat& first, const cv::Mat& second, PictureEdges edges);

}  // namespace omv::firmware
