import type { HtmlTagDescriptor, Plugin } from "vite";

/**
 * What the page's first script asks for next is named in the page itself: it is fetched and styled beside that
 * script, not behind it.
 */
export const beside = (module: string): Plugin => ({
  name: "beside",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((output) => output.type === "chunk");
      const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
      const page = chunks.find(({ isEntry, fileName }) => isEntry && html.includes(fileName));
      if (!first || !page?.dynamicImports.includes(first.fileName)) return [];
      const needed = new Set([first]);
      for (const chunk of needed)
        for (const other of chunks) if (chunk.imports.includes(other.fileName)) needed.add(other);
      const tags: HtmlTagDescriptor[] = [];
      const name = (tag: HtmlTagDescriptor, file: string) => !html.includes(file) && tags.push(tag);
      for (const { fileName, viteMetadata } of needed) {
        const script = { rel: "modulepreload", crossorigin: "", href: `/${fileName}` };
        name({ tag: "link", attrs: script, injectTo: "head" }, fileName);
        for (const css of viteMetadata?.importedCss ?? [])
          name({ tag: "link", attrs: { rel: "stylesheet", crossorigin: "", href: `/${css}` }, injectTo: "head" }, css);
      }
      return tags;
    },
  },
});
