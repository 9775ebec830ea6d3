-- ?1 SHA-256 of the cookie, ?2 the oldest last use, ?3 the oldest sign-in that still counts, both in UTC seconds
SELECT s.tenant_id, t.slug, t.name, t.time_zone, t.currency, t.locale, t.sales_invoicing, s.role
FROM session AS s JOIN tenant AS t ON t.id = s.tenant_id
WHERE s.token_hash = ?1 AND s.seen_at > CAST(?2 AS INTEGER) AND s.created_at > CAST(?3 AS INTEGER)
