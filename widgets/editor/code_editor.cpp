// SPDX-License-Identifier: MIT
#include "widgets/editor/code_editor.h"

#include "widgets/editor/block_data.h"
#include "widgets/editor/code_editor_state.h"
#include "widgets/editor/edit_commands.h"
#include "widgets/editor/folding.h"
#include "widgets/theme/language.h"

#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kLeastPoints = 6;
constexpr double kMostPoints = 72;
constexpr double kLineHeight = 1.6;

}  // namespace

CodeEditor::CodeEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_state(std::make_unique<State>())
{
    m_state->highlighter = new Highlighter(this);
    m_state->highlighter->setLexer(lexerFor({}));
    m_state->gutter = new EditorGutter(this);
    m_state->scrollBar = new MarkedScrollBar(this);
    m_state->errorBox = new ErrorBox(viewport());
    m_state->errorBox->hide();
    setVerticalScrollBar(m_state->scrollBar);
    setFrameShape(QFrame::NoFrame);
    followLanguage(this, [this] { setAccessibleName(tr("Code editor")); });
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::caretChanged);
    connect(this, &QPlainTextEdit::selectionChanged, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::updateMargins);
    connect(this, &QPlainTextEdit::updateRequest, m_state->gutter,
            [gutter = m_state->gutter] { gutter->update(); });
    connect(m_state->errorBox, &ErrorBox::closeClicked, this, &CodeEditor::clearError);
    connect(m_state->errorBox, &ErrorBox::linkClicked, this, &CodeEditor::errorLinkClicked);
    connectDocument();
    setTheme(Theme());
}

CodeEditor::~CodeEditor()
{
    if (m_state->document)
        m_state->document->disconnect(this);
    // Half of it is gone when the parts below it tell of their end.
    blockSignals(true);
}

void CodeEditor::setTheme(const Theme& theme)
{
    m_theme = theme;
    const Colors& colors = theme.colors();
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, colors.editor);
    palette.setColor(QPalette::Text, colors.syntax.value(u"text"_s, colors.text));
    // The editor draws selections itself, in rows without gaps.
    palette.setColor(QPalette::Highlight, Qt::transparent);
    palette.setColor(QPalette::HighlightedText, colors.text);
    setPalette(palette);
    setCursorWidth(theme.px(2));
    m_state->highlighter->setTheme(theme);
    m_state->errorBox->setTheme(theme);
    m_state->scrollBar->setTheme(theme);
    applyFont();
    updateMarks();
}

void CodeEditor::applyFont()
{
    QFont font = m_theme.font(TextSize::Code);
    const double scale = m_theme.options().scale;
    const double points = font.pointSizeF() / scale + m_zoom;
    font.setPointSizeF(std::clamp(points, kLeastPoints, kMostPoints) * scale);
    setFont(font);
    applyDocumentOptions();
}

void CodeEditor::setOptions(const EditorOptions& options)
{
    if (options == m_options)
        return;
    m_options = options;
    if (!options.folding)
        foldAll(false);
    applyDocumentOptions();
    m_state->gutter->update();
    viewport()->update();
}

void CodeEditor::applyDocumentOptions()
{
    const QFontMetricsF metrics(font());
    document()->setDefaultFont(font());
    if (document()->documentMargin() != m_theme.px(6)) {
        // Qt takes it for a change of the text.
        const bool modified = document()->isModified();
        document()->setDocumentMargin(m_theme.px(6));
        document()->setModified(modified);
    }
    setTabStopDistance(m_options.indentWidth * metrics.horizontalAdvance(u' '));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    if (m_state->layout)
        m_state->layout->setWrapWidth(m_options.wordWrap ? viewport()->width() : 0);
    setLineWrapMode(m_options.wordWrap ? WidgetWidth : NoWrap);
    if (m_state->layout) {
        const double size = QFontInfo(font()).pixelSize();
        m_state->layout->setRowHeight(std::ceil(std::max(metrics.height(), size * kLineHeight)));
    }
    updateMargins();
    placeErrorBox();
}

void CodeEditor::showDocument(QTextDocument* document)
{
    clearError();
    m_state->hits.clear();
    m_state->brackets.reset();
    m_state->highlighter->setDocument(nullptr);
    if (m_state->document)
        m_state->document->disconnect(this);
    document->setDocumentLayout(new EditorLayout(document));
    setDocument(document);
    connectDocument();
    applyDocumentOptions();
    updateMarks();
    caretChanged();
}

void CodeEditor::connectDocument()
{
    QTextDocument* text = document();
    m_state->document = text;
    m_state->layout = text->findChild<EditorLayout*>();
    if (!m_state->layout) {
        m_state->layout = new EditorLayout(text);
        text->setDocumentLayout(m_state->layout);
    }
    // Before the highlighter, whose changes of formats need to know where the box is.
    connect(text, &QTextDocument::contentsChange, this, &CodeEditor::documentChanged);
    m_state->highlighter->setDocument(text);
}

