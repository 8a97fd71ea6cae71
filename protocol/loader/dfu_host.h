// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/dfu_session.h"

// The host end of plain DFU 1.1, as OpenMV's bootloader speaks it: a partition is an alternate
// setting, its blocks are numbered from 0, and it is always written from its start, because the
// bootloader erases a sector when a block begins it, and never else.

namespace omv::protocol::loader {

/// Writes an image from the start of a partition. Done: the device has taken every block and
/// manifested; whether the flash holds them is DfuVerify's to say. Each block is brought to its
/// end before a cancel or a fault ends the job.
class DfuDownload final : public DfuSession {
public:
    /// `image`: borrowed until the job is over. None at all is refused (Misaligned).
    DfuDownload(const DfuTarget& target, Bytes image) noexcept;

    Step start() override;
    Progress progress() const override { return {m_done, m_image.size()}; }

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step nextBlock();

    Bytes m_image;
    std::size_t m_done = 0;
    std::size_t m_sending = 0;
    std::uint16_t m_block = 0;
};

/// What happens when the device ends an upload before all that was asked for.
enum class ShortUpload : std::uint8_t { Fails, IsTheEnd };

/// Reads from the start of a partition until `into` is full. ShortUpload::IsTheEnd: or until the
/// device says that there is no more, without the zeros that OpenMV's bootloader sends there.
class DfuUpload final : public DfuSession {
public:
    /// `into`: borrowed until the job is over.
    DfuUpload(const DfuTarget& target, MutableBytes into,
              ShortUpload shortUpload = ShortUpload::Fails) noexcept;

    Step start() override;
    Progress progress() const override { return {m_done, m_into.size()}; }
    /// How many bytes came.
    std::size_t size() const { return m_done; }

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step nextBlock();
    Step received(std::size_t size);
    std::size_t withoutStray(std::size_t size) const;

    MutableBytes m_into;
    ShortUpload m_short;
    std::size_t m_done = 0;
    std::size_t m_asked = 0;
    std::size_t m_came = 0;
    std::uint16_t m_block = 0;
};

/// Reads a partition and compares it with what it should begin with. Fails with Mismatch at the
/// first byte that differs.
class DfuVerify final : public DfuSession {
public:
    /// `expected`: borrowed until the job is over.
    DfuVerify(const DfuTarget& target, Bytes expected) noexcept;

    Step start() override;
    Progress progress() const override { return {m_done, m_expected.size()}; }

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step nextBlock();
    Step compare(std::size_t size);

    Bytes m_expected;
    std::size_t m_done = 0;
    std::size_t m_asked = 0;
    std::size_t m_came = 0;
    std::uint16_t m_block = 0;
    std::array<std::uint8_t, kMaxDfuBlock> m_read{};
};

/// Makes OpenMV's bootloader stay, which jumps to the firmware 1.5 s after the host configured
/// it: only a first block, of an upload or a download, keeps it. To be run as soon as it is seen.
class DfuHold final : public DfuSession {
public:
    explicit DfuHold(const DfuTarget& target) noexcept
        : DfuSession(target)
    {
    }

    Step start() override;
    Progress progress() const override { return {}; }

private:
    Step ended(Verb verb, const Answer& answer) override;

    std::array<std::uint8_t, kMaxDfuBlock> m_read{};
};

enum class AfterDetach : std::uint8_t { Nothing, ResetPort };

/// DETACH: the bootloader starts the firmware. That the device is gone afterwards is success, so
/// that it runs again has to be seen from its enumeration. One that is still there a moment later
/// has its port reset; not at once, since a reset of a device that is leaving can last seconds.
class DfuLeave final : public DfuSession {
public:
    explicit DfuLeave(const DfuTarget& target, AfterDetach after = AfterDetach::ResetPort) noexcept
        : DfuSession(target)
        , m_after(after)
    {
    }

    Step start() override;
    Progress progress() const override { return {}; }

private:
    Step ended(Verb verb, const Answer& answer) override;
    Step detached(const Answer& answer);
    Step stillThere();
    Step resetPort();

    enum class Phase : std::uint8_t { Detaching, Waiting, Asking, Resetting };
    AfterDetach m_after;
    Phase m_phase = Phase::Detaching;
};

}  // namespace omv::protocol::loader
