import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, sold } from "./till";

const owner = { clerk: { name: "Huda", role: "owner", colour: 1 } };

async function people(options: Parameters<typeof open>[0] = {}) {
  const opened = await open({ boot: owner, ...options });
  await opened.hand.click(screen.getByTestId("nav-settings"));
  await opened.hand.click(await screen.findByTestId("open-people"));
  return opened;
}

const rowOf = async (name: string) => {
  await screen.findAllByTestId("person");
  const row = screen.getAllByTestId("person").find((one) => one.dataset.name === name);
  if (!row) throw new Error(`${name} is not in the list`);
  return row;
};

async function pinTwice(hand: Awaited<ReturnType<typeof open>>["hand"], pin: string, again = pin) {
  await hand.type(screen.getByTestId("person-pin"), pin);
  await hand.type(screen.getByTestId("person-pin-again"), again);
}

test("the owner sees who works here, who did, and who is locked out", async () => {
  await people();
  expect(await rowOf("Huda")).toHaveTextContent("you");
  expect(await rowOf("Mona")).toHaveTextContent("No PIN until");
  expect(await rowOf("Omar")).toHaveAttribute("data-here", "false");
  expect(document.body).toHaveTextContent("The journal keeps their names");
});

test("somebody is added with a role and a PIN that was typed twice", async () => {
  const { fake, hand } = await people();
  await hand.click(await screen.findByTestId("person-add"));
  await hand.type(screen.getByTestId("person-name"), "Lina");
  await hand.click(screen.getByTestId("role-manager"));
  await pinTwice(hand, "4821", "4822");
  expect(screen.getByTestId("person-save")).toHaveAttribute("aria-disabled", "true");
  expect(await screen.findByRole("alert")).toHaveTextContent("not the same");
  await hand.clear(screen.getByTestId("person-pin-again"));
  await hand.type(screen.getByTestId("person-pin-again"), "٤٨٢١");
  await hand.click(screen.getByTestId("person-save"));
  expect(await rowOf("Lina")).toHaveAttribute("data-role", "manager");
  expect(fake.asked).toContain("person add Lina manager");
  expect(fake.asked.join()).not.toContain("4821");
});

test("a PIN of somebody else’s is refused, and the dialog stays with what was typed", async () => {
  const { hand } = await people();
  for (const name of ["Lina", "Rami"]) {
    await hand.click(await screen.findByTestId("person-add"));
    await hand.type(screen.getByTestId("person-name"), name);
    await pinTwice(hand, "4821");
    await hand.click(screen.getByTestId("person-save"));
    if (name === "Lina") await rowOf("Lina");
  }
  expect(await screen.findByRole("alert")).toHaveTextContent("somebody else");
  expect(screen.getByTestId("person-name")).toHaveValue("Rami");
});

test("nobody lowers their own role, and the last owner stays", async () => {
  const { fake, hand } = await people();
  await hand.click(within(await rowOf("Huda")).getByTestId("person-open"));
  expect(screen.getByTestId("person-own")).toBeInTheDocument();
  expect(screen.queryByTestId("role-clerk")).toBeNull();
  expect(screen.queryByTestId("person-leave")).toBeNull();
  await hand.click(screen.getByTestId("person-close"));
  fake.staff.people = fake.staff.people.map((one) => (one.name === "Sami" ? { ...one, role: "owner" } : one));
  await hand.click(screen.getByTestId("back"));
  await hand.click(await screen.findByTestId("open-people"));
  await hand.click(within(await rowOf("Sami")).getByTestId("person-open"));
  await hand.click(screen.getByTestId("role-clerk"));
  await hand.click(screen.getByTestId("person-role"));
  await waitFor(async () => expect(await rowOf("Sami")).toHaveAttribute("data-role", "clerk"));
});

test("leaving asks once more, and who left is taken back with a new PIN", async () => {
  const { fake, hand } = await people();
  await hand.click(within(await rowOf("Sami")).getByTestId("person-open"));
  await hand.click(screen.getByTestId("person-leave"));
  expect(fake.asked.join()).not.toContain("leave");
  expect(await screen.findByRole("alert")).toHaveTextContent("Sami");
  await hand.click(screen.getByTestId("person-leave-do"));
  await waitFor(async () => expect(await rowOf("Sami")).toHaveAttribute("data-here", "false"));
  await hand.click(within(await rowOf("Sami")).getByTestId("person-open"));
  await pinTwice(hand, "9911");
  await hand.click(screen.getByTestId("person-return"));
  await waitFor(async () => expect(await rowOf("Sami")).toHaveAttribute("data-here", "true"));
});

