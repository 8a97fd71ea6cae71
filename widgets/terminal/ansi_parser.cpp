// SPDX-License-Identifier: MIT
#include "widgets/terminal/ansi_parser.h"

#include <algorithm>
#include <cstdlib>

namespace omv::ui {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kMostParameters = 256;  // bytes of them that are kept
constexpr int kLargest = 99999;

constexpr unsigned char kBell = 0x07;
constexpr unsigned char kBackspace = 0x08;
constexpr unsigned char kCancel = 0x18;
constexpr unsigned char kSubstitute = 0x1A;
constexpr unsigned char kEscape = 0x1B;
constexpr unsigned char kDelete = 0x7F;

bool isPlain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

/// One number; what is left of `text` follows the separator.
int takeNumber(std::string_view& text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    int number = 0;
    for (const char c : text.substr(0, end)) {
        if (c >= '0' && c <= '9')
            number = std::min(number * 10 + (c - '0'), kLargest);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    return number;
}

std::uint8_t byteOf(int number)
{
    return static_cast<std::uint8_t>(std::clamp(number, 0, 255));
}

AnsiColor indexed(int index)
{
    return {AnsiColor::Kind::Indexed, byteOf(index), 0, 0};
}

/// "5;N" or "2;R;G;B", with either separator; xterm's "2::R:G:B" has a colour space in between.
AnsiColor extendedColor(std::string_view& rest, char separator)
{
    const int kind = takeNumber(rest, separator);
    if (kind == 5)
        return indexed(takeNumber(rest, separator));
    if (kind != 2)
        return {};
    if (separator == ':' && std::count(rest.begin(), rest.end(), ':') >= 3)
        takeNumber(rest, separator);
    AnsiColor color{AnsiColor::Kind::Rgb, 0, 0, 0};
    color.a = byteOf(takeNumber(rest, separator));
    color.b = byteOf(takeNumber(rest, separator));
    color.c = byteOf(takeNumber(rest, separator));
    return color;
}

bool applyFlag(AnsiStyle& style, int code)
{
    switch (code) {
    case 0: style = {}; return true;
    case 1: style.bold = true; return true;
    case 2: style.faint = true; return true;
    case 3: style.italic = true; return true;
    case 4: style.underline = true; return true;
    case 7: style.inverse = true; return true;
    case 9: style.strike = true; return true;
    case 21:
    case 22: style.bold = style.faint = false; return true;
    case 23: style.italic = false; return true;
    case 24: style.underline = false; return true;
    case 27: style.inverse = false; return true;
    case 29: style.strike = false; return true;
    case 39: style.foreground = {}; return true;
    case 49: style.background = {}; return true;
    default: return false;
    }
}

void applyColor(AnsiStyle& style, int code)
{
    if (code >= 30 && code <= 37)
        style.foreground = indexed(code - 30);
    else if (code >= 90 && code <= 97)
        style.foreground = indexed(code - 90 + 8);
    else if (code >= 40 && code <= 47)
        style.background = indexed(code - 40);
    else if (code >= 100 && code <= 107)
        style.background = indexed(code - 100 + 8);
}

/// How many bytes a character has that begins so; 0: none does.
std::uint8_t lengthOf(unsigned char first)
{
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/// Whether `second` may follow `first`: no overlong forms, no surrogates, no more than U+10FFFF.
bool secondFits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return second >= 0x80 && second <= 0xBF;
    }
}

}  // namespace

void AnsiParser::reset()
{
    *this = {};
}

void AnsiParser::feed(std::string_view bytes, AnsiSink& sink)
{
    while (!bytes.empty()) {
        if (m_state == State::Text && m_need == 0) {
            bytes.remove_prefix(plain(bytes, sink));
            if (bytes.empty())
                return;
        }
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        switch (m_state) {
        case State::Text: character(byte, sink); break;
        case State::Escape: afterEscape(byte); break;
        case State::Charset: m_state = State::Text; break;
        case State::Control: inControl(byte, sink); break;
        case State::String:
        case State::StringEscape: inString(byte, sink); break;
        }
    }
}

std::size_t AnsiParser::plain(std::string_view bytes, AnsiSink& sink)
{
    std::size_t length = 0;
    while (length < bytes.size() && isPlain(bytes[length]))
        ++length;
    if (length > 0)
        sink.text(bytes.substr(0, length));
    return length;
}

