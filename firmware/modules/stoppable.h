// SPDX-License-Identifier: MIT
#pragma once

// The border between MicroPython and work that is left by C++ exceptions.

#include "firmware/camera/abort.h"
#include "firmware/modules/port.h"

namespace omv::firmware {

/// How work came to its end.
enum class WorkEnd { Done, Stopped, NoMemory, Failed };

/// Inside of a catch block: what was thrown.
WorkEnd whatWasThrown();
/// Ends the script, or raises what fits; nothing for Done. No C++ object that needs its
/// destructor may be alive in the caller.
void raiseWorkEnd(WorkEnd end);

/// Runs `work`, which a STOP, a reset or Ctrl-C ends early. It must neither run Python code nor
/// raise: what it needs of MicroPython is there before.
template<typename Work>
WorkEnd runStoppable(const Work& work)
{
    try {
        const AbortScope scope(omv_vm_stop_wanted);
        work();
        return WorkEnd::Done;
    } catch (...) {
        return whatWasThrown();
    }
}

/// The same; raises if it did not come to its own end.
template<typename Work>
void stoppable(const Work& work)
{
    raiseWorkEnd(runStoppable(work));
}

/// For loops of MicroPython's own kind, without C++ objects: a STOP ends the script here.
void leaveIfStopped();

}  // namespace omv::firmware
