// A link to any report, chosen from the index of search when it is followed. Without a script it leads to the timeline.

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
    const { periods, documents } = JSON.parse(await read(new URL("index.json", this.#root)));
    let number = Math.floor(Math.random() * periods.reduce((sum, period) => sum + period.reports, 0));
    const period = periods.find(({ reports }) => number < reports || ((number -= reports), false));
    const text = await read(new URL(`${period.period}/reports-${Math.floor(number / documents)}.txt`, this.#root));
    const [url] = JSON.parse(text.split("\n")[(number % documents) + 1]); // the first line says how the period was cut
    return url;
  }

  get #root() {
    return new URL(this.dataset.index, location.href);
  }
}

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.text();
}

customElements.define("annals-chance", AnnalsChance);
