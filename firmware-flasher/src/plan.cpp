// SPDX-License-Identifier: MIT
#include <openmv/flasher/plan.h>

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

constexpr std::pair<std::string_view, Goal> kGoals[] = {
    {"firmware", Goal::Firmware}, {"romfs", Goal::Romfs}, {"bootloader", Goal::Bootloader},
    {"factory", Goal::Factory},   {"erase", Goal::Erase},
};

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
    Status chooseLoader();
    Status writeAll(Role role, bool needed);
    Status write(const ImageRule& rule, const Image& image);
    Status erase();
    Status consented(const std::string& what, const std::string& why) const;
    bool wants(Role role) const;
    bool fitsLoader(const ImageRule& rule) const;

    const FlashBoard& m_board;
    const Release& m_release;
    const PlanOptions& m_options;
    const Loader* m_loader = nullptr;
    std::string m_version;
    Plan m_plan;
};

bool Planner::wants(Role role) const
{
    const Goal goal = m_options.goal;
    switch (role) {
    case Role::Firmware: return goal == Goal::Firmware || goal == Goal::Factory;
    case Role::Romfs:
        return goal == Goal::Romfs || goal == Goal::Factory ||
            (goal == Goal::Firmware && m_options.resetRomfs);
    case Role::Bootloader:
    case Role::Toc: return goal == Goal::Bootloader;
    case Role::Radio: return goal == Goal::Factory;
    }
    return false;
}

/// The bootloader is written by what is below it; all else by the normal loader.
Status Planner::chooseLoader()
{
    if (m_board.loaders.empty())
        return cannot(m_board, "Nothing is known of how it takes firmware",
                      "Use the maker's own program");
    m_loader = &m_board.loaders.front();
    if (m_options.goal == Goal::Bootloader) {
        const auto rule =
            std::find_if(m_board.images.begin(), m_board.images.end(),
                         [](const ImageRule& each) { return each.role == Role::Bootloader; });
        if (rule == m_board.images.end())
            return cannot(m_board, "Its bootloader cannot be replaced by this program",
                          "Use the maker's own program");
        m_loader = m_board.loader(rule->loader);
    }
    if (m_loader->kind == LoaderKind::Bossa || m_loader->kind == LoaderKind::Picoboot)
        return cannot(
            m_board,
            fmt::format("Its loader speaks {}, which this program does not", name(m_loader->kind)),
            m_loader->kind == LoaderKind::Bossa ? "Use bossac" : "Use picotool");
    return Done{};
}

bool Planner::fitsLoader(const ImageRule& rule) const
{
    return rule.loader.empty() ? m_loader == &m_board.loaders.front()
                               : rule.loader == m_loader->name;
}

Status Planner::consented(const std::string& what, const std::string& why) const
{
    const auto& allowed = m_options.allowUnverified;
    if (std::find(allowed.begin(), allowed.end(), what) != allowed.end())
        return Done{};
    return fail("OMV-E0707", fmt::format("Not done without your consent: {}", what), why,
                fmt::format("If you take that risk, say --allow-unverified {}", what));
}

Status Planner::write(const ImageRule& rule, const Image& image)
{
    if (const Status fits = check(image, rule, m_board); !fits)
        return fits;
    PlanStep step;
    step.kind = PlanStep::Kind::Write;
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
    m_plan.steps.push_back(step);
    if (m_options.verify) {
        step.kind = PlanStep::Kind::Verify;
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
        const Image* image = m_release.file(rule.file);
        for (const std::string& alias : rule.aliases)
            image = image ? image : m_release.file(alias);
        if (!image && needed)
            return fail("OMV-E0705",
                        fmt::format("{} has nothing for {}", m_release.source, m_board.name),
                        fmt::format("{} is missing, which goes into {}", rule.file, rule.partition),
                        fmt::format("Name a release with a folder {}", m_board.firmwareFolder));
        if (!image)
            continue;
        if (const Status written = write(rule, *image); !written)
            return written;
    }
    return Done{};
}