void CodeEditor::setLanguageByName(const QString& fileName)
{
    m_state->highlighter->setLexer(lexerFor(fileName));
    viewport()->update();
}

QString CodeEditor::language() const
{
    const LineLexer* lexer = m_state->highlighter->lexer();
    return lexer ? lexer->language() : tr("Plain text");
}

QString CodeEditor::languageOf(const QString& fileName)
{
    const QString language = languageFor(fileName);
    return language.isEmpty() ? tr("Plain text") : language;
}

bool CodeEditor::python() const
{
    return language() == "Python"_L1;
}

int CodeEditor::rowHeight() const
{
    return m_state->layout ? static_cast<int>(m_state->layout->rowHeight()) : 0;
}

void CodeEditor::setZoom(int steps)
{
    const double points = m_theme.font(TextSize::Code).pointSizeF() / m_theme.options().scale;
    const int least = static_cast<int>(std::ceil(kLeastPoints - points));
    const int most = static_cast<int>(std::floor(kMostPoints - points));
    const int wanted = std::clamp(steps, std::min(0, least), most);
    if (wanted == m_zoom)
        return;
    m_zoom = wanted;
    applyFont();
    emit zoomChanged(m_zoom);
}

TextPosition CodeEditor::caret() const
{
    const QTextCursor cursor = textCursor();
    return {cursor.blockNumber() + 1, cursor.positionInBlock() + 1};
}

void CodeEditor::goTo(TextPosition position)
{
    const int line = std::clamp(position.line, 1, blockCount());
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(position.column - 1, 0, block.length() - 1));
    select({cursor.position(), 0});
}

void CodeEditor::select(TextRange range)
{
    const int end = document()->characterCount() - 1;
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(range.position, 0, end));
    if (unfoldTo(cursor.block(), m_options.indentWidth))
        layoutChanged();
    cursor.setPosition(std::clamp(range.end(), 0, end), QTextCursor::KeepAnchor);
    const QRect before = viewport()->rect();
    setTextCursor(cursor);
    // What was far away lands in the middle, where one looks.
    QTextCursor start(document());
    start.setPosition(cursor.selectionStart());
    const QRect box = cursorRect(start);
    const int margin = 2 * rowHeight();
    if (box.top() < before.top() + margin || box.bottom() > before.bottom() - margin)
        centerCursor();
}

ViewState CodeEditor::viewState() const
{
    ViewState state;
    state.caret = textCursor().position();
    state.anchor = textCursor().anchor();
    state.topLine =
        m_state->pendingTop >= 0 ? m_state->pendingTop : firstVisibleBlock().blockNumber();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (isFolded(block))
            state.folded.append(block.blockNumber());
    }
    return state;
}

void CodeEditor::setViewState(const ViewState& state)
{
    for (const int line : state.folded) {
        const QTextBlock block = document()->findBlockByNumber(line);
        if (block.isValid() && m_options.folding && canFold(block, m_options.indentWidth))
            setFolded(block, true, m_options.indentWidth);
    }
    if (!state.folded.isEmpty())
        layoutChanged();
    const int end = document()->characterCount() - 1;
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(state.anchor, 0, end));
    cursor.setPosition(std::clamp(state.caret, 0, end), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    const QTextBlock top =
        document()->findBlockByNumber(std::clamp(state.topLine, 0, blockCount() - 1));
    m_state->pendingTop = isVisible() ? -1 : top.blockNumber();
    verticalScrollBar()->setValue(top.firstLineNumber());
}

void CodeEditor::perform(EditCommand command)
{
    QTextCursor cursor = textCursor();
    const auto change = [&](auto edit) {
        edit(cursor);
        setTextCursor(cursor);
    };
    const LineLexer* lexer = m_state->highlighter->lexer();
    if (command == EditCommand::MoveLinesUp || command == EditCommand::MoveLinesDown ||
        command == EditCommand::DuplicateLines || command == EditCommand::DeleteLines)
        takeFolded(cursor);
    switch (command) {
    case EditCommand::Indent: return change([&](auto& c) { indentLines(c, m_options); });
    case EditCommand::Unindent: return change([&](auto& c) { unindentLines(c, m_options); });
    case EditCommand::ToggleComment:
        return change([&](auto& c) { toggleComment(c, lexer ? lexer->lineComment() : u"#"_s); });
    case EditCommand::MoveLinesUp: return change([](auto& c) { moveLines(c, true); });
    case EditCommand::MoveLinesDown: return change([](auto& c) { moveLines(c, false); });
    case EditCommand::DuplicateLines: return change(duplicateLines);
    case EditCommand::DeleteLines: return change(deleteLines);
    case EditCommand::JoinLines: return change(joinLines);
    case EditCommand::SelectLine: return change(selectLine);
    case EditCommand::TrimTrailingSpace: return change(trimTrailingSpace);
    case EditCommand::UpperCase: return change([](auto& c) { changeCase(c, true); });
    case EditCommand::LowerCase: return change([](auto& c) { changeCase(c, false); });
    case EditCommand::JumpToBracket: return jumpToBracket();
    case EditCommand::FoldAll: return foldAll(true);
    case EditCommand::UnfoldAll: return foldAll(false);
    case EditCommand::ToggleFold: {
        const QTextBlock header = foldAround(cursor.block(), m_options.indentWidth);
        if (header.isValid())
            foldLine(header.blockNumber(), !isFolded(header));
        return;
    }
    }
}

