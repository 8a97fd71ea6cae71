// SPDX-License-Identifier: MIT
#include "tests/firmware/vcam/board_script.h"

#include <fstream>
#include <iterator>

namespace omv::test {

namespace {

std::string textOf(const std::string& file)
{
    std::ifstream in(OMV_SOURCE_DIR "/tests/firmware/" + file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// As a Python literal in one line.
std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\')
            out += '\\';
        out += each == '\n' ? "\\n" : std::string(1, each);
    }
    return out + '"';
}

}  // namespace

std::string boardScript(const std::string& file)
{
    const std::string text = textOf(file);
    if (!text.starts_with('#'))
        return {};
    return "exec(" + quoted(textOf("vcam/scripts/raises.py")) + ")" + text.substr(text.find('\n'));
}

}  // namespace omv::test
