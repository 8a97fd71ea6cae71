// SPDX-License-Identifier: MIT
// The order of the steps.
#include "firmware-flasher/src/planner.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

using Kind = PlanStep::Kind;

PlanStep& Planner::add(Kind kind)
{
    PlanStep& step = m_plan.steps.emplace_back();
    step.kind = kind;
    step.loader = m_loader ? m_loader->name : std::string();
    return step;
}

bool Planner::wants(Role role) const
{
    const Goal goal = m_options.goal;
    switch (role) {
    case Role::Firmware:
        return goal == Goal::Firmware || goal == Goal::Factory || goal == Goal::Recover;
    case Role::Romfs:
        return goal == Goal::Romfs || goal == Goal::Factory || goal == Goal::Recover ||
            (goal == Goal::Firmware && m_options.resetRomfs);
    case Role::Bootloader:
    case Role::Toc: return needsChip();
    case Role::Radio: return goal == Goal::Factory;
    }
    return false;
}

/// The bootloader is written by what is below it; all else by the normal loader.
bool Planner::needsChip() const
{
    return m_options.goal == Goal::Bootloader || m_options.goal == Goal::Recover;
}

bool Planner::fitsLoader(const ImageRule& rule) const
{
    return rule.loader.empty() ? m_way == normalLoader() : rule.loader == m_way->name;
}

const Loader* Planner::normalLoader() const
{
    return m_options.loader.empty() ? &m_board.loaders.front() : m_board.loader(m_options.loader);
}

Unexpected Planner::cannot(std::string why, std::string fix) const
{
    return fail("OMV-E0708", "There is no way to do this with " + m_board.name, std::move(why),
                std::move(fix));
}

Unexpected Planner::lacks(const std::string& what, const std::string& fix) const
{
    return fail("OMV-E0705", fmt::format("{} has nothing for {}", m_release.source, m_board.name),
                what, fix);
}

Status Planner::consented(const std::string& what, const std::string& why) const
{
    const auto& allowed = m_options.allowUnverified;
    if (std::find(allowed.begin(), allowed.end(), what) != allowed.end())
        return Done{};
    return fail("OMV-E0707", fmt::format("Not done without your consent: {}", what), why,
                fmt::format("If you take that risk, say --allow-unverified {}", what));
}

Status Planner::enter(const Loader& loader, const std::string& text)
{
    if (loader.kind == LoaderKind::Bossa || loader.kind == LoaderKind::Picoboot)
        return cannot(
            fmt::format("Its loader speaks {}, which this program does not", name(loader.kind)),
            loader.kind == LoaderKind::Bossa ? "Use bossac" : "Use picotool");
    m_loader = &loader;
    add(Kind::EnterLoader).text = text;
    return Done{};
}

/// What only the chip's own loader can write.
Status Planner::byChip()
{
    const auto rule =
        std::find_if(m_board.images.begin(), m_board.images.end(),
                     [](const ImageRule& each) { return each.role == Role::Bootloader; });
    if (rule == m_board.images.end())
        return cannot("Its bootloader cannot be replaced by this program",
                      "Use the maker's own program");
    m_way = m_board.loader(rule->loader);
    if (const Status entered = enter(*m_way, m_way->enter); !entered)
        return entered;
    m_exit = m_way->exit;
    if (m_way->program) {
        if (const Status started = startProgram(*m_way); !started)
            return started;
    }
    if (const Status packaged = systemPackage(); !packaged)
        return packaged;
    for (const Role role : {Role::Toc, Role::Bootloader}) {
        if (const Status written = writeAll(role, true); !written)
            return written;
    }
    if (const Status burnt = burnFuse(); !burnt)
        return burnt;
    // A program in RAM may be the normal loader itself: what follows goes on with it.
    if (m_options.goal == Goal::Recover && m_loader == normalLoader())
        return Done{};
    PlanStep& leave = add(Kind::Leave);
    if (m_options.goal == Goal::Bootloader)
        leave.text = m_exit;
    m_loader = nullptr;
    return Done{};
}

