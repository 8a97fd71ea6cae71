// SPDX-License-Identifier: MIT
#include "firmware/modules/stoppable.h"

extern "C" {
#include "py/runtime.h"
}

#include <new>

namespace omv::firmware {

WorkEnd whatWasThrown()
{
    try {
        throw;
    } catch (const Aborted&) {
        return WorkEnd::Stopped;
    } catch (const std::bad_alloc&) {
        return WorkEnd::NoMemory;
    } catch (...) {
        return WorkEnd::Failed;
    }
}

void raiseWorkEnd(WorkEnd end)
{
    switch (end) {
    case WorkEnd::Done: return;
    case WorkEnd::Stopped: omv_vm_serve(); mp_raise_type(&mp_type_KeyboardInterrupt);
    case WorkEnd::NoMemory:
        mp_raise_msg(&mp_type_MemoryError, MP_ERROR_TEXT("memory allocation failed"));
    case WorkEnd::Failed:
        mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("The picture cannot be worked on"));
    }
}

void leaveIfStopped()
{
    if (omv_vm_stop_wanted())
        omv_vm_serve();
}

}  // namespace omv::firmware
