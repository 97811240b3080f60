import type { Commands } from "../backend";
import type { JobKind, JobRow, OrderRow, PrintedView, PrinterView } from "../bindings";

/** What a fake printer says instead of printing. */
export type Fault = { trouble: string; message: string; hint: string; may_have_printed?: boolean };
export const noPaper: Fault = {
  trouble: "paper-out",
  message: "no paper",
  hint: "Load paper, close the lid and print again.",
};

/** The printers and the print queue of the fake. */
export class Printing {
  readonly jobs: JobRow[] = [];
  /** What is the matter with a printer, by its id. */
  readonly faults = new Map<string, Fault>();
  printers: PrinterView[] = [
    printer("receipt", "escpos-tcp", "192.168.1.87:9100", "80mm", 576),
    printer("kitchen", "escpos-device", "/dev/usb/lp0", "58mm", 384),
    printer("files", "pdf", "slips", "a4", 576),
  ];

  print(kind: JobKind, printer: string, row: OrderRow | null, at = new Date()): PrintedView {
    const fault = this.faults.get(printer);
    const silent = printer === "kitchen";
    if (row && kind === "slip" && !fault) row.order.copies += 1;
    const uncertain = this.jobs.filter((job) => job.order_id === row?.order.id && job.may_have_printed).length;
    const job: JobRow = {
      id: String(this.jobs.length + 1),
      printer,
      kind,
      order_id: row?.order.id ?? null,
      name: row?.product.name ?? null,
      copy: row && kind === "slip" ? row.order.copies + uncertain + (fault ? 1 : 0) : 0,
      state: fault ? "failed" : silent ? "sent" : "confirmed",
      ended: true,
      may_have_printed: fault?.may_have_printed ?? false,
      printed_since: false,
      trouble: fault?.trouble ?? null,
      message: fault?.message ?? null,
      hint: fault?.hint ?? null,
      clerk: "Sami",
      queued_at: at.toISOString(),
    };
    if (!fault && job.order_id)
      for (const earlier of this.jobs)
        if (earlier.order_id === job.order_id && earlier.kind === kind) earlier.printed_since = true;
    this.jobs.push(job);
    return {
      via: printer,
      ok: !fault,
      confirmed: !fault && !silent,
      may_have_printed: job.may_have_printed,
      file: !fault && printer === "files" ? "slips/K7M2PX-1.pdf" : null,
      trouble: job.trouble,
      message: job.message,
      hint: job.hint,
    };
  }

  commands(
    rowOf: (id: string) => OrderRow,
    asked: string[],
  ): Pick<
    Commands,
    "lastSlip" | "reprint" | "print" | "printers" | "printerState" | "testPrint" | "printJobs" | "printAgain"
  > {
    return {
      print: async ({ order_id, printer }) => {
        asked.push(printer ? `print ${order_id} on ${printer}` : `print ${order_id}`);
        return this.print("slip", printer ?? this.printers[0]?.id ?? "receipt", rowOf(order_id));
      },
      lastSlip: async () => {
        const last = this.jobs.findLast((job) => job.kind === "slip" && job.order_id);
        return last?.order_id ? structuredClone(rowOf(last.order_id)) : null;
      },
      reprint: async ({ order_id, reason }) => {
        asked.push(`reprint ${order_id} ${reason}`);
        return this.print("slip", this.printers[0]?.id ?? "receipt", rowOf(order_id));
      },
      printers: async () => this.printers,
      printerState: async ({ printer }) => {
        const fault = this.faults.get(printer);
        return {
          ok: !fault,
          trouble: fault?.trouble ?? null,
          message: fault?.message ?? null,
          hint: fault?.hint ?? null,
        };
      },
      testPrint: async ({ printer }) => {
        asked.push(`test ${printer}`);
        return this.print("test", printer, null);
      },
      printJobs: async ({ before, limit }) => {
        const all = [...this.jobs].reverse();
        const start = before ? all.findIndex((job) => job.id === before) + 1 : 0;
        const rows = structuredClone(all.slice(start, start + limit));
        return { rows, next: start + limit < all.length ? (rows.at(-1)?.id ?? null) : null };
      },
      printAgain: async ({ job, printer }) => {
        asked.push(`again ${job} on ${printer ?? "its own"}`);
        const old = this.jobs.find((one) => one.id === job);
        const row = old?.order_id ? rowOf(old.order_id) : null;
        return this.print(old?.kind ?? "test", printer ?? old?.printer ?? "receipt", row);
      },
    };
  }
}

function printer(id: string, kind: string, address: string, paper: string, dots: number): PrinterView {
  return { id, kind, address, paper, dots, is_default: id === "receipt" };
}