Status Planner::erase()
{
    const Goal goal = m_options.goal;
    const bool wanted = goal == Goal::Erase || goal == Goal::Factory ||
        (m_options.eraseFileSystem && goal != Goal::Bootloader);
    if (!wanted)
        return Done{};
    if (m_board.eraseFileSystem.empty())
        return cannot(m_board, "Nothing is known of where its file system lies",
                      "Format its drive instead");
    for (const EraseRule& rule : m_board.eraseFileSystem) {
        PlanStep step;
        step.kind = PlanStep::Kind::Erase;
        step.loader = m_loader->name;
        step.partition = rule.partition;
        step.address = m_board.partition(rule.partition)->region.address;
        step.bytes = rule.bytes;
        m_plan.steps.push_back(step);
    }
    return Done{};
}

// What the user keeps goes last, and the firmware after what may be wrong while the old firmware
// still runs: a run that is cut off leaves as much as it can.
Result<Plan> Planner::make()
{
    if (const Status chosen = chooseLoader(); !chosen)
        return Unexpected{chosen.error()};
    m_plan.board = m_board.id;
    m_plan.boardName = m_board.name;
    m_plan.loader = m_loader->name;
    m_plan.source = m_release.source;
    m_plan.force = m_options.force;
    m_plan.steps.push_back({.kind = PlanStep::Kind::EnterLoader, .loader = m_loader->name});
    const bool romfsIsGoal = m_options.goal == Goal::Romfs;
    for (const auto& [role, needed] :
         std::initializer_list<std::pair<Role, bool>>{{Role::Toc, true},
                                                      {Role::Bootloader, true},
                                                      {Role::Radio, false},
                                                      {Role::Romfs, !romfsIsGoal},
                                                      {Role::Firmware, true}}) {
        if (const Status written = writeAll(role, needed); !written)
            return Unexpected{written.error()};
    }
    if (romfsIsGoal && m_plan.bytes() == 0)
        return fail("OMV-E0705",
                    fmt::format("{} has nothing for {}", m_release.source, m_board.name),
                    "It has no ROMFS image", "Name a folder or zip with romfs0.img");
    if (const Status erased = erase(); !erased)
        return Unexpected{erased.error()};
    m_plan.steps.push_back({.kind = PlanStep::Kind::Leave, .loader = m_loader->name});
    if (m_options.goal != Goal::Bootloader)
        m_plan.steps.push_back({.kind = PlanStep::Kind::CheckRunning, .version = m_version});
    return m_plan;
}

}  // namespace

std::string_view name(Goal goal)
{
    for (const auto& [word, value] : kGoals) {
        if (value == goal)
            return word;
    }
    return {};
}

std::uint64_t Plan::bytes() const
{
    std::uint64_t sum = 0;
    for (const PlanStep& step : steps) {
        if (step.kind == PlanStep::Kind::Write)
            sum += step.bytes;
    }
    return sum;
}

std::string describe(const PlanStep& step)
{
    switch (step.kind) {
    case PlanStep::Kind::EnterLoader:
        return fmt::format("Restart into the loader ({})", step.loader);
    case PlanStep::Kind::Write:
        return fmt::format("Write {} to {}: {} bytes from 0x{:08x}", step.file, step.partition,
                           step.bytes, step.address);
    case PlanStep::Kind::Verify:
        return fmt::format("Read {} back and compare it with {}", step.partition, step.file);
    case PlanStep::Kind::Erase:
        return fmt::format("Empty {}: the first {} bytes", step.partition, step.bytes);
    case PlanStep::Kind::Leave: return "Restart into the firmware";
    case PlanStep::Kind::CheckRunning:
        return step.version.empty()
            ? "Wait until the camera runs"
            : fmt::format("Wait until the camera runs firmware {}", step.version);
    }
    return {};
}

Result<Plan> makePlan(const FlashBoard& board, const Release& release, const PlanOptions& options)
{
    return Planner(board, release, options).make();
}

}  // namespace omv::flasher