/// What is folded below the last line of the selection is selected with it, and shown.
void CodeEditor::takeFolded(QTextCursor& cursor)
{
    const QTextBlock last = document()->findBlock(cursor.selectionEnd());
    const QTextBlock end = isFolded(last) ? foldEnd(last, m_options.indentWidth) : QTextBlock();
    if (!end.isValid())
        return;
    const int start = cursor.selectionStart();
    foldLine(last.blockNumber(), false);
    cursor.setPosition(start);
    cursor.setPosition(end.position() + end.length() - 1, QTextCursor::KeepAnchor);
}

void CodeEditor::jumpToBracket()
{
    const auto pair = bracketsAt(document(), textCursor().position());
    if (!pair || pair->partner < 0)
        return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(pair->partner + (pair->partner > pair->at ? 1 : 0));
    if (unfoldTo(cursor.block(), m_options.indentWidth))
        layoutChanged();
    setTextCursor(cursor);
}

void CodeEditor::foldLine(int line, bool folded)
{
    const QTextBlock header = document()->findBlockByNumber(line);
    setFolded(header, folded, m_options.indentWidth);
    QTextCursor cursor = textCursor();
    if (!cursor.block().isVisible()) {
        cursor.setPosition(header.position() + header.length() - 1);
        setTextCursor(cursor);
    }
    layoutChanged();
}

void CodeEditor::foldAll(bool folded)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const bool fold = folded && canFold(block, m_options.indentWidth);
        if (fold || (!folded && isFolded(block)))
            setFolded(block, folded, m_options.indentWidth);
    }
    QTextCursor cursor = textCursor();
    if (!cursor.block().isVisible()) {
        const QTextBlock header = foldAround(cursor.block(), m_options.indentWidth);
        cursor.setPosition(header.isValid() ? header.position() : 0);
        setTextCursor(cursor);
    }
    layoutChanged();
}

void CodeEditor::layoutChanged()
{
    if (m_state->layout)
        m_state->layout->announceSize();
    placeErrorBox();
    updateMarks();
    m_state->gutter->update();
    viewport()->update();
}

QString CodeEditor::wordBeforeCaret(bool dotted) const
{
    const QTextCursor cursor = textCursor();
    // The patterns are tried at each character.
    constexpr int kLongestPath = 400;
    const QString before = cursor.block().text().left(cursor.positionInBlock()).right(kLongestPath);
    static const QRegularExpression name(u"[^\\W\\d]?\\w*$"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression path(u"(?:[^\\W\\d]\\w*\\.)*(?:[^\\W\\d]\\w*)?$"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    return (dotted ? path : name).match(before).captured();
}

void CodeEditor::replaceWordBeforeCaret(const QString& text)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    const int length = static_cast<int>(wordBeforeCaret().size());
    cursor.setPosition(cursor.position());
    cursor.setPosition(cursor.position() - length, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    cursor.endEditBlock();
    setTextCursor(cursor);
}

std::optional<int> CodeEditor::positionAt(const QPoint& point) const
{
    std::optional<int> position;
    eachLineInSight([&](const QTextBlock& block, qreal top) {
        const qreal y = point.y() - top;
        const QTextLayout* layout = block.layout();
        const int row = rowHeight() > 0 ? static_cast<int>(std::floor(y / rowHeight())) : -1;
        if (y < 0 || row >= layout->lineCount() || row < 0)
            return;
        const QTextLine line = layout->lineAt(row);
        const qreal x = point.x() - contentOffset().x();
        if (x >= line.naturalTextRect().left() && x < line.naturalTextRect().right())
            position = block.position() + line.xToCursor(x, QTextLine::CursorOnCharacter);
    });
    return position;
}

bool CodeEditor::caretInText() const
{
    const QTextCursor cursor = textCursor();
    const int column = cursor.positionInBlock();
    // Right behind the last character of an open string or a comment is still inside.
    return inStringOrComment(cursor.block(), column)
        ? column == 0 || inStringOrComment(cursor.block(), column - 1)
        : column > 0 && column == cursor.block().length() - 1 &&
            inStringOrComment(cursor.block(), column - 1) &&
            !QStringView(u"\"'").contains(cursor.block().text().back());
}

}  // namespace omv::ui
