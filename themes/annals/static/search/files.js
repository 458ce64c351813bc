// The files of the index. Each says how the index was cut when it was made; when that is not what the list of files said, the
// site was published anew in between, and the list is read again.

export class Files {
  #kept = new Map();

  constructor(root) {
    this.root = root; // the address of the search page
  }

  index() {
    return this.#read("index.json");
  }

  names(number) {
    return this.#read(`names-${number}.json`);
  }

  async part(period, name) {
    const found = await this.#read(`${period.period}/${name}.json`);
    if (found.reports !== period.reports || found.files !== period.files) throw new Outdated();
    return found;
  }

  forget() {
    this.#kept.clear();
  }

  #read(path) {
    if (!this.#kept.has(path)) this.#kept.set(path, this.#fetch(path));
    return this.#kept.get(path);
  }

  async #fetch(path) {
    try {
      const answer = await fetch(new URL(path, this.root), { cache: "no-cache" }); // asked for again, and sent only when it has changed
      if (!answer.ok) throw new Outdated(`${answer.status} ${path}`);
      return await answer.json();
    } catch (error) {
      this.#kept.delete(path);
      throw error;
    }
  }
}

export class Outdated extends Error {}
