// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/core_link.h"
#include "firmware/ports/vcam/shared_motion.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace omv::vcam {

struct Options;

/// The board's second core: this program once more, as a process with a MicroPython of its own.
/// It ends with stop(), with this object, and when this process ends, however that is.
/// Threads: the VM's, but for moved().
class SecondCore {
public:
    /// `entry`: where its firmware starts; 0: the board has no such core.
    SecondCore(const Options& options, std::uint32_t entry);
    ~SecondCore() { stop(); }
    SecondCore(const SecondCore&) = delete;
    SecondCore& operator=(const SecondCore&) = delete;

    /// Its /rom; empty: none.
    std::function<std::vector<std::uint8_t>()> romfs;

    bool start(std::uint32_t entry);
    void stop();
    /// The board moves so from now on. On one thread, any.
    void moved(const firmware::ImuModel::Motion& motion);
    bool runs() const { return m_link && !m_link->ended(); }
    /// Null until it was started; it may have ended by itself since.
    CoreLink* link() { return m_link.get(); }

private:
    std::vector<std::string> m_arguments;
    std::uint32_t m_entry;
    std::unique_ptr<SharedMotion> m_motion;  // null: the board has no such core
    pid_t m_process = -1;
    std::unique_ptr<CoreLink> m_link;
};

/// The arguments of a second core start with this, and have the socket's number after it. The two
/// descriptors that follow are its ROM's, if it has one, and the motion's.
constexpr const char* kSecondCoreOption = "--second-core";

/// Is the second core, until the first one ends. The process's exit code.
int runSecondCore(int socket, const Options& options);

}  // namespace omv::vcam
