// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include "libopenmv/src/unique_fd.h"

namespace omv {

/// A descriptor that one thread polls and any thread can make readable.
/// A pipe, since eventfd is Linux only.
class WakeEvent {
public:
    /// Errors: System.
    static Result<WakeEvent> create();

    /// Safe from any thread and from signal handlers.
    void set() const;
    /// Makes the descriptor not readable again.
    void clear() const;
    int descriptor() const { return m_read.get(); }

private:
    UniqueFd m_read;
    UniqueFd m_write;
};

/// What polling one descriptor beside a wake event found.
struct PollResult {
    short events = 0;  ///< of the descriptor
    int error = 0;  ///< errno, 0 when all went well
};

/// Waits for `events` on `fd`, for `wake` (which is cleared) or for the deadline.
PollResult pollDescriptor(int fd, short events, const WakeEvent& wake,
                          Transport::Clock::time_point deadline);

}  // namespace omv
