// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_figure.h"

#include "firmware/camera/scene_codes.h"
#include "firmware/camera/scene_paint.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kPaintSide = 256;  // pixels of a painted object's bitmap
constexpr int kRoundSides = 120;  // of a disc's outline
constexpr double kBarcodeAspect = 2;

const std::vector<ScenePoint> kBox{{0, 0}, {1, 0}, {1, 1}, {0, 1}};

std::vector<ScenePoint> ellipse(double radiusX, double radiusY)
{
    std::vector<ScenePoint> points;
    for (int i = 0; i < kRoundSides; ++i) {
        const double angle = 2 * kPi * i / kRoundSides;
        points.push_back({0.5 + radiusX * std::cos(angle), 0.5 + radiusY * std::sin(angle)});
    }
    return points;
}

void setExtent(const SceneObject& object, double natural, double aspect, SceneFigure& figure)
{
    if (object.side)
        figure.extent = {*object.side * natural, *object.side, 0};
    else
        figure.extent = {object.size.x * aspect, object.size.y, 0};
}

cv::Mat drawText(const SceneObject& object)
{
    constexpr double kScale = 2;
    constexpr int kThick = 4;
    int below = 0;
    const cv::Size size =
        cv::getTextSize(object.text, cv::FONT_HERSHEY_DUPLEX, kScale, kThick, &below);
    cv::Mat mask(size.height + below + 2 * kThick, size.width + 2 * kThick, CV_8UC1, cv::Scalar(0));
    cv::putText(mask, object.text, {kThick, size.height + kThick}, cv::FONT_HERSHEY_DUPLEX, kScale,
                cv::Scalar(255), kThick, cv::LINE_AA);
    const cv::Rect inked = cv::boundingRect(mask);
    if (inked.empty())
        return {};
    mask = mask(inked);
    const Rgb color = object.paint.color;
    cv::Mat out(mask.size(), CV_8UC4, cv::Scalar(color.r, color.g, color.b, 0));
    cv::insertChannel(mask, out, 3);
    return out;
}

bool makeCode(const SceneObject& object, double aspect, SceneFigure& figure, std::string& problem)
{
    CodeGrid grid;
    if (!makeCodeGrid(object, grid, problem))
        return false;
    const cv::Mat gray(grid.rows, grid.columns, CV_8UC1, grid.cells.data());
    cv::cvtColor(gray, figure.bitmap, cv::COLOR_GRAY2RGB);
    figure.cells = true;
    const double w = grid.right - grid.left;
    const double h = grid.bottom - grid.top;
    figure.bitmapBegin = {-grid.left / w, -grid.top / h};
    figure.bitmapEnd = {1 + (grid.columns - grid.right) / w, 1 + (grid.rows - grid.bottom) / h};
    if (object.shape == SceneShape::Barcode) {
        figure.bitmapBegin.y = -0.05;
        figure.bitmapEnd.y = 1.05;
        const cv::Mat white(1, grid.columns, CV_8UC3, cv::Scalar::all(255));
        cv::resize(figure.bitmap, figure.bitmap, {grid.columns, 20}, 0, 0, cv::INTER_NEAREST);
        cv::vconcat(std::vector<cv::Mat>{white, figure.bitmap, white}, figure.bitmap);
    }
    setExtent(object, object.shape == SceneShape::Barcode ? kBarcodeAspect : w / h, aspect, figure);
    return true;
}

void makeLine(const SceneObject& object, double aspect, SceneFigure& figure)
{
    const double dx = (object.points[1].x - object.points[0].x) * aspect;
    const double dy = object.points[1].y - object.points[0].y;
    figure.extent = {std::max(std::hypot(dx, dy), 1e-6), object.thickness,
                     std::atan2(dy, dx) * 180 / kPi};
    figure.outline = {kBox};
}

