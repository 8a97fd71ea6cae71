// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/doctor.h>
#include <openmv/version.h>

#include <map>
#include <set>

namespace omv::test {

/// A computer of a test's own, in memory. As made: Debian with udev and USB, our rules installed,
/// "ann" at the screen in no group, no board.
class FakeSystem : public flasher::doctor::System {
public:
    FakeSystem();

    flasher::doctor::Surroundings around;
    flasher::doctor::User me{.name = "ann", .privileged = false, .groups = {"ann"}, .joined = {}};
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> links;
    std::map<std::string, flasher::doctor::Owner> owners;
    std::set<std::string> closed;  ///< paths that may not be opened
    std::set<std::string> programs{"sudo"};
    std::map<std::string, std::string> variables;
    bool terminal = true;
    Ran vcam{0, "omv-vcam " OPENMV_VERSION "\n"};

    std::vector<flasher::doctor::Command> applied;  ///< what was to change something
    std::string failing;  ///< a program that fails

    /// A running camera at /dev/ttyACM0, USB path 1-2.
    flasher::SeenBoard& addCamera(const std::string& id = "ae3");
    /// A board in its loader at a USB path.
    flasher::SeenBoard& addLoader(flasher::SeenBoard::State state, const std::string& path);
    void setUsb(const std::string& path, const std::string& attribute, const std::string& value);
    void addProcess(const std::string& pid, const std::string& name,
                    const std::string& opened = {});
    void removeRules() { files.erase("/usr/lib/udev/rules.d/60-openmv.rules"); }

    flasher::doctor::Surroundings look() override { return around; }
    flasher::doctor::User user() override { return me; }
    std::optional<std::string> read(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;
    bool exists(const std::string& path) override;
    std::string link(const std::string& path) override;
    std::optional<flasher::doctor::Owner> owner(const std::string& path) override;
    bool mayOpen(const std::string& path) override { return !closed.contains(path); }
    bool hasProgram(const std::string& program) override { return programs.contains(program); }
    std::string variable(const std::string& name) override;
    bool hasTerminal() override { return terminal; }
    Ran ask(const flasher::doctor::Command& command) override;
    /// Understands install and usermod, also behind sudo.
    int apply(const flasher::doctor::Command& command) override;
};

/// The project's own rules.
std::string ourRules();
/// The check with that id; fails the test when there is none.
flasher::doctor::Check find(const std::vector<flasher::doctor::Check>& checks,
                            const std::string& id);

}  // namespace omv::test
