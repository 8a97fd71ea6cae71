// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <string>

namespace omv::cli::selftest {

/// What came of one check.
struct Verdict {
    enum class Kind { Passed, Failed, Skipped };

    Kind kind = Kind::Passed;
    /// Failed: what was expected and what came. Skipped: why. Passed: a remark, mostly empty.
    std::string note;
    bool disconnected = false;  ///< the camera went away meanwhile
};

Verdict pass(std::string remark = {});
Verdict skip(std::string reason);
Verdict fail(const Error& error);
/// "expected X; got Y"
Verdict fail(const std::string& expected, const std::string& got);

/// "passed", "failed", "skipped"
std::string toString(Verdict::Kind kind);

}  // namespace omv::cli::selftest
