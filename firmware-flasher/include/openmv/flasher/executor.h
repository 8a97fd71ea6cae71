// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/plan.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace omv::flasher {

/// What happens to a board, as it happens. A value.
struct FlashEvent {
    enum class Kind {
        StepBegan,
        Progress,  ///< of the step: `done` of `total` bytes
        Skipped,  ///< the step: what it would write is there already
        Help,  ///< somebody has to do something: `text`; the board is waited for meanwhile
        Note,  ///< something worth knowing: `text`
        Seen,  ///< the board is in another state now: `loader` or `running`; neither: it is away
    };

    Kind kind = Kind::StepBegan;
    std::size_t step = 0;  ///< index into Plan::steps
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    double bytesPerSecond = 0;
    double secondsLeft = 0;  ///< of this step; 0: not known yet
    std::string text{};
    std::string loader{};
    bool running = false;
};

/// How it ended.
struct FlashReport {
    /// Empty: all of the plan was done, and what could be checked was right.
    std::optional<Error> error{};
    std::size_t stepsDone = 0;
    std::uint64_t bytesWritten = 0;  ///< of images that the loader took whole
    std::size_t partitionsSkipped = 0;
    std::vector<std::string> notReadBack{};  ///< partitions whose loader cannot read
    std::vector<std::string> differing{};  ///< partitions that hold something else than the files
    std::vector<std::string> files{};  ///< of the backup
    std::optional<FirmwareVersion> version{};  ///< of the firmware that runs now

    bool ok() const { return !error; }
};

/// How far something is, and whether it may go on.
struct Watch {
    std::stop_token cancel{};
    std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
};

/// What makes a chip's own firmware work: the maker's files, each with its signature.
struct SystemPackageFiles {
    std::span<const std::uint8_t> package;
    std::span<const std::uint8_t> packageSignature;
    std::span<const std::uint8_t> offset;  ///< says where the package lies
    std::span<const std::uint8_t> offsetSignature;
};

/// A board in its loader. Calls block; one thread. Every error that leaves the session unusable
/// is Disconnected; of others the next call may succeed.
class OPENMV_API LoaderSession {
public:
    virtual ~LoaderSession() = default;
    /// False: what was written can only be checked by what the board does then.
    virtual bool canRead() const = 0;
    /// Whether the partition begins with `bytes`. Errors: as write().
    virtual Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                               const Watch& watch) = 0;
    /// From the partition's beginning. Errors: Disconnected, Timeout, Refused, Cancelled.
    virtual Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                         const Watch& watch) = 0;
    /// All of the first `bytes` bytes are lost; what is there then is up to the loader.
    virtual Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) = 0;
    /// The loader ends and the firmware starts.
    virtual Status leave() = 0;

    // What only some loaders can; Unsupported (OMV-E0732) from the others.

    /// The partition's first bytes. Of those that canRead().
    virtual Status read(const Partition& partition, std::span<std::uint8_t> into,
                        const Watch& watch);
    /// Takes a program into RAM and starts it. This loader is gone then, another one comes.
    virtual Status startProgram(const RamProgram& program, std::span<const std::uint8_t> bytes,
                                const Watch& watch);
    /// Tells it of the flash chip and writes the block that the chip's ROM starts from.
    virtual Status configure(const FlashSetup& setup, const Watch& watch);
    virtual Result<bool> fuseIsSet(const FuseRule& fuse);
    /// For ever.
    virtual Status burnFuse(const FuseRule& fuse);
    /// The chip's part number; empty: it does not tell.
    virtual std::string chipPart() const { return {}; }
    /// Afterwards this session is over, and somebody has to cycle the board's power.
    virtual Status writeSystemPackage(const SystemPackageFiles& files, const Watch& watch);
    /// Brings the flash chip back, without what it held. Minutes; Cancel leaves it to itself.
    virtual Status rescueStorage(const StorageRescue& rescue, const Partition& partition,
                                 const Watch& watch);
};

/// One board, wherever it is plugged in and in whatever state. Blocking; one thread.
class Bench {
public:
    enum class State { Absent, Running, InLoader };
    struct Sight {
        State state = State::Absent;
        std::string loader{};  ///< InLoader: which, as the board's file names it
        std::string serial{};  ///< InLoader: what its USB says; empty: nothing
    };

    virtual ~Bench() = default;
    virtual Sight look() = 0;
    /// Asks the running firmware to restart into the loader; comes back before it has.
    virtual Status askForLoader() = 0;
    virtual Result<std::unique_ptr<LoaderSession>> openLoader(const Loader& loader) = 0;
    /// Of the running firmware, by its own protocol.
    virtual Result<FirmwareVersion> readVersion() = 0;

    virtual std::chrono::microseconds now() = 0;  ///< of a clock that never goes back
    /// Returns early when cancelled.
    virtual void sleep(std::chrono::microseconds time, const std::stop_token& cancel) = 0;
};

struct ExecutorOptions {
    std::stop_token cancel{};
    std::function<void(const FlashEvent&)> events{};  ///< on the thread of execute()
    std::chrono::seconds loaderTime{10};  ///< until the board is in its loader after a restart
    std::chrono::seconds helpTime{300};  ///< that somebody has, to plug the board in again
    std::chrono::seconds runningTime{30};  ///< until the firmware runs
    int attempts = 3;  ///< of each step, when the board leaves in between
    std::string backupFolder{};  ///< where Backup steps put their files
    /// File that tells a later run how far this one came, see journalPath(); empty: none.
    std::string journal{};
};

/// Where the journal of a board at a port is kept: in $XDG_STATE_HOME/openmv/flash, or
/// ~/.local/state/openmv/flash.
OPENMV_API std::string journalPath(std::string_view board, std::string_view port);

/// Does what the plan says. `release` has its files. Nothing is reported as done that was not
/// checked, as far as the loader allows.
/// Blocking; events come on the calling thread. Errors in the report: those of the session;
/// InvalidArgument (OMV-E0725: the plan is not of these files), Incompatible (OMV-E0705: nothing
/// for the chip that is there), Timeout (OMV-E0720: the board does not come into
/// its loader, OMV-E0721: it does not run afterwards), VerificationFailed (OMV-E0722: what was
/// read back differs, OMV-E0742: a comparison found differences), Incompatible (OMV-E0723:
/// another version runs), Cancelled (OMV-E0724), those of Backup steps: System (OMV-E0743,
/// OMV-E0746).
OPENMV_API FlashReport execute(const Plan& plan, const FlashBoard& board, const Release& release,
                               Bench& bench, const ExecutorOptions& options);

}  // namespace omv::flasher
