// SPDX-License-Identifier: MIT
#include "app/ide/language/stub_files.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <optional>

namespace omv::ide {
namespace {

std::optional<QByteArray> bytesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

bool writeIfOther(const QString& path, const QByteArray& bytes)
{
    if (bytesOf(path) == bytes)
        return true;
    if (!QDir().mkpath(QFileInfo(path).path()))
        return false;
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() &&
        file.commit();
}

/// "ml.utils" -> "ml-stubs/utils.pyi", "csi" -> "csi-stubs/__init__.pyi". jedi finds a package
/// within a package only by its __init__.pyi, so what has parts of its own gets a folder.
QString packagePath(const QString& module, const QStringList& all)
{
    QStringList parts = module.split(QLatin1Char('.'));
    const QString inner = module + QLatin1Char('.');
    const bool package = parts.size() == 1 ||
        std::any_of(all.begin(), all.end(),
                    [&](const QString& other) { return other.startsWith(inner); });
    parts.first() += QLatin1String("-stubs");
    return parts.join(QLatin1Char('/')) +
        (package ? QLatin1String("/__init__.pyi") : QLatin1String(".pyi"));
}

QStringList stubModules(const QString& folder)
{
    QStringList modules;
    for (const QString& file :
         QDir(folder).entryList({QStringLiteral("*.pyi")}, QDir::Files, QDir::Name))
        modules.append(file.chopped(4));
    return modules;
}

}  // namespace

StubIndex readStubs(const QString& folder)
{
    StubIndex index;
    for (const QString& module : stubModules(folder)) {
        const auto text = bytesOf(folder + QLatin1Char('/') + module + QLatin1String(".pyi"));
        if (text)
            index.addModule(module, QString::fromUtf8(*text));
    }
    const auto list = bytesOf(folder + QLatin1String("/micropython.json"));
    if (list)
        index.setMicroPython(*list);
    return index;
}

bool writeStubPackages(const QString& folder, const QString& target)
{
    const QStringList modules = stubModules(folder);
    for (const QString& module : modules) {
        const auto text = bytesOf(folder + QLatin1Char('/') + module + QLatin1String(".pyi"));
        const QString path = target + QLatin1Char('/') + packagePath(module, modules);
        if (!text || !writeIfOther(path, *text))
            return false;
    }
    return !modules.isEmpty();
}

}  // namespace omv::ide
