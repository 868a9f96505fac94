const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** A size as people write it: `3.2 GB`. */
export function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${bytes === 1 ? 'byte' : UNITS[unit]}`;
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** How long ago, roughly: `2 hours ago`. */
export function ago(instant) {
  const seconds = (Date.now() - new Date(instant)) / 1000;
  if (!(seconds >= 60)) return 'just now';
  return `${span(seconds)} ago`;
}

/** A length of time, roughly: `3 days`. */
export function span(seconds) {
  const steps = [[86400, 'day'], [3600, 'hour'], [60, 'minute']];
  for (const [length, word] of steps) {
    if (seconds >= length) return count(Math.floor(seconds / length), word);
  }
  return count(Math.max(0, Math.floor(seconds)), 'second');
}

export function clock(instant) {
  return new Date(instant).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

export const TIERS = {
  accepted: { word: 'accepted', tells: 'Written here; too few others have signed for their parts yet' },
  durable: { word: 'durable', tells: 'Enough people signed for their parts' },
  verified: { word: 'verified', tells: 'Enough people proved lately that they have their parts' },
};

export const REACHES = [
  ['private', 'Private', 'Only you can read it. Your people hold sealed parts without looking.'],
  ['invited', 'Invited', 'People you name can read it.'],
  ['local', 'Local', 'Your kin can read it.'],
  ['neighborhood', 'Neighborhood', 'Friends and their friends can read it.'],
  ['municipal', 'Municipal', 'People up to three bonds away can read it.'],
  ['bioregional', 'Bioregional', 'People up to four bonds away can read it.'],
  ['commons', 'Commons', 'Anyone can read it. It is not sealed, so whoever holds it can read it too.'],
];

export const BONDS = [
  ['friend', 'a friend'],
  ['kin', 'kin'],
  ['colleague', 'a colleague'],
  ['neighbor', 'a neighbor'],
];

/** What a file would survive, in words. */
export function survives(losses) {
  return losses > 0 ? `survives ${count(losses, 'loss', 'losses')}` : 'survives no loss';
}
