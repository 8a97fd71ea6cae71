// SPDX-License-Identifier: MIT
#include "protocol/loader/alif_host.h"

namespace omv::protocol::loader::alif {
namespace {

constexpr std::array<std::uint8_t, 4> kKnock{'A', 'L', 'I', 'F'};
constexpr std::array<std::uint8_t, 6> kOpens{'S', 'E', 'P', 'C', 'T', 'L'};
constexpr Duration kKnockPause = 100 * kMillisecond;
constexpr std::size_t kMostHeard = 64 * 1024;

/// What verifying a signed image may take: a second for each 10,000 bytes.
Duration verifyLimit(const MramImage& image)
{
    const auto bytes = static_cast<Duration>(image.data.size());
    const Duration limit = bytes / 10000 * kSecond;
    return limit < kReplyLimit ? kReplyLimit : limit;
}

std::uint64_t bytesOf(std::span<const MramImage> images)
{
    std::uint64_t sum = 0;
    for (const MramImage& image : images)
        sum += image.data.size();
    return sum;
}

bool isSystemImage(const MramImage& image)
{
    return image.address == mram::kSystemPackage ||
        (image.address == mram::kOffsetFile && image.data.size() == mram::kLine);
}

Fault checkAll(std::span<const MramImage> images)
{
    for (const MramImage& image : images)
        if (const Fault fault = check(image))
            return fault;
    return {};
}

}  // namespace

Fault check(const MramImage& image) noexcept
{
    if (image.address % mram::kLine != 0)
        return {FaultKind::Misaligned, image.address, 0};
    if (image.data.empty() || image.data.size() % mram::kLine != 0)
        return {FaultKind::Misaligned, static_cast<std::uint32_t>(image.data.size()), 0};
    if (image.address < mram::kBase || image.address - mram::kBase >= mram::kSize)
        return {FaultKind::Forbidden, image.address, 0};
    const std::uint32_t offset = image.address - mram::kBase;
    if (!image.signature.empty() != isSystemImage(image))
        return {FaultKind::Forbidden, image.address, 0};
    const std::uint32_t end = isSystemImage(image) ? mram::kSize : mram::kApplicationSize;
    if (offset >= end)
        return {FaultKind::Forbidden, image.address, 0};
    // The package must leave the offset file behind it alone.
    const std::uint32_t room =
        end - offset - (image.address == mram::kSystemPackage ? mram::kLine : 0u);
    return image.data.size() > room ? Fault{FaultKind::TooLarge, image.address, 0} : Fault{};
}

bool Identity::matches(const Target& target) const
{
    return m_known && m_revision.part == target.part && m_revision.silicon == target.silicon;
}

Step Identify::advance()
{
    switch (m_stage++) {
    case 0: return connect();
    case 1: return requestObject(Object::Revision);
    case 2:
        if (const auto revision = decodeRevision(m_reply)) {
            m_found.m_revision = *revision;
            return request(Code::Enquiry, {}, Expect::Data);
        }
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(m_reply.payload.size()));
    case 3:
        if (const auto enquiry = decodeEnquiry(m_reply)) {
            m_found.m_enquiry = *enquiry;
            return request(Code::StopIsp, {});
        }
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(m_reply.payload.size()));
    default: break;
    }
    m_identity = m_found;
    m_identity.m_known = true;
    return done();
}

Step SetMaintenance::advance()
{
    switch (m_stage++) {
    case 0: return connect();
    case 1: return request(Code::SetMaintenanceFlag, {});
    case 2: return request(Code::StopIsp, {});
    case 3: return resetDevice();
    default: return done();
    }
}

Step ReadToc::advance()
{
    switch (m_stage++) {
    case 0: return connect();
    case 1: return requestObject(Object::Toc);
    case 2: return take();
    default: return done();
    }
}

Step ReadToc::take()
{
    if (toc::isEnd(m_reply))
        return request(Code::StopIsp, {});
    const auto record = decodeTocRecord(m_reply);
    if (!record)
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(m_reply.payload.size()));
    if (m_count == m_into.size())
        return fail(FaultKind::TooLarge);
    m_into[m_count++] = *record;
    --m_stage;
    return anotherReply();
}

WriteMram::WriteMram(const Identity& found, const Target& wanted, std::span<const MramImage> images,
                     AfterWrite after)
    : m_found(found)
    , m_wanted(wanted)
    , m_images(images)
    , m_after(after)
{
    m_progress.total = bytesOf(images);
}

