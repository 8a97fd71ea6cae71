// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace omv::ui {

/// A colour as an escape sequence says it. A value of four bytes.
struct AnsiColor {
    enum class Kind : std::uint8_t { Default, Indexed, Rgb };
    Kind kind = Kind::Default;
    std::uint8_t a = 0;  ///< index of 256, or red
    std::uint8_t b = 0;
    std::uint8_t c = 0;

    friend bool operator==(const AnsiColor&, const AnsiColor&) = default;
};

/// How text is to look; set by SGR sequences ("ESC [ 1 ; 31 m").
struct AnsiStyle {
    AnsiColor foreground;
    AnsiColor background;
    bool bold = false;
    bool faint = false;
    bool italic = false;
    bool underline = false;
    bool inverse = false;
    bool strike = false;

    friend bool operator==(const AnsiStyle&, const AnsiStyle&) = default;
};

/// What the parser tells: text and what moves the cursor within its line.
class AnsiSink {
public:
    virtual ~AnsiSink() = default;
    /// Whole characters in valid UTF-8 without control characters; never empty.
    virtual void text(std::string_view utf8) = 0;
    virtual void style(const AnsiStyle& style) = 0;
    virtual void lineFeed() = 0;
    virtual void carriageReturn() = 0;
    virtual void backspace() = 0;
    virtual void tab() = 0;
    /// Moves the cursor by `columns` within the line.
    virtual void moveBy(int columns) = 0;
    virtual void moveTo(int column) = 0;
    enum class Erase { ToEnd, ToStart, All };
    virtual void eraseLine(Erase what) = 0;
};

/// Takes the byte stream of a terminal apart. Keeps its state across chunks, so that an
/// escape sequence or a character of UTF-8 may be split anywhere; a chopped stream gives what
/// the whole one gives (text may come in other pieces). Bytes that are not UTF-8 give U+FFFD,
/// one for each sequence broken off. Sequences that are not for a scrolling log (cursor up,
/// clear screen, titles) are swallowed; one that never ends is given up after kLongest bytes.
class AnsiParser {
public:
    static constexpr std::size_t kLongest = 4096;

    void feed(std::string_view bytes, AnsiSink& sink);
    /// Back to the beginning: what was half read is forgotten, and the style is plain.
    void reset();
    const AnsiStyle& style() const { return m_style; }

private:
    enum class State : std::uint8_t { Text, Escape, Charset, Control, String, StringEscape };

    std::size_t plain(std::string_view bytes, AnsiSink& sink);
    void character(unsigned char byte, AnsiSink& sink);
    void control(unsigned char byte, AnsiSink& sink);
    void multiByte(unsigned char byte, AnsiSink& sink);
    void afterEscape(unsigned char byte);
    void inControl(unsigned char byte, AnsiSink& sink);
    void inString(unsigned char byte, AnsiSink& sink);
    void execute(char final, AnsiSink& sink);
    void graphics(AnsiSink& sink);

    State m_state = State::Text;
    std::uint8_t m_need = 0;  ///< bytes that the character still lacks
    std::uint8_t m_have = 0;
    char m_utf8[4] = {};
    std::size_t m_length = 0;  ///< of the sequence so far
    std::string m_parameters;
    AnsiStyle m_style;
};

}  // namespace omv::ui
