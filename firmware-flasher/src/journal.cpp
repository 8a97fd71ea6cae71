// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/journal.h"

#include <openmv/flasher/executor.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "firmware-flasher/src/sha256.h"
#include "libopenmv/src/json_reader.h"
#include "libopenmv/src/read_file.h"
#include "libopenmv/src/write_file.h"

namespace omv::flasher {

namespace {

constexpr std::size_t kMostBytes = 65536;

std::string fingerprint(const Plan& plan)
{
    std::string text = plan.board;
    for (const PlanStep& step : plan.steps)
        text +=
            fmt::format("\n{} {} {} {}", describe(step), step.loader, step.sha256, step.version);
    return sha256Of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

Journal::Journal(std::string path, const Plan& plan)
    : m_path(std::move(path))
    , m_plan(fingerprint(plan))
    , m_about(plan)
{
    std::string problem;
    const auto text = m_path.empty() ? std::nullopt : readFile(m_path, kMostBytes, problem);
    const auto json = text ? parseJsonObject(*text, kMostBytes, problem) : std::nullopt;
    if (!json)
        return;
    JsonReader in(*json, {}, problem);
    const bool same = in.text("plan") == m_plan;
    const auto steps = in.number("steps_done", 0, plan.steps.size());
    const std::string serial = in.textOr("serial", {});
    if (!same || !problem.empty())
        return;
    m_found = steps;
    m_serial = serial;
}

Status Journal::done(std::size_t steps, const std::string& serial)
{
    if (m_path.empty())
        return Done{};
    std::error_code none;
    std::filesystem::create_directories(std::filesystem::path(m_path).parent_path(), none);
    const nlohmann::json json = {
        {"schema", 1},        {"board", m_about.board}, {"source", m_about.source},
        {"plan", m_plan},     {"serial", serial},       {"steps", m_about.steps.size()},
        {"steps_done", steps}};
    const std::string text = json.dump(2) + '\n';
    return writeFile(m_path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void Journal::remove()
{
    if (!m_path.empty())
        std::remove(m_path.c_str());
}

std::string journalPath(std::string_view board, std::string_view port)
{
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    std::string folder;
    if (state && *state == '/')
        folder = state;
    else if (home && *home == '/')
        folder = std::string(home) + "/.local/state";
    else
        return {};
    std::string name = fmt::format("{}-", board);
    for (const char each : port)
        name += std::isalnum(static_cast<unsigned char>(each)) ? each : '-';
    constexpr std::size_t kLongestName = 200;
    return fmt::format("{}/openmv/flash/{}.json", folder, name.substr(0, kLongestName));
}

}  // namespace omv::flasher
