import time
from machine import Timer

one_shot = Timer(-1)
one_shot.init(period=100, mode=Timer.ONE_SHOT, callback=lambda t: print("once"))
periodic = Timer(-1)
periodic.init(period=40, mode=Timer.PERIODIC, callback=lambda t: print("tick"))
time.sleep_ms(300)
periodic.deinit()
time.sleep_ms(100)
print("end")
