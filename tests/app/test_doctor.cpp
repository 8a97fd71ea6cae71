// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"
#include "tests/flasher/fake_system.h"
#include "tests/support/catch.h"

using namespace omv;
using namespace omv::cli::test;
using omv::test::FakeSystem;

namespace {

/// Hands out one computer again and again.
class Borrowed final : public flasher::doctor::System {
public:
    explicit Borrowed(FakeSystem& system)
        : m_system(system)
    {
    }
    flasher::doctor::Surroundings look() override { return m_system.look(); }
    flasher::doctor::User user() override { return m_system.user(); }
    std::optional<std::string> read(const std::string& path) override
    {
        return m_system.read(path);
    }
    std::vector<std::string> list(const std::string& path) override { return m_system.list(path); }
    bool exists(const std::string& path) override { return m_system.exists(path); }
    std::string link(const std::string& path) override { return m_system.link(path); }
    std::optional<flasher::doctor::Owner> owner(const std::string& path) override
    {
        return m_system.owner(path);
    }
    bool mayOpen(const std::string& path) override { return m_system.mayOpen(path); }
    bool hasProgram(const std::string& name) override { return m_system.hasProgram(name); }
    std::string variable(const std::string& name) override { return m_system.variable(name); }
    bool hasTerminal() override { return m_system.hasTerminal(); }
    Ran ask(const flasher::doctor::Command& command) override { return m_system.ask(command); }
    int apply(const flasher::doctor::Command& command) override { return m_system.apply(command); }

private:
    FakeSystem& m_system;
};

struct Doctor : Cli {
    FakeSystem system;

    Doctor()
    {
        doctorSystem = [this] { return std::make_unique<Borrowed>(system); };
    }
};

bool contains(const std::string& text, const std::string& part)
{
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("doctor has a short line for what is all right", "[cli]")
{
    Doctor doctor;
    doctor.system.addCamera();
    CHECK(doctor.run({"doctor"}) == 0);
    CHECK(doctor.out ==
          "ok       omv " OPENMV_VERSION ", libopenmv " OPENMV_VERSION "\n"
          "ok       omv-vcam " OPENMV_VERSION "\n"
          "ok       USB devices can be looked at\n"
          "ok       HID devices can be looked at\n"
          "ok       udev rules are installed\n"
          "ok       ann is not in the group dialout\n"
          "ok       ann is not in the group plugdev\n"
          "ok       ModemManager does not run\n"
          "ok       /dev/ttyACM0: OpenMV AE3 runs\n"
          "ok       /dev/ttyACM0: No other program uses it\n"
          "ok       /dev/ttyACM0: 480 Mbit/s, plugged into the computer itself\n"
          "skipped  /dev/ttyACM0: Its firmware was not asked for its version\n");
    CHECK(doctor.err == "No problem was found.\n");
}

TEST_CASE("doctor tells a problem with why, fix and commands, and changes nothing", "[cli]")
{
    Doctor doctor;
    doctor.system.removeRules();
    CHECK(doctor.run({"doctor"}) == 1);
    CHECK(contains(doctor.out,
                   "problem  The udev rules are not installed\n"
                   "         Without them boards belong to root"));
    CHECK(contains(doctor.out, "\n         fix: Install ours"));
    CHECK(contains(doctor.out,
                   "--fix would run: install -D -m 644 /opt/openmv/60-openmv.rules "
                   "/etc/udev/rules.d/60-openmv.rules\n"));
    CHECK(contains(doctor.err, "OMV-E0750: The doctor found 1 problem"));
    CHECK(contains(doctor.err, "udev.rules"));
    CHECK(contains(doctor.err, "omv doctor --fix"));
    CHECK(doctor.system.applied.empty());
}

TEST_CASE("doctor --fix shows each command, runs it, and looks again", "[cli]")
{
    Doctor doctor;
    doctor.system.removeRules();
    CHECK(doctor.run({"doctor", "--fix"}) == 0);
    CHECK(contains(doctor.out,
                   "\nFixing udev.rules, as root by sudo:\n  sudo install -D -m 644 "
                   "/opt/openmv/60-openmv.rules /etc/udev/rules.d/60-openmv.rules\n"
                   "  sudo udevadm control --reload\n"));
    CHECK(contains(doctor.out, "Done.\n\nAfterwards:\nok       udev rules are installed\n"));
    CHECK(doctor.system.applied.size() == 4);
    CHECK_FALSE(contains(doctor.out, "would run"));
    // A second time there is nothing to do.
    CHECK(doctor.run({"doctor", "--fix"}) == 0);
    CHECK(doctor.system.applied.size() == 4);
    CHECK_FALSE(contains(doctor.out, "Fixing"));
}

TEST_CASE("doctor --fix that fails says so and ends with what is left", "[cli]")
{
    Doctor doctor;
    doctor.system.removeRules();
    SECTION("a command fails")
    {
        doctor.system.failing = "install";
        CHECK(doctor.run({"doctor", "--fix"}) == 1);
        CHECK(contains(doctor.out, "A command of the fix failed: sudo install"));
    }
    SECTION("nobody is root")
    {
        doctor.system.programs.clear();
        CHECK(doctor.run({"doctor", "--fix"}) == 1);
        CHECK(contains(doctor.out, "Not fixed, udev.rules:\n  install -D -m 644 "));
        CHECK(contains(doctor.out, "The fix needs to be done by root"));
        CHECK(doctor.system.applied.empty());
    }
    CHECK(contains(doctor.err, "OMV-E0750: The doctor found 1 problem"));
    CHECK_FALSE(contains(doctor.err, "omv doctor --fix"));
}

TEST_CASE("doctor does not fix anything after Ctrl+C", "[cli]")
{
    Doctor doctor;
    doctor.system.removeRules();
    doctor.interrupt.request_stop();
    CHECK(doctor.run({"doctor", "--fix"}) == 130);
    CHECK(doctor.system.applied.empty());
}

TEST_CASE("doctor --ask asks running boards for their firmware", "[cli]")
{
    Doctor doctor;
    doctor.system.addCamera();
    doctor.board.info.firmware = {5, 1, 2};
    CHECK(doctor.run({"doctor", "--ask"}) == 0);
    CHECK(contains(doctor.out, "ok       /dev/ttyACM0: Firmware 5.1.2\n"));
    CHECK(doctor.openedPort == "/dev/ttyACM0");
    CHECK(doctor.board.calls.empty());
}

TEST_CASE("doctor --json has one line for each check and for each fix", "[cli]")
{
    Doctor doctor;
    doctor.system.removeRules();
    CHECK(doctor.run({"--json", "doctor", "--fix"}) == 0);
    CHECK(contains(doctor.out,
                   R"({"type":"check","id":"modem-manager","subject":"","state":"ok",)"
                   R"("what":"ModemManager does not run","why":"","fix":"","commands":[]})"));
    CHECK(contains(doctor.out, R"("commands":[["install","-D","-m","644",)"));
    CHECK(contains(doctor.out,
                   R"({"type":"fix","id":"udev.rules","as":"sudo","commands":[["sudo",)"));
    CHECK(contains(doctor.out, R"({"type":"fixed","id":"udev.rules","ok":true})"));
    CHECK(contains(doctor.out, R"({"type":"result","ok":true,"exit":0})"));
    CHECK_FALSE(contains(doctor.out, "Afterwards"));
}
