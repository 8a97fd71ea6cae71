// SPDX-License-Identifier: MIT
#include "widgets/terminal/source_link.h"

#include <charconv>

namespace omv::ui {

std::optional<SourceLink> findSourceLink(std::string_view line)
{
    constexpr std::string_view kBegin = "File \"";
    constexpr std::string_view kMiddle = "\", line ";
    const std::size_t begin = line.find(kBegin);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t name = begin + kBegin.size();
    const std::size_t middle = line.find(kMiddle, name);
    if (middle == std::string_view::npos || middle == name)
        return {};
    const char* const digits = line.data() + middle + kMiddle.size();
    SourceLink link;
    const auto [last, problem] = std::from_chars(digits, line.data() + line.size(), link.line);
    if (problem != std::errc{} || link.line < 1)
        return {};
    link.begin = begin;
    link.end = static_cast<std::size_t>(last - line.data());
    link.file = line.substr(name, middle - name);
    return link;
}

}  // namespace omv::ui
