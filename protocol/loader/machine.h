// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/time.h"

#include <cstddef>
#include <cstdint>

namespace omv::protocol::loader {

/// The eight bytes that begin a USB control transfer (USB 2.0, chapter 9.3).
struct Setup {
    std::uint8_t requestType = 0;
    std::uint8_t request = 0;
    std::uint16_t value = 0;
    std::uint16_t index = 0;
    std::uint16_t length = 0;

    friend bool operator==(const Setup&, const Setup&) = default;
};

/// Why a machine gave up.
enum class FaultKind : std::uint8_t {
    None,
    Cancelled,
    Gone,  ///< the device left the bus, the port was closed
    NoAnswer,  ///< within the time it has for it
    Refused,  ///< stalled, or a negative answer; `code` is the protocol's own
    BadReply,  ///< an answer that the protocol does not know; `code`: what came
    Stuck,  ///< busy for longer than anything takes
    WrongState,  ///< `code`: the state it was in
    WrongDevice,  ///< not the part, revision or version that was asked for
    TooLarge,  ///< more bytes than there is room for
    Misaligned,  ///< address or size
    Forbidden,  ///< a step that is never taken: it would end the board
    Mismatch,  ///< what was read back is not what was written; `offset`: the first such byte
};

struct Fault {
    FaultKind kind = FaultKind::None;
    std::uint32_t code = 0;
    std::uint64_t offset = 0;  ///< bytes of the image that were done

    explicit operator bool() const { return kind != FaultKind::None; }
    friend bool operator==(const Fault&, const Fault&) = default;
};

/// What a machine wants done next: one thing at a time. `out` and `in` point into what belongs to
/// the machine or to who made it, and stay valid until answer().
struct Step {
    enum class Kind : std::uint8_t {
        ControlOut,  ///< `setup`, with `out`
        ControlIn,  ///< `setup`, the answer into `in`
        SelectAlternate,  ///< SET_INTERFACE: alternate `setup.value` of interface `setup.index`
        ResetPort,  ///< USB reset of the device
        ReportOut,  ///< HID: `out` begins with the report id
        ReportIn,  ///< HID: one report into `in`, its id first
        Write,  ///< serial: all of `out`
        Read,  ///< serial: until `in` is full or `limit` is over; fewer bytes are an answer too
        SetBaud,  ///< serial: `number` bits a second
        Discard,  ///< serial: what has come and was not read
        Wait,  ///< for `limit`
        Done,
        Failed,  ///< `fault`
    };

    Kind kind = Kind::Done;
    Setup setup{};
    Bytes out{};
    MutableBytes in{};
    Duration limit = 0;  ///< of the transfer; of Wait how long
    std::uint32_t number = 0;
    Fault fault{};

    bool over() const { return kind == Kind::Done || kind == Kind::Failed; }
};

/// How a step went.
enum class Outcome : std::uint8_t {
    Ok,
    Stall,  ///< the device refuses the control transfer
    Timeout,  ///< `limit` was over; for Read: with `size` bytes
    Gone,
};

struct Answer {
    Outcome outcome = Outcome::Ok;
    std::size_t size = 0;  ///< bytes that were moved
};

/// How far it is, in bytes of the job. `total` 0: not known.
struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

/// One job of a loader protocol, host end: write this, read that, leave. It does no I/O and has no
/// clock; whoever runs it does each step, in whatever way, and tells how it went. A machine ends
/// with Done or Failed and is then used up.
///
///     for (Step step = machine.start(); !step.over(); step = machine.answer(perform(step))) {}
class Machine {
public:
    virtual Step start() = 0;
    virtual Step answer(const Answer& answer) = 0;
    /// Instead of answer(): the user wants no more. Ends as soon as the device allows, with
    /// Failed, Cancelled; `answer` is that of the step under way.
    virtual Step cancel(const Answer& answer) = 0;
    virtual Progress progress() const = 0;

protected:
    ~Machine() = default;
};

}  // namespace omv::protocol::loader
