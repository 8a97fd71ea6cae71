// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/language/lsp_framing.h"
#include "widgets/language/completion_item.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace omv::ide {

/// Talks to a Python language server in a process of its own. Nothing here waits: every answer
/// comes by a signal, every request has a deadline, and a server that dies or hangs is restarted
/// with growing patience until it is given up. Documents survive that: they are opened again.
class LspClient final : public QObject {
    Q_OBJECT
public:
    enum class State {
        Off,  ///< not started, or stopped
        Starting,
        Ready,
        Waiting,  ///< it died; a restart is due
        GaveUp,  ///< it died too often; retry() tries again
    };
    Q_ENUM(State)

    struct Options {
        /// Programs to try, each with its arguments, the best first.
        QList<QStringList> commands;
        QStringList extraPaths;  ///< where stub packages ("csi-stubs") are
        QString rootPath;  ///< an existing folder without Python files
        int startDeadline = 20000;  ///< milliseconds, for "initialize"
        int requestDeadline = 4000;
        int firstPause = 500;  ///< before the first restart; doubles each time
        int maxRestarts = 5;  ///< without a good run of a minute between
    };

    /// pylsp of the system's Python and of the one in the path.
    static QList<QStringList> defaultCommands();

    explicit LspClient(Options options, QObject* parent = nullptr);
    ~LspClient() override;

    void start();
    /// Asks it to end; kills it a little later. Documents are forgotten.
    void stop();
    /// After GaveUp.
    void retry();
    State state() const { return m_state; }
    /// Why it is not there, in a sentence; empty while it is.
    const QString& reason() const { return m_reason; }

    /// A name for a new document, as the server wants them; not a file that exists.
    QString newUri();
    /// `uri` names a document for the server ("file:///...py"); the text is the whole text.
    void openDocument(const QString& uri, const QString& text);
    void changeDocument(const QString& uri, const QString& text);
    void closeDocument(const QString& uri);

    /// Requests at a place (from 0; columns in UTF-16 units). They return the id that the answer
    /// will carry, or 0 when the server is not ready. A newer request of the same kind makes the
    /// older one stale: its answer is dropped. So does a change of the document.
    int complete(const QString& uri, int line, int column);
    int resolve(const QString& name);
    int hover(const QString& uri, int line, int column);
    int signature(const QString& uri, int line, int column);

signals:
    void stateChanged(omv::ide::LspClient::State state);
    /// An empty list when there is nothing, also at a deadline.
    void completed(int id, const QList<omv::ui::CompletionItem>& items);
    /// `parent`: the full name of what it belongs to ("builtins.str", "csi.CSI").
    void resolved(int id, const omv::ui::CompletionItem& item, const QString& parent);
    void hovered(int id, const QString& signature, const QString& text);
    void signatureFound(int id, const omv::ui::SignatureInfo& info);

private:
    enum class Kind { Initialize, Completion, Resolve, Hover, Signature };
    struct Document {
        QString text;
        int version = 1;
    };
    struct Request {
        Kind kind;
        QString uri;
        qint64 deadline;  ///< of m_clock
    };

    void launch();
    void onStarted();
    void onReadyRead();
    void onGone(const QString& why);
    void giveAnswers();
    void setState(State state, const QString& reason = {});
    void dispatch(const QJsonObject& message);
    void dispatchReply(const QJsonObject& message);
    void answer(int id, Kind kind, const QJsonValue& result);
    void onInitialized();
    void sendOpen(const QString& uri, const Document& document);
    int request(Kind kind, const QString& method, const QJsonObject& params, const QString& uri);
    int requestAt(Kind kind, const QString& method, const QString& uri, int line, int column);
    void notify(const QString& method, const QJsonObject& params);
    void send(const QJsonObject& message);
    void drop(Kind kind, const QString& uri);
    void checkDeadlines();
    void armDeadline();
    int deadlineOf(Kind kind) const;
    QJsonObject initializeParams() const;
    QJsonObject settings() const;

    Options m_options;
    State m_state = State::Off;
    QString m_reason;
    QProcess* m_process = nullptr;  ///< a child; replaced at each launch
    LspFraming m_framing;
    QHash<QString, Document> m_documents;
    QHash<int, Request> m_requests;
    QHash<QString, QJsonObject> m_lastItems;  ///< of the last completion, for resolve()
    int m_nextId = 1;
    int m_nextDocument = 1;
    int m_command = 0;  ///< which of the commands
    int m_restarts = 0;
    int m_timeouts = 0;  ///< in a row
    bool m_initialized = false;  ///< this process answered "initialize"
    QElapsedTimer m_clock;
    qint64 m_readySince = 0;
    QTimer m_deadlineTimer;
    QTimer m_restartTimer;
};

}  // namespace omv::ide
