// SPDX-License-Identifier: MIT
#include "app/ide/language/completion_controller.h"

#include "app/ide/language/script_scan.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>

namespace omv::ide {

using ui::CompletionItem;

namespace {

constexpr int kSyncPause = 250;  ///< milliseconds without typing
constexpr int kPatience = 350;
constexpr int kLettersToBegin = 2;
constexpr int kLargest = 1000000;  ///< characters
constexpr int kLongestWord = 200;

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

}  // namespace

CompletionController::CompletionController(QPlainTextEdit* editor, LspClient* client,
                                           const StubIndex& stubs)
    : QObject(editor)
    , m_editor(editor)
    , m_client(client)
    , m_stubs(stubs)
    , m_popup(new ui::CompletionPopup(editor))
    , m_hover(new ui::HoverTip(editor))
    , m_signature(new ui::SignatureTip(editor))
{
    m_syncTimer.setSingleShot(true);
    m_syncTimer.setInterval(kSyncPause);
    m_typedTimer.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_syncTimer, &QTimer::timeout, this, &CompletionController::sync);
    connect(&m_typedTimer, &QTimer::timeout, this, &CompletionController::afterTyping);
    connect(&m_patience, &QTimer::timeout, this, &CompletionController::proposeFromStubs);
    connect(m_popup, &ui::CompletionPopup::accepted, this, &CompletionController::insert);
    connect(m_popup, &ui::CompletionPopup::detailWanted, this, &CompletionController::wantDetail);
    connect(editor->document(), &QTextDocument::contentsChange, this,
            &CompletionController::onChange);
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this,
            &CompletionController::onCursorMoved);
    editor->installEventFilter(this);
    editor->viewport()->installEventFilter(this);
    editor->viewport()->setMouseTracking(true);
    if (!client)
        return;
    m_uri = client->newUri();
    client->openDocument(m_uri, tooLarge() ? QString() : editor->toPlainText());
    connect(client, &LspClient::completed, this, &CompletionController::onCompleted);
    connect(client, &LspClient::resolved, this, &CompletionController::onResolved);
    connect(client, &LspClient::hovered, this, &CompletionController::onHovered);
    connect(client, &LspClient::signatureFound, this, &CompletionController::onSignature);
}

CompletionController::~CompletionController()
{
    delete m_popup;
    delete m_hover;
    delete m_signature;
    if (m_client)
        m_client->closeDocument(m_uri);
}

void CompletionController::setTheme(const ui::Theme& theme)
{
    for (ui::Themed* each :
         {static_cast<ui::Themed*>(m_popup.data()), static_cast<ui::Themed*>(m_hover.data()),
          static_cast<ui::Themed*>(m_signature.data())}) {
        if (each)
            each->setTheme(theme);
    }
}

void CompletionController::setEnabled(bool on)
{
    if (m_enabled == on)
        return;
    m_enabled = on;
    hideAll();
    if (!m_client)
        return;
    if (on)
        m_client->openDocument(m_uri, tooLarge() ? QString() : m_editor->toPlainText());
    else
        m_client->closeDocument(m_uri);
}

void CompletionController::hideAll()
{
    m_patience.stop();
    m_completionId = 0;
    m_hoverId = 0;
    m_signatureId = 0;
    if (m_popup)
        m_popup->dismiss();
    if (m_hover)
        m_hover->hide();
    if (m_signature)
        m_signature->hide();
}

bool CompletionController::tooLarge() const
{
    return m_editor->document()->characterCount() > kLargest;
}

void CompletionController::sync()
{
    m_syncTimer.stop();
    if (m_client && m_enabled && !tooLarge())
        m_client->changeDocument(m_uri, m_editor->toPlainText());
}

QString CompletionController::textBefore(int position) const
{
    return m_editor->toPlainText().left(position);
}

int CompletionController::wordStart(int position) const
{
    const QTextDocument* document = m_editor->document();
    const int stop = std::max(0, position - kLongestWord);
    while (position > stop && isWord(document->characterAt(position - 1)))
        --position;
    return position;
}

