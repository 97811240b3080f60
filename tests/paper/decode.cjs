// Reads an ESC/POS job from stdin as npos, which knows nothing of the till, understands it, and
// writes the picture on the paper to stdout as PGM. Every command is listed on stderr, a line each.
"use strict";

// Its own index wants a USB stack.
const Parser = require("npos/lib/parser");

const pieces = [];
process.stdin.on("data", (piece) => pieces.push(piece));
process.stdin.on("end", async () => {
  const read = await Parser().parse(Buffer.concat(pieces));
  if (read.error) throw read.error;
  for (const { hex, fn, length } of read.tree) console.error(`${hex} ${fn ?? ""} ${length}`);
  const pictures = read.entries.filter((entry) => entry.type === "raster");
  if (pictures.length !== 1) throw new Error(`${pictures.length} pictures`);
  const { data } = pictures[0];
  const greys = Buffer.alloc(data.width * data.height);
  for (let y = 0; y < data.height; y++) {
    for (let x = 0; x < data.width; x++) greys[y * data.width + x] = data.getPixel(x, y);
  }
  process.stdout.write(`P5\n${data.width} ${data.height}\n255\n`);
  process.stdout.write(greys);
});
