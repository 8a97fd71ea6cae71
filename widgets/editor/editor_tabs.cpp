// SPDX-License-Identifier: MIT
#include "widgets/editor/editor_tabs.h"

#include "widgets/editor/tab_button.h"
#include "widgets/theme/language.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>

namespace omv::ui {

using namespace Qt::StringLiterals;

EditorTabs::EditorTabs(QWidget* parent)
    : QTabBar(parent)
{
    setMovable(true);
    setExpanding(false);
    setDocumentMode(true);
    setDrawBase(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab);
    followLanguage(this, [this] { setAccessibleName(tr("Open files")); });
    connect(this, &QTabBar::currentChanged, this,
            [this](int index) { emit documentChosen(idAt(index)); });
    connect(this, &QTabBar::tabMoved, this, &EditorTabs::orderChanged);
    setTheme(Theme());
}

void EditorTabs::setTheme(const Theme& theme)
{
    m_theme = theme;
    setIconSize(QSize(theme.px(16), theme.px(16)));
    for (const int id : documents())
        showTab(id);
    // The only way to have all tabs measured anew when their buttons changed.
    QEvent change(QEvent::FontChange);
    changeEvent(&change);
}

void EditorTabs::addDocument(int id, const QString& title, const QString& toolTip, int position)
{
    m_tabs.insert(id, {title, false});
    const bool first = count() == 0;
    int index = 0;
    {
        // The first tab becomes the current one before it has its id.
        const QSignalBlocker blocker(this);
        index = insertTab(position < 0 ? count() : position, title);
        setTabData(index, id);
    }
    setTabToolTip(index, toolTip);
    auto* button = new TabButton(this);
    connect(button, &TabButton::clicked, this, [this, id] { emit closeWanted(id); });
    setTabButton(index, QTabBar::RightSide, button);
    showTab(id);
    if (first)
        emit documentChosen(id);
}

void EditorTabs::removeDocument(int id)
{
    const int index = indexOf(id);
    if (index < 0)
        return;
    m_tabs.remove(id);
    removeTab(index);
}

/// Icon, text and button of a tab. The style cannot slant one tab's text: a preview's name is a
/// label in the place of icon and text.
void EditorTabs::showTab(int id)
{
    const int index = indexOf(id);
    if (index < 0)
        return;
    const Tab tab = m_tabs.value(id);
    const bool python = tab.title.endsWith(".py"_L1) || !tab.title.contains(u'.');
    const QString name = python ? u"file-py"_s : u"file"_s;
    auto* label = qobject_cast<QLabel*>(tabButton(index, QTabBar::LeftSide));
    if (tab.preview) {
        if (!label) {
            label = new QLabel(this);
            label->setProperty("role", u"secondary"_s);
        }
        label->setContentsMargins(m_theme.px(8), 0, 0, 0);
        QFont font = m_theme.font(TextSize::Body);
        font.setItalic(true);
        label->setFont(font);
        label->setText(tab.title);
        if (tabButton(index, QTabBar::LeftSide) != label)
            setTabButton(index, QTabBar::LeftSide, label);
        label->resize(label->sizeHint());
        label->show();
    } else if (label) {
        setTabButton(index, QTabBar::LeftSide, nullptr);
        label->deleteLater();
    }
    setTabText(index, tab.preview ? QString() : tab.title);
    setTabIcon(index, tab.preview ? QIcon() : m_theme.icon(name));
    setAccessibleTabName(index, tab.title);
    if (auto* button = qobject_cast<TabButton*>(tabButton(index, QTabBar::RightSide)))
        button->setTheme(m_theme);
}

void EditorTabs::setTitle(int id, const QString& title, const QString& toolTip)
{
    if (!m_tabs.contains(id))
        return;
    m_tabs[id].title = title;
    setTabToolTip(indexOf(id), toolTip);
    showTab(id);
}

void EditorTabs::setModified(int id, bool modified)
{
    const int index = indexOf(id);
    if (auto* button = qobject_cast<TabButton*>(tabButton(index, QTabBar::RightSide)))
        button->setModified(modified);
    if (modified)
        setPreview(id, false);
}

void EditorTabs::setPreview(int id, bool preview)
{
    if (!m_tabs.contains(id) || m_tabs[id].preview == preview)
        return;
    m_tabs[id].preview = preview;
    showTab(id);
}

void EditorTabs::setCurrentDocument(int id)
{
    if (const int index = indexOf(id); index >= 0)
        setCurrentIndex(index);
}

int EditorTabs::currentDocument() const
{
    return idAt(currentIndex());
}

QList<int> EditorTabs::documents() const
{
    QList<int> ids;
    for (int i = 0; i < count(); ++i)
        ids.append(idAt(i));
    return ids;
}

int EditorTabs::indexOf(int id) const
{
    for (int i = 0; i < count(); ++i) {
        if (idAt(i) == id)
            return i;
    }
    return -1;
}

int EditorTabs::idAt(int index) const
{
    const QVariant id = tabData(index);
    return id.isValid() ? id.toInt() : -1;
}

void EditorTabs::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) {
        m_pressed = idAt(tabAt(event->pos()));
        return;
    }
    QTabBar::mousePressEvent(event);
}

void EditorTabs::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) {
        const int id = idAt(tabAt(event->pos()));
        if (id >= 0 && id == m_pressed)
            emit closeWanted(id);
        m_pressed = -1;
        return;
    }
    QTabBar::mouseReleaseEvent(event);
}

void EditorTabs::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int id = idAt(tabAt(event->pos()));
    if (id < 0)
        emit newWanted();
    else
        setPreview(id, false);
    QTabBar::mouseDoubleClickEvent(event);
}

void EditorTabs::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int index = byKey ? currentIndex() : tabAt(event->pos());
    const int id = idAt(index);
    if (id < 0)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"tabMenu"_s);
    const bool file = !tabToolTip(index).isEmpty();
    menu->addAction(tr("Close"), this, [this, id] { emit closeWanted(id); });
    menu->addAction(tr("Close others"), this, [this, id] { emit closeOthersWanted(id); })
        ->setEnabled(count() > 1);
    menu->addAction(tr("Close those to the right"), this, [this, id] { emit closeRightWanted(id); })
        ->setEnabled(index + 1 < count());
    menu->addAction(tr("Close all"), this, [this] { emit closeAllWanted(); });
    menu->addSeparator();
    menu->addAction(tr("Copy path"), this, [this, id] { emit copyPathWanted(id); })
        ->setEnabled(file);
    menu->addAction(tr("Show in the file manager"), this, [this, id] { emit revealWanted(id); })
        ->setEnabled(file);
    menu->popup(byKey ? mapToGlobal(tabRect(index).bottomLeft()) : event->globalPos());
}

}  // namespace omv::ui
