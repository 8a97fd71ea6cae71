// SPDX-License-Identifier: MIT
#include <openmv/flasher/flash_board.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "firmware-flasher/src/text.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/json_reader.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv::flasher {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();

constexpr std::pair<std::string_view, LoaderKind> kLoaders[] = {
    {"openmv-dfu", LoaderKind::OpenMvDfu}, {"dfuse", LoaderKind::DfuSe},
    {"kboot", LoaderKind::Kboot},          {"sdp", LoaderKind::Sdp},
    {"alif-isp", LoaderKind::AlifIsp},     {"legacy-cdc", LoaderKind::LegacyCdc},
    {"bossa", LoaderKind::Bossa},          {"picoboot", LoaderKind::Picoboot},
};

constexpr std::pair<std::string_view, Role> kRoles[] = {
    {"firmware", Role::Firmware}, {"romfs", Role::Romfs}, {"bootloader", Role::Bootloader},
    {"toc", Role::Toc},           {"radio", Role::Radio},
};

constexpr std::pair<std::string_view, Content> kContents[] = {
    {"any", Content::Any},        {"cortex-m", Content::CortexM},
    {"imx-ivt", Content::ImxIvt}, {"openmv-bootloader", Content::OpenMvBootloader},
    {"romfs", Content::Romfs},    {"alif-toc", Content::AlifToc},
};

/// The value that a word of the file stands for; complains when it is none of them.
template<class Value, std::size_t N>
Value choice(JsonReader& in, const char* key, const std::pair<std::string_view, Value> (&words)[N])
{
    const std::string text = in.text(key, 32);
    std::string all;
    for (const auto& [word, value] : words) {
        if (word == text)
            return value;
        all += all.empty() ? "" : ", ";
        all += word;
    }
    in.complain(key, "one of " + all);
    return words[0].second;
}

std::vector<UsbId> usbIds(JsonReader& in, const char* key)
{
    std::vector<UsbId> ids;
    for (const std::string& text : in.texts(key)) {
        if (const auto id = parseUsbId(text))
            ids.push_back(*id);
        else
            in.complain(key, "USB ids like \"37c5:96e3\"");
    }
    return ids;
}

Region region(JsonReader& in)
{
    return {in.hex32("address"), in.number("bytes", 1, kLargest)};
}

/// What only one kind of loader has.
void readSpecials(JsonReader& in, Loader& loader)
{
    if (in.has("flash_address"))
        loader.flashAddress = in.hex32("flash_address");
    if (auto entry = in.object("flash_loader"))
        loader.program = RamProgram{entry->text("file", 64), entry->number("bytes", 1, kLargest),
                                    entry->textOr("sha256", {}, 64), entry->hex32("address"),
                                    entry->text("loader", 32)};
    if (auto entry = in.object("configure_memory"))
        loader.setup = FlashSetup{entry->hex32("address"),
                                  static_cast<std::uint32_t>(entry->number("memory", 0, kLargest)),
                                  entry->hex32("option"), entry->hex32("fcb")};
    if (auto entry = in.object("memory"))
        loader.chip = AlifChip{in.texts("parts"), in.text("revision", 16), region(*entry)};
    const auto sector = [&in](const char* key) {
        return static_cast<std::uint32_t>(in.number(key, 0, 1023));
    };
    if (in.has("first_sector"))
        loader.sectors = LegacySectors{sector("first_file_system_sector"), sector("first_sector"),
                                       sector("last_sector")};
}

void readLoaders(JsonReader& in, FlashBoard& board)
{
    for (JsonReader& entry : in.objects("loaders")) {
        Loader loader;
        loader.name = entry.text("name", 32);
        loader.kind = choice(entry, "kind", kLoaders);
        loader.usbIds = usbIds(entry, "usb_ids");
        loader.usbSerials = entry.texts("usb_serials");
        loader.touchUsbIds = usbIds(entry, "touch_usb_ids");
        if (loader.usbIds.empty())
            entry.complain("usb_ids", "at least one USB id");
        loader.enter = entry.textOr("enter", {}, 400);
        loader.exit = entry.textOr("exit", {}, 400);
        readSpecials(entry, loader);
        board.loaders.push_back(std::move(loader));
    }
}

