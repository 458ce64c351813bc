// Words as search compares them: what plugins/finding/words.py does to the archive, done to what a reader types.

const POSSESSIVE = /['‘’ʼʻʾʿ`´\u02bd\u02bf]s(?![\p{L}\p{N}])/gu;
const SILENT = /['‘’ʼʻʾʿ`´\u02bd\u02bf\u0640\u200c\u200d]/gu;
const ARTICLE = /(?<![\p{L}\p{N}])(?:al|el|ul|ad|ed|an|ar|er|as|es|ash|esh|at|et|ath|az|ez)[-\u2010\u2011](?=[\p{L}\p{N}])/gu;
const PLAIN = /^[ -~]*$/; // has no marks, and nothing that is written in two ways
const WORD = /[\p{L}\p{N}]+/gu;
// The same for what is plain: to get ready for letters of all scripts takes a phone some milliseconds, before the first answer.
const PLAIN_POSSESSIVE = /['`]s(?![a-z0-9])/g;
const PLAIN_SILENT = /['`]/g;
const PLAIN_ARTICLE = /(?<![a-z0-9])(?:al|el|ul|ad|ed|an|ar|er|as|es|ash|esh|at|et|ath|az|ez)-(?=[a-z0-9])/g;
const PLAIN_WORD = /[a-z0-9]+/g;
const ARABIC_ARTICLE = /^\u0648?\u0627\u0644(?=..)/u;
const SAME = new Map([
  ...[..."٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"].map((digit, i) => [digit, String(i % 10)]),
  ...["ىي", "یي", "کك", "ةه", "ەه", "ھه", "ٱا"].map((pair) => [...pair]),
  ...Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }),
]);

export const COMMON = new Set(
  (
    "a about after all also an and are as at be been before but by for from had has have he her his in into is it its more no not of on " +
    "or over said she some than that the their them there they this to under was were when which who will with"
  ).split(" "),
);

export function words(text) {
  if (PLAIN.test(text)) {
    const bare = text.toLowerCase().replace(PLAIN_POSSESSIVE, "").replace(PLAIN_ARTICLE, "").replace(PLAIN_SILENT, "");
    return (bare.match(PLAIN_WORD) ?? []).filter(named);
  }
  const plain = [...text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")].map((letter) => SAME.get(letter) ?? letter).join("");
  const bare = plain.replace(POSSESSIVE, "").replace(ARTICLE, "").replace(SILENT, "");
  return (bare.match(WORD) ?? []).filter(named).map((word) => word.replace(ARABIC_ARTICLE, ""));
}

function named(word) {
  return word !== "al" && word !== "el";
}

export function shard(word, letters, count) {
  let number = 0;
  for (const letter of word.startsWith("@") ? word : [...word].slice(0, letters)) {
    number = (Math.imul(number, 31) + letter.codePointAt(0)) >>> 0;
  }
  return number % count;
}

// What a word begins with whatever its ending, for the endings that English and Arabic put behind a word.
export function stem(word) {
  const bare = word.replace(/(?:ies|ing|ed|es|s|e|y|ات|ون|ين|ان|ها|هم|ه)$/u, "");
  return bare.length >= 4 ? bare : word;
}

export function near(one, other) {
  const most = one.length < 5 ? 1 : 2;
  if (Math.abs(one.length - other.length) > most) return false;
  let before = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    before = row;
  }
  return before[other.length] <= most;
}
