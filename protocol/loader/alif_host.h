// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/alif_job.h"

namespace omv::protocol::loader::alif {

/// The chip an image was made for.
struct Target {
    std::array<char, 16> part{};  ///< "AE302F80F55D5AE", NUL padded
    std::array<std::uint8_t, 4> silicon = kRevisionB4;
};

/// What Identify found; nobody else makes one. Empty until it is done.
class Identity {
public:
    bool known() const { return m_known; }
    const Revision& revision() const { return m_revision; }
    const Enquiry& enquiry() const { return m_enquiry; }
    bool matches(const Target& target) const;

private:
    friend class Identify;

    bool m_known = false;
    Revision m_revision;
    Enquiry m_enquiry;
};

/// Which chip this is, and which of its two firmwares speaks: START, GET revision, ENQUIRY, STOP.
class Identify final : public AlifJob {
public:
    const Identity& identity() const { return m_identity; }

private:
    Step advance() override;

    Identity m_found;
    Identity m_identity;
};

/// Sets the flag that makes the chip come up in maintenance mode once, and resets it.
class SetMaintenance final : public AlifJob {
    Step advance() override;
};

/// The chip's table of contents. An image named HP_BOOT in it means that an application is there.
class ReadToc final : public AlifJob {
public:
    /// `into`: borrowed. More records than it holds are TooLarge.
    explicit ReadToc(std::span<TocRecord> into)
        : m_into(into)
    {
    }
    std::size_t count() const { return m_count; }

private:
    Step advance() override;
    Step take();

    std::span<TocRecord> m_into;
    std::size_t m_count = 0;
};

/// A piece of MRAM. Address and size are multiples of 16.
struct MramImage {
    std::uint32_t address = 0;
    Bytes data;
    Bytes signature;  ///< the .sign file; the system package and its offset file need one
    std::uint32_t token = 0;  ///< with a signature
};

/// Whether this image may be written at all: an unsigned one only inside the application's part
/// of the MRAM, a signed one only at the two addresses of Alif's system package. Forbidden when
/// not: system package bytes at a wrong address end the secure enclave.
Fault check(const MramImage& image) noexcept;

/// What becomes of the chip when all images are written.
enum class AfterWrite : std::uint8_t {
    Reset,  ///< it starts what is in its MRAM
    Stay,  ///< it keeps listening, in maintenance mode, for more
};

/// Writes images at the fast rate. Each needs the ACK of all its parts and
/// of its verification. WrongDevice unless `found` is what `wanted` says, WrongState unless it
/// was SERAM that spoke.
class WriteMram final : public AlifJob {
public:
    /// `images` and what they point to: borrowed while the job runs. `found`: of this chip, just
    /// now.
    WriteMram(const Identity& found, const Target& wanted, std::span<const MramImage> images,
              AfterWrite after = AfterWrite::Reset);

private:
    Step advance() override;
    Step begin();
    Step beginImage();
    Step burn();
    Step endImage();

    Identity m_found;
    Target m_wanted;
    std::span<const MramImage> m_images;
    AfterWrite m_after;
    std::size_t m_image = 0;
};

/// Writes Alif's system package, and nothing else, through SEROM: for a chip that has no valid
/// SERAM. The user cycles the power afterwards. WrongDevice and WrongState as with WriteMram.
class SeromWrite final : public AlifJob {
public:
    SeromWrite(const Identity& found, const Target& wanted, std::span<const MramImage> images);

private:
    Step advance() override;
    Step begin();

    Identity m_found;
    Target m_wanted;
    std::span<const MramImage> m_images;
    std::size_t m_image = 0;
};

/// Catches a chip whose application keeps the secure enclave from listening: knocks until the
/// user has reset the board and the chip says SEPCTL.
class HardMaintenance final : public AlifJob {
public:
    /// `knocks`: each takes a tenth of a second.
    explicit HardMaintenance(unsigned knocks = 1200)
        : m_knocksLeft(knocks)
    {
    }

private:
    enum class Knock : std::uint8_t { Rate, Discard, Sent, Listening, Last, Over };

    Step advance() override;
    Step received(const Answer& answer) override;
    Step knock(Knock part);
    Step heard(const Answer& answer);

    Knock m_knock = Knock::Rate;
    unsigned m_knocksLeft;
    std::size_t m_heard = 0;
    std::array<std::uint8_t, 6> m_last{};
    std::array<std::uint8_t, 1> m_byte{};
};

/// START, STOP, RESET: the chip starts what is in its MRAM.
class Reset final : public AlifJob {
    Step advance() override;
};

/// Erasing the application MRAM ends an AE3: always Forbidden, before anything is sent.
class EraseMram final : public AlifJob {
    Step advance() override;
};

}  // namespace omv::protocol::loader::alif
