// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace omv::ide {

/// Where the virtual cameras of this program keep their files. It goes with the program; what
/// a killed one left is removed by the next that starts.
class VirtualState {
public:
    VirtualState();
    ~VirtualState();
    VirtualState(const VirtualState&) = delete;
    VirtualState& operator=(const VirtualState&) = delete;

    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
    int m_owner = -1;  ///< a locked file: the lock ends with the process, however it ends
};

}  // namespace omv::ide
