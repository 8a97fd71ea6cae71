// SPDX-License-Identifier: MIT
#include "firmware/camera/mjpeg_writer.h"

#include "firmware/camera/codecs.h"

#include <algorithm>
#include <cstring>

namespace omv::firmware {

namespace {

constexpr std::uint32_t kTimeScale = 1000;
constexpr std::uint32_t kUnknownFrameUs = 1000000;
// The list of frames begins 12 bytes before the end of the header.
constexpr std::uint32_t kBeforeFrames = kAviHeaderBytes - 8;

class HeaderWriter {
public:
    void tag(const char* text)
    {
        std::memcpy(&m_out[m_at], text, 4);
        m_at += 4;
    }
    void u32(std::uint32_t value)
    {
        u16(static_cast<std::uint16_t>(value));
        u16(static_cast<std::uint16_t>(value >> 16));
    }
    void u16(std::uint16_t value)
    {
        m_out[m_at++] = static_cast<std::uint8_t>(value);
        m_out[m_at++] = static_cast<std::uint8_t>(value >> 8);
    }
    void zeros(int words)
    {
        for (int i = 0; i < words; ++i)
            u32(0);
    }
    const std::array<std::uint8_t, kAviHeaderBytes>& result() const { return m_out; }

private:
    std::array<std::uint8_t, kAviHeaderBytes> m_out{};
    std::size_t m_at = 0;
};

struct Timing {
    std::uint32_t frameUs;
    std::uint32_t rate;  ///< frames in kTimeScale seconds
};

void mainHeader(HeaderWriter& out, const AviState& state, const Timing& timing,
                std::uint32_t dataBytes)
{
    const auto bytesPerSecond = static_cast<std::uint32_t>(std::min<std::uint64_t>(
        std::uint64_t{dataBytes} * 1000000 / timing.frameUs / std::max(state.frames, 1u),
        UINT32_MAX));
    out.tag("avih");
    out.u32(56);
    out.u32(timing.frameUs);
    out.u32(bytesPerSecond);
    out.u32(4);  // padding
    out.u32(0);  // flags
    out.u32(state.frames);
    out.u32(0);  // initial frames
    out.u32(1);  // streams
    out.u32(0);  // buffer size
    out.u32(state.width);
    out.u32(state.height);
    out.u32(kTimeScale);
    out.u32(timing.rate);
    out.u32(0);  // start
    out.u32(state.frames);
}

void streamHeader(HeaderWriter& out, const AviState& state, const Timing& timing)
{
    out.tag("LIST");
    out.u32(116);
    out.tag("strl");
    out.tag("strh");
    out.u32(56);
    out.tag("vids");
    out.tag("MJPG");
    out.zeros(3);  // flags, priority and language, initial frames
    out.u32(kTimeScale);
    out.u32(timing.rate);
    out.u32(0);  // start
    out.u32(state.frames);
    out.u32(0);  // buffer size
    out.u32(10000);  // quality
    out.zeros(3);  // sample size, frame
    out.tag("strf");
    out.u32(40);
    out.u32(40);
    out.u32(state.width);
    out.u32(state.height);
    out.u16(1);  // planes
    out.u16(24);  // bits
    out.tag("MJPG");
    out.zeros(5);
}

}  // namespace

std::array<std::uint8_t, kAviHeaderBytes> aviHeader(const AviState& state)
{
    const std::uint32_t frameUs = state.frameUs == 0 ? kUnknownFrameUs : state.frameUs;
    const Timing timing{frameUs, std::max(1000000u * kTimeScale / frameUs, 1u)};
    const std::uint32_t dataBytes = state.bytes + state.frames * 8;
    HeaderWriter out;
    out.tag("RIFF");
    out.u32(kBeforeFrames + dataBytes);
    out.tag("AVI ");
    out.tag("LIST");
    out.u32(192);
    out.tag("hdrl");
    mainHeader(out, state, timing, dataBytes);
    streamHeader(out, state, timing);
    out.tag("LIST");
    out.u32(4 + dataBytes);
    out.tag("movi");
    return out.result();
}

std::vector<std::uint8_t> aviFrame(protocol::Bytes jpeg)
{
    const std::size_t size = (jpeg.size() + 3) / 4 * 4;
    std::vector<std::uint8_t> out{'0', '0', 'd', 'c'};
    for (int i = 0; i < 4; ++i)
        out.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
    out.insert(out.end(), jpeg.begin(), jpeg.end());
    out.resize(8 + size);
    return out;
}

std::optional<std::vector<std::uint8_t>> jpegOfSize(const Canvas& picture, BlitOptions options,
                                                    Size size, int quality)
{
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width) *
                                     static_cast<std::size_t>(size.height) * 2);
    const Canvas target{size.width, size.height, PixelFormat::Rgb565, pixels.data(), pixels.size()};
    const double scale = std::min(static_cast<double>(size.width) / options.roi.w,
                                  static_cast<double>(size.height) / options.roi.h);
    options.xScale = scale;
    options.yScale = scale;
    options.x = static_cast<int>((size.width - options.roi.w * scale) / 2);
    options.y = static_cast<int>((size.height - options.roi.h * scale) / 2);
    options.center = false;
    options.aspect = Aspect::None;
    options.op = PixelOp::Assign;
    if (!blit(picture, target, options))
        return std::nullopt;
    return encodeJpeg(target, quality);
}

}  // namespace omv::firmware
