# SPDX-License-Identifier: MIT
"""The older way to the main sensor; new scripts use csi."""

from typing import Any, Callable
from image import Image

def reset() -> None:
    """Sets the sensor up anew; pixel format and frame size must be chosen after it."""
def sleep(enable: bool) -> None:
    """Puts the sensor to sleep or wakes it."""
def shutdown(enable: bool) -> None:
    """Switches the sensor's power off or on."""
def flush() -> None:
    """Sends the current frame to the preview."""
def snapshot() -> Image:
    """Takes a picture; it shares the frame buffer until the next snapshot."""
def skip_frames(n: int = ..., *, time: int = 300) -> None:
    """Drops n frames, or frames for some milliseconds, so that the sensor settles."""
def width() -> int:
    """Gives the width of the frame size."""
def height() -> int:
    """Gives the height of the frame size."""
def get_id() -> int:
    """Gives the sensor's chip id."""
def get_frame_available() -> bool:
    """Tells whether a frame is waiting."""
def get_fb() -> Image | None:
    """Gives the current frame buffer as an image."""
def alloc_extra_fb(width: int, height: int, pixformat: int) -> Image:
    """Was removed: always raises OSError; make an image.Image instead."""
def dealloc_extra_fb() -> None:
    """Was removed: always raises OSError."""
def set_pixformat(pixformat: int) -> None:
    """Sets the pixel format."""
def get_pixformat() -> int:
    """Gives the pixel format."""
def set_framesize(framesize: int) -> None:
    """Sets the frame size by name."""
def get_framesize() -> int:
    """Gives the frame size."""
def set_framerate(fps: int) -> None:
    """Sets the frame rate in frames per second."""
def get_framerate() -> int:
    """Gives the frame rate."""
def set_windowing(roi: tuple[int, ...]) -> None:
    """Cuts pictures to (w, h) in the middle or to (x, y, w, h)."""
def get_windowing() -> tuple[int, int, int, int]:
    """Gives the window (x, y, w, h)."""
def set_gainceiling(ceiling: int) -> bool:
    """Limits automatic gain to 2, 4, 8, 16, 32, 64 or 128 times."""
def set_contrast(level: int) -> bool:
    """Sets the contrast; False when the sensor cannot."""
def set_brightness(level: int) -> bool:
    """Sets the brightness; False when the sensor cannot."""
def set_saturation(level: int) -> bool:
    """Sets the saturation; False when the sensor cannot."""
def set_quality(quality: int) -> bool:
    """Sets the quality of the sensor's JPEG, 0 to 100."""
def set_colorbar(enable: bool) -> bool:
    """Shows the sensor's test picture."""
def set_special_effect(effect: int) -> bool:
    """Applies sensor.NORMAL or sensor.NEGATIVE."""
def set_lens_correction(enable: bool, radi: int, coef: int) -> bool:
    """Switches the sensor's own lens correction."""
def set_auto_gain(enable: bool, *, gain_db: float = ..., gain_db_ceiling: float = ...) -> None:
    """Switches automatic gain; off, gain_db fixes the gain."""
def get_gain_db() -> float:
    """Gives the gain in dB."""
def set_auto_exposure(enable: bool, *, exposure_us: int = -1) -> None:
    """Switches automatic exposure; off, exposure_us fixes it in microseconds."""
def get_exposure_us() -> int:
    """Gives the exposure in microseconds."""
def set_auto_whitebal(enable: bool, *, rgb_gain_db: tuple[float, float, float] = ...) -> None:
    """Switches automatic white balance; off, rgb_gain_db fixes the gains."""
def get_rgb_gain_db() -> tuple[float, float, float]:
    """Gives the gains (r, g, b) of white balance in dB."""
def set_auto_blc(enable: bool, regs: list[int] | None = None) -> None:
    """Switches automatic black level calibration."""
def get_blc_regs() -> list[int]:
    """Gives the registers of black level calibration."""
def set_hmirror(enable: bool) -> None:
    """Mirrors pictures left to right."""
def get_hmirror() -> bool:
    """Tells whether pictures are mirrored."""
def set_vflip(enable: bool) -> None:
    """Turns pictures upside down."""
def get_vflip() -> bool:
    """Tells whether pictures are turned upside down."""
def set_transpose(enable: bool) -> None:
    """Swaps x and y."""
def get_transpose() -> bool:
    """Tells whether x and y are swapped."""
def set_auto_rotation(enable: bool) -> None:
    """Keeps pictures upright by the motion sensor."""
def get_auto_rotation() -> bool:
    """Tells whether pictures are kept upright."""
def set_framebuffers(count: int) -> None:
    """Sets how many frame buffers there are."""
def get_framebuffers() -> int:
    """Gives how many frame buffers there are."""
def disable_delays(disable: bool = ...) -> bool:
    """Leaves out the waits after changes of settings."""
def disable_full_flush(disable: bool = ...) -> bool:
    """Keeps frames that wait when a snapshot is taken."""
def set_vsync_callback(callback: Callable[[int], None] | None) -> None:
    """Calls callback(level) at each frame start."""
def set_frame_callback(callback: Callable[[], None] | None) -> None:
    """Calls callback() when a frame is there."""
def ioctl(request: int, *args: Any) -> Any:
    """Asks for what only some sensors can; request is one of sensor.IOCTL_*."""
def set_color_palette(palette: int) -> None:
    """Sets the colours of thermal pictures (image.PALETTE_*)."""
def get_color_palette() -> int:
    """Gives the colours of thermal pictures."""

BINARY: int  # Pixel format: one bit a pixel.
GRAYSCALE: int  # Pixel format: eight bits a pixel.
RGB565: int  # Pixel format: colour, 16 bits a pixel.
BAYER: int  # Pixel format: raw colour mosaic, eight bits a pixel.
YUV422: int  # Pixel format: luma and shared chroma, 16 bits a pixel.
JPEG: int  # Pixel format: compressed by the sensor.
QQCIF: int  # Frame size 88 x 72.
QCIF: int  # Frame size 176 x 144.
CIF: int  # Frame size 352 x 288.
QQSIF: int  # Frame size 88 x 60.
QSIF: int  # Frame size 176 x 120.
SIF: int  # Frame size 352 x 240.
QQQQVGA: int  # Frame size 40 x 30.
QQQVGA: int  # Frame size 80 x 60.
QQVGA: int  # Frame size 160 x 120.
QVGA: int  # Frame size 320 x 240 (320 x 200 on the AE3).
VGA: int  # Frame size 640 x 480 (640 x 400 on the AE3).
HQQQQVGA: int  # Frame size 30 x 20.
HQQQVGA: int  # Frame size 60 x 40.
HQQVGA: int  # Frame size 120 x 80.
HQVGA: int  # Frame size 240 x 160.
HVGA: int  # Frame size 480 x 320.
B64X32: int  # Frame size 64 x 32.
B64X64: int  # Frame size 64 x 64.
B128X64: int  # Frame size 128 x 64.
B128X128: int  # Frame size 128 x 128.
B160X160: int  # Frame size 160 x 160.
B320X320: int  # Frame size 320 x 320.
LCD: int  # Frame size 128 x 160.
QQVGA2: int  # Frame size 128 x 160.
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
