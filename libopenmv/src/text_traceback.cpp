// SPDX-License-Identifier: MIT
#include "libopenmv/src/text_traceback.h"

namespace omv {

namespace {

constexpr std::string_view kHeader = "Traceback (most recent call last):";
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
    while (!text.empty()) {
        const std::string_view line = takeLastLine(text);
        if (line.starts_with(kFile)) {
            namesScript = namesScript || line.starts_with(kScript);
            continue;
        }
        if (!namesScript || !line.ends_with(kHeader))
            return {};
        const auto header = line.data() + line.size() - kHeader.size();
        return whole.substr(static_cast<std::size_t>(header - whole.data()));
    }
    return {};
}

void TextTail::add(std::string_view text)
{
    m_text += text;
    if (m_text.size() > 2 * kKept)
        m_text.erase(0, m_text.size() - kKept);
}

}  // namespace omv
