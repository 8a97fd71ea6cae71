// SPDX-License-Identifier: MIT
#include "widgets/terminal/line_matcher.h"

#include "widgets/terminal/utf8.h"

#include <algorithm>

namespace omv::ui {

namespace {

constexpr unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c + 32) : c;
}

/// Simple folding for the scripts of Europe; others are compared as they are.
char32_t fold(char32_t c)
{
    if (c < 0x80)
        return lower(static_cast<unsigned char>(c));
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c >= 0x100 && c <= 0x17F && c != 0x131 && c != 0x130) {
        // In these two stretches the capital is the odd one.
        const bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
        return odd ? c + (c & 1) : c | 1;
    }
    return c;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool equalFolded(std::string_view text, std::string_view needle)
{
    return std::equal(needle.begin(), needle.end(), text.begin(), [](char a, char b) {
        return static_cast<unsigned char>(a) == lower(static_cast<unsigned char>(b));
    });
}

}  // namespace

LineMatcher::LineMatcher(std::string_view utf8, bool matchCase)
    : m_needle(utf8)
    , m_matchCase(matchCase)
    , m_ascii(isAscii(utf8))
{
    if (matchCase)
        return;
    if (m_ascii) {
        for (char& c : m_needle)
            c = static_cast<char>(lower(static_cast<unsigned char>(c)));
        return;
    }
    for (std::string_view rest = utf8; !rest.empty();) {
        const Utf8Character next = firstCharacter(rest);
        m_folded.push_back(fold(next.value));
        rest.remove_prefix(next.size);
    }
}

std::optional<LineMatcher::Hit> LineMatcher::find(std::string_view line, std::size_t from) const
{
    if (empty() || from > line.size())
        return {};
    if (m_matchCase) {
        const std::size_t at = line.find(m_needle, from);
        return at == std::string_view::npos ? std::nullopt
                                            : std::optional<Hit>({at, at + m_needle.size()});
    }
    if (!m_ascii)
        return findFolded(line, from);
    const auto first = static_cast<unsigned char>(m_needle[0]);
    for (std::size_t at = from; at + m_needle.size() <= line.size(); ++at) {
        if (lower(static_cast<unsigned char>(line[at])) == first &&
            equalFolded(line.substr(at), m_needle))
            return Hit{at, at + m_needle.size()};
    }
    return {};
}

std::optional<LineMatcher::Hit> LineMatcher::findFolded(std::string_view line,
                                                        std::size_t from) const
{
    for (std::size_t at = from; at < line.size(); at += firstCharacter(line.substr(at)).size) {
        std::size_t end = at;
        std::size_t matched = 0;
        while (matched < m_folded.size() && end < line.size()) {
            const Utf8Character next = firstCharacter(line.substr(end));
            if (fold(next.value) != m_folded[matched])
                break;
            ++matched;
            end += next.size;
        }
        if (matched == m_folded.size())
            return Hit{at, end};
    }
    return {};
}

}  // namespace omv::ui
