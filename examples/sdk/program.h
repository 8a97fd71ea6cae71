// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

// What the programs have in common: exit codes, errors, Ctrl+C, reading a script.

enum ExitCode { kOk = 0, kFailed = 1, kUsage = 2, kInterrupted = 130 };

/// Shows an error in its three parts; gives the exit code for it. `who`: the camera, where
/// there are several.
inline int report(const omv::Error& error, const std::string& who = {})
{
    std::string text = who.empty() ? error.what : who + ": " + error.what;
    text += " (" + error.id + ")\n";
    if (!error.why.empty())
        text += "  why: " + error.why + '\n';
    if (!error.fix.empty())
        text += "  try: " + error.fix + '\n';
    std::fputs(text.c_str(), stderr);
    return error.code == omv::Errc::Cancelled ? kInterrupted : kFailed;
}

/// Turns Ctrl+C into a stop token for the calls of the SDK. One a program, made first.
class Interrupt {
public:
    Interrupt()
    {
        std::signal(SIGINT, note);
        std::signal(SIGTERM, note);
    }
    std::stop_token token() const { return m_source.get_token(); }
    bool requested() const { return m_source.stop_requested(); }

private:
    static void note(int) { s_noted = true; }

    // A signal handler may do next to nothing, so a thread looks at what it noted.
    void watch(std::stop_token end)
    {
        while (!end.stop_requested() && !s_noted)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (s_noted)
            m_source.request_stop();
    }

    static inline std::atomic<bool> s_noted{false};
    std::stop_source m_source;
    std::jthread m_watch{[this](std::stop_token end) { watch(end); }};
};

/// The whole file; nothing, after a message, when it cannot be read.
inline std::optional<std::string> readScript(const char* path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    for (char piece[4096]; file.read(piece, sizeof piece), file.gcount() > 0;)
        text.append(piece, static_cast<std::size_t>(file.gcount()));
    if (file.eof())  // a folder has no end
        return text;
    std::fprintf(stderr, "Cannot read %s\n", path);
    return std::nullopt;
}
