// Every question of the page to the program passes through here, in a frame of its own whose key the
// page never holds: what a script in the page makes up, and no library of ours would ask, ends here.
// The rights of whoever is at the till are judged in the program, not here.

// Our own commands have plain names; of the host's own, only hearing events is needed.
const OURS = /^[a-z][a-z0-9_]*$/;
const OF_THE_HOST = ["plugin:event|listen", "plugin:event|unlisten"];

window.__TAURI_ISOLATION_HOOK__ = (question) => {
  const { cmd } = question;
  const passes = typeof cmd === "string" && (OURS.test(cmd) || OF_THE_HOST.includes(cmd));
  // A name nobody has: the asker is told no at once, where silence would leave it waiting.
  return passes ? question : { ...question, cmd: "refused", payload: {} };
};
