// SPDX-License-Identifier: MIT
#pragma once

#include "firmware-flasher/src/machine_runner.h"
#include "tests/firmware/loaders/benches.h"

namespace omv::test {

/// A pipe to one of the benches in virtual time, which fails one of its steps when told.
class BenchPipe final : public flasher::Pipe {
public:
    using Bench = firmware::loaders::test::Bench;
    using Trouble = firmware::loaders::test::Trouble;

    /// Counted over all pipes that are given it.
    struct Faults {
        int at = -1;  ///< number of the step
        Trouble trouble = Trouble::Gone;
        int steps = 0;
    };

    explicit BenchPipe(Bench& bench, Faults* faults = nullptr)
        : m_bench(bench)
        , m_faults(faults)
    {
    }
    flasher::Answer perform(const flasher::Step& step) override
    {
        const bool fails = m_faults && m_faults->steps++ == m_faults->at;
        return fails ? m_bench.fail(step, m_faults->trouble) : m_bench.perform(step);
    }

private:
    Bench& m_bench;
    Faults* m_faults;
};

inline flasher::WaitFor waitOn(firmware::loaders::test::Bench& bench)
{
    return [&bench](protocol::Duration time) { bench.now += time; };
}

}  // namespace omv::test