Step WriteMram::advance()
{
    switch (m_stage++) {
    case 0: return begin();
    case 1: return changeRate(kFastBaudRate);
    case 2: return request(Code::Enquiry, {}, Expect::Data);
    case 3: return beginImage();
    case 4: {
        const MramImage& image = m_images[m_image];
        return download(image.signature, chunkSize(image.address, image.signature.size()), false);
    }
    case 5: return request(Code::DownloadDone, {}, Expect::Ack, verifyLimit(m_images[m_image]));
    case 6: return burn();
    case 7: {
        const MramImage& image = m_images[m_image];
        return download(image.data, chunkSize(image.address, image.data.size()), true);
    }
    case 8: return request(Code::DownloadDone, {}, Expect::Ack, verifyLimit(m_images[m_image]));
    case 9: return endImage();
    case 10: return request(Code::StopIsp, {});
    case 11: return m_after == AfterWrite::Reset ? resetDevice() : done();
    default: return done();
    }
}

Step WriteMram::begin()
{
    if (!m_found.matches(m_wanted))
        return fail(FaultKind::WrongDevice);
    if (!m_found.enquiry().seram)
        return fail(FaultKind::WrongState);
    if (const Fault fault = checkAll(m_images))
        return abandon(fault);
    return m_images.empty() ? done() : connect();
}

/// An unsigned image goes straight to BURN_MRAM.
Step WriteMram::beginImage()
{
    const MramImage& image = m_images[m_image];
    if (image.signature.empty()) {
        m_stage = 6;
        return advance();
    }
    std::array<std::uint8_t, 4> token{};
    storeU32(token, image.token);
    return request(Code::VerifyImage, token);
}

Step WriteMram::burn()
{
    const MramImage& image = m_images[m_image];
    std::array<std::uint8_t, 12> payload{};
    const std::span bytes(payload);
    storeU32(bytes.subspan<0, 4>(), image.address);
    storeU32(bytes.subspan<4, 4>(), static_cast<std::uint32_t>(image.data.size()));
    storeU32(bytes.subspan<8, 4>(), image.token);
    const std::size_t size = image.signature.empty() ? 8 : 12;
    return request(Code::BurnMram, Bytes(payload).first(size), Expect::Ack, kBurnLimit);
}

Step WriteMram::endImage()
{
    if (++m_image == m_images.size())
        return changeRate(kBaudRate);
    m_stage = 3;
    return advance();
}

SeromWrite::SeromWrite(const Identity& found, const Target& wanted,
                       std::span<const MramImage> images)
    : m_found(found)
    , m_wanted(wanted)
    , m_images(images)
{
    m_progress.total = bytesOf(images);
}

Step SeromWrite::advance()
{
    if (m_stage++ == 0)
        return begin();
    if (m_image < m_images.size()) {
        const MramImage& image = m_images[m_image++];
        return writeLines(image.data, image.address);
    }
    if (m_image++ == m_images.size())
        return resetDevice();
    return done();
}

Step SeromWrite::begin()
{
    if (!m_found.matches(m_wanted))
        return fail(FaultKind::WrongDevice);
    if (!m_found.enquiry().serom || m_found.enquiry().seram)
        return fail(FaultKind::WrongState);
    if (const Fault fault = checkAll(m_images))
        return abandon(fault);
    for (const MramImage& image : m_images)
        if (!isSystemImage(image))
            return fail(FaultKind::Forbidden, image.address);
    return m_images.empty() ? done() : connect();
}

Step HardMaintenance::advance()
{
    if (m_stage++ == 0)
        return setBaud(kBaudRate);
    return done();
}

Step HardMaintenance::received(const Answer& answer)
{
    if (m_knock == Knock::Over)
        return AlifJob::received(answer);
    if (m_knock == Knock::Listening)
        return heard(answer);
    if (answer.outcome != Outcome::Ok)
        return fail(answer.outcome);
    switch (m_knock) {
    case Knock::Rate: m_knock = Knock::Discard; return discard();
    case Knock::Sent: m_knock = Knock::Listening; return read(m_byte, kKnockPause);
    case Knock::Last: m_knock = Knock::Over; return connect();
    default: return knock(Knock::Sent);
    }
}

Step HardMaintenance::knock(Knock part)
{
    if (cancelled())
        return fail(FaultKind::Cancelled);
    m_knock = part;
    return write(kKnock, kSendLimit);
}

Step HardMaintenance::heard(const Answer& answer)
{
    if (answer.outcome == Outcome::Gone)
        return fail(answer.outcome);
    if (answer.size == 0)
        return m_knocksLeft-- > 1 ? knock(Knock::Sent) : fail(FaultKind::NoAnswer);
    for (std::size_t i = 1; i < m_last.size(); ++i)
        m_last[i - 1] = m_last[i];
    m_last.back() = m_byte[0];
    if (m_last == kOpens)
        return knock(Knock::Last);
    return ++m_heard < kMostHeard ? knock(Knock::Sent) : fail(FaultKind::BadReply);
}

Step Reset::advance()
{
    switch (m_stage++) {
    case 0: return connect();
    case 1: return request(Code::StopIsp, {});
    case 2: return resetDevice();
    default: return done();
    }
}

Step EraseMram::advance()
{
    return fail(FaultKind::Forbidden, static_cast<std::uint32_t>(Code::EraseMram));
}

}  // namespace omv::protocol::loader::alif
