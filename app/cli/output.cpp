// SPDX-License-Identifier: MIT
#include "app/cli/output.h"

#include "app/cli/cli_errors.h"

#include <cerrno>
#include <ostream>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace omv::cli {

namespace {

constexpr std::string_view kRed = "1;31";
constexpr std::string_view kBold = "1";

std::string utcNow()
{
    const auto now = std::chrono::system_clock::now();
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() %
        1000;
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis);
}

}  // namespace

Output::Output(std::ostream& out, std::ostream& err, OutputOptions options)
    : m_out(out)
    , m_err(err)
    , m_options(options)
{
}

bool Output::broken() const
{
    return m_out.fail();
}

void Output::hello(std::string_view version)
{
    event(json::hello(version));
}

void Output::event(const json::Object& object)
{
    if (!m_options.json)
        return;
    write(json::toLine(object) + '\n');
}

void Output::data(std::string_view bytes)
{
    if (m_options.json)
        return;
    status({});
    write(bytes);
}

void Output::write(std::string_view bytes)
{
    if (broken())
        return;
    errno = 0;
    m_out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    m_out.flush();
    if (broken())
        m_outError = errno;
}

void Output::scriptText(std::string_view text)
{
    if (!m_options.json) {
        data(text);
        return;
    }
    const std::string whole = m_cutter.feed(text);
    if (!whole.empty())
        write(json::toLine(json::print(whole)) + '\n');
}

void Output::endText()
{
    const std::string rest = m_cutter.rest();
    if (!rest.empty())
        event(json::print(rest));
}

void Output::finish(const Outcome& outcome)
{
    status({});
    const bool silent = outcome.error && outcome.error->id == outputClosed().id;
    if (outcome.error && !silent)
        writeError(*outcome.error);
    endText();
    event(json::result(outcome));
    // A reader that goes away wants to hear no more; a full disk is another matter.
    if (broken() && m_outError != EPIPE && m_outError != 0)
        writeError(cannotWrite("standard output", errnoText(m_outError)));
}

void Output::message(std::string_view line)
{
    if (!m_options.quiet)
        writeLine(line);
}

void Output::detail(std::string_view line)
{
    log(0, line);
}

void Output::status(std::string_view line)
{
    if (!m_options.liveStatus || m_options.quiet)
        return;
    const std::lock_guard lock(m_errMutex);
    if (m_statusShown || !line.empty())
        m_err << "\r\033[K" << line << std::flush;
    m_statusShown = !line.empty();
}

void Output::log(int level, std::string_view line)
{
    if (m_options.verbose > level)
        writeLine(line);
    if (const Status written = writeLog(level, line); !written)
        writeLine("omv: the log is not complete: " + toString(written.error()));
}

Status Output::writeLog(int level, std::string_view line)
{
    const std::lock_guard lock(m_errMutex);
    if (!m_log.is_open())
        return Done{};
    errno = 0;
    m_log << utcNow() << ' ' << level << ' ' << line << std::endl;
    if (m_log)
        return Done{};
    const int reason = errno;
    m_log.close();
    return Unexpected{cannotWrite(m_logPath, errnoText(reason))};
}

Status Output::openLog(const std::string& path)
{
    errno = 0;
    m_logPath = path;
    m_log.open(path, std::ios::app);
    if (!m_log)
        return Unexpected{cannotWrite(path, errnoText(errno))};
    return Done{};
}

void Output::writeLine(std::string_view line)
{
    const std::lock_guard lock(m_errMutex);
    if (m_statusShown)
        m_err << "\r\033[K";
    m_statusShown = false;
    m_err << line << std::endl;
}

void Output::writeError(const Error& error)
{
    std::string text =
        fmt::format("omv: {} {}", paint(error.id + ":", kRed), paint(error.what, kBold));
    if (!error.why.empty())
        text += "\n  why: " + error.why;
    if (!error.fix.empty())
        text += "\n  fix: " + error.fix;
    log(-1, text);
}

std::string Output::paint(std::string_view text, std::string_view code) const
{
    return m_options.color ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

}  // namespace omv::cli
