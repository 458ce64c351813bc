export default { layout: "report.11ty.js", tags: ["reports"] };
