// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/nor_memory.h"
#include "protocol/loader/alif_isp.h"
#include "protocol/time.h"

namespace omv::firmware::loaders {

struct AlifSeOptions {
    protocol::loader::alif::Revision revision;
    std::span<const protocol::loader::alif::TocRecord> toc;  ///< borrowed
    /// Writing needs the maintenance mode, as long as an application may be running.
    bool needsMaintenance = true;
    bool acceptsSignatures = true;
    /// The application keeps SERAM from listening: only knocking during a reset helps.
    bool deaf = false;
    protocol::Duration chunkTime = protocol::kMillisecond;
    protocol::Duration burnTime = 50 * protocol::kMillisecond;
};

/// The secure enclave of an Alif E3 at its UART: SERAM, or SEROM when Alif's part of the MRAM
/// holds no system package.
class AlifSe {
public:
    /// `mram`: all 6 MiB, borrowed. `now`: power on.
    AlifSe(NorMemory& mram, const AlifSeOptions& options, protocol::Time now);

    void receive(protocol::Bytes bytes, protocol::Time now);
    std::size_t transmit(protocol::MutableBytes into, protocol::Time now);
    /// Until when it says nothing; in the past: it is not busy.
    protocol::Time busyUntil() const { return m_busyUntil; }
    /// Bits a second that it sends and understands now.
    std::uint32_t rate() const { return m_rate; }

    /// The button, or the power.
    void reset(protocol::Time now);

    bool serom() const { return m_serom; }
    bool maintenance() const { return m_maintenance; }
    /// How often it was reset, by the host too.
    std::uint32_t resets() const { return m_resets; }
    /// The application MRAM was erased: nothing will ever answer again.
    bool dead() const { return m_dead; }

    /// For tests: the next request is answered by this NAK, before it does anything.
    void refuseNext(protocol::loader::alif::Error error) { m_refuse = error; }
    /// For tests: this text goes before the next reply. Borrowed until then.
    void printNext(protocol::Bytes text) { m_print = text; }

private:
    using Code = protocol::loader::alif::Code;
    using Error = protocol::loader::alif::Error;
    using Object = protocol::loader::alif::Object;
    using Packet = protocol::loader::alif::Packet;

    enum class Download : std::uint8_t { None, Signature, Image };

    void take(std::uint8_t byte, protocol::Time now);
    bool knocked(std::uint8_t byte, protocol::Time now);
    void run(const Packet& packet, protocol::Time now);
    void runInSession(const Packet& packet, protocol::Time now);
    void runSerom(const Packet& packet, protocol::Time now);
    void runSeram(const Packet& packet, protocol::Time now);
    void get(protocol::Bytes payload);
    void sendToc();
    void setRate(protocol::Bytes payload);
    void beginSignature(protocol::Bytes payload);
    void burn(protocol::Bytes payload, protocol::Time now);
    Error judgeBurn(protocol::Bytes payload) const;
    void data(protocol::Bytes payload, protocol::Time now);
    void endDownload();
    void writeLine(protocol::Bytes payload, protocol::Time now);
    bool hasSeram();
    void ack() { send(Code::Ack); }
    void nak(Error error);
    void send(Code code, protocol::Bytes payload = {});
    void say(protocol::Bytes bytes);
    void work(protocol::Time now, protocol::Duration time);

    NorMemory& m_mram;
    AlifSeOptions m_options;
    protocol::Time m_resetAt;
    protocol::Time m_busyUntil = 0;
    protocol::Time m_lastByte = 0;
    std::uint32_t m_resets = 0;
    bool m_serom = false;
    bool m_dead = false;
    bool m_listens = false;
    bool m_maintenanceFlag = false;
    bool m_maintenance = false;

    std::uint32_t m_rate = protocol::loader::alif::kBaudRate;
    std::uint32_t m_nextRate = 0;  ///< once all has been sent; 0: none

    Download m_download = Download::None;
    std::uint32_t m_at = 0;
    std::uint32_t m_left = 0;
    std::uint32_t m_signed = 0;  ///< bytes of the signature that came
    std::uint32_t m_token = 0;
    bool m_authenticated = false;

    std::optional<Error> m_refuse;
    protocol::Bytes m_print;
    std::array<std::uint8_t, 6> m_knock{};

    protocol::loader::alif::PacketBytes m_in{};
    std::size_t m_inSize = 0;
    std::array<std::uint8_t, 4096> m_out{};
    std::size_t m_outSize = 0;
    std::size_t m_outAt = 0;
};

}  // namespace omv::firmware::loaders
