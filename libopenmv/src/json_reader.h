// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace omv {

/// Reads typed fields of one JSON object and remembers the first thing that was
/// wrong, as "sensors[1].chip_id: expected ..., found ...". After that every function
/// gives a default, so that a caller reads everything and checks once at the end.
/// Unknown keys are ignored.
class JsonReader {
public:
    /// `value` and `problem` must outlive the reader; `problem` is shared with the
    /// readers of nested objects and stays empty while all is well. `path` names
    /// the object in messages; empty for the whole document.
    JsonReader(const nlohmann::json& value, std::string path, std::string& problem);

    bool has(const char* key) const;
    std::string text(const char* key, std::size_t maxLength = 256);
    std::string textOr(const char* key, std::string fallback, std::size_t maxLength = 256);
    std::uint64_t number(const char* key, std::uint64_t min, std::uint64_t max);
    std::uint64_t numberOr(const char* key, std::uint64_t fallback, std::uint64_t max);
    double realOr(const char* key, double fallback, double min, double max);
    bool flag(const char* key);
    bool flagOr(const char* key, bool fallback);
    /// A number written as a string, "0x7936": JSON has no hexadecimal numbers.
    std::uint32_t hex32(const char* key);
    std::uint32_t hex32Or(const char* key, std::uint32_t fallback);
    /// Arrays; an absent key is an empty list.
    std::vector<std::string> texts(const char* key);
    std::vector<JsonReader> objects(const char* key);
    std::optional<JsonReader> object(const char* key);

    /// Reports that the value of `key` is not `expected`.
    void complain(const std::string& key, const std::string& expected);

private:
    const nlohmann::json* find(const char* key) const;
    const nlohmann::json* array(const char* key);
    std::string pathOf(const std::string& key) const;
    void complain(const std::string& path, const std::string& expected,
                  const nlohmann::json* found);

    const nlohmann::json* m_value;
    std::string m_path;
    std::string* m_problem;
};

/// Parses a JSON object of at most `maxBytes`; on failure `problem` says what is
/// wrong and where ("line 3: ...").
std::optional<nlohmann::json> parseJsonObject(std::string_view text, std::size_t maxBytes,
                                              std::string& problem);

/// Digits 0-9, a-f, A-F only, 1 to 8 of them.
std::optional<std::uint32_t> parseHex(std::string_view digits);

}  // namespace omv
