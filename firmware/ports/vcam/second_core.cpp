// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/second_core.h"

#include "firmware/ports/vcam/options.h"

#include <algorithm>
#include <csignal>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

// Descriptors of the new process.
constexpr int kSocket = 3;
constexpr int kRom = 4;
constexpr int kMotion = 5;

/// The image as a file without a name; empty: it could not be made.
UniqueFd asFile(const std::vector<std::uint8_t>& image)
{
    UniqueFd file(memfd_create("romfs", MFD_CLOEXEC));
    for (std::size_t done = 0; file && done < image.size();) {
        const ssize_t written = ::write(file.get(), image.data() + done, image.size() - done);
        if (written <= 0)
            return {};
        done += static_cast<std::size_t>(written);
    }
    return file;
}

/// Duplicates that lie above the numbers that the new process uses.
UniqueFd liftedAbove(int least, const UniqueFd& fd)
{
    return UniqueFd(fd ? fcntl(fd.get(), F_DUPFD_CLOEXEC, least) : -1);
}

pid_t spawn(std::vector<std::string> arguments, const UniqueFd& socket, const UniqueFd& rom,
            const UniqueFd& motion)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, socket.get(), kSocket);
    if (rom)
        posix_spawn_file_actions_adddup2(&files, rom.get(), kRom);
    posix_spawn_file_actions_adddup2(&files, motion.get(), kMotion);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // Keys of the terminal are for the camera: the second core ends with it.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    std::vector<char*> pointers;
    for (std::string& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t process = -1;
    if (posix_spawn(&process, "/proc/self/exe", &files, &attributes, pointers.data(), environ) != 0)
        process = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return process;
}

}  // namespace

SecondCore::SecondCore(const Options& options, std::uint32_t entry)
    : m_arguments{"omv-vcam", kSecondCoreOption, std::to_string(kSocket), "--board", options.board}
    , m_entry(entry)
    , m_motion(entry != 0 ? std::make_unique<SharedMotion>() : nullptr)
{
    const auto add = [this](const char* name, const std::string& value) {
        if (!value.empty())
            m_arguments.insert(m_arguments.end(), {name, value});
    };
    add("--seed", options.seed ? std::to_string(*options.seed) : "");
    add("--serial", options.serial);
    add("--microphone", options.microphone);
    add("--limits", options.limits ? "on" : "off");
}

bool SecondCore::start(std::uint32_t entry)
{
    if (m_entry == 0 || entry != m_entry)
        return false;
    stop();
    auto ends = CoreLink::makePair();
    if (!ends[0])
        return false;
    const UniqueFd other = liftedAbove(kMotion + 1, ends[1]);
    const UniqueFd motion = liftedAbove(kMotion + 1, m_motion->memory());
    const std::vector<std::uint8_t> image = romfs ? romfs() : std::vector<std::uint8_t>();
    UniqueFd rom;
    std::vector<std::string> arguments = m_arguments;
    if (!image.empty()) {
        rom = liftedAbove(kMotion + 1, asFile(image));
        arguments.insert(arguments.end(), {"--rom", fmt::format("/proc/self/fd/{}", kRom)});
    }
    if (!other || !motion)
        return false;
    m_process = spawn(std::move(arguments), other, rom, motion);
    if (m_process < 0)
        return false;
    m_link = std::make_unique<CoreLink>(std::move(ends[0]), [] {});
    return true;
}

void SecondCore::stop()
{
    m_link.reset();
    if (m_process < 0)
        return;
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    m_process = -1;
}

void SecondCore::moved(const firmware::ImuModel::Motion& motion)
{
    if (m_motion)
        m_motion->store(motion);
}

}  // namespace omv::vcam
