import { readFile } from "node:fs/promises";
import { FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";

/** Reads `.ftl` files when the page is built: a cold page takes longer to read a language than to fetch it. */
export const fluent = (): Plugin => ({
  name: "fluent",
  async load(id) {
    if (!id.endsWith(".ftl")) return null;
    this.addWatchFile(id);
    const { body } = new FluentResource(await readFile(id, "utf8"));
    return `export default JSON.parse(${JSON.stringify(JSON.stringify({ body }))});`;
  },
});
