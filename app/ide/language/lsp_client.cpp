// SPDX-License-Identifier: MIT
#include "app/ide/language/lsp_client.h"

#include "app/ide/language/lsp_reading.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestPause = 30000;
constexpr int kGoodRun = 60000;  ///< after so long a run the restarts are forgotten
constexpr int kStopPatience = 1500;
constexpr int kKillPatience = 500;
constexpr int kMaxTimeouts = 3;  ///< in a row; then it counts as hung
constexpr qint64 kMaxUnsent = 8 * 1024 * 1024;
constexpr int kMethodNotFound = -32601;

QJsonObject textDocument(const QString& uri)
{
    return {{u"uri"_s, uri}};
}

/// The server must see neither the user's modules nor another Python's.
QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name :
         {u"PYTHONPATH"_s, u"PYTHONHOME"_s, u"VIRTUAL_ENV"_s, u"CONDA_PREFIX"_s})
        environment.remove(name);
    environment.insert(u"PYTHONNOUSERSITE"_s, u"1"_s);
    environment.insert(u"PYTHONUTF8"_s, u"1"_s);
    return environment;
}

}  // namespace

QList<QStringList> LspClient::defaultCommands()
{
    QList<QStringList> commands;
    const QStringList module = {u"-m"_s, u"pylsp"_s};
    for (const QString& python : {u"/usr/bin/python3"_s, u"python3"_s}) {
        const QString found = QStandardPaths::findExecutable(python);
        const QStringList command = QStringList(found) + module;
        if (!found.isEmpty() && !commands.contains(command))
            commands.append(command);
    }
    const QString program = QStandardPaths::findExecutable(u"pylsp"_s);
    if (!program.isEmpty())
        commands.append(QStringList(program));
    return commands;
}

LspClient::LspClient(Options options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_clock.start();
    m_deadlineTimer.setSingleShot(true);
    m_restartTimer.setSingleShot(true);
    connect(&m_deadlineTimer, &QTimer::timeout, this, &LspClient::checkDeadlines);
    connect(&m_restartTimer, &QTimer::timeout, this, &LspClient::launch);
}

LspClient::~LspClient()
{
    if (!m_process)
        return;
    // After SIGKILL the end is at hand; a QProcess that is destroyed before it complains.
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(kKillPatience);
}

void LspClient::start()
{
    if (m_state != State::Off)
        return;
    m_restarts = 0;
    m_command = 0;
    launch();
}

void LspClient::retry()
{
    if (m_state != State::GaveUp)
        return;
    m_state = State::Off;
    start();
}

void LspClient::stop()
{
    m_restartTimer.stop();
    m_deadlineTimer.stop();
    m_requests.clear();
    m_documents.clear();
    if (QProcess* process = std::exchange(m_process, nullptr)) {
        process->disconnect(this);
        if (m_state == State::Ready) {
            const QJsonObject bye{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, u"exit"_s}};
            process->write(QByteArray::fromStdString(
                frameLspMessage(QJsonDocument(bye).toJson(QJsonDocument::Compact).toStdString())));
        }
        process->closeWriteChannel();
        // It ends by itself on "exit" or on the end of its input; else it is made to.
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        QTimer::singleShot(kStopPatience, process, &QProcess::kill);
        if (process->state() == QProcess::NotRunning)
            process->deleteLater();
    }
    setState(State::Off);
}

void LspClient::launch()
{
    if (m_options.commands.isEmpty()) {
        setState(State::GaveUp, tr("No Python language server is installed (python3-pylsp)."));
        return;
    }
    const QStringList command = m_options.commands.value(m_command);
    m_framing = LspFraming();
    m_requests.clear();
    m_timeouts = 0;
    m_initialized = false;
    setState(State::Starting);

    auto* process = new QProcess(this);
    m_process = process;
    process->setProcessEnvironment(cleanEnvironment());
    process->setWorkingDirectory(m_options.rootPath);
    connect(process, &QProcess::started, this, &LspClient::onStarted);
    connect(process, &QProcess::readyReadStandardOutput, this, &LspClient::onReadyRead);
    // Read and forgotten, so that it never blocks on it.
    connect(process, &QProcess::readyReadStandardError, process,
            [process] { process->readAllStandardError(); });
    connect(process, &QProcess::finished, this, [this] { onGone(tr("It ended by itself.")); });
    connect(process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onGone(tr("It could not be started."));
    });
    process->start(command.first(), command.mid(1));
}

