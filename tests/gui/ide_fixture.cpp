// SPDX-License-Identifier: MIT
#include "tests/gui/ide_fixture.h"

#include "app/ide/device_controller.h"
#include "widgets/panels/error_card.h"
#include "widgets/panels/task_strip.h"

#include <QTemporaryDir>

namespace omv::test {

namespace {

// A folder of its own for what virtual cameras announce: tests that run beside this one have
// theirs, and their boards must not appear in this window.
const struct OwnRuntimeFolder {
    OwnRuntimeFolder() { qputenv("XDG_RUNTIME_DIR", folder.path().toLocal8Bit()); }
    QTemporaryDir folder;
} ownRuntimeFolder;

}  // namespace

bool openDetails(ide::Workbench& window)
{
    auto* button = window.tasks->findChild<QPushButton*>(QStringLiteral("taskDetails"));
    if (!QTest::qWaitFor([&] { return button->isVisible(); }, 60000))
        return false;
    QTest::mouseClick(button, Qt::LeftButton);
    return window.errorCard->isVisible();
}

bool IdeFixture::connectTo(const QString& port)
{
    ide->devices().connectTo(port);
    return waitConnected();
}

}  // namespace omv::test
