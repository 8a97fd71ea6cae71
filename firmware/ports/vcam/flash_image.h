// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace omv::vcam {

/// The folder behind /flash: DIR/flash of a state folder, or a temporary one that
/// is removed with everything in it at the end. A fresh one gets the files that a
/// new board has.
class FlashImage {
public:
    /// `state`: empty = temporary.
    explicit FlashImage(const std::string& state);
    ~FlashImage();
    FlashImage(const FlashImage&) = delete;
    FlashImage& operator=(const FlashImage&) = delete;

    bool ok() const { return m_problem.empty(); }
    const std::string& problem() const { return m_problem; }
    const std::string& path() const { return m_path; }

private:
    void fill();

    std::string m_path;
    std::string m_temporary;
    std::string m_problem;
};

}  // namespace omv::vcam
