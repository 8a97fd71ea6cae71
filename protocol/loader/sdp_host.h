// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/job.h"
#include "protocol/loader/sdp.h"

namespace omv::protocol::loader::sdp {

inline constexpr Duration kReportLimit = 2 * kSecond;  ///< as NXP's tools have it
/// How long a failed JUMP_ADDRESS has to say so.
inline constexpr Duration kJumpSilence = kSecond;

/// Command, data, report 3, report 4: what each job is made of.
class SdpJob : public Job {
public:
    /// What report 3 said (sdp::hab); 0 before that.
    std::uint32_t securityMode() const { return m_mode; }

protected:
    ~SdpJob() = default;
    Step received(const Answer& answer) override;

    Step command(const Command& command);
    /// As many reports as `data` needs.
    Step sendData(Bytes data);
    Step readMode();
    Step readStatus(Duration limit);

    std::uint32_t m_status = 0;

private:
    enum class Part : std::uint8_t { Command, Data, Mode, Status };

    Step nextData();
    Step modeReceived(Bytes report);
    Step statusReceived(Bytes report);

    Part m_part = Part::Command;
    std::uint32_t m_mode = 0;
    Bytes m_data;
    std::size_t m_sent = 0;
    CommandReport m_command{};
    DataReport m_report{};
    StatusReport m_answer{};
};

/// WRITE_FILE: `image` into the chip's RAM. The ROM waits for all of what was announced, so
/// that cancelling ends only behind the last report.
class WriteFile final : public SdpJob {
public:
    /// `image`: borrowed while the job runs.
    WriteFile(std::uint32_t address, Bytes image);

private:
    Step advance() override;

    std::uint32_t m_address;
    Bytes m_image;
};

/// JUMP_ADDRESS. Done when the device leaves, or has nothing more to say: the program that was
/// started takes its place. Fault code of Refused: what report 4 said instead.
class Jump final : public SdpJob {
public:
    explicit Jump(std::uint32_t address)
        : m_address(address)
    {
    }

private:
    Step advance() override;
    Step received(const Answer& answer) override;

    std::uint32_t m_address;
};

/// ERROR_STATUS: what the HAB thinks of the last image.
class ErrorStatus final : public SdpJob {
public:
    std::uint32_t status() const { return m_status; }

private:
    Step advance() override;
};

}  // namespace omv::protocol::loader::sdp
