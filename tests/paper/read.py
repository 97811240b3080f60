"""Reads a PGM from stdin and prints every symbol that ZXing finds: its kind, a tab, its text."""

import sys

import zxingcpp

kind, size, _, greys = sys.stdin.buffer.read().split(b"\n", 3)
assert kind == b"P5", kind
width, height = map(int, size.split())
picture = memoryview(greys).cast("B", shape=[height, width])
for symbol in zxingcpp.read_barcodes(picture):
    print(symbol.format.name, symbol.text, sep="\t")
