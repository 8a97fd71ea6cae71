// SPDX-License-Identifier: MIT
#include <openmv/flasher/download.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/wait.h>
#include <unistd.h>

#include "firmware-flasher/src/sha256.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::test;

namespace {

namespace fs = std::filesystem;

/// serve.py, as long as this lives.
class Server {
public:
    Server()
    {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        REQUIRE(::pipe(in.data()) == 0);
        REQUIRE(::pipe(out.data()) == 0);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(in[0], STDIN_FILENO);
            ::dup2(out[1], STDOUT_FILENO);
            ::close(in[1]);
            ::execlp("python3", "python3", OMV_SOURCE_DIR "/tests/flasher/serve.py", nullptr);
            ::_exit(127);
        }
        ::close(in[0]);
        ::close(out[1]);
        m_input = in[1];
        for (char each = 0; ::read(out[0], &each, 1) == 1 && each != '\n';)
            m_port += each;
        ::close(out[0]);
        REQUIRE(!m_port.empty());
    }
    ~Server()
    {
        ::close(m_input);
        ::waitpid(m_pid, nullptr, 0);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::string url(const std::string& path) const { return "http://127.0.0.1:" + m_port + path; }

private:
    pid_t m_pid = -1;
    int m_input = -1;
    std::string m_port;
};

std::vector<std::uint8_t> good()
{
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < 256 * 400; ++i)
        bytes.push_back(static_cast<std::uint8_t>(i));
    return bytes;
}

std::vector<std::uint8_t> contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t filesIn(const std::string& folder)
{
    std::error_code none;
    const fs::directory_iterator files(folder, none);
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

}  // namespace

TEST_CASE("A file comes whole, under its own name, and tells how far it is")
{
    const Server server;
    const TempDirectory folder;
    DownloadOptions options;
    options.folder = folder.path() + "/new/folder";
    options.sha256 = sha256Of(good());
    std::uint64_t last = 0;
    options.progress = [&](std::uint64_t done, std::uint64_t) { last = done; };
    const auto path = download(server.url("/good.zip?token=../../x"), options);
    INFO((path ? "" : toString(path.error())));
    REQUIRE(path);
    CHECK(fs::path(*path).filename() == "good.zip");
    CHECK(contentOf(*path) == good());
    CHECK(last == good().size());
    CHECK(filesIn(options.folder) == 1);
}

TEST_CASE("What does not come whole leaves the older file as it was")
{
    const Server server;
    const TempDirectory folder;
    std::ofstream(folder.path() + "/cut.zip") << "older";
    DownloadOptions options;
    options.folder = folder.path();
    for (const char* path : {"/cut.zip", "/missing.zip", "/away"}) {
        INFO(path);
        const auto result = download(server.url(path), options);
        REQUIRE(!result);
        CHECK(result.error().id == "OMV-E0744");
    }
    CHECK(contentOf(folder.path() + "/cut.zip") ==
          std::vector<std::uint8_t>{'o', 'l', 'd', 'e', 'r'});
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("Another SHA-256 is refused, and nothing is kept")
{
    const Server server;
    const TempDirectory folder;
    DownloadOptions options;
    options.folder = folder.path();
    options.sha256 = std::string(64, '0');
    const auto result = download(server.url("/good.zip"), options);
    REQUIRE(!result);
    CHECK(result.error().id == "OMV-E0745");
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("A download that hangs ends when it is cancelled")
{
    const Server server;
    const TempDirectory folder;
    std::stop_source stop;
    DownloadOptions options;
    options.folder = folder.path();
    options.cancel = stop.get_token();
    options.progress = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); };
    const auto result = download(server.url("/slow.zip"), options);
    REQUIRE(!result);
    CHECK(result.error().code == omv::Errc::Cancelled);
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("Nobody there, and no address at all, are errors that say so")
{
    CHECK_FALSE(isUrl("release.zip"));
    CHECK_FALSE(isUrl("file:///etc/hostname"));
    CHECK(isUrl("https://example.org/release.zip"));
    DownloadOptions options;
    CHECK(download("http://127.0.0.1:1/x.zip", options).error().id == "OMV-E0744");
    CHECK(download("file:///etc/hostname", options).error().id == "OMV-E0744");
}
