// SPDX-License-Identifier: MIT
#include "tests/gui/ide_fixture.h"

#include "app/ide/device_controller.h"

namespace omv::test {

bool IdeFixture::connectTo(const QString& port)
{
    ide->devices().connectTo(port);
    return waitConnected();
}

}  // namespace omv::test