/// In the editor's coordinates.
QRect CompletionController::rectOf(int from, int to) const
{
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(from);
    const QRect begin = m_editor->cursorRect(cursor);
    cursor.setPosition(to);
    const QRect inside = begin.united(m_editor->cursorRect(cursor));
    return inside.translated(m_editor->viewport()->pos());
}

void CompletionController::onChange(int, int removed, int added)
{
    if (!m_enabled)
        return;
    m_syncTimer.start();
    if (m_hover)
        m_hover->hide();
    if (m_inserting)
        return;
    // A bracket may bring its partner; at the start of a block Qt counts what stands there too.
    const int more = added - removed;
    const bool one = (more == 1 || more == 2) && added <= 3;
    const bool less = more == -1 && removed <= 2;
    if (!one && !less) {
        // Pasted, undone or loaded: nobody types.
        m_askedFor = -1;
        if (m_popup)
            m_popup->dismiss();
        return;
    }
    m_added = one;
    m_typedTimer.start(0);
}

void CompletionController::afterTyping()
{
    if (!m_popup || m_editor->isReadOnly() || tooLarge())
        return;
    const int position = m_editor->textCursor().position();
    const QChar last = position > 0 ? m_editor->document()->characterAt(position - 1) : QChar();
    const int start = wordStart(position);
    if (m_popup->isVisible() && start == m_wordStart && position > start) {
        m_popup->setTyped(textBefore(position).mid(start));
        return;
    }
    m_popup->dismiss();
    if (m_added && (last == QLatin1Char('(') || last == QLatin1Char(',')))
        updateSignature();
    if (!m_automatic || !m_added)
        return;
    // Typing went on before the answer: it must be asked for anew, the text is another one now.
    const bool pending = m_completionId != 0 && start == m_wordStart;
    const bool dot = last == QLatin1Char('.');
    const bool word = position - start >= kLettersToBegin && start != m_askedFor &&
        !m_editor->document()->characterAt(start).isDigit();
    if (!pending && !dot && !word)
        return;
    m_askedFor = start;
    requestCompletion();
}

void CompletionController::requestCompletion()
{
    if (!m_enabled || !m_popup || m_editor->isReadOnly() || tooLarge())
        return;
    const QTextCursor cursor = m_editor->textCursor();
    m_wordStart = wordStart(cursor.position());
    m_completionId = 0;
    if (caretContext(textBefore(cursor.position())).kind == CaretContext::Kind::Nothing)
        return;
    sync();
    if (m_client)
        m_completionId = m_client->complete(m_uri, cursor.blockNumber(), cursor.positionInBlock());
    if (m_completionId == 0)
        proposeFromStubs();
    else
        m_patience.start();
}

void CompletionController::proposeFromStubs()
{
    m_patience.stop();
    propose(m_stubs.complete(textBefore(m_editor->textCursor().position())));
}

void CompletionController::onCompleted(int id, const QList<CompletionItem>& items)
{
    if (id != m_completionId || id == 0)
        return;
    m_completionId = 0;
    m_patience.stop();
    if (items.isEmpty()) {
        if (m_popup && !m_popup->isVisible())
            proposeFromStubs();
        return;
    }
    QList<CompletionItem> all = items;
    enrich(all);
    propose(all);
}

/// Whether a PC's Python has the name that stands behind `before`, and MicroPython has not. Only
/// of names that a server knows: what is unknown may be a module of the user's.
bool CompletionController::isHostOnly(const QString& before, const QString& name) const
{
    using Kind = CaretContext::Kind;
    const CaretContext context = caretContext(before);
    switch (context.kind) {
    case Kind::Nothing: return false;
    case Kind::Module: return m_stubs.moduleIsHostOnly(context.owner + name);
    case Kind::ImportedName:
        return m_stubs.moduleIsHostOnly(context.owner) ||
            m_stubs.nameIsHostOnly(context.owner, name);
    case Kind::Plain: {
        const QString module = importOf(before, name);
        return module.isEmpty() ? m_stubs.nameIsHostOnly(QStringLiteral("builtins"), name)
                                : m_stubs.moduleIsHostOnly(module);
    }
    case Kind::Member: break;
    }
    const QString module = importOf(before, context.owner.section(QLatin1Char('.'), 0, 0));
    if (!module.isEmpty() && m_stubs.moduleIsHostOnly(module))
        return true;
    const QString type = typeOfExpression(m_stubs, before, context.owner);
    if (!type.isEmpty())
        return m_stubs.nameIsHostOnly(type, name);
    return m_stubs.nameIsHostOnly(context.owner, name) || m_stubs.methodIsHostOnly(name);
}

