// SPDX-License-Identifier: MIT
// Partitions that are written, and what of them is kept before.
#include "firmware-flasher/src/planner.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

using Kind = PlanStep::Kind;

const Image* Planner::imageFor(const ImageRule& rule) const
{
    const Image* image = m_release.file(rule.file);
    for (const std::string& alias : rule.aliases)
        image = image ? image : m_release.file(alias);
    return image;
}

Status Planner::write(const ImageRule& rule, const Image& image)
{
    if (const Status fits = check(image, rule, m_board); !fits)
        return fits;
    PlanStep step;
    step.kind = Kind::Write;
    step.loader = m_loader->name;
    step.partition = rule.partition;
    step.file = rule.file;
    step.address = m_board.partition(rule.partition)->region.address;
    step.bytes = image.bytes.size();
    step.sha256 = image.sha256;
    if (!rule.verified) {
        step.consent = rule.role == Role::Toc ? "toc" : "bootloader";
        if (const Status yes = consented(
                step.consent,
                fmt::format("Writing {} was never tried on a real {}; when it goes wrong only the "
                            "chip's own recovery is left",
                            rule.partition, m_board.name));
            !yes)
            return yes;
    }
    if (rule.role == Role::Firmware && image.version)
        m_version = toString(*image.version);
    if (m_options.backup)
        backUp(*m_board.partition(rule.partition));
    m_plan.steps.push_back(step);
    if (m_options.verify) {
        step.kind = Kind::Verify;
        m_plan.steps.push_back(step);
    }
    return Done{};
}

/// All files of one role that the board has a place for.
Status Planner::writeAll(Role role, bool needed)
{
    if (!wants(role))
        return Done{};
    for (const ImageRule& rule : m_board.images) {
        if (rule.role != role || !fitsLoader(rule))
            continue;
        const Image* image = imageFor(rule);
        if (!image && needed)
            return lacks(
                fmt::format("{} is missing, which goes into {}", rule.file, rule.partition),
                fmt::format("Name a release with a folder {}", m_board.firmwareFolder));
        if (!image)
            continue;
        if (const Status written = write(rule, *image); !written)
            return written;
    }
    return Done{};
}

/// Emptied, or as a backup has it.
Status Planner::fileSystem()
{
    const Goal goal = m_options.goal;
    const bool erases = goal == Goal::Erase || goal == Goal::Factory || m_options.eraseFileSystem;
    if (!erases && !m_options.restoreFileSystem)
        return Done{};
    if (m_board.eraseFileSystem.empty())
        return cannot("Nothing is known of where its file system lies", "Format its drive instead");
    for (const EraseRule& rule : m_board.eraseFileSystem) {
        const Partition& partition = *m_board.partition(rule.partition);
        if (m_options.backup)
            backUp(partition);
        if (const Status done = m_options.restoreFileSystem ? restore(partition)
                                                            : eraseStart(partition, rule.bytes);
            !done)
            return done;
    }
    return Done{};
}

Status Planner::eraseStart(const Partition& partition, std::uint64_t bytes)
{
    PlanStep& step = add(Kind::Erase);
    step.partition = partition.name;
    step.address = partition.region.address;
    step.bytes = bytes;
    return Done{};
}

Status Planner::restore(const Partition& partition)
{
    const Image* image = m_release.file(backupName(partition));
    if (!image)
        return lacks(fmt::format("It has no {}", backupName(partition)),
                     "Name the folder of a backup that has the file system");
    if (image->bytes.size() > room(partition))
        return fail("OMV-E0702", fmt::format("{} is too large", image->name),
                    fmt::format("It has {} bytes, {} has {}", image->bytes.size(), partition.name,
                                room(partition)),
                    "Take the backup of a board of the same kind");
    PlanStep& step = add(Kind::Write);
    step.partition = partition.name;
    step.file = image->name;
    step.address = partition.region.address;
    step.bytes = image->bytes.size();
    step.sha256 = image->sha256;
    if (m_options.verify) {
        const PlanStep written = step;
        add(Kind::Verify) = written;
        m_plan.steps.back().kind = Kind::Verify;
    }
    return Done{};
}

/// All of them before the first byte is written, and each once.
void Planner::backUp(const Partition& partition)
{
    const auto taken = [&](const PlanStep& each) {
        return each.kind == Kind::Backup && each.partition == partition.name;
    };
    if (std::any_of(m_plan.steps.begin(), m_plan.steps.end(), taken))
        return;
    const auto first =
        std::find_if(m_plan.steps.rbegin(), m_plan.steps.rend(), [](const PlanStep& each) {
            return each.kind == Kind::EnterLoader || each.kind == Kind::Configure ||
                each.kind == Kind::Backup;
        });
    const ImageRule* rule = ruleOf(partition);
    PlanStep step;
    step.kind = Kind::Backup;
    step.loader = m_loader->name;
    step.partition = partition.name;
    step.file = rule ? rule->file : backupName(partition);
    step.address = partition.region.address;
    step.bytes = rule && rule->bytes > 0 ? rule->bytes : room(partition);
    m_plan.steps.insert(first.base(), step);
}

const ImageRule* Planner::ruleOf(const Partition& partition) const
{
    for (const ImageRule& each : m_board.images) {
        if (each.partition == partition.name)
            return &each;
    }
    return nullptr;
}

/// What of it is its own: of a whole chip all before the first partition inside.
std::uint64_t Planner::room(const Partition& partition) const
{
    std::uint64_t bytes = partition.region.bytes;
    if (!partition.wholeChip)
        return bytes;
    for (const Partition& each : m_board.partitions) {
        const bool inside = each.region.address > partition.region.address &&
            partition.region.contains(each.region.address);
        if (inside)
            bytes = std::min(bytes, each.region.address - partition.region.address);
    }
    return bytes;
}

}  // namespace omv::flasher
