// SPDX-License-Identifier: MIT
#pragma once

#include "firmware-flasher/src/machine_runner.h"

namespace omv::test {

/// A pipe to a LoaderBus that lives longer.
template<typename Bus>
class BusPipe final : public flasher::Pipe {
public:
    explicit BusPipe(Bus& bus)
        : m_bus(bus)
    {
    }
    flasher::Answer perform(const flasher::Step& step) override { return m_bus.perform(step); }

private:
    Bus& m_bus;
};

}  // namespace omv::test
