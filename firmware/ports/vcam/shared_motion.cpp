// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/shared_motion.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <sys/mman.h>
#include <unistd.h>

namespace omv::vcam {

using Motion = firmware::ImuModel::Motion;

namespace {

using Numbers = std::array<float, 7>;

Numbers numbersOf(const Motion& motion)
{
    Numbers numbers{};
    const auto rest =
        std::copy(motion.accelerationMg.begin(), motion.accelerationMg.end(), numbers.begin());
    std::copy(motion.angularRateMdps.begin(), motion.angularRateMdps.end(), rest);
    numbers.back() = motion.temperatureC;
    return numbers;
}

Motion motionOf(const Numbers& numbers)
{
    return {.accelerationMg = {numbers[0], numbers[1], numbers[2]},
            .angularRateMdps = {numbers[3], numbers[4], numbers[5]},
            .temperatureC = numbers[6]};
}

}  // namespace

/// The version is odd while the numbers change, so that none is read half.
struct SharedMotion::Block {
    std::atomic<std::uint32_t> version;
    std::array<std::atomic<float>, 7> numbers;
};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
static_assert(std::atomic<float>::is_always_lock_free);

SharedMotion::SharedMotion()
    : m_memory(memfd_create("motion", MFD_CLOEXEC))
{
    if (m_memory && ftruncate(m_memory.get(), sizeof(Block)) != 0)
        m_memory.reset();
    map();
    store({});
}

SharedMotion::SharedMotion(UniqueFd memory)
    : m_memory(std::move(memory))
{
    map();
}

SharedMotion::~SharedMotion()
{
    if (m_block)
        ::munmap(m_block, sizeof(Block));
}

void SharedMotion::map()
{
    if (!m_memory)
        return;
    void* memory =
        ::mmap(nullptr, sizeof(Block), PROT_READ | PROT_WRITE, MAP_SHARED, m_memory.get(), 0);
    if (memory == MAP_FAILED)
        m_memory.reset();
    else
        m_block = static_cast<Block*>(memory);
}

void SharedMotion::store(const Motion& motion)
{
    if (!m_block)
        return;
    const Numbers numbers = numbersOf(motion);
    ++m_block->version;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        m_block->numbers[i] = numbers[i];
    ++m_block->version;
}

Motion SharedMotion::load() const
{
    if (!m_block)
        return {};
    for (;;) {
        const std::uint32_t before = m_block->version;
        Numbers numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = m_block->numbers[i];
        if (before % 2 == 0 && m_block->version == before)
            return motionOf(numbers);
        std::this_thread::yield();
    }
}

}  // namespace omv::vcam
