// The deduction list. Without this file it is one form with a save button; with it each amount saves itself.
// Keys: Down or Enter next row, Up the row before, Escape the saved amount, Ctrl+Z the last change.
// A column pasted from a spreadsheet fills downwards in one request.
htmx.onLoad((root) => {
  const grid = htmx.find(root, '#lines');
  if (!grid) return;
  const words = grid.dataset;
  const amount = (row) => row && htmx.find(row, '.amt');
  const status = (row) => byId('s-' + row.id.slice(2));
  const rowOf = (el) => el.closest('tr');
  const go = (el) => { if (el) { el.focus(); el.select(); } return el; };
  const wrong = (field) => field.getAttribute('aria-invalid') === 'true';
  const isSaved = (field, row) => field.value === row.sent && !wrong(field) && !row.matches('.is-unsaved');
  const beside = (el, way = 'next') => {
    let row = rowOf(el);
    do row = row[way + 'ElementSibling']; while (row && !amount(row));
    return amount(row);
  };
  const onAmount = (name, act) => htmx.on(grid, name, (event) => {
    const field = event.target;
    if (field.matches('.amt')) act(field, rowOf(field), event);
  });

  // All saves stand in one line (hx-sync on the table): the totals arrive in order, and no save meets
  // its own older version. So value and version are read when a request leaves, not when it was asked for.
  const post = (url, source, rows) => { source.rows = rows; htmx.ajax('POST', url, {source, target: source, swap: 'none'}).catch(String); };
  const save = (row) => post(words.lines + row.id.slice(2) + '/amount', row, [row]);
  htmx.on(grid, 'htmx:configRequest', ({target, detail: {parameters}}) => (target.rows || []).forEach((row) => {
    const field = amount(row), version = htmx.find(status(row), 'input');
    parameters[field.name] = row.sent = field.value;
    parameters[version.name] = version.value;
  }));

  // An answer swaps status cells only. A cell tells its row's state (data-r) and the saved amount (data-v);
  // whoever is in the field keeps what is there, unless an undo or somebody else's amount takes its place.
  const take = (cell) => {
    const row = rowOf(cell), field = amount(row), typed = field.value, saved = cell.dataset.v;
    row.className = cell.dataset.r;
    cell.removeAttribute('data-r');
    field.setAttribute('aria-invalid', !!htmx.find(cell, '.err'));
    field.setAttribute('aria-describedby', cell.id);
    const sent = typed === row.sent, free = sent ? document.activeElement !== field : typed === field.defaultValue;
    field.defaultValue = saved;
    field.value = free && !wrong(field) ? saved : typed;
  };
  const settle = () => htmx.findAll(grid, 'td[data-r]').forEach(take);
  htmx.on('htmx:afterRequest', ({target, detail: {xhr}}) => {
    if (target.rows && !answered(xhr)) target.rows.forEach((row) => {
      if (row.className !== 'is-unsaved') status(row).append(byId('unsaved').content.cloneNode(true));
      row.className = 'is-unsaved';
    });
    settle();
  });
  settle();

  // Before a new try: the session and its token may be new (signed in again in another tab).
  const waiting = () => [...htmx.findAll(grid, '.is-unsaved')];
  const retry = () => fetch('').then((answer) => answer.text()).then((text) => {
    const token = text.match(/X-CSRF-Token":"([^"]+)/);
    if (token) body.setAttribute('hx-headers', `{"${token[0]}"}`);
  }).catch(() => 0).then(() => waiting().forEach(save));
  addEventListener('online', retry);
  addEventListener('beforeunload', (event) => { if (waiting()[0]) event.returnValue = ''; });

  onAmount('change', (field, row) => save(row));
  onAmount('focusout', (field, row) => {
    if (isSaved(field, row) && !row.matches('.htmx-request')) field.value = field.defaultValue;
  });
  onAmount('keydown', (field, row, event) => {
    const {key} = event, dirty = field.value !== field.defaultValue && !isSaved(field, row);
    if (event.altKey || event.shiftKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      const undo = htmx.find('[form=undo]');
      if (key !== 'z' || dirty || !undo) return;
      field.defaultValue = field.value;  // what was saved as it was typed may be replaced by the answer
      row.sent = null;
      undo.click();
    } else if (key === 'ArrowDown' || key === 'Enter') {
      if (!go(beside(field))) { field.blur(); go(field); }
    } else if (key === 'ArrowUp') go(beside(field, 'previous'));
    else if (key === 'Escape' && (dirty || wrong(field))) {
      field.value = field.defaultValue;
      field.select();
      if (wrong(field)) save(row);
    } else return;
    event.preventDefault();
  });
  onAmount('paste', (field, row, event) => {
    const text = event.clipboardData.getData('text').replace(/\r|\n+$/g, '');
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault();
    if (/\S *\t+ *\S/.test(text)) return warn(words.onecolumn);
    const column = text.split('\n').map((line) => [field, line.trim(), field = field && beside(field)]);
    if (column.some(([el]) => !el)) return warn(words.toomany.replace('{n}', column.length));
    const changed = column.filter(([el, value]) => value && value !== el.value);
    changed.forEach(([el, value]) => { el.value = value; });
    if (changed[0]) post(words.paste, grid, changed.map(([el]) => rowOf(el)));
  });

  htmx.on(grid, 'click', (event) => {
    const {target} = event, row = rowOf(target), link = target.closest('.more'), mine = target.dataset.take;
    if (target.matches('.again')) retry();
    else if (mine !== undefined) {
      go(amount(row)).value = mine;
      save(row);
    } else if (link && !event.ctrlKey && !event.metaKey) {
      // «Slutt og kommentar» is a link to the row's page; here it opens as a panel below the row
      const panel = byId('p-' + row.id.slice(2));
      event.preventDefault();
      if (panel) panel.remove();
      else htmx.ajax('GET', link.href, {source: link, target: row, swap: 'afterend'});
      link.setAttribute('aria-expanded', !panel);
    } else if (target.dataset.close === '') {
      event.preventDefault();
      const opener = byId('m-' + row.id.slice(2));
      opener.click();
      opener.focus();
    }
  });
});