void makeOutline(const SceneObject& object, double aspect, SceneFigure& figure)
{
    setExtent(object, 1, aspect, figure);
    switch (object.shape) {
    case SceneShape::Disc: figure.outline = {ellipse(0.5, 0.5)}; break;
    case SceneShape::Triangle: figure.outline = {{{0.5, 0}, {1, 1}, {0, 1}}}; break;
    case SceneShape::Polygon: figure.outline = {object.points}; break;
    case SceneShape::Line: makeLine(object, aspect, figure); break;
    case SceneShape::Ring: {
        const double x = 0.5 - object.thickness / figure.extent.width;
        const double y = 0.5 - object.thickness / figure.extent.height;
        figure.outline = {ellipse(0.5, 0.5)};
        if (x > 0 && y > 0)
            figure.outline.push_back(ellipse(x, y));
        break;
    }
    default: figure.outline = {kBox}; break;
    }
}

bool makeBitmap(const SceneObject& object, double aspect, SceneFigure& figure, std::string& problem)
{
    if (object.shape == SceneShape::Picture)
        figure.bitmap = loadScenePicture(object.file, problem);
    else if (object.shape == SceneShape::Face)
        figure.bitmap = drawFace(object.paint.color);
    else
        figure.bitmap = drawText(object);
    if (figure.bitmap.empty() && problem.empty())
        problem = "the text has nothing to see in it";
    if (figure.bitmap.empty())
        return false;
    setExtent(object, static_cast<double>(figure.bitmap.cols) / figure.bitmap.rows, aspect, figure);
    return true;
}

bool paintFigure(const ScenePaint& paint, std::uint64_t seed, SceneFigure& figure,
                 std::string& problem)
{
    if (paint.kind == ScenePaint::Kind::Color)
        return true;
    if (paint.kind == ScenePaint::Kind::Picture) {
        figure.bitmap = loadScenePicture(paint.picture, problem);
        return !figure.bitmap.empty();
    }
    const bool fields =
        paint.kind == ScenePaint::Kind::Checker || paint.kind == ScenePaint::Kind::Stripes;
    figure.cells = fields;
    figure.bitmap = paintArea(paint, {}, {}, fields ? paint.columns : kPaintSide,
                              fields ? paint.rows : kPaintSide, seed);
    return true;
}

}  // namespace

const char* sceneShapeName(SceneShape shape)
{
    constexpr const char* kNames[] = {"disc",    "box",        "triangle", "polygon",  "ring",
                                      "line",    "text",       "picture",  "apriltag", "qrcode",
                                      "barcode", "datamatrix", "face"};
    return kNames[static_cast<std::size_t>(shape)];
}

std::vector<ScenePoint> regularPolygon(int sides)
{
    std::vector<ScenePoint> points;
    for (int i = 0; i < sides; ++i) {
        const double angle = 2 * kPi * i / sides;
        points.push_back({0.5 + std::sin(angle) / 2, 0.5 - std::cos(angle) / 2});
    }
    return points;
}

bool makeFigure(const SceneObject& object, double aspect, std::uint64_t seed, SceneFigure& figure,
                std::string& problem)
{
    figure = {};
    switch (object.shape) {
    case SceneShape::Text:
    case SceneShape::Picture:
    case SceneShape::Face:
        if (!makeBitmap(object, aspect, figure, problem))
            return false;
        break;
    case SceneShape::AprilTag:
    case SceneShape::QrCode:
    case SceneShape::Barcode:
    case SceneShape::DataMatrix:
        if (!makeCode(object, aspect, figure, problem))
            return false;
        break;
    default:
        makeOutline(object, aspect, figure);
        return paintFigure(object.paint, seed, figure, problem);
    }
    const ScenePoint a = figure.bitmapBegin;
    const ScenePoint b = figure.bitmapEnd;
    figure.outline = {{a, {b.x, a.y}, b, {a.x, b.y}}};
    return true;
}

}  // namespace omv::firmware
