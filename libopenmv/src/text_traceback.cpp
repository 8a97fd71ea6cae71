// SPDX-License-Identifier: MIT
#include "libopenmv/src/text_traceback.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace omv {

namespace {

constexpr std::string_view kHeader = "Traceback (most recent call last):";
/// The smallest ring has room for more than so many lines of a traceback.
constexpr std::size_t kMany = 4;
constexpr std::size_t kVeryMany = 10;
constexpr int kMostNested = 16;
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

/// Cuts the first line off `text`.
std::string_view takeFirstLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(" \t"), line.size());
}

bool beginsTry(std::string_view line)
{
    line.remove_prefix(indentOf(line));
    if (!line.starts_with("try"))
        return false;
    line.remove_prefix(3);
    return line.substr(indentOf(line)).starts_with(':');
}

/// Whether a `try` of the script may be around its line `number`, from 1. Unknown lines: yes.
bool mayCatch(std::string_view script, std::size_t number)
{
    std::vector<std::string_view> above;
    while (above.size() < number && !script.empty())
        above.push_back(takeFirstLine(script));
    if (number == 0 || above.size() < number || beginsTry(above.back()))
        return true;
    // Outwards: each line that is indented less than those below it begins a block around them.
    std::size_t inner = indentOf(above.back());
    for (auto line = above.rbegin() + 1; line != above.rend() && inner > 0; ++line) {
        const std::size_t indent = indentOf(*line);
        if (indent >= inner || line->find_first_not_of(" \t\r", indent) == std::string_view::npos)
            continue;
        inner = indent;
        if (beginsTry(*line))
            return true;
    }
    return false;
}

/// The line of the script, at its top level, that a traceback (without header) begins with; and
/// an exception follows its frames. 0: it does not.
std::size_t topLevelLine(std::string_view traceback)
{
    const std::string_view first = takeFirstLine(traceback);
    std::size_t number = 0;
    const char* const end = first.data() + first.size();
    if (!first.starts_with(kScript))
        return 0;
    const auto [last, problem] = std::from_chars(first.data() + kScript.size(), end, number);
    if (problem != std::errc() || std::string_view(last, end) != ", in <module>")
        return 0;
    while (traceback.starts_with(kFile))
        takeFirstLine(traceback);
    const std::string_view exception = takeFirstLine(traceback);
    return exception.empty() || exception.front() == ' ' ? 0 : number;
}

/// The traceback whose message has several lines, by what the script could have caught.
std::string_view uncaughtTraceback(std::string_view text, std::string_view script)
{
    std::size_t at = text.rfind(kHeader);
    // The message may itself hold a traceback.
    for (int tries = 0; at != std::string_view::npos && tries < kMostNested; ++tries) {
        std::string_view frames = text.substr(at + kHeader.size());
        if (takeFirstLine(frames).empty()) {
            const std::size_t line = topLevelLine(frames);
            if (line > 0 && !mayCatch(script, line))
                return text.substr(at);
        }
        at = at == 0 ? std::string_view::npos : text.rfind(kHeader, at - 1);
    }
    return {};
}

/// The rule that needs no script: the exception is the last line.
std::string_view tracebackAtTheEnd(std::string_view text)
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

/// What stands alone where there was no memory for a traceback, or no line yet: the compiler.
std::string_view bareException(std::string_view text)
{
    if (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    const std::string_view line = takeLastLine(text);
    const bool isOne = line.starts_with("MemoryError: memory allocation failed, ") ||
        line == "RuntimeError: maximum recursion depth exceeded";
    return isOne ? line : std::string_view();
}

}  // namespace

std::string_view trailingTraceback(std::string_view text, std::string_view script)
{
    std::string_view found = tracebackAtTheEnd(text);
    if (found.empty() && !script.empty())
        found = uncaughtTraceback(text, script);
    return found.empty() ? bareException(text) : found;
}

void TextTail::add(std::string_view text)
{
    m_text += text;
    if (m_text.size() > 2 * kKept)
        m_text.erase(0, m_text.size() - kKept);
}

}  // namespace omv
