// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/pipes.h"

namespace omv::flasher {

/// How long a session waits where a machine says so; unset: really.
using WaitFor = std::function<void(protocol::Duration)>;

/// Runs the machines of one loader on one device, and makes errors of their faults.
class MachineRunner {
public:
    MachineRunner(LoaderKind kind, std::unique_ptr<Pipe> pipe, WaitFor wait)
        : m_kind(kind)
        , m_pipe(std::move(pipe))
        , m_wait(std::move(wait))
    {
    }

    /// `what`: "Cannot write FIRMWARE".
    Status run(loader::Machine& machine, const Watch& watch, const std::string& what);
    /// The same for one that compares: false when it found a difference.
    Result<bool> same(loader::Machine& machine, const Watch& watch, const std::string& what);

private:
    loader::Fault faultOf(loader::Machine& machine, const Watch& watch);

    LoaderKind m_kind;
    std::unique_ptr<Pipe> m_pipe;
    WaitFor m_wait;
};

}  // namespace omv::flasher
