// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace omv {

/// The traceback that ends `text`, whole, or nothing:
///
///     Traceback (most recent call last):
///       File "<stdin>", line 3, in <module>
///     ZeroDivisionError: divide by zero
///
/// At least one of its lines must name <stdin>, as uploaded scripts are called, and its
/// last line must be the last of the text. The first line may follow unfinished text.
/// It may be missing when the camera's ring overflowed, as it does with a deep recursion:
/// then the line above is the end of one of those below, or those are very many.
///
/// A message of several lines looks like text that was printed after the exception had been
/// caught and shown. It counts only where `script`, the uploaded one, could not catch it: its
/// line of the traceback is at the top level and in no `try`.
std::string_view trailingTraceback(std::string_view text, std::string_view script = {});

/// Keeps the newest text of a script, as much as a traceback can need.
class TextTail {
public:
    void add(std::string_view text);
    void clear() { m_text.clear(); }
    std::string_view text() const { return m_text; }

private:
    static constexpr std::size_t kKept = 64 * 1024;

    std::string m_text;
};

}  // namespace omv
