// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/plan.h>

namespace omv::flasher {

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
    PlanStep& add(PlanStep::Kind kind);
    Unexpected cannot(std::string why, std::string fix) const;
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

}  // namespace omv::flasher
