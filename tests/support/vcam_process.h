// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/program.h"

#include <cstdint>
#include <string>
#include <vector>

namespace omv::test {

/// The path of omv-vcam.
std::string vcamProgram();
/// Runs it with these options, with which it ends by itself.
ProgramResult runVcam(std::vector<std::string> options);

/// A separate omv-vcam process. Started by the constructor, which waits for its
/// ready line; ended by the destructor. ok() is false when it did not start.
class VcamProcess {
public:
    /// `arguments`: options of omv-vcam; --json is added. `errors`: a descriptor for what it
    /// writes to stderr; -1 = ours.
    explicit VcamProcess(std::vector<std::string> arguments, int errors = -1);
    ~VcamProcess();
    VcamProcess(const VcamProcess&) = delete;
    VcamProcess& operator=(const VcamProcess&) = delete;

    bool ok() const { return !m_pty.empty(); }
    const std::string& problem() const { return m_problem; }

    const std::string& pty() const { return m_pty; }
    std::uint16_t tcpPort() const { return m_tcpPort; }
    const std::string& usbIp() const { return m_usbIp; }  ///< empty without --usbip
    /// The terminals of loaders at a serial line; empty: the board has none.
    const std::string& seUart() const { return m_seUart; }
    const std::string& loaderTty() const { return m_loaderTty; }
    const std::string& controlPath() const { return m_control; }
    int pid() const { return m_pid; }

    /// One request to the control socket, one line of JSON back.
    std::string control(const std::string& request) const;
    /// Asks again until the reply contains `text`; false when it did not within two minutes.
    bool controlUntil(const std::string& request, const std::string& text) const;

    long residentKb() const;
    long anonymousKb() const;
    int openDescriptors() const;

private:
    void readReadyLine(int fd);

    int m_pid = -1;
    int m_output = -1;
    std::string m_pty;
    std::string m_control;
    std::string m_usbIp;
    std::string m_seUart;
    std::string m_loaderTty;
    std::uint16_t m_tcpPort = 0;
    std::string m_problem;
};

// AddressSanitizer keeps freed memory for a while; it finds leaks itself.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kMemoryIsKept = true;
#else
inline constexpr bool kMemoryIsKept = false;
#endif

/// Memory and descriptors of a process, "self" for this one.
long residentKb(const std::string& pid);
/// Without what is mapped from files: heaps and stacks.
long anonymousKb(const std::string& pid);
int openDescriptors(const std::string& pid);

/// A fresh folder, removed with everything in it by the destructor.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

}  // namespace omv::test
