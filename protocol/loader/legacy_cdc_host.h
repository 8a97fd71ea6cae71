// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/job.h"
#include "protocol/loader/legacy_cdc.h"

namespace omv::protocol::loader::legacy_cdc {

struct FlashOptions {
    Speed speed = Speed::High;  ///< USB serial number 000000000010; ...011 is Full
    Mode mode = Mode::Fast;
    Layout defaults{};  ///< of the board, for a loader that does not say
    bool eraseFileSystem = false;
    /// How often START is sent before giving up, a hundredth of a second each: the loader
    /// listens for one second after USB is up.
    unsigned knocks = 3000;
    // Pauses of the safe mode, behind each erase and each write.
    Duration erasePause = 2 * kSecond;
    Duration writePause = 10 * kMillisecond;
};

/// Writes the firmware and starts it. Nothing is acknowledged: Done means that the device took
/// every command, the last of which it only takes when all before are in its flash. That the
/// firmware runs is to be seen by its return. After a fault in the fast mode the job is to be
/// run again in the safe one.
class Flash final : public Job {
public:
    /// `image`: borrowed while the job runs.
    Flash(Bytes image, const FlashOptions& options);

    std::optional<Version> version() const { return m_version; }
    const Layout& layout() const { return m_layout; }

private:
    enum class Part : std::uint8_t { Discard, Start, StartReply, Ask, Answer, Command, Pause };

    Step advance() override;
    Step received(const Answer& answer) override;
    Step knock();
    Step startReply(const Answer& answer);
    Step ask(Opcode opcode);
    Step answerRead(const Answer& answer);
    Step takeLayout();
    Step takeQspiLayout();
    Step send(Bytes packet, Duration pause);
    Step eraseNext();
    Step writeNext();
    std::size_t paddedSize() const;
    Duration pause(Duration ofSafeMode) const;

    Bytes m_image;
    FlashOptions m_options;
    Part m_part = Part::Discard;
    unsigned m_knocksLeft;
    std::optional<Version> m_version;
    Layout m_layout;
    QspiLayout m_qspi;
    std::uint32_t m_sector = 0;
    std::size_t m_sent = 0;
    Duration m_pause = 0;
    unsigned m_stale = 0;
    std::size_t m_have = 0;
    std::array<std::uint8_t, kLayoutSize> m_reply{};
    std::array<std::uint8_t, 512> m_packet{};
    std::array<std::uint8_t, 8> m_command{};
};

}  // namespace omv::protocol::loader::legacy_cdc
