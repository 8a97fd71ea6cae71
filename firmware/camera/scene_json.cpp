// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <vector>

namespace omv::firmware {

namespace {

struct NamedColor {
    const char* name;
    Rgb color;
};
constexpr std::array<NamedColor, 13> kColors{{{"black", {0, 0, 0}},
                                              {"white", {255, 255, 255}},
                                              {"gray", {128, 128, 128}},
                                              {"red", {220, 30, 30}},
                                              {"green", {30, 190, 40}},
                                              {"blue", {30, 50, 220}},
                                              {"yellow", {240, 220, 20}},
                                              {"orange", {240, 130, 20}},
                                              {"purple", {140, 40, 170}},
                                              {"pink", {240, 120, 170}},
                                              {"cyan", {30, 200, 210}},
                                              {"magenta", {215, 40, 200}},
                                              {"brown", {120, 75, 40}}}};

std::optional<Rgb> hexColor(const std::string& text)
{
    unsigned value = 0;
    if (text.size() != 7 || text[0] != '#')
        return std::nullopt;
    const auto result = std::from_chars(text.data() + 1, text.data() + 7, value, 16);
    if (result.ec != std::errc{} || result.ptr != text.data() + 7)
        return std::nullopt;
    return Rgb{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
               static_cast<std::uint8_t>(value)};
}

std::string listed(std::initializer_list<const char*> words)
{
    std::string out;
    for (const char* word : words)
        out += (out.empty() ? "" : ", ") + std::string(word);
    return out;
}

// Of what a file says, in a message: short and printable.
std::string shortened(const std::string& text)
{
    std::string out;
    for (const char c : text.substr(0, 40))
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    return text.size() > 40 ? out + "..." : out;
}

const nlohmann::json& nothing()
{
    static const nlohmann::json null;
    return null;
}

/// Follows the parser: where it is, and which members the open objects have had.
class MemberWatch {
public:
    using Event = nlohmann::json::parse_event_t;

    explicit MemberWatch(SceneComplaint& complaint)
        : m_complaint(complaint)
    {
    }

    void take(Event event, const nlohmann::json& parsed)
    {
        switch (event) {
        case Event::object_start:
        case Event::array_start: m_open.push_back({event == Event::array_start, 0, {}, {}}); break;
        case Event::object_end:
        case Event::array_end:
            m_open.pop_back();
            countElement();
            break;
        case Event::value: countElement(); break;
        case Event::key: takeKey(parsed.get_ref<const std::string&>()); break;
        }
    }

private:
    struct Level {
        bool isList;
        std::size_t index;
        std::string key;
        std::set<std::string> keys;
    };

    void countElement()
    {
        if (!m_open.empty())
            ++m_open.back().index;
    }

    void takeKey(const std::string& key)
    {
        m_open.back().key = key;
        if (!m_open.back().keys.insert(key).second && !m_complaint.any())
            m_complaint.at(place(), "stands there twice; keep one");
    }

    std::string place() const
    {
        std::string out;
        for (const Level& level : m_open)
            out += level.isList ? fmt::format("[{}]", level.index)
                                : (out.empty() ? "" : ".") + shortened(level.key);
        return out;
    }

