import { UserError } from '../../model/user-error.ts';
import { rubricProblems } from '../../rubric/problems.ts';
import { createReporter } from '../../rubric/reporter.ts';
import { readYaml } from '../../rubric/yaml.ts';
import { runProblems } from '../problems.ts';
import { registries } from '../rubric-file.ts';
import { configShape, settingsOf } from './config-keys.ts';
import type { RunSettings } from './settings.ts';

/** The settings of a text; `rebase` brings a relative path of it to the working directory. Throws all problems with their place. */
export function readConfig(path: string, text: string, rebase: (written: string) => string): RunSettings {
  const reporter = createReporter({ ...rubricProblems, ...runProblems }, [{ name: path, text }]);
  const located = readYaml(path, text, reporter.report);
  const empty = located?.kind === 'scalar' && located.value === null;
  const reading = { registries, report: reporter.report, locale: 'en' as const, translated: [] };
  const draft = located === undefined || empty ? undefined : configShape.read(located, reading, 'tierbook.yaml');
  const problems = reporter.sorted();
  if (problems.length > 0) throw new UserError(problems);
  return draft === undefined ? {} : settingsOf(draft, rebase);
}
