// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace omv::firmware {

/// A lens that looks for the sharpest picture when it is told to: the picture is blurred
/// until it is found. Threads: the VM's.
class AutoFocus {
public:
    void trigger(std::int64_t now);
    /// The lens stays where it is, and with it the blur.
    void pause(std::int64_t now);
    /// The lens goes to its rest, where the scene is sharp.
    void reset();
    /// When the search ends; in the past when there is none.
    std::int64_t focusedAt() const { return m_end; }
    /// Deviation of the blur, in pixels of a picture 320 wide; 0: sharp.
    double blurAt(std::int64_t now) const;

private:
    std::int64_t m_end = 0;
    double m_held = 0;  ///< of a paused search
};

}  // namespace omv::firmware
