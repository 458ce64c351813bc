import { archive } from "./archive.js";
import { esc } from "./html.js";

/** For the list of a source: what each report has of it. */
export const citedBelow = (id) => (report) => {
  const others = report.data.sources.filter((one) => one !== id).map((one) => esc(archive.sources[one].name));
  const claims = report.data.claims.filter(({ via }) => via === id);
  const said = claims.length ? `. <a href="${report.url}#claim-${claims[0].id}">${claims.length} ${claims.length === 1 ? "claim" : "claims"}</a>` : "";
  return `<p class="cited note">Cited ${others.length ? `for the report, with ${others.join(", ")}` : "<b>alone</b> for the report"}${said}</p>`;
};
