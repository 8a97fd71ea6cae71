// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/flash_image.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

namespace fs = std::filesystem;

// What a board does until somebody writes a better one: it shows that it lives.
constexpr const char* kMainScript = R"(# main.py: runs when the camera is powered on.
# Replace it by a script of your own.
import time
from machine import LED

led = LED("LED_BLUE")

while True:
    led.on()
    time.sleep_ms(150)
    led.off()
    time.sleep_ms(100)
    led.on()
    time.sleep_ms(150)
    led.off()
    time.sleep_ms(600)
)";

constexpr const char* kReadme = R"(This is the drive of a virtual OpenMV camera.

main.py runs when the camera is powered on, boot.py (if there is one) before it
and after each soft reset. Scripts import modules from here and from lib/.
)";

}  // namespace

FlashImage::FlashImage(const std::string& state)
{
    std::error_code error;
    if (state.empty()) {
        m_temporary = (fs::temp_directory_path(error) / "omv-vcam-XXXXXX").string();
        if (error || !mkdtemp(m_temporary.data())) {
            m_problem = fmt::format("cannot create a temporary folder: {}", std::strerror(errno));
            m_temporary.clear();
            return;
        }
    }
    m_path = (fs::path(state.empty() ? m_temporary : state) / "flash").string();
    fs::create_directories(m_path, error);
    if (error) {
        m_problem = fmt::format("cannot create {}: {}", m_path, error.message());
        return;
    }
    if (!fs::exists(fs::path(m_path) / ".openmv_disk", error))
        fill();
}

FlashImage::~FlashImage()
{
    std::error_code ignored;
    if (!m_temporary.empty())
        fs::remove_all(m_temporary, ignored);
}

void FlashImage::fill()
{
    const fs::path folder(m_path);
    const auto write = [&](const char* name, const char* text) {
        if (!fs::exists(folder / name))
            std::ofstream(folder / name) << text;
    };
    write("main.py", kMainScript);
    write("README.txt", kReadme);
    write(".openmv_disk", "");
}

}  // namespace omv::vcam
