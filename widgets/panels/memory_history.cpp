// SPDX-License-Identifier: MIT
#include "widgets/panels/memory_history.h"

#include <QCoreApplication>

#include <algorithm>

namespace omv::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ui", text);
}

// Bits of firmware 5.0, from the least.
constexpr const char* kFlags[] = {
    QT_TRANSLATE_NOOP("omv::ui", "fast"),         QT_TRANSLATE_NOOP("omv::ui", "ITCM"),
    QT_TRANSLATE_NOOP("omv::ui", "DTCM"),         QT_TRANSLATE_NOOP("omv::ui", "DMA domain 1"),
    QT_TRANSLATE_NOOP("omv::ui", "DMA domain 2"), QT_TRANSLATE_NOOP("omv::ui", "DMA domain 3"),
    QT_TRANSLATE_NOOP("omv::ui", "transient"),
};

}  // namespace

QString poolName(const omv::MemoryPool& pool, int index)
{
    if (pool.kind == "gc")
        return index == 0 ? tr("GC heap") : tr("GC heap %1").arg(index);
    if (pool.kind == "uma")
        return tr("UMA pool %1").arg(index);
    return tr("%1 pool %2").arg(QString::fromStdString(pool.kind)).arg(index);
}

QStringList poolFlags(std::uint16_t flags)
{
    QStringList words;
    unsigned bit = 1;
    for (const char* const word : kFlags) {
        if (flags & bit)
            words.append(tr(word));
        bit <<= 1;
    }
    for (; bit <= 0x8000; bit <<= 1) {
        if (flags & bit)
            words.append(tr("flag 0x%1").arg(bit, 0, 16));
    }
    return words;
}

void MemoryHistory::add(const omv::MemoryPool& pool, std::int64_t time)
{
    const bool another = pool.total != m_latest.total || pool.kind != m_latest.kind;
    if (another || (!m_samples.empty() && time < m_samples.back().time)) {
        m_samples.clear();
        m_peak = 0;
    }
    m_latest = pool;
    m_samples.push_back({time, pool.used});
    while (m_samples.size() > kMost || m_samples.front().time < time - kSpan)
        m_samples.pop_front();
    m_peak = std::max({m_peak, pool.peak, pool.used});
}

}  // namespace omv::ui