void LspClient::onStarted()
{
    request(Kind::Initialize, u"initialize"_s, initializeParams(), {});
}

QJsonObject LspClient::initializeParams() const
{
    const QJsonArray plain{u"plaintext"_s};
    const QJsonObject item{{u"snippetSupport"_s, false}, {u"documentationFormat"_s, plain}};
    const QJsonObject capabilities{
        {u"completion"_s, QJsonObject{{u"completionItem"_s, item}}},
        {u"hover"_s, QJsonObject{{u"contentFormat"_s, plain}}},
        {u"signatureHelp"_s,
         QJsonObject{{u"signatureInformation"_s, QJsonObject{{u"documentationFormat"_s, plain}}}}},
    };
    return {
        {u"processId"_s, QCoreApplication::applicationPid()},
        {u"rootUri"_s, QUrl::fromLocalFile(m_options.rootPath).toString()},
        {u"rootPath"_s, m_options.rootPath},
        {u"capabilities"_s, QJsonObject{{u"textDocument"_s, capabilities}}},
    };
}

/// Only what completes is on: no linters, no formatters.
QJsonObject LspClient::settings() const
{
    QJsonObject plugins;
    for (const char* name : {"pycodestyle", "pyflakes", "mccabe", "pydocstyle", "pylint", "flake8",
                             "yapf", "autopep8", "rope_completion", "rope_autoimport", "preload"})
        plugins.insert(QLatin1String(name), QJsonObject{{u"enabled"_s, false}});
    plugins.insert(u"jedi"_s,
                   QJsonObject{{u"extra_paths"_s, QJsonArray::fromStringList(m_options.extraPaths)},
                               {u"auto_import_modules"_s, QJsonArray()}});
    plugins.insert(u"jedi_completion"_s,
                   QJsonObject{{u"include_params"_s, false},
                               {u"resolve_at_most"_s, 0},
                               {u"cache_for"_s, QJsonArray()}});
    return {{u"pylsp"_s, QJsonObject{{u"plugins"_s, plugins}}}};
}

void LspClient::onInitialized()
{
    m_initialized = true;
    notify(u"initialized"_s, {});
    notify(u"workspace/didChangeConfiguration"_s, {{u"settings"_s, settings()}});
    m_readySince = m_clock.elapsed();
    for (auto document = m_documents.begin(); document != m_documents.end(); ++document)
        sendOpen(document.key(), *document);
    setState(State::Ready);
}

