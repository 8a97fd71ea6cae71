// SPDX-License-Identifier: MIT
#include "firmware/modules/host.h"

#include <cassert>

namespace omv::firmware {

namespace {
ModuleHost* s_host = nullptr;
}

ModuleHost& host()
{
    assert(s_host);
    return *s_host;
}

void setHost(ModuleHost& host)
{
    s_host = &host;
}

}  // namespace omv::firmware
