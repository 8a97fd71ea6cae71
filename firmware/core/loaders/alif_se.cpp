// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/alif_se.h"

namespace omv::firmware::loaders {
namespace {

using namespace protocol::loader;
using alif::Code;
using alif::Error;
using alif::Object;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;

constexpr protocol::Duration kPacketGap = protocol::kSecond / 2;
/// How long after a reset the knocking of a host is heard.
constexpr protocol::Duration kKnockWindow = protocol::kSecond / 2;

template<std::size_t size>
constexpr std::array<std::uint8_t, size - 1> text(const char (&literal)[size])
{
    std::array<std::uint8_t, size - 1> bytes{};
    for (std::size_t i = 0; i + 1 < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(literal[i]);
    return bytes;
}

constexpr auto kFlicker = text("SES B4 v1.110.0\r\n");
constexpr auto kOpens = text("SEPCTL");
constexpr std::uint32_t kPackageOffset = alif::mram::kSystemPackage - alif::mram::kBase;
constexpr std::uint32_t kOffsetFileOffset = alif::mram::kOffsetFile - alif::mram::kBase;
constexpr std::size_t kDataHead = 2;  ///< 0x55 0x55 before the data of DOWNLOAD_DATA

std::uint32_t wordAt(Bytes bytes, std::size_t offset)
{
    return protocol::loadU32(bytes.subspan(offset).first<4>());
}

}  // namespace

AlifSe::AlifSe(NorMemory& mram, const AlifSeOptions& options, Time now)
    : m_mram(mram)
    , m_options(options)
    , m_resetAt(now)
{
    m_serom = !hasSeram();
}

/// The offset file points to the package, and there is something.
bool AlifSe::hasSeram()
{
    std::array<std::uint8_t, 4> pointer{};
    std::array<std::uint8_t, 16> package{};
    if (!m_mram.read(kOffsetFileOffset, pointer) || !m_mram.read(kPackageOffset, package))
        return false;
    bool empty = true;
    for (const std::uint8_t byte : package)
        empty = empty && (byte == 0 || byte == 0xFF);
    return protocol::loadU32(pointer) == kPackageOffset && !empty;
}

void AlifSe::reset(Time now)
{
    ++m_resets;
    m_resetAt = now;
    m_busyUntil = now;
    m_serom = !hasSeram();
    m_listens = false;
    m_maintenance = m_maintenanceFlag;
    m_maintenanceFlag = false;
    m_rate = alif::kBaudRate;
    m_nextRate = 0;
    m_download = Download::None;
    m_authenticated = false;
    m_knock = {};
    m_inSize = 0;
    m_outSize = 0;
    m_outAt = 0;
}

void AlifSe::receive(Bytes bytes, Time now)
{
    if (now - m_lastByte > kPacketGap)
        m_inSize = 0;
    m_lastByte = now;
    for (const std::uint8_t byte : bytes)
        take(byte, now);
}

void AlifSe::take(std::uint8_t byte, Time now)
{
    if (m_dead || knocked(byte, now))
        return;
    if (m_inSize == 0 && byte < alif::kMinPacket)
        return;
    m_in[m_inSize++] = byte;
    if (m_inSize < m_in[0])
        return;
    const Bytes whole = Bytes(m_in).first(m_inSize);
    m_inSize = 0;
    if (const auto packet = alif::decodePacket(whole))
        run(*packet, now);
    else
        nak(Error::Checksum);
}

/// ALIF soon after a reset, answered by SEPCTL, and ALIF again.
bool AlifSe::knocked(std::uint8_t byte, Time now)
{
    if (!m_options.deaf)
        return false;
    for (std::size_t i = 1; i < m_knock.size(); ++i)
        m_knock[i - 1] = m_knock[i];
    m_knock.back() = byte;
    const bool isKnock =
        m_knock[2] == 'A' && m_knock[3] == 'L' && m_knock[4] == 'I' && m_knock[5] == 'F';
    if (!isKnock || now - m_resetAt > kKnockWindow)
        return true;
    if (m_outSize == 0) {
        say(kOpens);
        return true;
    }
    m_options.deaf = m_outAt < m_outSize;
    m_maintenance = !m_options.deaf;
    m_inSize = 0;
    return true;
}

void AlifSe::run(const Packet& packet, Time now)
{
    if (packet.code == Code::ResetDevice) {
        reset(now);
        return;
    }
    if (packet.code == Code::StartIsp) {
        m_listens = true;
        m_download = Download::None;
        m_authenticated = false;
        say(kFlicker);
        ack();
        return;
    }
    if (!m_print.empty())
        send(Code::PrintData, m_print);
    m_print = {};
    if (m_refuse)
        nak(*m_refuse);
    else if (!m_listens)
        nak(Error::UnexpectedCommand);
    else
        runInSession(packet, now);
    m_refuse.reset();
}

void AlifSe::runInSession(const Packet& packet, Time now)
{
    switch (packet.code) {
    case Code::StopIsp:
        ack();
        m_listens = false;
        return;
    case Code::Enquiry:
        send(Code::DataResponse,
             encode(
                 alif::Enquiry{.serom = m_serom, .seram = !m_serom, .maintenance = m_maintenance}));
        return;
    case Code::Get: get(packet.payload); return;
    default: break;
    }
    if (m_serom)
        runSerom(packet, now);
    else
        runSeram(packet, now);
}

void AlifSe::runSerom(const Packet& packet, Time now)
{
    if (packet.code == Code::MramWrite)
        writeLine(packet.payload, now);
    else
        nak(Error::NotSupported);
}

void AlifSe::runSeram(const Packet& packet, Time now)
{
    switch (packet.code) {
    case Code::SetMaintenanceFlag:
        m_maintenanceFlag = true;
        ack();
        return;
    case Code::SetBaudRate: setRate(packet.payload); return;
    case Code::VerifyImage: beginSignature(packet.payload); return;
    case Code::BurnMram: burn(packet.payload, now); return;
    case Code::DownloadData: data(packet.payload, now); return;
    case Code::DownloadDone: endDownload(); return;
    case Code::EraseMram: m_dead = true; return;
    default: nak(Error::NotSupported); return;
    }
}

void AlifSe::get(Bytes payload)
{
    if (payload.size() < 4) {
        nak(Error::PacketSize);
        return;
    }
    std::array<std::uint8_t, 4> rate{};
    protocol::storeU32(rate, m_rate);
    switch (static_cast<Object>(wordAt(payload, 0))) {
    case Object::Toc: sendToc(); return;
    case Object::Revision: send(Code::DataResponse, encode(m_options.revision)); return;
    case Object::BaudRate: send(Code::DataResponse, rate); return;
    case Object::Banner: send(Code::DataResponse, kFlicker); return;
    default: nak(Error::UnknownGetObject); return;
    }
}

void AlifSe::sendToc()
{
    for (const alif::TocRecord& record : m_options.toc)
        send(Code::DataResponse, encode(record));
    send(Code::DataResponse, std::array{alif::toc::kEnd});
}

void AlifSe::setRate(Bytes payload)
{
    if (payload.size() < 4 || wordAt(payload, 0) == 0) {
        nak(Error::PacketSize);
        return;
    }
    m_nextRate = wordAt(payload, 0);
    ack();
}

void AlifSe::beginSignature(Bytes payload)
{
    if (payload.size() < 4) {
        nak(Error::PacketSize);
        return;
    }
    m_token = wordAt(payload, 0);
    m_download = Download::Signature;
    m_signed = 0;
    m_authenticated = false;
    ack();
}

Error AlifSe::judgeBurn(Bytes payload) const
{
    if (payload.size() != 8 && payload.size() != 12)
        return Error::PacketSize;
    if (m_options.needsMaintenance && !m_maintenance)
        return Error::NotAllowed;
    const std::uint32_t address = wordAt(payload, 0);
    const std::uint32_t size = wordAt(payload, 4);
    if (address < alif::mram::kBase || address - alif::mram::kBase >= m_mram.size())
        return Error::Address;
    const std::uint32_t offset = address - alif::mram::kBase;
    if (size == 0 || size > m_mram.size() - offset)
        return Error::MramLength;
    if (address % alif::mram::kLine != 0 || size % alif::mram::kLine != 0)
        return Error::Alignment;
    if (offset < alif::mram::kApplicationSize)
        return size > alif::mram::kApplicationSize - offset ? Error::MramLength : Error::Success;
    if (payload.size() != 12 || wordAt(payload, 8) != m_token)
        return Error::AuthenticationToken;
    return m_authenticated ? Error::Success : Error::HostAuthentication;
}

void AlifSe::burn(Bytes payload, Time now)
{
    const Error error = judgeBurn(payload);
    if (error != Error::Success) {
        nak(error);
        return;
    }
    m_at = wordAt(payload, 0) - alif::mram::kBase;
    m_left = wordAt(payload, 4);
    m_download = Download::Image;
    work(now, m_options.burnTime);
    ack();
}

void AlifSe::data(Bytes payload, Time now)
{
    if (payload.size() <= kDataHead || payload[0] != 0x55 || payload[1] != 0x55) {
        nak(Error::PacketSize);
        return;
    }
    const Bytes bytes = payload.subspan(kDataHead);
    if (m_download == Download::Signature) {
        m_signed += static_cast<std::uint32_t>(bytes.size());
        ack();
        return;
    }
    if (m_download != Download::Image || bytes.size() > m_left) {
        nak(m_download == Download::Image ? Error::MramLength : Error::UnexpectedCommand);
        return;
    }
    work(now, m_options.chunkTime);
    if (!m_mram.program(m_at, bytes)) {
        nak(Error::MramWrite);
        return;
    }
    m_at += static_cast<std::uint32_t>(bytes.size());
    m_left -= static_cast<std::uint32_t>(bytes.size());
    ack();
}

void AlifSe::endDownload()
{
    const Download ended = m_download;
    m_download = Download::None;
    if (ended == Download::None) {
        nak(Error::UnexpectedCommand);
        return;
    }
    if (ended == Download::Signature) {
        m_authenticated = m_options.acceptsSignatures && m_signed > 0;
        m_authenticated ? ack() : nak(Error::ImageAuthentication);
        return;
    }
    m_authenticated = false;
    m_left == 0 ? ack() : nak(Error::ImageVerification);
}

void AlifSe::writeLine(Bytes payload, Time now)
{
    if (payload.size() != 4 + alif::mram::kLine) {
        nak(Error::PacketSize);
        return;
    }
    const std::uint32_t offset = wordAt(payload, 0);
    if (offset % alif::mram::kLine != 0) {
        nak(Error::MramOffsetAlignment);
        return;
    }
    work(now, m_options.chunkTime);
    m_mram.program(offset, payload.subspan(4)) ? ack() : nak(Error::MramWrite);
}

void AlifSe::work(Time now, protocol::Duration time)
{
    m_busyUntil = (m_busyUntil > now ? m_busyUntil : now) + time;
}

void AlifSe::nak(Error error)
{
    send(Code::Nak, std::array<std::uint8_t, 5>{static_cast<std::uint8_t>(error)});
}

void AlifSe::send(Code code, Bytes payload)
{
    alif::PacketBytes packet{};
    say(Bytes(packet).first(alif::encode(packet, code, payload)));
}

/// What does not fit is lost, as in a UART.
void AlifSe::say(Bytes bytes)
{
    for (const std::uint8_t byte : bytes)
        if (m_outSize < m_out.size())
            m_out[m_outSize++] = byte;
}

std::size_t AlifSe::transmit(MutableBytes into, Time now)
{
    if (m_dead || now < m_busyUntil)
        return 0;
    std::size_t size = 0;
    while (size < into.size() && m_outAt < m_outSize)
        into[size++] = m_out[m_outAt++];
    const bool knocking = m_options.deaf && m_outSize > 0;
    if (m_outAt < m_outSize || knocking)
        return size;
    m_outAt = 0;
    m_outSize = 0;
    // The host is told at the old rate.
    if (m_nextRate != 0)
        m_rate = m_nextRate;
    m_nextRate = 0;
    return size;
}

}  // namespace omv::firmware::loaders
