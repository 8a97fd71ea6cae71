// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/catch.h"
#include "tests/support/program.h"
#include "tests/support/vcam_process.h"

#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace omv::test {

inline std::vector<std::string> omvCommand(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), std::string(OMV_BIN_DIR) + "/omv");
    return arguments;
}

inline ProgramResult omvRun(std::vector<std::string> arguments, const std::string& input = {})
{
    return runProgram(omvCommand(std::move(arguments)), std::chrono::seconds(120), input);
}

inline std::vector<nlohmann::json> lines(const std::string& text)
{
    std::vector<nlohmann::json> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        out.push_back(nlohmann::json::parse(line));
    return out;
}

}  // namespace omv::test
