// SPDX-License-Identifier: MIT
#include "app/cli/frame_sink.h"

#include "app/cli/cli_errors.h"

#include <filesystem>
#include <span>

#include <fmt/format.h>

namespace omv::cli {

namespace {

std::string_view charsOf(std::span<const std::uint8_t> data)
{
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}

class NullSink final : public FrameSink {
public:
    Result<std::string> take(const Frame&, std::uint64_t) override { return std::string(); }
};

class FileSink final : public FrameSink {
public:
    explicit FileSink(std::string path)
        : m_path(std::move(path))
    {
    }

    Result<std::string> take(const Frame& frame, std::uint64_t) override
    {
        if (auto saved = save(frame, m_path); !saved)
            return Unexpected{saved.error()};
        return m_path;
    }

private:
    std::string m_path;
};

class FolderSink final : public FrameSink {
public:
    explicit FolderSink(std::string folder)
        : m_folder(std::move(folder))
    {
    }

    Result<std::string> take(const Frame& frame, std::uint64_t number) override
    {
        const std::string_view extension = frame.format == PixelFormat::Jpeg ? "jpg" : "png";
        const auto path =
            std::filesystem::path(m_folder) / fmt::format("frame-{:06}.{}", number, extension);
        if (auto saved = save(frame, path.string()); !saved)
            return Unexpected{saved.error()};
        return path.string();
    }

private:
    std::string m_folder;
};

class PipeSink final : public FrameSink {
public:
    PipeSink(Output& output, bool raw)
        : m_output(output)
        , m_raw(raw)
    {
    }

    Result<std::string> take(const Frame& frame, std::uint64_t) override
    {
        return m_raw ? takePpm(frame) : takeJpeg(frame);
    }

private:
    Result<std::string> takeJpeg(const Frame& frame)
    {
        const auto jpeg = toJpeg(frame);
        if (!jpeg)
            return Unexpected{jpeg.error()};
        m_output.data(charsOf(*jpeg));
        return std::string();
    }

    Result<std::string> takePpm(const Frame& frame)
    {
        const auto image = toRgb(frame);
        if (!image)
            return Unexpected{image.error()};
        m_output.data(fmt::format("P6\n{} {}\n255\n", image->width, image->height));
        m_output.data(charsOf(image->pixels));
        return std::string();
    }

    Output& m_output;
    bool m_raw;
};

}  // namespace

std::unique_ptr<FrameSink> makeNullSink()
{
    return std::make_unique<NullSink>();
}

std::unique_ptr<FrameSink> makeFileSink(std::string path)
{
    return std::make_unique<FileSink>(std::move(path));
}

Result<std::unique_ptr<FrameSink>> makeFolderSink(std::string folder)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (!failure && !std::filesystem::is_directory(folder, failure))
        failure = std::make_error_code(std::errc::not_a_directory);
    if (failure)
        return Unexpected{cannotWrite(folder, errnoText(failure.value()))};
    return std::unique_ptr<FrameSink>(std::make_unique<FolderSink>(std::move(folder)));
}

std::unique_ptr<FrameSink> makePipeSink(Output& output, bool raw)
{
    return std::make_unique<PipeSink>(output, raw);
}

}  // namespace omv::cli
