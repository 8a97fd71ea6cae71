// SPDX-License-Identifier: MIT
#include <openmv/board.h>

#include <climits>
#include <cstdlib>
#include <filesystem>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "libopenmv/src/install_location.h"

namespace omv {

namespace fs = std::filesystem;

namespace {

// Deep enough for build/PRESET/bin and build/PRESET/tests/sub.
constexpr int kLevelsUp = 6;

fs::path programDirectory()
{
    std::error_code error;
#ifdef __APPLE__
    char path[PATH_MAX];
    uint32_t size = sizeof path;
    const fs::path program =
        _NSGetExecutablePath(path, &size) == 0 ? fs::canonical(path, error) : fs::path();
#else
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
#endif
    return error ? fs::path() : program.parent_path();
}

bool hasBoards(const fs::path& directory)
{
    std::error_code error;
    return fs::is_directory(directory / "boards", error);
}

/// Of a source tree that `directory` was built in; empty when there is none.
std::string resourcesAbove(fs::path directory)
{
    for (int i = 0; i < kLevelsUp && directory.has_relative_path(); ++i) {
        directory = directory.parent_path();
        if (hasBoards(directory / "resources")) {
            return (directory / "resources").string();
        }
    }
    return {};
}

}  // namespace

std::string dataDirectory()
{
    if (const char* chosen = std::getenv("OPENMV_DATA_DIR"); chosen && *chosen) {
        return chosen;
    }
    const fs::path program = programDirectory();
    const fs::path library = libraryDirectory();
    for (const fs::path& installed :
         {library / OPENMV_DATA_FROM_LIBRARY, program.parent_path() / "share/openmv"}) {
        if (installed.is_absolute() && hasBoards(installed)) {
            return installed.lexically_normal().string();
        }
    }
    for (const fs::path& start : {program, library}) {
        if (std::string found = resourcesAbove(start); !found.empty()) {
            return found;
        }
    }
    return OPENMV_INSTALL_DATA_DIR;
}

}  // namespace omv
