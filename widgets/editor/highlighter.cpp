// SPDX-License-Identifier: MIT
#include "widgets/editor/highlighter.h"

#include "widgets/editor/block_data.h"
#include "widgets/editor/editor_layout.h"

#include <QTextDocument>

#include <algorithm>

namespace omv::ui {

namespace {

// What a key press may take, and a step of the rest.
constexpr std::chrono::milliseconds kAtOnce{8};
constexpr std::chrono::milliseconds kStep{6};

}  // namespace

Highlighter::Highlighter(QObject* parent)
    : QObject(parent)
{
    m_timer.setInterval(0);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Highlighter::work);
}

void Highlighter::setDocument(QTextDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &QTextDocument::contentsChange, this, &Highlighter::changed);
        m_blocks = document->blockCount();
    }
    invalidateAll();
}

void Highlighter::setLexer(std::unique_ptr<LineLexer> lexer)
{
    m_lexer = std::move(lexer);
    if (m_lexer)
        m_lexer->setTheme(m_theme);
    invalidateAll();
}

void Highlighter::setTheme(const Theme& theme)
{
    m_theme = theme;
    if (m_lexer)
        m_lexer->setTheme(theme);
    invalidateAll();
}

void Highlighter::setInSight(int first, int last)
{
    if (first == m_firstInSight && last == m_lastInSight)
        return;
    m_firstInSight = first;
    m_lastInSight = last;
    if (m_begin <= last && m_begin < m_end)
        run(kAtOnce, last);
}

void Highlighter::invalidateAll()
{
    if (!m_document)
        return;
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        if (BlockData* data = BlockData::find(block))
            data->dirty = true;
    }
    m_begin = 0;
    m_end = m_blocks = m_document->blockCount();
    run(kAtOnce, m_lastInSight);
}

void Highlighter::changed(int position, int removed, int added)
{
    Q_UNUSED(removed)
    const QTextBlock first = m_document->findBlock(position);
    QTextBlock last = m_document->findBlock(position + added);
    if (!last.isValid())
        last = m_document->lastBlock();
    if (!first.isValid())
        return;
    const int delta = m_document->blockCount() - m_blocks;
    m_blocks = m_document->blockCount();
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        if (BlockData* data = BlockData::find(block))
            data->dirty = true;
        if (block == last)
            break;
    }
    const bool wasIdle = idle();
    if (!wasIdle) {
        if (m_begin > first.blockNumber())
            m_begin = std::max(first.blockNumber(), m_begin + delta);
        if (m_end > first.blockNumber())
            m_end = std::max(first.blockNumber(), m_end + delta);
    }
    m_begin = wasIdle ? first.blockNumber() : std::min(m_begin, first.blockNumber());
    m_end = wasIdle ? last.blockNumber() + 1 : std::max(m_end, last.blockNumber() + 1);
    m_end = std::min(m_end, m_blocks);
    run(kAtOnce, m_blocks);
}

void Highlighter::work()
{
    run(kStep, m_blocks);
}

/// Goes on from m_begin, to `until` at most; what is left is for the timer.
void Highlighter::run(std::chrono::milliseconds budget, int until)
{
    if (!m_document)
        return;
    const auto deadline = std::chrono::steady_clock::now() + budget;
    QTextBlock block = m_document->findBlockByNumber(m_begin);
    while (block.isValid() && m_begin < m_end && m_begin <= until) {
        const bool carriesOn = lexBlock(block);
        ++m_begin;
        if (carriesOn && m_begin == m_end)
            m_end = std::min(m_end + 1, m_blocks);
        block = block.next();
        if (std::chrono::steady_clock::now() >= deadline)
            break;
    }
    if (!block.isValid())
        m_begin = m_end;
    if (m_begin < m_end)
        m_timer.start();
}

/// True when the state at the end of the line changed: the next line is out of date.
bool Highlighter::lexBlock(QTextBlock block)
{
    const BlockData* previous = BlockData::find(block.previous());
    const int before = previous ? std::max(0, previous->after) : 0;
    BlockData& data = BlockData::of(block);
    if (!data.dirty && data.before == before)
        return false;
    ++m_lexed;
    LexedLine line;
    if (m_lexer && !isLong(block)) {
        line = m_lexer->lex(block.text(), before);
    } else if (m_lexer) {
        // As if the line were not there.
        line.after = before;
        line.stringState = previous ? previous->stringState : 0;
    }
    const bool differs = line.after != data.after;
    data.before = before;
    data.after = line.after;
    data.stringState = line.stringState;
    data.dirty = false;
    data.strings = std::move(line.strings);
    if (block.layout()->formats() != line.formats)
        show(block, line.formats);
    return differs;
}

void Highlighter::show(QTextBlock block, const QList<QTextLayout::FormatRange>& formats)
{
    block.layout()->setFormats(formats);
    const int number = block.blockNumber();
    auto* layout = qobject_cast<EditorLayout*>(m_document->documentLayout());
    if (layout && (number < m_firstInSight || number > m_lastInSight))
        layout->formatsChanged(block);
    else
        m_document->markContentsDirty(block.position(), block.length());
}

}  // namespace omv::ui
