import type { Progress } from '../run/host.ts';
import type { Output } from './terminal.ts';

/** On a terminal one line that is written over; otherwise a log line a phase. `quiet` says nothing. */
export function createProgress(stderr: Output, quiet: boolean): Progress & { end(): void } {
  let open = false;
  const clear = () => {
    if (open) stderr.write('\r\u001b[2K');
    open = false;
  };
  return {
    phase: (phase, detail) => {
      if (quiet) return;
      const text = detail === undefined ? phase : `${phase} ${detail}`;
      if (stderr.isTTY !== true) {
        stderr.write(`tierbook: ${text}\n`);
        return;
      }
      clear();
      stderr.write(`${text.slice(0, (stderr.columns ?? 80) - 1)}`);
      open = true;
    },
    end: clear,
  };
}
