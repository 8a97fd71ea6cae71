// SPDX-License-Identifier: MIT
#include "widgets/editor/find_bar.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/search.h"
#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QTextBlock>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

// Beyond this the count says "more than", and the rest is not marked.
constexpr int kMostHits = 10000;
// Of a text that is being edited: the marks follow when the typing pauses.
constexpr int kRefreshMs = 150;

QString textOf(const CodeEditor* editor)
{
    QString text = editor->document()->toRawText();
    std::replace(text.begin(), text.end(), QChar(QChar::ParagraphSeparator), QChar(u'\n'));
    return text;
}

}  // namespace

struct FindBar::State {
    QPointer<CodeEditor> editor;
    QLineEdit* find = nullptr;
    QLineEdit* replace = nullptr;
    QWidget* replaceRow = nullptr;
    QLabel* count = nullptr;
    QToolButton* expand = nullptr;
    QToolButton* caseButton = nullptr;
    QToolButton* wordButton = nullptr;
    QToolButton* regexButton = nullptr;
    QToolButton* allFiles = nullptr;
    QToolButton* previous = nullptr;
    QToolButton* next = nullptr;
    QToolButton* close = nullptr;
    QPushButton* one = nullptr;
    QPushButton* all = nullptr;
    QTimer refresh;
    QList<TextRange> hits;
    int start = 0;  ///< where typing in the bar searches from
    QString notice;  ///< stands in place of the count until the next search
};

FindBar::FindBar(QWidget* parent)
    : QFrame(parent)
    , m_state(std::make_unique<State>())
{
    setProperty("role", u"paneHeader"_s);
    setObjectName(u"findBar"_s);
    build();
    m_state->refresh.setSingleShot(true);
    m_state->refresh.setInterval(kRefreshMs);
    connect(&m_state->refresh, &QTimer::timeout, this, &FindBar::refresh);
    followLanguage(this, [this] { setTexts(); });
    hide();
}

FindBar::~FindBar() = default;

void FindBar::build()
{
    State& s = *m_state;
    const auto button = [this](const char* name, const QString& text, bool check) {
        auto* made = new QToolButton(this);
        made->setObjectName(QString::fromLatin1(name));
        made->setText(text);
        made->setCheckable(check);
        return made;
    };
    const auto line = [this](const char* name) {
        auto* made = new QLineEdit(this);
        made->setObjectName(QString::fromLatin1(name));
        made->installEventFilter(this);
        return made;
    };
    s.expand = button("findExpand", {}, false);
    s.find = line("findText");
    s.replace = line("replaceText");
    s.caseButton = button("findCase", u"Aa"_s, true);
    s.wordButton = button("findWord", u"\u201cW\u201d"_s, true);
    s.regexButton = button("findRegex", u".*"_s, true);
    s.previous = button("findPrevious", {}, false);
    s.next = button("findNext", {}, false);
    s.allFiles = button("findInFiles", {}, false);
    s.close = button("findClose", {}, false);
    s.count = new QLabel(this);
    s.count->setObjectName(u"findCount"_s);
    s.count->setProperty("role", u"secondary"_s);
    s.one = new QPushButton(this);
    s.one->setObjectName(u"replaceOne"_s);
    s.all = new QPushButton(this);
    s.all->setObjectName(u"replaceAll"_s);

    auto* findRow = new QHBoxLayout;
    for (QWidget* widget : std::initializer_list<QWidget*>{s.expand, s.find, s.caseButton,
                                                           s.wordButton, s.regexButton, s.count,
                                                           s.previous, s.next, s.allFiles, s.close})
        findRow->addWidget(widget, widget == s.find ? 1 : 0);
    s.replaceRow = new QWidget(this);
    auto* replaceRow = new QHBoxLayout(s.replaceRow);
    for (QWidget* widget : std::initializer_list<QWidget*>{s.replace, s.one, s.all})
        replaceRow->addWidget(widget, widget == s.replace ? 1 : 0);
    auto* rows = new QVBoxLayout(this);
    rows->addLayout(findRow);
    rows->addWidget(s.replaceRow);
    s.replaceRow->hide();
    connectParts();
}

void FindBar::setTexts()
{
    State& s = *m_state;
    const std::pair<QToolButton*, QString> tips[] = {
        {s.expand, tr("Show or hide replacing")},       {s.caseButton, tr("Match case")},
        {s.wordButton, tr("Whole words only")},         {s.regexButton, tr("Regular expression")},
        {s.previous, tr("Previous hit (Shift+Enter)")}, {s.next, tr("Next hit (Enter)")},
        {s.allFiles, tr("Find in all open files")},     {s.close, tr("Close (Esc)")},
    };
    for (const auto& [button, tip] : tips) {
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    }
    const std::pair<QLineEdit*, QString> hints[] = {{s.find, tr("Find")},
                                                    {s.replace, tr("Replace with")}};
    for (const auto& [line, hint] : hints) {
        line->setPlaceholderText(hint);
        line->setAccessibleName(hint);
    }
    s.one->setText(tr("Replace"));
    s.all->setText(tr("Replace all"));
    s.notice.clear();
    setTheme(m_theme);
    showCount();
}

