// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string_view>

#include <fmt/format.h>

namespace omv::vcam {

/// Tells it on stderr, in a line of its own. Not by fmt::print(), which throws when nothing can
/// be written.
inline void complain(std::string_view what)
{
    std::fputs(fmt::format("omv-vcam: {}\n", what).c_str(), stderr);
}

}  // namespace omv::vcam
