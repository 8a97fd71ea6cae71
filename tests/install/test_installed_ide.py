#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs everything into a folder, moves that, and runs the IDE from there: it must find its
examples, stubs and virtual camera beside itself."""
import argparse
import json
import os
import shutil
import subprocess
import tempfile


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--cmake", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = os.path.join(folder, "first")
        subprocess.run([args.cmake, "--install", args.build, "--prefix", first], check=True,
                       stdout=subprocess.DEVNULL)
        prefix = os.path.join(folder, "moved")
        shutil.move(first, prefix)
        for name in ("share/applications/omv-ide.desktop",
                     "share/icons/hicolor/scalable/apps/omv-ide.svg",
                     "share/openmv/examples/index.json", "share/openmv/stubs/csi.pyi"):
            assert os.path.exists(os.path.join(prefix, name)), f"{name} is not installed"
        state = os.path.join(folder, "state.json")
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("OPENMV_DATA_DIR", "OMV_VCAM")}
        environment["QT_QPA_PLATFORM"] = "offscreen"
        environment["HOME"] = folder
        subprocess.run([os.path.join(prefix, "bin", "omv-ide"), "--profile",
                        os.path.join(folder, "profile"), "--port", "sim:ae3", "--run",
                        "--dump-state", state, "--after", "8000"],
                       check=True, env=environment, timeout=100)
        with open(state) as file:
            shown = json.load(file)
        assert shown["connected"], shown
        assert shown["frames_shown"] > 0, shown
        assert shown["document"] == "helloworld.py", shown
        assert not shown["modified"], shown


main()
