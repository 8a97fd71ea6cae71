// SPDX-License-Identifier: MIT
#include "firmware/camera/draw.h"

#include "firmware/camera/abort.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace omv::firmware {

namespace {

constexpr double kPi = 3.14159265358979323846;

// Longer strokes than any picture; keeps the arithmetic small.
constexpr int kFar = 1 << 20;

// Lines that take long.
constexpr int kThick = 16;

Point limited(Point p)
{
    return {std::clamp(p.x, -kFar, kFar), std::clamp(p.y, -kFar, kFar)};
}

// A square of thickness x thickness around the point.
void stamp(const Canvas& canvas, int x, int y, std::uint32_t color, int thickness)
{
    const int before = thickness / 2;
    const int bottom = std::min(y - before + thickness, canvas.height);
    for (int row = std::max(y - before, 0); row < bottom; ++row)
        fillSpan(canvas, x - before, x - before + thickness, row, color);
}

// Cuts the line to the picture with a margin, so that far ends cost nothing
// (Liang and Barsky). False: nothing is left.
bool clipLine(const Canvas& canvas, int margin, Point& from, Point& to)
{
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    double begin = 0;
    double end = 1;
    const auto cut = [&](double step, double room) {
        if (step == 0)
            return room >= 0;
        const double at = room / step;
        if (step < 0)
            begin = std::max(begin, at);
        else
            end = std::min(end, at);
        return begin <= end;
    };
    if (!cut(-dx, from.x + margin) || !cut(dx, canvas.width + margin - from.x) ||
        !cut(-dy, from.y + margin) || !cut(dy, canvas.height + margin - from.y))
        return false;
    const Point start = from;
    const auto at = [&](double t) {
        return Point{start.x + static_cast<int>(std::lround(t * dx)),
                     start.y + static_cast<int>(std::lround(t * dy))};
    };
    // Ends that need no cut stay exact.
    if (end < 1)
        to = at(end);
    if (begin > 0)
        from = at(begin);
    return true;
}

int halfWidth(double radius, int dy)
{
    const double rest = radius * radius - static_cast<double>(dy) * dy;
    return rest < 0 ? -1 : static_cast<int>(std::sqrt(rest));
}

}  // namespace

void drawLine(const Canvas& canvas, Point from, Point to, std::uint32_t color, int thickness)
{
    if (thickness < 1)
        return;
    thickness = std::min(thickness, kFar);
    from = limited(from);
    to = limited(to);
    if (!clipLine(canvas, thickness, from, to))
        return;
    const int dx = std::abs(to.x - from.x);
    const int dy = -std::abs(to.y - from.y);
    const int stepX = from.x < to.x ? 1 : -1;
    const int stepY = from.y < to.y ? 1 : -1;
    int error = dx + dy;
    for (int x = from.x, y = from.y;;) {
        if (thickness > kThick)
            checkAbort();
        stamp(canvas, x, y, color, thickness);
        if (x == to.x && y == to.y)
            return;
        const int doubled = 2 * error;
        if (doubled >= dy) {
            error += dy;
            x += stepX;
        }
        if (doubled <= dx) {
            error += dx;
            y += stepY;
        }
    }
}

void drawRectangle(const Canvas& canvas, const Rect& rect, std::uint32_t color, int thickness,
                   bool fill)
{
    if (rect.isEmpty() || (!fill && thickness < 1))
        return;
    const Point corner = limited({rect.x, rect.y});
    const int w = std::min(rect.w, kFar);
    const int h = std::min(rect.h, kFar);
    const int t = fill ? 0 : std::min(thickness, kFar);
    const int out = t / 2;
    const int in = t - out;
    const int left = corner.x - out;
    const int right = corner.x + w + (fill ? 0 : t - 1 - out);
    const int top = std::max(corner.y - out, 0);
    const int bottom = std::min(corner.y + h + (fill ? 0 : t - 1 - out), canvas.height);
    for (int y = top; y < bottom; ++y) {
        const bool solid = fill || y < corner.y + in || y >= corner.y + h - 1 - out;
        if (solid) {
            fillSpan(canvas, left, right, y, color);
            continue;
        }
        fillSpan(canvas, left, corner.x + in, y, color);
        fillSpan(canvas, corner.x + w - 1 - out, right, y, color);
    }
}

