-- ?1 tenant_id, ?2 network, ?3 participant, ?4 answer, ?5 accepts invoices, ?6 accepts credit notes, ?7 SMP or reason, ?8 now
INSERT INTO peppol_lookup (tenant_id, network, participant, answer, accepts_invoice, accepts_credit_note, detail, looked_up_at)
VALUES (?1, ?2, ?3, ?4, CAST(?5 AS INTEGER), CAST(?6 AS INTEGER), ?7, ?8)
ON CONFLICT (tenant_id, network, participant) DO UPDATE SET answer = excluded.answer, accepts_invoice = excluded.accepts_invoice,
  accepts_credit_note = excluded.accepts_credit_note, detail = excluded.detail, looked_up_at = excluded.looked_up_at
