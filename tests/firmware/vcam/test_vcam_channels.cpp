// SPDX-License-Identifier: MIT
// Channels made by scripts, what the camera says of itself, and the preview's rules.
#include "tests/firmware/vcam/vcam_fixture.h"

#include "protocol/payloads.h"

using namespace omv::test;
using namespace omv::protocol;
using namespace std::chrono_literals;

namespace {

const std::string kBox = R"(import protocol, time
class Box:
    def __init__(self):
        self.data = b'\x01\x02\x03\x04'
    def init(self):
        print('init')
    def size(self):
        return len(self.data)
    def shape(self):
        return (2, 2)
    def read(self, offset, size):
        return self.data[offset:offset + size]
    def write(self, offset, data):
        if len(data) == 1:
            raise ValueError
        self.data = bytes(data)
        return len(data)
    def ioctl(self, cmd, length, arg):
        if cmd == 9:
            self.data = bytes(arg)
            return None
        return 0 if cmd == 7 and arg is None else 1
    def poll(self):
        return True
)";

std::vector<std::uint8_t> bytes(std::size_t count)
{
    std::vector<std::uint8_t> data(count);
    for (std::size_t i = 0; i < count; ++i)
        data[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    return data;
}

}  // namespace

TEST_CASE("A channel made by a script serves reads, writes, ioctl, shape, poll and events")
{
    const bool tcp = GENERATE(false, true);
    const std::string waiting = GENERATE(as<std::string>{}, "    pass\n", "    time.sleep(100)\n");
    Session session({}, tcp);
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start(kBox +
                         "ch = protocol.register(name='a name that is long', backend=Box())\n"
                         "print(ch)\nch.send_event(5)\nwhile True:\n" +
                         waiting));
    REQUIRE(camera.printed("init\r\n<ProtocolChannel: a name that i>\r\n"));
    const std::uint8_t id = camera.find("a name that i");
    REQUIRE(id == 4);
    CHECK((camera.poll() & (1u << id)) != 0);
    REQUIRE(camera.size(id) == 4);
    REQUIRE(camera.read(id, 1, 3));
    CHECK(camera.received() == std::vector<std::uint8_t>{2, 3, 4});
    CHECK(camera.write(id, 0, bytes(3000)));
    REQUIRE(camera.read(id, 0, 3000));
    CHECK(camera.received() == bytes(3000));
    CHECK_FALSE(camera.write(id, 0, {1}));
    CHECK_FALSE(camera.read(id, 2990, 100));
    CHECK(camera.ioctl(id, 7));
    CHECK_FALSE(camera.ioctl(id, 8));
    CHECK(camera.ioctl(id, 9, {0x04030201}));
    CHECK(camera.size(id) == 4);
    REQUIRE(camera.request(Opcode::ChannelShape, id).outcome == Outcome::Ok);
    CHECK(decodeShape(camera.received()) == Shape{{2, 2, 0, 0}, 2});
    CHECK(camera.stop());
    CHECK(camera.find("a name that i") == 0);
}

TEST_CASE("A backend with readp is read as a whole; lock and unlock come from the methods")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import protocol\n"
                         "DATA = bytes((i * 31 + (i >> 8)) & 255 for i in range(100000))\n"
                         "class Big:\n    locked = False\n"
                         "    def lock(self):\n        was = Big.locked\n"
                         "        Big.locked = True\n        return not was\n"
                         "    def unlock(self):\n        Big.locked = False\n"
                         "        return True\n"
                         "    def size(self):\n        return 100000\n"
                         "    def readp(self, offset, size):\n"
                         "        return DATA[offset : offset + size]\n"
                         "protocol.register(name='big', backend=Big())\nprint('up')\n"
                         "while True:\n    pass\n"));
    REQUIRE(camera.printed("up\r\n"));
    const std::uint8_t id = camera.find("big");
    REQUIRE(id != 0);
    CHECK(camera.request(Opcode::ChannelLock, id).outcome == Outcome::Ok);
    REQUIRE(camera.read(id, 70000, 30000));
    bool same = camera.received().size() == 30000;
    for (std::size_t i = 0; same && i < 30000; ++i)
        same = camera.received()[i] == (((i + 70000) * 31 + ((i + 70000) >> 8)) & 255);
    CHECK(same);
    CHECK_FALSE(camera.read(id, 70000, 30001));
    CHECK(camera.request(Opcode::ChannelUnlock, id).outcome == Outcome::Ok);
}

TEST_CASE("send_event reaches the host; a transport made by a script is refused")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start("import protocol, time\nclass B: pass\n"
                         "ch = protocol.register(name='x', backend=B())\n"
                         "print(protocol.is_active())\ntry:\n"
                         "    protocol.register(name='t', flags=64, backend=B())\n"
                         "except RuntimeError:\n    print('refused')\ntry:\n"
                         "    protocol.init(crc=False)\nexcept RuntimeError:\n"
                         "    print('no init')\nwhile True:\n"
                         "    ch.send_event(77)\n    time.sleep_ms(20)\n"));
    REQUIRE(camera.printed("True\r\nrefused\r\nno init\r\n"));
    const std::uint8_t id = camera.find("x");
    bool heard = false;
    for (int i = 0; i < 100 && !heard; ++i) {
        const auto event = camera.nextEvent(60s);
        heard = event && *event == DeviceEvent{id, 77};
    }
    CHECK(heard);
}