void FindBar::connectParts()
{
    State& s = *m_state;
    connect(s.find, &QLineEdit::textEdited, this, &FindBar::searchTyped);
    for (QToolButton* button : {s.caseButton, s.wordButton, s.regexButton})
        connect(button, &QToolButton::toggled, this, &FindBar::searchTyped);
    connect(s.next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(s.previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(s.one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(s.all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(s.close, &QToolButton::clicked, this, &FindBar::closeBar);
    connect(s.allFiles, &QToolButton::clicked, this,
            [this] { emit findInOpenFilesWanted(query()); });
    connect(s.expand, &QToolButton::clicked, this,
            [this] { showReplace(!m_state->replaceRow->isVisibleTo(this)); });
}

void FindBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    State& s = *m_state;
    auto* rows = static_cast<QVBoxLayout*>(layout());
    rows->setContentsMargins(theme.px(12), theme.px(4), theme.px(6), theme.px(4));
    rows->setSpacing(theme.px(4));
    static_cast<QHBoxLayout*>(rows->itemAt(0)->layout())->setSpacing(theme.px(4));
    // Level with the field above.
    s.replaceRow->layout()->setContentsMargins(theme.px(32), 0, theme.px(6), 0);
    s.replaceRow->layout()->setSpacing(theme.px(8));
    const QSize icon(theme.px(16), theme.px(16));
    const QSize size(theme.px(28), theme.px(28));
    s.previous->setIcon(theme.icon(u"chevron-up"_s));
    s.next->setIcon(theme.icon(u"chevron-down"_s));
    s.allFiles->setIcon(theme.icon(u"files"_s));
    s.close->setIcon(theme.icon(u"close"_s));
    const bool replacing = s.replaceRow->isVisibleTo(this);
    s.expand->setIcon(theme.icon(replacing ? u"chevron-down"_s : u"chevron-right"_s));
    for (QToolButton* button : {s.expand, s.caseButton, s.wordButton, s.regexButton, s.previous,
                                s.next, s.allFiles, s.close}) {
        button->setIconSize(icon);
        button->setFixedSize(size);
    }
    // The count may change at any key; its box may not.
    const QFontMetrics metrics(s.count->font());
    s.count->setMinimumWidth(metrics.horizontalAdvance(tr("%1 of %2").arg(9999).arg(9999)));
    s.count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void FindBar::setEditor(CodeEditor* editor)
{
    if (m_state->editor == editor)
        return;
    if (m_state->editor) {
        m_state->editor->setSearchHits({});
        m_state->editor->disconnect(this);
    }
    m_state->editor = editor;
    if (!editor)
        return;
    connect(editor, &QPlainTextEdit::textChanged, this, &FindBar::textChanged);
    connect(editor, &CodeEditor::caretMoved, this, [this] {
        m_state->notice.clear();
        showCount();
    });
    m_state->start = editor->textCursor().selectionStart();
    if (isVisible())
        refresh();
}

SearchQuery FindBar::query() const
{
    const State& s = *m_state;
    return {s.find->text(), s.regexButton->isChecked(), s.caseButton->isChecked(),
            s.wordButton->isChecked()};
}

void FindBar::setQuery(const SearchQuery& query)
{
    State& s = *m_state;
    const QSignalBlocker caseBlocker(s.caseButton);
    const QSignalBlocker wordBlocker(s.wordButton);
    const QSignalBlocker regexBlocker(s.regexButton);
    s.caseButton->setChecked(query.caseSensitive);
    s.wordButton->setChecked(query.wholeWord);
    s.regexButton->setChecked(query.regex);
    s.find->setText(query.text);
    if (isVisible())
        refresh();
}

void FindBar::open(bool replacing)
{
    State& s = *m_state;
    if (s.editor) {
        const QTextCursor cursor = s.editor->textCursor();
        s.start = cursor.selectionStart();
        const QString selected = cursor.selectedText();
        if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
            s.find->setText(s.regexButton->isChecked() ? QRegularExpression::escape(selected)
                                                       : selected);
    }
    showReplace(replacing);
    show();
    s.find->setFocus(Qt::ShortcutFocusReason);
    s.find->selectAll();
    refresh();
}

void FindBar::openFind()
{
    open(false);
}
void FindBar::openReplace()
{
    open(true);
}

void FindBar::showReplace(bool shown)
{
    m_state->replaceRow->setVisible(shown);
    m_state->expand->setIcon(m_theme.icon(shown ? u"chevron-down"_s : u"chevron-right"_s));
}

void FindBar::closeBar()
{
    hide();
    m_state->hits.clear();
    if (m_state->editor) {
        m_state->editor->setSearchHits({});
        m_state->editor->setFocus();
    }
    emit closed();
}

void FindBar::textChanged()
{
    if (isVisible())
        m_state->refresh.start();
}

/// Finds all hits anew and marks them; the caret stays.
void FindBar::refresh()
{
    State& s = *m_state;
    s.refresh.stop();
    s.notice.clear();
    s.hits.clear();
    if (s.editor) {
        s.hits = findAll(textOf(s.editor), query(), kMostHits);
        s.editor->setSearchHits(s.hits);
    }
    showCount();
}

/// While typing in the bar: the first hit from where the search began.
void FindBar::searchTyped()
{
    refresh();
    State& s = *m_state;
    if (!s.editor || s.hits.isEmpty())
        return;
    auto hit = std::find_if(s.hits.cbegin(), s.hits.cend(),
                            [&](const TextRange& each) { return each.position >= s.start; });
    if (hit == s.hits.cend())
        hit = s.hits.cbegin();
    s.editor->select(*hit);
    showCount();
}

void FindBar::showCount()
{
    State& s = *m_state;
    const bool wrong = !s.find->text().isEmpty() && !expressionOf(query()).isValid();
    const bool none = s.hits.isEmpty() && !s.find->text().isEmpty();
    QString text = s.notice;
    if (wrong)
        text = tr("Not a valid pattern");
    else if (none && text.isEmpty())
        text = tr("No results");
    else if (!s.hits.isEmpty() && text.isEmpty())
        text = countText();
    s.count->setText(text);
    s.count->setToolTip(wrong ? expressionOf(query()).errorString() : QString());
    const QString state = wrong || none ? u"error"_s : QString();
    if (s.find->property("state").toString() != state) {
        s.find->setProperty("state", state);
        s.find->style()->unpolish(s.find);
        s.find->style()->polish(s.find);
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{s.next, s.previous, s.one, s.all})
        widget->setEnabled(!s.hits.isEmpty());
}

QString FindBar::countText() const
{
    const int current = currentHit();
    const bool more = m_state->hits.size() >= kMostHits;
    const int total = static_cast<int>(m_state->hits.size());
    if (more)
        return current < 0 ? tr("More than %1").arg(total) : tr("%1 of many").arg(current + 1);
    return current < 0 ? tr("%n results", nullptr, total)
                       : tr("%1 of %2").arg(current + 1).arg(total);
}

/// The hit that is selected; -1: none.
int FindBar::currentHit() const
{
    const State& s = *m_state;
    if (!s.editor)
        return -1;
    const QTextCursor cursor = s.editor->textCursor();
    const TextRange selected{cursor.selectionStart(),
                             cursor.selectionEnd() - cursor.selectionStart()};
    const auto found =
        std::lower_bound(s.hits.cbegin(), s.hits.cend(), selected.position,
                         [](const TextRange& hit, int at) { return hit.position < at; });
    return found != s.hits.cend() && *found == selected ? static_cast<int>(found - s.hits.cbegin())
                                                        : -1;
}

void FindBar::step(bool forward)
{
    State& s = *m_state;
    if (!isVisible() || s.refresh.isActive())
        refresh();
    if (!s.editor || s.hits.isEmpty())
        return;
    const QTextCursor cursor = s.editor->textCursor();
    const auto after = std::find_if(s.hits.cbegin(), s.hits.cend(), [&](const TextRange& hit) {
        return forward ? hit.position >= cursor.selectionEnd()
                       : hit.position >= cursor.selectionStart();
    });
    auto hit = after;
    s.notice.clear();
    if (forward && after == s.hits.cend()) {
        hit = s.hits.cbegin();
        s.notice = tr("from the start");
    } else if (!forward && after == s.hits.cbegin()) {
        hit = s.hits.cend() - 1;
        s.notice = tr("from the end");
    } else if (!forward) {
        hit = after - 1;
    }
    const QString notice = s.notice;
    s.start = hit->position;
    s.editor->select(*hit);
    s.notice = notice.isEmpty() ? QString() : tr("%1, %2").arg(countText(), notice);
    showCount();
}

void FindBar::findNext()
{
    step(true);
}
void FindBar::findPrevious()
{
    step(false);
}

void FindBar::replaceOne()
{
    State& s = *m_state;
    if (s.refresh.isActive())
        refresh();
    if (!s.editor || s.editor->isReadOnly())
        return;
    if (const int current = currentHit(); current >= 0) {
        ui::replaceAll(s.editor->document(), query(), s.replace->text(), s.hits[current]);
        refresh();
    }
    step(true);
}

void FindBar::replaceAll()
{
    State& s = *m_state;
    if (!s.editor || s.editor->isReadOnly())
        return;
    const int count = ui::replaceAll(s.editor->document(), query(), s.replace->text());
    refresh();
    s.notice = tr("%n replaced", nullptr, count);
    showCount();
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && watched == m_state->replace) {
        replaceOne();
        return true;
    }
    if (enter) {
        step(!(key->modifiers() & Qt::ShiftModifier));
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return closeBar();
    QFrame::keyPressEvent(event);
}

}  // namespace omv::ui
