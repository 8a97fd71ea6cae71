// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>

#include "libopenmv/src/descriptor_transport.h"
#include "libopenmv/src/error_catalog.h"

namespace omv {

Result<TransportPair> makeTransportPair()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        return fail("OMV-E0113", "Cannot create an in-process connection", errnoText(errno));
    }
    UniqueFd first(ends[0]);
    UniqueFd second(ends[1]);
    auto firstWake = WakeEvent::create();
    auto secondWake = WakeEvent::create();
    if (!firstWake || !secondWake) {
        return Unexpected{(firstWake ? secondWake : firstWake).error()};
    }
    const auto make = [](UniqueFd fd, WakeEvent wake, const char* name) {
        ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
        ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
        return std::make_unique<DescriptorTransport>(
            DescriptorTransport::Setup{std::move(fd), std::move(wake), name, true, true});
    };
    TransportPair pair;
    pair.first = make(std::move(first), *std::move(firstWake), "pair:first");
    pair.second = make(std::move(second), *std::move(secondWake), "pair:second");
    return pair;
}

}  // namespace omv
