// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace omv::ui {

/// One example script, as resources/examples/index.json lists it.
struct Example {
    QString title;
    QString file;  ///< relative to the index, with '/'
    QString category;
    QStringList boards;  ///< ids of resources/boards; empty: all
    QStringList sensors;  ///< names, "PAG7936"; empty: all
    QStringList modules;  ///< beyond MicroPython's own
    QString description;  ///< one line
    QString scene = {};  ///< that a virtual camera should see; empty: any

    bool fitsBoard(const QString& board) const
    {
        return boards.isEmpty() || boards.contains(board);
    }
    bool fitsSensor(const QString& sensor) const;
    friend bool operator==(const Example&, const Example&) = default;
};

/// The index, in its order. Entries that are wrong are left out and told in `problems`; nothing at
/// all when the text is no index. A file name that leaves the folder is wrong.
struct ExamplesIndex {
    QList<Example> examples;
    QStringList problems;  ///< for a log, in English

    static std::optional<ExamplesIndex> parse(const QByteArray& json);
};

}  // namespace omv::ui
