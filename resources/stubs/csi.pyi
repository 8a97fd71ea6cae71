# SPDX-License-Identifier: MIT
"""Camera sensors: set them up and take pictures."""

from typing import Any, Callable, overload
from image import Image

def devices() -> list[int]:
    """Gives the chip ids of the sensors that were found."""

class CSI:
    """A camera sensor; without arguments the main one of the board."""

    def __init__(self, *, cid: int = -1, delays: bool = True, fflush: bool = True, stream: bool | None = None) -> None:
        """Opens a sensor by chip id; RuntimeError when it is not there."""
    def reset(self, *, hard: bool = True) -> None:
        """Sets the sensor up anew; pixel format and frame size must be chosen after it."""
    def shutdown(self, enable: bool) -> None:
        """Switches the sensor's power off or on."""
    def sleep(self, enable: bool) -> None:
        """Puts the sensor to sleep or wakes it."""
    def flush(self) -> None:
        """Sends the current frame to the preview."""
    @overload
    def snapshot(self) -> Image:
        """Takes a picture; it shares the frame buffer until the next snapshot."""
    @overload
    def snapshot(self, *, time: int = -1, frames: int = -1, blocking: bool = True, image: Image | None = None) -> Image:
        """Takes a picture; with time (ms) or frames it drops pictures so that the sensor settles."""
    def width(self) -> int:
        """Gives the width of the frame size."""
    def height(self) -> int:
        """Gives the height of the frame size."""
    def cid(self) -> int:
        """Gives the chip id."""
    def readable(self) -> bool:
        """Tells whether a frame is waiting."""
    def pixformat(self, pixformat: int = ...) -> int:
        """Sets the pixel format, or gives it."""
    def framesize(self, framesize: int | tuple[int, int] = ...) -> int:
        """Sets the frame size by name or as (width, height), or gives it."""
    def framerate(self, fps: int = ...) -> int:
        """Sets the frame rate in frames per second, or gives it."""
    def window(self, roi: tuple[int, int] | tuple[int, int, int, int] = ...) -> tuple[int, int, int, int]:
        """Cuts pictures to (w, h) in the middle or to (x, y, w, h), or gives the window."""
    def gainceiling(self, ceiling: int) -> bool:
        """Limits automatic gain to 2, 4, 8, 16, 32, 64 or 128 times."""
    def contrast(self, level: int) -> bool:
        """Sets the contrast, -3 to 3 on the OV5640; False when the sensor cannot."""
    def brightness(self, level: int) -> bool:
        """Sets the brightness, -4 to 4 on the OV5640; False when the sensor cannot."""
    def saturation(self, level: int) -> bool:
        """Sets the saturation, -3 to 3 on the OV5640; False when the sensor cannot."""
    def quality(self, quality: int) -> bool:
        """Sets the quality of the sensor's JPEG, 0 to 100."""
    def colorbar(self, enable: bool) -> bool:
        """Shows the sensor's test picture."""
    def auto_gain(self, enable: bool, *, gain_db: float | None = None, gain_db_ceiling: float | None = None) -> None:
        """Switches automatic gain; off, gain_db fixes the gain."""
    def gain_db(self) -> float:
        """Gives the gain in dB."""
    def auto_exposure(self, enable: bool, *, exposure_us: int = -1) -> None:
        """Switches automatic exposure; off, exposure_us fixes it in microseconds."""
    def exposure_us(self) -> int:
        """Gives the exposure in microseconds."""
    def auto_whitebal(self, enable: bool, *, rgb_gain_db: tuple[float, float, float] | None = None) -> None:
        """Switches automatic white balance; off, rgb_gain_db fixes the gains."""
    def rgb_gain_db(self) -> tuple[float, float, float]:
        """Gives the gains (r, g, b) of white balance in dB."""
    def auto_blc(self, enable: bool, regs: list[int] | None = None) -> None:
        """Switches automatic black level calibration."""
    def blc_regs(self) -> list[int]:
        """Gives the registers of black level calibration."""
    def hmirror(self, enable: bool = ...) -> bool:
        """Mirrors pictures left to right, or tells whether it does."""
    def vflip(self, enable: bool = ...) -> bool:
        """Turns pictures upside down, or tells whether it does."""
    def transpose(self, enable: bool = ...) -> bool:
        """Swaps x and y, or tells whether it does; not with YUV422 and JPEG."""
    def auto_rotation(self, enable: bool = ...) -> bool:
        """Keeps pictures upright by the motion sensor, or tells whether it does."""
    def framebuffers(self, count: int = ...) -> int:
        """Sets how many frame buffers there are, or gives it."""
    def special_effect(self, effect: int) -> bool:
        """Applies csi.NORMAL or csi.NEGATIVE."""
    def lens_correction(self, enable: bool, radi: int, coef: int) -> bool:
        """Switches the sensor's own lens correction."""
    def vsync_callback(self, callback: Callable[[int], None] | None = ...) -> Any:
        """Calls callback(level) at each frame start."""
    def frame_callback(self, callback: Callable[[], None] | None = ...) -> Any:
        """Calls callback() when a frame is there."""
    def ioctl(self, request: int, *args: Any) -> Any:
        """Asks for what only some sensors can; request is one of csi.IOCTL_*."""
    def color_palette(self, palette: int = ...) -> int:
        """Sets the colours of thermal pictures (image.PALETTE_*), or gives them."""

