import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";

configure({ getElementError: (message) => new Error(message ?? "not found") });
afterEach(cleanup);