    SceneComplaint& m_complaint;
    std::vector<Level> m_open;
};

}  // namespace

SceneJson::SceneJson(const nlohmann::json& value, std::string path, SceneComplaint& complaint)
    : m_value(value)
    , m_path(std::move(path))
    , m_complaint(complaint)
{
}

bool SceneJson::onlyHas(std::initializer_list<const char*> keys) const
{
    if (!isObject()) {
        complain("has to be an object, { ... }");
        return false;
    }
    for (const auto& item : m_value.items()) {
        const auto same = [&](const char* key) { return item.key() == key; };
        if (std::none_of(keys.begin(), keys.end(), same)) {
            complain(fmt::format("\"{}\" is not known here; known are {}", shortened(item.key()),
                                 listed(keys)));
            return false;
        }
    }
    return true;
}

SceneJson SceneJson::member(const char* key) const
{
    return {has(key) ? m_value.at(key) : nothing(), m_path.empty() ? key : m_path + "." + key,
            m_complaint};
}

SceneJson SceneJson::element(std::size_t index) const
{
    const bool there = m_value.is_array() && index < m_value.size();
    return {there ? m_value[index] : nothing(), fmt::format("{}[{}]", m_path, index), m_complaint};
}

std::size_t SceneJson::count(std::size_t least, std::size_t most) const
{
    if (m_value.is_array() && m_value.size() >= least && m_value.size() <= most)
        return m_value.size();
    complain(least == most ? fmt::format("has to be a list of {}", least)
                           : fmt::format("has to be a list of {} to {} elements", least, most));
    return 0;
}

double SceneJson::number(double least, double most) const
{
    if (m_value.is_number()) {
        const auto value = m_value.get<double>();
        if (std::isfinite(value) && value >= least && value <= most)
            return value;
    }
    complain(fmt::format("has to be a number from {} to {}", least, most));
    return least;
}

double SceneJson::number(const char* key, double least, double most, double fallback) const
{
    return has(key) ? member(key).number(least, most) : fallback;
}

int SceneJson::integer(const char* key, int least, int most, int fallback) const
{
    if (!has(key))
        return fallback;
    const SceneJson in = member(key);
    const double value = in.number(least, most);
    if (value != std::floor(value))
        in.complain("has to be a whole number");
    return static_cast<int>(value);
}

bool SceneJson::flag(const char* key, bool fallback) const
{
    if (!has(key))
        return fallback;
    const SceneJson in = member(key);
    if (in.value().is_boolean())
        return in.value().get<bool>();
    in.complain("has to be true or false");
    return fallback;
}

std::string SceneJson::text(std::size_t most) const
{
    if (m_value.is_string()) {
        const auto& text = m_value.get_ref<const std::string&>();
        if (!text.empty() && text.size() <= most && text.find('\0') == std::string::npos)
            return text;
    }
    complain(fmt::format("has to be a text of 1 to {} characters", most));
    return {};
}

std::string SceneJson::text(const char* key, std::size_t most, const std::string& fallback) const
{
    return has(key) ? member(key).text(most) : fallback;
}

std::size_t SceneJson::word(std::initializer_list<const char*> words) const
{
    if (m_value.is_string()) {
        const auto& text = m_value.get_ref<const std::string&>();
        const auto same = [&](const char* word) { return text == word; };
        const auto found = std::find_if(words.begin(), words.end(), same);
        if (found != words.end())
            return static_cast<std::size_t>(found - words.begin());
    }
    complain("has to be one of " + listed(words));
    return 0;
}

ScenePoint SceneJson::point(double least, double most) const
{
    if (count(2, 2) != 2)
        return {};
    return {element(0).number(least, most), element(1).number(least, most)};
}

ScenePoint SceneJson::point(const char* key, double least, double most, ScenePoint fallback) const
{
    return has(key) ? member(key).point(least, most) : fallback;
}

Rgb SceneJson::color() const
{
    if (m_value.is_array() && m_value.size() == 3) {
        const auto part = [this](std::size_t i) {
            return static_cast<std::uint8_t>(std::lround(element(i).number(0, 255)));
        };
        return {part(0), part(1), part(2)};
    }
    if (m_value.is_string()) {
        const auto& text = m_value.get_ref<const std::string&>();
        const auto named = std::find_if(kColors.begin(), kColors.end(),
                                        [&](const NamedColor& c) { return text == c.name; });
        if (named != kColors.end())
            return named->color;
        if (const auto color = hexColor(text))
            return *color;
    }
    complain("has to be a colour: \"#rrggbb\", [red, green, blue] or a name like \"red\"");
    return {};
}

nlohmann::json parseSceneJson(std::string_view text, SceneComplaint& complaint)
{
    MemberWatch watch(complaint);
    const auto follow = [&](int, MemberWatch::Event event, nlohmann::json& parsed) {
        watch.take(event, parsed);
        return true;
    };
    return nlohmann::json::parse(text.begin(), text.end(), follow);
}

}  // namespace omv::firmware
