// SPDX-License-Identifier: MIT
#include "app/ide/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

/// One description of the file for both directions: `Direction` reads or writes each field.
class Reader {
public:
    explicit Reader(const QJsonObject& object)
        : m_object(object)
    {
    }
    void field(QLatin1StringView key, bool& value) const
    {
        value = m_object.value(key).toBool(value);
    }
    void field(QLatin1StringView key, int& value) const
    {
        value = m_object.value(key).toInt(value);
    }
    void field(QLatin1StringView key, double& value) const
    {
        value = m_object.value(key).toDouble(value);
    }
    void field(QLatin1StringView key, QString& value) const
    {
        value = m_object.value(key).toString(value);
    }
    void field(QLatin1StringView key, QByteArray& value) const
    {
        if (const QJsonValue found = m_object.value(key); found.isString())
            value = QByteArray::fromBase64(found.toString().toLatin1());
    }
    void field(QLatin1StringView key, QStringList& value) const
    {
        if (const QJsonValue found = m_object.value(key); found.isArray())
            value = found.toVariant().toStringList();
    }
    void field(QLatin1StringView key, QHash<QString, QString>& value) const
    {
        const QJsonObject table = m_object.value(key).toObject();
        for (auto it = table.begin(); it != table.end(); ++it)
            value.insert(it.key(), it.value().toString());
    }
    void field(QLatin1StringView key, QHash<QString, QStringList>& value) const
    {
        const QJsonObject table = m_object.value(key).toObject();
        for (auto it = table.begin(); it != table.end(); ++it)
            value.insert(it.key(), it.value().toVariant().toStringList());
    }
    template<class Fields>
    void group(QLatin1StringView key, Fields fields)
    {
        Reader inner(m_object.value(key).toObject());
        fields(inner);
    }

private:
    QJsonObject m_object;
};

class Writer {
public:
    void field(QLatin1StringView key, bool value) { m_object.insert(key, value); }
    void field(QLatin1StringView key, int value) { m_object.insert(key, value); }
    void field(QLatin1StringView key, double value) { m_object.insert(key, value); }
    void field(QLatin1StringView key, const QString& value) { m_object.insert(key, value); }
    void field(QLatin1StringView key, const QByteArray& value)
    {
        m_object.insert(key, QString::fromLatin1(value.toBase64()));
    }
    void field(QLatin1StringView key, const QStringList& value)
    {
        m_object.insert(key, QJsonArray::fromStringList(value));
    }
    void field(QLatin1StringView key, const QHash<QString, QString>& value)
    {
        QJsonObject table;
        for (auto it = value.begin(); it != value.end(); ++it)
            table.insert(it.key(), it.value());
        m_object.insert(key, table);
    }
    void field(QLatin1StringView key, const QHash<QString, QStringList>& value)
    {
        QJsonObject table;
        for (auto it = value.begin(); it != value.end(); ++it)
            table.insert(it.key(), QJsonArray::fromStringList(it.value()));
        m_object.insert(key, table);
    }
    template<class Fields>
    void group(QLatin1StringView key, Fields fields)
    {
        Writer inner;
        fields(inner);
        m_object.insert(key, inner.m_object);
    }
    QJsonObject object() const { return m_object; }

private:
    QJsonObject m_object;
};