void LspClient::onReadyRead()
{
    const QByteArray bytes = m_process->readAllStandardOutput();
    m_framing.feed(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    const QProcess* process = m_process;
    // A slot of ours may stop or restart the server, which ends this loop.
    while (process == m_process) {
        const auto body = m_framing.next();
        if (!body)
            break;
        dispatch(QJsonDocument::fromJson(QByteArray::fromStdString(*body)).object());
    }
    if (process == m_process && m_framing.broken())
        onGone(tr("It broke the rules of the protocol."));
}

void LspClient::dispatch(const QJsonObject& message)
{
    const QJsonValue id = message.value(u"id"_s);
    if (!message.contains(u"method"_s)) {
        dispatchReply(message);
    } else if (!id.isUndefined()) {
        // It asks something of us; nothing of that is offered.
        send({{u"id"_s, id},
              {u"error"_s, QJsonObject{{u"code"_s, kMethodNotFound}, {u"message"_s, u"no"_s}}}});
    }
}

void LspClient::dispatchReply(const QJsonObject& message)
{
    const int id = message.value(u"id"_s).toInt();
    const auto found = m_requests.constFind(id);
    if (found == m_requests.constEnd())
        return;  // stale, or never ours
    const Request request = *found;
    m_requests.erase(found);
    armDeadline();
    m_timeouts = 0;
    if (request.kind == Kind::Initialize && message.contains(u"error"_s)) {
        onGone(tr("It refused to start."));
        return;
    }
    answer(id, request.kind, message.value(u"result"_s));
}

void LspClient::answer(int id, Kind kind, const QJsonValue& result)
{
    switch (kind) {
    case Kind::Initialize: onInitialized(); return;
    case Kind::Completion: {
        m_lastItems.clear();
        const QList<ui::CompletionItem> items = readCompletion(result, m_lastItems);
        emit completed(id, items);
        return;
    }
    case Kind::Resolve: {
        const ResolvedItem resolvedItem = readResolved(result);
        emit resolved(id, resolvedItem.item, resolvedItem.parent);
        return;
    }
    case Kind::Hover: {
        const HoverText text = readHover(result);
        emit hovered(id, text.signature, text.text);
        return;
    }
    case Kind::Signature: emit signatureFound(id, readSignature(result)); return;
    }
}

void LspClient::onGone(const QString& why)
{
    QProcess* process = std::exchange(m_process, nullptr);
    if (!process)
        return;
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
    } else {
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        process->kill();
    }
    giveAnswers();
    if (m_state == State::Ready && m_clock.elapsed() - m_readySince > kGoodRun)
        m_restarts = 0;
    // A command that never got as far as "initialize" is probably not there: the next one then.
    if (!m_initialized && m_command + 1 < m_options.commands.size()) {
        ++m_command;
        m_restartTimer.start(0);
        return;
    }
    if (m_restarts >= m_options.maxRestarts) {
        setState(State::GaveUp, why);
        return;
    }
    const int pause = std::min(m_options.firstPause << std::min(m_restarts, 16), kLongestPause);
    ++m_restarts;
    if (!m_initialized)
        m_command = 0;
    setState(State::Waiting, why);
    m_restartTimer.start(pause);
}

/// Who waits for an answer gets an empty one.
void LspClient::giveAnswers()
{
    m_deadlineTimer.stop();
    const QHash<int, Request> requests = std::exchange(m_requests, {});
    for (auto request = requests.begin(); request != requests.end(); ++request) {
        if (request->kind != Kind::Initialize)
            answer(request.key(), request->kind, {});
    }
}

