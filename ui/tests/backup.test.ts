import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open } from "./till";

const owner = { clerk: { name: "Huda", role: "owner", colour: 1 } };

async function backups(options: Parameters<typeof open>[0] = {}) {
  const opened = await open({ boot: owner, ...options });
  await opened.hand.click(screen.getByTestId("nav-settings"));
  await opened.hand.click(await screen.findByTestId("open-backup"));
  return opened;
}

test("the owner sees what could be brought back, and makes one now", async () => {
  const { fake, hand } = await backups();
  expect(await screen.findByTestId("backup-verdict")).toHaveAttribute("data-missed", "false");
  expect(screen.getByTestId("backup-verdict")).toHaveTextContent("The last sale in it");
  const before = screen.getAllByTestId("backup-run").length;
  await hand.click(screen.getByTestId("backup-now"));
  await waitFor(() => expect(screen.getAllByTestId("backup-run")).toHaveLength(before + 1));
  expect(fake.asked).toContain("backup /media/usb/raseed");
});

test("a stick that is out is said there, and on every screen until a backup is good again", async () => {
  const { fake, hand } = await backups();
  await screen.findByTestId("backup-verdict");
  fake.backups.away = true;
  await hand.click(screen.getByTestId("backup-now"));
  expect(await screen.findByRole("alert")).toHaveTextContent("not there");
  await waitFor(() => expect(screen.getByTestId("backup-verdict")).toHaveAttribute("data-missed", "true"));
  expect(screen.getAllByTestId("backup-run")[0]).toHaveAttribute("data-ok", "false");
});

test("a missed backup and a wallet that runs low stand over every screen", async () => {
  const { fake } = await open({ boot: owner, backupAway: true });
  expect(await screen.findByTestId("backup-band")).toHaveTextContent("not being made");
  expect(await screen.findByTestId("low-palcards")).toHaveTextContent(/4\W* hours/);
  expect(fake.backups.runs[0]?.ok).toBe(false);
});

test("the plan is the owner's, and a short passphrase is not taken", async () => {
  const { fake, hand } = await backups();
  const folder = await screen.findByTestId("backup-folder");
  await hand.clear(folder);
  await hand.type(folder, "/mnt/share");
  await hand.type(screen.getByTestId("backup-phrase"), "short");
  await hand.click(screen.getByTestId("backup-save"));
  expect(await screen.findByRole("alert")).toHaveTextContent("short");
  await hand.type(screen.getByTestId("backup-phrase"), " words of mine");
  await hand.click(screen.getByTestId("backup-save"));
  await waitFor(() => expect(fake.asked).toContain("backup plan /mnt/share 30"));
});

test("a manager sees the backups and writes the file for support, and changes nothing", async () => {
  const { fake, hand } = await backups({ boot: { clerk: { name: "Mona", role: "manager", colour: 1 } } });
  await screen.findByTestId("backup-verdict");
  expect(screen.queryByTestId("backup-now")).toBeNull();
  expect(screen.queryByTestId("backup-folder")).toBeNull();
  await hand.click(screen.getByTestId("support-do"));
  expect(await screen.findByTestId("support-written")).toHaveTextContent(".tar");
  expect(fake.asked).toContain("bundle /media/usb/support");
});

test("a basket that a wallet does not cover cannot be paid, and says why", async () => {
  const short = "palcards has 5.00 USD, this needs 9.50 USD. Nothing was sold and nothing charged.";
  const { hand } = await open({ boot: owner, short });
  await hand.click(screen.getByTestId("product-palcards:5001"));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "true"));
  expect(document.body).toHaveTextContent(short);
});
