// SPDX-License-Identifier: MIT
#include "widgets/theme/style.h"

#include <QStyleFactory>

#include <cmath>

namespace omv::ui {

using namespace Qt::StringLiterals;

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    const auto scaled = [this](int pixels) {
        return static_cast<int>(std::lround(pixels * m_scale));
    };
    switch (metric) {
    case PM_SmallIconSize: return scaled(16);
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize: return scaled(20);
    case PM_TabBarIconSize:
    case PM_ListViewIconSize: return scaled(16);
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_DefaultFrameWidth: return metric == PM_DefaultFrameWidth ? 1 : 0;
    case PM_MenuPanelWidth: return 1;
    case PM_ScrollBarExtent: return scaled(11);
    case PM_ToolBarExtensionExtent: return scaled(28);
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_MenuBar_AltKeyNavigation: return 1;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 1;
    case SH_UnderlineShortcut: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

}  // namespace omv::ui
