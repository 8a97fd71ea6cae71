// SPDX-License-Identifier: MIT
#include "libopenmv/src/json_reader.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omv {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxListLength = 1024;

std::string describe(const json* found)
{
    if (!found) {
        return "nothing";
    }
    if (found->is_string()) {
        const auto& text = found->get_ref<const std::string&>();
        return text.size() <= 40 ? '"' + text + '"' : fmt::format("a string of {}", text.size());
    }
    if (found->is_number() || found->is_boolean()) {
        return found->dump();
    }
    return found->is_null() ? "null" : fmt::format("an {}", found->type_name());
}

std::optional<std::uint32_t> prefixedHex(const json& value)
{
    if (!value.is_string()) {
        return {};
    }
    const std::string_view text = value.get_ref<const std::string&>();
    return text.starts_with("0x") ? parseHex(text.substr(2)) : std::nullopt;
}

}  // namespace

JsonReader::JsonReader(const json& value, std::string path, std::string& problem)
    : m_value(&value)
    , m_path(std::move(path))
    , m_problem(&problem)
{
}

bool JsonReader::has(const char* key) const
{
    return find(key) != nullptr;
}

std::string JsonReader::text(const char* key, std::size_t maxLength)
{
    if (!find(key)) {
        complain(key, "a string");
        return {};
    }
    return textOr(key, {}, maxLength);
}

std::string JsonReader::textOr(const char* key, std::string fallback, std::size_t maxLength)
{
    const json* value = find(key);
    if (!value) {
        return fallback;
    }
    if (!value->is_string() || value->get_ref<const std::string&>().size() > maxLength) {
        complain(key, fmt::format("a string of at most {} bytes", maxLength));
        return fallback;
    }
    return value->get<std::string>();
}

std::uint64_t JsonReader::number(const char* key, std::uint64_t min, std::uint64_t max)
{
    const json* value = find(key);
    if (value && value->is_number_unsigned()) {
        const auto number = value->get<std::uint64_t>();
        if (number >= min && number <= max) {
            return number;
        }
    }
    complain(key, fmt::format("a whole number from {} to {}", min, max));
    return min;
}

std::uint64_t JsonReader::numberOr(const char* key, std::uint64_t fallback, std::uint64_t max)
{
    return find(key) ? number(key, 0, max) : fallback;
}

double JsonReader::realOr(const char* key, double fallback, double min, double max)
{
    const json* value = find(key);
    if (!value) {
        return fallback;
    }
    if (value->is_number()) {
        const auto number = value->get<double>();
        if (number >= min && number <= max) {
            return number;
        }
    }
    complain(key, fmt::format("a number from {} to {}", min, max));
    return fallback;
}

bool JsonReader::flag(const char* key)
{
    if (!find(key)) {
        complain(key, "true or false");
        return false;
    }
    return flagOr(key, false);
}

bool JsonReader::flagOr(const char* key, bool fallback)
{
    const json* value = find(key);
    if (!value) {
        return fallback;
    }
    if (!value->is_boolean()) {
        complain(key, "true or false");
        return fallback;
    }
    return value->get<bool>();
}

std::uint32_t JsonReader::hex32(const char* key)
{
    const json* value = find(key);
    const auto number = value ? prefixedHex(*value) : std::nullopt;
    if (!number) {
        complain(key, "a hexadecimal number as a string, like \"0x7936\"");
    }
    return number.value_or(0);
}

std::uint32_t JsonReader::hex32Or(const char* key, std::uint32_t fallback)
{
    return find(key) ? hex32(key) : fallback;
}

std::vector<std::string> JsonReader::texts(const char* key)
{
    std::vector<std::string> list;
    const json* values = array(key);
    for (std::size_t i = 0; values && i < values->size(); ++i) {
        const json& value = (*values)[i];
        if (!value.is_string()) {
            complain(pathOf(fmt::format("{}[{}]", key, i)), "a string", &value);
            return {};
        }
        list.push_back(value.get<std::string>());
    }
    return list;
}

std::vector<JsonReader> JsonReader::objects(const char* key)
{
    std::vector<JsonReader> list;
    const json* values = array(key);
    for (std::size_t i = 0; values && i < values->size(); ++i) {
        const json& value = (*values)[i];
        const std::string path = pathOf(fmt::format("{}[{}]", key, i));
        if (!value.is_object()) {
            complain(path, "an object", &value);
            return {};
        }
        list.emplace_back(value, path, *m_problem);
    }
    return list;
}

std::optional<JsonReader> JsonReader::object(const char* key)
{
    const json* value = find(key);
    if (!value) {
        return {};
    }
    if (!value->is_object()) {
        complain(key, "an object");
        return {};
    }
    return JsonReader(*value, pathOf(key), *m_problem);
}

void JsonReader::complain(const std::string& key, const std::string& expected)
{
    complain(pathOf(key), expected, find(key.c_str()));
}

const json* JsonReader::find(const char* key) const
{
    const auto found = m_value->find(key);
    return found == m_value->end() ? nullptr : &*found;
}

const json* JsonReader::array(const char* key)
{
    const json* value = find(key);
    if (value && (!value->is_array() || value->size() > kMaxListLength)) {
        complain(key, fmt::format("an array of at most {} items", kMaxListLength));
        return nullptr;
    }
    return value;
}

std::string JsonReader::pathOf(const std::string& key) const
{
    return m_path.empty() ? key : m_path + '.' + key;
}

void JsonReader::complain(const std::string& path, const std::string& expected, const json* found)
{
    if (m_problem->empty()) {
        *m_problem = fmt::format("{}: expected {}, found {}", path, expected, describe(found));
    }
}

std::optional<json> parseJsonObject(std::string_view text, std::size_t maxBytes,
                                    std::string& problem)
{
    if (text.size() > maxBytes) {
        problem = fmt::format("{} bytes, more than the {} allowed", text.size(), maxBytes);
        return {};
    }
    try {
        json value = json::parse(text);
        if (value.is_object()) {
            return value;
        }
        problem = fmt::format("expected an object, found {}", describe(&value));
    } catch (const json::parse_error& error) {
        const auto end = std::min(error.byte, text.size());
        const auto lines = std::count(text.begin(), text.begin() + static_cast<long>(end), '\n');
        problem = fmt::format("line {}: not valid JSON", lines + 1);
    } catch (const json::exception&) {
        problem = "a number is too large";
    }
    return {};
}

std::optional<std::uint32_t> parseHex(std::string_view digits)
{
    std::uint32_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
    if (digits.empty() || digits.size() > 8 || error != std::errc() || stop != end) {
        return {};
    }
    return value;
}

}  // namespace omv