/// Adds what the stubs know, and marks what MicroPython lacks.
void CompletionController::enrich(QList<CompletionItem>& items) const
{
    const QString before = textBefore(m_wordStart);
    const QList<CompletionItem> ours = caretContext(before).kind == CaretContext::Kind::Plain
        ? QList<CompletionItem>()
        : m_stubs.complete(before);
    const auto sameName = [](const QString& name) {
        return [&name](const CompletionItem& item) { return item.name == name; };
    };
    for (CompletionItem& item : items) {
        const auto known = std::find_if(ours.begin(), ours.end(), sameName(item.name));
        if (known != ours.end())
            item = *known;
        else
            item.hostOnly = isHostOnly(before, item.name);
    }
    // The server lists modules of files only, and stubs are none to it.
    for (const CompletionItem& item : ours) {
        if (std::none_of(items.begin(), items.end(), sameName(item.name)))
            items.append(item);
    }
}

void CompletionController::propose(QList<CompletionItem> items)
{
    if (!m_popup)
        return;
    const int position = m_editor->textCursor().position();
    if (wordStart(position) != m_wordStart)
        return;  // the caret went elsewhere meanwhile
    const QString typed = textBefore(position).mid(m_wordStart);
    m_popup->propose(items, typed, rectOf(m_wordStart, m_wordStart));
}

void CompletionController::wantDetail(const CompletionItem& item)
{
    m_resolveId = m_client ? m_client->resolve(item.name) : 0;
}

void CompletionController::onResolved(int id, const CompletionItem& item, const QString& parent)
{
    if (id != m_resolveId || id == 0 || !m_popup)
        return;
    m_resolveId = 0;
    if (item.name.isEmpty())
        return;
    CompletionItem detailed = item;
    if (const CompletionItem* known = m_stubs.member(parent, item.name))
        detailed = *known;
    detailed.hostOnly = isHostOnly(textBefore(m_wordStart), item.name);
    // A signature that says nothing more must not be asked for again.
    if (detailed.signature.isEmpty() && detailed.summary.isEmpty())
        detailed.signature = detailed.name;
    m_popup->setDetail(detailed);
}

void CompletionController::insert(const CompletionItem& item)
{
    m_inserting = true;
    QTextCursor cursor = m_editor->textCursor();
    const int end = cursor.position();
    cursor.beginEditBlock();
    cursor.setPosition(std::min(m_wordStart, end));
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(item.name);
    cursor.endEditBlock();
    m_editor->setTextCursor(cursor);
    m_inserting = false;
}

void CompletionController::onCursorMoved()
{
    if (m_popup && m_popup->isVisible() && !m_typedTimer.isActive()) {
        const int position = m_editor->textCursor().position();
        if (position < m_wordStart || wordStart(position) != m_wordStart)
            m_popup->dismiss();
    }
    if (m_signature && m_signature->isVisible())
        updateSignature();
}

void CompletionController::updateSignature()
{
    if (!m_signature || !m_enabled || tooLarge())
        return;
    const QTextCursor cursor = m_editor->textCursor();
    const QString before = textBefore(cursor.position());
    m_signatureId = 0;
    if (!openCall(before)) {
        m_signature->hide();
        return;
    }
    if (const auto info = m_stubs.signature(before)) {
        m_signature->showAt(*info, rectOf(cursor.position(), cursor.position()));
        return;
    }
    sync();
    if (m_client)
        m_signatureId = m_client->signature(m_uri, cursor.blockNumber(), cursor.positionInBlock());
    if (m_signatureId == 0)
        m_signature->hide();
}

