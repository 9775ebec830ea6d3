-- ?1 tenant_id, ?2 id, ?3 kind, ?4 year, ?5 booking_id, ?6 quotation_id, ?7 issue_date, ?8 due_date, ?9 valid_until, ?10 buyer_name, ?11 currency,
-- ?12 total_without_vat, ?13 vat_total, ?14 total_with_vat, ?15 amount_due in cents, ?16 content, ?17 source, ?18 created_at, ?19 link_expires_on,
-- ?20 corrects_id, ?21 contact_id (that of the booking if there is one), ?22 type_code, ?23 cash_discount in cents, ?24 pay_by
-- After next_number in the same batch: a series is continuous (Belgian RD no. 1, art. 5).
INSERT INTO document (tenant_id, id, kind, year, sequence, number, booking_id, quotation_id, issue_date, due_date, valid_until, buyer_name, currency,
  total_without_vat, vat_total, total_with_vat, amount_due, content, source, created_at, link_expires_on, corrects_id, contact_id,
  type_code, cash_discount, pay_by)
SELECT s.tenant_id, ?2, s.kind, s.year, s.next_number - 1, printf('%s-%d-%04d', s.prefix, s.year, s.next_number - 1), ?5, ?6, ?7, ?8, ?9, ?10, ?11,
  ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
  coalesce((SELECT b.contact_id FROM booking AS b WHERE b.tenant_id = ?1 AND b.id = ?5), ?21), ?22, ?23, ?24
FROM number_series AS s WHERE s.tenant_id = ?1 AND s.kind = ?3 AND s.year = CAST(?4 AS INTEGER)
RETURNING number, year, sequence
