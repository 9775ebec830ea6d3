-- ?1 tenant_id, ?2 words that must all be found, folded, as a JSON list, ?3 the search as a number or '', ?4 'duplicates' or '', ?5 rows, ?6 rows to skip
SELECT c.id, c.kind, c.name, c.contact_person, c.vat_identifier, c.email, c.phone, c.street, c.postal_code, c.city, c.country, c.language,
  c.version, c.created_at
FROM contact AS c
WHERE c.tenant_id = ?1 AND c.merged_into IS NULL
  AND (NOT EXISTS (SELECT 1 FROM json_each(?2) AS w WHERE instr(c.search_text, w.value) = 0) OR (?3 <> '' AND instr(c.search_text, ?3) > 0))
  AND (?4 = '' OR EXISTS (SELECT 1 FROM contact AS o WHERE o.tenant_id = ?1 AND o.vat_identifier = c.vat_identifier AND o.merged_into IS NULL AND o.id <> c.id)
    OR EXISTS (SELECT 1 FROM contact AS o WHERE o.tenant_id = ?1 AND o.sort_name = c.sort_name AND o.merged_into IS NULL AND o.id <> c.id))
ORDER BY c.sort_name, c.id LIMIT CAST(?5 AS INTEGER) OFFSET CAST(?6 AS INTEGER)
