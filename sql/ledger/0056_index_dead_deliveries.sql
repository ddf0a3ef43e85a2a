-- The list of dead letters; there are few of them among many.
create index deliveries_dead on deliveries (position) where status = 'dead';
