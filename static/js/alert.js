// What htmx cannot show by itself: no answer, or a fault of ours. The words stand on <body>.
const {body} = document;
const byId = (id) => document.getElementById(id);
const box = byId('alert');
const warn = (text) => {
  const note = document.createElement('p');
  note.className = 'note note--bad';
  note.textContent = text;
  box.replaceChildren(note);
};
// Did the server answer for the thing asked about? A refusal of the whole request is retargeted to #alert.
const answered = (xhr) => xhr.status > 199 && xhr.status < 500 && !xhr.getResponseHeader('HX-Retarget');
htmx.on('htmx:afterRequest', ({detail: {xhr}}) => {
  if (answered(xhr)) box.textContent = '';
  else if (!xhr.status) warn(body.dataset.offline);
  else if (xhr.status > 499) warn(body.dataset.fault);
});
// A page that comes back with errors puts focus on their summary, also where autofocus does not reach.
const errors = htmx.find('.errors');
if (errors) errors.focus();
