// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace omv::ide {

/// Writes what the terminal shows to a file, and begins another one when it is full:
/// PATH is written, PATH.1 is the one before, PATH.2 older, and so on. Blocking I/O in
/// small pieces; not thread-safe.
class TerminalLog {
public:
    struct Options {
        std::uint64_t fileBytes = std::uint64_t{16} << 20;  ///< a file is not longer
        int files = 4;  ///< kept at most, the one being written included; at least 1
    };

    /// Appends to `path` when it exists. Errors: System (OMV-E0406).
    static omv::Result<TerminalLog> open(const std::filesystem::path& path, Options options);

    /// Writes all of `bytes`; a line goes whole into one file when it fits one.
    /// Errors: System. Nothing is written after one: open another.
    omv::Status write(std::string_view bytes);
    omv::Status flush();

    const std::filesystem::path& path() const { return m_path; }
    /// Files begun since open(), the first included.
    int begun() const { return m_begun; }

private:
    TerminalLog(std::filesystem::path path, Options options);
    omv::Status openFile();
    omv::Status rotate();
    omv::Status put(std::string_view bytes);
    std::filesystem::path numbered(int number) const;

    std::filesystem::path m_path;
    Options m_options;
    std::ofstream m_file;
    std::uint64_t m_size = 0;
    int m_begun = 0;
    bool m_atLineStart = true;
};

}  // namespace omv::ide
