// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"
#include "protocol/bytes.h"

#include <string>

#include <sys/types.h>

namespace omv::vcam {

/// Datagrams between the virtual cameras of a user on this computer. Each has a socket beside its
/// announcement; what is sent to all goes to every socket there. Closed it is alone.
class Radio {
public:
    Radio() = default;
    ~Radio() { close(); }
    Radio(const Radio&) = delete;
    Radio& operator=(const Radio&) = delete;

    bool open();
    void close();
    /// To a camera, or to all (0): 1 sent, 0 no room there now, -1 nobody is there.
    int send(pid_t camera, protocol::Bytes data);
    /// 0: none waits.
    std::size_t receive(protocol::MutableBytes into);

private:
    int sendTo(pid_t camera, protocol::Bytes data) const;
    void sendToAll(protocol::Bytes data) const;

    UniqueFd m_socket;
    std::string m_path;
};

}  // namespace omv::vcam
