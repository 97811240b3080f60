// Writes the types of all message keys from the English files, so that a misspelt key does not compile.
// `tests/words.test.ts` fails when the written file is stale or a language misses a key.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messages, typesOf } from "./catalogue.mjs";

const target = fileURLToPath(new URL("../src/i18n/keys.ts", import.meta.url));
writeFileSync(target, typesOf(messages("en")));
