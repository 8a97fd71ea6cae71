#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays udev: what do the rules do to a device of each board in resources/boards?

usage: test_udev_rules.py SOURCE_DIR
"""
import fnmatch
import json
import pathlib
import re
import sys
import unittest

SOURCE = None
TERM = re.compile(r'(ACTION|SUBSYSTEM|GOTO|LABEL|TAG|MODE|GROUP|ENV\{\w+\}|ATTRS\{\w+\})'
                  r'(==|!=|\+=|=)"([^"]*)"$')
ID = re.compile(r'ATTRS\{idVendor\}=="(\w{4})", ATTRS\{idProduct\}=="(\w{4})"')


def parse(text):
    """Lines of (key, operator, value). A term that udev would not understand is an error."""
    rules = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        terms = [TERM.match(term) for term in line.split(", ")]
        if not all(terms):
            raise ValueError("not a rule: " + line)
        rules.append([term.groups() for term in terms])
    return rules


def matches(device, key, operator, wanted):
    value = device.get(key, "")
    return any(fnmatch.fnmatchcase(value, one) for one in wanted.split("|")) == (operator == "==")


def play(rules, device):
    """What the rules make of a device: its keys and the set of its tags."""
    device = dict(device)
    tags = set()
    skip_to = None
    for rule in rules:
        if skip_to is not None and ("LABEL", "=", skip_to) not in rule:
            continue
        skip_to = None
        if not all(matches(device, *term) for term in rule if term[1] in ("==", "!=")):
            continue
        for key, operator, value in rule:
            if operator == "+=":
                assert key == "TAG", key
                tags.add(value)
            elif operator == "=" and key == "GOTO":
                skip_to = value
            elif operator == "=" and key != "LABEL":
                device[key] = value
    if skip_to is not None:
        raise ValueError("no LABEL " + skip_to)
    return device, tags


def device(usb_id, subsystem, action="add", devtype="usb_device"):
    vendor, product = usb_id.split(":")
    return {"ATTRS{idVendor}": vendor, "ATTRS{idProduct}": product, "SUBSYSTEM": subsystem,
            "ACTION": action, "ENV{DEVTYPE}": devtype if subsystem == "usb" else ""}


def board_ids(*keys):
    ids = set()
    for path in sorted((SOURCE / "resources/boards").glob("*.json")):
        board = json.loads(path.read_text())
        for key in keys:
            ids.update(board.get(key, []))
    return ids


def unreachable(rules, ids):
    """Those ids whose devices the user at the screen cannot open."""
    return {usb_id for usb_id in ids for subsystem in ("usb", "tty", "hidraw")
            if "uaccess" not in play(rules, device(usb_id, subsystem))[1]}


class UdevRules(unittest.TestCase):
    def setUp(self):
        self.path = SOURCE / "installers/udev/60-openmv.rules"
        self.text = self.path.read_text()
        self.rules = parse(self.text)
        self.ids = board_ids("usb_ids", "bootloader_usb_ids", "recovery_usb_ids")
        self.bridges = {"0403:6015", "1a86:55d3"}

    def test_every_id_of_every_board_can_be_opened(self):
        self.assertGreater(len(self.ids), 20)
        self.assertEqual(unreachable(self.rules, self.ids), set())

    def test_a_missing_id_would_be_noticed(self):
        for usb_id in self.ids:
            vendor, product = usb_id.split(":")
            kept = [line for line in self.text.splitlines()
                    if f'"{vendor}", ATTRS{{idProduct}}=="{product}"' not in line]
            self.assertEqual(unreachable(parse("\n".join(kept)), self.ids), {usb_id})

    def test_there_is_no_id_that_no_board_has(self):
        named = [":".join(found) for found in ID.findall(self.text)]
        self.assertEqual(sorted(named), sorted(self.ids))

    def test_modem_manager_keeps_off_cameras_but_not_off_plain_serial_bridges(self):
        for usb_id in self.ids:
            for subsystem in ("usb", "tty"):
                played, _ = play(self.rules, device(usb_id, subsystem))
                ignored = "" if usb_id in self.bridges else "1"
                self.assertEqual(played.get("ENV{ID_MM_DEVICE_IGNORE}", ""), ignored, usb_id)

    def test_usb_and_hid_loaders_are_for_plugdev_and_serial_ports_keep_their_group(self):
        for usb_id in self.ids - self.bridges:
            for subsystem in ("usb", "hidraw"):
                played, _ = play(self.rules, device(usb_id, subsystem))
                self.assertEqual((played["MODE"], played["GROUP"]), ("0660", "plugdev"))
            self.assertNotIn("GROUP", play(self.rules, device(usb_id, "tty"))[0])

    def test_other_devices_interfaces_and_removals_are_left_alone(self):
        one = min(self.ids)
        for other in (device("1d6b:0002", "usb"), device("2341:0001", "tty"), device(one, "block"),
                      device(one, "usb", action="remove"),
                      device(one, "usb", devtype="usb_interface")):
            self.assertEqual(play(self.rules, other), (other, set()))

    def test_the_tag_comes_before_the_seat_rules_and_without_a_group(self):
        self.assertLess(self.path.name, "73-seat-late.rules")
        for rule in self.rules:
            keys = {key for key, _, _ in rule}
            self.assertFalse({"TAG", "GROUP"} <= keys, "systemd 258 drops such a line")


if __name__ == "__main__":
    SOURCE = pathlib.Path(sys.argv.pop(1))
    unittest.main()
