// SPDX-License-Identifier: MIT
// Plans in words.
#include <openmv/flasher/plan.h>

#include <fmt/format.h>

namespace omv::flasher {

namespace {

constexpr std::pair<std::string_view, Goal> kGoals[] = {
    {"firmware", Goal::Firmware}, {"romfs", Goal::Romfs},   {"bootloader", Goal::Bootloader},
    {"factory", Goal::Factory},   {"erase", Goal::Erase},   {"recover", Goal::Recover},
    {"verify", Goal::Verify},     {"backup", Goal::Backup},
};

}  // namespace

std::string_view name(Goal goal)
{
    for (const auto& [word, value] : kGoals) {
        if (value == goal)
            return word;
    }
    return {};
}

std::string describe(const PlanStep& step)
{
    using Kind = PlanStep::Kind;
    switch (step.kind) {
    case Kind::EnterLoader: return fmt::format("Bring the board into its loader ({})", step.loader);
    case Kind::StartProgram: return fmt::format("Start {} in the chip's memory", step.file);
    case Kind::Configure: return "Set up the flash chip";
    case Kind::Backup: return fmt::format("Read {} into {}", step.partition, step.file);
    case Kind::Compare: return fmt::format("Compare {} with {}", step.partition, step.file);
    case Kind::Write:
        return fmt::format("Write {} to {}: {} bytes from 0x{:08x}", step.file, step.partition,
                           step.bytes, step.address);
    case Kind::Verify:
        return fmt::format("Read {} back and compare it with {}", step.partition, step.file);
    case Kind::Erase:
        return fmt::format("Empty {}: the first {} bytes", step.partition, step.bytes);
    case Kind::SystemPackage: return fmt::format("Write the chip's own firmware ({})", step.file);
    case Kind::CheckFuse: return fmt::format("Look whether the fuse {} is set", step.file);
    case Kind::BurnFuse:
        return fmt::format("Burn the fuse {}, for ever, unless it is set", step.file);
    case Kind::Leave: return fmt::format("Leave the loader ({})", step.loader);
    case Kind::StorageRescue:
        return fmt::format("Bring the flash chip back by the key in {}, which erases all of it: {}",
                           step.partition, step.text);
    case Kind::CheckRunning:
        return step.version.empty()
            ? "Wait until the camera runs"
            : fmt::format("Wait until the camera runs firmware {}", step.version);
    }
    return {};
}

}  // namespace omv::flasher
