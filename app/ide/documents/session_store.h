// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/problem.h"
#include "widgets/editor/editor_types.h"

#include <QList>
#include <QString>

#include <optional>

namespace omv::ide {

/// One tab of a session.
struct SessionTab {
    QString documentId;
    QString path;  ///< empty: untitled
    ui::ViewState view;

    friend bool operator==(const SessionTab&, const SessionTab&) = default;
};

/// The tabs in order, and which one was in front.
struct SessionState {
    QList<SessionTab> tabs;
    int current = -1;

    friend bool operator==(const SessionState&, const SessionState&) = default;
};

/// The session's file: versioned JSON, replaced as a whole. A broken one is moved aside
/// (".broken") and reported.
struct LoadedSession {
    SessionState session;
    std::optional<Problem> problem;
};
LoadedSession loadSession(const QString& file);
std::optional<Problem> storeSession(const QString& file, const SessionState& session);

}  // namespace omv::ide
