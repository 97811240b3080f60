import type { PhoneView } from "../bindings";
import { latin } from "./money";

/** A Palestinian mobile number as the till reads it. */
export function parsePhone(typed: string): PhoneView {
  const digits = latin(typed).replace(/\D/g, "");
  const national = /^(?:00970|970|0)?(5[69]\d{7})$/.exec(digits)?.[1];
  if (!national)
    return {
      e164: null,
      national: null,
      display: typed,
      message: "A mobile number has ten digits, such as 0599 123 456.",
    };
  return {
    e164: `+970${national}`,
    national: `0${national}`,
    display: `+970 ${national.slice(0, 2)} ${national.slice(2, 5)} ${national.slice(5)}`,
    message: null,
  };
}
