from machine import LED
LED("LED_RED").on()
LED("LED_GREEN").on()
LED("LED_BLUE").on()
light = LED("LED_WHITE")
light.low()
light.high()
print("lit")
