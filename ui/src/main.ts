import "./shared/styles/tokens.css";
import "./shared/styles/fonts.css";
import "./shared/styles/base.css";
import "./shared/styles/plates.css";
import { languageAhead } from "./ipc/ahead";
import { fonts } from "./shared/styles/fonts";

/** What the first picture is written in comes beside the page's own script, not behind it. */
const language = languageAhead();
if (language) {
  void fonts(language);
  void (language === "ar" ? import("./i18n/ar") : import("./i18n/en"));
}

const target = document.getElementById("app");
if (target) void import("./app/start").then(({ start }) => start(target));
