// SPDX-License-Identifier: MIT
#include "widgets/panels/shortcut_editor.h"

#include "widgets/panels/pane_table.h"
#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace omv::ui {

using namespace Qt::StringLiterals;

ShortcutEditor::ShortcutEditor(QWidget* parent)
    : QWidget(parent)
    , m_model(new ShortcutModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_table(new QTableView(this))
    , m_name(new QLabel(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_clear(new QPushButton(this))
    , m_reset(new QPushButton(this))
    , m_resetAll(new QPushButton(this))
    , m_conflict(new QLabel(this))
{
    setObjectName(u"shortcutEditor"_s);
    m_search->setObjectName(u"shortcutSearch"_s);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(u"shortcutTable"_s);
    setUpTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_proxy);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ShortcutModel::GroupColumn, Qt::AscendingOrder);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(ShortcutModel::TextColumn,
                                                      QHeaderView::Stretch);
    m_keys->setObjectName(u"shortcutKeys"_s);
    m_clear->setObjectName(u"shortcutClear"_s);
    m_reset->setObjectName(u"shortcutReset"_s);
    m_resetAll->setObjectName(u"shortcutResetAll"_s);
    m_conflict->setObjectName(u"shortcutConflict"_s);
    m_conflict->setWordWrap(true);
    buildLayout();
    wire();
    setTheme(m_theme);
    followLanguage(this, [this] { setTexts(); });
}

void ShortcutEditor::setTexts()
{
    m_search->setPlaceholderText(tr("Search actions and keys"));
    m_search->setAccessibleName(tr("Search actions and keys"));
    m_table->setAccessibleName(tr("Actions and their keys"));
    m_keys->setAccessibleName(tr("Keys of the action"));
    m_clear->setText(tr("No keys"));
    m_reset->setText(tr("Reset"));
    m_resetAll->setText(tr("Reset all"));
    showCurrent();
}

void ShortcutEditor::buildLayout()
{
    auto* const row = new QHBoxLayout;
    for (QWidget* const each : std::initializer_list<QWidget*>{m_keys, m_clear, m_reset})
        row->addWidget(each);
    row->addStretch(1);
    auto* const top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_resetAll);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_name);
    column->addLayout(row);
    column->addWidget(m_conflict);
}

void ShortcutEditor::wire()
{
    connect(m_search, &QLineEdit::textChanged, m_proxy,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ShortcutEditor::showCurrent);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutEditor::apply);
    connect(m_clear, &QPushButton::clicked, this, [this] { apply({}); });
    connect(m_reset, &QPushButton::clicked, this, &ShortcutEditor::resetCurrent);
    connect(m_resetAll, &QPushButton::clicked, this, &ShortcutEditor::resetAll);
    connect(m_model, &ShortcutModel::keysChanged, this, &ShortcutEditor::shortcutChanged);
    connect(m_table, &QTableView::doubleClicked, m_keys,
            [this] { m_keys->setFocus(Qt::OtherFocusReason); });
}

void ShortcutEditor::setTheme(const Theme& theme)
{
    m_theme = theme;
    layout()->setSpacing(theme.px(8));
    m_name->setFont(theme.font(TextSize::Body, QFont::Medium));
    themeTable(m_table, theme);
    m_model->setLook(theme.colors().warning, theme.font(TextSize::Body, QFont::DemiBold));
    m_table->setColumnWidth(ShortcutModel::GroupColumn, theme.px(90));
    m_table->setColumnWidth(ShortcutModel::KeysColumn, theme.px(130));
    m_table->setColumnWidth(ShortcutModel::ConflictColumn, theme.px(100));
    m_keys->setFixedWidth(theme.px(180));
    m_search->setFixedHeight(theme.px(26));
    QPalette colors = m_conflict->palette();
    colors.setColor(QPalette::WindowText, theme.colors().warning);
    m_conflict->setPalette(colors);
}

void ShortcutEditor::setEntries(const QList<ShortcutEntry>& entries)
{
    m_model->setEntries(entries);
    m_table->selectRow(0);
    showCurrent();
}

int ShortcutEditor::currentRow() const
{
    const QModelIndex chosen = m_table->currentIndex();
    return chosen.isValid() ? m_proxy->mapToSource(chosen).row() : -1;
}

void ShortcutEditor::showCurrent()
{
    const int row = currentRow();
    const bool any = row >= 0;
    for (QWidget* const each : std::initializer_list<QWidget*>{m_keys, m_clear, m_reset})
        each->setEnabled(any);
    m_showing = true;
    m_name->setText(any ? entries()[row].text : tr("No action is chosen."));
    const QKeySequence keys = any ? entries()[row].keys : QKeySequence();
    if (m_keys->keySequence() != keys)
        m_keys->setKeySequence(keys);
    m_showing = false;
    const QStringList others = any ? m_model->conflicts(row) : QStringList();
    m_conflict->setVisible(!others.isEmpty());
    m_conflict->setText(tr("These keys belong to %1 too: neither will work until one is changed.")
                            .arg(others.join(QStringLiteral(", "))));
    if (any)
        m_reset->setEnabled(entries()[row].keys != entries()[row].standard);
}

void ShortcutEditor::apply(const QKeySequence& keys)
{
    const int row = currentRow();
    if (m_showing || row < 0)
        return;
    m_model->setKeys(row, keys);
    showCurrent();
}

void ShortcutEditor::resetCurrent()
{
    const int row = currentRow();
    if (row >= 0)
        apply(entries()[row].standard);
}

void ShortcutEditor::resetAll()
{
    for (int row = 0; row < entries().size(); ++row)
        m_model->setKeys(row, entries()[row].standard);
    showCurrent();
}

}  // namespace omv::ui
