// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_times.h"

#include <algorithm>
#include <fmt/format.h>

namespace omv::firmware {

namespace {

SceneWaypoint waypointOf(const SceneJson& in)
{
    SceneWaypoint point;
    in.onlyHas({"frame", "position", "rotation", "scale", "temperature", "distance"});
    point.frame = in.member("frame").number(0, kSceneLongest);
    point.position = in.member("position").point(-kScenePlace, kScenePlace);
    if (in.has("rotation"))
        point.rotation = in.number("rotation", -36000, 36000, 0);
    if (in.has("scale"))
        point.scale = in.number("scale", 0.01, 100, 1);
    if (in.has("temperature"))
        point.temperature = in.number("temperature", kSceneColdest, kSceneHottest, 0);
    if (in.has("distance"))
        point.distance = in.number("distance", 0, kSceneFarthest, 0);
    return point;
}

void takeWaypoints(const SceneJson& in, ScenePath& path)
{
    const SceneJson points = in.member("points");
    const std::size_t count = points.count(1, 1000);
    for (std::size_t i = 0; i < count; ++i) {
        path.waypoints.push_back(waypointOf(points.element(i)));
        if (i > 0 && path.waypoints[i].frame <= path.waypoints[i - 1].frame)
            points.element(i).complain("\"frame\" has to be later than that before");
    }
    path.loop = in.flag("loop", true);
}

}  // namespace

ScenePath scenePathOf(const SceneJson& in)
{
    ScenePath path;
    if (!in.isObject()) {
        in.complain("has to be an object with \"kind\"");
        return path;
    }
    switch (in.member("kind").word({"bounce", "circle", "waypoints"})) {
    case 0: {
        in.onlyHas({"kind", "speed", "room"});
        path.kind = ScenePath::Kind::Bounce;
        path.speed = in.member("speed").point(-1, 1);
        if (in.has("room") && in.member("room").count(4, 4) == 4) {
            const auto edge = [&](std::size_t i) {
                return in.member("room").element(i).number(-kScenePlace, kScenePlace);
            };
            for (const std::size_t i : {2U, 3U})
                if (edge(i) <= 0)
                    in.member("room").element(i).complain("has to be more than 0");
            path.roomBegin = {edge(0), edge(1)};
            path.roomEnd = {edge(0) + edge(2), edge(1) + edge(3)};
        }
        break;
    }
    case 1:
        in.onlyHas({"kind", "radius", "period", "phase"});
        path.kind = ScenePath::Kind::Circle;
        path.radius = in.member("radius").point(-kScenePlace, kScenePlace);
        path.period = in.member("period").number(-kSceneLongest, kSceneLongest);
        path.phase = in.number("phase", -360, 360, 0);
        if (path.period == 0)
            in.member("period").complain("must not be 0");
        break;
    default:
        in.onlyHas({"kind", "points", "loop"});
        path.kind = ScenePath::Kind::Waypoints;
        takeWaypoints(in, path);
    }
    return path;
}

SceneIntervals sceneIntervalsOf(const SceneJson& in)
{
    SceneIntervals intervals;
    in.onlyHas({"frames", "repeat"});
    const SceneJson frames = in.member("frames");
    const std::size_t count = frames.count(1, 200);
    double end = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const ScenePoint interval = frames.element(i).point(0, kSceneLongest);
        if (interval.y <= interval.x)
            frames.element(i).complain("has to end after it began");
        intervals.shown.push_back({interval.x, interval.y});
        end = std::max(end, interval.y);
    }
    if (!in.has("repeat"))
        return intervals;
    intervals.repeat = in.member("repeat").number(1, kSceneLongest);
    if (intervals.repeat < end)
        in.member("repeat").complain(
            fmt::format("has to be at least {}, where the last of \"frames\" ends", end));
    return intervals;
}

}  // namespace omv::firmware
