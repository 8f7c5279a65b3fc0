// exceljs reads XML with this; it is not part of its typed interface (see excel-xml.ts for why it is used).
declare module 'exceljs/lib/utils/parse-sax.js' {
  interface Tag {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
  }
  type SaxEvent =
    | { readonly eventType: 'opentag'; readonly value: Tag }
    | { readonly eventType: 'closetag'; readonly value: Tag }
    | { readonly eventType: 'text'; readonly value: string };
  function parseSax(pieces: AsyncIterable<string>): AsyncGenerator<readonly SaxEvent[]>;
  export = parseSax;
}