template<class Direction, class Choices>
void describe(Direction& in, Choices& s)
{
    in.group("appearance"_L1, [&](Direction& d) {
        d.field("theme"_L1, s.appearance.theme);
        d.field("scale"_L1, s.appearance.scale);
        d.field("code_points"_L1, s.appearance.codePoints);
        d.field("terminal_points"_L1, s.appearance.terminalPoints);
        d.field("ui_font"_L1, s.appearance.uiFont);
        d.field("code_font"_L1, s.appearance.codeFont);
        d.field("language"_L1, s.appearance.language);
        d.field("reduced_motion"_L1, s.appearance.reducedMotion);
        d.field("rail_labels"_L1, s.appearance.railLabels);
    });
    in.group("editor"_L1, [&](Direction& d) {
        d.field("indent_width"_L1, s.editor.indentWidth);
        d.field("insert_spaces"_L1, s.editor.insertSpaces);
        d.field("word_wrap"_L1, s.editor.wordWrap);
        d.field("whitespace"_L1, s.editor.whitespace);
        d.field("line_numbers"_L1, s.editor.lineNumbers);
        d.field("indent_guides"_L1, s.editor.indentGuides);
        d.field("folding"_L1, s.editor.folding);
        d.field("current_line"_L1, s.editor.currentLine);
        d.field("close_brackets"_L1, s.editor.closeBrackets);
        d.field("save_before_run"_L1, s.saveBeforeRun);
    });
    in.group("connection"_L1, [&](Direction& d) {
        d.field("stop_on_connect"_L1, s.connection.stopOnConnect);
        d.field("auto_connect"_L1, s.connection.autoConnect);
        d.field("reconnect"_L1, s.connection.reconnect);
        d.field("last_port"_L1, s.connection.lastPort);
        d.field("scene"_L1, s.connection.scene);
        d.field("stream"_L1, s.connection.stream);
        d.field("aliases"_L1, s.aliases);
    });
    in.group("terminal"_L1, [&](Direction& d) {
        d.field("timestamps"_L1, s.terminal.timestamps);
        d.field("wrap"_L1, s.terminal.wrap);
        d.field("log_folder"_L1, s.terminal.logFolder);
    });
    in.group("frame"_L1, [&](Direction& d) {
        d.field("crosshair"_L1, s.frame.crosshair);
        d.field("grid"_L1, s.frame.grid);
        d.field("badges"_L1, s.frame.badges);
        d.field("save_folder"_L1, s.frame.saveFolder);
        d.field("color_space"_L1, s.frame.colorSpace);
        d.field("logarithmic"_L1, s.frame.logarithmic);
        d.field("lanes"_L1, s.frame.lanes);
    });
    in.group("firmware"_L1, [&](Direction& d) {
        d.field("source"_L1, s.firmware.source);
        d.field("version"_L1, s.firmware.version);
        d.field("board"_L1, s.firmware.board);
    });
    in.group("window"_L1, [&](Direction& d) {
        d.field("geometry"_L1, s.window.geometry);
        d.field("main"_L1, s.window.main);
        d.field("left"_L1, s.window.left);
        d.field("right"_L1, s.window.right);
        d.field("hidden"_L1, s.window.hidden);
        d.field("instrument"_L1, s.window.instrument);
        d.field("viewer"_L1, s.window.viewer);
    });
    in.field("shortcuts"_L1, s.shortcuts);
    in.field("recent_files"_L1, s.recentFiles);
    in.field("welcomed"_L1, s.welcomed);
}

}  // namespace

QByteArray Settings::toJson() const
{
    Writer writer;
    describe(writer, *this);
    QJsonObject object = writer.object();
    object.insert("version"_L1, kVersion);
    return QJsonDocument(object).toJson();
}

std::optional<Settings> Settings::fromJson(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const int version = document.object().value("version"_L1).toInt();
    if (version < 1 || version > kVersion)
        return std::nullopt;
    Settings settings;
    Reader reader(document.object());
    describe(reader, settings);
    return settings;
}

LoadedSettings loadSettings(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return {{},
                Problem{tr("The settings could not be read. The IDE starts with its first ones."),
                        u"%1: %2"_s.arg(path, file.errorString()),
                        tr("Make the file readable, then start the IDE again.")}};
    if (auto settings = Settings::fromJson(file.readAll()))
        return {std::move(*settings), std::nullopt};
    file.close();
    const QString aside = path + u".broken"_s;
    QFile::remove(aside);
    const bool moved = QFile::rename(path, aside);
    return {{},
            Problem{tr("The settings file is damaged. The IDE starts with its first settings."),
                    moved ? tr("%1 is not a settings file of this version; it was kept as %2.")
                                .arg(path, aside)
                          : tr("%1 is not a settings file of this version.").arg(path),
                    tr("Set up the IDE again, or mend the kept file and put it back.")}};
}

std::optional<Problem> storeSettings(const QString& path, const Settings& settings)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const QByteArray json = settings.toJson();
    // Bytes in a buffer are not yet on the disk: commit() does not say when they never get there.
    if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.flush() &&
        file.commit())
        return std::nullopt;
    return Problem{tr("The settings were not saved. The old ones are untouched."),
                   u"%1: %2"_s.arg(path, file.errorString()),
                   tr("Make room or make the folder writable, then change a setting again.")};
}

}  // namespace omv::ide
