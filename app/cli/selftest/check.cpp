// SPDX-License-Identifier: MIT
#include "app/cli/selftest/check.h"

#include <algorithm>
#include <string>

namespace omv::cli::selftest {

namespace {

bool fits(std::string_view text, std::string_view pattern)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return text == pattern;
    if (text.substr(0, star) != pattern.substr(0, star))
        return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t i = star; i <= text.size(); ++i) {
        if (fits(text.substr(i), rest))
            return true;
    }
    return false;
}

bool isMeant(const Check& check, const std::string& pattern)
{
    return fits(check.name, pattern) || fits(check.name, pattern + ".*");
}

}  // namespace

Checks allChecks()
{
    Checks all;
    for (const Checks& group :
         {infoChecks(), scriptChecks(), textChecks(), streamChecks(), channelChecks(), fileChecks(),
          wireChecks(), refusalChecks(), connectionChecks()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

Checks matching(const Checks& checks, const std::vector<std::string>& patterns)
{
    Checks chosen;
    std::copy_if(checks.begin(), checks.end(), std::back_inserter(chosen),
                 [&patterns](const Check& check) {
                     return patterns.empty() ||
                         std::any_of(patterns.begin(), patterns.end(),
                                     [&](const auto& each) { return isMeant(check, each); });
                 });
    return chosen;
}

std::string unmatched(const Checks& checks, const std::vector<std::string>& patterns)
{
    for (const std::string& pattern : patterns) {
        if (std::none_of(checks.begin(), checks.end(),
                         [&](const Check& check) { return isMeant(check, pattern); }))
            return pattern;
    }
    return {};
}

}  // namespace omv::cli::selftest
