// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_file.h"

#include "firmware/camera/input_file.h"
#include "firmware/camera/scene_codes.h"
#include "firmware/camera/scene_figure.h"
#include "firmware/camera/scene_times.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace omv::firmware {

namespace {

std::string sceneFilePath(const std::string& folder, const std::string& file)
{
    return (std::filesystem::path(folder) / file).string();
}

SceneRamp rampOf(const SceneJson& in, double least, double most)
{
    if (in.value().is_array()) {
        const ScenePoint ends = in.point(least, most);
        return {static_cast<float>(ends.x), static_cast<float>(ends.y)};
    }
    if (!in.value().is_number())
        in.complain("has to be a number, or a list of two: [at the top, at the bottom]");
    const auto value = static_cast<float>(in.number(least, most));
    return {value, value};
}

void takeTwoColors(const SceneJson& in, ScenePaint& paint)
{
    if (in.count(2, 2) != 2)
        return;
    paint.color = in.element(0).color();
    paint.other = in.element(1).color();
}

void takeFields(const SceneJson& in, ScenePaint& paint)
{
    if (!in.has("cells"))
        return;
    using Kind = ScenePaint::Kind;
    if (paint.kind != Kind::Checker && paint.kind != Kind::Stripes && paint.kind != Kind::Noise)
        in.member("cells").complain("goes with \"checker\", \"stripes\" and \"grains\" only");
    const ScenePoint cells = in.member("cells").point(1, 500);
    paint.columns = static_cast<int>(cells.x);
    paint.rows = static_cast<int>(cells.y);
}

void takeDirection(const SceneJson& in, ScenePaint& paint)
{
    if (!in.has("direction"))
        return;
    const SceneJson direction = in.member("direction");
    const bool striped = paint.kind == ScenePaint::Kind::Stripes;
    if (!striped && paint.kind != ScenePaint::Kind::Gradient)
        direction.complain("goes with \"gradient\" and \"stripes\" only");
    paint.direction = static_cast<ScenePaint::Direction>(
        striped ? direction.word({"vertical", "horizontal"})
                : direction.word({"vertical", "horizontal", "radial"}));
}

/// The members that a paint may have stand among others; their names are checked there.
ScenePaint paintOf(const SceneJson& in, const ScenePaint& fallback, const std::string& folder)
{
    using Kind = ScenePaint::Kind;
    ScenePaint paint = fallback;
    const std::pair<const char*, Kind> kinds[] = {
        {"color", Kind::Color},     {"gradient", Kind::Gradient}, {"checker", Kind::Checker},
        {"stripes", Kind::Stripes}, {"grains", Kind::Noise},      {"picture", Kind::Picture}};
    const char* seen = nullptr;
    for (const auto& [key, kind] : kinds) {
        if (!in.has(key))
            continue;
        if (seen)
            in.complain(fmt::format("has both \"{}\" and \"{}\"; keep one", seen, key));
        seen = key;
        paint.kind = kind;
        if (kind == Kind::Color)
            paint.color = in.member(key).color();
        else if (kind == Kind::Picture)
            paint.picture = sceneFilePath(folder, in.text(key, 500, {}));
        else
            takeTwoColors(in.member(key), paint);
    }
    takeFields(in, paint);
    takeDirection(in, paint);
    return paint;
}

constexpr std::initializer_list<const char*> kObjectKeys = {
    "name",  "shape",     "color",    "gradient", "checker",  "stripes", "grains",      "picture",
    "cells", "direction", "position", "size",     "rotation", "spin",    "temperature", "distance",
    "z",     "path",      "visible",  "points",   "sides",    "from",    "to",          "thickness",
    "text",  "payload",   "format",   "family",   "id",       "quiet",   "file",        "glow"};

constexpr std::initializer_list<SceneShape> kColored = {
    SceneShape::Disc, SceneShape::Box,  SceneShape::Triangle, SceneShape::Polygon,
    SceneShape::Ring, SceneShape::Line, SceneShape::Text,     SceneShape::Face};
constexpr std::initializer_list<SceneShape> kPainted = {SceneShape::Disc,     SceneShape::Box,
                                                        SceneShape::Triangle, SceneShape::Polygon,
                                                        SceneShape::Ring,     SceneShape::Line};

// Which members only some shapes have.
constexpr struct {
    const char* key;
    std::initializer_list<SceneShape> shapes;
} kOwnKeys[] = {
    {"points", {SceneShape::Polygon}},
    {"sides", {SceneShape::Polygon}},
    {"from", {SceneShape::Line}},
    {"to", {SceneShape::Line}},
    {"thickness", {SceneShape::Ring, SceneShape::Line}},
    {"text", {SceneShape::Text}},
    {"payload", {SceneShape::QrCode, SceneShape::Barcode, SceneShape::DataMatrix}},
    {"format", {SceneShape::Barcode}},
    {"family", {SceneShape::AprilTag}},
    {"id", {SceneShape::AprilTag}},
    {"quiet",
     {SceneShape::AprilTag, SceneShape::QrCode, SceneShape::Barcode, SceneShape::DataMatrix}},
    {"file", {SceneShape::Picture}},
    {"color", kColored},
    {"gradient", kPainted},
    {"checker", kPainted},
    {"stripes", kPainted},
    {"grains", kPainted},
    {"picture", kPainted},
};

void refuseForeignKeys(const SceneJson& in, SceneShape shape)
{
    for (const auto& own : kOwnKeys) {
        const bool fits =
            std::find(own.shapes.begin(), own.shapes.end(), shape) != own.shapes.end();
        if (in.has(own.key) && !fits)
            in.member(own.key).complain(
                fmt::format("does not go with the shape {}", sceneShapeName(shape)));
    }
}

void takeLine(const SceneJson& in, SceneObject& object)
{
    const ScenePoint from = in.member("from").point(-kScenePlace, kScenePlace);
    const ScenePoint to = in.member("to").point(-kScenePlace, kScenePlace);
    object.points = {from, to};
    object.position = {(from.x + to.x) / 2, (from.y + to.y) / 2};
    object.thickness = in.number("thickness", 0.0005, 2, 0.01);
    if (from == to)
        in.member("to").complain("has to be another point than \"from\"");
    for (const char* key : {"position", "size"})
        if (in.has(key))
            in.member(key).complain("a line has \"from\", \"to\" and \"thickness\" instead");
}

void takePolygon(const SceneJson& in, SceneObject& object)
{
    if (!in.has("points")) {
        object.points = regularPolygon(in.integer("sides", 3, 100, 6));
        return;
    }
    if (in.has("sides"))
        in.member("sides").complain("does not go with \"points\"; keep one");
    const SceneJson points = in.member("points");
    const std::size_t count = points.count(3, 200);
    for (std::size_t i = 0; i < count; ++i)
        object.points.push_back(points.element(i).point(0, 1));
}

// What codes and tags end with: nothing more is to be known, so that it shows whether they can
// be drawn.
void takeQuiet(const SceneJson& in, SceneObject& object)
{
    if (in.has("quiet"))
        object.quiet = in.integer("quiet", 0, 20, 0);
    if (!in.complaint().any())
        if (const auto problem = sceneCodeProblem(object); !problem.text.empty())
            in.member(problem.member).complain(problem.text);
}

void takeCode(const SceneJson& in, SceneObject& object)
{
    object.text = in.member("payload").text(500);
    object.format = in.text("format", 20, "CODE128");
    takeQuiet(in, object);
}

void takeTag(const SceneJson& in, SceneObject& object)
{
    object.format = in.text("family", 20, "TAG36H11");
    object.id = static_cast<unsigned>(in.integer("id", 0, 100000, 0));
    takeQuiet(in, object);
}

void takeText(const SceneJson& in, SceneObject& object)
{
    object.text = in.member("text").text(100);
    const auto isAscii = [](char c) { return c >= ' ' && c <= '~'; };
    if (!std::all_of(object.text.begin(), object.text.end(), isAscii))
        in.member("text").complain("has characters that cannot be drawn: only printable ASCII can");
}

void takeShape(const SceneJson& in, const std::string& folder, SceneObject& object)
{
    switch (object.shape) {
    case SceneShape::Polygon: takePolygon(in, object); break;
    case SceneShape::Ring: object.thickness = in.number("thickness", 0.0005, 2, 0.03); break;
    case SceneShape::Line: takeLine(in, object); break;
    case SceneShape::Text: takeText(in, object); break;
    case SceneShape::Picture:
        object.file = sceneFilePath(folder, in.member("file").text(500));
        break;
    case SceneShape::AprilTag: takeTag(in, object); break;
    case SceneShape::QrCode:
    case SceneShape::Barcode:
    case SceneShape::DataMatrix: takeCode(in, object); break;
    default: break;
    }
}

void takePlace(const SceneJson& in, SceneObject& object)
{
    object.position = in.point("position", -kScenePlace, kScenePlace, object.position);
    if (in.member("size").value().is_number())
        object.side = in.number("size", 0.001, kScenePlace, 0.2);
    else if (in.member("size").value().is_array())
        object.size = in.point("size", 0.001, kScenePlace, {});
    else if (in.has("size"))
        in.member("size").complain("has to be a number, or a list of two: [width, height]");
    else
        object.side = 0.2;
    object.rotation = in.number("rotation", -36000, 36000, 0);
    object.spin = in.number("spin", -180, 180, 0);
    object.z = in.integer("z", -1000, 1000, 0);
}

SceneObject objectOf(const SceneJson& in, const std::string& folder)
{
    SceneObject object;
    if (!in.onlyHas(kObjectKeys))
        return object;
    object.shape = static_cast<SceneShape>(in.member("shape").word(
        {"disc", "box", "triangle", "polygon", "ring", "line", "text", "picture", "apriltag",
         "qrcode", "barcode", "datamatrix", "face"}));
    refuseForeignKeys(in, object.shape);
    object.name = in.text("name", 100, sceneShapeName(object.shape));
    takePlace(in, object);
    takeShape(in, folder, object);
    const Rgb plain = object.shape == SceneShape::Face ? Rgb{226, 178, 146} : Rgb{255, 255, 255};
    object.paint = paintOf(in, {ScenePaint::Kind::Color, plain, {}, {}, 8, 6, {}}, folder);
    if (in.has("temperature"))
        object.temperature =
            static_cast<float>(in.number("temperature", kSceneColdest, kSceneHottest, 0));
    if (in.has("distance"))
        object.distance = static_cast<float>(in.number("distance", 0, kSceneFarthest, 0));
    object.glow = static_cast<float>(in.number("glow", 1, kSceneBrightest, 1));
    if (in.has("path"))
        object.path = scenePathOf(in.member("path"));
    if (in.has("visible"))
        object.intervals = sceneIntervalsOf(in.member("visible"));
    return object;
}

void takeBackground(const SceneJson& in, const std::string& folder, SceneDescription& scene)
{
    in.onlyHas({"color", "gradient", "checker", "stripes", "grains", "picture", "cells",
                "direction", "temperature", "distance"});
    scene.background = paintOf(in, scene.background, folder);
    if (in.has("temperature"))
        scene.temperature = rampOf(in.member("temperature"), kSceneColdest, kSceneHottest);
    if (in.has("distance"))
        scene.distance = rampOf(in.member("distance"), 0, kSceneFarthest);
}

void takeLight(const SceneJson& in, SceneLight& light)
{
    in.onlyHas({"level", "flicker", "change"});
    light.level = in.number("level", 0, 10, 1);
    const auto wave = [&](const char* key, double& amount, double& period) {
        if (!in.has(key))
            return;
        in.member(key).onlyHas({"amount", "period"});
        amount = in.member(key).number("amount", 0, 1, 0.2);
        period = in.member(key).number("period", 1, kSceneLongest, period);
    };
    wave("flicker", light.flickerAmount, light.flickerPeriod);
    wave("change", light.changeAmount, light.changePeriod);
}

void takeCamera(const SceneJson& in, SceneCamera& camera)
{
    in.onlyHas({"shake", "shake_rotation", "path", "rotation", "spin", "zoom"});
    camera.shake = in.point("shake", 0, 0.2, {});
    camera.shakeRotation = in.number("shake_rotation", 0, 45, 0);
    if (in.has("path"))
        camera.path = scenePathOf(in.member("path"));
    camera.rotation = in.number("rotation", -36000, 36000, 0);
    camera.spin = in.number("spin", -180, 180, 0);
    camera.zoom = in.number("zoom", 0.1, 20, 1);
}

void takeScene(const SceneJson& in, const std::string& folder, SceneDescription& scene)
{
    if (!in.onlyHas({"schema", "name", "description", "aspect", "background", "light", "noise",
                     "camera", "counter", "objects"}))
        return;
    if (!in.has("schema") || in.member("schema").value() != 1) {
        in.member("schema").complain("has to be 1: this program reads scene files of schema 1");
        return;
    }
    scene.name = in.text("name", 100, "");
    scene.description = in.text("description", 500, "");
    if (in.has("aspect")) {
        const ScenePoint aspect = in.member("aspect").point(1, 10000);
        scene.aspect = std::clamp(aspect.y > 0 ? aspect.x / aspect.y : 1, 0.1, 10.0);
    }
    if (in.has("background"))
        takeBackground(in.member("background"), folder, scene);
    if (in.has("light"))
        takeLight(in.member("light"), scene.light);
    scene.noise = in.number("noise", 0, 100, 0);
    if (in.has("camera"))
        takeCamera(in.member("camera"), scene.camera);
    scene.counter = in.flag("counter", false);
    if (!in.has("objects"))
        return;
    const SceneJson objects = in.member("objects");
    const std::size_t count = objects.count(0, kMaxSceneObjects);
    for (std::size_t i = 0; i < count && !in.complaint().any(); ++i)
        scene.objects.push_back(objectOf(objects.element(i), folder));
    std::stable_sort(scene.objects.begin(), scene.objects.end(),
                     [](const SceneObject& a, const SceneObject& b) { return a.z < b.z; });
}

std::string syntaxProblem(std::string_view text, const nlohmann::json::parse_error& error)
{
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
    const std::string_view before = text.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n');
    const std::size_t column = lineStart == std::string_view::npos ? at + 1 : at - lineStart;
    return fmt::format("line {}, column {}: this is no JSON; look for a missing comma, quote or "
                       "bracket there or just before",
                       line, column);
}

}  // namespace

