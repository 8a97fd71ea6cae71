// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/job.h"
#include "protocol/loader/kboot.h"

namespace omv::protocol::loader::kboot {

// How long one report may take. A job as a whole has no clock: NXP's tools are given 300 s for
// a command, 900 s for one that moves a ROMFS, which is for the caller to hold.
inline constexpr Duration kReportLimit = 5 * kSecond;
inline constexpr Duration kEraseLimit = 120 * kSecond;
/// Behind the last data report the loader may still be programming.
inline constexpr Duration kFinalLimit = 30 * kSecond;
/// Reset may well be silent.
inline constexpr Duration kResetSilence = kSecond;

/// A flash sector: what erasing is rounded to.
inline constexpr std::uint32_t kEraseBlock = 0x1000;

struct HidLink {
    /// OUT reports are padded with zeros to this size, their id included; 0: not padded, as
    /// blhost sends them. What
    /// it has to be is in the device's report descriptor.
    std::size_t reportSize = 0;
    /// Data bytes in a report; 0: to be asked for (property 0x0B).
    std::uint32_t packetSize = 0;
};

/// Commands, their responses and their data: what each job is made of.
class KbootJob : public Job {
protected:
    explicit KbootJob(const HidLink& link);
    ~KbootJob() = default;

    Step received(const Answer& answer) override;

    /// A command and its response, which is in m_response when the next part begins.
    Step command(const Packet& command, Duration limit = kReportLimit);
    /// The same, and the next part begins even when the status is an error.
    Step tryCommand(const Packet& command);
    /// Property 0x0B, unless `packetSize` is known; afterwards usePacketSize().
    Step askPacketSize();
    void usePacketSize();
    /// The data phase of a command and the response that ends it. `data` is borrowed.
    Step sendData(Bytes data);
    Step receiveData(std::size_t size);
    /// What a data report brought; `offset` counts from the first one.
    virtual void store(Bytes data, std::size_t offset);

    bool responseAwaited() const { return m_part == Part::Response; }
    std::uint32_t status() const { return m_response.parameters[0]; }

    Packet m_response;

private:
    enum class Part : std::uint8_t {
        Drain,  ///< what an earlier job left unread
        Command,
        Response,
        Foreign,  ///< the response that ends an earlier job's data phase
        DataOut,
        AbortPoll,  ///< whether the device ended the data phase
        Abort,  ///< our own end of it was sent
        DataIn,
        Final,
    };

    Step send(const Packet& command, Duration limit);
    Step drain();
    Step drained(const Answer& answer);
    Step sendCommand();
    Step sendAgain(const Answer& answer);
    Step awaitResponse(Part part, Duration limit);
    Step responseReceived(Bytes report);
    Step judge(const Packet& response);
    Step nextData();
    Step dataSent(const Answer& answer);
    Step polled(const Answer& answer);
    Step abortData();
    Step nextDataIn();
    Step dataReceived(Bytes report);

    HidLink m_link;
    Part m_part = Part::Command;
    Packet m_command;
    unsigned m_drainsLeft;
    bool m_drained = false;
    bool m_mayResend = false;
    bool m_tolerant = false;
    bool m_dataEnded = false;  ///< before its time
    Duration m_limit = 0;
    Bytes m_data;
    std::size_t m_size = 0;
    std::size_t m_moved = 0;
    unsigned m_sincePoll = 0;
    unsigned m_emptyReports = 0;
    std::array<std::uint8_t, kReportHeader + kMaxPayload> m_out{};
    std::array<std::uint8_t, kReportHeader + kMaxPayload> m_in{};
};

/// A property's first value. With `expected`, another one is WrongDevice, `code` being it.
/// The first command that the resident loader hears also ends its wait of one second.
class GetProperty final : public KbootJob {
public:
    GetProperty(const HidLink& link, std::uint32_t property,
                std::optional<std::uint32_t> expected = {});
    std::uint32_t value() const { return m_response.parameters[1]; }

private:
    Step advance() override;

    std::uint32_t m_property;
    std::optional<std::uint32_t> m_expected;
};

/// Erases from `address`, which must be a multiple of kEraseBlock, `length` bytes rounded up to
/// one.
class EraseRegion final : public KbootJob {
public:
    EraseRegion(const HidLink& link, std::uint32_t address, std::uint32_t length);

private:
    Step advance() override;

    std::uint32_t m_address;
    std::uint32_t m_length;
};

/// Fills `length` bytes with a pattern of 4.
class FillMemory final : public KbootJob {
public:
    FillMemory(const HidLink& link, std::uint32_t address, std::uint32_t length,
               std::uint32_t pattern);

private:
    Step advance() override;

    Packet m_fill;
};

/// Applies the option words at `address` to a memory. For FlexSPI NOR 0xC0000008 sets up the
/// flash, 0xF000000F writes its configuration block (FCB) to the erased start of the flash.
class ConfigureMemory final : public KbootJob {
public:
    ConfigureMemory(const HidLink& link, std::uint32_t memory, std::uint32_t address);

private:
    Step advance() override;

    Packet m_configure;
};

/// Writes to flash that was erased, or to RAM.
class WriteMemory final : public KbootJob {
public:
    /// `data`: borrowed while the job runs.
    WriteMemory(const HidLink& link, std::uint32_t address, Bytes data);

private:
    Step advance() override;

    std::uint32_t m_address;
    Bytes m_image;
};

/// Reads as much as `into` holds.
class ReadMemory final : public KbootJob {
public:
    /// `into`: borrowed while the job runs.
    ReadMemory(const HidLink& link, std::uint32_t address, MutableBytes into);

private:
    Step advance() override;
    void store(Bytes data, std::size_t offset) override;

    std::uint32_t m_address;
    MutableBytes m_into;
};

/// Reads and compares: Mismatch with the offset of the first byte that differs, after all has
/// been read.
class VerifyMemory final : public KbootJob {
public:
    /// `expected`: borrowed while the job runs.
    VerifyMemory(const HidLink& link, std::uint32_t address, Bytes expected);

private:
    Step advance() override;
    void store(Bytes data, std::size_t offset) override;

    std::uint32_t m_address;
    Bytes m_expected;
    std::optional<std::size_t> m_different;
};

/// A word of fuses.
class ReadOnce final : public KbootJob {
public:
    ReadOnce(const HidLink& link, std::uint32_t index);
    std::uint32_t value() const { return m_response.parameters[2]; }

private:
    Step advance() override;

    std::uint32_t m_index;
};

/// Sets fuses, which nothing clears again: reads the word first, and is Done without writing
/// when the bits are set. A word that has others but not these is left alone: WrongState, `code`
/// being the word. Afterwards the word is read again, and must be what was wanted.
class ProgramOnce final : public KbootJob {
public:
    ProgramOnce(const HidLink& link, std::uint32_t index, std::uint32_t bits);
    /// Something was sent to the fuses.
    bool written() const { return m_written; }

private:
    Step advance() override;
    Step readFirst();
    Step judgeFirst();
    Step judgeLast();

    std::uint32_t m_index;
    std::uint32_t m_bits;
    bool m_written = false;
};

/// Starts what is in flash. That the device says nothing or leaves is success.
class Reset final : public KbootJob {
public:
    explicit Reset(const HidLink& link)
        : KbootJob(link)
    {
    }

private:
    Step advance() override;
    Step received(const Answer& answer) override;
};

}  // namespace omv::protocol::loader::kboot
