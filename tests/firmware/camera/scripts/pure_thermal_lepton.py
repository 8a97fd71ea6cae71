# The Lepton of the Pure Thermal: it is fitted, but not simulated yet, and that is said.
import csi


def problem(cid):
    try:
        csi.CSI(cid=cid)
    except RuntimeError as error:
        return str(error)
    raise AssertionError("nothing raised")


assert csi.devices() == [csi.OV5640, 0x5435]
for cid in (csi.LEPTON, 0x5435):
    text = problem(cid)
    assert "Lepton 3.5" in text and "does not simulate" in text, text
assert problem(csi.PAG7936) == problem(0x51) == "No image sensor was detected"
assert csi.CSI().cid() == csi.CSI(cid=csi.OV5640).cid() == csi.OV5640
print("OK")
