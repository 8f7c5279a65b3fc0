/** A source is not what its first bytes made it likely to be: it is to be opened again, by a format that takes nothing on trust. */
export class TakenOnTrust extends Error {}
