// SPDX-License-Identifier: MIT
#include <openmv/discovery.h>

#include <cstdlib>
#include <limits>
#include <unistd.h>

#include <fmt/format.h>

#include "libopenmv/src/discovery_sources.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/json_reader.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv {

namespace {

constexpr std::size_t kMaxText = 4096;  // PATH_MAX on Linux

bool isPort(std::string_view port)
{
    return port.starts_with('/') || port.starts_with("tcp://");
}

}  // namespace

std::string announcementDirectory()
{
    if (const char* runtime = std::getenv("XDG_RUNTIME_DIR"); runtime && *runtime == '/') {
        return std::string(runtime) + "/openmv";
    }
    return fmt::format("/tmp/openmv-{}", ::geteuid());
}

Result<CameraInfo> parseAnnouncement(std::string_view json)
{
    std::string problem;
    CameraInfo info;
    info.kind = CameraInfo::Kind::Virtual;
    if (const auto document = parseJsonObject(json, kMaxAnnouncementBytes, problem)) {
        JsonReader in(*document, {}, problem);
        in.number("schema", 1, 1);
        info.pid = static_cast<int>(in.number("pid", 1, std::numeric_limits<int>::max()));
        info.port = in.text("port", kMaxText);
        if (!isPort(info.port)) {
            in.complain("port", "an absolute path or tcp://HOST:PORT");
        }
        info.boardId = in.textOr("board", {});
        info.boardName = in.textOr("board_name", {});
        info.serial = in.textOr("serial", {});
        info.tcp = in.textOr("tcp", {}, kMaxText);
        info.usbIp = in.textOr("usbip", {}, kMaxText);
        info.seUart = in.textOr("se_uart", {}, kMaxText);
        info.loaderTty = in.textOr("loader_tty", {}, kMaxText);
        info.drive = in.textOr("drive", {}, kMaxText);
        info.control = in.textOr("control", {}, kMaxText);
        if (const auto id = parseUsbId(in.textOr("usb_id", "0000:0000"))) {
            info.usbId = *id;
        } else {
            in.complain("usb_id", "a USB id like \"37c5:16e3\"");
        }
    }
    if (!problem.empty()) {
        return fail("OMV-E0504", "The announcement of a virtual camera is not valid", problem,
                    "End the virtual camera and start it again");
    }
    return info;
}

std::string formatAnnouncement(const CameraInfo& info)
{
    nlohmann::ordered_json out;
    out["schema"] = 1;
    out["pid"] = info.pid;
    out["port"] = info.port;
    out["board"] = info.boardId;
    out["board_name"] = info.boardName;
    out["serial"] = info.serial;
    out["usb_id"] = toString(info.usbId);
    out["tcp"] = info.tcp;
    out["usbip"] = info.usbIp;
    out["se_uart"] = info.seUart;
    out["loader_tty"] = info.loaderTty;
    out["drive"] = info.drive;
    out["control"] = info.control;
    // Paths are bytes, JSON is Unicode: what is not UTF-8 is replaced, not thrown.
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace omv
