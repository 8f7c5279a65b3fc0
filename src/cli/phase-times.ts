import type { Progress } from '../run/host.ts';
import type { Output, Usage } from './terminal.ts';

// What each phase of a run took, for --profile: seconds of the clock, seconds of all threads, and the most memory that the
// process had held by its end. Phases of one name count together; what comes before the first is start-up.

interface PhaseTime {
  readonly phase: string;
  readonly wall: number;
  readonly cpu: number;
  readonly peakMiB: number;
}

/** Listens to a run's progress, which goes on to `inner` as well. `read` tells what the process has used so far. */
export class PhaseTimes implements Progress {
  readonly #inner: Progress;
  readonly #read: () => Usage;
  readonly #phases = new Map<string, PhaseTime>();
  #current = 'start';
  #begun: Usage = { wall: 0, cpu: 0, peakMiB: 0 };

  constructor(inner: Progress, read: () => Usage) {
    this.#inner = inner;
    this.#read = read;
  }

  phase(phase: string, detail?: string): void {
    this.mark(phase);
    this.#inner.phase(phase, detail);
  }

  mark(phase: string): void {
    const now = this.#read();
    const { wall, cpu } = this.#phases.get(this.#current) ?? { wall: 0, cpu: 0 };
    this.#phases.set(this.#current, {
      phase: this.#current,
      wall: wall + now.wall - this.#begun.wall,
      cpu: cpu + now.cpu - this.#begun.cpu,
      peakMiB: now.peakMiB,
    });
    this.#begun = now;
    this.#current = phase;
  }

  /** Ends the last phase and prints the table, with the whole process in its last line. */
  print(output: Output): void {
    this.mark('');
    const phases = [...this.#phases.values(), { phase: 'all', ...this.#begun }];
    const rows = [
      ['phase', 'wall s', 'CPU s', 'peak MiB'],
      ...phases.map(({ phase, wall, cpu, peakMiB }) => [phase, wall.toFixed(2), cpu.toFixed(2), peakMiB.toFixed(0)]),
    ];
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    for (const row of rows) {
      const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])));
      output.write(`${cells.join('  ')}\n`);
    }
  }
}
