// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/boards.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Finds out why boards cannot be reached, and mends what can be mended.
///
///     auto system = doctor::thisComputer();
///     for (const doctor::Check& check : doctor::examine(*system))
///         show(check);
namespace omv::flasher::doctor {

enum class State {
    Ok,
    Warning,  ///< works, but not as well as it could, or somebody has to do something next
    Problem,  ///< keeps a board from being used
    Skipped,  ///< cannot be looked at here: `why`
};

/// "ok", "warning", "problem", "skipped"
OPENMV_API std::string_view name(State state);

/// A program and its arguments.
using Command = std::vector<std::string>;

/// What was found. A value.
struct Check {
    std::string id;  ///< "udev.rules"; stable
    std::string subject;  ///< port of the board that it is about; empty: the computer
    State state = State::Ok;
    std::string what;  ///< one line
    std::string why{};  ///< the evidence; may be empty
    std::string fix{};  ///< what somebody can do; may be empty
    /// What repair() would do about it, as root. Empty: only people can.
    std::vector<Command> commands{};

    friend bool operator==(const Check&, const Check&) = default;
};

struct User {
    std::string name;  ///< who uses the boards: of "sudo omv" the one who typed it
    bool privileged = false;  ///< this process runs as root
    std::vector<std::string> groups;  ///< of this login
    std::vector<std::string> joined;  ///< of the next one
};

struct Owner {
    std::string user;
    std::string group;
    unsigned mode = 0;  ///< permission bits

    friend bool operator==(const Owner&, const Owner&) = default;
};

/// What there is besides files and processes.
struct Surroundings {
    std::vector<SeenBoard> boards;
    std::optional<Error> boardsError;  ///< why they are not known
    std::optional<Error> usbError;  ///< why USB devices cannot be opened
    std::vector<std::string> fastBoards;  ///< ids of those whose firmware runs at high speed
    std::string rulesFile;  ///< our udev rules; empty: not found
    std::string journalFolder;  ///< of cut-off runs; empty: none is kept
    std::string simulator;  ///< path of omv-vcam; empty: not found
    std::string version;  ///< of this library
};

/// All that the checks look at and do, so that a test can give them another computer. Blocking;
/// one thread.
class System {
public:
    struct Ran {
        int exitCode = -1;  ///< -1: could not be started
        std::string output;
    };

    virtual ~System() = default;
    virtual Surroundings look() = 0;
    virtual User user() = 0;
    /// The beginning of a file.
    virtual std::optional<std::string> read(const std::string& path) = 0;
    /// Names in a folder, sorted; empty when there is no such folder.
    virtual std::vector<std::string> list(const std::string& folder) = 0;
    virtual bool exists(const std::string& path) = 0;
    /// What a link names; empty: it is none, or may not be read.
    virtual std::string link(const std::string& path) = 0;
    virtual std::optional<Owner> owner(const std::string& path) = 0;
    virtual bool mayOpen(const std::string& path) = 0;
    /// Whether a program is in PATH.
    virtual bool hasProgram(const std::string& program) = 0;
    virtual std::string variable(const std::string& name) = 0;
    /// Whether somebody can be asked for a password in the terminal.
    virtual bool hasTerminal() = 0;
    /// Runs a program that only looks, for at most some seconds.
    virtual Ran ask(const Command& command) = 0;
    /// Runs a program that changes the system; it may ask for a password. What it says goes to
    /// standard error. Returns its exit code; -1: it could not be started.
    virtual int apply(const Command& command) = 0;
};

/// This very computer.
OPENMV_API std::unique_ptr<System> thisComputer();

struct Options {
    std::string program{};  ///< version of the program that asks; empty: not compared
    std::string library{};  ///< of libopenmv as it is loaded; empty: not compared
    /// Asks a running board for its firmware's version; unset: none is asked. Not called for a
    /// port that another process has.
    std::function<Result<std::string>(const std::string& port)> firmware{};
};

/// Looks at everything; changes nothing.
OPENMV_API std::vector<Check> examine(System& system, const Options& options = {});

/// The commands of repair() as they will be run: as they are for root, else by pkexec or sudo.
/// Errors: Unsupported (OMV-E0751: there is no way to become root).
OPENMV_API Result<std::vector<Command>> repairCommands(System& system, const Check& check);

/// Runs them, one after the other. Errors: that of repairCommands(); System (OMV-E0752: one of
/// them failed; those behind it were not run).
OPENMV_API Status repair(System& system, const std::vector<Command>& commands);

/// As it can be typed into a shell.
OPENMV_API std::string shellText(const Command& command);

}  // namespace omv::flasher::doctor
