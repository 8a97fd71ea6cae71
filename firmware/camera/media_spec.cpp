// SPDX-License-Identifier: MIT
#include "firmware/camera/media_spec.h"

#include <charconv>

#include <fmt/format.h>

namespace omv::firmware {

MediaSpec::MediaSpec(const std::string& spec)
    : kind(spec.substr(0, spec.find(':')))
    , rest(kind.size() < spec.size() ? spec.substr(kind.size() + 1) : "")
{
}

std::string MediaSpec::problem() const
{
    if (kind == "webcam" && webcam())
        return {};
    if (kind == "webcam")
        return fmt::format("{}:{} is not a number of a webcam", kind, rest);
    for (const char* known : {"image", "folder", "video"}) {
        if (kind != known)
            continue;
        return rest.empty() ? fmt::format("the scene {}: needs a path behind the colon", kind)
                            : std::string();
    }
    return fmt::format("unknown scene \"{}{}\": synthetic, a name that --list-scenes tells, "
                       "file:PATH, image:PATH, folder:DIR, video:FILE or webcam[:N]",
                       kind, rest.empty() ? "" : ":" + rest);
}

std::optional<int> MediaSpec::webcam() const
{
    int index = 0;
    const char* end = rest.data() + rest.size();
    const auto parsed = std::from_chars(rest.data(), end, index);
    if (!rest.empty() && (parsed.ec != std::errc{} || parsed.ptr != end || index < 0))
        return std::nullopt;
    return index;
}

}  // namespace omv::firmware
