import footnote from "markdown-it-footnote";
import { groups } from "./lib/groups.js";
import { relations } from "./lib/relations.js";

const COLLECTIONS = ["entities", "entityTimes", "indexPages", "timelineParts", "periods", "coverage", "years", "neighbours", "relations", "counts"];

/** `## Heading {#id}`. The plugin for attributes of everything, everywhere, costs more, and nothing else is used of it. */
function headingIds(md) {
  md.core.ruler.push("heading_ids", (state) => {
    state.tokens.forEach((token, i) => {
      if (token.type !== "heading_open") return;
      const inline = state.tokens[i + 1];
      const last = inline.children[inline.children.length - 1];
      const found = last && last.type === "text" && / ?\{#([\w-]+)\}$/.exec(last.content);
      if (!found) return;
      token.attrSet("id", found[1]);
      last.content = last.content.slice(0, found.index);
    });
  });
}

export default function (eleventyConfig) {
  eleventyConfig.setQuietMode(true);
  eleventyConfig.setUseGitIgnore(false);
  eleventyConfig.amendLibrary("md", (md) => md.use(footnote).use(headingIds));
  eleventyConfig.addPassthroughCopy({ "static/theme": "theme", "static/favicon.ico": "favicon.ico" });
  // One pass over the reports, kept for all collections that come from it.
  let kept, of;
  const from = (api) => {
    const reports = api.getFilteredByTag("reports");
    if (of !== api) [kept, of] = [{ ...groups(reports), relations: relations(reports) }, api];
    return kept;
  };
  for (const name of COLLECTIONS) eleventyConfig.addCollection(name, (api) => from(api)[name]);
  return {
    // The bodies are plain Markdown: no template language is to look into them first.
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
    dir: { input: "content", includes: "../_includes", data: "../_data" },
  };
}
