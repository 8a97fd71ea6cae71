// SPDX-License-Identifier: MIT
#include "firmware/camera/media/media_scene.h"

#include "firmware/camera/input_file.h"
#include "firmware/camera/media/picture_file.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace omv::firmware {

namespace {

namespace fs = std::filesystem;

// Asking every backend for a webcam starts GStreamer's and others' device scans.
#ifdef __linux__
constexpr int kWebcamBackend = cv::CAP_V4L2;
#else
constexpr int kWebcamBackend = cv::CAP_ANY;
#endif

// Empty, and why in `problem`, when there is none.
cv::Mat loadPicture(const std::string& path, std::string& problem)
{
    const auto file = readPictureFile(path, problem);
    if (!file)
        return {};
    problem = "it is damaged, or in no format that OpenCV knows";
    return decodePicture(*file, cv::IMREAD_COLOR);
}

cv::Mat loadPicture(const std::string& path)
{
    std::string ignored;
    return loadPicture(path, ignored);
}

// The part `view` of `picture` (BGR), stretched to the size of `out`.
void stretch(const cv::Mat& picture, const SceneView& view, RgbFrame& out)
{
    out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) *
                      3);
    cv::Mat target(out.height, out.width, CV_8UC3, out.pixels.data());
    if (picture.empty()) {
        target.setTo(cv::Scalar::all(0));
        return;
    }
    const auto part = [](std::int64_t value, int pixels) {
        return static_cast<int>(value * pixels / 1000000);
    };
    const int x = std::clamp(part(view.x, picture.cols), 0, picture.cols - 1);
    const int y = std::clamp(part(view.y, picture.rows), 0, picture.rows - 1);
    const int w = std::clamp(part(view.w, picture.cols), 1, picture.cols - x);
    const int h = std::clamp(part(view.h, picture.rows), 1, picture.rows - y);
    const bool shrinks = w >= out.width && h >= out.height;
    cv::resize(picture(cv::Rect(x, y, w, h)), target, target.size(), 0, 0,
               shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::cvtColor(target, target, cv::COLOR_BGR2RGB);
}

std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + '"';
}

class PictureScene final : public Scene {
public:
    PictureScene(std::string kind, std::vector<std::string> files, cv::Mat first)
        : m_kind(std::move(kind))
        , m_files(std::move(files))
        , m_picture(std::move(first))
    {
    }

    void render(std::uint32_t frame, const SceneView& view, RgbFrame& out) override
    {
        const std::size_t index = frame % m_files.size();
        if (index != m_loaded) {
            m_picture = loadPicture(m_files[index]);
            m_loaded = index;
        }
        stretch(m_picture, view, out);
    }
    std::string truth(std::uint32_t frame) const override
    {
        return fmt::format(R"({{"kind":"{}","frame":{},"file":{}}})", m_kind, frame,
                           quoted(m_files[frame % m_files.size()]));
    }

private:
    std::string m_kind;
    std::vector<std::string> m_files;  ///< never empty
    std::size_t m_loaded = 0;
    cv::Mat m_picture;
};

class CaptureScene final : public Scene {
public:
    CaptureScene(std::string kind, std::string name, std::unique_ptr<cv::VideoCapture> capture)
        : m_kind(std::move(kind))
        , m_name(std::move(name))
        , m_capture(std::move(capture))
    {
    }

    void render(std::uint32_t frame, const SceneView& view, RgbFrame& out) override
    {
        // Skipped frames are skipped in the video, too, but never more than a second of them.
        const std::uint32_t ahead = m_first ? 1 : std::min<std::uint32_t>(frame - m_last, 60);
        try {
            for (std::uint32_t i = 0; i < ahead; ++i)
                step();
        } catch (const cv::Exception&) {
            if (!isFile())
                m_picture.release();
        }
        m_first = false;
        m_last = frame;
        stretch(m_picture, view, out);
    }
    std::string truth(std::uint32_t frame) const override
    {
        return fmt::format(R"({{"kind":"{}","frame":{},"source":{}}})", m_kind, frame,
                           quoted(m_name));
    }

private:
    bool isFile() const { return m_kind == "video"; }

