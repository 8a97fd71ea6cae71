// SPDX-License-Identifier: MIT
// omv-vcam: one process, one virtual camera.
#include "firmware/camera/camera_codec.h"
#include "firmware/camera/scene.h"
#include "firmware/camera/scene_presets.h"
#include "firmware/camera/sensor_type.h"
#include "firmware/modules/imaging.h"
#include "firmware/ports/vcam/complaint.h"
#include "firmware/ports/vcam/control_commands.h"
#include "firmware/ports/vcam/flash_image.h"
#include "firmware/ports/vcam/packed_drive.h"
#include "firmware/ports/vcam/runtime_folder.h"
#include "firmware/ports/vcam/second_core.h"
#include "firmware/ports/vcam/usb_cdc.h"
#include "firmware/ports/vcam/usbip_server.h"

#include <openmv/board.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

using namespace omv;
using namespace omv::vcam;

constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;
// How long a script may take to notice that the power goes, seconds.
constexpr unsigned kShutdownSeconds = 5;
// Where a board with two cores keeps the second one's ROM files.
constexpr const char* kSecondRomfs = "ROMFS1";

int fail(const std::string& problem)
{
    complain(problem);
    return kExitFailed;
}

int refuse(const std::string& problem)
{
    complain(problem + "\nSee omv-vcam --help.");
    return kExitUsage;
}

/// Prints what the program was asked for, and nothing else.
int answer(const std::string& text)
{
    if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0)
        return 0;
    return fail(fmt::format("cannot write the output: {}", std::strerror(errno)));
}

