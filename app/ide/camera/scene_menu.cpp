// SPDX-License-Identifier: MIT
#include "app/ide/camera/scene_menu.h"

#include <openmv/board.h>

#include <QActionGroup>
#include <QCoreApplication>
#include <QDir>
#include <QMenu>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace omv::ide {

namespace {

struct Title {
    const char* name;
    const char* text;
};
constexpr Title kTitles[] = {
    {"", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Shapes and a tag")},
    {"apriltag", QT_TRANSLATE_NOOP("omv::ide::Scenes", "AprilTags")},
    {"barcodes", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Barcodes")},
    {"circles", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Circles")},
    {"colour-blobs", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Blobs of colour")},
    {"darkness", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Darkness")},
    {"datamatrix", QT_TRANSLATE_NOOP("omv::ide::Scenes", "DataMatrix codes")},
    {"displacement", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A camera that moves")},
    {"faces", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Faces")},
    {"held-ball", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A ball held up")},
    {"lamp", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A lamp")},
    {"lines", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Lines")},
    {"motion", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Somebody walks by")},
    {"qrcode", QT_TRANSLATE_NOOP("omv::ide::Scenes", "QR code")},
    {"rectangles", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Rectangles")},
    {"room", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A room")},
    {"sheet", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A sheet of paper")},
    {"street", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A street")},
    {"template", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Signs to match")},
    {"thermal-overheating", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A part grows hot")},
    {"thermal-people", QT_TRANSLATE_NOOP("omv::ide::Scenes", "Warm bodies")},
    {"tof-hand", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A hand comes near")},
    {"turning", QT_TRANSLATE_NOOP("omv::ide::Scenes", "A camera that turns")},
};

}  // namespace

QString sceneTitle(const QString& name)
{
    for (const Title& title : kTitles)
        if (name == QLatin1StringView(title.name))
            return QCoreApplication::translate("omv::ide::Scenes", title.text);
    return name;
}

QString sceneOfPort(const QString& port)
{
    return QUrlQuery(port.section(u'?', 1)).queryItemValue(u"scene"_s, QUrl::FullyDecoded);
}

QString portWithScene(const QString& port, const QString& scene)
{
    QStringList options;
    bool written = false;
    for (const QString& option : port.section(u'?', 1).split(u'&', Qt::SkipEmptyParts)) {
        if (option.startsWith("scene="_L1))
            continue;
        options.append(option);
        written = written || !(option.startsWith("state="_L1) || option.startsWith("usbip="_L1));
    }
    const QString camera = port.section(u'?', 0, 0);
    if (!written)
        return camera;
    if (!scene.isEmpty())
        options.append(u"scene="_s + scene);
    return camera + u'?' + options.join(u'&');
}

QStringList sceneNames()
{
    QStringList names{QString()};
    const QDir folder(QString::fromStdString(dataDirectory()) + u"/scenes"_s);
    for (const QString& file : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        names.append(file.chopped(5));
    return names;
}

void addSceneMenu(QMenu& menu, const QString& current,
                  const std::function<void(const QString&)>& chosen)
{
    QMenu* scenes =
        menu.addMenu(QCoreApplication::translate("omv::ide::Scenes", "What virtual cameras see"));
    scenes->setObjectName(u"sceneMenu"_s);
    auto* group = new QActionGroup(scenes);
    for (const QString& name : sceneNames()) {
        QAction* action = scenes->addAction(sceneTitle(name));
        action->setObjectName(u"scene:"_s + name);
        action->setCheckable(true);
        action->setChecked(name == current);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, scenes, [chosen, name] { chosen(name); });
    }
}

}  // namespace omv::ide
