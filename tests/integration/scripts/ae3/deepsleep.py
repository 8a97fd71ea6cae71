import machine
machine.deepsleep()
