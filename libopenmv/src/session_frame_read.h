// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

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
/// all three, else LOCK and SIZE first. What was lost is asked for again, of the data
/// only what is missing, by its offset, while the frame is still locked. The lock is
/// left to the session, which gives it back without waiting for that; so UNLOCK is
/// never sent before the whole frame is here, nor when LOCK was refused.
class ReadFrame final : public Operation {
public:
    static constexpr std::size_t kMost = 64u << 20;
    /// Times of asking again without getting any data, and without getting anything.
    static constexpr int kMostRounds = 32;
    static constexpr int kMostVain = 5;

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
    Request readRequest(Context& context, protocol::Gap part);
    Next send(const Next& next);
    void record(const Reply& reply);
    void recordRead(const Reply& reply);
    void settlePrediction();
    Next decide(Context& context);
    Next readMissing(Context& context);
    protocol::Gap takeMissing(Context& context, std::uint32_t packets);
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
    std::vector<protocol::Gap> m_asked;  // READs under way
    std::vector<protocol::Gap> m_missing;  // of the frame, in order
    bool m_sized = false;  // m_missing is true to m_size
    bool m_predictionPending = false;  // a READ was sent before the size was known
    bool m_readRefused = false;
    int m_rounds = 0;
    int m_vain = 0;
    std::uint8_t m_channel = 0;
    FrameRead m_result;
};

/// Checks what was read from the stream channel and makes a frame of it; nothing
/// when header and size contradict each other.
std::optional<Frame> frameFrom(std::shared_ptr<const FramePool::Buffer> buffer, std::size_t size);

}  // namespace omv::session
