import type { Locale } from '../model/locale.ts';
import { daysOf } from '../numeric/date.ts';
import { advanceClient } from './advance.ts';
import { type Client, createClient, createProspect, type Profile } from './client.ts';
import { createRandom, type Random } from './random.ts';
import { industries, type Segment, smallTrades, words } from './words.ts';

// Who is in the book at each of the two month-ends. Every client draws from a stream of its own, so that more clients
// do not change what the others do in the second month.

export type SampleMonth = 1 | 2;

/** The month-ends, in days since 1970-01-01. */
export const monthEnds: Readonly<Record<SampleMonth, number>> = {
  1: daysOf(2026, 9, 30)!,
  2: daysOf(2026, 10, 31)!,
};

/** First stream of each sort of draw. */
const streams = { client: 1e6, prospect: 2e6, arrival: 3e6, month: 4e6, prospectMonth: 5e6 } as const;

const prospectCount = 10;
/** Revenue of the largest client, in hundredths: the Chinese lender's book is in CNY, the English one in USD. */
const topRevenue: Readonly<Record<Locale, number>> = { en: 640_000_000, 'zh-CN': 3_200_000_000 };

function drawSegment(random: Random, sizePerMille: number): Segment {
  if (sizePerMille >= 850) return random.chance(800) ? 'corporate' : 'sme';
  if (sizePerMille >= 300) return random.chance(900) ? 'sme' : 'corporate';
  return random.chance(550) ? 'individual' : 'sme';
}

function drawProfile(random: Random, locale: Locale, place: string, segment: Segment): Profile {
  const { space, forms, regions } = words[locale];
  const industry = random.between(0, (segment === 'individual' ? smallTrades : industries.length) - 1);
  const trade = random.pick(industries[industry].trades[locale]);
  // The economy is denser in the first regions.
  const region = random.between(0, random.between(0, regions.length - 1));
  return { name: [place, trade, random.pick(forms[segment])].join(space), segment, industry, region };
}

function listPlaces(random: Random, locale: Locale): string[] {
  const { heads, tails } = words[locale];
  return random.shuffle(heads.flatMap((head) => tails.map((tail) => head + tail)));
}

function writeId(prefix: string, number: number): string {
  return prefix + String(number).padStart(6, '0');
}

function openBook(seed: number, count: number, locale: Locale): Client[] {
  const random = createRandom(seed, 0);
  const places = listPlaces(random, locale);
  const ranks = random.shuffle(Array.from({ length: count }, (_, index) => index + 1));
  let thin = Math.round(count / 66);
  const born = ranks.map((rank, index) => {
    const own = createRandom(seed, streams.client + index);
    const segment = drawSegment(own, Math.floor(((count - rank) * 1000) / count));
    const profile = drawProfile(own, locale, places[index % places.length], segment);
    const papers = rank * 3 < count || thin-- <= 0;
    return createClient(own, profile, {
      rank,
      clients: count,
      topRevenue: topRevenue[locale],
      asOf: monthEnds[1],
      thin: !papers,
    });
  });
  // Numbers were given in the order in which the clients came.
  born.sort((a, b) => a.since - b.since);
  let number = 100;
  const clients = born.map((client) => {
    number += random.between(1, 9);
    return { ...client, id: writeId('C', number) };
  });
  const prospects = Array.from({ length: prospectCount }, (_, index) => {
    const own = createRandom(seed, streams.prospect + index);
    const segment = own.pick(['individual', 'sme', 'sme', 'sme', 'corporate'] as const);
    const profile = drawProfile(own, locale, places[(count + index) % places.length], segment);
    return { ...createProspect(own, profile, topRevenue[locale], monthEnds[1]), id: writeId('P', index * 3 + 7) };
  });
  return [...clients, ...prospects];
}

/** About 3 % leave, about as many come; two of them were prospects. */
function moveBook(opening: readonly Client[], seed: number, locale: Locale): Client[] {
  const random = createRandom(seed, 1);
  const old = opening.filter((client) => client.status === 'client');
  const prospects = opening.filter((client) => client.status === 'prospect');
  const turnover = Math.max(2, Math.round(old.length * 0.03));
  const leaving = new Set(random.shuffle(old).slice(0, turnover));
  const won = prospects.slice(0, 2);
  let number = Number(old.at(-1)?.id.slice(1));
  const places = listPlaces(createRandom(seed, 0), locale).reverse();
  const arrived = Array.from({ length: turnover + 1 }, (_, index) => {
    const own = createRandom(seed, streams.arrival + index);
    const rank = own.between(Math.ceil(old.length / 4), old.length);
    const profile = won[index] ?? drawProfile(own, locale, places[index % places.length], drawSegment(own, 500));
    const [asOf, since] = [monthEnds[2], monthEnds[2] - own.between(1, 28)];
    const birth = { rank, clients: old.length, topRevenue: topRevenue[locale], asOf, since, thin: false };
    const client = createClient(own, pickProfile(profile), birth);
    const fresh = { overdue: 0, overdue12: 0, overdue24: 0 };
    // One month's income and cost stand for the twelve.
    const yearSoFar = { revenue: Math.round(client.revenue / 12), cost: Math.round((client.cost ?? 0) / 12) };
    number += own.between(1, 9);
    return { ...client, ...fresh, ...yearSoFar, referrals: 0, id: writeId('C', number) };
  });
  const days = monthEnds[2] - monthEnds[1];
  const moved = (clients: readonly Client[], stream: number) =>
    clients.map((client) =>
      advanceClient(createRandom(seed, stream + Number(client.id.slice(1))), client, monthEnds[2], days),
    );
  return [
    ...moved(
      old.filter((client) => !leaving.has(client)),
      streams.month,
    ),
    ...arrived,
    ...moved(prospects.slice(won.length), streams.prospectMonth),
  ];
}

function pickProfile({ name, segment, industry, region }: Profile): Profile {
  return { name, segment, industry, region };
}

/** Clients by id, prospects behind them. */
export function listClients(seed: number, count: number, month: SampleMonth, locale: Locale): Client[] {
  const opening = openBook(seed, count, locale);
  return month === 1 ? opening : moveBook(opening, seed, locale);
}
