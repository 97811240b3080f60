import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { noPaper } from "../src/ipc/fake/printing";
import { open, sold } from "./till";

async function hardware(prepare: (fake: Awaited<ReturnType<typeof open>>["fake"]) => void = () => {}) {
  const { fake, hand } = await open({ earlier: [sold(5001), sold(5007)] });
  prepare(fake);
  await hand.click(screen.getByTestId("nav-settings"));
  await hand.click(screen.getByTestId("open-printers"));
  await screen.findByTestId("printer-receipt");
  return { fake, hand };
}
const rows = () => screen.findAllByTestId("print-job");

test("each printer says how it is in words, and a test print names the fault", async () => {
  const { fake, hand } = await hardware((fake) => fake.printing.faults.set("kitchen", noPaper));
  const receipt = within(screen.getByTestId("printer-receipt"));
  const kitchen = within(screen.getByTestId("printer-kitchen"));
  await waitFor(() => expect(receipt.getByTestId("printer-state")).toHaveTextContent("Ready"));
  await waitFor(() => expect(kitchen.getByTestId("printer-state")).toHaveTextContent("no paper"));
  expect(screen.getByTestId("printer-kitchen")).toHaveAttribute("data-trouble", "paper-out");
  await hand.click(kitchen.getByTestId("test-print"));
  expect(await kitchen.findByTestId("test-result")).toHaveTextContent("Load paper");
  await hand.click(receipt.getByTestId("test-print"));
  expect(await receipt.findByTestId("test-result")).toHaveTextContent("Is it whole and sharp");
  expect(fake.asked.filter((line) => line.startsWith("test"))).toEqual(["test kitchen", "test receipt"]);
});

test("a job that did not come out is printed again only where a person says so, on the printer they choose", async () => {
  const { fake, hand } = await hardware((fake) => {
    fake.printing.faults.set("receipt", noPaper);
    fake.printing.print("slip", "receipt", fake.ledger.rows[0] ?? null);
  });
  const [job] = await rows();
  expect(job).toHaveTextContent("Not printed");
  expect(job).toHaveTextContent("no paper");
  await hand.click(job as HTMLElement);
  expect(await screen.findByTestId("job-advice")).toHaveAttribute("data-advice", "again-plain");
  expect(fake.asked.filter((line) => line.startsWith("again"))).toEqual([]);
  await hand.click(screen.getByTestId("print-again"));
  expect(await screen.findByTestId("print-result")).toHaveAttribute("data-trouble", "paper-out");
  await hand.click(await screen.findByTestId("print-on-kitchen"));
  await waitFor(() => expect(screen.getByTestId("print-result")).toHaveTextContent("Sent to the printer"));
  expect(fake.asked.filter((line) => line.startsWith("again"))).toEqual(["again 1 on its own", "again 1 on kitchen"]);
  await waitFor(async () => expect((await rows()).at(-1)).toHaveTextContent("Printed later"));
  expect(screen.queryByTestId("print-again")).toBeNull();
});

test("what may be on paper is said to become a copy, and its code can be shown instead", async () => {
  const { fake, hand } = await hardware((fake) => {
    fake.printing.faults.set("receipt", { ...noPaper, may_have_printed: true });
    fake.printing.print("slip", "receipt", fake.ledger.rows[0] ?? null);
  });
  await hand.click((await rows())[0] as HTMLElement);
  expect(await screen.findByTestId("job-advice")).toHaveTextContent("COPY");
  await hand.click(await screen.findByTestId("reveal"));
  const id = fake.ledger.rows[0]?.order.id ?? "";
  const values = fake.ledger.codes(id).map((secret) => secret.value);
  await waitFor(() => expect(screen.getAllByTestId("code").map((shown) => shown.textContent)).toEqual(values));
  expect(fake.asked).toContain(`reveal ${id}`);
  expect(fake.asked.filter((line) => line.startsWith("again"))).toEqual([]);
});

test("what came out, or is still on its way, offers nothing", async () => {
  const { fake, hand } = await hardware((fake) => {
    fake.printing.print("slip", "receipt", fake.ledger.rows[0] ?? null);
    fake.printing.print("slip", "receipt", fake.ledger.rows[1] ?? null);
    Object.assign(fake.printing.jobs[1] ?? {}, { state: "sent", ended: false });
  });
  const [onItsWay, printed] = await rows();
  expect(printed).toHaveTextContent("Printed");
  expect(onItsWay).toHaveTextContent("On its way");
  for (const job of [onItsWay, printed]) {
    await hand.click(job as HTMLElement);
    await screen.findByTestId("job-detail");
    expect(screen.queryByTestId("print-again")).toBeNull();
  }
  expect(fake.asked.filter((line) => line.startsWith("again"))).toEqual([]);
});

test("a thousand jobs are reached page by page", async () => {
  const { hand } = await hardware((fake) => {
    for (let job = 0; job < 250; job++) fake.printing.print("test", "receipt", null);
  });
  expect(await rows()).toHaveLength(100);
  await hand.click(screen.getByRole("button", { name: "Earlier jobs" }));
  await waitFor(async () => expect(await rows()).toHaveLength(200));
  await hand.click(screen.getByRole("button", { name: "Earlier jobs" }));
  await waitFor(async () => expect(await rows()).toHaveLength(250));
  expect((await rows()).map((row) => Number(row.dataset.job))).toEqual(
    Array.from({ length: 250 }, (_, at) => 250 - at),
  );
});

test("esc closes the job first and then the screen", async () => {
  const { fake, hand } = await hardware((fake) => {
    fake.printing.print("test", "receipt", null);
  });
  await hand.click((await rows())[0] as HTMLElement);
  await screen.findByTestId("job-detail");
  await hand.keyboard("{Escape}");
  expect(screen.queryByTestId("job-detail")).toBeNull();
  expect(screen.getByTestId("print-queue")).toBeInTheDocument();
  await hand.keyboard("{Escape}");
  expect(screen.getByTestId("open-printers")).toBeInTheDocument();
  expect(fake.asked).toEqual([]);
});
