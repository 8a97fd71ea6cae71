// SPDX-License-Identifier: MIT
#include <openmv/flasher/plan.h>

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using Kind = PlanStep::Kind;

Unexpected cannot(const FlashBoard& board, std::string why, std::string fix)
{
    return fail("OMV-E0708", "There is no way to do this with " + board.name, std::move(why),
                std::move(fix));
}

/// Makes the steps one after another; the first problem ends it.
class Planner {
public:
    Planner(const FlashBoard& board, const Release& release, const PlanOptions& options)
        : m_board(board)
        , m_release(release)
        , m_options(options)
    {
    }

    Result<Plan> make();

private:
    Status byChip();
    Status byNormalLoader();
    Status startProgram(const Loader& rom);
    Status systemPackage();
    Status burnFuse();
    Status storageRescue();
    Status rescueAllowed() const;
    Status writeAll(Role role, bool needed);
    Status write(const ImageRule& rule, const Image& image);
    Status fileSystem();
    Status eraseStart(const Partition& partition, std::uint64_t bytes);
    Status restore(const Partition& partition);
    void backUp(const Partition& partition);
    const ImageRule* ruleOf(const Partition& partition) const;
    std::uint64_t room(const Partition& partition) const;
    Status inspect();
    Status enter(const Loader& loader, const std::string& text);
    Status consented(const std::string& what, const std::string& why) const;
    const Image* imageFor(const ImageRule& rule) const;
    const Loader* normalLoader() const;
    bool wants(Role role) const;
    bool wanted(const Partition& partition) const;
    bool hasFileSystem(const Partition& partition) const;
    bool fitsLoader(const ImageRule& rule) const;
    bool needsChip() const;
    PlanStep& add(Kind kind);
    Unexpected lacks(const std::string& what, const std::string& fix) const;

    const FlashBoard& m_board;
    const Release& m_release;
    const PlanOptions& m_options;
    const Loader* m_loader = nullptr;  ///< the board is in it at this point of the plan
    const Loader* m_way = nullptr;  ///< whose images are written now
    std::string m_exit;  ///< what somebody has to undo before the board runs
    std::string m_version;
    Plan m_plan;
};

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

Unexpected Planner::lacks(const std::string& what, const std::string& fix) const
{
    return fail("OMV-E0705", fmt::format("{} has nothing for {}", m_release.source, m_board.name),
                what, fix);
}

const Image* Planner::imageFor(const ImageRule& rule) const
{
    const Image* image = m_release.file(rule.file);
    for (const std::string& alias : rule.aliases)
        image = image ? image : m_release.file(alias);
    return image;
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
            m_board,
            fmt::format("Its loader speaks {}, which this program does not", name(loader.kind)),
            loader.kind == LoaderKind::Bossa ? "Use bossac" : "Use picotool");
    m_loader = &loader;
    add(Kind::EnterLoader).text = text;
    return Done{};
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
        return cannot(m_board, "Nothing is known of where its file system lies",
                      "Format its drive instead");
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

/// A ROM that cannot write flash starts a program that can, and that is another loader.
Status Planner::startProgram(const Loader& rom)
{
    const RamProgram& program = *rom.program;
    const Loader* next = m_board.loader(program.loader);
    const Image* image = m_release.file(program.file);
    if (!next)
        return cannot(m_board, "Its file does not say what the program in RAM speaks", {});
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
        return cannot(m_board, "Its chip has no firmware of its own that could be written",
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
        return cannot(m_board, "It has no fuse that it needs", "Leave --burn-fuse away");
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
        return cannot(m_board, "Its bootloader knows no rescue of a flash chip",
                      "Leave --storage-rescue away");
    if (m_options.goal != Goal::Recover && m_options.goal != Goal::Firmware)
        return cannot(m_board, "The flash chip is brought back as part of a recovery only",
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

/// What only the chip's own loader can write.
Status Planner::byChip()
{
    const auto rule =
        std::find_if(m_board.images.begin(), m_board.images.end(),
                     [](const ImageRule& each) { return each.role == Role::Bootloader; });
    if (rule == m_board.images.end())
        return cannot(m_board, "Its bootloader cannot be replaced by this program",
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
        return cannot(m_board, "It has no such loader", {});
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
        return cannot(m_board, "Nothing is known of how it takes firmware",
                      "Use the maker's own program");
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

}  // namespace

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
