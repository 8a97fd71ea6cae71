// SPDX-License-Identifier: MIT
#include "app/ide/terminal_log.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace omv::ide {

namespace {

namespace fs = std::filesystem;

Unexpected cannot(const char* verb, const fs::path& path, const std::error_code& problem)
{
    Error error;
    error.code = Errc::System;
    error.id = "OMV-E0406";
    error.what = std::string("The terminal's log file ") + verb + ": " + path.string();
    error.why = problem.message() + " (errno " + std::to_string(problem.value()) + ")";
    error.fix = "Choose another folder for the log, or make room on the disk, then switch the "
                "log on again. What the terminal shows is not touched.";
    return {std::move(error)};
}

std::error_code lastError()
{
    return {errno != 0 ? errno : EIO, std::generic_category()};
}

}  // namespace

TerminalLog::TerminalLog(fs::path path, Options options)
    : m_path(std::move(path))
    , m_options(options)
{
    m_options.files = std::max(1, options.files);
    m_options.fileBytes = std::max<std::uint64_t>(1, options.fileBytes);
}

Result<TerminalLog> TerminalLog::open(const fs::path& path, Options options)
{
    TerminalLog log(path, options);
    if (auto status = log.openFile(); !status)
        return Unexpected{status.error()};
    return log;
}

Status TerminalLog::openFile()
{
    errno = 0;
    m_file = std::ofstream(m_path, std::ios::binary | std::ios::app);
    if (!m_file)
        return cannot("cannot be opened", m_path, lastError());
    std::error_code problem;
    m_size = fs::file_size(m_path, problem);
    if (problem)
        return cannot("cannot be opened", m_path, problem);
    ++m_begun;
    m_atLineStart = true;
    return Done{};
}

fs::path TerminalLog::numbered(int number) const
{
    fs::path path = m_path;
    if (number > 0)
        path += "." + std::to_string(number);
    return path;
}

/// The oldest goes, the others move up by one, a new file begins.
Status TerminalLog::rotate()
{
    m_file.close();
    if (m_file.fail())
        return cannot("cannot be written", m_path, lastError());
    std::error_code problem;
    const bool only = m_options.files == 1;
    fs::remove(numbered(m_options.files - 1), problem);
    if (problem)
        return cannot("cannot be replaced", numbered(m_options.files - 1), problem);
    for (int i = m_options.files - 1; i > 0 && !only; --i) {
        if (!fs::exists(numbered(i - 1), problem))
            continue;
        fs::rename(numbered(i - 1), numbered(i), problem);
        if (problem)
            return cannot("cannot be renamed", numbered(i - 1), problem);
    }
    return openFile();
}

Status TerminalLog::put(std::string_view bytes)
{
    errno = 0;
    m_file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!m_file)
        return cannot("cannot be written", m_path, lastError());
    m_size += bytes.size();
    m_atLineStart = bytes.back() == '\n';
    return Done{};
}

Status TerminalLog::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::uint64_t room = m_options.fileBytes - std::min(m_size, m_options.fileBytes);
        // Whole lines that fit; of a line that would not fit an empty file either, what fits.
        std::size_t taken = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), room));
        if (taken < bytes.size()) {
            const std::size_t end = bytes.substr(0, taken).rfind('\n');
            if (end != std::string_view::npos)
                taken = end + 1;
            else if (m_atLineStart && m_size > 0)
                taken = 0;
        }
        if (taken == 0) {
            if (auto status = rotate(); !status)
                return status;
            continue;
        }
        if (auto status = put(bytes.substr(0, taken)); !status)
            return status;
        bytes.remove_prefix(taken);
    }
    return Done{};
}

Status TerminalLog::flush()
{
    errno = 0;
    m_file.flush();
    if (!m_file)
        return cannot("cannot be written", m_path, lastError());
    return Done{};
}

}  // namespace omv::ide
