// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace omv::test {

/// What a program printed and how it ended.
struct ProgramResult {
    int exitCode = -1;  ///< 128 + signal when killed
    std::string out;
    std::string err;
};

/// A program that runs beside the test; killed by the destructor if it still does.
/// Every wait is bounded by `timeout`.
class Program {
public:
    /// `input`: its whole standard input. `outTo`: a descriptor for its standard output instead
    /// of a pipe; -1 = a pipe.
    explicit Program(const std::vector<std::string>& command, const std::string& input = {},
                     std::chrono::seconds timeout = std::chrono::seconds(30), int outTo = -1);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Waits until standard output (or error) contains `text`; false when it did not in time
    /// or the program has closed it.
    bool waitForOutput(const std::string& text);
    bool waitForError(const std::string& text);
    void signal(int number) const;
    /// Goes away as `head` does: what the program writes from now on has no reader.
    void closeOutput();
    /// Reads the rest and waits for the end. After the timeout it is killed.
    ProgramResult finish();

private:
    enum Pipe : std::size_t { Out, Err };
    bool readSome();
    bool waitFor(const std::string& text, const std::string& where, Pipe pipe);
    void closePipe(std::size_t pipe);

    std::chrono::steady_clock::time_point m_deadline;
    int m_pid = -1;
    std::array<int, 2> m_pipes{-1, -1};
    ProgramResult m_result;
};

/// Whether what a program printed has this in it.
inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// Runs a program to its end; after `timeout` it is killed. `input`: its standard input.
ProgramResult runProgram(const std::vector<std::string>& command,
                         std::chrono::seconds timeout = std::chrono::seconds(30),
                         const std::string& input = {});

/// Starts `command` with the given descriptors as 0, 1, 2 (-1 = inherit); -1 when it cannot.
int spawnProgram(const std::vector<std::string>& command, std::array<int, 3> descriptors);
/// A pipe that children do not inherit.
bool makePipe(std::array<int, 2>& ends);
/// Waits for a child for a minute at most; false when it still runs.
bool reap(int pid, int& status);
int millisecondsUntil(std::chrono::steady_clock::time_point deadline);

}  // namespace omv::test
