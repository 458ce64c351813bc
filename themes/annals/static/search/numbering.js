// What the reports of a period are called in its index: see plugins/finding/numbering.py. Here each has its place among all of them.

const version = new URL(import.meta.url).search;
const { Outdated, unpacked } = await import(`./files.js${version}`);

export class Numbering {
  // `days`: of each day that has reports how much further on it is, and twice how many they are; one more where a file of them begins.
  constructor({ slots, days }) {
    const told = unpacked(days);
    let last = 0;
    for (let i = 0; i < told.length; i += 2) last += told[i];
    this.begins = new Uint32Array(last + 2); // of each day, the place of its first report; behind the last one, how many there are
    this.files = []; // the first place in each file that tells of reports, and its day
    this.mask = slots - 1;
    this.shift = 31 - Math.clz32(slots);
    let day = -1;
    let count = 0;
    for (let i = 0, next = 0; i < told.length; i += 2) {
      next += told[i];
      while (day < next) this.begins[++day] = count;
      if (told[i + 1] & 1) this.files.push([count, day]);
      count += told[i + 1] >> 1;
    }
    this.begins[last + 1] = count;
    this.count = count;
  }

  // Numbers, each as how much further on it is than the last one, become places. A report that the list of files does not know was
  // published after it, or is gone: that is Outdated; or, where nothing newer is to be had, left out. What comes back is where they end.
  place(numbers, from, to, strict) {
    let end = from;
    for (let i = from, number = 0; i < to; i++) {
      number += numbers[i];
      const place = this.#placed(number >> this.shift, number & this.mask, strict);
      if (place >= 0) numbers[end++] = place;
    }
    return end;
  }

  // In postings, days and what says the part, the place on the day and the weight become places among all, and `8 * part + weight`.
  post(postings, strict) {
    let end = 0;
    for (let i = 0, day = 0; i < postings.length; i += 2) {
      day += postings[i];
      const weighing = postings[i + 1];
      const place = this.#placed(day, (weighing >> 3) & this.mask, strict);
      if (place < 0) continue;
      postings[end++] = place;
      postings[end++] = (((weighing >> 3) >> this.shift) << 3) | (weighing & 7);
    }
    return postings.subarray(0, end);
  }

  #placed(day, place, strict) {
    const found = this.begins[day] + place;
    if (found < this.begins[day + 1]) return found;
    if (strict) throw new Outdated();
    return -1;
  }

  // In which file it stands what is told of a report, and under which number.
  told(place) {
    const file = this.files[after(this.files.length, (i) => this.files[i][0] <= place) - 1][1];
    const day = after(this.begins.length, (i) => this.begins[i] <= place) - 1;
    return { file, number: (day << this.shift) + place - this.begins[day] };
  }
}

// The first of so many places at which something does not hold any more.
export function after(end, holds) {
  let begin = 0;
  while (begin < end) {
    const middle = (begin + end) >> 1;
    if (holds(middle)) begin = middle + 1;
    else end = middle;
  }
  return begin;
}
