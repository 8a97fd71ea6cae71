// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/dfu_session.h"
#include "protocol/loader/memory_string.h"

// The host end of DfuSe (ST, AN3156 and UM0424; the order of requests is dfu-util's): commands
// are downloads of block 0, data is block 2 at an address pointer, which is set anew for each
// chunk. Read-unprotect, which erases a chip and cannot be undone, is not offered.

namespace omv::protocol::loader {

inline constexpr std::uint8_t kDfuseGetCommands = 0x00;
inline constexpr std::uint8_t kDfuseSetAddress = 0x21;
inline constexpr std::uint8_t kDfuseErase = 0x41;
inline constexpr std::uint8_t kDfuseReadUnprotect = 0x92;
inline constexpr std::uint16_t kDfuseFirstData = 2;  ///< wValue of the block at the pointer
/// An STM32F4 says 100 ms for a mass erase that takes half a minute (as dfu-util).
inline constexpr Duration kDfuseMassErase = 35 * kSecond;

/// What the jobs of DfuSe have in common: its commands.
class DfuseSession : public DfuSession {
protected:
    explicit DfuseSession(const DfuTarget& target) noexcept
        : DfuSession(target)
    {
    }
    ~DfuseSession() = default;

    Step setAddress(std::uint32_t address) { return command(kDfuseSetAddress, address); }
    Step erasePage(std::uint32_t address) { return command(kDfuseErase, address); }
    Step massErase();

private:
    Step command(std::uint8_t code, std::uint32_t address);

    std::array<std::uint8_t, 5> m_commandBytes{};
};

/// Erases each page that a range touches, once. Pages that are written without being erased are
/// left as they are. What stands in these pages outside the range is erased as well.
///
/// A range outside what the memory map calls writable: TooLarge, before the first request.
class DfuseErase final : public DfuseSession {
public:
    /// `map`: borrowed until the job is over. `erasedTo`: where an earlier one ended, when
    /// the range begins in a page that it has erased; see erasedTo().
    DfuseErase(const DfuTarget& target, const MemoryMap& map, std::uint32_t address,
               std::uint32_t size, std::uint64_t erasedTo = 0) noexcept;

    Step start() override;
    Progress progress() const override;
    /// The end of the last page that was erased.
    std::uint64_t erasedTo() const { return m_erasedTo; }

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step nextPage();

    const MemoryMap& m_map;
    std::uint64_t m_begin;
    std::uint64_t m_end;
    std::uint64_t m_at;
    std::uint64_t m_erasedTo;
    std::uint64_t m_erasing = 0;  ///< the end of the page under way
};

/// Writes to pages that were erased.
class DfuseWrite final : public DfuseSession {
public:
    /// `map`, `image`: borrowed until the job is over.
    DfuseWrite(const DfuTarget& target, const MemoryMap& map, std::uint32_t address,
               Bytes image) noexcept;

    Step start() override;
    Progress progress() const override { return {m_done, m_image.size()}; }

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step nextChunk();

    const MemoryMap& m_map;
    std::uint32_t m_address;
    Bytes m_image;
    std::size_t m_done = 0;
    std::size_t m_sending = 0;
    bool m_pointing = false;
};

/// Erases everything. Only for who was asked for just that.
class DfuseMassErase final : public DfuseSession {
public:
    explicit DfuseMassErase(const DfuTarget& target) noexcept
        : DfuseSession(target)
    {
    }

    Progress progress() const override { return {}; }

private:
    Step ended(Verb verb, const Answer& answer) override;
};

/// Reads in order: what DfuseRead and DfuseVerify have in common.
class DfuseReader : public DfuseSession {
public:
    Progress progress() const override { return {m_done, m_total}; }

protected:
    DfuseReader(const DfuTarget& target, std::uint32_t address, std::uint64_t total) noexcept;
    ~DfuseReader() = default;

    /// Where the next `size` bytes go.
    virtual MutableBytes room(std::size_t size) = 0;
    /// How many of these are as they should be; less than all ends the job.
    virtual std::size_t good(Bytes bytes) = 0;

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step nextBlock();
    Step point();
    Step received(std::size_t size);

    std::uint32_t m_address;
    std::uint64_t m_total;
    std::uint64_t m_done = 0;
    std::uint32_t m_block = 0;
    MutableBytes m_asked{};
    std::size_t m_came = 0;
    bool m_pointed = false;
    bool m_idle = false;
};

class DfuseRead final : public DfuseReader {
public:
    /// `into`: borrowed until the job is over; all of it is filled.
    DfuseRead(const DfuTarget& target, std::uint32_t address, MutableBytes into) noexcept;

private:
    MutableBytes room(std::size_t size) override;
    std::size_t good(Bytes bytes) override { return bytes.size(); }

    MutableBytes m_into;
};

/// Compares what stands there; fails with Mismatch at the first byte that differs.
class DfuseVerify final : public DfuseReader {
public:
    /// `expected`: borrowed until the job is over.
    DfuseVerify(const DfuTarget& target, std::uint32_t address, Bytes expected) noexcept;

private:
    MutableBytes room(std::size_t size) override { return MutableBytes(m_read).first(size); }
    std::size_t good(Bytes bytes) override;

    Bytes m_expected;
    std::array<std::uint8_t, kMaxDfuBlock> m_read{};
};

/// Asks for the commands that the device knows.
class DfuseCommands final : public DfuseSession {
public:
    explicit DfuseCommands(const DfuTarget& target) noexcept
        : DfuseSession(target)
    {
    }

    Progress progress() const override { return {}; }
    Bytes commands() const { return Bytes(m_commands).first(m_size); }
    bool knows(std::uint8_t command) const;

private:
    Step ended(Verb verb, const Answer& answer) override;

    std::array<std::uint8_t, 64> m_commands{};
    std::size_t m_size = 0;
};

/// Ends the boot loader with a jump to the program whose vector table is at `address`. Once the
/// jump was asked for, what fails is success: the device is not bound to answer any more.
class DfuseLeave final : public DfuseSession {
public:
    DfuseLeave(const DfuTarget& target, std::uint32_t address) noexcept;

    Progress progress() const override { return {}; }

private:
    enum class Phase : std::uint8_t { Pointer, Jump, Status };

    Step ended(Verb verb, const Answer& answer) override;
    Step asked(const Answer& answer);
    Step answered(const Answer& answer);

    std::uint32_t m_address;
    Phase m_phase = Phase::Pointer;
    std::array<std::uint8_t, DfuStatus::kWireSize> m_reply{};
};

}  // namespace omv::protocol::loader
