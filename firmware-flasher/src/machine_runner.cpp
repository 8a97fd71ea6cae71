// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/machine_runner.h"

#include "firmware-flasher/src/fault_error.h"

namespace omv::flasher {

loader::Fault MachineRunner::faultOf(loader::Machine& machine, const Watch& watch)
{
    RunOptions options;
    options.cancel = watch.cancel;
    options.wait = m_wait;
    if (watch.progress)
        options.progress = [&](const loader::Progress& at) { watch.progress(at.done, at.total); };
    return flasher::run(machine, *m_pipe, options);
}

Status MachineRunner::run(loader::Machine& machine, const Watch& watch, const std::string& what)
{
    if (const loader::Fault fault = faultOf(machine, watch))
        return Unexpected{errorOf(fault, m_kind, what)};
    return Done{};
}

Result<bool> MachineRunner::same(loader::Machine& machine, const Watch& watch,
                                 const std::string& what)
{
    const loader::Fault fault = faultOf(machine, watch);
    if (fault.kind == loader::FaultKind::Mismatch)
        return false;
    if (fault)
        return Unexpected{errorOf(fault, m_kind, what)};
    return true;
}

}  // namespace omv::flasher
