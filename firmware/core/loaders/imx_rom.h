// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/hid_device.h"
#include "protocol/loader/sdp.h"

namespace omv::firmware::loaders {

struct ImxRomOptions {
    std::uint32_t ramBase = 0x20000000;
    std::uint32_t securityMode = protocol::loader::sdp::hab::kOpen;
};

/// The serial downloader in the ROM of an i.MX RT1062 (USB 1FC9:0135): takes a program into RAM
/// and jumps to it. What it jumps to must be an image with an IVT that knows its own address,
/// and a closed chip takes none without a signature, which this model never accepts.
class ImxRom final : public HidDevice {
public:
    /// `ram`: borrowed.
    explicit ImxRom(protocol::MutableBytes ram, const ImxRomOptions& options = {})
        : m_ram(ram)
        , m_options(options)
    {
    }

    Taken receive(protocol::Bytes report, protocol::Time now) override;
    std::size_t transmit(protocol::MutableBytes into, protocol::Time now) override;
    void tick(protocol::Time now) override;
    protocol::Time busyUntil() const override { return 0; }
    bool attached() const override { return !m_left; }
    /// It left for the program that was written: the RAM flashloader takes its place.
    bool jumped() const { return m_left; }

private:
    struct Reply {
        std::uint8_t id = 0;
        std::uint32_t word = 0;
    };

    void run(const protocol::loader::sdp::Command& command, protocol::Time now);
    void beginFile(const protocol::loader::sdp::Command& command);
    void takeData(protocol::Bytes data);
    void jump(std::uint32_t address, protocol::Time now);
    bool holds(std::uint32_t address, std::uint32_t size) const;
    bool isImage(std::uint32_t address) const;
    void answer(std::uint32_t word);

    protocol::MutableBytes m_ram;
    ImxRomOptions m_options;
    std::array<Reply, 2> m_replies{};
    std::size_t m_replyCount = 0;
    std::size_t m_writeAt = 0;
    std::uint32_t m_fileLeft = 0;
    std::uint32_t m_habStatus = protocol::loader::sdp::status::kHabSuccess;
    bool m_jumping = false;
    protocol::Time m_leaveAt = 0;
    bool m_left = false;
};

}  // namespace omv::firmware::loaders
