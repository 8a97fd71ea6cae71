// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/plan.h>

namespace omv::flasher {

/// How far a plan came, in a file that is there from the first byte that is written until
/// the last one is. One thread.
class Journal {
public:
    /// `path` empty: nothing is kept. Looks whether an earlier run of the same plan was cut off;
    /// a file of another plan, or one that cannot be read, counts as none.
    Journal(std::string path, const Plan& plan);

    /// Steps that an earlier run finished.
    std::size_t stepsDone() const { return m_found; }
    /// Whether that was this very board, and not another one at the same port. One without a
    /// serial number is never known again.
    bool isOf(const std::string& serial) const { return !serial.empty() && serial == m_serial; }
    /// Errors: System. The work itself does not depend on it.
    Status done(std::size_t steps, const std::string& serial);
    void remove();

private:
    std::string m_path;
    std::string m_plan;  ///< what makes it the same: the hash of all its steps
    const Plan& m_about;
    std::size_t m_found = 0;
    std::string m_serial;  ///< of the loader then
};

}  // namespace omv::flasher
