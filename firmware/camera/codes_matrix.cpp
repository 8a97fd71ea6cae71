// SPDX-License-Identifier: MIT
#include "firmware/camera/abort.h"
#include "firmware/camera/codes.h"
#include "firmware/camera/find_gradient.h"
#include "firmware/camera/find_rects.h"
#include "firmware/camera/matrix.h"
#include "firmware/camera/thresholds.h"

#include <algorithm>
#include <cmath>
#include <dmtx.h>
#include <memory>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr int kSmallest = 10;  // modules of the smallest symbol
constexpr int kAttempts = 6;  // per effort: false starts after which no more is expected
constexpr int kNearby = 1;  // pixel around a false start that would be the same again
constexpr double kQuiet = 2.5;  // modules around a symbol whose edges are its quiet zone's
constexpr int kVisited = 0x80;  // the library's mark of edges that were followed
constexpr int kWidestMesh = 64;
constexpr int kNarrowestMesh = 4;
constexpr int kWeakest = 40;  // edges below are not followed
constexpr int kAround = 47;  // pixels a side in which edges are counted

struct Destroy {
    void operator()(DmtxImage* image) const { dmtxImageDestroy(&image); }
    void operator()(DmtxDecode* decode) const { dmtxDecodeDestroy(&decode); }
    void operator()(DmtxRegion* region) const { dmtxRegionDestroy(&region); }
    void operator()(DmtxMessage* message) const { dmtxMessageDestroy(&message); }
};
template<typename T>
using Owned = std::unique_ptr<T, Destroy>;

/// A corner of the symbol in pixels from the top left; the library counts rows from below.
DmtxVector2 placeOf(DmtxRegion& region, double x, double y, int height)
{
    DmtxVector2 point{x, y};
    dmtxMatrix3VMultiplyBy(&point, region.fit2raw);
    return {point.X, height - 1 - point.Y};
}

Point rounded(const DmtxVector2& point, const Rect& roi)
{
    return {static_cast<int>(std::lround(point.X)) + roi.x,
            static_cast<int>(std::lround(point.Y)) + roi.y};
}

DataMatrix describe(DmtxRegion& region, const DmtxMessage& message, const Rect& roi)
{
    DataMatrix out;
    out.payload = codeText(std::string(reinterpret_cast<const char*>(message.output),
                                       static_cast<std::size_t>(std::max(message.outputIdx, 0))));
    const DmtxVector2 bottomLeft = placeOf(region, 0, 0, roi.h);
    const DmtxVector2 bottomRight = placeOf(region, 1, 0, roi.h);
    out.corners = {rounded(placeOf(region, 0, 1, roi.h), roi),
                   rounded(placeOf(region, 1, 1, roi.h), roi), rounded(bottomRight, roi),
                   rounded(bottomLeft, roi)};
    out.box = boxAround(out.corners);
    const double angle = std::atan2(bottomRight.Y - bottomLeft.Y, bottomRight.X - bottomLeft.X);
    const long degrees = (std::lround(angle * 180 / std::numbers::pi) + 360) % 360;
    out.rotation = double(degrees) * std::numbers::pi / 180;
    out.rows = region.symbolRows;
    out.columns = region.symbolCols;
    out.capacity = dmtxGetSymbolAttribute(DmtxSymAttribSymbolDataWords, region.sizeIdx);
    out.padding = message.padCount;
    return out;
}

/// 1 at the edges that are worth following.
cv::Mat edgesOf(const cv::Mat& gray)
{
    cv::Mat out = cv::Mat::zeros(gray.size(), CV_8UC1);
    for (int y = 1; y < gray.rows - 1; ++y) {
        checkAbort();
        for (int x = 1; x < gray.cols - 1; ++x)
            out.ptr(y)[x] = gradientAt(gray, x, y).strength() >= kWeakest;
    }
    return out;
}

/// The edges that a mesh of lines runs into.
std::vector<cv::Point> placesOf(const cv::Mat& edges, int mesh)
{
    std::vector<cv::Point> out;
    const auto isOnLine = [&](int at) { return at % mesh == mesh / 2; };
    for (int y = 1; y < edges.rows - 1; ++y) {
        const int step = isOnLine(y) ? 1 : mesh;
        for (int x = step == 1 ? 1 : mesh / 2; x < edges.cols - 1; x += step)
            if (edges.ptr(y)[x])
                out.emplace_back(x, y);
    }
    return out;
}

