import parseSax from 'exceljs/lib/utils/parse-sax.js';
import { DamagedArchive } from './zip.ts';

// XML events by exceljs' parser, fed with whole characters. Its two workbook readers are not used: the streaming one decodes
// each piece by itself and so breaks Chinese text where a piece ends, takes parts in the order they lie in the archive (dates
// are lost when styles come last), keeps one run of a rich inline text and reads TRUE and #N/A of a formula as numbers; the
// other holds every cell as an object. Both miss sheets that are not called sheetN.xml.

export interface XmlHandler {
  /** Names come without their namespace prefix; attributes as written. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The parser gives no CDATA, so that texts written in it would be lost: refused instead. */
async function* refuseCdata(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    if (piece.includes('<![CDATA['))
      throw new DamagedArchive('it has texts in CDATA sections, which spreadsheets do not write');
    yield piece;
  }
}

/** Sends the events of each piece to the handler, and yields behind each piece so that rows can be taken out. */
export async function* walkXml(pieces: AsyncIterable<string>, handler: XmlHandler): AsyncGenerator<void> {
  const events = parseSax(refuseCdata(pieces));
  let depth = 0;
  for (;;) {
    const batch = await nextBatch(events);
    if (batch === undefined) break;
    for (const event of batch) {
      if (event.eventType === 'text') {
        handler.text(event.value);
      } else if (event.eventType === 'opentag') {
        depth++;
        handler.open(localName(event.value.name), event.value.attributes);
      } else {
        depth--;
        handler.close(localName(event.value.name));
      }
    }
    yield;
  }
  // The parser is never told that its input has ended, so it does not notice.
  if (depth !== 0) throw new DamagedArchive('its XML ends too early');
}

type Events = ReturnType<typeof parseSax>;

async function nextBatch(events: Events): Promise<Awaited<ReturnType<Events['next']>>['value'] | undefined> {
  try {
    const { done, value } = await events.next();
    return done === true ? undefined : value;
  } catch (error) {
    if (error instanceof DamagedArchive) throw error;
    throw new DamagedArchive(`its XML is broken (${error instanceof Error ? error.message : 'no reason given'})`);
  }
}

/** Walks a whole part. */
export async function readXml(pieces: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  for await (const _ of walkXml(pieces, handler));
}

/** An attribute by its local name: writers choose the prefix of `r:id`. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const key in attributes) if (localName(key) === name) return attributes[key];
  return undefined;
}
