// SPDX-License-Identifier: MIT
#include <openmv/flasher/download.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include <curl/curl.h>
#include <fmt/format.h>

#include "firmware-flasher/src/sha256.h"
#include "firmware-flasher/src/text.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/write_file.h"

namespace omv::flasher {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = std::size_t{1} << 28;
constexpr long kConnectSeconds = 20;
// Slower than this for so long is as good as no connection.
constexpr long kSlowestBytes = 100;
constexpr long kSlowSeconds = 30;

struct Free {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

struct Transfer {
    const DownloadOptions& options;
    std::vector<std::uint8_t> bytes{};
    bool tooLarge = false;
};

std::size_t take(const char* data, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    const std::size_t bytes = size * count;
    transfer.tooLarge = transfer.bytes.size() + bytes > kLargest;
    if (transfer.tooLarge)
        return 0;
    transfer.bytes.insert(transfer.bytes.end(), data, data + bytes);
    return bytes;
}

int tell(void* user, curl_off_t total, curl_off_t done, curl_off_t, curl_off_t)
{
    const auto& options = static_cast<Transfer*>(user)->options;
    if (options.progress && done > 0)
        options.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
    return options.cancel.stop_requested() ? 1 : 0;
}

Unexpected notLoaded(const std::string& url, std::string why)
{
    return fail("OMV-E0744", "Cannot download " + url, std::move(why),
                "Look whether the address is right and there is a network; a file that is here "
                "already needs none");
}

/// Only what a browser could open, also behind a redirection.
void allowWebOnly(CURL* curl)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

Status load(const std::string& url, Transfer& transfer)
{
    const std::unique_ptr<CURL, Free> curl(curl_easy_init());
    if (!curl)
        return notLoaded(url, "libcurl does not start");
    std::array<char, CURL_ERROR_SIZE> problem{};
    allowWebOnly(curl.get());
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, kSlowestBytes);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, problem.data());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, tell);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &transfer);
    const CURLcode result = curl_easy_perform(curl.get());
    if (transfer.options.cancel.stop_requested())
        return fail("OMV-E0724", "Ended at your request", "Nothing was downloaded");
    if (transfer.tooLarge)
        return notLoaded(url, "It is larger than anything a release has");
    if (result != CURLE_OK)
        return notLoaded(url, problem.front() ? problem.data() : curl_easy_strerror(result));
    return Done{};
}

/// The last part of the address, without what stands behind it; nothing that leads elsewhere.
std::string nameOf(const std::string& url)
{
    const std::string path = url.substr(0, url.find_first_of("?#"));
    std::string name(baseName(path));
    const bool plain = !name.empty() && name.front() != '.' &&
        std::all_of(name.begin(), name.end(), [](char each) {
            return std::isalnum(static_cast<unsigned char>(each)) || std::strchr("._-+", each);
        });
    return plain ? name : "release.zip";
}

}  // namespace

bool isUrl(std::string_view source)
{
    return source.substr(0, 8) == "https://" || source.substr(0, 7) == "http://";
}

std::string downloadFolder()
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (cache && *cache == '/')
        return std::string(cache) + "/openmv/releases";
    return home && *home == '/' ? std::string(home) + "/.cache/openmv/releases" : std::string();
}

Result<std::string> download(const std::string& url, const DownloadOptions& options)
{
    if (!isUrl(url))
        return notLoaded(url, "It is no address that begins with http");
    Transfer transfer{options};
    if (const Status loaded = load(url, transfer); !loaded)
        return Unexpected{loaded.error()};
    const std::string hash = sha256Of(transfer.bytes);
    if (!options.sha256.empty() && !sameWithoutCase(options.sha256, hash))
        return fail("OMV-E0745", "What came from " + url + " is not what was asked for",
                    fmt::format("Its SHA-256 is {} instead of {}", hash, options.sha256),
                    "Download it again; if it stays, the file or the number is wrong");
    const std::string folder = options.folder.empty() ? downloadFolder() : options.folder;
    std::error_code failed;
    fs::create_directories(folder, failed);
    const std::string path = (fs::path(folder) / nameOf(url)).string();
    if (const Status written = writeFile(path, transfer.bytes); !written)
        return Unexpected{written.error()};
    return path;
}

}  // namespace omv::flasher
