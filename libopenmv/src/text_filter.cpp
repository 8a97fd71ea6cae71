// SPDX-License-Identifier: MIT
#include "libopenmv/src/text_filter.h"

#include <algorithm>
#include <utility>

namespace omv {

namespace {

constexpr std::string_view kReboot = "MPY: soft reboot";
constexpr std::string_view kHelp = "Type \"help()\" for more information.";
constexpr std::string_view kPrompt = ">>> ";
constexpr std::string_view kInterpreter = "MicroPython";
constexpr std::string_view kVersionStarts[] = {"OpenMV v", "MicroPython v"};
constexpr std::size_t kLongestVersionLine = 300;

enum class Match { No, Partial, Full };

/// Reads a text from its start and remembers how far it got.
struct Reader {
    std::string_view rest;
    std::size_t used = 0;

    Match take(std::size_t count)
    {
        rest.remove_prefix(count);
        used += count;
        return Match::Full;
    }

    Match literal(std::string_view wanted)
    {
        if (rest.substr(0, wanted.size()) == wanted)
            return take(wanted.size());
        return rest == wanted.substr(0, rest.size()) ? Match::Partial : Match::No;
    }

    Match lineEnd()
    {
        if (rest.empty() || rest == "\r")
            return Match::Partial;
        if (rest.front() == '\n')
            return take(1);
        return rest.substr(0, 2) == "\r\n" ? take(2) : Match::No;
    }

    /// "...; MicroPython v1.29.0; ..." up to and with its line end.
    Match versionLine()
    {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos)
            return rest.size() < kLongestVersionLine ? Match::Partial : Match::No;
        const bool fits = end < kLongestVersionLine &&
            rest.substr(0, end).find(kInterpreter) != std::string_view::npos;
        return fits ? take(end + 1) : Match::No;
    }
};

Match matchEnd(Reader& reader)
{
    for (const auto& step :
         {+[](Reader& r) { return r.literal(kHelp); }, +[](Reader& r) { return r.lineEnd(); },
          +[](Reader& r) { return r.literal(kPrompt); }}) {
        if (const Match match = step(reader); match != Match::Full)
            return match;
    }
    return Match::Full;
}

Match matchBanner(Reader& reader)
{
    for (const auto& step :
         {+[](Reader& r) { return r.literal(kReboot); }, +[](Reader& r) { return r.lineEnd(); },
          +[](Reader& r) { return r.versionLine(); }}) {
        if (const Match match = step(reader); match != Match::Full)
            return match;
    }
    return matchEnd(reader);
}

Match matchTail(Reader& reader)
{
    for (const auto start : kVersionStarts) {
        Reader ahead = reader;
        const Match match = ahead.literal(start);
        if (match == Match::Partial)
            return match;
        if (match == Match::No)
            continue;
        const Match line = reader.versionLine();
        return line == Match::Full ? matchEnd(reader) : line;
    }
    return matchEnd(reader);
}

Match matchReboot(Reader& reader)
{
    const Match match = reader.literal(kReboot);
    return match == Match::Full ? reader.lineEnd() : match;
}

struct Found {
    Match match = Match::No;
    TextPiece::Kind kind = TextPiece::Kind::Banner;
    std::size_t size = 0;
};

Found findAt(std::string_view text, bool lineStart)
{
    Reader reader{text};
    const Match banner = matchBanner(reader);
    if (banner != Match::No)
        return {banner, TextPiece::Kind::Banner, reader.used};
    reader = Reader{text};
    if (matchReboot(reader) == Match::Full)
        return {Match::Full, TextPiece::Kind::Reboot, reader.used};
    if (!lineStart)
        return {};
    reader = Reader{text};
    const Match tail = matchTail(reader);
    return {tail, TextPiece::Kind::BannerTail, reader.used};
}

}  // namespace

void TextFilter::put(std::string& text, char c)
{
    text += c;
    m_last = c == '\0' ? ' ' : c;
}

std::vector<TextPiece> TextFilter::feed(std::string_view raw)
{
    m_held += raw;
    std::vector<TextPiece> pieces;
    std::string text;
    std::string_view rest = m_held;
    while (!rest.empty()) {
        const Found found = findAt(rest, atLineStart());
        if (found.match == Match::Partial || rest == "\r")
            break;
        if (found.match == Match::Full) {
            if (!text.empty())
                pieces.push_back({TextPiece::Kind::Text, std::exchange(text, {})});
            pieces.push_back({found.kind, {}});
            m_last = '\0';
            if (found.kind == TextPiece::Kind::Reboot)
                pieces.back().text = std::string(kReboot) + '\n';
            rest.remove_prefix(found.size);
            continue;
        }
        const bool lineEnd = rest.substr(0, 2) == "\r\n";
        put(text, lineEnd ? '\n' : rest.front());
        rest.remove_prefix(lineEnd ? 2 : 1);
    }
    if (!text.empty())
        pieces.push_back({TextPiece::Kind::Text, std::move(text)});
    m_held.erase(0, m_held.size() - rest.size());
    return pieces;
}

bool TextFilter::holdsReboot() const
{
    Reader reader{m_held};
    return matchReboot(reader) == Match::Full;
}

std::string TextFilter::flush()
{
    std::string text;
    const std::string held = std::exchange(m_held, {});
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i] == '\r' && i + 1 < held.size() && held[i + 1] == '\n')
            continue;
        put(text, held[i]);
    }
    return text;
}

}  // namespace omv
