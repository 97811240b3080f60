import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open } from "./till";

async function designer(options: Parameters<typeof open>[0] = {}) {
  const { fake, hand } = await open(options);
  await hand.click(screen.getByTestId("nav-settings"));
  await hand.click(screen.getByTestId("open-slips"));
  await screen.findByTestId("slip-preview");
  const last = () => fake.slips.drawn.at(-1);
  return { fake, hand, last };
}
const kept = (asked: string[]) => asked.filter((line) => line.startsWith("design"));

test("every key is seen in the picture, and nothing is kept before somebody says so", async () => {
  const { fake, hand, last } = await designer();
  expect(screen.getByTestId("slips-save")).toHaveAttribute("aria-disabled", "true");
  await hand.type(screen.getByTestId("slip-header-en"), "!");
  await waitFor(() => expect(last()?.design.header.en).toBe("Main street 14, Nablus!"));
  await hand.click(screen.getByTestId("show-serial"));
  await waitFor(() => expect(last()?.design.show.serial).toBe(false));
  await hand.click(screen.getByTestId("sample-claim"));
  await hand.click(screen.getByTestId("slip-language-ar"));
  await waitFor(() => expect(last()).toMatchObject({ sample: "claim", language: "ar" }));
  expect(kept(fake.asked)).toEqual([]);
  await hand.click(screen.getByTestId("slips-save"));
  await waitFor(() => expect(kept(fake.asked)).toHaveLength(1));
  expect(fake.slips.design.header.en).toBe("Main street 14, Nablus!");
  expect(fake.slips.design.show.serial).toBe(false);
  await waitFor(() => expect(screen.getByTestId("slips-save")).toHaveAttribute("aria-disabled", "true"));
});

test("there is no switch for the code", async () => {
  await designer();
  const switches = screen.getAllByRole("checkbox").map((box) => box.dataset.testid);
  expect(switches).toEqual([
    "show-serial",
    "show-expiry",
    "show-region",
    "show-redeem",
    "show-refund",
    "show-qr",
    "show-barcode",
  ]);
});

test("the paper is 58 mm, 80 mm or as wide as its dots, and the picture stands at its true width", async () => {
  const { hand, last } = await designer();
  const picture = screen.getByTestId("slip-preview");
  await waitFor(() => expect(picture.style.inlineSize).toBe("576px"));
  await hand.click(screen.getByTestId("paper-58mm"));
  await waitFor(() => expect(picture.style.inlineSize).toBe("384px"));
  await hand.click(screen.getByTestId("paper-own"));
  await hand.clear(screen.getByTestId("paper-dots"));
  await hand.type(screen.getByTestId("paper-dots"), "٥١٢");
  await waitFor(() => expect(last()?.design.dots).toBe(512));
  await waitFor(() => expect(picture.style.inlineSize).toBe("512px"));
  await hand.click(screen.getByTestId("scale-paper"));
  await waitFor(() => expect(picture.style.inlineSize).toMatch(/^64\.06\d*mm$/));
  await hand.click(screen.getByTestId("scale-fit"));
  await waitFor(() => expect(picture.style.inlineSize).toBe("100%"));
  await hand.clear(screen.getByTestId("paper-dots"));
  await hand.type(screen.getByTestId("paper-dots"), "12");
  expect(await screen.findByText("Slips cannot look like that.")).toBeInTheDocument();
});

test("a logo is a PNG of a megabyte at most, and is kept only with the design", async () => {
  const { fake, hand, last } = await designer();
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  await hand.upload(screen.getByTestId("slip-logo"), new File([png], "logo.png", { type: "image/png" }));
  await waitFor(() => expect(screen.getByTestId("logo-state")).toHaveAttribute("data-logo", "picked"));
  await waitFor(() => expect(last()?.design.logo).toBe("picked"));
  expect(fake.slips.design.logo).toBe("none");
  await hand.click(screen.getByTestId("slips-save"));
  await waitFor(() => expect(screen.getByTestId("logo-state")).toHaveAttribute("data-logo", "kept"));
  await hand.click(screen.getByTestId("logo-remove"));
  const asked = fake.asked.length;
  const large = new File([new Uint8Array((1 << 20) + 1)], "photo.png", { type: "image/png" });
  await hand.upload(screen.getByTestId("slip-logo"), large);
  expect(await screen.findByText("The file is larger than 1 MB.")).toBeInTheDocument();
  expect(fake.asked).toHaveLength(asked);
  const text = new File(["no picture"], "logo.png", { type: "image/png" });
  await hand.upload(screen.getByTestId("slip-logo"), text);
  expect(await screen.findByText("This is not a PNG.")).toBeInTheDocument();
  expect(screen.getByTestId("logo-state")).toHaveAttribute("data-logo", "none");
});

test("a clerk looks and keeps nothing", async () => {
  const { fake, hand } = await designer({ boot: { clerk: { name: "Sami", role: "clerk", colour: 0 } } });
  expect(screen.getByTestId("slips-owner-only")).toBeInTheDocument();
  await hand.click(screen.getByTestId("show-qr"));
  await hand.click(screen.getByTestId("slips-save"));
  expect(kept(fake.asked)).toEqual([]);
  await hand.keyboard("{Escape}");
  expect(screen.getByTestId("open-slips")).toBeInTheDocument();
});

test("leaving asks before changes are lost", async () => {
  const { fake, hand } = await designer();
  await hand.click(screen.getByTestId("show-qr"));
  await hand.click(screen.getByTestId("back"));
  await hand.click(await screen.findByTestId("slips-stay"));
  expect(screen.getByTestId("slip-preview")).toBeInTheDocument();
  await hand.click(screen.getByTestId("back"));
  await hand.click(await screen.findByTestId("slips-leave"));
  expect(screen.getByTestId("open-slips")).toBeInTheDocument();
  expect(kept(fake.asked)).toEqual([]);
});
