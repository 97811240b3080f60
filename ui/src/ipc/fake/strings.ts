import type { Backend } from "../backend";
import type { UpstreamView } from "../bindings";
import type { Aside } from "./aside";
import type { FakeBackups } from "./backups";
import type { FakeBooks } from "./books";
import type { FakeDebts } from "./debts";
import type { FakeDrawer } from "./drawer";
import type { Guards } from "./guards";
import type { Ledger } from "./ledger";
import type { FakeOwner } from "./owner";
import type { FakePeople } from "./people";
import type { Printing } from "./printing";
import type { FakePrices } from "./pricing";
import type { FakeReports } from "./reports";
import type { Slips } from "./slips";
import type { FakeStock } from "./stock";

/** The backend, and the strings a test or a demonstration pulls behind it. */
export type Fake = Backend & {
  ledger: Ledger;
  drawer: FakeDrawer;
  books: FakeBooks;
  backups: FakeBackups;
  /** What the owner is told. */
  owner: FakeOwner;
  printing: Printing;
  slips: Slips;
  reports: FakeReports;
  pricing: FakePrices;
  /** What lies in the shop's own stock. */
  stocked: FakeStock;
  /** Who works here. */
  staff: FakePeople;
  gate: Guards;
  /** Who buys on account. */
  debts: FakeDebts;
  /** Baskets that are held, and what is pinned. */
  aside: Aside;
  asked: string[];
  settle(saleId: string, state: "delivered" | "refused"): void;
  /** The customer pays on the sale's page. */
  pay(saleId: string): void;
  /** Suppliers and processors were asked again, and the page is told or finds out by itself. */
  lamps(upstreams: UpstreamView[], page?: "told"): void;
  /** The count of what needs a person changed. */
  call(): void;
};
