-- ?1 slug, ?2 1 for active, ?3 now. A tenant that is there already stays as it is, so that a form sent twice switches once.
UPDATE tenant SET sales_invoicing = CAST(?2 AS INTEGER), sales_invoicing_since = ?3, settings_version = settings_version + 1
WHERE slug = ?1 AND sales_invoicing <> CAST(?2 AS INTEGER)