void AnsiParser::character(unsigned char byte, AnsiSink& sink)
{
    if (m_need > 0) {
        const bool fits = m_have == 1 ? secondFits(static_cast<unsigned char>(m_utf8[0]), byte)
                                      : byte >= 0x80 && byte <= 0xBF;
        if (fits)
            return multiByte(byte, sink);
        m_need = 0;
        sink.text(kReplacement);
    }
    if (byte < 0x20 || byte == kDelete)
        return control(byte, sink);
    if (byte < 0x80) {
        const char one = static_cast<char>(byte);
        return sink.text({&one, 1});
    }
    const std::uint8_t length = lengthOf(byte);
    if (length == 0)
        return sink.text(kReplacement);
    m_utf8[0] = static_cast<char>(byte);
    m_have = 1;
    m_need = static_cast<std::uint8_t>(length - 1);
}

void AnsiParser::multiByte(unsigned char byte, AnsiSink& sink)
{
    m_utf8[m_have++] = static_cast<char>(byte);
    if (--m_need > 0)
        return;
    // U+0080 to U+009F are control characters too.
    const bool isControl = static_cast<unsigned char>(m_utf8[0]) == 0xC2 &&
        static_cast<unsigned char>(m_utf8[1]) < 0xA0;
    if (!isControl)
        sink.text({m_utf8, m_have});
}

void AnsiParser::control(unsigned char byte, AnsiSink& sink)
{
    switch (byte) {
    case kBackspace: return sink.backspace();
    case '\t': return sink.tab();
    case '\n':
    case '\v':
    case '\f': return sink.lineFeed();
    case '\r': return sink.carriageReturn();
    case kEscape:
        m_state = State::Escape;
        m_length = 0;
        return;
    default: return;
    }
}

void AnsiParser::afterEscape(unsigned char byte)
{
    switch (byte) {
    case '[':
        m_parameters.clear();
        m_state = State::Control;
        return;
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_': m_state = State::String; return;
    case '(':
    case ')':
    case '*':
    case '+':
    case '#':
    case '%': m_state = State::Charset; return;
    case kEscape: return;
    default: m_state = State::Text; return;
    }
}

void AnsiParser::inControl(unsigned char byte, AnsiSink& sink)
{
    // A line end or another escape in the middle: the sequence was broken off.
    if (byte < 0x20) {
        m_state = State::Text;
        if (byte != kCancel && byte != kSubstitute)
            control(byte, sink);
        return;
    }
    if (byte >= 0x40 && byte < 0x7F) {
        m_state = State::Text;
        return execute(static_cast<char>(byte), sink);
    }
    if (byte >= 0x7F || ++m_length > kLongest) {
        m_state = State::Text;
        return;
    }
    if (m_parameters.size() < kMostParameters)
        m_parameters.push_back(static_cast<char>(byte));
}

void AnsiParser::inString(unsigned char byte, AnsiSink& sink)
{
    const bool afterEscapeByte = m_state == State::StringEscape;
    m_state = State::String;
    if (byte == kBell || byte == kCancel || byte == kSubstitute ||
        (afterEscapeByte && byte == '\\') || ++m_length > kLongest) {
        m_state = State::Text;
    } else if (byte == kEscape) {
        m_state = State::StringEscape;
    } else if (byte == '\n') {
        // No such sequence has a line end: what comes now is text again.
        m_state = State::Text;
        sink.lineFeed();
    }
}

void AnsiParser::execute(char final, AnsiSink& sink)
{
    // Private sequences ("ESC [ ? 25 h") have no effect on a log.
    if (!m_parameters.empty() && (m_parameters[0] < '0' || m_parameters[0] > ';'))
        return;
    std::string_view rest = m_parameters;
    const int first = takeNumber(rest, ';');
    const int count = std::max(1, first);
    switch (final) {
    case 'm': return graphics(sink);
    case 'C': return sink.moveBy(count);
    case 'D': return sink.moveBy(-count);
    case 'G': return sink.moveTo(count - 1);
    case 'K':
        if (first <= 2)
            sink.eraseLine(static_cast<AnsiSink::Erase>(first));
        return;
    // To the end of the screen: in a log that is the end of the last line.
    case 'J':
        if (first == 0)
            sink.eraseLine(AnsiSink::Erase::ToEnd);
        return;
    default: return;
    }
}

void AnsiParser::graphics(AnsiSink& sink)
{
    const AnsiStyle before = m_style;
    std::string_view rest = m_parameters;
    do {
        std::string_view group = rest.substr(0, rest.find(';'));
        const bool colons = group.find(':') != std::string_view::npos;
        if (colons)
            rest.remove_prefix(std::min(group.size() + 1, rest.size()));
        std::string_view& source = colons ? group : rest;
        const char separator = colons ? ':' : ';';
        const int code = takeNumber(source, separator);
        if (code == 38)
            m_style.foreground = extendedColor(source, separator);
        else if (code == 48)
            m_style.background = extendedColor(source, separator);
        else if (!applyFlag(m_style, code))
            applyColor(m_style, code);
    } while (!rest.empty());
    if (!(m_style == before))
        sink.style(m_style);
}

}  // namespace omv::ui
