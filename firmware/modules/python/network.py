# SPDX-License-Identifier: MIT
"""network: the board's WiFi and Ethernet. With --network loopback they connect, to this computer
only; without it nobody answers."""

import _board

_board.require("network")

import _network
from omv import board_type as _board_type
from machine import unique_id as _unique_id

STA_IF = 0
AP_IF = 1
STAT_IDLE = 0
STAT_CONNECTING = 1
STAT_WRONG_PASSWORD = -3
STAT_NO_AP_FOUND = -2
STAT_CONNECT_FAIL = -1
STAT_GOT_IP = 3

_hostname = "mpy-openmv"
_country = "XX"
_LOOPBACK = ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")
_NOWHERE = ("0.0.0.0", "0.0.0.0", "0.0.0.0", "0.0.0.0")


def hostname(name=None):
    global _hostname
    if name is None:
        return _hostname
    if len(name) > 32:
        raise ValueError("hostname is too long")
    _hostname = name


def country(code=None):
    global _country
    if code is None:
        return _country
    if len(code) != 2:
        raise ValueError("country is two letters")
    _country = code.upper()


_preferred = {"dns": "127.0.0.1", "prefer": 4}


def ipconfig(param=None, **settings):
    if param is not None:
        return _preferred[param]
    _preferred.update(settings)


class _Interface:
    def __init__(self):
        self._active = False
        self._up = False
        self._address = None
        self._settings = {}

    def active(self, is_active=None):
        if is_active is None:
            return self._active
        self._active = bool(is_active)
        if not self._active:
            self._up = False

    def isconnected(self):
        return self._active and self._up

    def _need_active(self):
        if not self._active:
            raise OSError("the interface is not active")

    def ifconfig(self, config=None):
        if config is None:
            if self._address:
                return self._address
            return _LOOPBACK if self.isconnected() else _NOWHERE
        if config != "dhcp":
            if len(config) != 4:
                raise ValueError("ifconfig takes 4 addresses")
            self._address = tuple(config)
        else:
            self._address = None

    def ipconfig(self, param=None, **settings):
        address = self.ifconfig()
        if param is None:
            if "addr4" in settings:
                value = settings["addr4"]
                self._address = None if value == "dhcp" else (value, "255.0.0.0", value, value)
            return None
        if param == "addr4":
            return address[0], address[1]
        if param == "gw4":
            return address[2]
        if param == "has_dhcp4":
            return self.isconnected()
        if param == "dhcp4":
            return self._address is None
        raise ValueError("unknown config param")

    def _mac(self):
        return b"\x02" + _unique_id()[-5:]

    def config(self, param=None, **settings):
        if param is None:
            self._settings.update(settings)
            return None
        if param == "mac":
            return self._mac()
        if param in ("hostname", "dhcp_hostname"):
            return _hostname
        if param in self._settings:
            return self._settings[param]
        raise ValueError("unknown config param")

    def deinit(self):
        self.active(False)


class WLAN(_Interface):
    IF_STA = STA_IF
    IF_AP = AP_IF
    PM_NONE = 16
    PM_PERFORMANCE = 10555714
    PM_POWERSAVE = 17
    SEC_OPEN = 0
    SEC_WPA_WPA2 = 0x400006
    OPEN = 0
    WEP = 1
    WPA_PSK = 2
    _made = {}

    def __new__(cls, interface=STA_IF):
        if interface not in (STA_IF, AP_IF):
            raise ValueError("there is no such interface")
        if interface not in cls._made:
            cls._made[interface] = object.__new__(cls)
        return cls._made[interface]

    def __init__(self, interface=STA_IF):
        if hasattr(self, "_interface"):
            return
        super().__init__()
        self._interface = interface
        self._status = STAT_IDLE
        self._settings = {"ssid": "", "channel": 1, "txpower": 31, "pm": self.PM_PERFORMANCE}

    def active(self, is_active=None):
        if is_active is not None:
            self._status = STAT_IDLE
        result = super().active(is_active)
        if is_active and self._interface == AP_IF:
            self._up = _network.allowed()
        return result

    def connect(self, ssid=None, key=None, *, security=-1, bssid=None, channel=-1):
        self._need_active()
        if ssid is None and bssid is None:
            raise TypeError("ssid is required")
        self._settings["ssid"] = ssid
        self._up = _network.allowed()
        self._status = STAT_GOT_IP if self._up else STAT_NO_AP_FOUND

    def disconnect(self):
        self._up = False
        self._status = STAT_IDLE

    def status(self, param=None):
        if param is None:
            return self._status
        if param == "rssi":
            return -40 if self.isconnected() else 0
        if param == "stations":
            return []
        raise ValueError("unknown status param")

    def scan(self, **settings):
        self._need_active()
        if not _network.allowed():
            return []
        return [(b"loopback", b"\x02\x00\x00\x00\x00\x01", 1, -40, 0, False)]

    def __repr__(self):
        return "<WLAN %s %s>" % ("AP" if self._interface else "STA", self.ifconfig()[0])


class LAN(_Interface):
    """The cable is plugged in when the camera may use the loopback."""

    def __init__(self, *args, **settings):
        if _board_type() == "H7":
            raise OSError("This function is not available on this camera")
        super().__init__()

    def active(self, is_active=None):
        result = super().active(is_active)
        if is_active:
            self._up = _network.allowed()
        return result

    def status(self, param=None):
        return 2 if self.isconnected() else 0


class WINC(WLAN):
    """The WiFi of the Pure Thermal."""

    MODE_STA = STA_IF
    MODE_AP = AP_IF
    MODE_FIRMWARE = 2

    def __new__(cls, mode=STA_IF):
        if _board_type() != "H7":
            raise OSError("This function is not available on this camera")
        return WLAN.__new__(cls, STA_IF if mode == cls.MODE_FIRMWARE else mode)

    def __init__(self, mode=STA_IF):
        WLAN.__init__(self, STA_IF if mode == 2 else mode)
        self._active = True

    def fw_version(self):
        return (19, 6, 1, 19, 3, 0, 0x1502B1)

    def fw_dump(self, path):
        raise OSError("This function is not available on this camera")

    def fw_update(self, path):
        raise OSError("This function is not available on this camera")

    def netinfo(self):
        return (-40, 2, self._settings["ssid"], self._mac(), self.ifconfig()[0])

    def rssi(self):
        return self.status("rssi")
