// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_description.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace omv::firmware {

/// Collects the first thing that is wrong in a scene file, and where.
struct SceneComplaint {
    std::string text;

    bool any() const { return !text.empty(); }
    void at(const std::string& path, const std::string& what)
    {
        if (text.empty())
            text = (path.empty() ? std::string("the whole file") : path) + ": " + what;
    }
};

/// One value of a scene file and its place there. Readers return what stands there, or the
/// fallback where nothing does; what makes no sense is complained about, once for a file.
class SceneJson {
public:
    SceneJson(const nlohmann::json& value, std::string path, SceneComplaint& complaint);

    const nlohmann::json& value() const { return m_value; }
    SceneComplaint& complaint() const { return m_complaint; }
    void complain(const std::string& what) const { m_complaint.at(m_path, what); }

    bool isObject() const { return m_value.is_object(); }
    bool has(const char* key) const { return isObject() && m_value.contains(key); }
    /// Complains of members that are none of these, and of anything but an object.
    bool onlyHas(std::initializer_list<const char*> keys) const;
    SceneJson member(const char* key) const;
    SceneJson element(std::size_t index) const;
    /// Elements of a list that may have so many; 0 when it is none.
    std::size_t count(std::size_t least, std::size_t most) const;

    double number(double least, double most) const;
    double number(const char* key, double least, double most, double fallback) const;
    int integer(const char* key, int least, int most, int fallback) const;
    bool flag(const char* key, bool fallback) const;
    std::string text(std::size_t most) const;
    std::string text(const char* key, std::size_t most, const std::string& fallback) const;
    /// Which of these words; complains of any other.
    std::size_t word(std::initializer_list<const char*> words) const;
    /// [x, y]
    ScenePoint point(double least, double most) const;
    ScenePoint point(const char* key, double least, double most, ScenePoint fallback) const;
    /// "#rrggbb", [r, g, b] or one of the names that docs/scenes.md lists.
    Rgb color() const;

private:
    const nlohmann::json& m_value;
    std::string m_path;
    SceneComplaint& m_complaint;
};

/// Throws what nlohmann::json throws. Of members that stand twice in an object, the JSON has the
/// last; they are complained about.
nlohmann::json parseSceneJson(std::string_view text, SceneComplaint& complaint);

}  // namespace omv::firmware
