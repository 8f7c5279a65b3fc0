import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import type { Mark } from './task.ts';

// What the crew and its threads say to each other, and how what was thrown on one thread is thrown on the other: cloning
// keeps neither a class of our own nor the code of a system error.

export interface JobMessage {
  readonly name: string;
  readonly given: unknown;
  readonly mark: Mark;
}

export type AnswerMessage = { readonly result: unknown } | { readonly thrown: PackedError };

export type PackedError =
  | { readonly problems: readonly Problem[]; readonly status: number }
  | { readonly error: unknown; readonly code?: unknown };

export function packError(error: unknown): PackedError {
  if (error instanceof UserError) return { problems: error.problems, status: error.status };
  try {
    const code = (error as { code?: unknown } | null)?.code;
    const packed = structuredClone(code === undefined ? { error } : { error, code });
    if (packed.error instanceof Error || !(error instanceof Error)) return packed;
  } catch {
    // What cannot be cloned is said in words.
  }
  return { error: new Error(String(error)) };
}

export function unpackError(packed: PackedError): unknown {
  if ('problems' in packed) return new UserError(packed.problems, packed.status);
  const { error, code } = packed;
  return error instanceof Error && code !== undefined ? Object.assign(error, { code }) : error;
}