void LspClient::setState(State state, const QString& reason)
{
    m_reason = reason;
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

QString LspClient::newUri()
{
    const QString name = u"/document_%1.py"_s.arg(m_nextDocument++);
    return QUrl::fromLocalFile(m_options.rootPath + name).toString();
}

void LspClient::openDocument(const QString& uri, const QString& text)
{
    Document& document = m_documents[uri];
    document.text = text;
    document.version = 1;
    if (m_state == State::Ready)
        sendOpen(uri, document);
}

void LspClient::sendOpen(const QString& uri, const Document& document)
{
    notify(u"textDocument/didOpen"_s,
           {{u"textDocument"_s,
             QJsonObject{{u"uri"_s, uri},
                         {u"languageId"_s, u"python"_s},
                         {u"version"_s, document.version},
                         {u"text"_s, document.text}}}});
}

void LspClient::changeDocument(const QString& uri, const QString& text)
{
    const auto document = m_documents.find(uri);
    if (document == m_documents.end() || document->text == text)
        return;
    document->text = text;
    ++document->version;
    if (m_state != State::Ready)
        return;
    for (const Kind kind : {Kind::Completion, Kind::Hover, Kind::Signature})
        drop(kind, uri);
    notify(u"textDocument/didChange"_s,
           {{u"textDocument"_s, QJsonObject{{u"uri"_s, uri}, {u"version"_s, document->version}}},
            {u"contentChanges"_s, QJsonArray{QJsonObject{{u"text"_s, text}}}}});
}

void LspClient::closeDocument(const QString& uri)
{
    if (!m_documents.remove(uri) || m_state != State::Ready)
        return;
    for (const Kind kind : {Kind::Completion, Kind::Hover, Kind::Signature})
        drop(kind, uri);
    notify(u"textDocument/didClose"_s, {{u"textDocument"_s, textDocument(uri)}});
}

int LspClient::complete(const QString& uri, int line, int column)
{
    return requestAt(Kind::Completion, u"textDocument/completion"_s, uri, line, column);
}

int LspClient::hover(const QString& uri, int line, int column)
{
    return requestAt(Kind::Hover, u"textDocument/hover"_s, uri, line, column);
}

int LspClient::signature(const QString& uri, int line, int column)
{
    return requestAt(Kind::Signature, u"textDocument/signatureHelp"_s, uri, line, column);
}

int LspClient::resolve(const QString& name)
{
    const QJsonObject item = m_lastItems.value(name);
    if (m_state != State::Ready || item.isEmpty())
        return 0;
    drop(Kind::Resolve, {});
    return request(Kind::Resolve, u"completionItem/resolve"_s, item, {});
}

int LspClient::requestAt(Kind kind, const QString& method, const QString& uri, int line, int column)
{
    if (m_state != State::Ready || !m_documents.contains(uri))
        return 0;
    drop(kind, {});
    const QJsonObject position{{u"line"_s, line}, {u"character"_s, column}};
    return request(kind, method,
                   {{u"textDocument"_s, textDocument(uri)}, {u"position"_s, position}}, uri);
}

int LspClient::request(Kind kind, const QString& method, const QJsonObject& params,
                       const QString& uri)
{
    const int id = m_nextId++;
    m_requests.insert(id, {kind, uri, m_clock.elapsed() + deadlineOf(kind)});
    armDeadline();
    send({{u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}});
    return id;
}

void LspClient::notify(const QString& method, const QJsonObject& params)
{
    send({{u"method"_s, method}, {u"params"_s, params}});
}

void LspClient::send(const QJsonObject& message)
{
    if (!m_process)
        return;
    QJsonObject whole = message;
    whole.insert(u"jsonrpc"_s, u"2.0"_s);
    const QByteArray body = QJsonDocument(whole).toJson(QJsonDocument::Compact);
    m_process->write(QByteArray::fromStdString(frameLspMessage(body.toStdString())));
    // Queued, since who called is not prepared for the server to go away under its hands.
    if (m_process->bytesToWrite() > kMaxUnsent)
        QMetaObject::invokeMethod(
            this, [this] { onGone(tr("It does not read.")); }, Qt::QueuedConnection);
}

/// Forgets the request of a kind (of a document, if one is named); its answer will be ignored.
void LspClient::drop(Kind kind, const QString& uri)
{
    for (auto request = m_requests.begin(); request != m_requests.end();) {
        if (request->kind == kind && (uri.isEmpty() || request->uri == uri)) {
            notify(u"$/cancelRequest"_s, {{u"id"_s, request.key()}});
            request = m_requests.erase(request);
        } else {
            ++request;
        }
    }
    armDeadline();
}

int LspClient::deadlineOf(Kind kind) const
{
    return kind == Kind::Initialize ? m_options.startDeadline : m_options.requestDeadline;
}

void LspClient::armDeadline()
{
    if (m_requests.isEmpty()) {
        m_deadlineTimer.stop();
        return;
    }
    const auto sooner = [](const Request& a, const Request& b) { return a.deadline < b.deadline; };
    const auto first = std::min_element(m_requests.cbegin(), m_requests.cend(), sooner);
    m_deadlineTimer.start(int(std::max<qint64>(0, first->deadline - m_clock.elapsed())));
}

void LspClient::checkDeadlines()
{
    const qint64 now = m_clock.elapsed();
    QList<std::pair<int, Kind>> late;
    for (auto request = m_requests.begin(); request != m_requests.end();) {
        if (request->deadline <= now) {
            late.append({request.key(), request->kind});
            request = m_requests.erase(request);
        } else {
            ++request;
        }
    }
    armDeadline();
    m_timeouts += int(late.size());
    const bool notStarted = std::any_of(late.begin(), late.end(), [](const auto& request) {
        return request.second == Kind::Initialize;
    });
    for (const auto& [id, kind] : late) {
        if (kind != Kind::Initialize)
            answer(id, kind, {});
    }
    if (notStarted || m_timeouts >= kMaxTimeouts)
        onGone(tr("It did not answer in time."));
}

}  // namespace omv::ide
