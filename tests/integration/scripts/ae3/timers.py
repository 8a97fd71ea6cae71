import time
from machine import Timer

one_shot = Timer(-1)
calls = []


def call(what):
    print(what)
    calls.append(what)


one_shot.init(period=100, mode=Timer.ONE_SHOT, callback=lambda t: call("once"))
periodic = Timer(-1)
periodic.init(period=40, mode=Timer.PERIODIC, callback=lambda t: call("tick"))
while "once" not in calls or calls.count("tick") < 3:
    time.sleep_ms(1)
periodic.deinit()
time.sleep_ms(100)
print("end")
