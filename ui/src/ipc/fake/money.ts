/** Two-digit money for the fake alone: the window itself never calculates. */
const latin = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15)).replace(/[٫,]/g, ".");

export function minor(text: string): bigint | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(latin(text.trim()));
  return match ? BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0")) : null;
}

export function text(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The total itself, then the notes a customer is likely to hand over. */
export function quickAmounts(total: bigint): string[] {
  if (total === 0n) return [];
  const steps = [1000n, 5000n, 10000n, 20000n].map((note) => ((total + note - 1n) / note) * note);
  return [...new Set([total, ...steps])].slice(0, 4).map(text);
}
export { latin };
