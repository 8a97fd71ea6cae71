// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/hid_device.h"
#include "firmware/core/loaders/nor_memory.h"
#include "protocol/loader/kboot.h"

namespace omv::firmware::loaders {

enum class ImxLoaderKind : std::uint8_t {
    Flashloader,  ///< in RAM, started by the ROM: the flash is not set up yet
    Resident,  ///< in flash: there for a second after each reset, the flash set up by the ROM
};

struct ImxLoaderOptions {
    ImxLoaderKind kind = ImxLoaderKind::Resident;
    std::uint32_t version = protocol::loader::kboot::kExpectedVersion;
    std::uint32_t packetSize = 1012;  ///< BL_EXPANDED_USB_HID_PACKET_SIZE of NXP's loaders
    protocol::Duration window = protocol::kSecond;  ///< of the resident one, until a command
    protocol::Duration eraseTime = 40 * protocol::kMillisecond;  ///< of 4 KiB
    protocol::Duration programTime = 400;  ///< of a page of 256 bytes
    bool answersReset = true;
};

/// NXP's bootloader over HID (USB 15A2:0073), as it runs on the RT1062 with a FlexSPI NOR flash
/// at 0x60000000.
class ImxLoader final : public HidDevice {
public:
    static constexpr std::uint32_t kFlashBase = 0x60000000;
    static constexpr std::uint32_t kRamBase = 0x2000;  ///< the window for option words
    static constexpr std::size_t kReportSize = 4 + 1012;  ///< IN reports always have it

    /// `flash` and `fuses` (words by index; set bits stay): borrowed. `now`: it comes up.
    ImxLoader(NorMemory& flash, std::span<std::uint32_t> fuses, const ImxLoaderOptions& options,
              protocol::Time now);

    Taken receive(protocol::Bytes report, protocol::Time now) override;
    std::size_t transmit(protocol::MutableBytes into, protocol::Time now) override;
    void tick(protocol::Time now) override;
    protocol::Time busyUntil() const override { return m_busyUntil; }
    bool attached() const override { return !m_left; }
    /// By RESET, or because nobody wanted the resident one.
    bool left() const { return m_left; }

private:
    enum class Phase : std::uint8_t { Idle, Receiving, Sending };
    using Packet = protocol::loader::kboot::Packet;

    static constexpr std::uint32_t kPage = 256;

    void run(const Packet& command, protocol::Time now);
    std::uint32_t erase(const Packet& command, protocol::Time now);
    std::uint32_t fill(const Packet& command);
    std::uint32_t configure(const Packet& command);
    std::uint32_t writeFcb();
    void getProperty(const Packet& command);
    void readMemory(const Packet& command);
    void writeMemory(const Packet& command);
    void readOnce(const Packet& command);
    std::uint32_t programOnce(const Packet& command);
    void takeData(protocol::Bytes data, protocol::Time now);
    std::uint32_t gather(protocol::Bytes data, protocol::Time now);
    std::uint32_t programPage(protocol::Time now);
    void endData(std::uint32_t status, bool early);
    std::size_t sendData(protocol::MutableBytes into);
    std::uint32_t reach(std::uint32_t address, std::uint32_t size) const;
    bool inFlash(std::uint32_t address) const;
    bool inRam(std::uint32_t address, std::uint32_t size) const;
    void respond(const Packet& response);
    void respond(std::uint32_t status);
    void work(protocol::Time now, protocol::Duration time);

    NorMemory& m_flash;
    std::span<std::uint32_t> m_fuses;
    ImxLoaderOptions m_options;
    protocol::Time m_since;
    protocol::Time m_busyUntil = 0;
    bool m_configured;
    bool m_heard = false;
    bool m_leaving = false;
    bool m_left = false;

    Phase m_phase = Phase::Idle;
    protocol::loader::kboot::Tag m_command{};
    std::uint32_t m_address = 0;
    std::uint32_t m_size = 0;  ///< that are still to come or to go
    bool m_emptyFirst = false;  ///< before the response: the data ends here
    bool m_responds = false;
    Packet m_response;
    std::array<std::uint8_t, 256> m_ram{};
    std::array<std::uint8_t, kPage> m_page{};
    std::size_t m_paged = 0;  ///< bytes in m_page that end at m_address
};

}  // namespace omv::firmware::loaders
