// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace omv::ide {

/// Where the IDE keeps things. A value.
struct Paths {
    QString settings;  ///< file
    QString session;  ///< file
    QString recovery;  ///< folder, as the following
    QString cache;
    QString virtualCameras;  ///< what the virtual cameras keep while the IDE runs
    QString resources;  ///< boards, examples, stubs

    /// `profile` empty: the user's folders (XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME).
    static Paths find(const QString& profile);
};

}  // namespace omv::ide
