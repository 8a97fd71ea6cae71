// SPDX-License-Identifier: MIT
#include "widgets/editor/block_data.h"

#include <QTextDocument>

namespace omv::ui {

QString startOf(const QTextBlock& block)
{
    if (!isLong(block))
        return block.text();
    // QTextBlock::text() copies all of it.
    constexpr int kStart = 1000;
    const QTextDocument* document = block.document();
    QString start;
    start.reserve(kStart);
    for (int i = 0; i < kStart; ++i)
        start += document->characterAt(block.position() + i);
    return start;
}

}  // namespace omv::ui
