// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include <deque>
#include <map>
#include <random>

namespace omv::test {

/// A board with memory, on a clock of its own. Faults as its members say.
class FakeBench final : public flasher::Bench {
public:
    using Bytes = std::span<const std::uint8_t>;

    explicit FakeBench(const flasher::FlashBoard& board);

    Sight look() override;
    Status askForLoader() override;
    Result<std::unique_ptr<flasher::LoaderSession>>
    openLoader(const flasher::Loader& loader) override;
    Result<FirmwareVersion> readVersion() override;
    std::chrono::microseconds now() override { return m_now; }
    void sleep(std::chrono::microseconds time, const std::stop_token& cancel) override;

    State state = State::Running;
    std::string loader = "dfu";  ///< which it has
    std::string serial = "SN1";
    std::string programLoader = "sbl";  ///< the one that a program in RAM is
    std::string romLoader{};  ///< not empty: what a start without program leads to
    bool fuse = false;
    std::string part{};  ///< of the chip
    bool staysAfterPackage = false;  ///< nobody unplugs it
    std::chrono::seconds comesAfter{0};  ///< leaving a ROM: after so long the next one; 0: never
    bool ignoresRequests = false;  ///< askForLoader() has no effect
    bool readable = true;
    std::map<std::string, std::vector<std::uint8_t>> memory{};
    std::vector<std::string> log{};
    FirmwareVersion version{5, 0, 0};
    std::string firmware = "FIRMWARE";  ///< partition that must be whole for it to run
    std::vector<std::uint8_t> whole{};  ///< what it then begins with; empty: it always runs
    /// The block of this number, counted over all that are ever written, is the last before the
    /// board leaves; several in order.
    std::deque<std::size_t> leavesAfter{};
    std::size_t wrongBits = 0;  ///< so many blocks are written wrong
    /// After so long it is plugged in again, in its loader for a moment.
    std::chrono::microseconds backAfter = std::chrono::seconds(2);
    std::function<void()> onBlock{};

    std::size_t blocksWritten = 0;

    /// It appears in that loader, after so long.
    void comes(const std::string& which, std::chrono::microseconds after);

private:
    class Session;
    void vanish();
    bool runs() const;

    std::chrono::microseconds m_now{};
    std::chrono::microseconds m_changes = std::chrono::microseconds::max();
    State m_next = State::Absent;
};

}  // namespace omv::test
