# Displays: what each board has, their arguments.
import display
import image
import omv

calls = []


class Panel:
    def init(self, screen):
        calls.append(screen.width())
        screen.bus_write(0x11, b"\x01\x02", dcs=True)
        screen.bus_write(0x29)


class Light:
    def backlight(self, value):
        calls.append(value)

    def deinit(self):
        calls.append("end")


pure_thermal = omv.arch().startswith("OPENMVPT")
for bad in ({"width": 0}, {"height": 40000}, {"refresh": 0}, {"refresh": 121}):
    raises(ValueError, display.SPIDisplay, **bad)
lcd = display.SPIDisplay()
assert (lcd.width(), lcd.height(), lcd.refresh()) == (128, 160, 60)
assert (lcd.bgr(), lcd.byte_swap(), lcd.triple_buffer()) == (False, False, pure_thermal)
lcd = display.SPIDisplay(240, 320, refresh=30, bgr=True, controller=Panel(), backlight=Light())
assert calls == [240, 100] and lcd.bgr() is True and lcd.backlight() == 100
assert lcd.backlight(40) is None and lcd.backlight() == 40 and calls[-1] == 40
raises(ValueError, lcd.backlight, 101)
picture = image.Image(20, 10, image.RGB565)
assert lcd.write(picture) is None
assert lcd.write(picture, x=3, y=4, x_scale=2.5, roi=(0, 0, 5, 5), alpha=128, hint=image.CENTER) is None
assert lcd.write(picture.to_jpeg(copy=True), hint=image.BILINEAR | image.SCALE_ASPECT_KEEP) is None
raises(TypeError, lcd.write, 5)
raises(ValueError, lcd.write, picture, alpha=256)
raises(ValueError, lcd.write, picture, rgb_channel=3)
raises(OSError, lcd.write, picture, roi=(50, 50, 5, 5))
assert lcd.clear() is None and lcd.clear(True) is None
assert lcd.bus_read(0x04, 3) == b"\0\0\0"
assert lcd.ioctl(display.IOCTL_CHANNEL) == 0
lcd.deinit()
assert calls[-1] == "end"
assert display.QVGA == 0 and display.FWVGA == 6 and display.FHD == 17
raises(AttributeError, lambda: display.DSIDisplay)
if pure_thermal:
    rgb = display.RGBDisplay()
    assert (rgb.width(), rgb.height(), rgb.framesize()) == (800, 480, display.FWVGA)
    rgb = display.RGBDisplay(display.HD, portrait=True, refresh=50)
    assert (rgb.width(), rgb.height(), rgb.refresh()) == (720, 1280, 50)
    raises(ValueError, display.RGBDisplay, 18)
    raises(ValueError, display.RGBDisplay, refresh=0)
else:
    raises(AttributeError, lambda: display.RGBDisplay)
if omv.board_type() == "AE3":
    raises(AttributeError, lambda: display.TVDisplay)
else:
    tv = display.TVDisplay(triple_buffer=False)
    assert (tv.width(), tv.height()) == (352, 240)
# Dimmed by what the board has for it.
light = display.PWMBacklight("P6" if pure_thermal else "P7", frequency=500)
lcd = display.SPIDisplay(backlight=light)
lcd.backlight(25)
assert abs(light._pwm.duty_u16() - 16383) < 200 and light._pwm.freq() == 500
lcd.deinit()
if pure_thermal:
    lcd = display.SPIDisplay(controller=display.SSD1351(), backlight=display.DACBacklight("P6", bits=12))
    lcd.backlight(50)
    lcd.deinit()
else:
    raises(ImportError, display.DACBacklight, "P6")
print("OK")
