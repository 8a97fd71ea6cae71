// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/machine_runner.h"
#include "protocol/loader/alif_host.h"

namespace omv::flasher {

/// The secure enclave of an Alif chip, at its serial bridge. Everything is written in one
/// maintenance session, which the first write() enters and leave() ends; a session that is
/// dropped leaves the chip in it until its next reset.
class AlifLoader final : public LoaderSession {
public:
    /// A line of text that the chip has for people.
    using Note = std::function<void(const std::string& line)>;

    /// Looks which chip it is. Errors: those of the transport; Incompatible (OMV-E0729: another
    /// part or revision).
    static Result<std::unique_ptr<AlifLoader>>
    open(std::unique_ptr<Pipe> pipe, const AlifChip& chip, WaitFor wait = {}, Note note = {});

    /// The same for a chip whose application keeps it from listening, so that open() ends with
    /// Timeout: knocks for two minutes, in which somebody has to reset the board.
    static Result<std::unique_ptr<AlifLoader>> openDuringReset(std::unique_ptr<Pipe> pipe,
                                                               const AlifChip& chip,
                                                               const Watch& watch,
                                                               WaitFor wait = {}, Note note = {});

    /// The chip has no valid firmware of its own: write() is refused until writeSystemPackage().
    bool needsSystemPackage() const { return !m_identity.enquiry().seram; }

    bool canRead() const override { return false; }
    Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                       const Watch& watch) override;
    /// Only into MRAM, and rounded up with zeros to its lines of 16 bytes. Errors: also
    /// Unsupported (OMV-E0732: not in MRAM), Refused (OMV-E0734: see needsSystemPackage()).
    Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                 const Watch& watch) override;
    /// Never: what the chip has for it ends the board.
    Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) override;
    /// Resets the chip, which starts what is in its MRAM.
    Status leave() override;

    /// The chip is reset afterwards, and somebody has to cycle its power. Once it is being
    /// written it is not cancelled. Errors: as write(); Malformed (OMV-E0735: not a system
    /// package; nothing was sent).
    Status writeSystemPackage(const SystemPackageFiles& files, const Watch& watch) override;
    std::string chipPart() const override;

private:
    struct Printer final : protocol::loader::alif::Printer {
        void print(protocol::Bytes text) override;

        Note note;
        std::string line{};
    };

    AlifLoader(std::unique_ptr<Pipe> pipe, AlifChip chip, WaitFor wait, Note note);
    Status run(protocol::loader::alif::AlifJob& job, const Watch& watch, const std::string& what);
    Status identify(const Watch& watch, const std::string& what);
    Status checkChip(const std::string& what) const;
    Status maintain(const Watch& watch, const std::string& what);
    protocol::loader::alif::Target target() const;

    MachineRunner m_runner;
    AlifChip m_chip;
    Printer m_printer;
    protocol::loader::alif::Identity m_identity;
};

}  // namespace omv::flasher
