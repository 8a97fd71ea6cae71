// SPDX-License-Identifier: MIT
#include "app/ide/preferences_dialog.h"

#include "widgets/panels/shortcut_editor.h"
#include "widgets/theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

/// Names with the padding of a pane.
class SectionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const ui::Theme& theme) { m_theme = theme; }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {m_theme.px(100), m_theme.px(30)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const ui::Colors& colors = m_theme.colors();
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        if (chosen || hovered)
            painter->fillRect(option.rect, chosen ? colors.selection : colors.hover);
        painter->setFont(
            m_theme.font(ui::TextSize::Body, chosen ? QFont::DemiBold : QFont::Normal));
        painter->setPen(colors.text);
        painter->drawText(option.rect.adjusted(m_theme.px(12), 0, -m_theme.px(4), 0),
                          Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          index.data().toString());
    }

private:
    ui::Theme m_theme;
};

}  // namespace

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
    m_sections->setItemDelegate(new SectionDelegate(m_sections));

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
    while (m_pages->count() > 0) {
        // Later: it may be one of its buttons that is listened to.
        QWidget* page = m_pages->widget(0);
        m_pages->removeWidget(page);
        page->setParent(nullptr);
        page->deleteLater();
    }
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
    themePages();
    setSettings(m_settings);
    search(m_search->text());
    m_sections->setCurrentRow(row);
    m_pages->setCurrentIndex(row);
    if (auto* field = focused.isEmpty() ? nullptr : findChild<QWidget*>(focused))
        field->setFocus();
}

void PreferencesDialog::setTheme(const ui::Theme& theme)
{
    m_theme = theme;
    static_cast<SectionDelegate*>(m_sections->itemDelegate())->setTheme(theme);
    m_sections->setFixedWidth(theme.px(180));
    m_search->setFixedWidth(theme.px(180));
    layout()->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout()->setSpacing(theme.px(16));
    const QSize room = screen() ? screen()->availableSize() : QSize();
    setMinimumSize(QSize(theme.px(820), theme.px(540)).boundedTo(room));
    m_shortcuts->setTheme(theme);
    themePages();
}

void PreferencesDialog::themePages()
{
    for (QGridLayout* grid : m_pages->findChildren<QGridLayout*>()) {
        grid->setHorizontalSpacing(m_theme.px(16));
        grid->setVerticalSpacing(m_theme.px(10));
        grid->setColumnMinimumWidth(0, m_theme.px(150));
        QWidget* page = grid->parentWidget();
        page->layout()->setContentsMargins(m_theme.px(8), m_theme.px(4), m_theme.px(8),
                                           m_theme.px(16));
        page->layout()->setSpacing(m_theme.px(16));
    }
    for (QLabel* title : m_pages->findChildren<QLabel*>(u"preferencesTitle"_s))
        title->setFont(m_theme.font(ui::TextSize::CardTitle, QFont::DemiBold));
    for (QLineEdit* folder : m_pages->findChildren<QLineEdit*>()) {
        if (folder->property("folder").toBool())
            folder->setMinimumWidth(m_theme.px(210));
    }
    for (QToolButton* reset : m_pages->findChildren<QToolButton*>()) {
        if (!reset->objectName().endsWith("Reset"_L1))
            continue;
        showReset(reset, reset->isEnabled());
        reset->setIconSize(QSize(m_theme.px(16), m_theme.px(16)));
        reset->setFixedSize(m_theme.px(28), m_theme.px(28));
    }
}

/// Only in sight where there is something to go back from.
void PreferencesDialog::showReset(QToolButton* reset, bool possible) const
{
    reset->setEnabled(possible);
    reset->setIcon(possible ? m_theme.icon(u"reset"_s) : QIcon());
    reset->setToolTip(possible ? tr("Back to the first value") : QString());
}

