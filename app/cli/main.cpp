// SPDX-License-Identifier: MIT
#include "app/cli/app.h"
#include "app/cli/signals.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <poll.h>
#include <unistd.h>

namespace {

using namespace omv;

std::optional<std::string> variable(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

Result<std::unique_ptr<cli::CameraPort>> openCamera(const std::string& port,
                                                    const Camera::Options& options)
{
    auto camera = Camera::open(port, options);
    if (!camera)
        return Unexpected{camera.error()};
    return cli::makeCameraPort(std::move(*camera));
}

Result<std::unique_ptr<cli::CameraPort>> openOver(std::unique_ptr<Transport> transport,
                                                  const Camera::Options& options)
{
    auto camera = Camera::open(std::move(transport), options);
    if (!camera)
        return Unexpected{camera.error()};
    return cli::makeCameraPort(std::move(*camera));
}

/// Empty where the system does not tell.
std::string programFolder()
{
    std::error_code failure;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    return failure ? std::string() : program.parent_path().string();
}

bool readerGone()
{
    pollfd out{STDOUT_FILENO, 0, 0};
    return ::poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLNVAL)) != 0;
}

int execute(const std::vector<std::string>& command)
{
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    return errno;
}

Result<std::vector<flasher::SeenBoard>> listLoaders()
{
    auto boards = flasher::listBoards();
    if (boards)
        boards->erase(std::remove_if(boards->begin(), boards->end(),
                                     [](const flasher::SeenBoard& each) {
                                         return each.state == flasher::SeenBoard::State::Running;
                                     }),
                      boards->end());
    return boards;
}

}  // namespace

int main(int argc, char** argv)
{
    std::ios::sync_with_stdio(false);
    const cli::SignalWatch signals;
    const cli::Environment env{
        .in = std::cin,
        .out = std::cout,
        .err = std::cerr,
        .outIsTerminal = ::isatty(STDOUT_FILENO) == 1,
        .errIsTerminal = ::isatty(STDERR_FILENO) == 1,
        .interrupted = signals.token(),
        .programFolder = programFolder(),
        .variable = variable,
        .openCamera = openCamera,
        .openPort = openPort,
        .openOver = openOver,
        .listCameras = listCameras,
        .listLoaders = listLoaders,
        .watchCameras = [](const CameraWatch::Callbacks& callbacks) -> std::shared_ptr<void> {
            return std::make_shared<CameraWatch>(callbacks);
        },
        .execute = execute,
        .readerGone = readerGone,
    };
    return cli::runCli({argv + 1, argv + argc}, env);
}
