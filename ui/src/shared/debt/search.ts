import type { DebtorView } from "../../ipc/bindings";
import { latinDigits } from "../till/format";

const plain = (text: string): string => latinDigits(text).trim().toLocaleLowerCase();

/** Whom a person means: a part of the name, or some digits of the phone however it is written. */
export function matching(debtors: DebtorView[], query: string): DebtorView[] {
  const wanted = plain(query);
  const digits = wanted.replace(/\D/g, "").replace(/^0+/, "");
  return debtors.filter(
    (debtor) =>
      plain(debtor.name ?? "").includes(wanted) ||
      (digits !== "" && !/\p{L}/u.test(wanted) && (debtor.phone ?? "").includes(digits)),
  );
}
