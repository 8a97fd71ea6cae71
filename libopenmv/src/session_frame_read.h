// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "libopenmv/src/session_frame_pool.h"
#include "libopenmv/src/session_operation.h"

namespace omv::session {

/// What became of one look for a frame.
struct FrameRead {
    enum class Kind { Frame, None, Busy, Failed };
    Kind kind = Kind::Failed;
    Frame frame;  ///< of Kind::Frame; number and time of arrival are not set
    std::size_t bytes = 0;  ///< of Kind::Frame: on the wire, with its header
};

/// LOCK, SIZE and READ, as far as possible in one go: with a size that was predicted
/// all three, else LOCK and SIZE first. What was lost is asked for again, and of the
/// data only the rest, by its offset, while the frame is still locked. The lock is
/// left to the session, which gives it back without waiting for that; so UNLOCK is
/// never sent before the whole frame is here, nor when LOCK was refused.
class ReadFrame final : public Operation {
public:
    static constexpr std::size_t kMost = 64u << 20;
    static constexpr int kMostTroubles = 6;

    /// `predicted`: the size that SIZE will tell, if it can be guessed; else 0.
    ReadFrame(FramePool& pool, std::size_t predicted, std::function<void(FrameRead)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    bool repeatable() const override { return false; }
    std::string what() const override { return "Cannot read the frame"; }
    void finished(const Status& status) override;

private:
    enum class Lock { Unanswered, Granted, Busy, Refused };

    Request lockRequest(Context& context) const;
    Request sizeRequest(Context& context);
    Request readRequest(Context& context, std::size_t end);
    Next send(const Next& next);
    void record(const Reply& reply);
    Next decide(Context& context);
    Next readRest(Context& context);
    Next end(FrameRead::Kind kind);
    Next complete();

    FramePool& m_pool;
    std::size_t m_predicted;
    std::function<void(FrameRead)> m_done;
    std::shared_ptr<FramePool::Buffer> m_buffer;
    std::array<std::uint8_t, 4> m_sizeReply{};
    std::size_t m_awaited = 0;  // replies of what was sent together
    Lock m_lock = Lock::Unanswered;
    bool m_lockUnsure = false;  // a LOCK was not answered and may have been granted
    std::optional<std::size_t> m_size;
    std::size_t m_stored = 0;
    bool m_readRefused = false;
    int m_troubles = 0;
    std::uint8_t m_channel = 0;
    FrameRead m_result;
};

/// Checks what was read from the stream channel and makes a frame of it; nothing
/// when header and size contradict each other.
std::optional<Frame> frameFrom(std::shared_ptr<const FramePool::Buffer> buffer, std::size_t size);

}  // namespace omv::session
