// SPDX-License-Identifier: MIT
#include "app/ide/preferences_dialog.h"

#include "widgets/panels/shortcut_editor.h"
#include "widgets/theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFontComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace omv::ide {

using namespace Qt::StringLiterals;

PreferencesDialog::PreferencesDialog(QWidget* parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_sections(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_shortcuts(new ui::ShortcutEditor(this))
{
    setObjectName(u"preferences"_s);
    m_search->setObjectName(u"preferencesSearch"_s);
    m_search->setClearButtonEnabled(true);
    m_sections->setObjectName(u"preferencesSections"_s);

    auto* left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_sections, 1);
    auto* row = new QHBoxLayout(this);
    row->addLayout(left);
    row->addWidget(m_pages, 1);

    ui::followLanguage(this, [this] { build(); });
    connect(m_sections, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_search, &QLineEdit::textChanged, this, &PreferencesDialog::search);
    m_sections->setCurrentRow(0);
    setTheme({});
}

/// All pages anew, and the user where they were.
void PreferencesDialog::build()
{
    const int row = std::max(0, m_sections->currentRow());
    const QString focused = focusWidget() ? focusWidget()->objectName() : QString();
    const QSignalBlocker blocker(m_sections);
    m_pages->removeWidget(m_shortcuts);
    while (m_pages->count() > 0)
        delete m_pages->widget(0);
    m_sections->clear();
    m_rows.clear();
    setWindowTitle(tr("Preferences"));
    m_search->setPlaceholderText(tr("Search the preferences"));
    m_search->setAccessibleName(tr("Search the preferences"));
    m_sections->setAccessibleName(tr("Sections"));
    buildAppearance();
    buildEditor();
    buildTerminal();
    buildFrame();
    buildConnection();
    buildPaths();
    m_sections->addItem(tr("Shortcuts"));
    m_sections->item(m_sections->count() - 1)->setData(Qt::UserRole, u"shortcuts"_s);
    m_pages->addWidget(m_shortcuts);
    setSettings(m_settings);
    search(m_search->text());
    m_sections->setCurrentRow(row);
    m_pages->setCurrentIndex(row);
    if (auto* field = focused.isEmpty() ? nullptr : findChild<QWidget*>(focused))
        field->setFocus();
}

void PreferencesDialog::setTheme(const ui::Theme& theme)
{
    m_sections->setFixedWidth(theme.px(180));
    m_search->setFixedWidth(theme.px(180));
    layout()->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout()->setSpacing(theme.px(16));
    setMinimumSize(theme.px(720), theme.px(480));
    m_shortcuts->setTheme(theme);
}

int PreferencesDialog::addPage(const QString& name, const QString& title)
{
    auto* area = new QScrollArea(m_pages);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(area);
    m_form = new QFormLayout(page);
    m_form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(12);
    area->setWidget(page);
    m_sections->addItem(title);
    m_sections->item(m_sections->count() - 1)->setData(Qt::UserRole, name);
    return m_pages->addWidget(area);
}

void PreferencesDialog::addRow(const QString& label, QWidget* field,
                               std::function<void(const Settings&)> show)
{
    const int page = m_pages->count() - 1;
    if (auto* check = qobject_cast<QCheckBox*>(field)) {
        m_form->addRow(field);
        m_rows.push_back({nullptr, field, check->text(), page, std::move(show)});
        return;
    }
    auto* text = new QLabel(label);
    text->setBuddy(field);
    m_form->addRow(text, field);
    m_rows.push_back({text, field, label, page, std::move(show)});
}

void PreferencesDialog::addCheck(const QString& name, const QString& text, bool& (*of)(Settings&))
{
    auto* box = new QCheckBox(text);
    box->setObjectName(name);
    connect(box, &QCheckBox::toggled, this, [this, of](bool on) {
        if (!m_showing)
            emit editWanted([of, on](Settings& s) { of(s) = on; });
    });
    addRow({}, box, [box, of](const Settings& settings) {
        Settings copy = settings;
        box->setChecked(of(copy));
    });
}

void PreferencesDialog::addNumber(const QString& name, const QString& label, double least,
                                  double most, double step, const QString& leastText,
                                  double& (*of)(Settings&))
{
    auto* box = new QDoubleSpinBox;
    box->setObjectName(name);
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setDecimals(step < 1 ? 2 : 0);
    box->setSpecialValueText(leastText);
    box->setKeyboardTracking(false);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, of, least, leastText](double value) {
        const double wanted = value <= least && !leastText.isEmpty() ? 0 : value;
        if (!m_showing)
            emit editWanted([of, wanted](Settings& s) { of(s) = wanted; });
    });
    addRow(label, box, [box, of](const Settings& settings) {
        Settings copy = settings;
        box->setValue(of(copy));
    });
}

