import type { Plugin } from "vite";

const file = /@lucide\/svelte\/dist\/icons\/([a-z0-9-]+)\.svelte$/;
const data = /const iconData = (\{.*\});/;

type Icon = {
  name: string;
  size: number;
  aliases?: string[];
  node: [tag: string, attributes: Record<string, string>][];
};

const attributes = (all: Record<string, string | number>): string =>
  Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(" ");

/**
 * Writes each icon out when the page is built. The library's own component puts one together, element by element and
 * attribute by attribute, each time it is shown; the first picture has two dozen of them and waits for that.
 *
 * Taken are the props that the window gives: size, width of the stroke, class and `aria-hidden`.
 */
export const icons = (): Plugin => ({
  name: "icons",
  enforce: "pre",
  transform(code, id) {
    if (!file.test(id)) return null;
    const found = data.exec(code);
    if (!found?.[1]) this.error(`${id} keeps its icon in another form than before`);
    const { name, size, aliases = [], node } = JSON.parse(found[1]) as Icon;
    const names = [name, ...aliases].map((own) => `lucide-${own}`);
    const fixed = attributes({
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${size} ${size}`,
      fill: "none",
      stroke: "currentColor",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    });
    const drawn = node.map(([tag, all]) => `<${tag} ${attributes(all)} />`).join("");
    return `<script lang="ts">
let { size = ${size}, strokeWidth = 2, class: own = "", "aria-hidden": hidden = "true" } = $props();
</script>
<svg ${fixed} width={size} height={size} stroke-width={strokeWidth} class="lucide ${names.join(" ")} lucide-icon {own}" aria-hidden={hidden}>${drawn}</svg>`;
  },
});
