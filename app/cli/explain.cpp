// SPDX-License-Identifier: MIT
#include "app/cli/explain.h"

#include "app/cli/cli_errors.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace omv::cli {

namespace {

/// "104", "e0104", "omv-e0104" -> "OMV-E0104"; anything else as it is.
std::string fullId(std::string_view typed)
{
    std::string upper(typed);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::string_view digits = upper;
    for (const std::string_view prefix : {"OMV-", "E"}) {
        if (digits.rfind(prefix, 0) == 0)
            digits.remove_prefix(prefix.size());
    }
    const bool isNumber = !digits.empty() && digits.size() <= 4 &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? fmt::format("OMV-E{:0>4}", digits) : upper;
}

/// Known ids in which one digit differs, or two neighbours are swapped.
std::vector<std::string> nearIds(const std::string& id)
{
    std::vector<std::string> found;
    const auto consider = [&](const std::string& candidate) {
        if (candidate != id && !explainAny(candidate).empty())
            found.push_back(candidate);
    };
    constexpr std::size_t kDigits = 4;
    const std::size_t first = id.size() < kDigits ? id.size() : id.size() - kDigits;
    for (std::size_t i = first; i < id.size(); ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string candidate = id;
            candidate[i] = digit;
            consider(candidate);
        }
        std::string swapped = id;
        if (i + 1 < id.size())
            std::swap(swapped[i], swapped[i + 1]);
        consider(swapped);
    }
    return found;
}

std::string suggestion(const std::string& id)
{
    const auto near = nearIds(id);
    return near.empty() ? "Ids look like OMV-E0104; each error message has its own."
                        : fmt::format("Did you mean {}?", near.front());
}

}  // namespace

Outcome run(const ExplainCommand& command, Context& context)
{
    const std::string id = fullId(command.id);
    const std::string_view text = explainAny(id);
    if (text.empty())
        return failed(unknownErrorId(command.id, suggestion(id)));
    context.output.event(json::explanation(id, text));
    context.output.data(fmt::format("{}: {}\n", id, text));
    return done();
}

}  // namespace omv::cli
