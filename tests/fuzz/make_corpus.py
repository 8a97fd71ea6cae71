#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the seed inputs of the wire's fuzz targets, those of the links from the recorded sessions.

usage: tests/fuzz/make_corpus.py    (only needed after an input format changed)
"""
import io
import json
import pathlib
import struct
import sys
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent / "vectors"
SESSIONS = ["v2-firmware-5.0-emulated", "v2-firmware-code-raw"]
ACK, NAK = 1, 2
READ, SET_CAPS, SYNC = 0x26, 0x02, 0x00


def chunks(session):
    for line in open(VECTORS / (session + ".jsonl")):
        item = json.loads(line)
        if "hex" in item:
            yield item["from"], bytes.fromhex(item["hex"])


def packets(session):
    """(from, sequence, channel, flags, opcode, payload) of every whole packet."""
    pending = {"host": b"", "device": b""}
    for end, data in chunks(session):
        pending[end] += data
        while len(pending[end]) >= 10:
            sequence, channel, flags, opcode, size = struct.unpack_from("<2xBBBBH", pending[end])
            total = 10 + (size + 4 if size else 0)
            if len(pending[end]) < total:
                break
            yield end, sequence, channel, flags, opcode, pending[end][10 : 10 + size]
            pending[end] = pending[end][total:]


def write(target, name, data):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def parser_seeds():
    for number, session in enumerate(SESSIONS):
        for end in ("host", "device"):
            stream = b"".join(data for who, data in chunks(session) if who == end)
            for part, limit in enumerate((600, 4500)):
                head = struct.pack("<BH4B", 0, 4081, 0, 2, 6, 200)
                write("fuzz_packet_parser", f"{end}-{number}-{part}", head + stream[part * 600 :][:limit])
    damaged = bytearray(stream[:2000])
    for at in range(50, 2000, 170):
        damaged[at] ^= 0x10
    write("fuzz_packet_parser", "damaged", struct.pack("<BH4B", 0, 4081, 1, 1, 1, 1) + damaged)
    write("fuzz_packet_parser", "no-crc", struct.pack("<BH4B", 1, 99, 1, 2, 3, 4) + stream[:900])


def payload_seeds():
    seen = set()
    for session in SESSIONS:
        for end, _, _, flags, opcode, payload in packets(session):
            if end == "device" and payload and (opcode, len(payload)) not in seen:
                seen.add((opcode, len(payload)))
                write("fuzz_payloads", f"op{opcode:02x}-{len(payload)}", payload[:128])


def host_seeds():
    for number, session in enumerate(SESSIONS):
        data = b""
        count = 0
        for end, sequence, channel, flags, opcode, payload in packets(session):
            payload = payload[:200]
            if end == "host" and not flags & ACK:
                data += bytes([0, 255, len(payload)]) + payload + bytes([opcode, channel, 4, 255])
            elif end == "device":
                data += bytes([2, 7, flags, opcode, channel, sequence, len(payload)]) + payload
                data += bytes([4, 255])
            count += 1
            if count % 60 == 0:
                write("fuzz_host_link", f"session-{number}-{count // 60}", data)
                data = b""
    submit_read = bytes([0, 200, 8]) + struct.pack("<II", 0, 200) + bytes([READ, 3, 4, 255])
    fragment = bytes([2, 0, 0x18, 50]) + bytes(50)
    refused = bytes([2, 4, NAK, 9, 2, 6, 0])
    write("fuzz_host_link", "fragments", submit_read + fragment * 4 + bytes([2, 0, 0, 4, 1, 2, 3, 4]))
    write("fuzz_host_link", "refused", submit_read + refused * 5)
    write("fuzz_host_link", "late", submit_read + fragment + bytes([5, 0xFF, 0xFF]) + submit_read + fragment)
    write("fuzz_host_link", "cancel", submit_read + fragment + bytes([6]) + fragment)


def device_seeds():
    for number, session in enumerate(SESSIONS):
        data = bytes([16])
        count = 0
        for end, _, channel, flags, opcode, payload in packets(session):
            if end != "host":
                continue
            if flags & ACK:
                data += bytes([4, 1])
            elif opcode == READ:
                data += bytes([1, 1, READ, channel, 0, 0xFF, 1, 8])
            elif opcode == SET_CAPS:
                how = 1 | (32 if payload[0] & 1 else 0) | (64 if payload[0] & 2 else 0)
                how |= 128 if payload[0] & 4 else 0
                data += bytes([1, how, SET_CAPS, channel, 200, 0, 8])
            else:
                payload = payload[:200]
                data += bytes([1, 1, opcode, channel, len(payload)]) + payload + bytes([8])
            count += 1
            if count % 60 == 0:
                write("fuzz_device_link", f"session-{number}-{count // 60}", data)
                data = bytes([count & 0xFF])
        write("fuzz_device_link", f"session-{number}-rest", data)
    read = bytes([1, 1, READ, 3, 0, 0xBC, 2, 8])
    write("fuzz_device_link", "retransmit", bytes([0]) + read + (bytes([6, 0x88, 0x13, 8])) * 5)
    write("fuzz_device_link", "nak", bytes([0]) + read + bytes([4, 0, 8]))
    write("fuzz_device_link", "event-ack", bytes([0, 0, 1, 0, 7, 1, 4, 5, 8, 6, 0, 2, 8, 4, 1, 8]))
    write("fuzz_device_link", "acks", bytes([255]) + read + bytes([4, 1, 8]) * 4)


def kboot_packet(tag, *parameters, data=False):
    return struct.pack("<BBBB", tag, data, 0, len(parameters)) + struct.pack(f"<{len(parameters)}I", *parameters)


def kboot_report(kind, payload):
    return struct.pack("<BBH", kind, 0, len(payload)) + payload


def said(*reports):
    """Answers, each with its size before it; 0 is a report that was sent."""
    return b"".join(bytes([len(report)]) + report for report in reports)


def kboot_seeds():
    codec, machine, device = bytes([0]), bytes([1]), bytes([2])
    sent, silence = b"\0", b"\xff"

    def ok(tag, status=0):
        return kboot_report(3, kboot_packet(0xA0, status, tag))

    write("fuzz_kboot", "codec-erase", codec + kboot_report(1, kboot_packet(2, 0x60000000, 0x1000, 0)))
    write("fuzz_kboot", "codec-data", codec + kboot_report(4, bytes(range(40))))
    head = bytes([60])
    data = [kboot_report(4, bytes([0x11]) * n) for n in (60, 60, 60, 20)]
    announced = kboot_report(3, kboot_packet(0xA3, 0, 200))
    start = bytes([0]) + silence + sent
    write("fuzz_kboot", "write", machine + head + b"\0" + start + said(ok(4)) + sent * 4 + said(ok(4)))
    write("fuzz_kboot", "write-abort", machine + bytes([10, 0]) + start + said(ok(4)) + sent * 16
          + said(kboot_report(4, b""), ok(4, 10203)))
    for which, name in ((1, "read"), (2, "verify")):
        write("fuzz_kboot", name, machine + head + bytes([which]) + start + said(announced, *data, ok(3)))
        write("fuzz_kboot", name + "-abort", machine + head + bytes([which]) + start
              + said(announced, data[0], kboot_report(4, b""), ok(3, 10201)))
    word = [kboot_report(3, kboot_packet(0xAF, 0, 4, value)) for value in (0, 0x10)]
    write("fuzz_kboot", "fuse", machine + head + bytes([3]) + start + said(word[0]) + sent + said(ok(0x0E)) + sent
          + said(word[1]))
    write("fuzz_kboot", "fuse-set", machine + head + bytes([3]) + start + said(word[1]))
    write("fuzz_kboot", "property", machine + head + bytes([4]) + start
          + said(kboot_report(3, kboot_packet(0xA7, 0, 0x4B020800))))
    write("fuzz_kboot", "cancel", machine + head + bytes([0, 5]) + silence + sent + said(ok(4)) + sent * 9 + said(ok(4, 10002)))
    setup = [kboot_packet(5, 0x2000, 4, 0xC0000008), kboot_packet(0x11, 9, 0x2000),
             kboot_packet(2, 0x60000000, 0x3000, 0), kboot_packet(5, 0x2000, 4, 0xF000000F),
             kboot_packet(0x11, 9, 0x2000), kboot_packet(4, 0x60001000, 300, 0, data=True)]
    reports = [kboot_report(1, packet) for packet in setup]
    reports += [kboot_report(2, bytes(150)), kboot_report(2, bytes(150)),
                kboot_report(1, kboot_packet(3, 0x60000000, 0x3000, 0))]
    write("fuzz_kboot", "flashloader", device + b"\0" + said(*reports))
    write("fuzz_kboot", "resident", device + b"\1" + said(*reports[2:], kboot_report(1, kboot_packet(0x0B))))


def sdp_seeds():
    codec, machine, device = bytes([0]), bytes([1]), bytes([2])
    command = struct.Struct(">BHIBIIB")
    write_file = command.pack(1, 0x0404, 0x20000100, 0, 64, 0, 0)
    jump = command.pack(1, 0x0B0B, 0x20000100, 0, 0, 0, 0)
    mode = struct.pack(">BI", 3, 0x56787856)
    status = struct.pack(">BI", 4, 0x88888888)
    image = bytes([0xD1, 0, 32, 0x40]) + bytes(16) + struct.pack("<I", 0x20000100) + bytes(40)
    write("fuzz_sdp", "codec-write", codec + write_file)
    write("fuzz_sdp", "codec-mode", codec + mode)
    write("fuzz_sdp", "file", machine + bytes([0, 0]) + b"\0" * 3 + said(mode, status))
    write("fuzz_sdp", "jump", machine + bytes([1, 0]) + b"\0" + said(mode) + b"\xf0")
    write("fuzz_sdp", "jump-refused", machine + bytes([1, 0]) + b"\0" + said(mode, status))
    write("fuzz_sdp", "status", machine + bytes([2, 0]) + b"\0" + said(mode, status))
    write("fuzz_sdp", "cancel", machine + bytes([0, 2]) + b"\0" * 3 + said(mode, status))
    parts = [(1, write_file), (0, bytes([2]) + image), (1, jump)]
    write("fuzz_sdp", "rom", device + b"".join(bytes([flag, len(part)]) + part for flag, part in parts))


def alif_seeds():
    codec, machine, device = bytes([0]), bytes([1]), bytes([2])
    ack, data, nak, text = range(4)
    more = 0x80  # another packet follows at once

    def packet(code, payload=b""):
        body = bytes([len(payload) + 3, code]) + payload
        return body + bytes([-sum(body) & 0xFF])

    def answer(kind, payload=b""):
        return bytes([len(payload)]) + payload + bytes([kind])

    revision = bytes([0, 0xB4, 0, 0]) + b"AE722F80F55D5LS\0" + bytes(113)
    enquiry = bytes([2]) + bytes(12)
    record = bytes([0xA7]) + b"HP_BOOT\0" + bytes(32) + b"uLVB   "
    for name, one in (("start", packet(0)), ("burn", packet(8, struct.pack("<II", 0x80000000, 0x8000))),
                      ("revision", packet(0xFD, revision)), ("record", packet(0xFD, record)),
                      ("enquiry", packet(0xFD, enquiry)), ("erase", packet(0x15, bytes(12))),
                      ("nak", packet(0xFF, bytes([0xEF])))):
        write("fuzz_alif_isp", "codec-" + name, codec + one)
    identify = answer(ack) + answer(data, revision) + answer(data, enquiry) + answer(ack)
    write("fuzz_alif_isp", "identify", machine + bytes([0, 0]) + identify)
    write("fuzz_alif_isp", "toc", machine + bytes([0, 1]) + answer(ack) + answer(data + more, record)
          + answer(data, bytes([0xA8])) + answer(ack))
    write("fuzz_alif_isp", "maintenance", machine + bytes([0, 2]) + answer(ack) * 3)
    write("fuzz_alif_isp", "print", machine + bytes([0, 2]) + answer(ack) + answer(text + more, b"hi") + answer(ack) * 2)
    write("fuzz_alif_isp", "refused", machine + bytes([0, 2]) + answer(ack) + answer(nak, bytes([0xF4])))
    write("fuzz_alif_isp", "write", machine + bytes([0, 5]) + identify + answer(ack) * 2 + answer(data, enquiry) + answer(ack) * 9)
    write("fuzz_alif_isp", "cancel", machine + bytes([30, 5]) + identify + answer(ack) * 2 + answer(data, enquiry) + answer(ack) * 9)
    session = [(0, b""), (0x14, b"\2\0\0\0"), (0x16, b""), (9, b""), (0, b""), (0x11, struct.pack("<I", 921600)),
               (8, struct.pack("<II", 0x80000000, 32)), (4, b"UU" + bytes(32)), (5, b""), (1, b"")]
    for name, mode in (("seram", 0), ("serom", 1)):
        # 0xF0 stands before 96 bytes as they are.
        stream = b"".join(packet(code, payload) for code, payload in session)
        stream += bytes(-len(stream) % 96)
        pieces = [bytes([0xF0]) + stream[at : at + 96] for at in range(0, len(stream), 96)]
        write("fuzz_alif_isp", "chip-" + name, device + bytes([mode, 1, 1]) + b"".join(pieces))


def legacy_seeds():
    def words(*values):
        return struct.pack(f"<{len(values)}I", *values)

    def heard(data):
        return b"\0" + bytes([len(data)]) + data  # a write, and its answer

    version = [words(0xABCD0001 + n) for n in range(3)]
    layout, qspi = words(1, 2, 15), words(0, 511, 65536)
    sent = b"\0" * 60
    # Discarding is a step, too.
    write("fuzz_legacy_cdc", "v1", b"\0\0" + struct.pack("<H", 900) + b"\0" + heard(version[0]) + sent)
    write("fuzz_legacy_cdc", "v3", b"\0\0" + struct.pack("<H", 900) + b"\0" + heard(version[2]) + heard(layout) + heard(qspi) + sent)
    write("fuzz_legacy_cdc", "full-safe", b"\0\7" + struct.pack("<H", 300) + b"\0\0\xff" + heard(version[1])
          + heard(words(0, 0, 9999)) + sent * 3)
    write("fuzz_legacy_cdc", "late", b"\0\1" + struct.pack("<H", 100) + b"\0" + heard(version[1])
          + heard(version[1] + layout[:8]) + b"\4" + layout[8:] + sent)
    commands = [words(0xABCD0001), words(0xABCD0010), words(0xABCD1010), words(0xABCD0004, 2), words(0xABCD1004, 1),
                words(0xABCD0008) + bytes(200), words(0xABCD1008) + bytes(200), words(0xABCD1020), words(0xABCD0002)]
    for flag in (0, 1):
        write("fuzz_legacy_cdc", f"device-{flag}", bytes([1, flag]) + said(*commands))


def suffix(payload, version=0x0100):
    tail = payload + struct.pack("<HHHH3sB", 0xFFFF, 0x9204, 0x37C5, version, b"UFD", 16)
    return tail + struct.pack("<I", zlib.crc32(tail) ^ 0xFFFFFFFF)


def dfuse(*targets):
    """Each target: alternate, name, (address, data)..."""
    body = b""
    for alternate, name, *elements in targets:
        data = b"".join(struct.pack("<II", address, len(part)) + part for address, part in elements)
        body += struct.pack("<6sBI255sII", b"Target", alternate, 1 if name else 0, name, len(data),
                            len(elements)) + data
    return struct.pack("<5sBIB", b"DfuSe", 1, 11 + len(body), len(targets)) + body


def dfu_file_seeds():
    two = dfuse((0, b"ST...", (0x08000000, bytes(40)), (0x08010000, b"")),
                (2, b"", (0x90000000, b"abc")))
    seeds = {"raw": bytes(100), "plain": suffix(b"123456789"), "dfuse": suffix(two, 0x011A),
             "container": two, "empty-target": dfuse((0, b"x")), "last-address":
             dfuse((0, b"", (0xFFFFFFF0, bytes(16)))), "cut": two[:-20]}
    for name, data in seeds.items():
        for mode in range(4):
            write("fuzz_dfu_file", f"{name}-{mode}", bytes([mode]) + data)


def memory_string_seeds():
    seeds = {
        "f4": "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg",
        "f7": "@Internal Flash  /0x08000000/04*032Kg,01*128Kg,07*256Kg",
        "f427": "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg,04*016Kg,01*064Kg,07*12",
        "h7": "@Internal Flash  /0x08000000/16*128Kg",
        "options": "@Option Bytes  /0x1FFFC000/01*016 e/0x1FFEC000/01*016 e",
        "otp": "@OTP Memory /0x1FFF7800/01*512 e,01*016 e",
        "feature": "@Device Feature/0xFFFF0000/01*004 e",
        "external": "@External Flash /0x90000000/04*1Mg,2*64a",
        "last": "@x/0xFFFFFC00/1*1Kg",
    }
    for name, text in seeds.items():
        write("fuzz_memory_string", name, text.encode())


def descriptor_seeds():
    def interface(number, alternate, kind=0xFE, mode=2):
        return bytes([9, 4, number, alternate, 0, kind, 1, mode, 4 + alternate])

    functional = struct.pack("<BBBHHH", 9, 0x21, 7, 1000, 4096, 0x0101)
    old = struct.pack("<BBBHH", 7, 0x21, 11, 255, 2048)
    hid = bytes([9, 0x21, 0x11, 1, 0, 1, 0x22, 0x3F, 0])

    def configuration(rest):
        return struct.pack("<BBHBBBBB", 9, 2, 9 + len(rest), 1, 1, 0, 0x80, 250) + rest

    alternates = b"".join(interface(0, i) for i in range(8))
    seeds = {"openmv": configuration(alternates + functional),
             "between": configuration(interface(0, 0) + functional + interface(0, 1)),
             "before": configuration(old + interface(1, 0)),
             "hid": configuration(interface(0, 0, 3) + hid + interface(1, 0) + old),
             "runtime": configuration(interface(0, 0, 2) + interface(2, 0, 0xFE, 1) + functional),
             "many": configuration(b"".join(interface(0, i) for i in range(40))),
             "functional": functional, "old": old, "status": bytes([3, 1, 2, 3, 10, 0]),
             "string": bytes([10, 3]) + "ROMF".encode("utf-16-le")}
    for name, data in seeds.items():
        write("fuzz_dfu_descriptors", name, b"\0" + data)
        write("fuzz_dfu_descriptors", name + "-cut", b"\3" + data)


def machine_seeds():
    """Devices that do as they should; see fuzz_dfu_machines.cpp."""
    ok = bytes([4])

    def status(state, wait=0):
        return bytes([4, wait, state])

    opened = ok + status(2)
    block = ok + status(4, 1) + ok + status(5)
    command = block
    idle = ok + status(2)
    pointed = opened + command + idle
    jobs = {"download": (0, opened + block * 3 + ok + status(7) + ok + status(2)),
            "upload": (1, opened + bytes([4, 0]) * 3 + idle),
            "upload-end": (2, opened + bytes([4, 0, 3, 4, 0]) + status(2) + idle),
            "verify": (3, opened + bytes([4, 0]) * 3 + idle),
            "verify-wrong": (3, opened + bytes([4, 0, 4, 255]) + idle),
            "hold": (4, bytes([4, 0]) + idle), "leave": (5, ok + ok),
            "erase": (6, opened + command * 4 + idle),
            "write": (7, opened + (command + block) * 3 + idle),
            "mass-erase": (8, opened + command + idle),
            "read": (9, pointed + bytes([4, 0]) * 3 + idle),
            "dfuse-verify": (10, pointed + bytes([4, 0]) * 3 + idle),
            "verify-short": (3, opened + bytes([4, 0, 3, 100, 4, 0, 4, 0]) + idle),
            "dfuse-verify-short": (10, pointed + bytes([4, 0, 3, 100, 4, 0, 4, 0]) + idle),
            "commands": (11, opened + bytes([4, 0]) + idle),
            "jump": (12, opened + command + ok + status(7))}
    for name, (job, answers) in jobs.items():
        head = struct.pack("<BBH", job | 16, 127, 300)
        write("fuzz_dfu_machines", name, head + answers)
        write("fuzz_dfu_machines", name + "-gone", head + answers[:-4] + b"\2")
        write("fuzz_dfu_machines", name + "-cancelled", head + answers[:3] + b"\14" + answers[4:] + idle)


def device_request_seeds():
    def request(kind, number, value, length, data=b""):
        return struct.pack("<BBHH", kind, number, value, length) + data

    status = request(1, 3, 0, 6)
    select = request(2, 11, 1, 0)
    block = request(0, 1, 0, 16, bytes(16)) + status + status
    end = request(0, 1, 1, 0) + status + status
    upload = request(1, 2, 0, 4096)
    strings = b"".join(request(4, 6, value, 255) for value in (0x100, 0x200, 0x300, 0x301, 0x304))
    write("fuzz_dfu_devices", "bootloader", b"\1" + strings + select + block + end + upload)
    write("fuzz_dfu_devices", "read-only", b"\1" + block + request(0, 4, 0, 0) + upload)
    write("fuzz_dfu_devices", "detach", b"\1" + request(0, 0, 1000, 0) + status)
    pointer = request(0, 1, 0, 5, struct.pack("<BI", 0x21, 0x08001000)) + status + status
    erase = request(0, 1, 0, 5, struct.pack("<BI", 0x41, 0x08001000)) + status + status
    data = request(0, 1, 2, 16, bytes(16)) + status + status
    rom = strings + erase + pointer + data + request(0, 6, 0, 0) + request(1, 2, 2, 2048)
    for kind in b"\0", b"\2":
        write("fuzz_dfu_devices", f"rom-{kind[0]}", kind + rom)
        write("fuzz_dfu_devices", f"rom-mass-{kind[0]}", kind + request(0, 1, 0, 1, b"\x41") + status)
        write("fuzz_dfu_devices", f"rom-unprotect-{kind[0]}",
              kind + request(0, 1, 0, 1, b"\x92") + status)
        write("fuzz_dfu_devices", f"rom-leave-{kind[0]}", kind + pointer + request(0, 1, 2, 0) + status)


def usbip_seeds():
    submit = struct.pack(">IIIII IiiiI", 1, 7, 0x10002, 1, 0, 0x200, 6, 0, 0, 0)
    write("fuzz_usbip", "submit", b"\0" + submit + bytes.fromhex("a103000000000600"))
    write("fuzz_usbip", "unlink", b"\0" + struct.pack(">IIIIII", 2, 8, 0x10002, 0, 0, 7) + bytes(24))
    write("fuzz_usbip", "reply", b"\0" + struct.pack(">IIIIIiI", 3, 7, 0, 0, 0, -32, 0) + bytes(20))
    names = b"/sys/devices/1-1".ljust(256, b"\0") + b"1-1".ljust(32, b"\0")
    write("fuzz_usbip", "device", b"\1" + names + struct.pack(">IIIHHHBBBBBB", 1, 2, 3, 0x37C5,
                                                              0x96E3, 0x103, 0, 0, 0, 1, 1, 1))
    write("fuzz_usbip", "operation", b"\2" + bytes.fromhex("0111800300000000"))


def image_seeds():
    def vectors(address, stack, size):
        table = [stack] + [address + 0x400 + 16 * i + 1 for i in range(1, 16)]
        return struct.pack("<16I", *table).ljust(size, b"\x55")

    def sealed(image, board):
        header = b"OMVSIM1\0" + bytes([5, 1, 0, 0]) + board.ljust(24, b"\0")
        header += struct.pack("<II", len(image), 0)
        return image[:0x200] + header + image[0x200 + len(header):]

    plain = vectors(0x08040000, 0x20020000, 700)
    write("fuzz_image", "cortex-m", b"\1" + plain)
    write("fuzz_image", "simulated", b"\1" + sealed(plain, b"pure-thermal"))
    header = struct.pack("<IBBB", 0xB00710AD, 1, 0, 3)
    boot = vectors(0x08000000, 0x20020000, 0x1000) + header + bytes(64)
    write("fuzz_image", "bootloader", b"\1" + boot)
    write("fuzz_image", "ivt", b"\1" + bytes(0x1000) + struct.pack("<II", 0x402000D1, 0x60042001)
          + bytes(64))
    romfs = bytes.fromhex("d2cd311e050b05612e747874020368690a040f036c696205090562 2e62696e020178")
    write("fuzz_image", "romfs", b"\1" + romfs)
    files = io.BytesIO()
    with zipfile.ZipFile(files, "w") as archive:
        archive.writestr(zipfile.ZipInfo("OPENMVPT/firmware.bin"), plain[:64])
        archive.writestr(zipfile.ZipInfo("OPENMVPT/romfs0.img"), romfs)
    write("fuzz_image", "zip", b"\0" + files.getvalue())


def image_file_seeds():
    """Kinds 0 cascade, 1 image stream, 2 descriptor."""
    for stages in (1, 5):
        cascade = struct.pack("<3i", 8, 8, stages) + bytes([1] * stages) + bytes(-stages % 4)
        cascade += struct.pack("<4h", 128, 1000, -256, 256)[:2] * stages
        cascade += struct.pack("<h", 1000) * stages + struct.pack("<h", -256) * stages
        cascade += struct.pack("<h", 256) * stages + bytes([2] * stages)
        cascade += struct.pack("<2b", 1, -1) * stages + bytes([0, 0, 3, 7, 4, 0, 3, 7]) * stages
        write("fuzz_image_files", f"cascade-{stages}", b"\0" + cascade)
    gray, jpeg = 0x08020001, 0x06060000
    frames = struct.pack("<5I12x", 5, 3, 2, gray, 6) + bytes(16)
    frames += struct.pack("<5I12x", 5, 3, 2, jpeg, 20) + bytes(32)
    write("fuzz_image_files", "stream-2.0", b"\1OMV IMG STR V2.0" + frames)
    old = struct.pack("<4I", 1, 3, 1, 2) + bytes(16) + struct.pack("<4I", 1, 3, 1, 20) + bytes(32)
    write("fuzz_image_files", "stream-1.0", b"\1OMV IMG STR V1.0" + old)
    points = b"".join(struct.pack("<5H", 9 * i, i, 50 - i, 1, 15 * i) + bytes([i * 37 & 255] * 32) for i in range(5))
    write("fuzz_image_files", "keypoints", b"\2" + struct.pack("<2I", 1, 5) + points)
    write("fuzz_image_files", "lbp", b"\2" + struct.pack("<I", 0) + bytes(range(59)) * 49)


def tflite_seeds():
    sys.path.insert(0, str(HERE.parent / "firmware" / "camera" / "scripts"))
    import tflite_writer as w

    image = w.Tensor([1, 3, 3, 1])
    row = w.Tensor([1, 3])
    weights = w.Tensor([2, 1, 1, 1], w.I8, [4, 100], [0.25, 0.5], 0, 0)
    step = {1: ("i", 1), 2: ("i", 1)}

    def seed(name, code, tensors, given, options, places=None):
        last = len(tensors) - 1
        places = list(range(last)) if places is None else places
        data = w.model(tensors, [(code, places, [last], options)], [given], [last])
        write("fuzz_tflite", name, data)

    seed("convolution", 3, [w.Tensor([1, 3, 3, 1], w.I8, None, 0.5, -1), weights,
                            w.Tensor([1, 3, 3, 2], w.I8, None, 2.0, 3)], 0, step)
    seed("depthwise", 4, [image, w.Tensor([1, 2, 2, 1], w.F32, [1] * 4), image], 0, step)
    seed("pool", 17, [image, w.Tensor([1, 2, 2, 1])], 0, {**step, 3: ("i", 2), 4: ("i", 2)})
    seed("dense", 9, [row, w.Tensor([2, 3], w.F32, [1] * 6), w.Tensor([1, 2])], 0, {})
    seed("add", 0, [row, w.Tensor([3], w.F32, [1, 2, 3]), row], 0, {0: ("b", 1)})
    seed("slice", 45, [row, w.Tensor([2], w.I32, [0, 1]), w.Tensor([2], w.I32, [1, 3]),
                       w.Tensor([2], w.I32, [1, 1]), w.Tensor([2])], 0, {4: ("i", 1)})
    seed("pad", 34, [row, w.Tensor([2, 2], w.I32, [0, 1, 1, 0]), w.Tensor([2, 4])], 0, {})
    seed("concatenation", 2, [row, row, w.Tensor([1, 6])], 0, {0: ("i", 1)})
    seed("resize", 23, [image, w.Tensor([2], w.I32, [6, 6]), w.Tensor([1, 6, 6, 1])], 0, {})
    seed("split", 49, [w.Tensor([1], w.I32, [1]), row, row], 1, {})
    seed("mean", 40, [image, w.Tensor([2], w.I32, [1, 2]), w.Tensor([1, 1])], 0, {})
    seed("transpose", 39, [row, w.Tensor([2], w.I32, [1, 0]), w.Tensor([3, 1])], 0, {})
    seed("softmax", 25, [row, row], 0, {0: ("f", 1.0)})
    seed("select", 64, [w.Tensor([2], 6), w.Tensor([2, 2]), w.Tensor([1]), w.Tensor([2, 2])], 1, {})
    seed("select-v2", 123, [w.Tensor([2], 6), w.Tensor([2, 2]), w.Tensor([1]), w.Tensor([2, 2])], 1, {})
    seed("greater", 61, [row, w.Tensor([1], w.F32, [2]), w.Tensor([1, 3], 6)], 0, {})
    kept = w.Tensor([1, 4], w.I16, None, 0.5, 0, variable=True)
    seed("svdf", 27, [w.Tensor([1, 3]), w.Tensor([2, 3], w.I8, [1, 2, 3] * 2, 0.5), w.Tensor([2, 2], w.F32, [1] * 4),
                      w.Tensor([1], w.F32, [1]), kept, w.Tensor([1, 1])], 0, {0: ("i", 2)})
    square, bias = w.Tensor([2, 2], w.F32, [1, 0, 0, 1]), w.Tensor([2], w.F32, [1, 2])
    cells = w.Tensor([1, 2], variable=True)
    seed("lstm", 44, [w.Tensor([1, 3, 2])] + [square] * 8 + [bias] * 4 + [cells, cells, w.Tensor([1, 3, 2])], 0,
         {0: ("b", 4), 1: ("f", 9.0)}, list(range(9)) + [-1] * 3 + [9, 10, 11, 12, -1, -1, 13, 14] + [-1] * 4)


tflite_seeds()
parser_seeds()
usbip_seeds()
image_seeds()
image_file_seeds()
payload_seeds()
kboot_seeds()
sdp_seeds()
alif_seeds()
legacy_seeds()
host_seeds()
device_seeds()
dfu_file_seeds()
memory_string_seeds()
descriptor_seeds()
machine_seeds()
device_request_seeds()
