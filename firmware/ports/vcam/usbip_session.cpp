// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/usbip_session.h"

#include <algorithm>

namespace omv::vcam {

using namespace protocol::usbip;
using protocol::Bytes;
using protocol::MutableBytes;

namespace {

constexpr std::uint32_t kLargestTransfer = 1024 * 1024;

}  // namespace

bool UsbIpSession::there()
{
    const auto now = m_port.plugged();
    return now && now->number == m_plugged.number;
}

UsbIpSession::Queue& UsbIpSession::queueOf(const Header& header)
{
    const std::size_t endpoint = header.endpoint % kEndpoints;
    return m_queues[endpoint == 0 || !header.in ? endpoint : kEndpoints + endpoint];
}

std::optional<std::size_t> UsbIpSession::take(Bytes input)
{
    std::size_t taken = 0;
    while (input.size() - taken >= kHeaderBytes) {
        const Bytes rest = input.subspan(taken);
        const auto header = parseHeader(rest.first<kHeaderBytes>());
        if (!header)
            return std::nullopt;
        if (header->command == Command::Unlink) {
            unlink(*header);
            taken += kHeaderBytes;
            continue;
        }
        if (header->command != Command::Submit || header->length > kLargestTransfer ||
            header->endpoint >= kEndpoints)
            return std::nullopt;
        const std::size_t data = header->in ? 0 : header->length;
        if (rest.size() - kHeaderBytes < data)
            break;
        const Bytes bytes = rest.subspan(kHeaderBytes, data);
        Transfer transfer{*header, {bytes.begin(), bytes.end()}, 0};
        queueOf(*header).push_back(std::move(transfer));
        taken += kHeaderBytes + data;
    }
    return taken;
}

/// What is unlinked in time is never answered itself.
void UsbIpSession::unlink(const Header& header)
{
    Header answer;
    answer.command = Command::UnlinkReply;
    answer.sequence = header.sequence;
    for (Queue& queue : m_queues) {
        const auto found = std::find_if(queue.begin(), queue.end(), [&](const Transfer& each) {
            return each.header.sequence == header.unlinked;
        });
        if (found == queue.end())
            continue;
        queue.erase(found);
        answer.status = kUnlinked;
        break;
    }
    reply(answer);
}

bool UsbIpSession::pump()
{
    // What one endpoint took may be what another waited for.
    std::size_t before = 0;
    do {
        before = m_output.size();
        for (Queue& queue : m_queues) {
            if (!pump(queue))
                return false;
        }
    } while (m_output.size() != before);
    return there();
}

bool UsbIpSession::pump(Queue& queue)
{
    while (!queue.empty() && m_output.size() < kMostOutput) {
        Transfer& transfer = queue.front();
        const UsbAnswer answer = offer(transfer);
        if (answer.kind == UsbAnswer::Kind::NotYet) {
            transfer.moved += transfer.header.in ? 0 : answer.size;
            return true;
        }
        const bool stalled = answer.kind == UsbAnswer::Kind::Stalled;
        // A device that left answers nothing.
        if (stalled && !there())
            return false;
        Header done;
        done.command = Command::SubmitReply;
        done.sequence = transfer.header.sequence;
        done.status = stalled ? kStalled : 0;
        if (!stalled)
            done.length = static_cast<std::uint32_t>(transfer.moved + answer.size);
        const bool data = transfer.header.in && !stalled;
        reply(done, data ? Bytes(transfer.data).first(done.length) : Bytes());
        queue.pop_front();
    }
    return true;
}

UsbAnswer UsbIpSession::offer(Transfer& transfer)
{
    const Header& header = transfer.header;
    UsbFunction& function = *m_plugged.function;
    if (header.in)
        transfer.data.resize(header.length);
    const Bytes out = header.in ? Bytes() : Bytes(transfer.data).subspan(transfer.moved);
    const MutableBytes in = header.in ? MutableBytes(transfer.data) : MutableBytes();
    UsbAnswer answer = header.endpoint == 0 ? function.control(header.setup, out, in)
        : header.in                         ? function.receive(header.endpoint, in)
                                            : function.send(header.endpoint, out);
    answer.size = std::min(answer.size, header.in ? in.size() : out.size());
    return answer;
}

void UsbIpSession::reply(const Header& header, Bytes data)
{
    const std::size_t at = m_output.size();
    m_output.resize(at + kHeaderBytes);
    storeHeader(std::span(m_output).subspan(at).first<kHeaderBytes>(), header);
    m_output.insert(m_output.end(), data.begin(), data.end());
}

bool UsbIpSession::waits(bool in) const
{
    const auto first = m_queues.begin() + (in ? kEndpoints : 0);
    return std::any_of(first, first + kEndpoints, [](const Queue& each) { return !each.empty(); });
}

pollfd UsbIpSession::readiness()
{
    if (m_output.size() >= kMostOutput)
        return {-1, 0, 0};
    return m_plugged.function->readiness(waits(false), waits(true));
}

int UsbIpSession::lookAgain()
{
    return waits(false) || waits(true) ? m_plugged.function->lookAgain() : -1;
}

}  // namespace omv::vcam
