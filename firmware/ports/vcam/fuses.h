// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace omv::vcam {

/// The fuse words of a chip, in a file or in memory only. Not thread-safe.
class Fuses {
public:
    static constexpr std::size_t kWords = 64;

    /// `path`: empty = in memory. A new file: none is burnt.
    explicit Fuses(const std::string& path);
    ~Fuses();
    Fuses(const Fuses&) = delete;
    Fuses& operator=(const Fuses&) = delete;

    /// Empty: they can be used.
    const std::string& problem() const { return m_problem; }
    bool fresh() const { return m_fresh; }
    std::span<std::uint32_t> words() { return {m_words, m_words ? kWords : 0}; }

private:
    std::string m_problem;
    std::uint32_t* m_words = nullptr;
    bool m_fresh = false;
};

}  // namespace omv::vcam
