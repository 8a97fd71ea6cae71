// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/fuses.h"

#include "firmware/ports/vcam/mapped_file.h"
#include "firmware/ports/vcam/unique_fd.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>

#include <fmt/format.h>

namespace omv::vcam {

Fuses::Fuses(const std::string& path)
{
    constexpr std::size_t kSize = kWords * sizeof(std::uint32_t);
    const UniqueFd file(path.empty() ? ::memfd_create("fuses", MFD_CLOEXEC)
                                     : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    const auto before = file ? fitFile(file.get(), path, kSize, 0) : std::nullopt;
    void* mapped = before
        ? ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0)
        : MAP_FAILED;
    if (mapped == MAP_FAILED) {
        m_problem =
            fmt::format("cannot use {}: {}", path.empty() ? "memory" : path, std::strerror(errno));
        return;
    }
    m_fresh = *before == 0;
    m_words = static_cast<std::uint32_t*>(mapped);
}

Fuses::~Fuses()
{
    if (m_words)
        ::munmap(m_words, kWords * sizeof(std::uint32_t));
}

}  // namespace omv::vcam
