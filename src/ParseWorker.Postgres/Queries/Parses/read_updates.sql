-- One query for all subscriptions: which parses have ended or are gone, and the requested events of the others.
select w.id, p.status, p.attempt, p.pages_done, p.page_count, p.event_count, p.updated_at,
       e.n as number, e.kind, e.at, e.attempt as event_attempt, e.detail
from unnest(@ids, @afters, @pages) as w (id, after, pages)
left join parseworker.parses p on p.id = w.id
left join lateral (
  select * from parseworker.parse_events h where h.parse_id = p.id and h.n > w.after order by h.n limit @limit
) e on true
where p.id is null or p.status in ('completed', 'failed', 'cancelled')
   or w.after is not null and (p.event_count > w.after or p.pages_done is distinct from w.pages)
order by w.id, e.n
