// SPDX-License-Identifier: MIT
#include "firmware/camera/media_library.h"

#include <dlfcn.h>
#include <filesystem>

#include <fmt/format.h>

namespace omv::firmware {

namespace {

constexpr const char* kFile = "libomv_media.so";

// Beside the program: ../lib in a build folder, the folder of our own when installed.
void* loadBesideProgram()
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    for (const char* folder : {"../lib", OMV_MODULE_FOLDER}) {
        const auto file = program.parent_path() / folder / kFile;
        if (!error && std::filesystem::exists(file, error))
            return dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        error.clear();
    }
    return dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
}

}  // namespace

const MediaLibrary* mediaLibrary(std::string& problem)
{
    // Never unloaded: scenes and pictures of it may live as long as the process. Loading it
    // again gives the same one.
    void* handle = loadBesideProgram();
    void* entry = handle ? dlsym(handle, "omv_media_library") : nullptr;
    if (entry)
        return reinterpret_cast<const MediaLibrary* (*)()>(entry)();
    const char* reason = dlerror();
    problem = fmt::format("pictures and videos cannot be read: {} could not be loaded ({})", kFile,
                          reason ? reason : "unknown reason");
    return nullptr;
}

}  // namespace omv::firmware
