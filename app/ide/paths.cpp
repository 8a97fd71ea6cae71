// SPDX-License-Identifier: MIT
#include "app/ide/paths.h"

#include <openmv/board.h>

#include <QStandardPaths>

namespace omv::ide {

using namespace Qt::StringLiterals;

Paths Paths::find(const QString& profile)
{
    const auto folder = [&](QStandardPaths::StandardLocation where, const QString& inProfile) {
        return profile.isEmpty() ? QStandardPaths::writableLocation(where) + u"/openmv/ide"_s
                                 : profile + u'/' + inProfile;
    };
    const QString config = folder(QStandardPaths::GenericConfigLocation, u"config"_s);
    const QString data = folder(QStandardPaths::GenericDataLocation, u"data"_s);
    Paths paths;
    paths.settings = config + u"/settings.json"_s;
    paths.session = data + u"/session.json"_s;
    paths.recovery = data + u"/recovery"_s;
    paths.cache = folder(QStandardPaths::GenericCacheLocation, u"cache"_s);
    paths.resources = QString::fromStdString(dataDirectory());
    return paths;
}

}  // namespace omv::ide
