// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_figure.h"

#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr int kWidth = 240;
constexpr int kHeight = 300;

cv::Scalar shade(Rgb skin, double part)
{
    return {skin.r * part, skin.g * part, skin.b * part};
}

void drawEye(cv::Mat& face, int x, int y, Rgb skin)
{
    cv::ellipse(face, {x, y - 6}, {36, 25}, 0, 0, 360, shade(skin, 0.66), cv::FILLED, cv::LINE_AA);
    cv::ellipse(face, {x, y}, {24, 12}, 0, 0, 360, {235, 232, 228}, cv::FILLED, cv::LINE_AA);
    cv::circle(face, {x, y}, 12, {60, 45, 35}, cv::FILLED, cv::LINE_AA);
    cv::circle(face, {x, y}, 6, {10, 10, 10}, cv::FILLED, cv::LINE_AA);
    cv::ellipse(face, {x, y - 2}, {26, 14}, 0, 180, 360, {40, 28, 20}, 5, cv::LINE_AA);
    cv::ellipse(face, {x, y - 18}, {32, 14}, 0, 195, 345, {50, 34, 24}, 9, cv::LINE_AA);
}

void drawNose(cv::Mat& face, int x, Rgb skin)
{
    cv::rectangle(face, {x - 9, 112}, {x + 9, 180}, shade(skin, 1.10), cv::FILLED);
    cv::ellipse(face, {x, 186}, {24, 14}, 0, 0, 360, shade(skin, 1.02), cv::FILLED, cv::LINE_AA);
    cv::ellipse(face, {x, 196}, {22, 6}, 0, 0, 360, shade(skin, 0.62), cv::FILLED, cv::LINE_AA);
}

void drawMouth(cv::Mat& face, int x)
{
    cv::ellipse(face, {x, 234}, {40, 13}, 0, 0, 360, {150, 70, 66}, cv::FILLED, cv::LINE_AA);
    cv::ellipse(face, {x, 232}, {38, 3}, 0, 0, 360, {80, 30, 30}, cv::FILLED, cv::LINE_AA);
}

}  // namespace

cv::Mat drawFace(Rgb skin)
{
    const int x = kWidth / 2;
    cv::Mat face(kHeight, kWidth, CV_8UC3, shade(skin, 0.8));
    cv::ellipse(face, {x, 158}, {100, 136}, 0, 0, 360, shade(skin, 1), cv::FILLED, cv::LINE_AA);
    cv::ellipse(face, {x, 70}, {70, 36}, 0, 0, 360, shade(skin, 1.08), cv::FILLED, cv::LINE_AA);
    for (const int cheek : {x - 50, x + 50})
        cv::ellipse(face, {cheek, 182}, {34, 26}, 0, 0, 360, shade(skin, 1.08), cv::FILLED,
                    cv::LINE_AA);
    cv::ellipse(face, {x, 30}, {104, 56}, 0, 180, 360, {48, 34, 26}, cv::FILLED, cv::LINE_AA);
    cv::ellipse(face, {x, 42}, {108, 48}, 0, 170, 370, {48, 34, 26}, 26, cv::LINE_AA);
    drawEye(face, x - 44, 126, skin);
    drawEye(face, x + 44, 126, skin);
    drawNose(face, x, skin);
    drawMouth(face, x);
    cv::GaussianBlur(face, face, {0, 0}, 3.5);
    cv::Mat outline(face.size(), CV_8UC1, cv::Scalar(0));
    cv::ellipse(outline, {x, kHeight / 2}, {kWidth / 2 - 4, kHeight / 2 - 4}, 0, 0, 360,
                cv::Scalar(255), cv::FILLED, cv::LINE_AA);
    cv::Mat out;
    cv::cvtColor(face, out, cv::COLOR_RGB2RGBA);
    cv::insertChannel(outline, out, 3);
    return out;
}

}  // namespace omv::firmware
