-- An account holds one position, so the two shadow cards of a release are traded by an account each.
alter table accounts drop constraint accounts_strategy_check;
alter table accounts add constraint accounts_strategy_check
  check (strategy in ('cards', 'shadow-long', 'shadow-short', 'vol-target'));
