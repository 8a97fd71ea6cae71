// SPDX-License-Identifier: MIT
#include "app/ide/dialog_prompts.h"

#include "app/ide/workbench.h"
#include "widgets/panels/error_card.h"

#include <openmv/version.h>

#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

/// A box that deletes itself; to be opened, never executed.
QMessageBox* box(QWidget* window, QMessageBox::Icon icon, const QString& text,
                 const QString& detail)
{
    auto* made = new QMessageBox(icon, tr("OMV IDE"), text, QMessageBox::NoButton, window);
    made->setInformativeText(detail);
    made->setAttribute(Qt::WA_DeleteOnClose);
    return made;
}

QFileDialog* fileDialog(QWidget* window, const QString& title, const QString& folder,
                        const QString& filter)
{
    auto* dialog = new QFileDialog(window, title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

/// What a name without an ending gets: the filter's first one. "All files" has none.
void suffixBy(QFileDialog* dialog, const QString& filter)
{
    static const QRegularExpression first(u"\\(\\*\\.(\\w+)"_s);
    dialog->setDefaultSuffix(first.match(filter).captured(1));
}

}  // namespace

DialogPrompts::DialogPrompts(Workbench& window)
    : m_bench(window)
    , m_window(&window)
{
    ui::ErrorCard* card = window.problemCard;
    QObject::connect(card, &ui::ErrorCard::closed, &m_context, [this] {
        if (!m_problems.isEmpty())
            m_problems.removeFirst();
        showProblem();
    });
    QObject::connect(card, &ui::ErrorCard::copyWanted, &m_context,
                     [](const QString& text) { QGuiApplication::clipboard()->setText(text); });
}

void DialogPrompts::openFiles(const QString& title, const QString& folder, const QString& filter,
                              std::function<void(QStringList)> answer)
{
    QFileDialog* dialog = fileDialog(m_window, title, folder, filter);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, std::move(answer));
    dialog->open();
}

void DialogPrompts::openFolder(const QString& title, const QString& folder,
                               std::function<void(QString)> answer)
{
    QFileDialog* dialog = fileDialog(m_window, title, folder, {});
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(answer));
    dialog->open();
}

void DialogPrompts::saveFile(const QString& title, const QString& proposed, const QString& filter,
                             std::function<void(QString)> answer)
{
    QFileDialog* dialog = fileDialog(m_window, title, proposed, filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(proposed);
    suffixBy(dialog, dialog->selectedNameFilter());
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog](const QString& chosen) { suffixBy(dialog, chosen); });
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(answer));
    dialog->open();
}

void DialogPrompts::unsaved(const QStringList& names, std::function<void(Close)> answer)
{
    const QString text = names.size() == 1
        ? tr("%1 has changes that are not saved.").arg(names.first())
        : tr("%1 files have changes that are not saved.").arg(names.size());
    QMessageBox* made = box(m_window, QMessageBox::Warning, text,
                            names.size() == 1 ? QString() : names.join(u'\n'));
    QPushButton* save = made->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton* discard = made->addButton(tr("Discard changes"), QMessageBox::DestructiveRole);
    made->addButton(tr("Keep editing"), QMessageBox::RejectRole);
    made->setDefaultButton(save);
    QObject::connect(made, &QMessageBox::buttonClicked, made,
                     [=, answer = std::move(answer)](QAbstractButton* button) {
                         answer(button == save          ? Close::Save
                                    : button == discard ? Close::Discard
                                                        : Close::Cancel);
                     });
    made->open();
}

void DialogPrompts::confirm(const QString& question, const QString& detail, const QString& action,
                            std::function<void()> answer)
{
    QMessageBox* made = box(m_window, QMessageBox::Question, question, detail);
    QPushButton* yes = made->addButton(action, QMessageBox::AcceptRole);
    made->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QObject::connect(made, &QMessageBox::buttonClicked, made,
                     [yes, answer = std::move(answer)](QAbstractButton* button) {
                         if (button == yes)
                             answer();
                     });
    made->open();
}

void DialogPrompts::line(const QString& title, const QString& label, const QString& text,
                         std::function<void(QString)> answer)
{
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    QObject::connect(dialog, &QInputDialog::textValueSelected, dialog, std::move(answer));
    dialog->open();
}

void DialogPrompts::number(const QString& title, const QString& label, int value, int most,
                           std::function<void(int)> answer)
{
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, most);
    dialog->setIntValue(value);
    QObject::connect(dialog, &QInputDialog::intValueSelected, dialog, std::move(answer));
    dialog->open();
}

void DialogPrompts::problem(const Problem& problem)
{
    // The newest is what the user waits for; the others come back after it.
    m_problems.removeAll(problem);
    m_problems.prepend(problem);
    showProblem();
}

void DialogPrompts::solved(const QString& about)
{
    const auto over = [&](const Problem& each) { return each.about == about; };
    if (!about.isEmpty() && m_problems.removeIf(over) > 0)
        showProblem();
}

/// What happened is the title; more of it comes below.
void DialogPrompts::showProblem()
{
    m_bench.showProblemCard(!m_problems.isEmpty());
    if (m_problems.isEmpty())
        return;
    const Problem& problem = m_problems.first();
    Error error;
    error.why = problem.why.toStdString();
    error.fix = problem.remedy.toStdString();
    QString title = problem.what;
    if (const qsizetype end = title.indexOf(". "_L1); end > 0) {
        error.what = title.mid(end + 2).toStdString();
        title.truncate(end + 1);
    }
    m_bench.problemCard->setError(title, error);
    m_bench.showProblemCard(true);
}

void DialogPrompts::about()
{
    QMessageBox* made =
        box(m_window, QMessageBox::NoIcon, tr("OMV IDE %1").arg(QLatin1StringView(OPENMV_VERSION)),
            tr("Edit, run and see scripts on OpenMV cameras.\nMIT licence. Qt %1.")
                .arg(QLatin1StringView(qVersion())));
    made->addButton(tr("Close"), QMessageBox::RejectRole);
    made->open();
}

}  // namespace omv::ide
