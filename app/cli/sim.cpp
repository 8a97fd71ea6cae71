// SPDX-License-Identifier: MIT
#include "app/cli/sim.h"

#include "app/cli/cli_errors.h"

#include <filesystem>

namespace omv::cli {

namespace {

constexpr const char* kProgram = "omv-vcam";

std::string findProgram(const Environment& env)
{
    if (const auto named = env.variable("OMV_VCAM"); named && !named->empty())
        return *named;
    const auto beside = std::filesystem::path(env.programFolder) / kProgram;
    std::error_code ignored;
    if (!env.programFolder.empty() && std::filesystem::exists(beside, ignored))
        return beside.string();
    return kProgram;
}

}  // namespace

Outcome run(const SimCommand& command, Context& context)
{
    std::vector<std::string> line{findProgram(context.env)};
    if (context.global.json)
        line.push_back("--json");
    line.insert(line.end(), command.arguments.begin(), command.arguments.end());
    const int error = context.env.execute(line);
    return failed(programNotFound(line.front(), errnoText(error)));
}

}  // namespace omv::cli
