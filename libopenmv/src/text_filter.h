// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace omv {

/// A piece of what comes out of TextFilter, in order.
struct TextPiece {
    enum class Kind {
        Text,
        Banner,  ///< a whole soft-reboot banner and prompt stood here
        BannerTail,  ///< the same, but its first line is missing (power-on, or lost text)
        Reboot,  ///< its first line alone: boot.py prints behind it, or a script wrote it
    };

    Kind kind = Kind::Text;
    std::string text;  ///< of Kind::Text and Kind::Reboot

    friend bool operator==(const TextPiece&, const TextPiece&) = default;
};

/// Cleans what the camera prints: "\r\n" becomes "\n", and the interpreter's own
///
///     MPY: soft reboot\r\n
///     OpenMV v5.0.0; MicroPython v1.29.0; OPENMV-AE3 with AE3\r\n
///     Type "help()" for more information.\r\n
///     >>>
///
/// is taken out. Only the whole of it counts: a script that prints some of these
/// words keeps them. What boot.py prints at a soft reboot stands behind the first line. What may
/// still become a banner (or a line end) is held back until more comes or flush() is called, so
/// that how the text was chopped never changes what comes out. All other bytes, UTF-8 or not, pass
/// as they are.
class TextFilter {
public:
    std::vector<TextPiece> feed(std::string_view raw);
    /// Gives out what is held back.
    std::string flush();
    bool holding() const { return !m_held.empty(); }
    /// What is held back begins with the whole first line of a banner.
    bool holdsReboot() const;

private:
    bool atLineStart() const { return m_last == '\n' || m_last == '\0'; }
    void put(std::string& text, char c);

    std::string m_held;
    char m_last = '\0';  // the last character given out; '\0' at the start and after a banner
};

}  // namespace omv
