-- ?1 tenant_id, ?2 contact; with those that were merged into it
SELECT (SELECT count(*) FROM booking AS b WHERE b.tenant_id = ?1 AND b.contact_id IN (SELECT m.id FROM contact AS m WHERE m.tenant_id = ?1 AND (m.id = ?2 OR m.merged_into = ?2))) AS bookings,
  (SELECT count(*) FROM document AS d WHERE d.tenant_id = ?1 AND d.contact_id IN (SELECT m.id FROM contact AS m WHERE m.tenant_id = ?1 AND (m.id = ?2 OR m.merged_into = ?2))) AS documents,
  (SELECT coalesce(sum(a.due), 0) FROM document AS d
    JOIN invoice_state AS a ON a.tenant_id = d.tenant_id AND a.document_id = d.id
    WHERE d.tenant_id = ?1 AND d.kind = 'invoice' AND d.contact_id IN (SELECT m.id FROM contact AS m WHERE m.tenant_id = ?1 AND (m.id = ?2 OR m.merged_into = ?2))) AS due
