-- ?1 tenant_id, ?2 type of event, ?3 when, ?4 document id, ?5 base_url, ?6 JSON object of further data, ?7 what tells this message from others of its type and document
-- After what happened to the document, in its batch. invoice.paid is told once, when nothing is due any more of the invoice, or of the one that the credit note ?4 corrects.
INSERT INTO webhook_message (tenant_id, id, type, payload, created_at)
SELECT d.tenant_id, 'msg_' || replace(?2, '.', '_') || '_' || d.id || substr(replace(?7, '.', '_'), 1, 64), ?2,
  json_object('type', ?2, 'timestamp', ?3, 'version', 1, 'business', t.slug, 'data', json_patch(json_object(
    'id', d.id, 'kind', replace(d.kind, 'quotation', 'quote'), 'number', d.number, 'issue_date', d.issue_date, 'due_date', d.due_date,
    'valid_until', d.valid_until, 'currency', d.currency,
    'total_without_vat', printf('%d.%02d', d.total_without_vat / 100, d.total_without_vat % 100),
    'vat_total', printf('%d.%02d', d.vat_total / 100, d.vat_total % 100),
    'total_with_vat', printf('%d.%02d', d.total_with_vat / 100, d.total_with_vat % 100),
    'amount_due', printf('%d.%02d', d.amount_due / 100, d.amount_due % 100),
    'booking_id', d.booking_id, 'quote_id', d.quotation_id, 'corrects_id', d.corrects_id,
    'invoice_id', (SELECT i.id FROM document AS i WHERE i.tenant_id = d.tenant_id AND i.quotation_id = d.id),
    'url', ?5 || '/admin/documents/' || d.id), ?6)), ?3
FROM document AS d JOIN tenant AS t ON t.id = d.tenant_id
WHERE d.tenant_id = ?1
  AND d.id = iif(?2 = 'invoice.paid', coalesce((SELECT c.corrects_id FROM document AS c WHERE c.tenant_id = ?1 AND c.id = ?4), ?4), ?4)
  AND EXISTS (SELECT 1 FROM webhook_subscription AS s WHERE s.tenant_id = ?1 AND s.type = ?2)
  AND (?2 <> 'invoice.paid' OR EXISTS (SELECT 1 FROM invoice_balance AS a WHERE a.tenant_id = ?1 AND a.document_id = d.id
    AND a.total - a.credited - a.paid - a.cash_discount <= 0 AND NOT (a.credited > 0 AND a.credited >= a.total)))
ON CONFLICT DO NOTHING
