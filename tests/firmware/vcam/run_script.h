// SPDX-License-Identifier: MIT
#pragma once

#include "tests/firmware/vcam/board_script.h"
#include "tests/firmware/vcam/vcam_fixture.h"

namespace omv::test {

/// boardScript() of a file that is there.
inline std::string scriptFile(const std::string& file)
{
    const std::string text = boardScript(file);
    REQUIRE_FALSE(text.empty());
    return text;
}

/// Runs the script behind `before`. Scripts assert, and print OK at their end.
inline void runScript(Session& session, const std::string& file, const std::string& before = {})
{
    const std::string text = session.camera->run(before + scriptFile(file));
    INFO(file << ": " << text);
    CHECK(text.ends_with("OK\n"));
    session.camera->forgetText();
}

}  // namespace omv::test
