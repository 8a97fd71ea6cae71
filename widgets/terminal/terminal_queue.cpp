// SPDX-License-Identifier: MIT
#include "widgets/terminal/terminal_queue.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace omv::ui {

namespace {

// Packets that come in the same millisecond are kept together up to this size.
constexpr qsizetype kTogether = 64 * 1024;

std::string_view viewOf(const QByteArray& bytes, qsizetype from, qsizetype size)
{
    return {bytes.constData() + from, static_cast<std::size_t>(size)};
}

QString gapText(quint64 lines)
{
    if (lines == 1)
        return QCoreApplication::translate("omv::ui::TerminalQueue",
                                           "— 1 line dropped: it came too fast to show —");
    return QCoreApplication::translate("omv::ui::TerminalQueue",
                                       "— %1 lines dropped: they came too fast to show —")
        .arg(QLocale().toString(lines));
}

}  // namespace

void TerminalQueue::append(const QByteArray& bytes, qint64 time)
{
    if (bytes.isEmpty())
        return;
    m_waiting += bytes.size();
    Entry* const last = m_entries.empty() ? nullptr : &m_entries.back();
    if (last && !last->status && last->time == time && last->bytes.size() < kTogether)
        last->bytes += bytes;
    else
        m_entries.push_back({bytes, time, 0, 0, false, 0});
    if (m_waiting > m_limit)
        drop();
}

void TerminalQueue::appendStatus(const QString& text, qint64 time)
{
    const QString shown = QCoreApplication::translate("omv::ui::TerminalQueue", "— %1 —").arg(text);
    m_entries.push_back({shown.toUtf8(), time, 0, 0, true, 0});
}

void TerminalQueue::beginRun(int run)
{
    Entry entry;
    entry.status = true;  // never dropped
    entry.run = run;
    m_entries.push_back(entry);
}

void TerminalQueue::clear()
{
    m_entries.clear();
    m_waiting = 0;
    m_dropped = 0;
    m_toldDropped = 0;
}

/// Makes the queue half empty, so that there is one gap where there would be many.
void TerminalQueue::drop()
{
    const qsizetype target = m_limit / 2;
    quint64 lines = 0;
    bool inLine = false;
    auto entry = m_entries.begin();
    for (; entry != m_entries.end() && (m_waiting > target || inLine); ++entry) {
        if (entry->status)
            continue;
        const qsizetype size = entry->bytes.size() - entry->taken;
        const std::string_view bytes = viewOf(entry->bytes, entry->taken, size);
        // As much as is too much, and on to the end of the line.
        const qsizetype excess = std::clamp<qsizetype>(m_waiting - target, 0, size);
        const std::size_t from = static_cast<std::size_t>(std::max<qsizetype>(0, excess - 1));
        const std::size_t end = bytes.find('\n', from);
        inLine = end == std::string_view::npos;
        const auto cut = inLine ? size : static_cast<qsizetype>(end) + 1;
        lines += static_cast<quint64>(
            std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(cut), '\n'));
        lines += entry->droppedBefore;
        entry->droppedBefore = 0;
        entry->taken += cut;
        m_waiting -= cut;
        if (!inLine && m_waiting <= target)
            break;
    }
    // The gap is told of where the text goes on; status lines in it are kept.
    if (entry == m_entries.end())
        entry = std::prev(entry);
    entry->droppedBefore += std::max<quint64>(1, lines);
    const auto gone = [](const Entry& e) {
        return !e.status && e.taken == e.bytes.size() && e.droppedBefore == 0;
    };
    m_entries.erase(std::remove_if(m_entries.begin(), m_entries.end(), gone), m_entries.end());
    quint64 told = 0;
    for (const Entry& each : m_entries)
        told += each.droppedBefore;
    m_dropped = m_toldDropped + told;
}

bool TerminalQueue::drain(TerminalBuffer& buffer, qsizetype bytes)
{
    while (!m_entries.empty() && bytes > 0) {
        Entry& entry = m_entries.front();
        if (entry.droppedBefore > 0) {
            const QString text = gapText(entry.droppedBefore);
            buffer.writeLine(text.toUtf8().toStdString(), LineKind::Status, entry.time);
            m_toldDropped += entry.droppedBefore;
            entry.droppedBefore = 0;
        }
        if (entry.run != 0) {
            buffer.beginRun(entry.run);
            m_entries.pop_front();
            continue;
        }
        if (entry.status) {
            buffer.writeLine(viewOf(entry.bytes, 0, entry.bytes.size()), LineKind::Status,
                             entry.time);
            m_entries.pop_front();
            continue;
        }
        const qsizetype taken = std::min(bytes, entry.bytes.size() - entry.taken);
        buffer.write(viewOf(entry.bytes, entry.taken, taken), entry.time);
        entry.taken += taken;
        bytes -= taken;
        m_waiting -= taken;
        if (entry.taken == entry.bytes.size())
            m_entries.pop_front();
    }
    return !m_entries.empty();
}

}  // namespace omv::ui
