import { formatShort } from '../../numeric/decimal.ts';
import { toVisible } from '../../text/visible-text.ts';
import { groupCount } from '../number-text.ts';
import { textLines, type View } from './view.ts';

/** Fitted models: parameters with their standard errors, and what they are over; or why there are none. */
export function modelLines(view: View): string[] {
  const { models } = view.result.summary;
  if (models === undefined) return [];
  const { words } = view;
  const lines = models.flatMap(({ model, kind, parameters, standardErrors, clients, repeaters, message, given }) => {
    const name = toVisible(model);
    if (message !== undefined) return textLines(view, words.modelFailed(name, toVisible(message)));
    const parts = Object.entries(parameters ?? {}).map(([key, value]) => {
      const error = standardErrors?.[key];
      const spread = error === undefined ? '' : ` ± ${formatShort(error.units, error.scale)}`;
      return `${key} ${formatShort(value.units, value.scale)}${spread}`;
    });
    if (parts.length === 0) return [];
    const over = given ? words.modelGiven : words.modelOver(groupCount(clients), groupCount(repeaters));
    return textLines(view, `${name} (${kind}): ${parts.join(', ')}; ${over}`);
  });
  return lines.length === 0 ? [] : [view.ink.bold(words.models), ...lines];
}