void PreferencesDialog::addChoice(const QString& name, const QString& label,
                                  const std::vector<Choice>& choices, QString& (*of)(Settings&))
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    for (const Choice& each : choices)
        box->addItem(each.text, each.value);
    connect(box, &QComboBox::activated, this, [this, box, of] {
        const QString value = box->currentData().toString();
        emit editWanted([of, value](Settings& s) { of(s) = value; });
    });
    addRow(label, box, [box, of](const Settings& settings) {
        Settings copy = settings;
        box->setCurrentIndex(std::max(0, box->findData(of(copy))));
    });
}

void PreferencesDialog::addFolder(const QString& name, const QString& label, const QString& empty,
                                  QString& (*of)(Settings&))
{
    auto* field = new QWidget;
    auto* text = new QLineEdit(field);
    auto* choose = new QPushButton(tr("Choose..."), field);
    text->setObjectName(name);
    text->setPlaceholderText(empty);
    text->setMinimumWidth(240);
    text->setAccessibleName(label);
    auto* row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(text);
    row->addWidget(choose);
    const auto take = [this, of](const QString& folder) {
        emit editWanted([of, folder](Settings& s) { of(s) = folder; });
    };
    connect(text, &QLineEdit::editingFinished, this, [text, take] { take(text->text()); });
    connect(choose, &QPushButton::clicked, this, [this, label, text, take] {
        auto* dialog = new QFileDialog(this, label, text->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, take);
        dialog->open();
    });
    addRow(label, field, [text, of](const Settings& settings) {
        Settings copy = settings;
        if (!text->hasFocus() || text->text().isEmpty())
            text->setText(of(copy));
    });
}

void PreferencesDialog::buildAppearance()
{
    addPage(u"appearance"_s, tr("Appearance"));
    addChoice(
        u"theme"_s, tr("Theme"),
        {{tr("As the system"), u"system"_s}, {tr("Dark"), u"dark"_s}, {tr("Light"), u"light"_s}},
        [](Settings& s) -> QString& { return s.appearance.theme; });
    addNumber(u"scale"_s, tr("Size of everything"), 1, 3, 0.25, {},
              [](Settings& s) -> double& { return s.appearance.scale; });
    addChoice(u"language"_s, tr("Language"),
              {{tr("As the system"), {}}, {u"English"_s, u"en"_s}, {u"Deutsch"_s, u"de"_s}},
              [](Settings& s) -> QString& { return s.appearance.language; });
    addCheck(u"reducedMotion"_s, tr("No movements"),
             [](Settings& s) -> bool& { return s.appearance.reducedMotion; });
}

void PreferencesDialog::buildEditor()
{
    addPage(u"editor"_s, tr("Editor"));
    addNumber(u"codePoints"_s, tr("Size of code, points"), 5, 72, 1, tr("As the theme"),
              [](Settings& s) -> double& { return s.appearance.codePoints; });
    addCheck(u"wordWrap"_s, tr("Wrap long lines"),
             [](Settings& s) -> bool& { return s.editor.wordWrap; });
    addCheck(u"whitespace"_s, tr("Show spaces and tabs"),
             [](Settings& s) -> bool& { return s.editor.whitespace; });
    addCheck(u"lineNumbers"_s, tr("Line numbers"),
             [](Settings& s) -> bool& { return s.editor.lineNumbers; });
    addCheck(u"indentGuides"_s, tr("Indentation guides"),
             [](Settings& s) -> bool& { return s.editor.indentGuides; });
    addCheck(u"folding"_s, tr("Folding"), [](Settings& s) -> bool& { return s.editor.folding; });
    addCheck(u"currentLine"_s, tr("Mark the line of the caret"),
             [](Settings& s) -> bool& { return s.editor.currentLine; });
    addCheck(u"closeBrackets"_s, tr("Close brackets and quotes"),
             [](Settings& s) -> bool& { return s.editor.closeBrackets; });
    addCheck(u"insertSpaces"_s, tr("Tab key inserts spaces"),
             [](Settings& s) -> bool& { return s.editor.insertSpaces; });
    addCheck(u"saveBeforeRun"_s, tr("Save the script before it is run"),
             [](Settings& s) -> bool& { return s.saveBeforeRun; });
}

