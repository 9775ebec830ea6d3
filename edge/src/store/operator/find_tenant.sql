-- ?1 slug
SELECT t.id AS tenant_id, t.slug, t.name, t.sales_invoicing, t.sales_invoicing_since FROM tenant AS t WHERE t.slug = ?1
