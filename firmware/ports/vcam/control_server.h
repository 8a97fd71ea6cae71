// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"

#include <functional>
#include <string>
#include <vector>

#include <poll.h>

namespace omv::vcam {

/// The control socket: clients send lines, each is answered by one line.
/// Used by the device thread only.
class ControlServer {
public:
    using Handler = std::function<std::string(const std::string& line)>;

    ControlServer(std::string path, Handler handler);
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    bool ok() const { return bool(m_listener); }
    const std::string& path() const { return m_path; }

    /// Appends what to wait for.
    void addTo(std::vector<pollfd>& waiting) const;
    /// Serves what poll() found among `waiting`.
    void serve(const std::vector<pollfd>& waiting);

private:
    struct Client {
        UniqueFd fd;
        std::string input;
    };

    void accept();
    /// False when the client is gone or talks nonsense.
    bool serve(Client& client);

    std::string m_path;
    Handler m_handler;
    UniqueFd m_listener;
    std::vector<Client> m_clients;
};

}  // namespace omv::vcam
