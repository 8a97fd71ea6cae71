// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_view_p.h"

#include <QAccessibleWidget>
#include <QLocale>

namespace omv::ui {

namespace {

class FrameViewAccessible final : public QAccessibleWidget {
public:
    explicit FrameViewAccessible(FrameView* view)
        : QAccessibleWidget(view, QAccessible::Graphic)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        const auto* view = static_cast<const FrameView*>(widget());
        return kind == QAccessible::Value ? accessibleValue(*view) : QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    if (className != QLatin1String(FrameView::staticMetaObject.className()))
        return nullptr;
    auto* view = qobject_cast<FrameView*>(object);
    return view != nullptr ? new FrameViewAccessible(view) : nullptr;
}

}  // namespace

QString accessibleValue(const FrameView& view)
{
    switch (view.state()) {
    case FrameState::Empty: return FrameView::tr("No frames yet");
    case FrameState::StreamOff: return FrameView::tr("Streaming is off");
    case FrameState::Stopped: return FrameView::tr("Stopped, the last frame is shown");
    case FrameState::Error: return FrameView::tr("Stopped by an error");
    case FrameState::Live: break;
    }
    const QSize size = view.image().size();
    const double fps = view.facts().cameraFps > 0 ? view.facts().cameraFps : view.shownFps();
    return FrameView::tr("%1 by %2, %3 frames per second")
        .arg(size.width())
        .arg(size.height())
        .arg(QLocale().toString(fps, 'f', 1));
}

void installFrameAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

}  // namespace omv::ui
