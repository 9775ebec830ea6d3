-- ?1 tenant_id, ?2 network, ?3 JSON array of participants; answers what the last lookup of each found out
SELECT participant, answer, accepts_invoice, accepts_credit_note, detail, looked_up_at FROM peppol_lookup
WHERE tenant_id = ?1 AND network = ?2 AND participant IN (SELECT value FROM json_each(?3))
