// A link to any report, chosen from the index of search when it is followed. Without a script it leads to the timeline.

const version = new URL(import.meta.url).search;
const load = (module) => import(`./${module}.js${version}`);

class AnnalsChance extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link) return;
    link.textContent = "Any report";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.#choose().then(
        (url) => location.assign(url),
        () => location.assign(link.href), // the index cannot be read: the timeline, as without a script
      );
    });
  }

  // Each report is as likely as any other.
  async #choose() {
    const [{ Files }, { Numbering }, { told }] = await Promise.all([load("files"), load("numbering"), load("reports")]);
    const files = new Files(this.dataset.index);
    const { periods } = await files.index();
    const counts = periods.map((period) => new Numbering(period).count);
    let number = Math.floor(Math.random() * counts.reduce((sum, count) => sum + count, 0));
    const period = periods[counts.findIndex((count) => number < count || ((number -= count), false))];
    const [{ url }] = await Promise.all(told(files, [{ period, number }]));
    return url;
  }
}

customElements.define("annals-chance", AnnalsChance);
