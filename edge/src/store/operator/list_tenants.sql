-- ?1 search in slug and name or '', ?2 rows, ?3 rows to skip
SELECT t.id AS tenant_id, t.slug, t.name, t.sales_invoicing, t.sales_invoicing_since FROM tenant AS t
WHERE ?1 = '' OR instr(t.slug, lower(?1)) > 0 OR instr(lower(t.name), lower(?1)) > 0
ORDER BY t.slug LIMIT CAST(?2 AS INTEGER) OFFSET CAST(?3 AS INTEGER)
