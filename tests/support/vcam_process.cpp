// SPDX-License-Identifier: MIT
#include "tests/support/vcam_process.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace omv::test {

namespace {

using Clock = std::chrono::steady_clock;
// Under emulation (tests/usb) a start takes seconds.
constexpr auto kReadyTimeout = std::chrono::seconds(120);

}  // namespace

std::string vcamProgram()
{
    return std::string(OMV_BIN_DIR) + "/omv-vcam";
}

ProgramResult runVcam(std::vector<std::string> options)
{
    options.insert(options.begin(), vcamProgram());
    return runProgram(options, std::chrono::seconds(60));
}

VcamProcess::VcamProcess(std::vector<std::string> arguments, int errors)
{
    std::array<int, 2> out{};
    if (!makePipe(out)) {
        m_problem = "pipe";
        return;
    }
    std::vector<std::string> command{vcamProgram(), "--json"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    m_pid = spawnProgram(command, {-1, out[1], errors});
    close(out[1]);
    m_output = out[0];
    if (m_pid < 0)
        m_problem = "cannot start " + command.front();
    else
        readReadyLine(m_output);
}

VcamProcess::~VcamProcess()
{
    if (m_pid > 0) {
        int status = 0;
        kill(m_pid, SIGTERM);
        if (!reap(m_pid, status)) {
            kill(m_pid, SIGKILL);
            waitpid(m_pid, &status, 0);
        }
    }
    if (m_output >= 0)
        close(m_output);
}

void VcamProcess::readReadyLine(int fd)
{
    const auto deadline = Clock::now() + kReadyTimeout;
    std::string line;
    char c = 0;
    while (line.find('\n') == std::string::npos) {
        pollfd waiting{fd, POLLIN, 0};
        if (poll(&waiting, 1, millisecondsUntil(deadline)) <= 0 || ::read(fd, &c, 1) != 1) {
            m_problem = "no ready line; got: " + line;
            return;
        }
        line += c;
    }
    const auto ready = nlohmann::json::parse(line, nullptr, false);
    if (!ready.is_object() || !ready.contains("pty")) {
        m_problem = "bad ready line: " + line;
        return;
    }
    m_pty = ready.at("pty").get<std::string>();
    m_control = ready.value("control", "");
    m_usbIp = ready.value("usbip", "");
    m_seUart = ready.value("se_uart", "");
    m_loaderTty = ready.value("loader_tty", "");
    const std::string tcp = ready.value("tcp", "");
    const auto colon = tcp.rfind(':');
    if (colon != std::string::npos)
        m_tcpPort = static_cast<std::uint16_t>(std::stoi(tcp.substr(colon + 1)));
}

std::string VcamProcess::control(const std::string& request) const
{
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, m_control.c_str(), sizeof address.sun_path - 1);
    std::string reply;
    const std::string line = request + "\n";
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size())) {
        const auto deadline = Clock::now() + kReadyTimeout;
        char c = 0;
        pollfd waiting{fd, POLLIN, 0};
        while (poll(&waiting, 1, millisecondsUntil(deadline)) > 0 && ::read(fd, &c, 1) == 1 &&
               c != '\n')
            reply += c;
    }
    close(fd);
    return reply;
}

bool VcamProcess::controlUntil(const std::string& request, const std::string& text) const
{
    const auto deadline = Clock::now() + kReadyTimeout;
    while (control(request).find(text) == std::string::npos) {
        if (Clock::now() > deadline)
            return false;
        poll(nullptr, 0, 2);
    }
    return true;
}

long VcamProcess::residentKb() const
{
    return test::residentKb(std::to_string(m_pid));
}
long VcamProcess::anonymousKb() const
{
    return test::anonymousKb(std::to_string(m_pid));
}
int VcamProcess::openDescriptors() const
{
    return test::openDescriptors(std::to_string(m_pid));
}

namespace {

/// A line of /proc/PID/status, in KiB; -1 when there is none.
long statusKb(const std::string& pid, const std::string& key)
{
    std::ifstream file("/proc/" + pid + "/status");
    for (std::string word; file >> word;) {
        if (word != key + ":")
            continue;
        long kilobytes = 0;
        file >> kilobytes;
        return kilobytes;
    }
    return -1;
}

}  // namespace

long residentKb(const std::string& pid)
{
    return statusKb(pid, "VmRSS");
}

long anonymousKb(const std::string& pid)
{
    return statusKb(pid, "RssAnon");
}

int openDescriptors(const std::string& pid)
{
    int count = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + pid + "/fd", ignored))
        count += entry.path().empty() ? 0 : 1;
    return count;
}

TemporaryFolder::TemporaryFolder()
{
    std::string name = std::filesystem::temp_directory_path() / "omv-test-XXXXXX";
    if (mkdtemp(name.data()))
        m_path = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

}  // namespace omv::test
