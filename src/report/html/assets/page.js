// The client table of report.html: search, filters, sorting, rows drawn as they come into view, and a client's detail. Data
// come from the script blocks above; all of it reaches the page as text of elements, never as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);

  // Tables that are wider than their place can be scrolled from the keyboard.
  const markScrollable = () => {
    for (const box of document.querySelectorAll('.scroll')) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  markScrollable();
  window.addEventListener('resize', markScrollable);
  if (!byId('row-data')) return;

  const words = read('page-words');
  const { fields, lists } = read('row-data');
  const fieldOf = (key) => fields.find((field) => field.key === key);
  const first = fields[0];
  const size = (first.texts ?? first.codes ?? first.values).length;
  const known = ['rank', 'id', 'name', 'tier', 'grade', 'score', 'measure', 'move'];
  const others = [...known, ...'model_tier top_percent cumulative_share abc coverage previous_tier cause'.split(' ')];
  const dimensions = fields.filter(({ key }) => !others.includes(key));
  const shown = [...known.slice(0, 6).map(fieldOf), ...dimensions.slice(0, 4), ...known.slice(6).map(fieldOf)].filter(
    (field) => field !== undefined,
  );

  /** Whole units at the field's scale, in groups of three and rounded half away from zero to its digits. */
  const numberText = ({ kind, scale, digits }, units) => {
    const places = kind === 'share' ? scale - 2 : scale;
    const kept = Math.min(digits, Math.max(places, 0));
    const rounded = Math.round(
      (Math.abs(units) * (places < 0 ? 10 ** -places : 1)) / 10 ** (Math.max(places, 0) - kept),
    );
    const text = String(rounded).padStart(kept + 1, '0');
    const whole = text.slice(0, text.length - kept).replace(/\B(?=(\d{3})+$)/g, ',');
    const sign = units < 0 && rounded > 0 ? '-' : '';
    const fraction = kept > 0 ? `.${text.slice(-kept)}` : '';
    return sign + whole + fraction + (kind === 'share' ? words.percent : '');
  };
  const points = (units) => numberText({ kind: 'points', scale: 2, digits: 2 }, units);
  const textOf = (field, row) => {
    if (field.texts) return field.texts[row] ?? words.none;
    if (field.codes) return field.codes[row] < 0 ? words.none : field.names[field.codes[row]];
    return field.values[row] === null ? words.none : numberText(field, field.values[row]);
  };
  const countText = (count) => numberText({ kind: 'count', scale: 0, digits: 0 }, count);

  const make = (tag, classes = '', text = '') => {
    const element = document.createElement(tag);
    if (classes !== '') element.className = classes;
    if (text !== '') element.textContent = text;
    return element;
  };

  // What is shown: rows in order.

  let rows = Uint32Array.from({ length: size }, (_, row) => row);
  let sorted = rows;
  let sorting = { field: undefined, down: false };
  let active = 0;

  let folded;
  const fold = (text) => text.normalize('NFKC').toLowerCase();
  const foldedTexts = () => {
    const texts = ['id', 'name'].map((key) => fieldOf(key)?.texts ?? []);
    return Array.from({ length: size }, (_, row) => fold(texts.map((list) => list[row] ?? '').join('\n')));
  };

  const filters = [
    ['filter-tier', fieldOf('tier')],
    ['filter-grade', fieldOf('grade')],
  ].filter(([id, field]) => byId(id) && field);

  const select = () => {
    const wanted = fold(byId('search').value.trim());
    if (wanted !== '') folded ??= foldedTexts();
    const tests = filters
      .map(([id, field]) => [field.codes, byId(id).value])
      .filter(([, value]) => value !== '')
      .map(
        ([codes, value]) =>
          (row) =>
            codes[row] === Number(value),
      );
    const list = byId('filter-list')?.value ?? '';
    if (list !== '') {
      const on = lists.tuples.map((tuple) => tuple.includes(Number(list)));
      tests.push((row) => on[lists.codes[row]]);
    }
    rows = sorted.filter((row) => (wanted === '' || folded[row].includes(wanted)) && tests.every((test) => test(row)));
    active = 0;
    byId('viewport').scrollTop = 0;
    const found = words.found.replace('{shown}', countText(rows.length)).replace('{all}', countText(size));
    byId('found').textContent = rows.length === 0 ? words.nothingFound : found;
    grid.setAttribute('aria-rowcount', String(rows.length + 1));
    draw(true);
  };

  /** Missing last in both directions; equals in the order of the report. */
  const sort = (field, down) => {
    const keys = field.texts ?? field.values ?? field.codes.map((code) => (code < 0 ? null : code));
    const sign = down ? -1 : 1;
    sorted = Uint32Array.from({ length: size }, (_, row) => row).sort((a, b) => {
      const [one, other] = [keys[a] ?? null, keys[b] ?? null];
      if (one === other) return a - b;
      if (one === null || other === null) return one === null ? 1 : -1;
      return one < other ? -sign : sign;
    });
    sorting = { field, down };
    for (const [index, heading] of headings.entries()) {
      if (shown[index] === field) heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else heading.removeAttribute('aria-sort');
    }
    select();
  };

  // The grid: only rows in view, and a few around them, are elements.

  const grid = byId('grid');
  const viewport = byId('viewport');
  const body = grid.tBodies[0];
  const classOf = (field) => {
    const kind = field.values ? 'number ' : '';
    return kind + (known.includes(field.key) ? field.key : 'dimension');
  };
  const space = () => {
    const row = make('tr', 'space');
    row.setAttribute('aria-hidden', 'true');
    row.append(make('td'));
    return row;
  };
  const [above, below] = [space(), space()];
  const around = 8;
  let rowHeight = 41;
  let drawn = '';

  const headings = shown.map((field) => {
    const heading = make('th', classOf(field));
    heading.scope = 'col';
    const button = make('button', '', field.title);
    button.type = 'button';
    // Numbers begin with the largest, except the rank.
    const downFirst = field.values !== undefined && field.key !== 'rank';
    button.addEventListener('click', () => sort(field, sorting.field === field ? !sorting.down : downFirst));
    heading.append(button);
    return heading;
  });

  const drawRow = (place) => {
    const row = rows[place];
    const line = make('tr', place === active ? 'active' : '');
    line.id = `row-${place}`;
    line.setAttribute('aria-rowindex', String(place + 2));
    for (const field of shown) {
      const cell = make('td', classOf(field), textOf(field, row));
      if (field.texts) cell.dir = 'auto';
      line.append(cell);
    }
    return line;
  };

  const draw = (again = false) => {
    const height = viewport.clientHeight;
    const from = Math.max(0, Math.floor(viewport.scrollTop / rowHeight) - around);
    const to = Math.min(rows.length, Math.ceil((viewport.scrollTop + height) / rowHeight) + around);
    const state = `${from} ${to} ${active}`;
    if (state === drawn && !again) return;
    drawn = state;
    if (again) {
      // A space over columns that are hidden would make room for them.
      const visible = headings.filter((heading) => getComputedStyle(heading).display !== 'none').length;
      for (const row of [above, below]) row.firstChild.colSpan = visible;
    }
    const lines = [];
    for (let place = from; place < to; place++) lines.push(drawRow(place));
    above.firstChild.style.height = `${from * rowHeight}px`;
    below.firstChild.style.height = `${(rows.length - to) * rowHeight}px`;
    body.replaceChildren(above, ...lines, below);
    if (active >= from && active < to) grid.setAttribute('aria-activedescendant', `row-${active}`);
    else grid.removeAttribute('aria-activedescendant');
  };

  const goTo = (place) => {
    if (rows.length === 0) return;
    active = Math.max(0, Math.min(rows.length - 1, place));
    const top = active * rowHeight;
    const room = viewport.clientHeight - grid.tHead.offsetHeight - rowHeight;
    if (top < viewport.scrollTop) viewport.scrollTop = top;
    else if (top > viewport.scrollTop + room) viewport.scrollTop = top - room;
    draw();
  };

  const page = () => Math.max(1, Math.floor(viewport.clientHeight / rowHeight) - 2);
  const moves = {
    ArrowDown: () => goTo(active + 1),
    ArrowUp: () => goTo(active - 1),
    PageDown: () => goTo(active + page()),
    PageUp: () => goTo(active - page()),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    Enter: () => showDetail(),
    ' ': () => showDetail(),
  };

  // A client's detail.

  const dialog = byId('detail');
  let detail;

  const fact = (title, text, wide = false) => {
    const box = make('div', wide ? 'wide-fact' : '');
    const value = make('dd', '', text);
    value.dir = 'auto';
    box.append(make('dt', '', title), value);
    return box;
  };
  const textsOf = ({ texts, codes, tuples }, row) => tuples[codes[row]].map((text) => texts[text]);

  const facts = (row) => {
    const list = make('dl', 'facts');
    const own = fields.filter(({ key }) => others.includes(key) && key !== 'name');
    for (const field of own) {
      if (textOf(field, row) !== words.none) list.append(fact(field.title, textOf(field, row)));
    }
    const reasons = detail.reasons.tuples[detail.reasons.codes[row]].map((factor) => {
      const { name, codes, tuples } = detail.factors[factor];
      return `${name} ${points(-tuples[codes[row]][2])}`;
    });
    for (const [title, texts] of [
      [words.reasons, reasons],
      [words.actions, textsOf(detail.actions, row)],
      [words.lists, textsOf(lists, row)],
    ]) {
      if (texts.length > 0) list.append(fact(title, texts.join('; '), true));
    }
    return list;
  };

  const gauge = (units) => {
    const box = make('td');
    const outer = make('span', 'gauge');
    const inner = make('span');
    inner.style.width = `${Math.max(0, Math.min(100, units / 100))}%`;
    outer.setAttribute('aria-hidden', 'true');
    outer.append(inner);
    box.append(outer);
    return box;
  };

  const rowOf = (tag, cells, classes = '') => {
    const row = make('tr', classes);
    for (const [index, text] of cells.entries())
      row.append(make(index === 0 ? 'th' : tag, index > 0 ? 'number' : '', text));
    return row;
  };

  const contributions = (row) => {
    const table = make('table');
    const head = make('thead');
    const heading = rowOf('th', [words.factor, words.weight, words.points, words.contribution, words.lost]);
    for (const cell of heading.cells) cell.scope = 'col';
    heading.insertBefore(make('td'), heading.cells[3]);
    head.append(heading);
    const lines = make('tbody');
    for (const [index, dimension] of detail.dimensions.entries()) {
      const score = textOf(dimensions[index] ?? fieldOf('score'), row);
      const group = rowOf('td', [dimension.name, dimension.weight, score, '', ''], 'group');
      group.cells[0].scope = 'rowgroup';
      group.insertBefore(make('td'), group.cells[3]);
      lines.append(group);
      for (const factor of detail.factors.filter((one) => one.dimension === index)) {
        const [got, given, lost] = factor.tuples[factor.codes[row]];
        const texts = [got, given, lost].map((units) => (units === null ? words.none : points(units)));
        const line = rowOf('td', [factor.name, factor.weight, ...texts]);
        line.cells[0].scope = 'row';
        line.insertBefore(got === null ? make('td') : gauge(got), line.cells[3]);
        lines.append(line);
      }
    }
    table.append(head, lines);
    const box = make('div', 'scroll');
    box.append(table);
    return box;
  };

  const button = (text, label, onClick, disabled = false) => {
    const made = make('button', '', text);
    made.type = 'button';
    made.disabled = disabled;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', onClick);
    return made;
  };

  const showDetail = (focused = 2) => {
    if (rows.length === 0) return;
    detail ??= read('detail-data');
    const row = rows[active];
    const go = (step, place) => () => {
      goTo(active + step);
      showDetail(place);
    };
    const line = make('div', 'bar-line');
    line.append(
      button('↑', words.before, go(-1, 0), active === 0),
      button('↓', words.after, go(1, 1), active === rows.length - 1),
      button(words.close, words.close, () => dialog.close()),
    );
    const title = make('h2', '', textOf(fieldOf('name') ?? fieldOf('id'), row));
    title.id = 'detail-title';
    dialog.setAttribute('aria-labelledby', title.id);
    title.dir = 'auto';
    const score = fieldOf('score');
    const scored = score.values[row] !== null;
    dialog.replaceChildren(line, title, facts(row));
    if (!scored) dialog.append(make('p', '', words.noScore));
    dialog.append(contributions(row), make('p', 'note', words.rounded));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    const wanted = line.children[focused];
    (wanted.disabled ? line.children[2] : wanted).focus();
    markScrollable();
  };

  // Everything together.

  const fill = (id, texts) => {
    for (const [value, text] of texts) {
      const option = make('option', '', text);
      option.value = String(value);
      byId(id).append(option);
    }
    byId(id).addEventListener('change', select);
  };
  for (const [id, field] of filters) {
    const present = new Set(field.codes);
    const names = field.names.map((name, code) => [code, name]).filter(([code]) => present.has(code));
    fill(id, present.has(-1) ? [...names, [-1, words.none]] : names);
  }
  if (byId('filter-list')) {
    fill(
      'filter-list',
      lists.texts.map((text, index) => [index, text]).filter(([, text]) => text !== ''),
    );
  }

  grid.tHead.rows[0].append(...headings);
  grid.setAttribute('aria-colcount', String(shown.length));
  document.documentElement.classList.add('scripted');
  byId('client-tools').hidden = false;
  byId('search').addEventListener('input', select);
  viewport.addEventListener('scroll', () => draw(), { passive: true });
  window.addEventListener('resize', () => draw(true));
  grid.addEventListener('keydown', (event) => {
    if (event.target !== grid || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(moves, event.key))
      return;
    event.preventDefault();
    moves[event.key]();
  });
  body.addEventListener('click', (event) => {
    const line = event.target.closest('tr[aria-rowindex]');
    if (line === null) return;
    active = Number(line.getAttribute('aria-rowindex')) - 2;
    grid.focus({ preventScroll: true });
    draw(true);
    showDetail();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog && event.clientX < dialog.getBoundingClientRect().left) dialog.close();
  });
  select();
  const line = body.rows[1];
  if (line?.hasAttribute('aria-rowindex')) {
    rowHeight = line.getBoundingClientRect().height || rowHeight;
    draw(true);
  }
})();
