// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "libopenmv/src/session_operation.h"

// What a session does by itself between the calls of its user.

namespace omv::session {

/// CHANNEL_POLL.
class Poll final : public Operation {
public:
    explicit Poll(std::function<void(std::optional<std::uint32_t>)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    std::string what() const override { return "Cannot poll the camera"; }
    void finished(const Status& status) override;

private:
    std::function<void(std::optional<std::uint32_t>)> m_done;
    std::array<std::uint8_t, 4> m_reply{};
    std::uint32_t m_ready = 0;
    int m_tries = 0;
};

/// CHANNEL_LIST into the channel table.
class ListChannels final : public Operation {
public:
    explicit ListChannels(std::function<void(const Status&)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::string what() const override { return "Cannot list the channels"; }
    void finished(const Status& status) override { m_done(status); }

private:
    std::function<void(const Status&)> m_done;
    std::vector<std::uint8_t> m_reply;
};

/// What became of one look at stdout.
struct TextRead {
    bool drained = false;  ///< there was nothing (more)
    bool refused = false;  ///< the camera has no such channel
    std::size_t lost = 0;  ///< bytes that went missing on the way
    bool left = false;  ///< there was some, but little: Context::leaveText
};

/// SIZE of stdout, and READ of exactly that many bytes. What arrived counts, also
/// when the end of it is missing.
class DrainText final : public Operation {
public:
    /// `unsure`: bytes that an earlier try asked for without seeing any of them.
    DrainText(std::size_t unsure, std::function<void(std::string_view)> text,
              std::function<void(const TextRead&, std::size_t unsure)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    std::optional<Next> interrupted(Context& context) override;
    bool repeatable() const override { return false; }
    std::string what() const override { return "Cannot read the text"; }
    void finished(const Status& status) override;

private:
    static constexpr std::uint32_t kMost = 64 * 1024;

    Next read(Context& context);
    void take(std::size_t count);

    std::size_t m_unsure;
    std::function<void(std::string_view)> m_text;
    std::function<void(const TextRead&, std::size_t)> m_done;
    std::vector<std::uint8_t> m_buffer;
    bool m_reading = false;
    int m_tries = 0;
    TextRead m_result;
};

/// What the user wants of the stream, sent as ioctls.
class ConfigureStream final : public Operation {
public:
    struct Settings {
        std::optional<bool> enabled;  ///< unset: left as it is
        bool raw = false;
        std::uint32_t rawWidth = 0;
        std::uint32_t rawHeight = 0;
        bool modes = true;  ///< send raw, rawWidth and rawHeight
        std::optional<std::uint32_t> source;
    };
    ConfigureStream(const Settings& settings, std::string what,
                    std::function<void(const Status&)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    std::string what() const override { return m_what; }
    void finished(const Status& status) override { m_done(status); }

private:
    struct Step {
        std::uint32_t request = 0;
        std::array<std::uint8_t, 8> arguments{};
        std::size_t size = 0;
    };
    void add(std::uint32_t request, std::uint32_t argument);
    Next sendStep(Context& context);

    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    int m_tries = 0;
    std::string m_what;
    std::function<void(const Status&)> m_done;
};

}  // namespace omv::session
