// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/export.h>

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace omv {

/// What went wrong, as far as a caller can react to it. One value per reaction,
/// not one per call site; the site is in Error::what.
enum class Errc {
    NoDevice,  ///< no such camera; plug one in or name another
    Ambiguous,  ///< several cameras fit; name one
    PermissionDenied,  ///< the system refuses access to the port
    Busy,  ///< another process holds the port
    Timeout,  ///< no answer before the deadline; retrying may help
    Disconnected,  ///< the camera is gone; open it again
    Damaged,  ///< bytes were lost or damaged and retrying did not help
    Malformed,  ///< bytes arrived intact but break the protocol or file format
    Refused,  ///< the camera understood and said no
    Incompatible,  ///< board, firmware or file do not fit
    Unsupported,  ///< this camera or build cannot do that
    InvalidArgument,
    VerificationFailed,
    ScriptRaised,  ///< the script on the camera ended with an exception
    Cancelled,
    WrongThread,  ///< a blocking call from one of the camera's own callbacks
    System,  ///< the operating system refused; Error::why has errno
};

/// An error in three parts for a person, and two for a program.
struct Error {
    Errc code = Errc::System;
    std::string id;  ///< stable: "OMV-E0104"; `omv explain ID` tells more
    std::string what;  ///< what happened: "Cannot open /dev/ttyACM0"
    std::string why;  ///< the evidence: errno, ids, path, the process that holds the port
    std::string fix;  ///< what to do next; may be empty
};

/// "what: why. fix" in one line, for logs.
OPENMV_API std::string toString(const Error& error);

/// The long text that belongs to an error id ("OMV-E0104", case-insensitive), as
/// plain text with line breaks; empty when there is no such id.
OPENMV_API std::string_view explain(std::string_view id);

/// Wraps an Error so that `return Unexpected{...}` is never taken for a value.
struct Unexpected {
    Error error;
};

/// Nothing to return but success.
struct Done {
    friend bool operator==(Done, Done) = default;
};

/// A T, or the reason there is none. The members carry std::expected's names
/// and meanings, so that C++23 can replace this class by an alias.
template<class T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Unexpected failure)
        : m_state(std::in_place_index<1>, std::move(failure.error))
    {
    }

    bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    T& operator*() &
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& operator*() const&
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    T&& operator*() &&
    {
        assert(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    T* operator->() { return &**this; }
    const T* operator->() const { return &**this; }

    const Error& error() const&
    {
        assert(!has_value());
        return *std::get_if<1>(&m_state);
    }
    Error&& error() &&
    {
        assert(!has_value());
        return std::move(*std::get_if<1>(&m_state));
    }

private:
    std::variant<T, Error> m_state;
};

using Status = Result<Done>;

}  // namespace omv
