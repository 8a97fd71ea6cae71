// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"

#include <string>

namespace omv::vcam {

/// What is kept of a board: the folder behind /flash and the id. Both are in the
/// user's state folder or in a temporary one that is removed with everything in it
/// at the end. A fresh drive gets the files that a new board has. The folder is
/// locked, so that no two cameras write to one drive.
class FlashImage {
public:
    /// `state`: empty = temporary. Also removes the temporary folders of killed cameras.
    explicit FlashImage(const std::string& state);
    ~FlashImage();
    FlashImage(const FlashImage&) = delete;
    FlashImage& operator=(const FlashImage&) = delete;

    bool ok() const { return m_problem.empty(); }
    const std::string& problem() const { return m_problem; }
    const std::string& path() const { return m_path; }

    /// The text that the board's id follows from: what is kept, else `fresh`, which is
    /// kept from now on. Not ok() any more when it cannot be.
    std::string identity(const std::string& fresh);

    /// Removes all files and puts those of a new board there.
    void format();
    /// Removes all files.
    void clear();
    /// A folder beside it for the memories of the board, which is there then; empty: there is
    /// none, as nothing is kept.
    std::string memories() const;

private:
    bool makeTemporary();
    bool lockState(const std::string& state);
    bool write(const std::string& path, const std::string& text);
    void fill();
    void leaveNothing() const;

    std::string m_folder;
    std::string m_path;
    bool m_temporary = false;
    bool m_made = false;  ///< the state folder was not there
    std::string m_problem;
    UniqueFd m_lock;
};

}  // namespace omv::vcam
