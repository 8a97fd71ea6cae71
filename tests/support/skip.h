// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace omv::test {

/// Ends the program: what it tests cannot be tested here. CTest shows the test as skipped and
/// ./test tells the reason. Only for programs registered with omv_may_skip(), each with the
/// one thing in it that may be skipped: nothing else of the program runs then.
[[noreturn]] inline void skip(std::string_view reason)
{
    constexpr int kSkipped = 77;  // as in cmake/OmvTest.cmake
    std::cout << "skipped: " << reason << std::endl;
    std::exit(kSkipped);
}

}  // namespace omv::test