void drawCircle(const Canvas& canvas, Point center, int radius, std::uint32_t color, int thickness,
                bool fill)
{
    if (radius < 0 || (!fill && thickness < 1))
        return;
    center = limited(center);
    radius = std::min(radius, kFar);
    const double outer = radius + (fill ? 0.5 : std::min(thickness, kFar) / 2.0);
    const double inner = fill ? -1 : outer - std::min(thickness, kFar);
    const int reach = static_cast<int>(outer);
    const int top = std::max(center.y - reach, 0);
    const int bottom = std::min(center.y + reach, canvas.height - 1);
    for (int y = top; y <= bottom; ++y) {
        const int far = halfWidth(outer, y - center.y);
        if (far < 0)
            continue;
        const int near = inner < 0 ? -1 : halfWidth(inner, y - center.y);
        if (near < 0) {
            fillSpan(canvas, center.x - far, center.x + far + 1, y, color);
            continue;
        }
        // A stroke of at least one pixel where both circles meet the same column.
        const int begin = std::min(near + 1, far);
        fillSpan(canvas, center.x - far, center.x - begin + 1, y, color);
        fillSpan(canvas, center.x + begin, center.x + far + 1, y, color);
    }
}

bool isInside(const Ellipse& e, Point p)
{
    const double angle = e.degrees * kPi / 180;
    const double dx = p.x - e.center.x;
    const double dy = p.y - e.center.y;
    const double u = (dx * std::cos(angle) + dy * std::sin(angle)) / (e.rx + 0.5);
    const double v = (dy * std::cos(angle) - dx * std::sin(angle)) / (e.ry + 0.5);
    return u * u + v * v <= 1;
}

void drawEllipse(const Canvas& canvas, const Ellipse& e, std::uint32_t color, int thickness,
                 bool fill)
{
    if (e.rx < 0 || e.ry < 0)
        return;
    if (fill) {
        const int reach = std::min(std::max(e.rx, e.ry) + 1, kFar);
        const Rect box =
            intersection({e.center.x - reach, e.center.y - reach, 2 * reach + 1, 2 * reach + 1},
                         {0, 0, canvas.width, canvas.height});
        for (int y = box.y; y < box.bottom(); ++y)
            for (int x = box.x; x < box.right(); ++x)
                if (isInside(e, {x, y}))
                    setPixel(canvas, x, y, color);
        return;
    }
    const double turn = e.degrees * kPi / 180;
    const auto at = [&](int step, int steps) {
        const double t = 2 * kPi * step / steps;
        const double u = e.rx * std::cos(t);
        const double v = e.ry * std::sin(t);
        return Point{
            e.center.x + static_cast<int>(std::lround(u * std::cos(turn) - v * std::sin(turn))),
            e.center.y + static_cast<int>(std::lround(u * std::sin(turn) + v * std::cos(turn)))};
    };
    const int steps = std::clamp(std::max(e.rx, e.ry), 16, 720);
    for (int i = 0; i < steps; ++i)
        drawLine(canvas, at(i, steps), at(i + 1, steps), color, thickness);
}

void drawCross(const Canvas& canvas, Point center, std::uint32_t color, int size, int thickness)
{
    center = limited(center);
    size = std::clamp(size, 0, kFar);
    drawLine(canvas, {center.x - size, center.y}, {center.x + size, center.y}, color, thickness);
    drawLine(canvas, {center.x, center.y - size}, {center.x, center.y + size}, color, thickness);
}

void drawArrow(const Canvas& canvas, Point from, Point to, std::uint32_t color, int size,
               int thickness)
{
    drawLine(canvas, from, to, color, thickness);
    const double dx = from.x - to.x;
    const double dy = from.y - to.y;
    const double length = std::hypot(dx, dy);
    if (length == 0)
        return;
    const double ux = dx / length * size;
    const double uy = dy / length * size;
    const auto stroke = [&](double side) {
        const Point end{to.x + static_cast<int>(std::lround(ux - side * uy * 0.5)),
                        to.y + static_cast<int>(std::lround(uy + side * ux * 0.5))};
        drawLine(canvas, to, end, color, thickness);
    };
    stroke(1);
    stroke(-1);
}

}  // namespace omv::firmware