/// Signals that end the process, as a descriptor. Blocked in every thread.
UniqueFd endingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // nobody may be reading our output any more
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error that is told
    return UniqueFd(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

CameraInfo describe(const BoardSetup& setup, const RuntimeFolder& folder, const FlashImage& flash,
                    const std::string& card)
{
    CameraInfo info;
    info.kind = CameraInfo::Kind::Virtual;
    info.port = folder.path(".tty");
    info.boardId = setup.board.id;
    info.boardName = setup.board.name;
    info.serial = setup.serial;
    if (!setup.board.usbIds.empty())
        info.usbId = setup.board.usbIds.front();
    info.drive = flash.path();
    // Scripts are run from the card then, and a host sees that one.
    if (!card.empty() && !std::filesystem::exists(flash.path() + "/SKIPSD"))
        info.drive = std::filesystem::absolute(card).string();
    info.control = folder.path(".ctl");
    info.pid = getpid();
    return info;
}

void sayReady(const Options& options, const CameraInfo& info)
{
    if (options.json) {
        const nlohmann::ordered_json line = {
            {"pid", info.pid},        {"board", info.boardId},
            {"serial", info.serial},  {"pty", info.port},
            {"tcp", info.tcp},        {"control", info.control},
            {"drive", info.drive},    {"usbip", info.usbIp},
            {"se_uart", info.seUart}, {"loader_tty", info.loaderTty},
        };
        fmt::print("{}\n",
                   line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    } else if (!options.quiet) {
        fmt::print("{} {} on {}\n", info.boardName, info.serial, info.port);
        if (!info.tcp.empty())
            fmt::print("{}\n", info.tcp);
    }
    std::fflush(stdout);
}

UsbCdcNames cdcNames(const BoardSetup& setup)
{
    UsbCdcNames names;
    if (!setup.board.usbIds.empty()) {
        names.vendor = setup.board.usbIds.front().vendor;
        names.product = setup.board.usbIds.front().product;
    }
    names.serial = setup.serial;
    names.highSpeed = (setup.board.hardwareCaps & protocol::hardware_cap::kUsbHighSpeed) != 0;
    return names;
}

/// The parts of one camera, put together.
class Camera {
public:
    Camera(const Options& options, BoardSetup& setup, FlashImage& image, FlashFolder& flash,
           firmware::Scene& scene, firmware::Microphone microphone, RuntimeFolder& folder,
           CameraInfo info)
        : m_options(options)
        , m_folder(folder)
        , m_folderOfDrive(flash)
        , m_info(std::move(info))
        , m_peripherals(setup.pins)
        , m_buses(setup.buses, m_peripherals)
        , m_loop(options, setup, m_clock, m_scripts, m_mailbox, m_codec, m_info.port)
        , m_port(setup, m_clock, m_peripherals, m_buses, m_scripts, m_mailbox,
                 m_loop.core().scriptOut(), m_loop.core().stream())
        , m_secondCore(options, setup.secondCore)
        , m_imaging(scene, setup.settings, std::size_t{setup.board.frameBufferKb} * 1024)
        , m_vm(setup, flash, m_peripherals, m_buses, m_scripts, m_mailbox, m_port)
        , m_commands(setup, m_peripherals, m_buses, m_scripts, m_loop)
        , m_control(m_info.control,
                    [this](const std::string& line) { return m_commands.handle(line); })
    {
        m_port.secondCore = &m_secondCore;
        m_secondCore.romfs = [this, &setup] {
            const auto flashed =
                m_flash ? m_flash->romfs(kSecondRomfs) : std::vector<std::uint8_t>();
            return flashed.empty() ? setup.secondRomfs : flashed;
        };
        m_peripherals.onEdge = [] { omv_vm_post(OMV_VM_PIN); };
        m_buses.onUart = [] { omv_vm_post(OMV_VM_UART | OMV_VM_WAKE); };
        m_buses.setOnChange([] { omv_vm_post(OMV_VM_WIRES | OMV_VM_WAKE); });
        m_buses.monitor.plug(options.monitor);
        for (const auto& [a, b] : setup.wires)
            m_peripherals.wire(a, b, true);
        m_buses.surroundings.distance = [this] { return distanceAhead(); };
        m_peripherals.onWake = [this] { m_scripts.wakeUp(); };
        m_commands.sceneTruth = [this](std::optional<std::uint32_t> frame) {
            return m_imaging.truth(frame, m_clock.now());
        };
        m_imaging.microphone() = std::move(microphone);
        const auto& modules = setup.settings.modules;
        if (std::find(modules.begin(), modules.end(), "imu") != modules.end())
            m_commands.imu = &m_imaging.imu();
        m_commands.onMoved = [this](const auto& motion) { m_secondCore.moved(motion); };
        m_commands.screen = &m_imaging.screen();
        firmware::setImaging(m_imaging);
        m_loop.setControl(m_control);
        m_loop.setPort(m_port);
        m_loop.setVm(m_vm);
        m_loop.onAttached = [this](bool attached) { attachedChanged(attached); };
        if (options.lifetimeFd >= 0)
            m_loop.quitOn(options.lifetimeFd);
        if (options.dieWithParent)
            m_loop.shouldQuit = [parent = getppid()] { return getppid() != parent; };
        if (options.usbIpPort)
            playBootloader(setup, image);
    }

    /// Empty: it can run.
    const std::string& problem() const { return m_problem; }

    /// Puts a card into the slot, before it runs.
    void insert(FlashFolder& card) { m_vm.setCard(card); }

    bool controlWorks() const { return m_control.ok(); }

    bool run(int signals)
    {
        m_loop.quitOn(signals);
        if (m_usbIp) {
            // The firmware may never come up: who flashes it has to be told now.
            sayReady(m_options, m_info);
            m_saidReady = true;
        }
        m_vm.start();
        const bool worked = m_loop.run();
        // Should the VM hang in a long call, the process ends all the same.
        alarm(kShutdownSeconds);
        m_folder.withdraw();
        return worked;
    }

private:
    void playBootloader(const BoardSetup& setup, FlashImage& image)
    {
        m_flash = std::make_unique<BoardFlash>(setup.board, image.memories(), m_options.limits,
                                               m_options.virgin ? Factory::Virgin : Factory::Sold);
        m_problem = m_flash->problem();
        if (m_problem.empty() && !m_flash->described())
            m_problem = fmt::format("the loaders of {} cannot be played", setup.board.name);
        if (!m_problem.empty())
            return;
        playLoaders(setup);
        m_cdc = std::make_unique<UsbCdc>(cdcNames(setup));
        m_cdcWire = std::make_unique<UsbCdcWire>(m_usbPort, *m_cdc);
        m_loop.addWire(*m_cdcWire);
        m_usbIp = std::make_unique<UsbIpServer>(m_usbPort);
        if (!m_usbIp->start(*m_options.usbIpPort)) {
            m_problem = fmt::format("cannot listen on port {} for USB/IP: {}", *m_options.usbIpPort,
                                    std::strerror(errno));
            return;
        }
        if (m_options.faults.powerCutAfter != 0) {
            for (const auto& chip : m_flash->chips())
                chip->cutPowerAfter(m_options.faults.powerCutAfter);
        }
        m_info.usbIp = fmt::format("usbip:127.0.0.1:{}", m_usbIp->port());
        tell(m_folder.announceBoard(m_info));
        m_scripts.setBootloaderPlayed();
        m_loop.setBoot(*m_boot);
        m_commands.setRecovery = [this](bool on) { m_boot->setRecovery(on); };
        m_commands.onCable = [this](bool in) {
            m_usbPort.setCable(in);
            if (in && m_boot->restartsOnReplug())
                m_scripts.requestPower(Power::Reset);
        };
        m_drive = std::make_unique<PackedDrive>(*m_flash, m_folderOfDrive, image);
        m_vm.setBoot(
            *m_boot, [this] { m_drive->pack(); },
            [this] {
                m_drive->unpack();
                return m_flash->romfs();
            });
    }

    void playLoaders(const BoardSetup& setup)
    {
        if (BoardLoaders::hasSeUart(setup.board))
            m_info.seUart = m_folder.path(".se");
        if (m_options.legacy)
            m_info.loaderTty = m_folder.path(".loader");
        LoaderSettings settings;
        settings.serial = setup.serial;
        settings.seUart = m_info.seUart;
        settings.legacyTty = m_info.loaderTty;
        settings.legacy = m_options.legacy;
        settings.timed = m_options.limits;
        m_boot = std::make_unique<BootStage>(setup.board, std::move(settings), *m_flash, m_scripts,
                                             m_usbPort);
        m_boot->setRecovery(m_options.recovery);
    }

    /// Millimetres to what is in the middle of the picture, as a ranging sensor averages it.
    int distanceAhead()
    {
        constexpr int kSize = 16;
        firmware::ScalarFrame frame{kSize, kSize, {}};
        firmware::Scene& scene = m_imaging.scene();
        scene.renderDistance(m_imaging.sceneFrame(m_clock.now()), {}, frame);
        float sum = 0;
        for (int y = 6; y < 10; ++y) {
            for (int x = 6; x < 10; ++x)
                sum += frame.values.at(static_cast<std::size_t>(y * kSize + x));
        }
        return static_cast<int>(sum / 16);
    }

    /// A camera that nobody finds runs all the same: by its port it can be used.
    static void tell(bool announced)
    {
        if (!announced)
            complain(fmt::format("cannot announce the camera in {}: {}; other programs do not "
                                 "find it by themselves",
                                 announcementDirectory(), std::strerror(errno)));
    }

    void attachedChanged(bool attached)
    {
        if (!attached) {
            m_folder.withdraw();
            return;
        }
        if (m_options.tcpPort)
            m_info.tcp = fmt::format("tcp://127.0.0.1:{}", m_loop.tcpPort());
        tell(m_folder.announce(m_info));
        if (!m_saidReady)
            sayReady(m_options, m_info);
        m_saidReady = true;
    }

    const Options& m_options;
    std::string m_problem;
    RuntimeFolder& m_folder;
    FlashFolder& m_folderOfDrive;
    CameraInfo m_info;
    bool m_saidReady = false;
    MonotonicClock m_clock;
    Peripherals m_peripherals;
    Buses m_buses;
    ScriptState m_scripts;
    Mailbox m_mailbox;
    firmware::CameraCodec m_codec;
    UsbPort m_usbPort;
    std::unique_ptr<BoardFlash> m_flash;
    std::unique_ptr<PackedDrive> m_drive;
    std::unique_ptr<BootStage> m_boot;
    std::unique_ptr<UsbCdc> m_cdc;
    std::unique_ptr<UsbCdcWire> m_cdcWire;
    DeviceLoop m_loop;
    VmPort m_port;
    SecondCore m_secondCore;
    firmware::Imaging m_imaging;
    VmThread m_vm;
    ControlCommands m_commands;
    ControlServer m_control;
    std::unique_ptr<UsbIpServer> m_usbIp;
};

std::string presetFolder()
{
    return dataDirectory() + "/scenes";
}

int listScenes()
{
    std::error_code error;
    const std::filesystem::directory_iterator scenes(presetFolder(), error);
    if (error)
        return fail(
            fmt::format("cannot list the scenes in {}: {}", presetFolder(), error.message()));
    std::string text = fmt::format("{:<20} {}\n", "synthetic",
                                   "Coloured shapes and an AprilTag that drift (default)");
    for (const firmware::ScenePreset& preset : firmware::scenePresets(presetFolder()))
        text += fmt::format("{:<20} {}\n", preset.name, preset.description);
    return answer(text);
}

/// Of the main sensor's pictures.
double mainAspect(const firmware::BoardSettings& settings)
{
    const auto main = std::ranges::find_if(settings.sensors, &firmware::SensorSettings::main);
    const auto* type =
        main == settings.sensors.end() ? nullptr : firmware::sensorType(main->chipId);
    if (!type || type->fullSize.height <= 0)
        return firmware::kUsualAspect;
    return static_cast<double>(type->fullSize.width) / type->fullSize.height;
}

int runCamera(const Options& options)
{
    const UniqueFd signals = endingSignals();
    SetupProblem unfit;
    BoardSetup setup = setUpBoard(options, unfit);
    const std::string scenery = options.scene.empty() ? "synthetic" : options.scene;
    if (unfit.text.empty())
        unfit = {firmware::sceneSpecProblem(scenery, presetFolder()), true};
    if (unfit.text.empty() && options.legacy && !BoardLoaders::hasLegacy(setup.board))
        unfit = {fmt::format("--legacy: {} never had that bootloader", setup.board.name), true};
    if (!unfit.text.empty())
        return unfit.wrongOption ? refuse(unfit.text) : fail(unfit.text);
    RuntimeFolder folder;
    if (!folder.ok())
        return fail(folder.problem());
    FlashImage image(options.state);
    if (!image.ok())
        return fail(image.problem());
    identify(setup, options, image.identity(freshIdentity(options)));
    if (!image.ok())
        return fail(image.problem());
    const auto flash = FlashFolder::open(image.path(), setup.board.flashBytes);
    if (!flash)
        return fail(fmt::format("cannot open {}: {}", image.path(), std::strerror(errno)));
    const auto card =
        options.sdCard.empty() ? nullptr : FlashFolder::open(options.sdCard, options.sdCardBytes);
    if (!options.sdCard.empty() && !card)
        return fail(
            fmt::format("--sdcard: cannot open {}: {}", options.sdCard, std::strerror(errno)));
    std::string problem;
    const auto scene = firmware::makeScene(scenery, setup.settings.seed, problem, presetFolder(),
                                           mainAspect(setup.settings));
    if (!scene)
        return fail(problem);
    firmware::Microphone microphone;
    if (!options.microphone.empty())
        problem = microphone.load(options.microphone);
    if (!problem.empty())
        return fail("--microphone: " + problem);
    const auto camera =
        std::make_unique<Camera>(options, setup, image, *flash, *scene, std::move(microphone),
                                 folder, describe(setup, folder, image, options.sdCard));
    if (card)
        camera->insert(*card);
    if (!camera->problem().empty())
        return fail(camera->problem());
    if (!camera->controlWorks())
        return fail(fmt::format("cannot listen at {}", folder.path(".ctl")));
    if (!camera->run(signals.get()))
        return fail(fmt::format("cannot open a port for the host: {}", std::strerror(errno)));
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    // The socket's number is what the options are parsed after.
    const bool second = argc > 2 && std::strcmp(argv[1], kSecondCoreOption) == 0;
    const int skipped = second ? 2 : 0;
    const ParsedOptions parsed = parseCommandLine(argc - skipped, argv + skipped);
    if (parsed.exitCode) {
        if (*parsed.exitCode == 0)
            return answer(parsed.text);
        std::fputs(parsed.text.c_str(), stderr);
        return *parsed.exitCode;
    }
    if (second)
        return runSecondCore(std::atoi(argv[2]), parsed.options);
    return parsed.options.listScenes ? listScenes() : runCamera(parsed.options);
}