void PreferencesDialog::addPage(const QString& name, const QString& title)
{
    auto* area = new QScrollArea(m_pages);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(area);
    auto* column = new QVBoxLayout(page);
    auto* heading = new QLabel(title, page);
    heading->setObjectName(u"preferencesTitle"_s);
    m_grid = new QGridLayout;
    // Fields side by side with their labels, not at the far end of a wide window.
    m_grid->setColumnStretch(3, 1);
    column->addWidget(heading);
    column->addLayout(m_grid);
    column->addStretch(1);
    area->setWidget(page);
    m_sections->addItem(title);
    m_sections->item(m_sections->count() - 1)->setData(Qt::UserRole, name);
    m_pages->addWidget(area);
}

QToolButton* PreferencesDialog::placeRow(const QString& name, const QString& label, QWidget* field)
{
    const int row = m_grid->rowCount();
    auto* reset = new QToolButton;
    reset->setObjectName(name + u"Reset"_s);
    reset->setAccessibleName(tr("Reset: %1").arg(label));
    Row made{{field, reset}, label, m_pages->count() - 1, {}};
    if (qobject_cast<QCheckBox*>(field)) {
        m_grid->addWidget(field, row, 0, 1, 2);
    } else {
        auto* text = new QLabel(label);
        text->setBuddy(field);
        made.widgets.append(text);
        m_grid->addWidget(text, row, 0);
        m_grid->addWidget(field, row, 1, Qt::AlignLeft);
    }
    m_grid->addWidget(reset, row, 2);
    m_rows.push_back(std::move(made));
    return reset;
}

template<class T>
void PreferencesDialog::addRow(const QString& name, const QString& label, QWidget* field, Of<T> of,
                               std::function<void(const T&)> show)
{
    const auto valueIn = [of](Settings settings) -> T { return of(settings); };
    const T first = valueIn({});
    QToolButton* reset = placeRow(name, label, field);
    connect(reset, &QToolButton::clicked, this,
            [this, of, first] { emit editWanted([of, first](Settings& s) { of(s) = first; }); });
    m_rows.back().show = [this, show, valueIn, first, reset](const Settings& settings) {
        const T value = valueIn(settings);
        show(value);
        showReset(reset, value != first);
    };
}

void PreferencesDialog::addCheck(const QString& name, const QString& text, Of<bool> of)
{
    auto* box = new QCheckBox(text);
    box->setObjectName(name);
    connect(box, &QCheckBox::toggled, this, [this, of](bool on) {
        if (!m_showing)
            emit editWanted([of, on](Settings& s) { of(s) = on; });
    });
    addRow<bool>(name, text, box, of, [box](bool on) { box->setChecked(on); });
}

void PreferencesDialog::addPoints(const QString& name, const QString& label, Of<double> of)
{
    constexpr int kLeast = 6;
    auto* box = new QDoubleSpinBox;
    box->setObjectName(name);
    box->setRange(kLeast - 1, 72);
    box->setDecimals(1);
    box->setSuffix(u" pt"_s);
    box->setSpecialValueText(tr("As the theme"));
    box->setKeyboardTracking(false);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, of](double value) {
        const double wanted = value < kLeast ? 0 : value;
        if (!m_showing)
            emit editWanted([of, wanted](Settings& s) { of(s) = wanted; });
    });
    addRow<double>(name, label, box, of, [box](double value) { box->setValue(value); });
}

void PreferencesDialog::addPercent(const QString& name, const QString& label, int least, int most,
                                   Of<double> of)
{
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(least, most);
    box->setSingleStep(25);
    box->setSuffix(u" %"_s);
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this, [this, of](int value) {
        if (!m_showing)
            emit editWanted([of, value](Settings& s) { of(s) = value / 100.0; });
    });
    addRow<double>(name, label, box, of, [box](double value) {
        box->setValue(static_cast<int>(std::lround(value * 100)));
    });
}

void PreferencesDialog::addWhole(const QString& name, const QString& label, int least, int most,
                                 Of<int> of)
{
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(least, most);
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this, [this, of](int value) {
        if (!m_showing)
            emit editWanted([of, value](Settings& s) { of(s) = value; });
    });
    addRow<int>(name, label, box, of, [box](int value) { box->setValue(value); });
}

