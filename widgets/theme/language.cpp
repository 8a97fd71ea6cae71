// SPDX-License-Identifier: MIT
#include "widgets/theme/language.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace omv::ui {

namespace {

class Follower final : public QObject {
public:
    Follower(QWidget* owner, std::function<void()> setTexts)
        : QObject(owner)
        , m_owner(owner)
        , m_setTexts(std::move(setTexts))
    {
        owner->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_owner && event->type() == QEvent::LanguageChange)
            m_setTexts();
        return false;
    }

private:
    QWidget* m_owner;
    std::function<void()> m_setTexts;
};

}  // namespace

void followLanguage(QWidget* owner, std::function<void()> setTexts)
{
    setTexts();
    new Follower(owner, std::move(setTexts));
}

}  // namespace omv::ui
