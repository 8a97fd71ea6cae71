// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/alif_isp.h"
#include "protocol/loader/job.h"

namespace omv::protocol::loader::alif {

// Limits of the Alif Security Toolkit 1.110.0, where it has any.
inline constexpr Duration kStartSilence = kSecond / 2;  ///< what ends the noise behind START
inline constexpr Duration kSendLimit = 2 * kSecond;
inline constexpr Duration kReplyLimit = 2 * kSecond;
inline constexpr Duration kBurnLimit = 20 * kSecond;
inline constexpr Duration kRateChange = kSecond;  ///< after the host changed its rate

/// Takes what the chip wants to say to people.
class Printer {
public:
    virtual void print(Bytes text) = 0;

protected:
    ~Printer() = default;
};

/// Packets, replies, START, baud rate and RESET: what each job is made of.
///
/// A job that fails or is cancelled at the fast rate first asks the chip back to the slow one.
/// One whose chip does not answer at the slow rate tries the fast one: an earlier job may have
/// ended without being able to ask.
class AlifJob : public Job {
public:
    /// `printer`: borrowed; may be null.
    void setPrinter(Printer* printer) { m_printer = printer; }

protected:
    enum class Expect : std::uint8_t { Ack, Data };

    ~AlifJob() = default;
    Step received(const Answer& answer) override;
    Step abandon(const Fault& fault) override;

    /// START at the slow rate. The next part begins when the chip listens.
    Step connect();
    /// A packet and its reply, which is in m_reply when the next part begins. A NAK is Refused.
    Step request(Code code, Bytes payload, Expect expect = Expect::Ack,
                 Duration limit = kReplyLimit);
    Step requestObject(Object object);
    /// Another packet in reply to the same request.
    Step anotherReply();
    /// SET_BAUD_RATE, which is answered at the old rate, and the same for the host.
    Step changeRate(std::uint32_t rate);
    /// `file` as DOWNLOAD_DATA. `counts`: as progress.
    Step download(Bytes file, std::size_t chunk, bool counts);
    /// `file` as MRAM_WRITE, which only SEROM knows.
    Step writeLines(Bytes file, std::uint32_t address);
    /// RESET, which has no reply, and what the chip says on its way.
    Step resetDevice();

    static Step setBaud(std::uint32_t rate);
    static Step discard();

    Packet m_reply;  ///< valid until the next request

private:
    enum class Part : std::uint8_t {
        ConnectRate,
        ConnectDiscard,
        StartSent,
        StartNoise,
        RequestSent,
        ReplyHead,
        ReplyBody,
        HostRate,
        HostRateWait,
        HostRateDiscard,
        ResetSent,
        ResetNoise,
        AbandonDiscard,
    };
    enum class Stream : std::uint8_t { None, Download, Lines };

    Step next();
    Step tryToConnect();
    Step startNoise(const Answer& answer);
    Step readReply(std::size_t want, Part part);
    Step replyRead(const Answer& answer);
    Step packetRead();
    Step replied();
    Step nextChunk();
    Step askRate(std::uint32_t rate);
    Step resetNoise(const Answer& answer);

    Printer* m_printer = nullptr;
    Part m_part = Part::ConnectRate;
    Fault m_fault;  ///< why the job is being abandoned
    bool m_abandoned = false;

    unsigned m_tries = 0;
    bool m_listens = false;
    std::size_t m_noise = 0;
    std::uint32_t m_rate = kBaudRate;
    std::uint32_t m_newRate = 0;  ///< 0: the request is another one

    Expect m_expect = Expect::Ack;
    Duration m_limit = 0;
    unsigned m_prints = 0;
    std::size_t m_have = 0;
    std::size_t m_want = 0;

    Stream m_stream = Stream::None;
    Bytes m_file;
    std::size_t m_sent = 0;
    std::size_t m_chunk = 0;
    std::uint32_t m_address = 0;
    bool m_counts = false;

    PacketBytes m_out{};
    PacketBytes m_in{};
};

}  // namespace omv::protocol::loader::alif