test("a lock-out is lifted, and whoever renames themselves stays at the till", async () => {
  const { fake, hand } = await people();
  await hand.click(within(await rowOf("Mona")).getByTestId("person-open"));
  await hand.click(screen.getByTestId("person-unlock"));
  await waitFor(() => expect(screen.queryByTestId("person-locked")).toBeNull());
  await hand.click(within(await rowOf("Huda")).getByTestId("person-open"));
  await hand.clear(screen.getByTestId("person-name"));
  await hand.type(screen.getByTestId("person-name"), "Umm Ali");
  await hand.click(screen.getByTestId("person-rename"));
  expect(await rowOf("Umm Ali")).toHaveTextContent("you");
  await waitFor(() => expect(screen.getByTestId("lock")).toHaveTextContent("Umm Ali"));
  expect(fake.asked).toContain("person rename Huda");
});

test("where nobody is set up the first one is the owner, and stands at the till then", async () => {
  const { fake, hand } = await open();
  fake.staff.people = [];
  await hand.click(screen.getByTestId("nav-settings"));
  await hand.click(await screen.findByTestId("open-people"));
  await screen.findByTestId("people-none");
  await hand.click(screen.getByTestId("person-add"));
  expect(screen.queryByTestId("role-clerk")).toBeNull();
  await hand.type(screen.getByTestId("person-name"), "Huda");
  await pinTwice(hand, "730418");
  await hand.click(screen.getByTestId("person-save"));
  await waitFor(() => expect(screen.getByTestId("lock")).toHaveTextContent("Huda"));
});

test("beyond the hour’s limit a manager’s PIN lets one more code be shown, and the owner keeps the limit", async () => {
  const clerk = { clerk: { name: "Sami", role: "clerk", colour: 0 } };
  const { fake, hand } = await open({ boot: clerk, managerPin: "7777", earlier: [sold(5001)] });
  fake.staff.custody = { reveals: 1, copies: 1 };
  await hand.click(screen.getByTestId("nav-orders"));
  await hand.click(await screen.findByTestId("order-row"));
  for (let time = 0; time < 2; time += 1) {
    await hand.click(await screen.findByTestId("reveal"));
    await waitFor(() => expect(screen.getAllByTestId("code")[0]).toHaveAttribute("data-masked", "false"));
    await hand.click(screen.getByTestId("reveal"));
    await waitFor(() => expect(screen.getAllByTestId("code")[0]).toHaveAttribute("data-masked", "true"));
  }
  await hand.click(screen.getByTestId("reveal"));
  expect(await screen.findByTestId("grant")).toHaveTextContent("within an hour");
  expect(screen.getAllByTestId("code")[0]).toHaveAttribute("data-masked", "true");
  await hand.type(screen.getByTestId("manager-pin"), "7777");
  await hand.click(screen.getByTestId("grant-do"));
  await waitFor(() => expect(screen.getAllByTestId("code")[0]).toHaveAttribute("data-masked", "false"));
});

test("the owner keeps the limits, and what is no number is not kept", async () => {
  const { fake, hand } = await people();
  const field = await screen.findByTestId("custody-reveals");
  await hand.clear(field);
  await hand.type(field, "many");
  expect(screen.getByTestId("custody-save")).toHaveAttribute("aria-disabled", "true");
  await hand.clear(field);
  await hand.type(field, "٥");
  await hand.click(screen.getByTestId("custody-save"));
  await waitFor(() => expect(fake.asked).toContain("custody 5 20"));
});

test("a manager is not shown the way to the people", async () => {
  const { hand } = await open({ boot: { clerk: { name: "Mona", role: "manager", colour: 1 } } });
  await hand.click(screen.getByTestId("nav-settings"));
  await screen.findByTestId("open-backup");
  expect(screen.queryByTestId("open-people")).toBeNull();
});
