"""How fluently a page's explorer follows a slider on a phone, which Chromium stands in for.

    phone.py RUN...

Each RUN is a run directory with a report.html. The screen has 390x844 points, and DevTools slows the processor down to a quarter and to a
sixth. For four seconds every frame moves the first slider. Needs /usr/bin/chromium and /usr/bin/chromedriver, and nothing but Python.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import time
import urllib.request

PORT = 9515
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAG = """
const done = arguments[arguments.length - 1];
const slider = document.querySelector('#sliders input');
let frames = -10, start = 0;
const times = [];
const move = now => {
  if (frames === 0) start = now;
  const before = performance.now();
  slider.value = +slider.min + (slider.max - slider.min) * (Math.abs(frames) * 0.0137 % 1);
  slider.dispatchEvent(new Event('input', {bubbles: true}));
  if (frames >= 0) times.push(performance.now() - before);
  if (frames > 0 && now - start > 4000) done([frames / (now - start) * 1000, times]);
  else { frames++; requestAnimationFrame(move); }
};
requestAnimationFrame(move);
"""


def call(path, data=None, method="POST"):
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", method=method, headers={"Content-Type": "application/json"},
                                     data=json.dumps(data or {}).encode() if method == "POST" else None)
    return json.load(urllib.request.urlopen(request, timeout=120))["value"]


def started():
    for _ in range(50):
        try:
            if call("/status", method="GET")["ready"]:
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("chromedriver does not answer")


def main():
    driver = subprocess.Popen(["/usr/bin/chromedriver", f"--port={PORT}"], stdout=subprocess.DEVNULL)
    try:
        started()
        options = {"goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": ARGUMENTS}}
        session = "/session/" + call("/session", {"capabilities": {"alwaysMatch": options}})["sessionId"]

        def tell(command, **parameters):
            call(session + "/goog/cdp/execute", {"cmd": command, "params": parameters})

        tell("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=3, mobile=True)
        for run in sys.argv[1:]:
            page = pathlib.Path(run, "report.html").resolve()
            for slower in (1, 4, 6):
                call(session + "/url", {"url": page.as_uri()})
                tell("Emulation.setCPUThrottlingRate", rate=slower)
                rate, times = call(session + "/execute/async", {"script": DRAG, "args": []})
                print(f"{page.parent.name}: {slower} times slower {rate:.1f} pictures a second,"
                      f" {statistics.median(times):.1f} ms a picture")
                tell("Emulation.setCPUThrottlingRate", rate=1)
        call(session, method="DELETE")
    finally:
        driver.terminate()


if __name__ == "__main__":
    main()
