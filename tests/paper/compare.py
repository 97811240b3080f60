"""How long python-escpos takes to make a slip's picture into raster bytes: the median of fifty runs, and
the first. Beside it stands what `cargo run --release -p devices --example slips -- FOLDER` prints in the
same run. The till's tests do not need it: `pip install python-escpos==3.1`."""

import statistics
import sys
import time

from escpos.printer import Dummy
from PIL import Image

RUNS = 50

for path in sys.argv[1:]:
    picture = Image.open(path).copy()
    times = []
    for _ in range(RUNS):
        printer = Dummy()
        began = time.perf_counter()
        printer.image(picture, impl="bitImageRaster")
        times.append((time.perf_counter() - began) * 1_000)
    print(f"{path}: first {times[0]:.2f} ms, median {statistics.median(times):.2f} ms")
