"""Pure decision theory: frozen facts in, frozen judgements out, nothing else touched."""
