-- ?1 tenant_id, ?2 search in code, description and text or '', ?3 1 for archived items, 0 for the others
SELECT count(*) AS rows FROM item AS i WHERE i.tenant_id = ?1 AND (i.archived_at IS NOT NULL) = CAST(?3 AS INTEGER)
  AND (?2 = '' OR instr(lower(i.code), lower(?2)) > 0 OR instr(lower(i.description), lower(?2)) > 0 OR instr(lower(i.text), lower(?2)) > 0)
