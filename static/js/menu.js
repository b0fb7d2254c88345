// Menus are <details>; this closes them by Escape or a click elsewhere.
const close = (event) => htmx.findAll('.menu[open]').forEach((menu) => {
  if (event.key === 'Escape') menu.firstElementChild.focus();
  else if (event.key || menu.contains(event.target)) return;
  menu.open = false;
});
htmx.on('click', close);
htmx.on('keydown', close);
