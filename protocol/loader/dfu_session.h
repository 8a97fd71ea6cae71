// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/dfu.h"

namespace omv::protocol::loader {

/// Which interface is spoken to, and what is known of it.
struct DfuTarget {
    std::uint16_t interfaceNumber = 0;
    std::uint16_t alternate = 0;
    std::uint16_t blockSize = kMaxDfuBlock;  ///< dfuBlockSize()
    bool manifestationTolerant = true;
    /// Bytes of the partition behind the alternate setting; 0: not known.
    std::uint64_t room = 0;
    /// OpenMV's bootloader answers a read behind the partition's end with this many zeros.
    std::uint8_t strayBytes = 4;
    /// For devices that report senseless poll timeouts: takes their place. 0: as reported.
    Duration pollTimeout = 0;
    /// GETSTATUS that is not answered behind a block is asked again for so long: some devices
    /// erase a whole chip meanwhile.
    Duration patience = 0;
};

/// Longest time for a control transfer (as dfu-util), and for GETSTATUS: OpenMV's bootloader
/// does not answer while it erases and writes, up to 2 s for a sector.
inline constexpr Duration kDfuTransferLimit = 5 * kSecond;
inline constexpr Duration kDfuStatusLimit = 10 * kSecond;
/// Longest time that a device may ask to wait for one block, all in all.
inline constexpr Duration kDfuBusyLimit = 120 * kSecond;
/// A device that is busy and says "ask again at once" so many times is stuck (as dfu-util).
inline constexpr int kDfuZeroPolls = 100;

/// What the jobs of DFU and DfuSe have in common: the requests, the GETSTATUS loop, the way to
/// dfuIDLE, cancelling. A job is a chain of verbs: it begins one, and ended() begins the next.
///
///     Select -> Open -> Download ... -> Manifest -> done
///                    -> Upload ... -> Abort -> done
///
/// Cancelled: the verb under way is brought to its end, the device to dfuIDLE.
class DfuSession : public Machine {
public:
    Step start() override { return open(); }
    Step answer(const Answer& answer) final;
    Step cancel(const Answer& answer) final;

protected:
    enum class Verb : std::uint8_t {
        Open,  ///< alternate setting chosen, device in dfuIDLE, status OK
        Download,  ///< a block was taken and worked on; dfuDNLOAD-IDLE
        Manifest,
        Upload,  ///< `answer.size` bytes came
        Check,  ///< the status is OK
        Abort,  ///< device in dfuIDLE
        Raw,  ///< the step was done, however it went: see `answer`
    };

    explicit DfuSession(const DfuTarget& target) noexcept;
    // Steps point into it.
    DfuSession(const DfuSession&) = delete;
    DfuSession& operator=(const DfuSession&) = delete;
    ~DfuSession() = default;

    virtual Step ended(Verb verb, const Answer& answer) = 0;

    /// SET_INTERFACE, then CLRSTATUS and ABORT as needed, until dfuIDLE.
    Step open();
    /// DNLOAD, then GETSTATUS until the device is through. `command`: one of DfuSe, which
    /// starts with the first GETSTATUS; that has to answer dfuDNBUSY. `shortestBusy` takes the
    /// place of a first poll timeout of 100 ms or less.
    Step download(std::uint16_t block, Bytes data, bool command = false, Duration shortestBusy = 0);
    /// Zero-length DNLOAD, then GETSTATUS until dfuIDLE; a USB reset where one is waited for.
    Step manifest(std::uint16_t block);
    Step upload(std::uint16_t block, MutableBytes into);
    /// GETSTATUS; anything but OK fails. Tells why a read was short.
    Step check();
    /// ABORT, then as open() until dfuIDLE.
    Step abort();
    Step raw(const Step& step);
    Step detach(std::uint16_t timeout) const;
    Step transfer(DfuRequest request, std::uint16_t value, Bytes out) const;
    Step statusRequest();

    Step done();
    Step fail(FaultKind kind, std::uint32_t code = 0);
    Step fail(const Fault& fault);
    /// Brings the device to dfuIDLE first.
    Step failIdle(const Fault& fault);

    const DfuTarget& target() const { return m_target; }
    std::size_t blockSize() const { return m_target.blockSize; }
    bool cancelled() const { return m_cancelled; }

private:
    enum class Stage : std::uint8_t {
        Over,
        Select,
        Idling,  ///< GETSTATUS on the way to dfuIDLE
        Clearing,  ///< CLRSTATUS or ABORT on the way to dfuIDLE
        Sending,  ///< DNLOAD
        Polling,  ///< GETSTATUS
        Waiting,  ///< for the poll timeout
        Reading,  ///< UPLOAD
        Explaining,  ///< GETSTATUS after a stall
        Resetting,
        Raw,
    };

    Step dispatch(const Answer& answer);
    Step verbEnded(const Answer& answer);
    Step enter(Stage stage, const Step& step);
    Step askStatus(Stage stage) { return enter(stage, statusRequest()); }
    Step sent(const Answer& answer);
    Step polled(const Answer& answer);
    Step judge(const DfuStatus& status);
    Step judgeManifest(const DfuStatus& status);
    Step idling(const Answer& answer);
    Step towardsIdle(const DfuStatus& status);
    Step clear(DfuRequest request);
    Step read(const Answer& answer);
    Step explained(const Answer& answer);
    Step stalledPoll();
    Step silentPoll(const Answer& answer);
    Step busy(Duration wait);
    Step explain(const Answer& answer);
    Step transportFault(const Answer& answer);
    Step badStatus(const Answer& answer);
    std::optional<DfuStatus> statusFrom(const Answer& answer) const;
    Duration pollTimeout(const DfuStatus& status) const;
    void beginVerb(Verb verb);

    DfuTarget m_target;
    Stage m_stage = Stage::Over;
    Stage m_afterWait = Stage::Polling;
    Verb m_verb = Verb::Open;
    bool m_cancelled = false;
    bool m_closing = false;  ///< to dfuIDLE, then m_fault
    Fault m_fault{};
    Step m_last{};
    std::array<std::uint8_t, DfuStatus::kWireSize> m_status{};
    std::size_t m_asked = 0;
    // Of the verb under way:
    bool m_command = false;
    bool m_firstPoll = false;
    bool m_manifesting = false;
    bool m_cleared = false;
    int m_tries = 0;
    int m_zeroPolls = 0;
    int m_stalls = 0;
    Duration m_shortestBusy = 0;
    Duration m_lastWait = 0;
    Duration m_waited = 0;
    Duration m_silent = 0;
};

}  // namespace omv::protocol::loader
