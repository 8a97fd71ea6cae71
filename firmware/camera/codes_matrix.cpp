// SPDX-License-Identifier: MIT
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

namespace omv::firmware {

namespace {

constexpr int kSmallest = 10;  // modules of the smallest symbol
constexpr int kAttempts = 4;  // per effort: edges that are followed and are no symbol's
constexpr int kVisited = 0x80;  // the library's mark of edges that were followed
constexpr int kWidestMesh = 64;
constexpr int kNarrowestMesh = 4;
constexpr int kWeakest = 40;  // edges below are not followed

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

/// The edges that meshes of lines run into, the widest mesh first, so that large symbols
/// are found early. Ends when `visit(x, y)` answers false.
template<typename Visit>
void forEachPlace(const cv::Mat& gray, Visit visit)
{
    for (int mesh = kWidestMesh; mesh >= kNarrowestMesh; mesh /= 2) {
        const auto isOnLine = [&](int at) { return at % mesh == mesh / 2; };
        for (int y = 1; y < gray.rows - 1; ++y) {
            const int step = isOnLine(y) ? 1 : mesh;
            for (int x = step == 1 ? 1 : mesh / 2; x < gray.cols - 1; x += step)
                if (gradientAt(gray, x, y).strength() >= kWeakest && !visit(x, y))
                    return;
        }
    }
}

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
    int attempts = effort * kAttempts;
    forEachPlace(gray, [&](int x, int y) {
        const int row = gray.rows - 1 - y;
        const std::uint8_t* seen = dmtxDecodeGetCache(decode.get(), x, row);
        if (!seen || (*seen & kVisited))
            return true;
        const Owned<DmtxRegion> region(dmtxRegionScanPixel(decode.get(), x, row));
        if (!region)
            return --attempts > 0;
        const Owned<DmtxMessage> message(
            dmtxDecodeMatrixRegion(decode.get(), region.get(), DmtxUndefined));
        if (!message)
            return --attempts > 0;
        const DataMatrix found = describe(*region, *message, roi);
        if (!isKnown(out, found))
            out.push_back(found);
        return true;
    });
    return out;
}

}  // namespace omv::firmware