void PreferencesDialog::addChoice(const QString& name, const QString& label,
                                  const std::vector<Choice>& choices, Of<QString> of)
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    for (const Choice& each : choices)
        box->addItem(each.text, each.value);
    connect(box, &QComboBox::activated, this, [this, box, of] {
        const QString value = box->currentData().toString();
        emit editWanted([of, value](Settings& s) { of(s) = value; });
    });
    addRow<QString>(name, label, box, of, [box](const QString& value) {
        // One that is not here now (a font of another computer) stays chosen.
        if (box->findData(value) < 0)
            box->addItem(value, value);
        box->setCurrentIndex(box->findData(value));
    });
}

void PreferencesDialog::addFont(const QString& name, const QString& label, bool fixedPitch,
                                Of<QString> of)
{
    std::vector<Choice> choices{{tr("As the theme"), {}}};
    for (const QString& family : QFontDatabase::families()) {
        const bool fits = !fixedPitch || QFontDatabase::isFixedPitch(family);
        if (fits && !QFontDatabase::isPrivateFamily(family))
            choices.push_back({family, family});
    }
    addChoice(name, label, choices, of);
    auto* box = qobject_cast<QComboBox*>(m_rows.back().widgets.first());
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(22);
}

void PreferencesDialog::addFolder(const QString& name, const QString& label, const QString& empty,
                                  Of<QString> of)
{
    auto* field = new QWidget;
    auto* text = new QLineEdit(field);
    auto* choose = new QPushButton(tr("Choose..."), field);
    text->setObjectName(name);
    text->setProperty("folder", true);
    text->setPlaceholderText(empty);
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
    addRow<QString>(name, label, field, of, [text](const QString& folder) {
        if (text->text() != folder)
            text->setText(folder);
    });
}

void PreferencesDialog::buildAppearance()
{
    addPage(u"appearance"_s, tr("Appearance"));
    addChoice(
        u"theme"_s, tr("Theme"),
        {{tr("As the system"), u"system"_s}, {tr("Dark"), u"dark"_s}, {tr("Light"), u"light"_s}},
        [](Settings& s) -> QString& { return s.appearance.theme; });
    addPercent(u"scale"_s, tr("Size of everything"), 100, 300,
               [](Settings& s) -> double& { return s.appearance.scale; });
    addFont(u"uiFont"_s, tr("Font"), false,
            [](Settings& s) -> QString& { return s.appearance.uiFont; });
    addChoice(u"language"_s, tr("Language"),
              {{tr("As the system"), {}}, {u"English"_s, u"en"_s}, {u"Deutsch"_s, u"de"_s}},
              [](Settings& s) -> QString& { return s.appearance.language; });
    addCheck(u"reducedMotion"_s, tr("No movements"),
             [](Settings& s) -> bool& { return s.appearance.reducedMotion; });
}

void PreferencesDialog::buildEditor()
{
    addPage(u"editor"_s, tr("Editor"));
    addFont(u"codeFont"_s, tr("Font of code and terminal"), true,
            [](Settings& s) -> QString& { return s.appearance.codeFont; });
    addPoints(u"codePoints"_s, tr("Size of code"),
              [](Settings& s) -> double& { return s.appearance.codePoints; });
    addWhole(u"indentWidth"_s, tr("Width of an indent"), 1, 16,
             [](Settings& s) -> int& { return s.editor.indentWidth; });
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
    addFont(u"terminalFont"_s, tr("Font of code and terminal"), true,
            [](Settings& s) -> QString& { return s.appearance.codeFont; });
    addPoints(u"terminalPoints"_s, tr("Size of text"),
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
    const auto named = [&](int page) {
        return m_sections->item(page)->text().contains(text, Qt::CaseInsensitive);
    };
    for (const Row& row : m_rows) {
        const bool found = row.text.contains(text, Qt::CaseInsensitive) || named(row.page);
        for (QWidget* widget : row.widgets)
            widget->setVisible(found);
        if (found && first < 0)
            first = row.page;
    }
    const int last = m_sections->count() - 1;
    if (first < 0 && named(last))
        first = last;
    if (first >= 0 && !text.isEmpty())
        m_sections->setCurrentRow(first);
}

}  // namespace omv::ide
