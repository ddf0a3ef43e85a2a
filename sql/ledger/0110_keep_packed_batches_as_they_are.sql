-- Both come packed: to try to compress them again took a third of what the server spends on an import, and gave nothing.
alter table intake_batches
    alter column documents set storage external,
    alter column plan set storage external;
