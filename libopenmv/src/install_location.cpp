// SPDX-License-Identifier: MIT
#include "libopenmv/src/install_location.h"

#ifndef _WIN32
#include <dlfcn.h>
#endif

namespace omv {

std::filesystem::path libraryDirectory()
{
#ifdef _WIN32
    return {};
#else
    static const char here = 0;
    Dl_info info{};
    if (::dladdr(&here, &info) == 0 || !info.dli_fname)
        return {};
    std::error_code error;
    const auto file = std::filesystem::canonical(info.dli_fname, error);
    return error ? std::filesystem::path() : file.parent_path();
#endif
}

}  // namespace omv