void readPartitions(JsonReader& in, FlashBoard& board)
{
    for (JsonReader& entry : in.objects("partitions")) {
        Partition partition;
        partition.name = entry.text("name", 32);
        partition.region = region(entry);
        if (entry.has("mapped"))
            partition.mapped = entry.hex32("mapped");
        if (entry.has("alternate"))
            partition.alternate = static_cast<int>(entry.number("alternate", 0, 255));
        partition.readOnly = entry.flagOr("read_only", false);
        partition.wholeChip = entry.flagOr("whole_chip", false);
        partition.pseudo = entry.flagOr("pseudo", false);
        if (board.partition(partition.name))
            entry.complain("name", "a name that no other partition has");
        board.partitions.push_back(std::move(partition));
    }
}

void readImages(JsonReader& in, FlashBoard& board)
{
    for (JsonReader& entry : in.objects("images")) {
        ImageRule rule;
        rule.file = entry.text("file", 64);
        rule.aliases = entry.texts("aliases");
        rule.role = choice(entry, "role", kRoles);
        rule.partition = entry.text("partition", 32);
        rule.content = choice(entry, "content", kContents);
        rule.loader = entry.textOr("loader", {}, 32);
        rule.bytes = entry.numberOr("bytes", 0, kLargest);
        rule.verified = entry.flagOr("verified", true);
        if (!board.partition(rule.partition))
            entry.complain("partition", "the name of a partition of this board");
        if (!rule.loader.empty() && !board.loader(rule.loader))
            entry.complain("loader", "the name of a loader of this board");
        board.images.push_back(std::move(rule));
    }
}

std::optional<std::vector<std::uint8_t>> bytesOf(std::string_view hex)
{
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        std::uint8_t byte = 0;
        const auto [end, error] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        if (error != std::errc() || end != hex.data() + i + 2)
            return std::nullopt;
        bytes.push_back(byte);
    }
    return hex.size() % 2 == 0 && !bytes.empty() ? std::optional(bytes) : std::nullopt;
}

void readStorageRescue(JsonReader& in, FlashBoard& board)
{
    const auto key = bytesOf(in.text("key", 128));
    if (!key)
        in.complain("key", "bytes as pairs of hexadecimal digits");
    StorageRescue rescue{in.text("partition", 32), key.value_or(std::vector<std::uint8_t>()),
                         in.texts("destroys")};
    const Partition* partition = board.partition(rescue.partition);
    if (!partition || !partition->pseudo || rescue.key.size() > partition->region.bytes)
        in.complain("partition", "the name of a pseudo partition of this board");
    for (const std::string& each : rescue.destroys) {
        if (!board.partition(each))
            in.complain("destroys", "names of partitions of this board");
    }
    board.storageRescue = std::move(rescue);
}

void readRest(JsonReader& in, FlashBoard& board)
{
    for (JsonReader& entry : in.objects("ram"))
        board.ram.push_back(region(entry));
    for (JsonReader& entry : in.objects("erase_file_system")) {
        EraseRule rule{entry.text("partition", 32), entry.number("bytes", 1, kLargest)};
        const Partition* partition = board.partition(rule.partition);
        if (!partition)
            entry.complain("partition", "the name of a partition of this board");
        else if (rule.bytes > partition->region.bytes)
            entry.complain("bytes", "no more than the partition has");
        board.eraseFileSystem.push_back(std::move(rule));
    }
    if (auto entry = in.object("system_package"))
        board.systemPackage = SystemPackage{entry->text("file", 64), entry->text("offset_file", 64),
                                            entry->number("bytes", 1, kLargest),
                                            entry->number("signature_bytes", 1, kLargest)};
    if (auto entry = in.object("storage_rescue"))
        readStorageRescue(*entry, board);
    if (auto entry = in.object("fuse")) {
        board.fuse = FuseRule{entry->text("name", 32),
                              static_cast<std::uint32_t>(entry->number("index", 0, 255)),
                              entry->hex32("bits"), entry->text("loader", 32)};
        if (!board.loader(board.fuse->loader))
            entry->complain("loader", "the name of a loader of this board");
    }
}

}  // namespace

