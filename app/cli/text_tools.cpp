// SPDX-License-Identifier: MIT
#include "app/cli/text_tools.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace omv::cli {

namespace {

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

bool isNumber(std::string_view cell)
{
    return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
}

struct Column {
    std::size_t width = 0;
    bool isNumeric = true;  ///< the header aside
};

std::vector<Column> columnsOf(const std::vector<Row>& rows)
{
    std::vector<Column> columns;
    for (const Row& row : rows) {
        columns.resize(std::max(columns.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            columns[i].width = std::max(columns[i].width, characters(row[i]));
            columns[i].isNumeric &= &row == &rows.front() || isNumber(row[i]);
        }
    }
    return columns;
}

/// Optimal string alignment: insert, delete, replace and swap of neighbours cost 1.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            const std::size_t replace = a[i - 1] == b[j - 1] ? 0 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

/// Bytes that a UTF-8 character with this first byte has; 0 when it cannot be one.
std::size_t utf8Length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    if (first >= 0xF0 && first < 0xF5)
        return 4;
    return 0;
}

/// Smallest and largest second byte, so that overlong forms, surrogates and
/// numbers above U+10FFFF are refused (Unicode, table 3-7).
bool secondByteFits(unsigned char first, unsigned char second)
{
    const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

/// Length of the character at the start of `text`, 0 when it is damaged or cut.
std::size_t wholeCharacter(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = utf8Length(byte(0));
    if (length == 0 || length > text.size())
        return 0;
    if (length > 1 && !secondByteFits(byte(0), byte(1)))
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

/// Bytes at the end that may be the start of a character.
std::size_t unfinishedTail(std::string_view text)
{
    for (std::size_t tail = 1; tail <= 3 && tail <= text.size(); ++tail) {
        const auto first = static_cast<unsigned char>(text[text.size() - tail]);
        if ((first & 0xC0) == 0x80)
            continue;
        return utf8Length(first) > tail ? tail : 0;
    }
    return 0;
}

}  // namespace

std::string alignColumns(const std::vector<Row>& rows)
{
    const auto columns = columnsOf(rows);
    std::string out;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(columns[i].width - characters(row[i]), ' ');
            if (i > 0)
                line += "  ";
            line += columns[i].isNumeric ? padding + row[i] : row[i] + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

std::string hexDump(std::span<const std::uint8_t> data)
{
    std::string out;
    for (std::size_t at = 0; at < data.size(); at += 16) {
        const auto line = data.subspan(at, std::min<std::size_t>(16, data.size() - at));
        std::string hex;
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            hex += fmt::format("{:02x}{}", line[i], i == 7 ? "  " : " ");
            text += line[i] >= 0x20 && line[i] < 0x7F ? static_cast<char>(line[i]) : '.';
        }
        out += fmt::format("{:08x}  {:<50}|{}|\n", at, hex, text);
    }
    return out;
}

std::string base64(std::string_view data)
{
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < data.size(); at += 3) {
        const std::string_view part = data.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < part.size() ? static_cast<unsigned char>(part[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            out += i <= part.size() ? kDigits[bits >> (18 - 6 * i) & 63U] : '=';
    }
    return out;
}

std::string humanSize(std::uint64_t bytes)
{
    static constexpr std::string_view kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < std::size(kUnits); ++unit)
        value /= 1000;
    return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string nearest(std::string_view typed, const std::vector<std::string>& candidates)
{
    const std::size_t allowed = typed.size() <= 3 ? 1 : typed.size() / 3;
    std::string best;
    std::size_t bestDistance = allowed + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = editDistance(typed, candidate);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = wholeCharacter(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string Utf8Cutter::feed(std::string_view bytes)
{
    std::string all = std::move(m_waiting) + std::string(bytes);
    const std::size_t tail = unfinishedTail(all);
    m_waiting = all.substr(all.size() - tail);
    all.resize(all.size() - tail);
    return all;
}

std::string Utf8Cutter::rest()
{
    return std::exchange(m_waiting, {});
}

}  // namespace omv::cli
