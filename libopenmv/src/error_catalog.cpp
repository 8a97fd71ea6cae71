// SPDX-License-Identifier: MIT
#include "libopenmv/src/error_catalog.h"

#include <algorithm>
#include <cctype>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace omv {

namespace {

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    const auto upper = [](char c) { return std::toupper(static_cast<unsigned char>(c)); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return upper(x) == upper(y); });
}

std::vector<ErrorEntry> joined()
{
    std::vector<ErrorEntry> all;
    for (const auto part : {connectionErrors(), linkErrors(), dataErrors(), flasherErrors()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace

std::span<const ErrorEntry> errorCatalog()
{
    static const std::vector<ErrorEntry> all = joined();
    return all;
}

const ErrorEntry* errorEntry(std::string_view id)
{
    const auto all = errorCatalog();
    const auto found = std::find_if(all.begin(), all.end(), [id](const ErrorEntry& entry) {
        return equalIgnoringCase(entry.id, id);
    });
    return found == all.end() ? nullptr : &*found;
}

Error makeError(std::string_view id, std::string what, std::string why, std::string fix)
{
    const ErrorEntry* entry = errorEntry(id);
    assert(entry);
    Error error;
    error.code = entry ? entry->code : Errc::System;
    error.id = id;
    error.what = std::move(what);
    error.why = std::move(why);
    error.fix = std::move(fix);
    return error;
}

Unexpected fail(std::string_view id, std::string what, std::string why, std::string fix)
{
    return Unexpected{makeError(id, std::move(what), std::move(why), std::move(fix))};
}

std::string errnoText(int error)
{
    return fmt::format("{} (errno {})", std::generic_category().message(error), error);
}

}  // namespace omv
