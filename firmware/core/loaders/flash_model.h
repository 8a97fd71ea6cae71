// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/time.h"

#include <optional>

namespace omv::firmware::loaders {

/// A flash memory as a boot loader meets it: it is erased by units, programmed by words, and
/// neither happens at once. Addresses are the device's own.
///
/// It need not outlive a loss of power in a known state: that is what recovery is for. After
/// one, every operation fails.
class FlashModel {
public:
    struct Range {
        std::uint32_t address = 0;
        std::uint32_t size = 0;

        std::uint64_t end() const { return std::uint64_t{address} + size; }
        friend bool operator==(const Range&, const Range&) = default;
    };

    /// All of it.
    virtual Range extent() const = 0;
    /// What is erased together with `address`; nothing outside.
    virtual std::optional<Range> unitAt(std::uint32_t address) const = 0;
    /// Bytes that are programmed together: whoever programs fills up to a multiple of them.
    virtual std::uint32_t wordSize() const = 0;

    /// How long these take, whether or not they end well.
    virtual protocol::Duration eraseTime(const Range& range) const = 0;
    virtual protocol::Duration programTime(std::size_t size) const = 0;

    /// Whole units. False: it failed, and what stands there is not known.
    virtual bool erase(const Range& range) = 0;
    /// Whole words. False: outside, not aligned, not erased where the memory asks for it, or
    /// it failed; then some of them may be programmed.
    virtual bool program(std::uint32_t address, protocol::Bytes data) = 0;
    virtual bool read(std::uint32_t address, protocol::MutableBytes into) const = 0;

protected:
    ~FlashModel() = default;
};

}  // namespace omv::firmware::loaders
