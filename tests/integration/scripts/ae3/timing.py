import time
time.sleep(0.01)
time.sleep_ms(20)
time.sleep_us(10)
start = time.ticks_ms()
time.sleep_ms(30)
print(time.ticks_diff(time.ticks_ms(), start) >= 30)