void CompletionController::onSignature(int id, const ui::SignatureInfo& info)
{
    if (id != m_signatureId || id == 0 || !m_signature)
        return;
    m_signatureId = 0;
    const int position = m_editor->textCursor().position();
    m_signature->showAt(info, rectOf(position, position));
}

/// False: there is no word, and somebody else may have something to say.
bool CompletionController::hoverAt(const QPoint& position)
{
    if (tooLarge())
        return false;
    QTextCursor cursor = m_editor->cursorForPosition(position);
    const int start = wordStart(cursor.position());
    int end = cursor.position();
    while (end < start + kLongestWord && isWord(m_editor->document()->characterAt(end)))
        ++end;
    const QRect word = rectOf(start, end);
    m_hoverRect = word.translated(-m_editor->viewport()->pos());
    m_hoverId = 0;
    if (start == end || !m_hoverRect.adjusted(-2, 0, 2, 0).contains(position)) {
        m_hover->hide();
        return false;
    }
    // The stubs go first: of a constant the server only says that it is a number.
    const QString before = textBefore(end);
    const auto known = m_stubs.lookUp(before);
    if (known && caretContext(before).kind != CaretContext::Kind::Nothing) {
        m_hover->showAt(known->signature, known->summary, word, known->hostOnly);
        return true;
    }
    sync();
    m_hoverEnd = end;
    cursor.setPosition(start);
    if (m_client)
        m_hoverId = m_client->hover(m_uri, cursor.blockNumber(), cursor.positionInBlock());
    return true;
}

void CompletionController::onHovered(int id, const QString& signature, const QString& text)
{
    if (id != m_hoverId || id == 0 || !m_hover)
        return;
    m_hoverId = 0;
    const int start = wordStart(m_hoverEnd);
    const QString before = textBefore(m_hoverEnd);
    m_hover->showAt(signature, text, m_hoverRect.translated(m_editor->viewport()->pos()),
                    isHostOnly(before.left(start), before.mid(start)));
}

/// Keys that are ours while something is open, whatever shortcut else has them.
bool CompletionController::wantsKey(const QKeyEvent& event) const
{
    const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    const bool popup = m_popup && m_popup->isVisible();
    switch (event.key()) {
    case Qt::Key_Escape: return plain && (popup || (m_signature && m_signature->isVisible()));
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: return plain && popup;
    default: return false;
    }
}

bool CompletionController::onKeyPress(const QKeyEvent& event)
{
    if (m_hover)
        m_hover->hide();
    if (m_popup && m_popup->handleKey(event))
        return true;
    if (event.key() == Qt::Key_Escape && m_signature && m_signature->isVisible()) {
        m_signature->hide();
        return true;
    }
    if (event.key() == Qt::Key_Space && event.modifiers() == Qt::ControlModifier) {
        requestCompletion();
        return true;
    }
    return false;
}

bool CompletionController::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_enabled)
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (watched == m_editor && wantsKey(*static_cast<QKeyEvent*>(event)))
            event->accept();
        return false;
    case QEvent::KeyPress:
        return watched == m_editor && onKeyPress(*static_cast<QKeyEvent*>(event));
    case QEvent::ToolTip:
        if (watched != m_editor->viewport() || !m_hover)
            return false;
        return hoverAt(static_cast<QHelpEvent*>(event)->pos());
    case QEvent::MouseMove:
        if (m_hover && m_hover->isVisible() &&
            !m_hoverRect.contains(static_cast<QMouseEvent*>(event)->pos()))
            m_hover->hide();
        return false;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Resize:
        if (watched == m_editor)
            hideAll();
        return false;
    case QEvent::Wheel:
    case QEvent::Leave:
        if (watched == m_editor->viewport() && event->type() == QEvent::Wheel)
            hideAll();
        else if (m_hover)
            m_hover->hide();
        return false;
    default: return false;
    }
}

}  // namespace omv::ide