std::string_view name(LoaderKind kind)
{
    for (const auto& [word, value] : kLoaders) {
        if (value == kind)
            return word;
    }
    return {};
}

const Loader* FlashBoard::loader(std::string_view wanted) const
{
    const auto found = std::find_if(loaders.begin(), loaders.end(),
                                    [&](const Loader& each) { return each.name == wanted; });
    return found == loaders.end() ? nullptr : &*found;
}

const Loader* FlashBoard::loader(LoaderKind kind) const
{
    const auto found = std::find_if(loaders.begin(), loaders.end(),
                                    [&](const Loader& each) { return each.kind == kind; });
    return found == loaders.end() ? nullptr : &*found;
}

const Partition* FlashBoard::partition(std::string_view wanted) const
{
    const auto found = std::find_if(partitions.begin(), partitions.end(),
                                    [&](const Partition& each) { return each.name == wanted; });
    return found == partitions.end() ? nullptr : &*found;
}

const ImageRule* FlashBoard::rule(std::string_view file) const
{
    const auto fits = [&](const ImageRule& each) {
        return sameWithoutCase(each.file, file) ||
            std::any_of(each.aliases.begin(), each.aliases.end(),
                        [&](const std::string& alias) { return sameWithoutCase(alias, file); });
    };
    const auto found = std::find_if(images.begin(), images.end(), fits);
    return found == images.end() ? nullptr : &*found;
}

std::string SystemPackage::packageFor(std::string_view part) const
{
    constexpr std::string_view kPart = "{part}";
    std::string name = package;
    if (const auto at = name.find(kPart); at != std::string::npos)
        name.replace(at, kPart.size(), part);
    return name;
}

namespace {

/// The files of the package for each chip that the board may have.
bool isOfPackage(const FlashBoard& board, std::string_view file)
{
    constexpr std::string_view kSignature = ".sign";
    if (file.size() > kSignature.size() &&
        sameWithoutCase(file.substr(file.size() - kSignature.size()), kSignature))
        file.remove_suffix(kSignature.size());
    if (!board.systemPackage)
        return false;
    if (sameWithoutCase(board.systemPackage->offset, file))
        return true;
    for (const Loader& loader : board.loaders) {
        for (const std::string& part :
             loader.chip ? loader.chip->parts : std::vector<std::string>())
            if (sameWithoutCase(board.systemPackage->packageFor(part), file))
                return true;
    }
    return false;
}

}  // namespace

bool FlashBoard::takes(std::string_view file) const
{
    const auto isProgram = [&](const Loader& each) {
        return each.program && sameWithoutCase(each.program->file, file);
    };
    const auto isBackup = [&](const EraseRule& each) {
        return sameWithoutCase(backupName(*partition(each.partition)), file);
    };
    return rule(file) || isOfPackage(*this, file) ||
        std::any_of(loaders.begin(), loaders.end(), isProgram) ||
        std::any_of(eraseFileSystem.begin(), eraseFileSystem.end(), isBackup);
}

std::string backupName(const Partition& partition)
{
    return partition.name + ".bin";
}

Result<FlashBoard> flashBoard(const Board& board)
{
    std::string problem;
    const auto json = parseJsonObject(board.json, kMostBytes, problem);
    FlashBoard flash;
    if (json) {
        JsonReader in(*json, {}, problem);
        flash.id = board.id;
        flash.name = board.name;
        flash.firmwareFolder = in.textOr("firmware_folder", {}, 64);
        readLoaders(in, flash);
        readPartitions(in, flash);
        readImages(in, flash);
        readRest(in, flash);
    }
    if (!problem.empty())
        return fail("OMV-E0501", "Cannot use the board file of " + board.id, problem,
                    "Mend the file, or take it away");
    return flash;
}

Result<std::vector<FlashBoard>> flashBoards()
{
    const auto database = BoardDatabase::load();
    if (!database)
        return Unexpected{database.error()};
    std::vector<FlashBoard> boards;
    for (const Board& board : database->boards()) {
        auto flash = flashBoard(board);
        if (!flash)
            return Unexpected{flash.error()};
        if (!flash->loaders.empty())
            boards.push_back(std::move(*flash));
    }
    return boards;
}

}  // namespace omv::flasher
