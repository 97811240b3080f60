-- The print queue is a screen: what was printed since is asked of every job.

create index print_jobs_of_order on print_jobs (order_id, id);