TEST_CASE("CBORChannel describes its records in SenML and takes changes")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.start(
        "import protocol\n"
        "def changed(ch, name, value):\n    print(name, value, ch['gain'])\n"
        "c = protocol.CBORChannel(on_write=changed)\n"
        "c.add('t', 'label', value=21.5, unit='Cel')\nc.add('on', 'toggle')\n"
        "c.add('gain', 'slider', min=-5, max=300, value=7)\n"
        "protocol.register(name='sensors', backend=c)\nprint('up')\nwhile True:\n    pass\n"));
    REQUIRE(camera.printed("up\r\n"));
    const std::uint8_t id = camera.find("sensors");
    const std::uint32_t size = camera.size(id);
    REQUIRE(camera.read(id, 0, size));
    // An array of three maps; the keys' order follows the Python dict and is not looked at.
    const auto& cbor = camera.received();
    REQUIRE(cbor.size() == size);
    CHECK(cbor[0] == 0x83);
    const std::string text(cbor.begin(), cbor.end());
    CHECK(text.find("\x63"
                    "Cel") != std::string::npos);
    CHECK(text.find(std::string("\xFA\x41\xAC\x00\x00", 5)) != std::string::npos);
    CHECK(text.find("\x38\x1D\x66"
                    "slider") != std::string::npos);
    CHECK(text.find("\x38\x1F\x19\x01\x2C") != std::string::npos);
    // [{0: "gain", 2: 42}]
    CHECK(camera.write(id, 0, {0x81, 0xA2, 0x00, 0x64, 'g', 'a', 'i', 'n', 0x02, 0x18, 0x2A}));
    CHECK(camera.printed("gain 42 42\r\n"));
}

TEST_CASE("The Pure Thermal's firmware comes without CBORChannel, and has its own names")
{
    Session session({"--board", "pure-thermal", "--serial", "PT1"});
    CHECK(session.camera->run("import protocol, omv, machine\n"
                              "print(hasattr(protocol, 'CBORChannel'), omv.arch())\n"
                              "print(len(omv.board_id()), len(machine.unique_id()))\n") ==
          "False OPENMVPT 65536 SDRAM\n24 12\n");
    REQUIRE(session.camera->request(Opcode::SysInfo, 0).outcome == Outcome::Ok);
    const auto info = decodeSystemInfo(session.camera->received());
    REQUIRE(info);
    CHECK(info->usbId == 0x37C51205);
    CHECK(info->sensorIds[0] == 0x56);
    CHECK(info->sensorIds[1] == 0x5435);
    CHECK(info->streamBufferKb == 1024);
}

TEST_CASE("Versions and memory are told as firmware 5.0 tells them")
{
    Session session;
    RawCamera& camera = *session.camera;
    REQUIRE(camera.request(Opcode::ProtoVersion, 0).outcome == Outcome::Ok);
    const auto versions = decodeVersions(camera.received());
    REQUIRE(versions);
    CHECK(versions->firmware == Version{5, 0, 0});
    CHECK(versions->protocol == Version{1, 0, 2});
    REQUIRE(camera.start("x = bytearray(1000000)\nprint('go')\nwhile True:\n    pass\n"));
    REQUIRE(camera.printed("go\r\n"));
    REQUIRE(camera.request(Opcode::SysMemory, 0).outcome == Outcome::Ok);
    REQUIRE(memoryPoolCount(camera.received()).value_or(0) >= 2);
    const MemoryPool heap = decodeMemoryPool(camera.received(), 0);
    CHECK(heap.type == MemoryPool::kGarbageCollected);
    CHECK(heap.used > 1000000);
    CHECK(heap.used + heap.free <= heap.total);
    CHECK(heap.total < 4u * 1024 * 1024);
    CHECK(decodeMemoryPool(camera.received(), 1).type == MemoryPool::kUma);
}

TEST_CASE("send_event with wait_ack returns when the host acknowledged, or at once without ACK")
{
    const bool ack = GENERATE(true, false);
    Session session;
    session.camera->useAck(ack);
    REQUIRE(session.camera->connect());
    CHECK(session.camera->run("import protocol\nclass B: pass\n"
                              "ch = protocol.register(name='x', backend=B())\n"
                              "ch.send_event(1, wait_ack=True)\nprint('sent')\n") == "sent\n");
}

TEST_CASE("An event that the host never acknowledges fails in the script; STOP works meanwhile")
{
    Session session;
    RawCamera& camera = *session.camera;
    camera.useAck(true);
    REQUIRE(camera.connect());
    REQUIRE(camera.start("import protocol, time\nclass B: pass\n"
                         "ch = protocol.register(name='x', backend=B())\nprint('up')\n"
                         "time.sleep_ms(100)\ntry:\n    ch.send_event(1, wait_ack=True)\n"
                         "except RuntimeError:\n    open('/flash/failed', 'w').close()\n"
                         "while True:\n    pass\n"));
    REQUIRE(camera.printed("up\r\n"));
    // This host vanishes without a word: the cable is pulled.
    session.control(R"({"cmd":"unplug"})");
    REQUIRE(camera.waitUntilGone());
    session.control(R"({"cmd":"replug"})");
    const auto fresh = session.comesBack();
    REQUIRE(fresh);
    CHECK(fresh->stop());
    CHECK(fresh->run("print('alive')\n") == "alive\n");
}
