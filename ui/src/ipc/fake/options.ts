import type { BootView, MessageState, SetupStep } from "../bindings";

/** How a till in memory differs from the usual one. */
export type FakeOptions = {
  boot?: Partial<BootView>;
  pin?: string;
  managerPin?: string;
  short?: string;
  backupAway?: boolean;
  sms?: MessageState;
  /** Not set up yet, and at this step. */
  setup?: SetupStep;
  /** It cannot start. */
  stuck?: boolean;
  /** No catalogue was ever fetched. */
  bare?: boolean;
};