/// All such places, those of the widest mesh first, so that large symbols are found early; in
/// turn the next one and the next of those that have most edges around them, as the modules
/// of a small symbol have. Ends when `visit(place)` answers false.
template<typename Visit>
void forEachPlace(const cv::Mat& gray, Visit visit)
{
    const cv::Mat edges = edgesOf(gray);
    cv::Mat density;
    cv::boxFilter(edges, density, CV_32S, {kAround, kAround}, {-1, -1}, false, cv::BORDER_CONSTANT);
    for (int mesh = kWidestMesh; mesh >= kNarrowestMesh; mesh /= 2) {
        const std::vector<cv::Point> places = placesOf(edges, mesh);
        std::vector<cv::Point> busiest = places;
        std::stable_sort(busiest.begin(), busiest.end(),
                         [&](const cv::Point& a, const cv::Point& b) {
                             return density.at<int>(a) > density.at<int>(b);
                         });
        for (std::size_t i = 0; i < places.size(); ++i) {
            checkAbort();
            if (!visit(places[i]) || !visit(busiest[i]))
                return;
        }
    }
}

/// Where no symbol begins any more: around false starts, and symbols that were read.
class Settled {
public:
    explicit Settled(const cv::Size& size)
        : m_mask(cv::Mat::zeros(size, CV_8UC1))
    {
    }

    bool has(const cv::Point& place) const { return m_mask.at<std::uint8_t>(place) != 0; }
    void addFalseStart(const cv::Point& place)
    {
        const cv::Point away(kNearby, kNearby);
        cv::rectangle(m_mask, place - away, place + away, cv::Scalar(1), cv::FILLED);
    }
    void addSymbol(DmtxRegion& region)
    {
        const double x = kQuiet / std::max(region.symbolCols, 1);
        const double y = kQuiet / std::max(region.symbolRows, 1);
        std::vector<cv::Point> outline;
        for (const auto& [u, v] : {std::pair{-x, -y}, {1 + x, -y}, {1 + x, 1 + y}, {-x, 1 + y}}) {
            const DmtxVector2 at = placeOf(region, u, v, m_mask.rows);
            outline.emplace_back(static_cast<int>(std::lround(at.X)),
                                 static_cast<int>(std::lround(at.Y)));
        }
        cv::fillConvexPoly(m_mask, outline, cv::Scalar(1));
    }

private:
    cv::Mat m_mask;
};

bool isKnown(const std::vector<DataMatrix>& codes, const DataMatrix& code)
{
    return std::any_of(codes.begin(), codes.end(), [&](const DataMatrix& other) {
        return other.payload == code.payload && !intersection(other.box, code.box).isEmpty();
    });
}

}  // namespace

std::vector<DataMatrix> findDataMatrices(const Canvas& picture, const Rect& wanted, int effort)
{
    const Rect roi = clippedRoi(picture, wanted);
    if (roi.w < kSmallest || roi.h < kSmallest || effort <= 0)
        return {};
    cv::Mat gray = grayMatrix(picture, roi).clone();
    if (gray.empty())
        return {};
    const Owned<DmtxImage> image(dmtxImageCreate(gray.data, gray.cols, gray.rows, DmtxPack8bppK));
    const Owned<DmtxDecode> decode(image ? dmtxDecodeCreate(image.get(), 1) : nullptr);
    if (!decode)
        return {};
    std::vector<DataMatrix> out;
    const int patience = effort * kAttempts;
    int attempts = patience;
    Settled settled(gray.size());
    const auto isFalseStart = [&](const cv::Point& place) {
        settled.addFalseStart(place);
        return --attempts > 0;
    };
    forEachPlace(gray, [&](const cv::Point& place) {
        const int row = gray.rows - 1 - place.y;
        const std::uint8_t* seen = dmtxDecodeGetCache(decode.get(), place.x, row);
        if (!seen || (*seen & kVisited) || settled.has(place))
            return true;
        const Owned<DmtxRegion> region(dmtxRegionScanPixel(decode.get(), place.x, row));
        if (!region)
            return isFalseStart(place);
        const Owned<DmtxMessage> message(
            dmtxDecodeMatrixRegion(decode.get(), region.get(), DmtxUndefined));
        if (!message)
            return isFalseStart(place);
        settled.addSymbol(*region);
        const DataMatrix found = describe(*region, *message, roi);
        if (!isKnown(out, found)) {
            out.push_back(found);
            attempts = patience;
        }
        return true;
    });
    return out;
}

}  // namespace omv::firmware
