// SPDX-License-Identifier: MIT
#include <openmv/result.h>

#include <algorithm>

#include "libopenmv/src/error_catalog.h"

namespace omv {

std::string toString(const Error& error)
{
    std::string text = error.what;
    if (!error.why.empty()) {
        text += ": " + error.why;
    }
    if (!error.fix.empty()) {
        text += ". " + error.fix;
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string_view explain(std::string_view id)
{
    const ErrorEntry* entry = errorEntry(id);
    return entry ? entry->text : std::string_view();
}

}  // namespace omv
