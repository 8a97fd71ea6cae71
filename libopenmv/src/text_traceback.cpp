// SPDX-License-Identifier: MIT
#include "libopenmv/src/text_traceback.h"

#include <algorithm>

namespace omv {

namespace {

constexpr std::string_view kHeader = "Traceback (most recent call last):";
/// The smallest ring has room for more than so many lines of a traceback.
constexpr std::size_t kMany = 4;
constexpr std::size_t kVeryMany = 10;
constexpr std::string_view kFile = "  File \"";
constexpr std::string_view kScript = "  File \"<stdin>\", line ";

/// Cuts the last line off `text`, which ends where that line ended.
std::string_view takeLastLine(std::string_view& text)
{
    const auto newline = text.rfind('\n');
    const auto start = newline == std::string_view::npos ? 0 : newline + 1;
    const std::string_view line = text.substr(start);
    text = text.substr(0, start == 0 ? 0 : newline);
    return line;
}

/// Whether the traceback `below` lost its start in the ring, and `line` is a rest of that.
bool isCut(std::string_view line, std::string_view below, std::size_t files)
{
    if (files >= kVeryMany)
        return true;
    const std::string ending = std::string(line) + '\n';
    return files >= kMany && below.find(ending) != std::string_view::npos;
}

}  // namespace

std::string_view trailingTraceback(std::string_view text)
{
    const std::string_view whole = text;
    if (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    const std::string_view exception = takeLastLine(text);
    if (exception.empty() || exception.front() == ' ')
        return {};
    bool namesScript = false;
    std::size_t files = 0;
    while (!text.empty()) {
        const std::string_view line = takeLastLine(text);
        if (line.starts_with(kFile)) {
            namesScript = namesScript || line.starts_with(kScript);
            ++files;
            continue;
        }
        const auto offset = static_cast<std::size_t>(line.data() - whole.data());
        if (namesScript && line.ends_with(kHeader))
            return whole.substr(offset + line.size() - kHeader.size());
        const auto below = whole.substr(std::min(whole.size(), offset + line.size() + 1));
        return namesScript && isCut(line, below, files) ? below : std::string_view();
    }
    return namesScript && files >= kVeryMany ? whole : std::string_view();
}

void TextTail::add(std::string_view text)
{
    m_text += text;
    if (m_text.size() > 2 * kKept)
        m_text.erase(0, m_text.size() - kKept);
}

}  // namespace omv