bool parseScene(std::string_view text, const std::string& folder, SceneDescription& scene,
                std::string& problem)
{
    if (text.size() > kMaxSceneFileBytes) {
        problem = fmt::format("a scene file has at most {} bytes", kMaxSceneFileBytes);
        return false;
    }
    scene = {};
    SceneComplaint complaint;
    try {
        const auto json = parseSceneJson(text, complaint);
        if (!complaint.any())
            takeScene(SceneJson(json, {}, complaint), folder, scene);
    } catch (const nlohmann::json::parse_error& error) {
        problem = syntaxProblem(text, error);
        return false;
    } catch (const nlohmann::json::exception& error) {
        problem = fmt::format("holds a value that cannot be read: {}", error.what());
        return false;
    }
    problem = complaint.text;
    return problem.empty();
}

bool readSceneFile(const std::string& path, SceneDescription& scene, std::string& problem,
                   bool& missing)
{
    std::string why;
    const auto file = readInputFile(path, kMaxInputFileBytes, why);
    missing = !file;
    if (missing) {
        problem = fmt::format("cannot read the scene file {}: {}", path, why);
        return false;
    }
    const std::string_view text(reinterpret_cast<const char*>(file->data()), file->size());
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (parseScene(text, folder, scene, problem))
        return true;
    problem = fmt::format("the scene file {} is wrong: {} (docs/scenes.md describes the format)",
                          path, problem);
    return false;
}

}  // namespace omv::firmware