    // A failed read() empties what it reads into: the picture shown is not at stake.
    void step()
    {
        if (m_still)
            return;
        if (m_capture->read(m_next) || readAgain()) {
            ++m_read;
            std::swap(m_picture, m_next);
        } else if (!isFile()) {
            m_picture.release();
        }
    }

    /// At the end of a file: its first picture, unless that is the only one.
    bool readAgain()
    {
        m_still = isFile() && m_read == 1;
        if (m_still)
            return false;
        m_read = 0;
        m_capture->set(cv::CAP_PROP_POS_FRAMES, 0);
        if (m_capture->read(m_next))
            return true;
        // Not every reader of files can go back.
        return isFile() && m_capture->open(m_name) && m_capture->read(m_next);
    }

    std::string m_kind;
    std::string m_name;
    std::unique_ptr<cv::VideoCapture> m_capture;
    cv::Mat m_picture;
    cv::Mat m_next;
    std::uint32_t m_read = 0;  ///< pictures since the file's beginning
    bool m_still = false;
    std::uint32_t m_last = 0;
    bool m_first = true;
};

std::unique_ptr<Scene> openImage(const std::string& path, std::string& problem)
{
    std::string why;
    cv::Mat picture = loadPicture(path, why);
    if (picture.empty()) {
        problem = fmt::format("cannot read the picture {}: {}", path, why);
        return nullptr;
    }
    return std::make_unique<PictureScene>("image", std::vector{path}, std::move(picture));
}

std::unique_ptr<Scene> openFolder(const std::string& path, std::string& problem)
{
    std::vector<std::string> files;
    std::error_code error;
    for (auto entry = fs::directory_iterator(path, error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string file = entry->path().string();
        // An entry that leads nowhere is no reason to leave the others out.
        if (inputFileProblem(file).empty() && cv::haveImageReader(file))
            files.push_back(file);
    }
    if (error) {
        problem = fmt::format("cannot list the folder {}: {}", path, error.message());
        return nullptr;
    }
    std::ranges::sort(files);
    if (files.empty()) {
        problem = fmt::format("the folder {} has no picture in it", path);
        return nullptr;
    }
    // A start in black would not tell what is wrong.
    cv::Mat first;
    while (!files.empty() && (first = loadPicture(files.front())).empty())
        files.erase(files.begin());
    if (files.empty()) {
        problem =
            fmt::format("cannot read a picture in the folder {}: each one is damaged or in no "
                        "format that OpenCV knows",
                        path);
        return nullptr;
    }
    return std::make_unique<PictureScene>("folder", std::move(files), std::move(first));
}

std::unique_ptr<Scene> openVideo(const std::string& path, std::string& problem)
{
    if (const std::string why = inputFileProblem(path); !why.empty()) {
        problem = fmt::format("cannot open the video {}: {}", path, why);
        return nullptr;
    }
    try {
        auto capture = std::make_unique<cv::VideoCapture>(path);
        if (capture->isOpened())
            return std::make_unique<CaptureScene>("video", path, std::move(capture));
    } catch (const cv::Exception&) {
        // told below
    }
    problem = fmt::format("cannot open the video {}: OpenCV has no decoder that takes it", path);
    return nullptr;
}

std::unique_ptr<Scene> openWebcam(int index, std::string& problem)
{
    try {
        auto capture = std::make_unique<cv::VideoCapture>(index, kWebcamBackend);
        if (capture->isOpened())
            return std::make_unique<CaptureScene>("webcam", std::to_string(index),
                                                  std::move(capture));
    } catch (const cv::Exception&) {
        // told below
    }
    problem = fmt::format("cannot open webcam {} (/dev/video{}): not there, busy, or not "
                          "permitted",
                          index, index);
    return nullptr;
}

}  // namespace

std::unique_ptr<Scene> openMediaScene(const MediaSpec& spec, std::string& problem)
{
    // OpenCV would tell the same on stderr, and less clearly.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    if (spec.kind == "image")
        return openImage(spec.rest, problem);
    if (spec.kind == "folder")
        return openFolder(spec.rest, problem);
    if (spec.kind == "video")
        return openVideo(spec.rest, problem);
    return openWebcam(spec.webcam().value_or(0), problem);
}

}  // namespace omv::firmware