void PreferencesDialog::buildTerminal()
{
    addPage(u"terminal"_s, tr("Terminal"));
    addNumber(u"terminalPoints"_s, tr("Size of text, points"), 5, 72, 1, tr("As the theme"),
              [](Settings& s) -> double& { return s.appearance.terminalPoints; });
    addCheck(u"timestamps"_s, tr("Time before each line"),
             [](Settings& s) -> bool& { return s.terminal.timestamps; });
    addCheck(u"terminalWrap"_s, tr("Wrap long lines"),
             [](Settings& s) -> bool& { return s.terminal.wrap; });
}

void PreferencesDialog::buildFrame()
{
    addPage(u"frame"_s, tr("Frame view"));
    addChoice(u"stream"_s, tr("How frames are sent"),
              {{tr("What suits the board"), u"auto"_s},
               {tr("JPEG"), u"jpeg"_s},
               {tr("Raw"), u"raw"_s},
               {tr("Off"), u"off"_s}},
              [](Settings& s) -> QString& { return s.connection.stream; });
    addCheck(u"crosshair"_s, tr("Crosshair"),
             [](Settings& s) -> bool& { return s.frame.crosshair; });
    addCheck(u"grid"_s, tr("Grid"), [](Settings& s) -> bool& { return s.frame.grid; });
    addCheck(u"badges"_s, tr("Resolution, rates and focus on the picture"),
             [](Settings& s) -> bool& { return s.frame.badges; });
}

void PreferencesDialog::buildPaths()
{
    addPage(u"paths"_s, tr("Paths"));
    addFolder(u"saveFolder"_s, tr("Saved pictures"), tr("Where the last one was saved"),
              [](Settings& s) -> QString& { return s.frame.saveFolder; });
    addFolder(u"logFolder"_s, tr("Logs of the terminal"), tr("Asked for each time"),
              [](Settings& s) -> QString& { return s.terminal.logFolder; });
}

void PreferencesDialog::buildConnection()
{
    addPage(u"connection"_s, tr("Connection"));
    addCheck(u"stopOnConnect"_s, tr("Stop scripts when connecting and disconnecting"),
             [](Settings& s) -> bool& { return s.connection.stopOnConnect; });
    addCheck(u"autoConnect"_s, tr("Connect to a camera when it is plugged in"),
             [](Settings& s) -> bool& { return s.connection.autoConnect; });
    addCheck(u"reconnect"_s, tr("Connect again when a camera comes back"),
             [](Settings& s) -> bool& { return s.connection.reconnect; });
}

void PreferencesDialog::setSettings(const Settings& settings)
{
    m_settings = settings;
    m_showing = true;
    for (const Row& row : m_rows)
        row.show(settings);
    m_showing = false;
}

void PreferencesDialog::showSection(const QString& name)
{
    for (int i = 0; i < m_sections->count(); ++i) {
        if (m_sections->item(i)->data(Qt::UserRole).toString() == name)
            m_sections->setCurrentRow(i);
    }
}

/// Only what has the text is shown, on the first page that has any.
void PreferencesDialog::search(const QString& text)
{
    int first = -1;
    for (const Row& row : m_rows) {
        const bool found = row.text.contains(text, Qt::CaseInsensitive);
        row.field->setVisible(found);
        if (row.label)
            row.label->setVisible(found);
        if (found && first < 0)
            first = row.page;
    }
    if (first >= 0 && !text.isEmpty())
        m_sections->setCurrentRow(first);
}

}  // namespace omv::ide
