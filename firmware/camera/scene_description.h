// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/color.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What a scene file says (docs/scenes.md), as values. Positions are parts of the picture's
// sides, 0..1 from the upper left corner; times are frame numbers; angles are degrees clockwise.

namespace omv::firmware {

struct ScenePoint {
    double x = 0;
    double y = 0;

    friend bool operator==(const ScenePoint&, const ScenePoint&) = default;
};

/// What covers the background or an object.
struct ScenePaint {
    enum class Kind { Color, Gradient, Checker, Stripes, Noise, Picture };
    enum class Direction { Vertical, Horizontal, Radial };

    Kind kind = Kind::Color;
    Rgb color{128, 128, 128};
    Rgb other;  ///< the second colour of all but Color and Picture
    Direction direction = Direction::Vertical;  ///< of a gradient; stripes: across it
    int columns = 8;  ///< fields of a checker, stripes, or the largest grains of noise
    int rows = 6;
    std::string picture;  ///< a path that can be opened
};

/// Grows evenly from the upper to the lower edge.
struct SceneRamp {
    float top = 0;
    float bottom = 0;
};

struct SceneWaypoint {
    double frame = 0;
    ScenePoint position;
    std::optional<double> rotation;
    std::optional<double> scale;  ///< of the size
    std::optional<double> temperature;
    std::optional<double> distance;
};

struct ScenePath {
    enum class Kind { None, Bounce, Circle, Waypoints };

    Kind kind = Kind::None;
    ScenePoint speed;  ///< of Bounce: parts a frame
    ScenePoint roomBegin{0, 0};  ///< of Bounce: what the object's box does not leave
    ScenePoint roomEnd{1, 1};
    ScenePoint radius;  ///< of Circle
    double period = 0;  ///< of Circle: frames a turn; negative: counterclockwise
    double phase = 0;  ///< of Circle: degrees; 0 begins on the right
    std::vector<SceneWaypoint> waypoints;  ///< by frame, at least one
    bool loop = false;  ///< of Waypoints: after the last one the first again
};

/// In which frames an object is there: first <= frame < end, over and over.
struct SceneIntervals {
    struct Interval {
        double first = 0;
        double end = 0;
    };
    std::vector<Interval> shown;  ///< empty: always
    double repeat = 0;  ///< frames; 0: never again
};

enum class SceneShape {
    Disc,
    Box,
    Triangle,
    Polygon,
    Ring,
    Line,
    Text,
    Picture,
    AprilTag,
    QrCode,
    Barcode,
    DataMatrix,
    Face
};
const char* sceneShapeName(SceneShape shape);

struct SceneObject {
    std::string name;
    SceneShape shape = SceneShape::Disc;
    ScenePaint paint;
    ScenePoint position{0.5, 0.5};  ///< of the centre
    std::optional<double> side;  ///< height as a part of the picture's; width in proportion
    ScenePoint size{0.2, 0.2};  ///< without `side`: parts of the picture's sides
    double rotation = 0;
    double spin = 0;  ///< degrees a frame
    std::optional<float> temperature;  ///< degrees Celsius; else the surroundings'
    std::optional<float> distance;  ///< millimetres; else the background's
    float glow = 1;  ///< so many times as bright as its colour says: Scene::renderGlow()
    int z = 0;
    ScenePath path;
    SceneIntervals intervals;

    std::vector<ScenePoint> points;  ///< of Polygon: parts of its box; of Line: its two ends
    double thickness = 0;  ///< of Ring and Line: part of the picture's height
    std::string text;  ///< of Text; payload of a code
    std::string format;  ///< family of a tag, symbology of a barcode
    unsigned id = 0;  ///< of AprilTag
    std::optional<int> quiet;  ///< white cells around a tag or code
    std::string file;  ///< of Picture: a path that can be opened
};

struct SceneLight {
    double level = 1;
    double flickerAmount = 0;  ///< part of the level
    double flickerPeriod = 2;
    double changeAmount = 0;
    double changePeriod = 600;
};

/// How the camera is held: moves what the picture shows.
struct SceneCamera {
    ScenePoint shake;  ///< at most, parts of the picture
    double shakeRotation = 0;
    ScenePath path;  ///< around (0.5, 0.5), where the camera looks
    double rotation = 0;
    double spin = 0;
    double zoom = 1;

    bool isStill() const
    {
        return shake == ScenePoint{} && shakeRotation == 0 && spin == 0 &&
            path.kind == ScenePath::Kind::None;
    }
};

struct SceneDescription {
    std::string name;
    std::string description;
    double aspect = 0;  ///< width by height of what is to look undistorted; 0: of the sensor
    ScenePaint background{ScenePaint::Kind::Color, {112, 120, 128}, {}, {}, 8, 6, {}};
    SceneRamp temperature{22, 22};  ///< of the background, degrees Celsius
    SceneRamp distance{2500, 2500};  ///< of the background, millimetres
    SceneLight light;
    double noise = 0;  ///< standard deviation, gray levels
    SceneCamera camera;
    bool counter = false;  ///< the frame counter is drawn over the top
    std::vector<SceneObject> objects;  ///< the lowest first
};

}  // namespace omv::firmware
