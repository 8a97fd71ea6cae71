// SPDX-License-Identifier: MIT
// What is done to the chip itself: programs in its RAM, its own firmware, fuses, a dead flash chip.
#include "firmware-flasher/src/planner.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

using Kind = PlanStep::Kind;

/// A ROM that cannot write flash starts a program that can, and that is another loader.
Status Planner::startProgram(const Loader& rom)
{
    const RamProgram& program = *rom.program;
    const Loader* next = m_board.loader(program.loader);
    const Image* image = m_release.file(program.file);
    if (!next)
        return cannot("Its file does not say what the program in RAM speaks", {});
    if (!image)
        return lacks(fmt::format("{} is missing, which the chip's ROM has to start", program.file),
                     fmt::format("It comes from the chip's maker and is {} bytes long; OpenMV IDE "
                                 "has it in its firmware folder {}. Put it beside the other files",
                                 program.bytes, m_board.firmwareFolder));
    const bool right = image->bytes.size() == program.bytes &&
        (program.sha256.empty() || program.sha256 == image->sha256);
    if (!right)
        return fail("OMV-E0701", fmt::format("{} is not the right program", program.file),
                    fmt::format("It has {} bytes instead of {}, or other contents",
                                image->bytes.size(), program.bytes),
                    "Take the one that belongs to the board");
    PlanStep& step = add(Kind::StartProgram);
    step.file = program.file;
    step.address = program.address;
    step.bytes = image->bytes.size();
    step.sha256 = image->sha256;
    if (const Status entered = enter(*next, {}); !entered)
        return entered;
    if (rom.setup)
        add(Kind::Configure).file = rom.name;
    return Done{};
}

/// Which file it is only the chip can say; here those that it could be are looked for.
Status Planner::systemPackage()
{
    if (!m_options.systemPackage)
        return Done{};
    if (!m_board.systemPackage || !m_loader->chip)
        return cannot("Its chip has no firmware of its own that could be written",
                      "Leave --system-package away");
    const SystemPackage& package = *m_board.systemPackage;
    const auto has = [&](const std::string& name, std::uint64_t bytes) {
        const Image* file = m_release.file(name);
        const Image* signature = m_release.file(name + ".sign");
        return file && signature && (bytes == 0 || file->bytes.size() == bytes) &&
            signature->bytes.size() == package.signatureBytes;
    };
    const auto& parts = m_loader->chip->parts;
    const bool any = std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return has(package.packageFor(part), package.bytes);
    });
    if (!any || !has(package.offset, 0))
        return lacks(
            fmt::format("{} and {} are missing or of another size, or their .sign",
                        package.packageFor(parts.empty() ? "?" : parts.front()), package.offset),
            "They are in Alif's security toolkit, which OpenMV IDE has in its folder alif. "
            "Put them beside the other files");
    if (const Status yes = consented(
            "system-package",
            fmt::format("Writing the chip's own firmware was never tried on a real {}; when it "
                        "goes wrong the chip may answer to nothing any more",
                        m_board.name));
        !yes)
        return yes;
    PlanStep& step = add(Kind::SystemPackage);
    step.file = package.package;
    step.consent = "system-package";
    return enter(*m_loader,
                 "Unplug the camera and plug it in again; leave its recovery switch "
                 "where it is");
}

Status Planner::burnFuse()
{
    if (!m_options.burnFuse && m_board.fuse)
        add(Kind::CheckFuse).file = m_board.fuse->name;
    if (!m_options.burnFuse)
        return Done{};
    if (!m_board.fuse)
        return cannot("It has no fuse that it needs", "Leave --burn-fuse away");
    if (const Status yes =
            consented("fuse",
                      fmt::format("Burning {} cannot be undone, and was never tried on a real {}",
                                  m_board.fuse->name, m_board.name));
        !yes)
        return yes;
    PlanStep& step = add(Kind::BurnFuse);
    step.file = m_board.fuse->name;
    step.consent = "fuse";
    return Done{};
}

/// Whether it can be done at all, and may be.
Status Planner::rescueAllowed() const
{
    if (!m_options.storageRescue)
        return Done{};
    if (!m_board.storageRescue)
        return cannot("Its bootloader knows no rescue of a flash chip",
                      "Leave --storage-rescue away");
    if (m_options.goal != Goal::Recover && m_options.goal != Goal::Firmware)
        return cannot("The flash chip is brought back as part of a recovery only",
                      "Use omv recover with --storage-rescue");
    return consented("storage-rescue",
                     fmt::format("It erases all of {}, and was never tried on a real {}",
                                 fmt::join(m_board.storageRescue->destroys, " and "),
                                 m_board.name));
}

/// Before all else that the bootloader writes: that may lie in the same chip.
Status Planner::storageRescue()
{
    if (!m_options.storageRescue)
        return Done{};
    const StorageRescue& rescue = *m_board.storageRescue;
    const Partition& partition = *m_board.partition(rescue.partition);
    if (m_options.backup) {
        for (const std::string& each : rescue.destroys)
            backUp(*m_board.partition(each));
    }
    PlanStep& step = add(Kind::StorageRescue);
    step.partition = rescue.partition;
    step.address = partition.region.address;
    step.bytes = partition.region.bytes;
    step.consent = "storage-rescue";
    step.text = fmt::format("{} are lost", fmt::join(rescue.destroys, " and "));
    return Done{};
}

}  // namespace omv::flasher
