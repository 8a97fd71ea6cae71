// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/machine.h"

#include <functional>
#include <stop_token>

namespace omv::flasher {

namespace loader = protocol::loader;
using loader::Answer;
using loader::Outcome;
using loader::Setup;
using loader::Step;

/// Does the steps of loader machines on one device. Blocking, each call for no longer than the
/// step's limit and a little; one thread at a time.
class Pipe {
public:
    virtual ~Pipe() = default;
    /// Every kind but Wait, Done and Failed. A kind that the device has no means for: Stall.
    virtual Answer perform(const Step& step) = 0;
};

/// A USB device's control endpoint.
class ControlPipe : public Pipe {
public:
    Answer perform(const Step& step) final;

protected:
    virtual Answer out(const Setup& setup, protocol::Bytes data, protocol::Duration limit) = 0;
    virtual Answer in(const Setup& setup, protocol::MutableBytes data,
                      protocol::Duration limit) = 0;
    virtual Answer selectAlternate(int interface, int alternate, protocol::Duration limit) = 0;
    virtual Answer resetPort() = 0;
};

/// A HID device. Reports begin with their id.
class HidReports : public Pipe {
public:
    Answer perform(const Step& step) final;

protected:
    virtual Answer out(protocol::Bytes report, protocol::Duration limit) = 0;
    virtual Answer in(protocol::MutableBytes report, protocol::Duration limit) = 0;
};

/// A serial port.
class ByteStream : public Pipe {
public:
    Answer perform(const Step& step) final;

protected:
    virtual Answer write(protocol::Bytes bytes, protocol::Duration limit) = 0;
    virtual Answer read(protocol::MutableBytes bytes, protocol::Duration limit) = 0;
    virtual Answer setBaud(std::uint32_t baud) = 0;
    virtual Answer discard() = 0;
};

struct RunOptions {
    std::stop_token cancel{};
    /// After every step.
    std::function<void(const loader::Progress&)> progress{};
    /// Waits so long, or until cancelled; unset: really.
    std::function<void(protocol::Duration)> wait{};
};

/// Runs the machine to its end; Fault::None when it is Done.
loader::Fault run(loader::Machine& machine, Pipe& pipe, const RunOptions& options);

}  // namespace omv::flasher
