// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/language/lsp_client.h"
#include "app/ide/language/stub_index.h"
#include "widgets/language/completion_popup.h"
#include "widgets/language/language_tips.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QKeyEvent;
class QPlainTextEdit;

namespace omv::ide {

/// Completion, hover and signatures for one editor. Asks the language server when it is ready,
/// and the stubs when it is not or does not answer. It watches the editor's keys and text by
/// itself; an editor that has its own wish for completion connects it to requestCompletion().
class CompletionController final : public QObject {
    Q_OBJECT
public:
    /// `client` may be null. Both must outlive the controller. It becomes a child of the editor.
    CompletionController(QPlainTextEdit* editor, LspClient* client, const StubIndex& stubs);
    ~CompletionController() override;

    /// Pop-ups are children of the editor's window, so applyTheme() reaches them too.
    void setTheme(const ui::Theme& theme);
    /// Completion while typing, after '.' and two letters. On from the start.
    void setAutomatic(bool on) { m_automatic = on; }
    /// Off: for files that are not Python. The document is closed for the server.
    void setEnabled(bool on);

    ui::CompletionPopup& popup() { return *m_popup; }
    ui::HoverTip& hoverTip() { return *m_hover; }
    ui::SignatureTip& signatureTip() { return *m_signature; }

public slots:
    /// As by Ctrl+Space.
    void requestCompletion();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool onKeyPress(const QKeyEvent& event);
    bool wantsKey(const QKeyEvent& event) const;
    void onChange(int position, int removed, int added);
    void afterTyping();
    void onCursorMoved();
    void onCompleted(int id, const QList<ui::CompletionItem>& items);
    void onResolved(int id, const ui::CompletionItem& item, const QString& parent);
    void onHovered(int id, const QString& signature, const QString& text);
    void onSignature(int id, const ui::SignatureInfo& info);
    void wantDetail(const ui::CompletionItem& item);
    bool hoverAt(const QPoint& position);
    void insert(const ui::CompletionItem& item);
    void propose(QList<ui::CompletionItem> items);
    void proposeFromStubs();
    void enrich(QList<ui::CompletionItem>& items) const;
    bool isHostOnly(const QString& before, const QString& name) const;
    void updateSignature();
    void hideAll();
    /// Texts beyond that are data: nothing is proposed, and the server never sees them.
    bool tooLarge() const;
    void sync();
    QString textBefore(int position) const;
    int wordStart(int position) const;
    QRect rectOf(int from, int to) const;

    QPlainTextEdit* m_editor;
    LspClient* m_client;
    const StubIndex& m_stubs;
    QPointer<ui::CompletionPopup> m_popup;
    QPointer<ui::HoverTip> m_hover;
    QPointer<ui::SignatureTip> m_signature;
    QString m_uri;
    QTimer m_syncTimer;
    QTimer m_typedTimer;  ///< of no time: what was typed is looked at when the caret has moved
    QTimer m_patience;  ///< then the stubs answer for a slow server
    bool m_added = false;  ///< the last change was a typed letter, not a deleted one
    int m_completionId = 0;
    int m_resolveId = 0;
    int m_hoverId = 0;
    int m_hoverEnd = 0;  ///< of the word that is asked for
    int m_signatureId = 0;
    int m_wordStart = 0;  ///< of the word that is completed
    int m_askedFor = -1;  ///< start of the word that typing opened the pop-up for last
    QRect m_hoverRect;  ///< of the word under the mouse, in the viewport
    bool m_automatic = true;
    bool m_enabled = true;
    bool m_inserting = false;
};

}  // namespace omv::ide
