-- ?1 search in slug and name or ''; of all that are found
SELECT count(*) AS rows, coalesce(sum(t.sales_invoicing), 0) AS active FROM tenant AS t
WHERE ?1 = '' OR instr(t.slug, lower(?1)) > 0 OR instr(lower(t.name), lower(?1)) > 0
