from machine import Pin
sw = Pin("SW", Pin.IN)
print(sw.value())
