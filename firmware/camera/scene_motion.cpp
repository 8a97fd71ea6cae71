// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_motion.h"

#include <algorithm>
#include <cmath>

namespace omv::firmware {

namespace {

constexpr double kPi = 3.14159265358979323846;

double radians(double degrees)
{
    return degrees * kPi / 180;
}

// Position of something that bounces between `low` and `high`, without drifting away.
double bounced(double start, double speed, double frame, double low, double high)
{
    const double range = high - low;
    if (range <= 0)
        return start;
    const double period = 2 * range;
    double at = std::fmod(start - low + speed * frame, period);
    if (at < 0)
        at += period;
    return low + (at <= range ? at : period - at);
}

std::optional<double> between(const std::optional<double>& a, const std::optional<double>& b,
                              double part)
{
    return a && b ? std::optional(*a + (*b - *a) * part) : a;
}

SceneWaypoint waypointAt(const ScenePath& path, double frame)
{
    const auto& points = path.waypoints;
    const double end = points.back().frame;
    if (path.loop && end > 0)
        frame = std::fmod(frame, end);
    const auto next =
        std::find_if(points.begin(), points.end(),
                     [frame](const SceneWaypoint& point) { return point.frame > frame; });
    if (next == points.begin())
        return points.front();
    if (next == points.end())
        return points.back();
    const SceneWaypoint& from = *(next - 1);
    const double part = (frame - from.frame) / (next->frame - from.frame);
    SceneWaypoint at;
    at.position = {from.position.x + (next->position.x - from.position.x) * part,
                   from.position.y + (next->position.y - from.position.y) * part};
    at.rotation = between(from.rotation, next->rotation, part);
    at.scale = between(from.scale, next->scale, part);
    at.temperature = between(from.temperature, next->temperature, part);
    at.distance = between(from.distance, next->distance, part);
    return at;
}

/// `half`: half of the box that has to stay in the room of a bouncing path.
SceneWaypoint pathAt(const ScenePath& path, ScenePoint start, ScenePoint half, std::uint32_t frame)
{
    SceneWaypoint at;
    at.position = start;
    const double time = frame;
    switch (path.kind) {
    case ScenePath::Kind::None: break;
    case ScenePath::Kind::Bounce:
        at.position.x = bounced(start.x, path.speed.x, time, path.roomBegin.x + half.x,
                                path.roomEnd.x - half.x);
        at.position.y = bounced(start.y, path.speed.y, time, path.roomBegin.y + half.y,
                                path.roomEnd.y - half.y);
        break;
    case ScenePath::Kind::Circle: {
        const double angle = radians(path.phase) + 2 * kPi * std::fmod(time / path.period, 1);
        at.position.x = start.x + path.radius.x * std::cos(angle);
        at.position.y = start.y + path.radius.y * std::sin(angle);
        break;
    }
    case ScenePath::Kind::Waypoints: at = waypointAt(path, time); break;
    }
    return at;
}

bool shownAt(const SceneIntervals& intervals, double frame)
{
    if (intervals.shown.empty())
        return true;
    if (intervals.repeat > 0)
        frame = std::fmod(frame, intervals.repeat);
    return std::any_of(
        intervals.shown.begin(), intervals.shown.end(),
        [frame](const auto& interval) { return frame >= interval.first && frame < interval.end; });
}

// -1 to 1
double randomPart(std::uint64_t seed, std::uint64_t frame, std::uint64_t what)
{
    return static_cast<double>(sceneHash(seed, frame, what) >> 11) / 4503599627370496.0 - 1;
}

}  // namespace

SceneAffine SceneAffine::inverse() const
{
    const double determinant = a * e - b * d;
    SceneAffine out;
    out.a = e / determinant;
    out.b = -b / determinant;
    out.d = -d / determinant;
    out.e = a / determinant;
    out.c = -(out.a * c + out.b * f);
    out.f = -(out.d * c + out.e * f);
    return out;
}

SceneAffine combined(const SceneAffine& outer, const SceneAffine& inner)
{
    return {outer.a * inner.a + outer.b * inner.d,
            outer.a * inner.b + outer.b * inner.e,
            outer.a * inner.c + outer.b * inner.f + outer.c,
            outer.d * inner.a + outer.e * inner.d,
            outer.d * inner.b + outer.e * inner.e,
            outer.d * inner.c + outer.e * inner.f + outer.f};
}

ScenePose poseAt(const SceneObject& object, const SceneExtent& extent, double aspect,
                 std::uint32_t frame)
{
    const ScenePoint half{extent.width / aspect / 2, extent.height / 2};
    const SceneWaypoint at = pathAt(object.path, object.position, half, frame);
    ScenePose pose;
    pose.shown = shownAt(object.intervals, frame);
    pose.rotation = object.rotation + extent.angle + at.rotation.value_or(0) +
        std::fmod(object.spin * frame, 360);
    pose.temperature = at.temperature;
    pose.distance = at.distance;
    const double scale = at.scale.value_or(1);
    const double cosine = std::cos(radians(pose.rotation));
    const double sine = std::sin(radians(pose.rotation));
    const double w = extent.width * scale;
    const double h = extent.height * scale;
    SceneAffine& place = pose.place;
    place.a = cosine * w;
    place.b = -sine * h;
    place.d = sine * w;
    place.e = cosine * h;
    place.c = at.position.x * aspect - (place.a + place.b) / 2;
    place.f = at.position.y - (place.d + place.e) / 2;
    return pose;
}

bool isStatic(const SceneObject& object)
{
    return object.path.kind == ScenePath::Kind::None && object.spin == 0 &&
        object.intervals.shown.empty();
}

SceneAffine cameraAt(const SceneDescription& scene, std::uint64_t seed, std::uint32_t frame)
{
    const SceneCamera& camera = scene.camera;
    SceneWaypoint at = pathAt(camera.path, {0.5, 0.5}, {}, frame);
    at.position.x += camera.shake.x * randomPart(seed, frame, 1);
    at.position.y += camera.shake.y * randomPart(seed, frame, 2);
    const double turn = camera.rotation + at.rotation.value_or(0) +
        std::fmod(camera.spin * frame, 360) + camera.shakeRotation * randomPart(seed, frame, 3);
    const double zoom = camera.zoom * at.scale.value_or(1);
    // What the camera sees turns the other way.
    const double cosine = std::cos(radians(-turn)) * zoom;
    const double sine = std::sin(radians(-turn)) * zoom;
    const double x = at.position.x * scene.aspect;
    const double y = at.position.y;
    const SceneAffine held{cosine, -sine,  scene.aspect / 2 - cosine * x + sine * y,
                           sine,   cosine, 0.5 - sine * x - cosine * y};
    return combined({1 / scene.aspect, 0, 0, 0, 1, 0}, held);
}

double lightAt(const SceneLight& light, std::uint32_t frame)
{
    const auto wave = [frame](double amount, double period) {
        return 1 + amount * std::sin(2 * kPi * std::fmod(frame / period + 0.25, 1));
    };
    double level = light.level;
    if (light.flickerAmount > 0)
        level *= wave(light.flickerAmount, light.flickerPeriod);
    if (light.changeAmount > 0)
        level *= wave(light.changeAmount, light.changePeriod);
    return level;
}

std::uint64_t sceneHash(std::uint64_t a, std::uint64_t b, std::uint64_t c)
{
    std::uint64_t z = a * 0x9E3779B97F4A7C15u + b * 0xC2B2AE3D27D4EB4Fu + c * 0x165667B19E3779F9u;
    for (int round = 0; round < 2; ++round) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        z ^= z >> 31;
    }
    return z;
}

}  // namespace omv::firmware
