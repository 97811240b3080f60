import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, sold } from "./till";

const manager = { clerk: { name: "Mona", role: "manager", colour: 1 } };
const clerk = { clerk: { name: "Sami", role: "clerk", colour: 0 } };

async function exceptions(options: Parameters<typeof open>[0] = {}) {
  const opened = await open({ boot: manager, earlier: [sold(5001)], ...options });
  await opened.hand.click(screen.getByTestId("nav-reports"));
  return opened;
}

const lineOf = async (name: string) => {
  await screen.findAllByTestId("exception-line");
  const line = screen.getAllByTestId("exception-line").find((one) => one.dataset.clerk === name);
  if (!line) throw new Error(`${name} is not in the table`);
  return within(line);
};

test("a manager sees who stands out, and what stands behind a count", async () => {
  const { hand } = await exceptions();
  const sami = await lineOf("Sami");
  expect(sami.getByTestId("exception-reveals")).toHaveAttribute("data-count", "31");
  expect(sami.getByText(/47\.50/)).toBeInTheDocument();
  expect(sami.queryByTestId("exception-refunds")).toBeNull();
  await hand.click(sami.getByTestId("exception-approvals"));
  await waitFor(() => expect(screen.getAllByTestId("exception-event")).toHaveLength(2));
  const [first] = screen.getAllByTestId("exception-event");
  expect(first).toHaveTextContent("Mona");
  expect(first).toHaveTextContent("opening the drawer");
  await hand.click(screen.getByTestId("exception-close"));
  expect(screen.queryByTestId("exception-event")).toBeNull();
});

test("it is there also where nothing was sold, and is saved as a file of its own", async () => {
  const { fake, hand } = await exceptions({ earlier: [] });
  await lineOf("Mona");
  await hand.click(screen.getByTestId("exceptions-csv"));
  await waitFor(() => expect(fake.asked.join()).toContain("report save exceptions-csv"));
});

test("a period without anything says so", async () => {
  const { fake, hand } = await exceptions();
  await lineOf("Mona");
  fake.reports.exceptions.clerks = [];
  await hand.click(screen.getByTestId("period-yesterday"));
  expect(await screen.findByTestId("exceptions-none")).toBeInTheDocument();
});

test("a clerk is not shown it", async () => {
  await exceptions({ boot: clerk });
  await screen.findByTestId("report-totals");
  expect(screen.queryByTestId("exceptions")).toBeNull();
});