// What the user keeps goes last, and the firmware after what may be wrong while the old firmware
// still runs: a run that is cut off leaves as much as it can.
Status Planner::byNormalLoader()
{
    m_way = normalLoader();
    if (!m_way)
        return fail("OMV-E0708", fmt::format("{} has no loader {}", m_board.name, m_options.loader),
                    {}, "Leave it away, for the normal one");
    if (m_loader != m_way) {
        const std::string text = m_exit.empty() ? m_way->enter : m_exit;
        if (const Status entered = enter(*m_way, text); !entered)
            return entered;
    }
    if (const Status rescued = storageRescue(); !rescued)
        return rescued;
    // The old bootloader erases all at once, and starts the firmware behind the last byte.
    const bool eraseFirst = m_way->kind == LoaderKind::LegacyCdc;
    if (eraseFirst) {
        if (const Status erased = fileSystem(); !erased)
            return erased;
    }
    const bool romfsIsGoal = m_options.goal == Goal::Romfs;
    const bool romfsNeeded = !romfsIsGoal && m_options.goal != Goal::Recover;
    for (const auto& [role, needed] : std::initializer_list<std::pair<Role, bool>>{
             {Role::Radio, false}, {Role::Romfs, romfsNeeded}, {Role::Firmware, true}}) {
        if (const Status written = writeAll(role, needed); !written)
            return written;
    }
    if (romfsIsGoal && m_plan.bytes() == 0)
        return lacks("It has no ROMFS image", "Name a folder or zip with romfs0.img");
    if (!eraseFirst) {
        if (const Status erased = fileSystem(); !erased)
            return erased;
    }
    add(Kind::Leave);
    m_loader = nullptr;
    return Done{};
}

bool Planner::wanted(const Partition& partition) const
{
    const auto& only = m_options.partitions;
    return only.empty() || std::find(only.begin(), only.end(), partition.name) != only.end();
}

bool Planner::hasFileSystem(const Partition& partition) const
{
    const auto& rules = m_board.eraseFileSystem;
    return std::any_of(rules.begin(), rules.end(),
                       [&](const EraseRule& each) { return each.partition == partition.name; });
}

/// Verify and Backup: nothing is written.
Status Planner::inspect()
{
    for (const std::string& each : m_options.partitions) {
        if (!m_board.partition(each))
            return fail("OMV-E0708", fmt::format("{} has no partition {}", m_board.name, each), {},
                        "The names are in its board file");
    }
    m_way = normalLoader();
    if (!m_way)
        return cannot("It has no such loader", {});
    if (const Status entered = enter(*m_way, m_way->enter); !entered)
        return entered;
    for (const Partition& partition : m_board.partitions) {
        const bool backup = m_options.goal == Goal::Backup;
        // A whole chip has what its partitions have, but the file system may lie in no other.
        const bool twice = partition.wholeChip && !(backup && hasFileSystem(partition));
        if (partition.pseudo || twice || !wanted(partition))
            continue;
        if (backup) {
            backUp(partition);
            continue;
        }
        const ImageRule* rule = ruleOf(partition);
        const Image* image = rule ? imageFor(*rule) : nullptr;
        if (!image)
            continue;
        PlanStep& step = add(Kind::Compare);
        step.partition = partition.name;
        step.file = rule->file;
        step.bytes = image->bytes.size();
        step.sha256 = image->sha256;
    }
    if (m_plan.steps.size() == 1)
        return lacks("It has no file for what is asked for", "Name a release for this board");
    add(Kind::Leave);
    return Done{};
}

Result<Plan> Planner::make()
{
    if (m_board.loaders.empty())
        return cannot("Nothing is known of how it takes firmware", "Use the maker's own program");
    m_plan.board = m_board.id;
    m_plan.boardName = m_board.name;
    m_plan.source = m_release.source;
    m_plan.force = m_options.force;
    if (const Status allowed = rescueAllowed(); !allowed)
        return Unexpected{allowed.error()};
    const bool inspects = m_options.goal == Goal::Verify || m_options.goal == Goal::Backup;
    if (needsChip()) {
        if (const Status written = byChip(); !written)
            return Unexpected{written.error()};
    }
    if (inspects || m_options.goal != Goal::Bootloader) {
        if (const Status done = inspects ? inspect() : byNormalLoader(); !done)
            return Unexpected{done.error()};
    }
    m_plan.loader = m_plan.steps.front().loader;
    // A board with a bootloader only has nothing yet that could run.
    if (m_options.goal != Goal::Bootloader) {
        m_loader = nullptr;
        PlanStep& step = add(Kind::CheckRunning);
        step.version = m_version;
        step.text = m_exit;
    }
    return m_plan;
}

std::uint64_t Plan::bytes() const
{
    std::uint64_t sum = 0;
    for (const PlanStep& step : steps) {
        if (step.kind == Kind::Write)
            sum += step.bytes;
    }
    return sum;
}

Result<Plan> makePlan(const FlashBoard& board, const Release& release, const PlanOptions& options)
{
    return Planner(board, release, options).make();
}

}  // namespace omv::flasher
