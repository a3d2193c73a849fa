-- The minutes that are over and nobody has counted yet, of the last ten: what ended in each, and what waits now. A minute is over for some
-- seconds first, since an ending has the time at which its statement began. One that no worker counted within ten minutes stays out.
with due as (
  select minute
  from generate_series(
    date_trunc('minute', now() - @patience) - interval '10 minutes', date_trunc('minute', now() - @patience) - interval '1 minute',
    interval '1 minute') as minute
  where not exists (select from parseworker.load_minutes m where m.minute = minute.minute)
), ended as (
  select d.minute, p.status, p.error_code, p.pages_done,
         case when p.cancel_requested_at < p.finished_at then p.finished_at - p.cancel_requested_at end as cancel
  from due d join parseworker.parses p on p.finished_at >= d.minute and p.finished_at < d.minute + interval '1 minute'
), failed as (
  select minute, jsonb_object_agg(error_code, count) as failures
  from (select minute, error_code, count(*) from ended where error_code is not null group by 1, 2) f
  group by 1
), forgotten as (
  delete from parseworker.load_minutes where minute < now() - @keptFor
)
insert into parseworker.load_minutes (
  minute, waiting, in_progress, oldest_waiting, completed, failed, cancelled, pages, cancel_p50, cancel_p99, failures)
select d.minute, @waiting, @inProgress, @oldestWaiting::interval, count(*) filter (where e.status = 'completed'),
       count(*) filter (where e.status = 'failed'), count(*) filter (where e.status = 'cancelled'), coalesce(sum(e.pages_done), 0),
       percentile_disc(0.5) within group (order by e.cancel), percentile_disc(0.99) within group (order by e.cancel),
       coalesce((select f.failures from failed f where f.minute = d.minute), '{}')
from due d left join ended e on e.minute = d.minute
group by d.minute
on conflict do nothing