BINARY: int  # Pixel format: one bit a pixel.
GRAYSCALE: int  # Pixel format: eight bits a pixel.
RGB565: int  # Pixel format: colour, 16 bits a pixel.
BAYER: int  # Pixel format: raw colour mosaic, eight bits a pixel.
YUV422: int  # Pixel format: luma and shared chroma, 16 bits a pixel.
JPEG: int  # Pixel format: compressed by the sensor.
QCIF: int  # Frame size 176 x 144.
CIF: int  # Frame size 352 x 288.
QSIF: int  # Frame size 176 x 120.
SIF: int  # Frame size 352 x 240.
QQQVGA: int  # Frame size 80 x 60.
QQVGA: int  # Frame size 160 x 120.
QVGA: int  # Frame size 320 x 240 (320 x 200 on the AE3).
VGA: int  # Frame size 640 x 480 (640 x 400 on the AE3).
HQVGA: int  # Frame size 240 x 160.
HVGA: int  # Frame size 480 x 320.
WVGA: int  # Frame size 720 x 480.
WVGA2: int  # Frame size 752 x 480.
SVGA: int  # Frame size 800 x 600.
XGA: int  # Frame size 1024 x 768.
WXGA: int  # Frame size 1280 x 768.
SXGA: int  # Frame size 1280 x 1024.
SXGAM: int  # Frame size 1280 x 960.
UXGA: int  # Frame size 1600 x 1200.
HD: int  # Frame size 1280 x 720 (1280 x 800 on the AE3).
FHD: int  # Frame size 1920 x 1080.
QHD: int  # Frame size 2560 x 1440.
QXGA: int  # Frame size 2048 x 1536.
WQXGA: int  # Frame size 2560 x 1600.
WQXGA2: int  # Frame size 2592 x 1944.
NORMAL: int  # Special effect: none.
NEGATIVE: int  # Special effect: inverted.
OV2640: int  # Chip id of the OV2640 image sensor.
OV5640: int  # Chip id of the OV5640 image sensor.
OV7670: int  # Chip id of the OV7670 image sensor.
OV7690: int  # Chip id of the OV7690 image sensor.
OV7725: int  # Chip id of the OV7725 image sensor.
OV9650: int  # Chip id of the OV9650 image sensor.
MT9V022: int  # Chip id of the MT9V022 image sensor.
MT9V024: int  # Chip id of the MT9V024 image sensor.
MT9V032: int  # Chip id of the MT9V032 image sensor.
MT9V034: int  # Chip id of the MT9V034 image sensor.
MT9M114: int  # Chip id of the MT9M114 image sensor.
BOSON320: int  # Chip id of the BOSON320 thermal camera.
BOSON640: int  # Chip id of the BOSON640 thermal camera.
LEPTON: int  # Chip id of the LEPTON thermal camera.
HM01B0: int  # Chip id of the HM01B0 image sensor.
HM0360: int  # Chip id of the HM0360 image sensor.
GC2145: int  # Chip id of the GC2145 image sensor.
GENX320ES: int  # Chip id of the GENX320ES event camera.
GENX320: int  # Chip id of the GENX320 event camera.
PAG7920: int  # Chip id of the PAG7920 image sensor.
PAG7936: int  # Chip id of the PAG7936 image sensor.
PAJ6100: int  # Chip id of the PAJ6100 image sensor.
FROGEYE2020: int  # Chip id of the FROGEYE2020 image sensor.
SOFTCSI: int  # Chip id of the test pattern sensor.
IOCTL_SET_READOUT_WINDOW: int  # ioctl: sets the part (x, y, w, h) of the sensor that is read out.
IOCTL_GET_READOUT_WINDOW: int  # ioctl: gives the part of the sensor that is read out.
IOCTL_SET_TRIGGERED_MODE: int  # ioctl: on: a frame is taken only when snapshot() asks.
IOCTL_GET_TRIGGERED_MODE: int  # ioctl: tells whether triggered mode is on.
IOCTL_SET_FOV_WIDE: int  # ioctl: on: prefers a wide view over speed.
IOCTL_GET_FOV_WIDE: int  # ioctl: tells whether the wide view is on.
IOCTL_TRIGGER_AUTO_FOCUS: int  # ioctl: starts to focus.
IOCTL_PAUSE_AUTO_FOCUS: int  # ioctl: holds the focus where it is.
IOCTL_RESET_AUTO_FOCUS: int  # ioctl: moves the lens back to its rest.
IOCTL_WAIT_ON_AUTO_FOCUS: int  # ioctl: waits until focusing has ended; optional time in ms.
IOCTL_SET_NIGHT_MODE: int  # ioctl: on: lowers the frame rate in the dark.
IOCTL_GET_NIGHT_MODE: int  # ioctl: tells whether night mode is on.
IOCTL_LEPTON_GET_WIDTH: int  # ioctl: gives the native width of the Lepton.
IOCTL_LEPTON_GET_HEIGHT: int  # ioctl: gives the native height of the Lepton.
IOCTL_LEPTON_GET_RADIOMETRY: int  # ioctl: gives 1 while the Lepton measures temperatures.
IOCTL_LEPTON_GET_REFRESH: int  # ioctl: gives the Lepton's frame rate, 27 or 9.
IOCTL_LEPTON_GET_RESOLUTION: int  # ioctl: gives the bits of a raw Lepton pixel.
IOCTL_LEPTON_RUN_COMMAND: int  # ioctl: runs a command of the Lepton's control interface.
IOCTL_LEPTON_SET_ATTRIBUTE: int  # ioctl: writes an attribute of the Lepton.
IOCTL_LEPTON_GET_ATTRIBUTE: int  # ioctl: reads an attribute of the Lepton.
IOCTL_LEPTON_GET_FPA_TEMP: int  # ioctl: gives the temperature of the Lepton's array in Celsius.
IOCTL_LEPTON_GET_AUX_TEMP: int  # ioctl: gives the temperature of the Lepton's case in Celsius.
IOCTL_LEPTON_SET_MODE: int  # ioctl: switches measuring on, and the high range with a second True.
IOCTL_LEPTON_GET_MODE: int  # ioctl: gives (measuring, high range).
IOCTL_LEPTON_SET_RANGE: int  # ioctl: sets the temperatures of pixel values 0 and 255, in Celsius.
IOCTL_LEPTON_GET_RANGE: int  # ioctl: gives the temperatures of pixel values 0 and 255.
IOCTL_GET_RGB_STATS: int  # ioctl: gives the sensor's sums (r, gb, gr, b).
IOCTL_HIMAX_MD_ENABLE: int  # ioctl: switches motion detection of the HM01B0 on or off.
IOCTL_HIMAX_MD_CLEAR: int  # ioctl: clears the motion interrupt of the HM01B0.
IOCTL_HIMAX_MD_WINDOW: int  # ioctl: sets the window of motion detection.
IOCTL_HIMAX_MD_THRESHOLD: int  # ioctl: sets the threshold of motion detection.
IOCTL_HIMAX_OSC_ENABLE: int  # ioctl: switches the HM01B0's own clock on or off.
IOCTL_GENX320_SET_BIASES: int  # ioctl: applies a preset of biases of the event camera.
IOCTL_GENX320_SET_BIAS: int  # ioctl: sets one bias of the event camera.
IOCTL_GENX320_SET_AFK: int  # ioctl: sets the filter against flicker of the event camera.
IOCTL_GENX320_SET_MODE: int  # ioctl: switches the event camera between pictures and events.
IOCTL_GENX320_READ_EVENTS: int  # ioctl: reads events into an array of (N, 6) uint16; gives how many.
IOCTL_GENX320_READ_EVENTS_RAW: int  # ioctl: reads raw event data as an image.
IOCTL_GENX320_CALIBRATE: int  # ioctl: finds and masks hot pixels; gives how many.
IOCTL_GENX320_SET_STC: int  # ioctl: sets the noise filter of the event camera.
GENX320_MODE_HISTO: int  # Event camera: pictures.
GENX320_MODE_EVENT: int  # Event camera: single events.
GENX320_STC_DISABLE: int  # Event camera: no noise filter.
GENX320_STC_ONLY: int  # Event camera: noise filter.
GENX320_STC_TRAIL_ONLY: int  # Event camera: trail filter.
GENX320_STC_TRAIL: int  # Event camera: both filters.
PIX_OFF_EVENT: int  # Event kind: a pixel got darker.
PIX_ON_EVENT: int  # Event kind: a pixel got brighter.
EXT_TRIGGER_FALLING: int  # Event kind: the trigger input fell.
EXT_TRIGGER_RISING: int  # Event kind: the trigger input rose.
RST_TRIGGER_FALLING: int  # Event kind: the reset input fell.
RST_TRIGGER_RISING: int  # Event kind: the reset input rose.
GENX320_BIASES_DEFAULT: int  # Event camera: biases the usual ones.
GENX320_BIASES_LOW_LIGHT: int  # Event camera: biases for dark scenes.
GENX320_BIASES_ACTIVE_MARKER: int  # Event camera: biases for blinking markers.
GENX320_BIASES_LOW_NOISE: int  # Event camera: biases for little noise.
GENX320_BIASES_HIGH_SPEED: int  # Event camera: biases for fast scenes.
GENX320_BIAS_DIFF_OFF: int  # Event camera: bias of the threshold of darker.
GENX320_BIAS_DIFF_ON: int  # Event camera: bias of the threshold of brighter.
GENX320_BIAS_FO: int  # Event camera: bias of the low-pass.
GENX320_BIAS_HPF: int  # Event camera: bias of the high-pass.
GENX320_BIAS_REFR: int  # Event camera: bias of the dead time.
