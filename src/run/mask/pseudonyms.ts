import { createHmac } from 'node:crypto';
import type { Locale } from '../../model/locale.ts';
import type { MaskKey } from './mask-key.ts';

// Pseudonyms: 12 digits of base 32 from an HMAC-SHA-256 of what they stand for, so that one key always gives the same ones and
// nobody without it can go back or try names out. A client's name gets the digits of its id: a name that is written otherwise
// next month is still the same client.

/** Crockford's digits: none that is taken for another. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: among a million clients two share them once in two million keys. */
const usualLength = 12;
/** All that the 256 bits of an HMAC give. */
const longest = 51;

const words: Readonly<Record<Locale, { readonly client: string; readonly group: string; readonly person: string }>> = {
  en: { client: 'Client', group: 'Group', person: 'Person' },
  'zh-CN': { client: '客户', group: '集团', person: '人员' },
};

type Domain = 'client' | 'group' | 'person' | 'text';

export class Pseudonyms {
  readonly #key: MaskKey;
  readonly #words: (typeof words)[Locale];
  readonly #length: number;
  /** Clients whose digits another one has too, by id: as many as tell them apart. */
  readonly #longer: ReadonlyMap<string, string>;

  /** `ids` are all that the run names, in any order; `length` is for tests of what happens when digits meet. */
  constructor(key: MaskKey, locale: Locale, ids: Iterable<string>, length = usualLength) {
    this.#key = key;
    this.#words = words[locale];
    this.#length = length;
    this.#longer = this.#tellApart(ids);
  }

  id(id: string): string {
    return `M-${this.#client(id)}`;
  }

  name(id: string): string {
    return `${this.#words.client} ${this.#client(id)}`;
  }

  group(group: string): string {
    return `${this.#words.group} ${this.#digits('group', group, this.#length)}`;
  }

  person(person: string): string {
    return `${this.#words.person} ${this.#digits('person', person, this.#length)}`;
  }

  /** Any other text that may say who a client is. */
  text(text: string): string {
    return text === '' ? '' : `T-${this.#digits('text', text, this.#length)}`;
  }

  #client(id: string): string {
    return this.#longer.get(id) ?? this.#digits('client', id, this.#length);
  }

  #digits(domain: Domain, text: string, length: number): string {
    const hash = createHmac('sha256', this.#key.bytes).update(`${domain}\0${text}`).digest();
    return toBase32(hash, length);
  }

  /** One digit more for all that share theirs, until none do. */
  #tellApart(ids: Iterable<string>): Map<string, string> {
    const longer = new Map<string, string>();
    let open = new Set(ids);
    for (let length = this.#length; open.size > 0 && length < longest; length++) {
      const first = new Map<string, string>();
      const shared = new Set<string>();
      for (const id of open) {
        const own = this.#digits('client', id, length);
        const other = first.get(own);
        if (other === undefined) first.set(own, id);
        else shared.add(other).add(id);
        if (length > this.#length) longer.set(id, own);
      }
      open = shared;
    }
    return longer;
  }
}

/** The first digits of the bytes, five bits each, high bits first. */
function toBase32(bytes: Uint8Array, length: number): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (let at = 0; text.length < length; ) {
    if (bits < 5) {
      held = ((held & 31) << 8) | bytes[at++];
      bits += 8;
    }
    bits -= 5;
    text += digits[(held >> bits) & 31];
  }
  return text;
}
